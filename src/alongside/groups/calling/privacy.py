"""What calls to quiet members hold about a person: that they want them and how, calls to them, and those they made.

Erasing needs nothing: all of it goes with their memberships, and a call they made to somebody has no caller any more.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.calling.enums import Outcome, PartOfDay, Way
from alongside.groups.calling.models import Call, CallWish
from alongside.groups.sealing import CALL_NUMBER
from alongside.kernel.privacy import Said, Table, labels_of
from alongside.kernel.sealed import unseal_all


def export(person_id: UUID) -> dict[str, Table]:
    """Return how they want to be called, the calls to them, and the calls they made or said that they would."""
    return {
        "group_calls_wanted": _wanted(person_id),
        "group_calls_to_you": _calls(Call.objects.filter(membership__person=person_id)),
        "group_calls_made": _calls(Call.objects.filter(claimed_by__person=person_id)),
    }


def _wanted(person_id: UUID) -> Table:
    rows = list(CallWish.objects.filter(membership__person=person_id).select_related("membership__group"))
    numbers = unseal_all([row.number_sealed for row in rows], what=CALL_NUMBER)
    return [
        {
            "group": row.membership.group.name,
            "said_yes_at": row.created_at.isoformat(),
            "called_by": row.way,
            "number": number,
            "call_days": ", ".join(str(day + 1) for day in row.weekdays),
            "call_part": row.part,
            "call_zone": row.zone,
            "looked_in_on": row.seen_on.isoformat(),
            "next_call_on": row.next_on.isoformat() if row.next_on else None,
        }
        for row, number in zip(rows, numbers, strict=True)
    ]


def _calls(rows: QuerySet[Call]) -> Table:
    return [
        {
            "group": row.membership.group.name,
            "listed_at": row.created_at.isoformat(),
            "called_at": row.done_at.isoformat() if row.done_at else None,
            "came_to": row.outcome or None,
            "next_call_on": row.next_on.isoformat() if row.next_on else None,
        }
        for row in rows.select_related("membership__group").order_by("created_at", "id")
    ]


WORDS: Mapping[str, str | Promise] = {
    "group_calls_wanted": _("Calls you said yes to"),
    "group_calls_to_you": _("Calls to you when you were quiet"),
    "group_calls_made": _("Calls you made to others"),
    "called_by": _("How you are called"),
    "number": _("Number"),
    "call_days": _("Days of the week, Monday is 1"),
    "call_part": _("Time of the day"),
    "call_zone": _("Zone of the clock"),
    "looked_in_on": _("Last looked in on"),
    "next_call_on": _("Next call on"),
    "listed_at": _("On the list since"),
    "called_at": _("Called"),
    "came_to": _("What it came to"),
}
SAID: Mapping[str, Said] = {
    "called_by": labels_of(Way),
    "call_part": labels_of(PartOfDay),
    "came_to": labels_of(Outcome),
}
