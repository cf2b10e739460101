"""Coming into a group and going: joining, an invitation, one's alias there, the agreements, a role, leaving."""

from collections.abc import Callable
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.groups import services, together
from alongside.groups.aliases.offering import free_alias
from alongside.groups.details import Entering
from alongside.groups.enums import NAMED, GroupRole, GroupState, Standing, Use
from alongside.groups.forms import AliasForm, AskForm, EnterForm, LeaveForm, read_moment
from alongside.groups.letters import writable_from
from alongside.groups.models import Group, Membership
from alongside.groups.policies import (
    access_group,
    access_invitation,
    access_standing,
    are_others_in,
    askable_members,
    is_only_host,
    may,
    new_until,
    standing_of,
)
from alongside.groups.queries import asks_in_danger, group_view, members_of
from alongside.groups.views.sending import A_PAUSE, ANYTHING, ASKS, cried_in, heard_who_asks, says_paused, sent
from alongside.groups.views.threads import number_in
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.safety.asking import with_people
from alongside.ui import phrases
from alongside.ui.errors import own_words

OUT_OF_IT = gettext_lazy("You are out of this group. Your alias there is gone.")
NOBODY_IS_TOLD = gettext_lazy(
    "Your alias there is gone at once, and nobody is told. If you come back, nobody can see that it is you."
)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@heard_who_asks(AskForm)
def join(request: PersonRequest, slug: str) -> HttpResponse:
    """Show purpose and agreements, then join or ask to."""
    row = access_group(request.user, slug)

    def enter(entering: Entering) -> Membership:
        return services.join_group(actor=request.user, slug=slug, entering=entering, now=current_time())

    # Who says something with it is not led past that: what keeps them from joining is told, and their words stay.
    if not group_view(row, standing_of(request.user, row)).may_join and not own_words(request):
        return redirect("group", slug)
    return _entering(request, row, enter, is_invited=False)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a group to whoever has a link of it, and let them in; who has no account is told that they are invited.

    Which group it is they read one step on: programs that look into mails and messages open links, too.
    """
    if request.user.is_authenticated:
        return _invited(request, token)
    row = access_invitation(token, now=current_time()).group
    about = {"group": row, "view": group_view(row, None)} if "read" in request.POST else {}
    response = render(request, "groups/invited.html", {"path": request.path, **about})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@person_required
def _invited(request: PersonRequest, token: str) -> HttpResponse:
    row = access_invitation(token, now=current_time()).group
    standing = standing_of(request.user, row)

    def enter(entering: Entering) -> Membership:
        return services.accept_invitation(actor=request.user, token=token, entering=entering, now=current_time())

    if standing and standing.state == Standing.IN:
        return redirect("group", row.slug)
    return _entering(request, row, enter, is_invited=True)


def _entering(
    request: PersonRequest, row: Group, enter: Callable[[Entering], Membership], *, is_invited: bool
) -> HttpResponse:
    offered = free_alias(request.user, group_id=row.id, now=current_time())
    initial = {"alias": offered, "read": row.agreements_since.isoformat()}
    view = group_view(row, standing_of(request.user, row))
    at_once = is_invited or view.joins_at_once
    form = (EnterForm if at_once else AskForm)(request.POST if request.method == "POST" else None, initial=initial)
    made: list[Membership] = []
    refused = ANYTHING if isinstance(form, AskForm) else A_PAUSE

    def save() -> None:
        made.append(enter(form.entering()))

    if form.is_bound and sent(form, save, _asker(request, row), refused=refused, who=ASKS):
        return done(request, reverse("group", args=[row.slug]), _entered(form, made[0]))
    if form.is_bound:
        # Whoever has to read once more is shown what stands there now.
        form.data = {**request.POST.dict(), "read": row.agreements_since.isoformat()}
    context = {"view": view, "group": row, "form": form, "at_once": at_once, "is_invited": is_invited}
    return answer(request, "groups/join.html", context, form)


def _asker(request: PersonRequest, row: Group) -> Membership:
    """Return how somebody would stand in a group; it is not kept, and the same each time they ask.

    Without the alias they typed: nobody has looked at it yet, and it may be that of somebody else.
    """
    return Membership(id=uuid5(request.user.id, str(row.id)), group=row, person=request.user)


def _entered(form: EnterForm, made: Membership) -> str:
    if made.state == Standing.IN:
        return _("Welcome. You are in this group now.")
    # The page says below it what happens now; and whom to turn to, which stays there and is not said twice.
    said = _("They are asked.")
    stays = asks_in_danger(made, now=current_time())
    return form.sent(said) if isinstance(form, AskForm) and not stays else said


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
def alias(request: PersonRequest, slug: str) -> HttpResponse:
    """Be called something else in one group."""
    standing = access_standing(request.user, slug)
    form = AliasForm(request.POST if request.method == "POST" else None, initial={"alias": standing.alias})

    def save() -> None:
        services.change_alias(actor=request.user, slug=slug, alias=form.cleaned_data["alias"], now=current_time())

    back = reverse("group", args=[slug])
    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        sentence = _("You go by your new alias. The old one is gone, also from what was there before.")
        return done(request, back, with_people(sentence) if cried_in(form) else sentence)
    lead = _("You can change it twice a day. Nobody else can take the old one for 30 days.")
    return form_page(request, Page(phrases.CHANGE_YOUR_ALIAS_THERE, phrases.KEEP, back, (lead,)), form)


@person_required
@require_POST
def agree(request: PersonRequest, slug: str) -> HttpResponse:
    """Agree to agreements that were changed."""
    read = read_moment(request.POST.get("read", ""))
    if read is None:
        raise Invalid(phrases.FORM_LOST)
    services.agree_anew(actor=request.user, slug=slug, read=read, now=current_time())
    return done(request, reverse("group", args=[slug]), _("Thank you. You have agreed to them."))


@person_required
@require_POST
def letters(request: PersonRequest, slug: str) -> HttpResponse:
    """Let other members write to one first, or not any more."""
    lets, now = request.POST.get("move") == "yes", current_time()
    services.choose_letters(actor=request.user, slug=slug, lets_write=lets, now=now)
    if not lets:
        said = _("Nobody here writes to you first any more. Conversations you have go on until you leave them.")
    elif new_until(access_standing(request.user, slug), now):
        said = _(
            "Those who greet here can write to you now, and other members once you have been here for two weeks. You "
            "see a first message, and decide whether they can go on."
        )
    else:
        said = _("Members here can write to you now. You see their first message, and decide whether they can go on.")
    return done(request, reverse("group", args=[slug]), said)


@person_required
@require_POST
def role(request: PersonRequest, slug: str) -> HttpResponse:
    """Take a role that one was asked for, or not; give one back; be host where there is none."""
    move, now = request.POST.get("move"), current_time()
    if move == "back":
        standing = access_standing(request.user, slug, to=Use.GREET)
        if is_only_host(standing):
            return _only_host(request, standing)
        services.step_back(actor=request.user, slug=slug, now=now)
        said = _("You are a member like the others now. Thank you for what you did.")
    elif move == "host":
        services.step_up(actor=request.user, slug=slug, now=now)
        said = _("You are the host now. Thank you.")
    else:
        takes, wanted = move == "yes", request.POST.get("role", "")
        services.answer_offer(actor=request.user, slug=slug, role=wanted, takes_it=takes, now=now)
        said = _("Thank you. The role is yours.") if takes else _("That is fine. Nobody asks why.")
    return done(request, reverse("group", args=[slug]), said)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask, then leave a group or take back that one asked to join."""
    row = access_group(request.user, slug)
    standing = standing_of(request.user, row)
    if standing is None or standing.state not in NAMED:
        return redirect("group", slug)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    back = reverse("group", args=[slug])
    if standing.state == Standing.ASKED:
        return _taking_back(request, slug, back)
    standing.group = row
    if is_only_host(standing) and are_others_in(standing):
        return _only_host(request, standing)

    def save() -> None:
        goes = form.cleaned_data["posts"] == "go"
        services.leave_group(actor=request.user, slug=slug, takes_posts=goes, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("groups"), OUT_OF_IT)
    title = _("Leave %(group)s?") % {"group": row.name}
    return form_page(request, Page(title, phrases.LEAVE_THIS_GROUP, back, (NOBODY_IS_TOLD,)), form)


def _only_host(request: PersonRequest, standing: Membership) -> HttpResponse:
    """Say what the only host can do before they go, and whom they have asked to take over."""
    asked = askable_members(standing).filter(offered_role=GroupRole.HOST).order_by("alias_key")
    context = {
        "group": standing.group,
        "has_others": are_others_in(standing),
        "asked": list(asked.values_list("alias", flat=True)),
    }
    return render(request, "groups/only_host.html", context)


def _taking_back(request: PersonRequest, slug: str, back: str) -> HttpResponse:
    if request.method == "POST":
        services.leave_group(actor=request.user, slug=slug, now=current_time())
        return done(request, reverse("groups"), OUT_OF_IT)
    title = _("Take back that you asked to join?")
    return confirm_page(request, Page(title, phrases.TAKE_MY_REQUEST_BACK, back, (NOBODY_IS_TOLD,)))


@person_required
@require_POST
def take_day_back(request: PersonRequest, slug: str) -> HttpResponse:
    """Have a group forget what one shared of today."""
    together.take_day_back(actor=request.user, slug=slug, now=current_time())
    return done(request, reverse("group", args=[slug]), phrases.IT_IS_TAKEN_BACK)


@person_required
@require_POST
def to_circle(request: PersonRequest, slug: str) -> HttpResponse:
    """Make a group a tie of the person's own circle."""
    services.add_to_circle(actor=request.user, slug=slug, now=current_time())
    return done(request, reverse("group", args=[slug]), phrases.CIRCLE_CHANGED)


@person_required
@require_safe
def members(request: PersonRequest, slug: str) -> HttpResponse:
    """Show who is in the group, to whoever is in it."""
    standing = access_standing(request.user, slug)
    now = current_time()
    people = members_of(standing, page=max(1, number_in(request.GET.get("page")) or 1), now=now)
    writable = writable_from(standing, [one.id for one in people.shown], now)
    are_some_silent = any(one.id not in writable and not one.is_reader for one in people.shown)
    context = {
        "group": standing.group,
        "people": people,
        "is_care": may(standing, Use.MODERATE),
        "writable": writable,
        "are_some_silent": standing.group.state != GroupState.CLOSED and are_some_silent,
    }
    return render(request, "groups/members.html", context)
