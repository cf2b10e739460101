"""Every write of messages: beginning a conversation, saying something, and what somebody does about their own seat."""

from alongside.messaging.services.beginning import write_first
from alongside.messaging.services.own import (
    accept,
    block,
    choose_keeping,
    choose_telling,
    keep_draft,
    leave,
    note_read,
    put_off,
    unblock,
)
from alongside.messaging.services.writing import LONGEST, Line, say, take_back

__all__ = [
    "LONGEST",
    "Line",
    "accept",
    "block",
    "choose_keeping",
    "choose_telling",
    "keep_draft",
    "leave",
    "note_read",
    "put_off",
    "say",
    "take_back",
    "unblock",
    "write_first",
]
