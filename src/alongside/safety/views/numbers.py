"""What moderators did, in numbers, for organisers: as a page and as a table for spreadsheets."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import csv_file
from alongside.kernel.clock import current_time
from alongside.safety.numbers import numbers

NOTHING = {"", "0"}


@role_required(Role.ORGANISER)
@require_safe
def moderation(request: PersonRequest) -> HttpResponse:
    """Show organisers what moderators did in each of the last months."""
    held = numbers(ZoneInfo(request.user.time_zone), now=current_time())
    by_month = [
        (
            date_format(month, "YEAR_MONTH_FORMAT"),
            [[line[0], line[number]] for line in held.lines if line[number] not in NOTHING],
        )
        for number, month in enumerate(held.months, start=1)
    ]
    months = [(month, rows) for month, rows in reversed(by_month) if rows]
    headings = [_("What it was"), _("How many")]
    return render(request, "safety/numbers.html", {"held": held, "headings": headings, "months": months})


@role_required(Role.ORGANISER)
@require_safe
def table(request: PersonRequest) -> HttpResponse:
    """Answer with the same numbers as a file."""
    held = numbers(ZoneInfo(request.user.time_zone), now=current_time())
    return csv_file([["", *(f"{month:%Y-%m}" for month in held.months)], *held.lines], name="moderation")
