"""Waiting an urge out: the timer, and what is asked when it is over."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import answer, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.toolbox import services
from alongside.toolbox.contents import contents
from alongside.toolbox.forms import MINUTES, SheetForm
from alongside.toolbox.models import Sheet
from alongside.toolbox.policies import access_sheet
from alongside.toolbox.wording import worksheet_view
from alongside.toolbox.worksheets import SURFS, Worksheet
from alongside.ui.at_hand import AtHand, at_hand


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def surf(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Run the timer of an urge; begin it, or go on for a while, when that was pressed."""
    row = access_sheet(request.user, sheet_id)
    worksheet, now = _surfed(row), current_time()
    if request.method == "POST":
        minutes = MINUTES.get(request.POST.get("surf", ""), 0)
        services.begin_surf(actor=request.user, sheet_id=sheet_id, minutes=minutes, now=now)
        return redirect("sheet-surf", sheet_id)
    if row.surf_until is None:
        return redirect("sheet", sheet_id)
    form = SheetForm(fields=worksheet.asked_after, held=contents(row))
    left = max(0, round((row.surf_until - now).total_seconds()))
    whole = round((row.surf_until - (row.surf_from or now)).total_seconds())
    context = {
        "until": row.surf_until,
        "seconds": left,
        "passed": max(0, whole - left),
        "whole": max(whole, left),
        **_asked_after(request, row, worksheet, form, now),
    }
    return render(request, "toolbox/surf.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Ask how strong it is now, and offer one thing to do."""
    row = access_sheet(request.user, sheet_id)
    worksheet = _surfed(row)
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, fields=worksheet.asked_after, held=contents(row))

    def save() -> None:
        services.change_sheet(actor=request.user, sheet_id=sheet_id, filled=form.filled(), now=current_time())

    if form.is_bound and saved(form, save):
        if form.filled().minutes:
            return redirect("sheet-surf", sheet_id)
        return done(request, reverse("sheet", args=[sheet_id]), _("It is kept. You gave it time, and that counts."))
    context = _asked_after(request, row, worksheet, form, current_time())
    return answer(request, "toolbox/after.html", context, form)


def _surfed(row: Sheet) -> Worksheet:
    worksheet = services.worksheet_of(row)
    if not worksheet.surfs:
        raise NotFound
    return worksheet


def _asked_after(
    request: PersonRequest, row: Sheet, worksheet: Worksheet, form: SheetForm, now: datetime
) -> dict[str, object]:
    first: list[AtHand] = at_hand(request.user, now=now)[:1]
    return {"sheet": row, "worksheet": worksheet_view(worksheet), "form": form, "at_hand": first, "surfs": SURFS}
