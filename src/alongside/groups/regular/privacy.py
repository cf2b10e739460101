"""What threads that open by themselves hold about a person: those they wrote, and what they host in turn.

Erasing needs nothing: their turns go with their memberships, and what they wrote for a group goes on in the name of
another host, as the group's purpose does.
"""

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.models import Regular, RegularDay, RegularHost
from alongside.kernel.privacy import Table


def export(person_id: UUID) -> dict[str, Table]:
    """Return what they wrote to open by itself, what they said yes to hosting, and the days they host."""
    return {
        "group_regular_threads": _written(person_id),
        "group_hosting": _hosting(person_id),
        "group_hosted_days": _days(person_id),
    }


def _written(person_id: UUID) -> Table:
    rows = Regular.objects.filter(writer__person=person_id).select_related("group").order_by("created_at", "id")
    return [
        {"group": row.group.name, "title": row.title, "text": row.text, "content_note": row.note or None}
        for row in rows
    ]


def _hosting(person_id: UUID) -> Table:
    rows = RegularHost.objects.filter(membership__person=person_id).select_related("regular__group")
    return [
        {
            "group": row.regular.group.name,
            "title": row.regular.title,
            "said_yes_at": row.created_at.isoformat(),
            "hosted_on": row.hosted_on.isoformat() if row.hosted_on else None,
        }
        for row in rows.order_by("created_at", "id")
    ]


def _days(person_id: UUID) -> Table:
    rows = RegularDay.objects.filter(host__person=person_id).select_related("thread__group").order_by("day", "id")
    return [
        {"group": row.thread.group.name, "title": row.thread.title, "hosted_on": row.day.isoformat()} for row in rows
    ]


WORDS: Mapping[str, str | Promise] = {
    "group_regular_threads": _("Threads you have open by themselves"),
    "group_hosting": _("Threads you host in turn"),
    "group_hosted_days": _("Days you host"),
    "said_yes_at": _("Said yes"),
    "hosted_on": _("Hosted on"),
}
