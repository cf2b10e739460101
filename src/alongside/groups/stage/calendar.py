"""An event as a file for calendars: when it is, under a word that tells nobody what it is (RFC 5545)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.groups.models import Event
from alongside.groups.stage.enums import EventState
from alongside.kernel.icalendar import as_lines, as_text, as_utc


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
        ("SUMMARY", as_text(_("Appointment"))),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    )
    return as_lines(f"{name}:{value}" for name, value in lines)
