"""Events of a group: their list, planning, moving, calling off, guests, coming, beginning and ending, the summary."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.groups import services
from alongside.groups.enums import Use
from alongside.groups.models import Event
from alongside.groups.policies import access_standing, may
from alongside.groups.stage.calendar import calendar_of
from alongside.groups.stage.enums import EventState
from alongside.groups.stage.forms import GuestForm, PartForm, PlanForm, SummaryForm, planned
from alongside.groups.stage.policies import access_event, check_state, check_to_come, visible_guests
from alongside.groups.stage.view import cries_in_queue, events_of
from alongside.groups.threads.policies import is_writable
from alongside.groups.views.sending import A_PAUSE, heard_in_group, says_paused, sent
from alongside.kernel.clock import current_time
from alongside.kernel.ids import read_id
from alongside.ui import phrases

CRY_WAITS = gettext_lazy(
    "Somebody who asked here may be in danger, and nobody has finished looking after it. You can end the event all the "
    "same: it still waits for you then, on the page of the event and in what waits for those who moderate."
)


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the events of a group."""
    standing = access_standing(request.user, slug)
    ahead, past = events_of(standing)
    may_plan = may(standing, Use.MODERATE) and is_writable(standing)
    context = {"group": standing.group, "ahead": ahead, "past": past, "may_plan": may_plan}
    return render(request, "groups/stage/events.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(PlanForm)
def plan(request: PersonRequest, slug: str) -> HttpResponse:
    """Plan an event."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    form = PlanForm(request.POST if request.method == "POST" else None)
    made: list[Event] = []

    def save() -> None:
        planning = form.planning()
        made.append(services.plan_event(actor=request.user, slug=slug, planning=planning, now=current_time()))

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        said = _("The event is planned. Everybody in the group sees it.")
        return done(request, reverse("group-event", args=[slug, made[0].id]), said)
    lead = _("It is held here, and only those in the group see it. Nothing of it is recorded.")
    page = Page(phrases.PLAN_AN_EVENT, _("Plan it"), reverse("group-events", args=[slug]), (lead,))
    return form_page(request, page, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(PlanForm)
def change(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Change or move an event that has not begun."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    event = access_event(standing, event_id)
    check_state(event, EventState.PLANNED)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=planned(event))
    back = reverse("group-event", args=[slug, event_id])

    def save() -> None:
        planning, now = form.planning(), current_time()
        services.change_event(actor=request.user, slug=slug, event_id=event_id, planning=planning, now=now)

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = _("If you move it, those who come are told that there is news, without words about what it is.")
    return form_page(request, Page(phrases.CHANGE_THIS_EVENT, phrases.KEEP, back, (lead,)), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Ask, then call an event off."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    check_state(access_event(standing, event_id), EventState.PLANNED)
    back = reverse("group-event", args=[slug, event_id])
    if request.method == "POST":
        services.cancel_event(actor=request.user, slug=slug, event_id=event_id, now=current_time())
        return done(request, back, _("The event is called off. Those who wanted to come are told."))
    lead = _("Those who said that they will come are told that there is news. What was asked is deleted in three days.")
    return confirm_page(request, Page(_("Call this event off?"), phrases.CALL_IT_OFF, back, (lead,)))


@person_required
@require_POST
def coming(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Say that one will come, or will not."""
    comes = request.POST.get("move") == "yes"
    services.will_come(actor=request.user, slug=slug, event_id=event_id, comes=comes, now=current_time())
    said = (
        _("Good. We remind you an hour before. Nobody sees that you come; hosts see how many do.")
        if comes
        else _("It is noted that you do not come. Nobody is told.")
    )
    return done(request, reverse("group-event", args=[slug, event_id]), said)


@person_required
@require_POST
def speaking(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Say whether one will speak."""
    yes = request.POST.get("move") == "yes"
    services.answer_as_guest(actor=request.user, slug=slug, event_id=event_id, speaks=yes, now=current_time())
    said = _("Thank you. Everybody in the group sees your alias beside the event.") if yes else phrases.CHANGES_KEPT
    return done(request, reverse("group-event", args=[slug, event_id]), said)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Ask somebody to speak, or no more."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    event = access_event(standing, event_id)
    check_to_come(standing, event)
    if "let_go" in request.POST:
        guest_id = read_id(request.POST["let_go"])
        services.let_guest_go(actor=request.user, slug=slug, event_id=event_id, guest_id=guest_id, now=current_time())
        return done(request, request.path, phrases.CHANGES_KEPT)
    looks = "part" in request.POST
    find = PartForm(request.POST if looks else None)
    form = GuestForm(standing, request.POST if request.method == "POST" and not looks else None, part=find.typed())

    def save() -> None:
        chosen, now = form.cleaned_data["guest"].id, current_time()
        services.ask_guest(actor=request.user, slug=slug, event_id=event_id, membership_id=chosen, now=now)

    if form.is_bound and saved(form, save):
        return done(request, request.path, phrases.THEY_ARE_ASKED)
    asked = visible_guests(standing, event).select_related("membership").order_by("membership__alias_key")
    context = {"group": standing.group, "event": event, "form": form, "find": find, "guests": asked}
    return answer(request, "groups/stage/guests.html", context, form)


@person_required
@require_safe
def calendar(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Give the event for the reader's own calendar; neither the file nor its name tells what it is."""
    event = access_event(access_standing(request.user, slug), event_id)
    headers = {"Content-Disposition": 'attachment; filename="calendar.ics"', "Cache-Control": "no-store"}
    return HttpResponse(
        calendar_of(event, now=current_time()), content_type="text/calendar; charset=utf-8", headers=headers
    )


@person_required
@require_POST
def begin(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Begin an event."""
    services.begin_event(actor=request.user, slug=slug, event_id=event_id, now=current_time())
    return redirect("group-event", slug, event_id)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Ask, then end an event."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    event = access_event(standing, event_id)
    check_state(event, EventState.LIVE)
    back = reverse("group-event", args=[slug, event_id])
    if request.method == "POST":
        services.end_event(actor=request.user, slug=slug, event_id=event_id, now=current_time())
        return done(request, back, _("The event is over. You can write what it brought."))
    lead = _(
        "What was answered stays in the group, without who asked. The rest of what was said is deleted now, and "
        "questions that nobody answered in three days."
    )
    waits = (CRY_WAITS,) if cries_in_queue(standing, event, now=current_time()) else ()
    return confirm_page(request, Page(_("End this event for all?"), phrases.END_THE_EVENT, back, (*waits, lead)))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(SummaryForm)
def summary(request: PersonRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Write what an event brought."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    event = access_event(standing, event_id)
    check_state(event, EventState.OVER)
    form = SummaryForm(request.POST if request.method == "POST" else None, initial={"text": event.summary})
    back = reverse("group-event", args=[slug, event_id])

    def save() -> None:
        text = form.cleaned_data["text"]
        services.write_summary(actor=request.user, slug=slug, event_id=event_id, text=text, now=current_time())

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = _("It stays in the group. Please say nothing that tells who asked or who was there.")
    page = Page(phrases.WRITE_WHAT_IT_BROUGHT, phrases.KEEP, back, (lead,))
    return form_page(request, page, form)
