"""Every write of medication: the person writes medicines down (`writing`) and what they took (`taking`), and chooses
who may see the log (`sharing`); the engine opens what is due and reminds (`moving`).

Locks are taken in one order: the person, the medicine, then its timing, then lines of the log.
"""

from alongside.medication.services.moving import move_timings
from alongside.medication.services.sharing import end_sharing, look_at, share_medication
from alongside.medication.services.taking import WrittenJustNow, answer_entry, remove_entry, take_now, undo_entry
from alongside.medication.services.writing import (
    change_medicine,
    end_medicine,
    pause_medicine,
    remove_medicine,
    resume_medicine,
    travel,
    write_medicine,
)

__all__ = [
    "WrittenJustNow",
    "answer_entry",
    "change_medicine",
    "end_medicine",
    "end_sharing",
    "look_at",
    "move_timings",
    "pause_medicine",
    "remove_entry",
    "remove_medicine",
    "resume_medicine",
    "share_medication",
    "take_now",
    "travel",
    "undo_entry",
    "write_medicine",
]
