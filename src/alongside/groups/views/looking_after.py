"""Looking after a group: its requests and links, a member's role, whom to let go, what it says, the end."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, done, form_page, saved
from alongside.groups import services
from alongside.groups.calling.policies import visible_calls
from alongside.groups.care import care_of, roles_to_offer, still_waits
from alongside.groups.enums import GroupRole, GroupState, Use
from alongside.groups.forms import GroupForm, RemovalForm, group_initial
from alongside.groups.models import Membership
from alongside.groups.policies import access_one, access_standing, may_remove, visible_members, visible_requests
from alongside.groups.services.looking_after import NOT_A_HOST
from alongside.groups.views.in_danger import danger_before, waits_for_word, with_danger
from alongside.groups.views.sending import A_PAUSE, heard_in_group, says_paused, sent
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.safety.services.proposing import somebody_confirms
from alongside.safety.urgent import urgent_in
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_safe
def care(request: PersonRequest, slug: str) -> HttpResponse:
    """Show those who look after a group what waits for them."""
    standing = access_standing(request.user, slug, to=Use.GREET)
    context = {
        "group": standing.group,
        "standing": standing,
        "care": care_of(standing, now=current_time()),
        "is_host": standing.role == GroupRole.HOST,
        "to_call": visible_calls(standing, now=current_time()).count(),
        "may_invite": standing.role in (GroupRole.HOST, GroupRole.MODERATOR),
        "urgent": urgent_in(request.user, standing.group_id, now=current_time()),
    }
    return render(request, "groups/care.html", context)


@person_required
@require_POST
def request_answer(request: PersonRequest, slug: str, membership_id: UUID) -> HttpResponse:
    """Let somebody in who asks, or not; whoever may be in danger is turned away by no single press."""
    lets_in = request.POST.get("lets_in") == "yes"
    if not lets_in and request.POST.get("sure") != "yes":
        standing = access_standing(request.user, slug, to=Use.GREET)
        row = access_one(visible_requests(standing), membership_id)
        danger = danger_before(request.user, row, now=current_time())
        if danger:
            context = {"group": standing.group, "one": row, "danger": danger}
            return render(request, "groups/turning_away.html", context)
    services.answer_request(
        actor=request.user, slug=slug, membership_id=membership_id, lets_in=lets_in, now=current_time()
    )
    said = _("They are in, and are told.") if lets_in else _("They are told kindly that it was not this time.")
    return done(request, reverse("group-care", args=[slug]), said)


@person_required
@require_POST
def invite(request: PersonRequest, slug: str) -> HttpResponse:
    """Make a link that lets one person in."""
    services.invite(actor=request.user, slug=slug, now=current_time())
    return done(request, reverse("group-care", args=[slug]), _("The link is made. It lets one person in."))


@person_required
@require_POST
def take_back(request: PersonRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Take a link back."""
    services.revoke_invitation(actor=request.user, slug=slug, invitation_id=invitation_id, now=current_time())
    return done(request, reverse("group-care", args=[slug]), _("The link lets nobody in any more."))


@person_required
@require_POST
def newcomers(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose how the group takes in new members."""
    services.choose_newcomers(
        actor=request.user,
        slug=slug,
        looks_at_first="looks_at_first" in request.POST,
        begins_slowly="begins_slowly" in request.POST,
        now=current_time(),
    )
    return done(request, reverse("group-care", args=[slug]), phrases.CHANGES_KEPT)


@person_required
@require_POST
def let_back(request: PersonRequest, slug: str, membership_id: UUID) -> HttpResponse:
    """Let somebody ask again who could not come back."""
    services.let_back(actor=request.user, slug=slug, membership_id=membership_id, now=current_time())
    return done(request, reverse("group-care", args=[slug]), _("They can ask to join again."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PersonRequest, slug: str, membership_id: UUID) -> HttpResponse:
    """Show what can be done about somebody's role; ask them to take one, or take it back."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    row = access_one(visible_members(standing), membership_id)
    if request.method == "POST":
        return _change_role(request, slug, membership_id)
    context = {
        "group": standing.group,
        "member": row,
        "is_reader": row.id == standing.id,
        "role": GroupRole(row.role).label,
        "offered": GroupRole(row.offered_role).label if row.offered_role else "",
        "roles": roles_to_offer(standing, row),
        "may_end": may_remove(standing, row),
        "may_take_back": standing.role == GroupRole.HOST
        and row.role != GroupRole.HOST
        and (row.role != GroupRole.MEMBER or row.offered_role),
    }
    return render(request, "groups/member.html", context)


def _change_role(request: PersonRequest, slug: str, membership_id: UUID) -> HttpResponse:
    role, now = request.POST.get("role", ""), current_time()
    if role == GroupRole.MEMBER:
        services.take_role_back(actor=request.user, slug=slug, membership_id=membership_id, now=now)
        said = _("They are a member like the others now, and are told.")
    else:
        services.offer_role(actor=request.user, slug=slug, membership_id=membership_id, role=role, now=now)
        said = _("They are asked. The role is theirs once they say yes.")
    return done(request, reverse("group-member", args=[slug, membership_id]), said)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(RemovalForm)
def remove(request: PersonRequest, slug: str, membership_id: UUID, how: str) -> HttpResponse:
    """Ask, then end somebody's membership, for now or for good."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    row = access_one(visible_members(standing), membership_id)
    if how not in ("remove", "ban"):
        raise NotFound
    if not may_remove(standing, row):
        raise NotAllowed(NOT_A_HOST)
    for_good = how == "ban"
    page = _removing(row.alias, for_good, reverse("group-member", args=[slug, membership_id]))
    page = with_danger(page, request.user, row, now=current_time())
    if somebody_confirms(request.user, row.person_id, row.group_id):
        return _propose_removal(request, slug, row, for_good, page)
    if request.method == "POST":
        services.remove_member(
            actor=request.user, slug=slug, membership_id=membership_id, for_good=for_good, now=current_time()
        )
        return done(request, reverse("group-members", args=[slug]), _("They are out of this group, and are told."))
    return confirm_page(request, page)


def _propose_removal(request: PersonRequest, slug: str, row: Membership, for_good: bool, page: Page) -> HttpResponse:
    """Ask why, then have somebody else say yes or no."""
    waits = waits_for_word(request.user, row, now=current_time())
    form = RemovalForm(request.POST if request.method == "POST" else None, waits_for_word=waits)

    def save() -> None:
        data = form.cleaned_data
        said = {"reason": data["reason"], "pauses": data["pauses"], "anyway": data.get("anyway", False)}
        services.remove_member(
            actor=request.user, slug=slug, membership_id=row.id, for_good=for_good, **said, now=current_time()
        )

    if form.is_bound and saved(form, save):
        return done(request, reverse("group-members", args=[slug]), _("Thank you. Somebody else looks at it now."))
    after = _("They can ask to come back once they are out.") if not for_good else ""
    lead = _("Nobody is removed here by one person alone: somebody else reads what you write, and says yes or no.")
    danger = page.lead[:-1]
    page = replace(page, button=_("Ask somebody else to look"), lead=tuple(filter(None, (*danger, lead, after))))
    return form_page(request, page, form)


def _removing(alias: str, for_good: bool, back: str) -> Page:
    if for_good:
        title = _("Keep %(alias)s out for good?") % {"alias": alias}
        lead = _("They are out at once and cannot join or ask again, until somebody here lets them.")
        return Page(title, _("Keep them out"), back, (lead,))
    title = _("Remove %(alias)s from this group?") % {"alias": alias}
    lead = _("They are out at once. They can ask to come back, and you decide.")
    return Page(title, _("Remove them"), back, (lead,))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(GroupForm)
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what a group says about itself."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    row = standing.group
    form = GroupForm(request.POST if request.method == "POST" else None, initial=group_initial(row))

    def save() -> None:
        services.change_group(actor=request.user, slug=slug, details=form.details(), now=current_time())

    back = reverse("group-care", args=[slug])
    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = _("When you change the agreements, everybody in the group is told, and asked to agree anew.")
    return form_page(request, Page(phrases.CHANGE_THIS_GROUP, phrases.KEEP, back, (lead,)), form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask, then close a group; one that is closed is opened again, after asking too."""
    standing, now = access_standing(request.user, slug, to=Use.HOST), current_time()
    if request.method == "POST":
        # What is pressed is named: a page from before another host closed the group does not open it.
        said = _opened(request, slug) if request.POST.get("move") == "open" else _closed(request, slug)
        return done(request, reverse("group", args=[slug]), said)
    if standing.group.state == GroupState.CLOSED:
        return render(request, "groups/open_again.html", {"group": standing.group})
    context = {
        "group": standing.group,
        "waits": still_waits(standing),
        "to_call": visible_calls(standing, now=now).count(),
        "urgent": urgent_in(request.user, standing.group_id, now=now),
    }
    return render(request, "groups/close.html", context)


def _closed(request: PersonRequest, slug: str) -> str:
    services.close_group(actor=request.user, slug=slug, now=current_time())
    return _("The group is closed, and its members are told.")


def _opened(request: PersonRequest, slug: str) -> str:
    group = services.open_again(actor=request.user, slug=slug, now=current_time())
    if group.state == GroupState.HELD:
        return _("An organiser takes a look before the group is open again.")
    return _("The group is open again, and its members are told.")
