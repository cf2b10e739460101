"""Every write of messages: beginning a conversation, saying something, and what somebody does about their own seat."""

from alongside.messaging.services.beginning import write_first
from alongside.messaging.services.circle import (
    CALLED_LENGTH,
    Asking,
    begin_circle,
    join_circle,
    put_off_circle,
)
from alongside.messaging.services.own import (
    accept,
    block,
    choose_keeping,
    choose_telling,
    keep_draft,
    leave,
    note_read,
    put_off,
    stop_hearing,
    unblock,
)
from alongside.messaging.services.sending import (
    CARE_LENGTH,
    SEEN_LENGTH,
    Shown,
    checked_to_write,
    count_file,
    send_picture,
    send_voice,
)
from alongside.messaging.services.showing import show_cry
from alongside.messaging.services.writing import LONGEST, Line, say, take_back

__all__ = [
    "CALLED_LENGTH",
    "CARE_LENGTH",
    "LONGEST",
    "SEEN_LENGTH",
    "Asking",
    "Line",
    "Shown",
    "accept",
    "begin_circle",
    "block",
    "checked_to_write",
    "choose_keeping",
    "choose_telling",
    "count_file",
    "join_circle",
    "keep_draft",
    "leave",
    "note_read",
    "put_off",
    "put_off_circle",
    "say",
    "send_picture",
    "send_voice",
    "show_cry",
    "stop_hearing",
    "take_back",
    "unblock",
    "write_first",
]
