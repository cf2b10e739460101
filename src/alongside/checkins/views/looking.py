"""Looking back further than a month: the parts over time, what goes together, and all of it to take along."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.checkins.contents import contents
from alongside.checkins.lines_page import lines_page
from alongside.checkins.policies import access_check_in
from alongside.checkins.queries import numbers_of, whole_history
from alongside.checkins.seeing import seen
from alongside.checkins.series import first_day, span_asked
from alongside.checkins.sheet import sheet
from alongside.checkins.together_page import LOOKED_AT, together_page
from alongside.circles.views.pages import csv_file
from alongside.kernel.clock import current_time
from alongside.kernel.schedule import label_at


@person_required
@require_safe
def lines(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Show each part of a check-in over time."""
    row, zone = access_check_in(request.user, check_in_id), request.user.time_zone
    today, span = label_at(current_time(), zone).date(), span_asked(request.GET.get("span", ""))
    opened = contents(row)
    numbers = numbers_of(request.user, row, opened, first=first_day(span, today), last=today)
    sees = seen(row, opened, zone=zone)
    page = lines_page(opened, numbers, sees, span=span, today=today)
    return render(request, "checkins/lines.html", {"check_in": row, "name": opened.name, "page": page, "seen": sees})


@person_required
@require_safe
def together(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Show which parts of a check-in go together, with how sure that is."""
    row, zone = access_check_in(request.user, check_in_id), request.user.time_zone
    today, opened = label_at(current_time(), zone).date(), contents(row)
    numbers = numbers_of(request.user, row, opened, first=today - LOOKED_AT, last=today)
    page, sees = together_page(opened, numbers), seen(row, opened, zone=zone)
    return render(request, "checkins/together.html", {"check_in": row, "name": opened.name, "page": page, "seen": sees})


@person_required
@require_safe
def download(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Give the whole history as a file for a spreadsheet; its name says nothing of what is in it."""
    row, zone = access_check_in(request.user, check_in_id), request.user.time_zone
    opened = contents(row)
    rows = sheet(opened, whole_history(request.user, row, opened), zone=zone)
    return csv_file(rows, name=f"check-in-{label_at(current_time(), zone):%Y-%m-%d}")
