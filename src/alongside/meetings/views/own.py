"""Those who look after a meeting of this place change it, close it for a while, move single dates, delete it."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.links import secretary_link
from alongside.meetings.models import Meeting
from alongside.meetings.organise_forms import CloseForm, DateForm, MeetingForm, meeting_initial
from alongside.meetings.organise_page import date_lines
from alongside.meetings.policies import access_own, find_hosting, keeps_at
from alongside.ui import phrases
from alongside.ui.communities import find_community
from alongside.ui.errors import gives_back

SlugView = Callable[..., HttpResponse]


@role_required(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MeetingForm)
def write(request: PersonRequest) -> HttpResponse:
    """Write down a meeting of this place."""
    initial = {"time_zone": request.user.time_zone, "rhythm": "weekly"}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        services.write_meeting(actor=request.user, draft=form.draft(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("organise-meetings"), _("The meeting is written down, and everybody finds it."))
    page = Page(_("Write down a meeting"), phrases.KEEP, reverse("organise-meetings"))
    return answer(request, "meetings/meeting_form.html", {"page": page, "form": form}, form)


def keepers_required(view: SlugView) -> Callable[..., HttpResponse]:
    """Let those at a meeting who look after it: the hosts of its group, else organisers."""
    as_organiser = role_required(Role.ORGANISER)(view)

    @wraps(view)
    def checked(request: PersonRequest, slug: str, **named: str) -> HttpResponse:
        if keeps_at(request.user, slug):
            return view(request, slug, **named)
        return as_organiser(request, slug, **named)

    return person_required(checked)


@keepers_required
@require_safe
def meeting(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what can be done with a meeting of this place, its dates that differ, and the link for its secretary."""
    row = access_own(request.user, slug)
    context = {
        "meeting": row,
        "dates": date_lines(row),
        "secretary_link": "" if row.community else secretary_link(row.id),
        "hosting": find_hosting(row),
        "back": _home(request, row),
    }
    return render(request, "meetings/own.html", context)


def _home(request: PersonRequest, row: Meeting) -> str:
    """Return where the meetings beside this one are: on the page of its group, else among those of this place."""
    group = find_community(request.user.id, row.community) if row.community else None
    return group.path if group else reverse("organise-meetings")


@keepers_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(MeetingForm)
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Change a meeting of this place."""
    row = access_own(request.user, slug)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=meeting_initial(row))

    def save() -> None:
        services.change_meeting(actor=request.user, slug=slug, draft=form.draft(), now=current_time())

    return _form(request, slug, form, save, Page(phrases.CHANGE_THIS_MEETING, phrases.KEEP, _back(slug)))


def _back(slug: str) -> str:
    return reverse("organise-meeting", args=[slug])


def _form(request: PersonRequest, slug: str, form: Form, save: object, page: Page) -> HttpResponse:
    """Show a form about a meeting, or save it and go back to the meeting."""
    if form.is_bound and callable(save) and saved(form, save):
        return done(request, _back(slug), phrases.CHANGES_KEPT)
    return answer(request, "meetings/meeting_form.html", {"page": page, "form": form}, form)


@keepers_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest, slug: str) -> HttpResponse:
    """Have a meeting be closed for a while."""
    access_own(request.user, slug)
    form = CloseForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        services.close_meeting(actor=request.user, slug=slug, until=form.cleaned_data["until"], now=current_time())

    return _form(request, slug, form, save, Page(phrases.CLOSE_FOR_A_WHILE, _("Close it"), _back(slug)))


@keepers_required
@require_POST
def reopen(request: PersonRequest, slug: str) -> HttpResponse:
    """Have a meeting be held again."""
    services.open_meeting(actor=request.user, slug=slug, now=current_time())
    return done(request, _back(slug), _("It is held again."))


@keepers_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(DateForm)
def other_date(request: PersonRequest, slug: str) -> HttpResponse:
    """Cancel or move one date."""
    access_own(request.user, slug)
    form = DateForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        services.change_date(actor=request.user, slug=slug, other=form.other(), now=current_time())

    return _form(request, slug, form, save, Page(phrases.CANCEL_OR_MOVE_ONE_DATE, phrases.KEEP, _back(slug)))


@keepers_required
@require_POST
def usual(request: PersonRequest, slug: str, day: str) -> HttpResponse:
    """Have one date be as usual again."""
    try:
        on_date = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    services.usual_again(actor=request.user, slug=slug, on_date=on_date, now=current_time())
    return done(request, _back(slug), _("This date is as usual again."))


@keepers_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask, then delete a meeting of this place."""
    row = access_own(request.user, slug)
    if request.method == "POST":
        home = _home(request, row)
        services.remove_meeting(actor=request.user, slug=slug, now=current_time())
        return done(request, home, _("The meeting is deleted."))
    page = Page(_("Delete this meeting?"), _("Delete it"), _back(slug), (row.name, _("Nobody finds it any more.")))
    return confirm_page(request, page)
