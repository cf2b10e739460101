"""An event as a file for calendars: when it is, under a word that tells nobody what it is (RFC 5545)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.groups.models import Event
from alongside.groups.stage_enums import EventState


def calendar_of(event: Event, *, now: datetime) -> bytes:
    """Return the file. It keeps its UID and counts how often the event was moved, so that a calendar moves it, too."""
    ends_at = event.starts_at + timedelta(minutes=event.minutes)
    status = "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED"
    lines = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Alongside//Calendar//EN"),
        ("BEGIN", "VEVENT"),
        ("UID", f"{event.id}@{urlsplit(settings.BASE_URL).hostname}"),
        ("DTSTAMP", as_utc(now)),
        ("DTSTART", as_utc(event.starts_at)),
        ("DTEND", as_utc(ends_at)),
        ("SEQUENCE", event.moved),
        ("STATUS", status),
        ("SUMMARY", _("Appointment")),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    )
    return "".join(f"{name}:{value}\r\n" for name, value in lines).encode()


def as_utc(moment: datetime) -> str:
    """Return a moment as calendars write it."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
