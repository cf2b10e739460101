"""Every write of meetings: bringing what a source says up to date (`syncing`), sources and their readings (`sources`),
the meetings of this place itself (`own`), whether a meeting is still so (`freshness`), and what somebody keeps for
themselves (`mine`, `calendars`), who comes along to it (`along`), and a saved
one as a tie of a circle (`in_circle`).

Locks are taken in one order: the source, then its meetings.
"""

from alongside.meetings.services.along import answer_along, ask_along, end_along_of, forget_along, take_back_along
from alongside.meetings.services.calendars import end_feed, make_feed
from alongside.meetings.services.freshness import confirm_meeting, forget_reports, report_there, take_report_back
from alongside.meetings.services.in_circle import add_to_circle
from alongside.meetings.services.mine import (
    choose_reminder,
    note_there,
    reckon_changed,
    remove_saved,
    remove_there,
    save_meeting,
    send_reminders,
)
from alongside.meetings.services.own import (
    change_date,
    change_meeting,
    close_meeting,
    open_meeting,
    remove_meeting,
    usual_again,
    write_meeting,
)
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

__all__ = [
    "Result",
    "add_to_circle",
    "answer_along",
    "ask_along",
    "change_date",
    "change_meeting",
    "change_source",
    "choose_reminder",
    "close_meeting",
    "confirm_meeting",
    "decide_held",
    "end_along_of",
    "end_feed",
    "forget_along",
    "forget_gone",
    "forget_reports",
    "make_feed",
    "note_there",
    "open_meeting",
    "prepare_source",
    "read_next",
    "read_soon",
    "reckon_changed",
    "remove_meeting",
    "remove_saved",
    "remove_source",
    "remove_there",
    "report_there",
    "save_meeting",
    "send_reminders",
    "sync",
    "take_back_along",
    "take_in",
    "take_report_back",
    "usual_again",
    "write_meeting",
]
