"""Every write of meetings: bringing what a source says up to date (`syncing`), sources and their readings (`sources`),
the meetings of this place itself (`own`), and whether a meeting is still so (`freshness`).

Locks are taken in one order: the source, then its meetings.
"""

from alongside.meetings.services.freshness import confirm_meeting, forget_reports, report_there, take_report_back
from alongside.meetings.services.own import (
    change_date,
    change_meeting,
    close_meeting,
    open_meeting,
    remove_meeting,
    usual_again,
    write_meeting,
)
from alongside.meetings.services.room_words import delete_line, read_note, take_note_back, write_line, write_note
from alongside.meetings.services.rooms import ROOMS, Coming, Order, act_in_room, enter_room, see_in_room
from alongside.meetings.services.sources import (
    change_source,
    decide_held,
    prepare_source,
    read_next,
    read_soon,
    remove_source,
    take_in,
)
from alongside.meetings.services.syncing import Result, forget_gone, sync
from alongside.meetings.services.voice import (
    collect_letters,
    forget_old_letters,
    join_talk,
    leave_talk,
    send_letter,
)

__all__ = [
    "ROOMS",
    "Coming",
    "Order",
    "Result",
    "act_in_room",
    "change_date",
    "change_meeting",
    "change_source",
    "close_meeting",
    "collect_letters",
    "confirm_meeting",
    "decide_held",
    "delete_line",
    "enter_room",
    "forget_gone",
    "forget_old_letters",
    "forget_reports",
    "join_talk",
    "leave_talk",
    "open_meeting",
    "prepare_source",
    "read_next",
    "read_note",
    "read_soon",
    "remove_meeting",
    "remove_source",
    "report_there",
    "see_in_room",
    "send_letter",
    "sync",
    "take_in",
    "take_note_back",
    "take_report_back",
    "usual_again",
    "write_line",
    "write_meeting",
    "write_note",
]
