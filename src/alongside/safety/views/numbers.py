"""What moderators did, in numbers, for organisers: as a page and as a table for spreadsheets."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import csv_file
from alongside.kernel.clock import current_time
from alongside.safety.numbers import numbers


@role_required(Role.ORGANISER)
@require_safe
def moderation(request: PersonRequest) -> HttpResponse:
    """Show organisers what moderators did in each of the last months."""
    held = numbers(ZoneInfo(request.user.time_zone), now=current_time())
    headings = [_("Month"), *(line[0] for line in held.lines)]
    columns = zip(held.months, *(line[1:] for line in held.lines), strict=True)
    rows = [row for row in reversed(list(columns)) if set(row[1:]) != {"0"}]
    return render(request, "safety/numbers.html", {"held": held, "headings": headings, "rows": rows})


@role_required(Role.ORGANISER)
@require_safe
def table(request: PersonRequest) -> HttpResponse:
    """Answer with the same numbers as a file."""
    held = numbers(ZoneInfo(request.user.time_zone), now=current_time())
    return csv_file([["", *held.months], *held.lines], name="moderation")
