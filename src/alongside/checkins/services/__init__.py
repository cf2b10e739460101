"""Every write of check-ins: the person builds (`building`), shares (`sharing`) and answers (`answering`), supporters
reply (`replying`), the engine asks and notes what was missed (`moving`).

Locks are taken in one order: the check-in with its rhythm, then ties.
"""

from alongside.checkins.services.answering import answer_check_in, correct_entry, may_correct, remove_entry
from alongside.checkins.services.building import (
    build_check_in,
    change_check_in,
    pause_check_in,
    remove_check_in,
    resume_check_in,
    travel,
)
from alongside.checkins.services.moving import READS, move_rhythms
from alongside.checkins.services.replying import look_at, reply, see_reply
from alongside.checkins.services.sharing import end_sharing, share_check_in

__all__ = [
    "READS",
    "answer_check_in",
    "build_check_in",
    "change_check_in",
    "correct_entry",
    "end_sharing",
    "look_at",
    "may_correct",
    "move_rhythms",
    "pause_check_in",
    "remove_check_in",
    "remove_entry",
    "reply",
    "resume_check_in",
    "see_reply",
    "share_check_in",
    "travel",
]
