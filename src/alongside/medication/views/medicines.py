"""Somebody's medicines: what is due and what is next, writing one down, changing, pausing, ending, deleting it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.models import Person
from alongside.circles.views.pages import Page, Words, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.schedule import label_at
from alongside.medication import services
from alongside.medication.contents import contents
from alongside.medication.forms import NEED, MedicineForm
from alongside.medication.models import Medicine
from alongside.medication.policies import access_medicine
from alongside.medication.queries import due_now, just_written, log_of, medicines_of, shares_of, timing_of
from alongside.notifications.queries import can_be_told
from alongside.ui import phrases
from alongside.ui.errors import gives_back
from alongside.ui.schedule_form import schedule_initial


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show what is due now with one button each, what is next, the log of today and yesterday, and all medicines."""
    now = current_time()
    today = label_at(now, request.user.time_zone).date()
    medicines = medicines_of(request.user)
    reminds = any(one.reminds for one in medicines)
    context = {
        **_now(request.user, now),
        "medicines": [one for one in medicines if not one.has_ended],
        "ended": [one for one in medicines if one.has_ended],
        "days": log_of(request.user, first=today - timedelta(days=1), last=today),
        "shared_with": list(shares_of(request.user).values()),
        "is_untold": reminds and not can_be_told(request.user.id),
        "key": uuid4().hex,
        "today": today,
    }
    return render(request, "medication/overview.html", context)


def _now(person: Person, now: datetime) -> dict[str, Any]:
    return {"due": due_now(person, now=now), "just": just_written(person, now=now)}


@person_required
@require_safe
def now_part(request: PersonRequest) -> HttpResponse:
    """Show the part of the page that changes by itself."""
    return render(request, "medication/now.html", _now(request.user, current_time()))


@person_required
@require_safe
def on_paper(request: PersonRequest) -> HttpResponse:
    """Show the medicines as a list to print and take to an appointment."""
    medicines = [one for one in medicines_of(request.user) if not one.has_ended]
    today = label_at(current_time(), request.user.time_zone).date()
    return render(request, "medication/list.html", {"medicines": medicines, "today": today})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MedicineForm)
def write(request: PersonRequest) -> HttpResponse:
    """Write a medicine down."""
    form = MedicineForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        draft = form.draft(request.user.time_zone)
        services.write_medicine(actor=request.user, draft=draft, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("medication"), _("Your medicine is written down."))
    return _form_page(request, form, phrases.WRITE_A_MEDICINE_DOWN)


def _form_page(request: PersonRequest, form: MedicineForm, title: Words) -> HttpResponse:
    seers = list(shares_of(request.user).values())
    context = {"form": form, "title": title, "seers": seers, "can_be_told": can_be_told(request.user.id)}
    return answer(request, "medication/medicine.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MedicineForm)
def change(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Change what is written about a medicine."""
    row = access_medicine(request.user, medicine_id)
    timing = timing_of(row)
    form = MedicineForm(request.POST if request.method == "POST" else None, initial=_initial(row))

    def save() -> None:
        draft = form.draft(timing.zone if timing else request.user.time_zone)
        services.change_medicine(actor=request.user, medicine_id=medicine_id, draft=draft, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("medication"), phrases.CHANGES_KEPT)
    return _form_page(request, form, _("Change a medicine"))


def _initial(row: Medicine) -> dict[str, Any]:
    """Return what the form says of a medicine as it is."""
    opened, timing = contents(row), timing_of(row)
    said = {"name": opened.name, "how": opened.how, "is_private": row.is_private}
    if timing is None:
        return {**said, "days": NEED}
    times = {"stays": not timing.moves, "reminds": timing.reminds, "again": timing.again or ""}
    return {**said, **schedule_initial(timing.rule, timing.times), **times}


@person_required
@require_POST
def pause(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Pause with one press."""
    services.pause_medicine(actor=request.user, medicine_id=medicine_id, now=current_time())
    return done(request, reverse("medication"), _("It is paused. Nothing is planned until you go on."))


@person_required
@require_POST
def resume(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Go on with one press."""
    services.resume_medicine(actor=request.user, medicine_id=medicine_id, now=current_time())
    return done(request, reverse("medication"), _("It goes on with the next time."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Ask, then plan a medicine no more; its log stays."""
    row = access_medicine(request.user, medicine_id)
    if request.method == "POST":
        services.end_medicine(actor=request.user, medicine_id=medicine_id, now=current_time())
        return done(request, reverse("medication"), _("It has ended here. What you wrote down is kept."))
    page = Page(
        title=_("End “%(name)s”?") % {"name": contents(row).name},
        lead=(
            _("It is not planned any more, and there are no reminders. What you wrote down stays in your log."),
            _("Whether to stop taking it is a question for your doctor or pharmacist."),
        ),
        button=_("End it here"),
        back=reverse("medication"),
    )
    return confirm_page(request, page)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, medicine_id: UUID) -> HttpResponse:
    """Ask, then delete a medicine with all that was written down about it."""
    row = access_medicine(request.user, medicine_id)
    if request.method == "POST":
        services.remove_medicine(actor=request.user, medicine_id=medicine_id, now=current_time())
        return done(request, reverse("medication"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete “%(name)s” and its log?") % {"name": contents(row).name},
        lead=(_("All that you wrote down about it is deleted as well, also for those who see your log."),),
        button=_("Delete medicine and log"),
        back=reverse("medication"),
    )
    return confirm_page(request, page)
