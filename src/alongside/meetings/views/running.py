"""Those who serve a meeting see how it is run; its stewards change its format, minutes, readings and roles, and ask."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import Page, confirm_page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.enums import RoleKind
from alongside.meetings.models import Hosting
from alongside.meetings.policies import access_own, access_role, access_run, access_stewarded, is_steward
from alongside.meetings.run_forms import AgendaForm, AskForm, ReadingForm, RolesForm, RunForm, run_initial
from alongside.meetings.run_page import items_of, person_to_ask, run_page, script_of, to_ask
from alongside.meetings.run_words import format_view, role_words
from alongside.meetings.services.running import format_of
from alongside.meetings.stewards_page import stewards_of
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_safe
def run(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the next dates with who does what, who said yes to which role, and how the meeting goes."""
    hosting = access_run(request.user, slug)
    page = run_page(hosting, request.user, now=current_time())
    context = {"page": page, "meeting": hosting.meeting, "stewards": stewards_of(hosting, request.user)}
    return render(request, "meetings/run.html", context)


def _to(slug: str) -> str:
    return reverse("meeting-run", args=[slug])


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin to run a meeting of this place here."""
    of_group = access_own(request.user, slug).community is not None
    form = RunForm(request.POST if request.method == "POST" else None, of_group=of_group)

    def save() -> None:
        services.begin_running(actor=request.user, slug=slug, details=form.details(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, _to(slug), _("It is run here now. Next you can ask people to serve it."))
    lead = (_("A plan for the meeting, people who take turns in serving it, and reminders for them."),)
    back = reverse("organise-meeting", args=[slug])
    return form_page(request, Page(phrases.RUN_THIS_MEETING, _("Begin"), back, lead), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose the format and the room."""
    hosting = access_stewarded(request.user, slug)
    data, of_group = request.POST if request.method == "POST" else None, hosting.meeting.community is not None
    form = RunForm(data, of_group=of_group, initial=run_initial(hosting))

    def save() -> None:
        services.change_running(actor=request.user, slug=slug, details=form.details(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, _to(slug), phrases.CHANGES_KEPT)
    return form_page(request, Page(phrases.CHOOSE_FORMAT_AND_ROOM, phrases.KEEP, _to(slug)), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: PersonRequest, slug: str) -> HttpResponse:
    """Say how long each part takes."""
    hosting = access_stewarded(request.user, slug)
    form = AgendaForm(request.POST if request.method == "POST" else None, items_of(hosting))

    def save() -> None:
        services.change_agenda(actor=request.user, slug=slug, minutes=form.minutes(), now=current_time())

    back = reverse("meeting-script", args=[slug])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = (_("Write 0 for a part that your meeting leaves out."),)
    return form_page(request, Page(phrases.MINUTES_OF_EACH_PART, phrases.KEEP, back, lead), form)


@person_required
@require_safe
def script(request: PersonRequest, slug: str) -> HttpResponse:
    """Show how the meeting goes, part by part, to lead it by or to print."""
    hosting = access_run(request.user, slug)
    context = {
        "meeting": hosting.meeting,
        "format": format_view(format_of(hosting)),
        "parts": script_of(hosting),
        "is_steward": is_steward(request.user, hosting),
        "unplaced": _unplaced(hosting),
    }
    return render(request, "meetings/script.html", context)


def _unplaced(hosting: Hosting) -> list[tuple[str, str]]:
    """Return (segment, title) of readings for which the format has no place."""
    places = {one.key for one in format_of(hosting).segments if one.own_reading}
    return [(one.segment, one.title) for one in hosting.readings.order_by("created_at") if one.segment not in places]


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(ReadingForm)
def reading(request: PersonRequest, slug: str, segment: str) -> HttpResponse:
    """Put a text of the group's own into a part."""
    hosting = access_stewarded(request.user, slug)
    part = format_of(hosting).segment(segment)
    if part is None or not part.own_reading:
        raise Http404
    row = hosting.readings.filter(segment=segment).first()
    initial = {"title": row.title, "text": row.text} if row else {"title": _(part.title)}
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        services.write_reading(actor=request.user, slug=slug, segment=segment, **form.cleaned_data, now=current_time())

    back = reverse("meeting-script", args=[slug])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    return form_page(request, Page(phrases.YOUR_OWN_READING, phrases.KEEP, back), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_reading(request: PersonRequest, slug: str, segment: str) -> HttpResponse:
    """Ask, then delete a text of the group's own."""
    row = access_stewarded(request.user, slug).readings.filter(segment=segment).first()
    if row is None:
        raise Http404
    back = reverse("meeting-script", args=[slug])
    if request.method == "POST":
        services.remove_reading(actor=request.user, slug=slug, segment=segment, now=current_time())
        return done(request, back, phrases.IT_IS_DELETED)
    return confirm_page(request, Page(_("Delete this reading?"), _("Delete it"), back, (row.title,)))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(RolesForm)
def roles(request: PersonRequest, slug: str) -> HttpResponse:
    """Say which roles the meeting has."""
    there = list(access_stewarded(request.user, slug).roles.order_by("created_at", "name"))
    own = "\n".join(one.name for one in there if one.kind == RoleKind.OWN)
    initial = {"kinds": [one.kind for one in there], "own": own}
    form = RolesForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        kinds, names = form.cleaned_data["kinds"], form.cleaned_data["own"].splitlines()
        services.choose_roles(actor=request.user, slug=slug, kinds=kinds, own=names, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, _to(slug), phrases.CHANGES_KEPT)
    lead = (_("Whoever serves a role that you take away is free of it."),)
    return form_page(request, Page(phrases.CHOOSE_THE_ROLES, phrases.KEEP, _to(slug), lead), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, slug: str, role_id: UUID) -> HttpResponse:
    """Ask somebody to serve a role."""
    hosting = access_stewarded(request.user, slug)
    role = access_role(hosting, role_id)
    people = to_ask(request.user, hosting, role, now=current_time())
    form = AskForm(request.POST if request.method == "POST" else None, people)

    def save() -> None:
        person = person_to_ask(request.user, hosting, form.cleaned_data["who"], now=current_time())
        services.ask_to_serve(actor=request.user, slug=slug, role_id=role_id, person=person, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, _to(slug), _("They are asked. They serve once they say yes."))
    context = {"meeting": hosting.meeting, "role": role_words(role), "people": people, "form": form}
    return render(request, "meetings/ask_to_serve.html", context, status=422 if form.errors else 200)


@person_required
@require_POST
def answer_offer(request: PersonRequest, slug: str, serving_id: UUID) -> HttpResponse:
    """Confirm who offered to serve a role, or say not now."""
    says_yes = request.POST.get("says") == "yes"
    services.answer_offer(actor=request.user, slug=slug, serving_id=serving_id, says_yes=says_yes, now=current_time())
    said = _("They are confirmed, and are told.") if says_yes else _("They are told kindly that it is not now.")
    return done(request, _to(slug), said)
