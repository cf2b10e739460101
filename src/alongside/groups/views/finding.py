"""Finding a group, beginning one, the page of one, and an organiser's look at new ones."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.circles.views.pages import Page, done, form_page
from alongside.groups import services, together
from alongside.groups.aliases.offering import free_alias
from alongside.groups.chat.forms import first_room
from alongside.groups.enums import PUT_OUT, GroupState
from alongside.groups.finding import PAGE, Wanted, found_groups
from alongside.groups.first_steps import first_steps
from alongside.groups.forms import BeginForm, FindForm
from alongside.groups.group_rows import drawn_found, drawn_own
from alongside.groups.holding import hosts, shows_meetings
from alongside.groups.life import life_of
from alongside.groups.models import Group, Membership
from alongside.groups.own_groups import own_groups
from alongside.groups.policies import access_with_standing, new_until, visible_held_groups
from alongside.groups.queries import asks_in_danger, group_view, is_new_here
from alongside.groups.services.in_circle import is_in_circle
from alongside.groups.stage.view import events_on_group
from alongside.groups.threads.drafts import begun_by
from alongside.groups.threads.line_rows import drawn_lines
from alongside.groups.threads.lists import Line, threads_of
from alongside.groups.threads.marks import with_marks
from alongside.groups.unanswered.duty import waiting_for_duty
from alongside.groups.views.sending import kept, said_of_request, says_paused
from alongside.groups.wording import state_words
from alongside.kernel.clock import current_time
from alongside.safety.own_queries import removal_from
from alongside.safety.views.refused import led_if_refused
from alongside.ui import phrases
from alongside.ui.communities import begin_path, held_by
from alongside.ui.kept import kept_form

FIELDS = "groups/find_fields.html"
# How many threads the page of a group shows.
LATELY = 3


@person_required
@require_safe
def groups(request: PersonRequest) -> HttpResponse:
    """Show the reader's own groups, and those that can be found."""
    form = FindForm(request.GET) if request.GET else None
    wanted = form.wanted() if form else Wanted()
    found, are_more = found_groups(wanted)
    asked: dict[str, str] = {"q": wanted.words, "kind": wanted.kind, "language": wanted.language}
    was_asked, own = any(asked.values()) or wanted.start > 0, own_groups(request.user, now=current_time())
    if not was_asked:
        # They stand above, among the reader's own.
        found = [one for one in found if one.slug not in {mine.slug for mine in own}]
    context = {
        "fields": render_to_string(FIELDS, {"form": form}) if form else kept_form(FindForm, FIELDS),
        "own": drawn_own(own),
        "for_duty": waiting_for_duty(request.user, now=current_time()),
        "found": drawn_found(found),
        "more": "?" + urlencode({**asked, "start": str(wanted.start + PAGE)}) if are_more else "",
        "was_asked": was_asked,
    }
    return render(request, "groups/groups.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@led_if_refused(BeginForm)
def begin(request: PersonRequest) -> HttpResponse:
    """Begin a group."""
    initial = {"alias": free_alias(request.user, now=current_time()), "languages": [request.user.locale]}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[Group] = []

    def save() -> None:
        room = first_room() if form.cleaned_data["opens_room"] else None
        details, alias = form.details(), form.cleaned_data["alias"]
        begun = services.begin_group(
            actor=request.user, details=details, alias=alias, first_room=room, now=current_time()
        )
        made.append(begun)

    if form.is_bound and kept(form, save):
        return done(request, reverse("group", args=[made[0].slug]), _("Your group is there, and you are its host."))
    lead = _("A group needs a purpose, and agreements that make it safe. You are its host until somebody takes over.")
    return form_page(request, Page(phrases.BEGIN_A_GROUP, _("Begin it"), reverse("groups"), (lead,)), form)


@person_required
@require_safe
def group(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what a group is for and what people agree to; to its members also what they can do."""
    (row, standing), now = access_with_standing(request.user, slug), current_time()
    if standing is not None:
        services.note_visit(standing, now=now)
    cries = asks_in_danger(standing, now=now)
    ahead, told = events_on_group(standing, now=now)
    lately = _lately(standing, now=now) if standing else []
    context = {
        "view": group_view(row, standing),
        "group": row,
        "removal": removal_from(request.user, row.id) if standing and standing.state in PUT_OUT else None,
        "cries": cries,
        "said_of_cry": said_of_request(standing) if standing and cries else "",
        "is_new_here": standing is not None and is_new_here(standing, now=now),
        "state_words": state_words(row.state),
        "life": life_of(row, standing, now=now),
        "lately": drawn_lines(lately, row) if standing else "",
        "steps": first_steps(standing, has_threads=bool(lately), now=now),
        "days": together.days_of(standing, now=now) if standing else [],
        "held": held_by(row.id, now=now) if shows_meetings(row, standing) else [],
        "events": ahead,
        "told": told,
        "in_circle": standing is not None and is_in_circle(standing),
        "can_be_in_circle": row.state != GroupState.CLOSED,
        "begin_path": begin_path(row.id) if hosts(standing) else "",
        "begun": begun_by(standing) if standing else [],
        "new_until": new_until(standing, now) if standing else None,
        "takes_part": standing is not None and together.takes_part(standing, now=now),
    }
    return render(request, "groups/group.html", context)


def _lately(standing: Membership, *, now: datetime) -> list[Line]:
    return with_marks(standing, threads_of(standing).lines[:LATELY], now=now)


@role_required(Role.ORGANISER)
@require_safe
def held(request: PersonRequest) -> HttpResponse:
    """Show an organiser the groups that wait for a look."""
    rows = visible_held_groups(request.user).order_by("created_at", "id")
    return render(request, "groups/held.html", {"views": [group_view(row, None) for row in rows]})


@role_required(Role.ORGANISER)
@require_POST
def decide(request: PersonRequest, slug: str) -> HttpResponse:
    """Open a group that waits for a look, or do not."""
    opens = request.POST.get("opens") == "yes"
    services.decide_on_group(actor=request.user, slug=slug, opens=opens, now=current_time())
    said = _("The group is open, and its host is told.") if opens else _("The group stays closed. Its host is told.")
    return done(request, reverse("organise-groups"), said)
