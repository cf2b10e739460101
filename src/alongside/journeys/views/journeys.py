"""The owner's pages: their journeys, one of them, beginning, changing, who hears of it, ending, a chip to print."""

from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.choosing import people_of
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.journeys import services
from alongside.journeys.counting import day_in
from alongside.journeys.drawing import chip_edge, letters_for, line_of, path_of
from alongside.journeys.enums import JourneyKind
from alongside.journeys.forms import JourneyForm, ListenersForm, journey_initial
from alongside.journeys.group_form import GroupTold
from alongside.journeys.models import Journey
from alongside.journeys.policies import access_journey
from alongside.journeys.queries import JourneyView, journey_view, journeys_of, listeners_of, setbacks_in, why_of
from alongside.journeys.told_views import words_in
from alongside.journeys.wording import mark_words
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.safety.views.refused import led_if_refused
from alongside.ui import phrases
from alongside.ui.celebrations import celebrate
from alongside.ui.errors import gives_back


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show all journeys of the actor."""
    journeys = journeys_of(request.user, now=current_time())
    return render(request, "journeys/journeys.html", {"journeys": journeys, "key": uuid4().hex})


@person_required
@require_safe
def choose(request: PersonRequest) -> HttpResponse:
    """Ask what is to be counted."""
    return render(request, "journeys/choose.html", {"kinds": list(JourneyKind)})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(JourneyForm)
def start(request: PersonRequest, kind: str) -> HttpResponse:
    """Begin a journey of one kind."""
    if kind not in JourneyKind.values:
        raise NotFound
    form = JourneyForm(
        request.POST if request.method == "POST" else None, kind=JourneyKind(kind), today=_today(request)
    )
    made: list[Journey] = []

    def save() -> None:
        made.append(services.start_journey(actor=request.user, details=form.details(), now=current_time()))

    if form.is_bound and saved(form, save):
        return done(request, reverse("journey", args=[made[0].id]), _("You have begun. It counts from here on."))
    page = Page(
        title=JourneyKind(kind).label,
        lead=(_("Only you see it. Nobody hears of it unless you choose somebody later."),),
        button=_("Begin"),
        back=reverse("journey-choose"),
    )
    return form_page(request, page, form)


def _today(request: PersonRequest) -> date:
    return day_in(ZoneInfo(request.user.time_zone), current_time())


@person_required
@require_safe
def journey(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Show one journey: its path, its stretches, what was said to it."""
    return render(request, "journeys/journey.html", journey_context(access_journey(request.user, journey_id)))


def journey_context(row: Journey) -> dict[str, object]:
    """Return what the page of one journey shows."""
    view = journey_view(row, now=current_time())
    names, hears = people_of(row.owner), listeners_of(row)
    standing = view.standing
    return {
        "journey": view,
        "why": why_of(row),
        "path": path_of(standing),
        "line": line_of(view.started_on, standing.stretches, view.setback_days, view.today),
        "reached": [(mark_words(one.mark), str(one.mark), one.on) for one in reversed(standing.reached)],
        "ahead": [(mark_words(one.mark), one) for one in standing.ahead],
        "stretches": _stretch_lines(view),
        "setbacks": setbacks_in(row),
        "said": words_in(row),
        "hears": [name for tie_id, name in names.items() if tie_id in hears],
        "key": uuid4().hex,
    }


def _stretch_lines(view: JourneyView) -> list[tuple[date, date, int]]:
    return [(one.first, one.last, one.days) for one in view.standing.stretches]


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(JourneyForm)
def change(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Change what a journey is called, when it began, which milestones it has."""
    row = access_journey(request.user, journey_id)
    view = journey_view(row, now=current_time())
    given = request.POST if request.method == "POST" else None
    form = JourneyForm(given, kind=view.kind, today=view.started_on, initial=journey_initial(view, why_of(row)))

    def save() -> None:
        services.change_journey(actor=request.user, journey_id=row.id, details=form.details(), now=current_time())

    back = reverse("journey", args=[journey_id])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = (_("Somebody who was told of a milestone already has read it; that stays as it is."),)
    return form_page(request, Page(title=_("Change this journey"), lead=lead, button=phrases.KEEP, back=back), form)


@person_required
@require_POST
def log(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Count one action."""
    key = request.POST.get("key", "")
    services.log_action(actor=request.user, journey_id=journey_id, key=key, now=current_time())
    return done(request, _back(request, journey_id), _("It is counted. Well done."))


@person_required
@require_POST
def take_back(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Take back the last action of today."""
    services.take_back_action(actor=request.user, journey_id=journey_id, now=current_time())
    return done(request, reverse("journey", args=[journey_id]), phrases.IT_IS_TAKEN_BACK)


def _back(request: HttpRequest, journey_id: UUID) -> str:
    return reverse("today") if request.POST.get("from") == "today" else reverse("journey", args=[journey_id])


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def hears(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Choose who hears of the milestones of a journey."""
    row = access_journey(request.user, journey_id)
    people = people_of(request.user)
    initial = {"hears": list(listeners_of(row))}
    form = ListenersForm(request.POST if request.method == "POST" else None, people=people, initial=initial)

    def save() -> None:
        tie_ids = form.cleaned_data["hears"]
        services.choose_listeners(actor=request.user, journey_id=row.id, tie_ids=tie_ids, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("journey", args=[journey_id]), phrases.CHANGES_KEPT)
    view = journey_view(row, now=current_time())
    context = {"form": form, "journey": view, "people": people}
    return answer(request, "journeys/hears.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Ask, then end a journey."""
    row = access_journey(request.user, journey_id)
    back = reverse("journey", args=[journey_id])
    if request.method == "POST":
        services.end_journey(actor=request.user, journey_id=row.id, now=current_time())
        return done(request, back, _("It is put away. All of it is still here."))
    page = Page(
        title=_("Put this journey away?"),
        lead=(
            _("It is no longer on Today, and nobody hears of it any more. Everything in it stays."),
            _("You can take it up again whenever you want."),
        ),
        button=phrases.PUT_IT_AWAY,
        back=back,
    )
    return confirm_page(request, page)


@person_required
@require_POST
def take_up(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Take a journey up again."""
    services.take_up_journey(actor=request.user, journey_id=journey_id, now=current_time())
    return done(request, reverse("journey", args=[journey_id]), _("It goes on."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Ask, then delete a journey."""
    row = access_journey(request.user, journey_id)
    if request.method == "POST":
        services.remove_journey(actor=request.user, journey_id=row.id, now=current_time())
        return done(request, reverse("journeys"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete this journey?"),
        lead=(
            _("What it counted, what you wrote in it and what others said to it is deleted here, for them as well."),
            _("If you only want it out of sight, you can put it away instead."),
        ),
        button=_("Delete it"),
        back=reverse("journey", args=[journey_id]),
    )
    return confirm_page(request, page)


@person_required
@require_safe
def chip(request: PersonRequest, journey_id: UUID, mark: str) -> HttpResponse:
    """Show the keepsake chip of a milestone that was reached, to print or to keep as a file."""
    return render(request, "journeys/chip.html", {**_chip(request, journey_id, mark), "mark": mark})


@person_required
@require_safe
def chip_drawing(request: PersonRequest, journey_id: UUID, mark: str) -> HttpResponse:
    """Draw it."""
    return render(request, "journeys/chip.svg", _chip(request, journey_id, mark), content_type="image/svg+xml")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@led_if_refused(GroupTold)
def tell_group(request: PersonRequest, journey_id: UUID, mark: str) -> HttpResponse:
    """Say a milestone that was reached in one of the actor's groups, under their alias there."""
    words = str(_chip(request, journey_id, mark)["words"])
    form = GroupTold(request.POST if request.method == "POST" else None, person=request.user, mark=mark, words=words)
    paths: list[str] = []

    def save() -> None:
        provider, room = form.where()
        paths.append(celebrate(request.user, provider, room, form.marked(), now=current_time()))

    back = reverse("journey", args=[journey_id])
    if form.is_bound and saved(form, save):
        return done(request, paths[0], form.sent(_("It is said in your group, and nowhere else.")))
    context = {"page": Page(phrases.TELL_A_GROUP, phrases.TELL_A_GROUP, back), "form": form, "words": words}
    return answer(request, "journeys/tell_group.html", context, form)


def _chip(request: PersonRequest, journey_id: UUID, mark: str) -> dict[str, object]:
    view = journey_view(access_journey(request.user, journey_id), now=current_time())
    found = next((one for one in view.standing.reached if str(one.mark) == mark), None)
    if found is None:
        raise NotFound
    words = mark_words(found.mark)
    said = {"words": words, "title": view.title, "on": found.on}
    return {**said, "edge": chip_edge(), "letters": letters_for(words), "journey_id": journey_id}
