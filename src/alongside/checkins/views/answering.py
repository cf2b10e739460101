"""Answering a check-in, what comes after it, and its history."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.checkins import services
from alongside.checkins.answer_page import answer_page, correct_page, seen_by
from alongside.checkins.calendar_page import last_of, month_asked, month_page, read_of
from alongside.checkins.company import companies_for
from alongside.checkins.contents import contents
from alongside.checkins.forms import AnswerForm, PartsForm
from alongside.checkins.models import Entry
from alongside.checkins.policies import access_check_in, access_entry
from alongside.checkins.queries import entry_views, history_of, recent_weeks
from alongside.checkins.seeing import seen
from alongside.checkins.services.answering import CORRECTED_WITHIN
from alongside.checkins.weeks_page import WEEKS, weeks_page
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.ids import read_id
from alongside.kernel.schedule import label_at
from alongside.ui import phrases, week_grid
from alongside.ui.at_hand import at_hand
from alongside.ui.companies import who_heard


@person_required
@require_safe
def check_in(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Ask the questions on one page, and say who sees what."""
    return _asked(request, check_in_id)


@person_required
@require_POST
def keep(request: PersonRequest) -> HttpResponse:
    """Keep the answers. One address for all check-ins, so that a browser knows what to do with them offline."""
    return _asked(request, read_id(request.POST.get("check_in", "")))


def _asked(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    row = access_check_in(request.user, check_in_id)
    page = answer_page(row, today=_today(request, current_time()))
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        parts=page.parts,
        seen_by=page.seen_by,
        companies=companies_for(request.user, page.parts),
        initial={"seen": page.stamp},
    )
    made: list[Entry] = []

    def save() -> None:
        now = current_time()
        made.append(services.answer_check_in(actor=request.user, check_in_id=row.id, given=form.given(), now=now))

    if form.is_bound and saved(form, save):
        response = HttpResponseRedirect(reverse("check-in-kept", args=[made[0].id]))
        response.status_code = 303
        return response
    return answer(request, "checkins/answer.html", {"form": form, "page": page}, form)


@person_required
@require_safe
def kept(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Say that it is kept and who sees it; when it is heavy, what is at hand."""
    row = access_entry(request.user, entry_id)
    view = entry_views([row], {row.check_in_id: contents(row.check_in)})[0]
    context = {
        "entry": view,
        "sees": [*seen_by(row, [one.part.id for one in view.said]), *who_heard(row.id, now=current_time())],
        "at_hand": at_hand(request.user, now=current_time()) if view.is_heavy else [],
        "is_weekly": any(one.part.kind.startswith("week_") for one in view.said),
        "may_correct": services.may_correct(row, now=current_time()),
    }
    return render(request, "checkins/kept.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Put right what was answered at one time."""
    row = access_entry(request.user, entry_id)
    page = correct_page(row)
    data = request.POST if request.method == "POST" else None
    form = PartsForm(data, parts=page.parts, seen_by=page.seen_by, initial=page.initial)

    def save() -> None:
        services.correct_entry(actor=request.user, entry_id=entry_id, values=form.values(), now=current_time())

    kept_path = reverse("check-in-kept", args=[entry_id])
    if not services.may_correct(row, now=current_time()):
        return HttpResponseRedirect(kept_path)
    if form.is_bound and saved(form, save):
        return done(request, kept_path, phrases.CHANGES_KEPT)
    return answer(request, "checkins/correct.html", {"form": form, "page": page, "entry": row}, form)


@person_required
@require_safe
def history(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Show a month of a check-in: the calendar, and the same to read."""
    row, now = access_check_in(request.user, check_in_id), current_time()
    today = _today(request, now)
    first = month_asked(request.GET.get("month", ""), today=today)
    opened = contents(row)
    entries = history_of(request.user, row, opened, first=first, last=last_of(first))
    context = {
        "check_in": row,
        "name": opened.name,
        "days": week_grid.days(),
        "month": month_page(first, entries, today=today),
        "read": read_of(entries, day=request.GET.get("day", ""), whole="whole" in request.GET),
        "correct_from": now - CORRECTED_WITHIN,
        "seen": seen(row, opened, zone=request.user.time_zone),
        "is_weekly": any(part.kind.startswith("week_") for part in opened.parts),
    }
    return render(request, "checkins/history.html", context)


@person_required
@require_safe
def weeks(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Show the trend of a weekly check-in to its person alone."""
    row = access_check_in(request.user, check_in_id)
    now = current_time()
    opened = contents(row)
    entries = recent_weeks(request.user, row, opened, today=_today(request, now), weeks=WEEKS)
    page = weeks_page(entries)
    context = {
        "page": page,
        "check_in": row,
        "headings": [_("Week of"), _("What made it harder"), _("What held you")],
        "at_hand": at_hand(request.user, now=now) if page.asks_for_more else [],
    }
    return render(request, "checkins/weeks.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Ask, then delete what was answered at one time."""
    row = access_entry(request.user, entry_id)
    back = reverse("check-in-history", args=[row.check_in_id])
    if request.method == "POST":
        services.remove_entry(actor=request.user, entry_id=entry_id, now=current_time())
        return done(request, back, _("These answers are deleted."))
    page = Page(
        title=_("Delete these answers?"),
        lead=(_("They are deleted for you, and for those you shared them with."),),
        button=_("Delete them"),
        back=back,
    )
    return confirm_page(request, page)


@person_required
@require_POST
def reply_seen(request: PersonRequest, reply_id: UUID) -> HttpResponse:
    """Put away what a supporter said."""
    services.see_reply(actor=request.user, reply_id=reply_id, now=current_time())
    return done(request, reverse("today"), phrases.PUT_AWAY)


def _today(request: PersonRequest, now: datetime) -> date:
    return label_at(now, request.user.time_zone).date()
