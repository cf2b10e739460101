"""What stands in place of a form for somebody whose writing is paused in a group, or everywhere."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from alongside.groups.models import Membership


def paused_html(standing: Membership, *, now: datetime) -> str:
    """Return, for a page of theirs, until when somebody cannot write, where it says why, what is open; else ''."""
    until = standing.paused_until
    if until is None or until <= now:
        return ""
    return render_to_string("groups/paused.html", {"until": timezone.localdate(until)})
