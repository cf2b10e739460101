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
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Alongside//Calendar//EN",
        "BEGIN:VEVENT",
        f"UID:{event.id}@{urlsplit(settings.BASE_URL).hostname}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SEQUENCE:{event.moved}",
        f"STATUS:{'CANCELLED' if event.state == EventState.CANCELLED else 'CONFIRMED'}",
        f"SUMMARY:{_('Appointment')}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
