"""What reach-outs hold about a person: what they asked, what they answered, what they said, their shifts."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.circles.enums import Level, Support
from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.reachouts import leaving
from alongside.reachouts.enums import Response, State
from alongside.reachouts.models import FollowUp, Message, Notification, ReachOut, Shift
from alongside.reachouts.services import MESSAGE, NOTE
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return own reach-outs with their notes, whom they asked, what one was asked and answered, what was said, shifts.

    What the other of the two said is theirs, and is in their export; what a contact without account said is in no
    other, and sealed with the owner's key, so it is in the owner's.
    """
    return {
        "reach_outs": _reach_outs(person_id),
        "people_asked": _people_asked(person_id),
        "follow_ups": _follow_ups(person_id),
        "asked": _asked(person_id),
        "said": _said(person_id),
        "shifts": [
            {"start": row.start, "hours": row.hours} for row in Shift.objects.filter(person=person_id).order_by("start")
        ],
    }


def _reach_outs(person_id: UUID) -> Table:
    rows = list(ReachOut.objects.filter(owner=person_id).order_by("created_at"))
    notes = unseal_all([row.note_sealed for row in rows], what=NOTE)
    return [
        {
            "started_at": row.created_at,
            "level": row.level,
            "support": row.support,
            "note": note,
            "state": row.state,
            "answered_at": row.answered_at,
            "ended_at": row.ended_at,
        }
        for row, note in zip(rows, notes, strict=True)
    ]


def _people_asked(person_id: UUID) -> Table:
    rows = Notification.objects.filter(reach_out__owner=person_id).order_by("created_at", "id")
    found = list(rows.select_related("reach_out", "tie", "supporter__person"))
    names = names_of([row.tie for row in found if row.tie])
    return [
        {
            "reach_out_started_at": row.reach_out.created_at,
            "whom": (names.get(row.tie.id) if row.tie else None)
            or (row.supporter.person.alias if row.supporter.person else ""),
            "at": row.created_at,
            "seen_at": row.seen_at,
            "response": row.response,
            "responded_at": row.responded_at,
        }
        for row in found
    ]


def _follow_ups(person_id: UUID) -> Table:
    rows = FollowUp.objects.filter(reach_out__owner=person_id).order_by("created_at")
    return [{"due_at": row.due_at, "asked_at": row.asked_at} for row in rows]


def _asked(person_id: UUID) -> Table:
    rows = Notification.objects.filter(supporter__person=person_id).order_by("created_at")
    return [
        {"at": row.created_at, "seen_at": row.seen_at, "response": row.response, "responded_at": row.responded_at}
        for row in rows
    ]


def _said(person_id: UUID) -> Table:
    # Without a supporter the owner wrote it; one without a person is a contact.
    in_own = Q(reach_out__owner=person_id, supporter__person=None)
    rows = list(
        Message.objects.filter(in_own | Q(supporter__person=person_id))
        .select_related("supporter")
        .order_by("created_at", "id")
    )
    texts = unseal_all([row.text_sealed for row in rows], what=MESSAGE)
    return [{"at": row.created_at, "by": _who_said(row), "text": text} for row, text in zip(rows, texts, strict=True)]


def _who_said(row: Message) -> str:
    return "contact" if row.supporter and row.supporter.person_id is None else "you"


def erase(person_id: UUID, now: datetime) -> None:
    """Delete own reach-outs with all that hangs on them, what one said elsewhere, and one's shifts.

    A reach-out of somebody else that this person was answering is asked again, so that nobody waits for someone
    who is gone.
    """
    leaving.erase_person(person_id, now=now)


SPEAKERS = {"you": _("You"), "contact": _("A contact without an account")}
WORDS = {
    "reach_outs": _("Your reach-outs"),
    "people_asked": phrases.WHOM_YOU_ASKED,
    "follow_ups": _("When we asked how you are"),
    "asked": _("When you were asked"),
    "said": _("What was said"),
    "shifts": _("Your shifts"),
    "started_at": _("Begun"),
    "level": _("How it was"),
    "support": phrases.KIND_OF_SUPPORT,
    "note": phrases.WHAT_YOU_WROTE,
    "state": phrases.HOW_IT_STANDS,
    "answered_at": _("Answered"),
    "ended_at": _("Ended"),
    "reach_out_started_at": _("For the reach-out of"),
    "whom": _("Whom"),
    "at": _("When"),
    "seen_at": _("Seen"),
    "response": _("Answer"),
    "responded_at": _("When it came"),
    "due_at": _("Planned for"),
    "asked_at": _("Asked"),
    "by": _("By whom"),
    "text": _("What"),
    "start": _("From"),
    "hours": _("Hours"),
}
SAID: dict[str, Said] = {
    "level": labels_of(Level),
    "support": labels_of(Support),
    "state": labels_of(State),
    "response": labels_of(Response),
    "by": lambda who: SPEAKERS[who],
    "start": lambda hour: f"{WEEKDAYS[hour // 24]} {hour % 24:02}:00",
}
HOLDING = Holding(app="reachouts", export=export, erase=erase, hold=leaving.hold_supported, words=WORDS, said=SAID)
