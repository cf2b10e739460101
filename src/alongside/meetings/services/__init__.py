"""Every write of meetings: bringing what a source says up to date (`syncing`), sources and their readings (`sources`),
and what somebody keeps for themselves (`mine`).

Locks are taken in one order: the source, then its meetings.
"""

from alongside.meetings.services.calendars import end_feed, make_feed
from alongside.meetings.services.mine import (
    choose_reminder,
    note_there,
    reckon_changed,
    remove_saved,
    remove_there,
    save_meeting,
    send_reminders,
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
    "change_source",
    "choose_reminder",
    "decide_held",
    "end_feed",
    "forget_gone",
    "make_feed",
    "note_there",
    "prepare_source",
    "read_next",
    "read_soon",
    "reckon_changed",
    "remove_saved",
    "remove_source",
    "remove_there",
    "save_meeting",
    "send_reminders",
    "sync",
    "take_in",
]
