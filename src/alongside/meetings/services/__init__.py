"""Every write of meetings: bringing what a source says up to date (`syncing`), sources and their readings (`sources`).

Locks are taken in one order: the source, then its meetings.
"""

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
    "decide_held",
    "forget_gone",
    "prepare_source",
    "read_next",
    "read_soon",
    "remove_source",
    "sync",
    "take_in",
]
