"""What stands in place of a form for somebody whose writing is paused in a group, or everywhere."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from alongside.accounts.models import Person
from alongside.groups.models import Membership
from alongside.safety.pauses import paused_until


def paused_html(standing: Membership, *, now: datetime) -> str:
    """Return, for a page of theirs, until when somebody cannot write, where it says why, what is open; else ''."""
    return _html(standing.paused_until, now)


def paused_everywhere_html(person: Person, *, now: datetime) -> str:
    """Return the same for a page outside of any group."""
    return _html(paused_until(person, None, now=now), now)


def _html(until: datetime | None, now: datetime) -> str:
    if until is None or until <= now:
        return ""
    return render_to_string("groups/paused.html", {"until": timezone.localdate(until)})
