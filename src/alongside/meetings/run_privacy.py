"""What running meetings holds about a person: what they look after, said yes to, and when they serve or cannot."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Table
from alongside.meetings.models import NotThen, OwnReading, RoleAsked, Service, Serving, Steward, StewardAsked
from alongside.meetings.run_words import role_words
from alongside.meetings.services import leave_all
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return it, oldest first, with the readings of the meetings they look after."""
    return {
        "meetings_looked_after": _looked_after(person_id),
        "meetings_asked_to_look_after": _asked_to_look_after(person_id),
        "meeting_readings": _readings(person_id),
        "meeting_roles": _roles(person_id),
        "meeting_roles_asked": _asked(person_id),
        "meeting_services": _services(person_id),
        "meeting_dates_not": _not_then(person_id),
    }


def _looked_after(person_id: UUID) -> Table:
    rows = Steward.objects.filter(person=person_id).select_related("hosting__meeting").order_by("created_at", "id")
    return [{"meeting": row.hosting.meeting.name, "since": row.created_at} for row in rows]


def _asked_to_look_after(person_id: UUID) -> Table:
    rows = StewardAsked.objects.filter(person=person_id).select_related("hosting__meeting").order_by("created_at", "id")
    return [{"meeting": row.hosting.meeting.name, "since": row.created_at} for row in rows]


def _readings(person_id: UUID) -> Table:
    rows = OwnReading.objects.filter(hosting__stewards__person=person_id).select_related("hosting__meeting")
    return [
        {"meeting": row.hosting.meeting.name, "title": row.title, "text": row.text}
        for row in rows.order_by("created_at", "id")
    ]


def _roles(person_id: UUID) -> Table:
    rows = Serving.objects.filter(person=person_id).select_related("role__hosting__meeting")
    return [
        {"meeting": row.role.hosting.meeting.name, "role": role_words(row.role), "since": row.created_at}
        for row in rows.order_by("created_at", "id")
    ]


def _asked(person_id: UUID) -> Table:
    rows = RoleAsked.objects.filter(person=person_id).select_related("role__hosting__meeting")
    return [
        {"meeting": row.role.hosting.meeting.name, "role": role_words(row.role), "since": row.created_at}
        for row in rows.order_by("created_at", "id")
    ]


def _services(person_id: UUID) -> Table:
    rows = Service.objects.filter(serving__person=person_id).select_related("role__hosting__meeting")
    return [
        {"meeting": row.role.hosting.meeting.name, "role": role_words(row.role), "on_date": row.on_date}
        for row in rows.order_by("starts_at", "id")
    ]


def _not_then(person_id: UUID) -> Table:
    rows = NotThen.objects.filter(serving__person=person_id).select_related("serving__role__hosting__meeting")
    return [
        {
            "meeting": row.serving.role.hosting.meeting.name,
            "role": role_words(row.serving.role),
            "on_date": row.on_date,
        }
        for row in rows.order_by("on_date", "id")
    ]


def erase(person_id: UUID, now: datetime) -> None:
    """Free them of every role, and of every meeting they look after; what a meeting has stays with it."""
    leave_all(person_id, now)
    Steward.objects.filter(person=person_id).delete()
    StewardAsked.objects.filter(person=person_id).delete()


WORDS = {
    "meetings_looked_after": _("Meetings you look after"),
    "meetings_asked_to_look_after": _("Meetings you are asked to look after"),
    "meeting_readings": _("Readings of meetings you look after"),
    "meeting_roles": phrases.MY_SERVICES,
    "meeting_roles_asked": _("What you are asked to do for meetings"),
    "meeting_services": _("Dates on which you help"),
    "meeting_dates_not": _("Dates on which you cannot help"),
    "role": _("Role"),
    "since": _("Since"),
    "title": _("Title"),
    "text": _("Text"),
}
