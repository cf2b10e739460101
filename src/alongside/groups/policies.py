"""Who may see and do what in groups. The only door to a row: `visible_*` filters, `access_*` fetches one.

A group that is hidden, held or closed is not there for whoever is not in it: they get the same answer, after the same
work, as for one that never was. Who was removed from a group, or cannot come back, is as far from it as a stranger.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role
from alongside.accounts.removed import not_removed
from alongside.groups.enums import MAY, NAMED, GroupRole, GroupState, Openness, Standing, Use
from alongside.groups.links import invitation_of
from alongside.groups.models import DayWord, Group, Invitation, Membership
from alongside.kernel.errors import Gone, NotAllowed, NotFound
from alongside.kernel.statements import Statement, columns, instance
from alongside.safety.pauses import pauses_within

FOR_MEMBERS = _("Only members see this. You can read what the group is for, and join or ask to join if you like.")
FOR_OTHERS = _("This is for those who look after the group. Nothing is lost.")
INVITATION_ENDED = _(
    "This invitation was used, was taken back or has run out. Nobody did anything wrong. Please ask for a new one."
)
NEW_FOR = timedelta(days=14)
LISTED = Q(state__in=[GroupState.OPEN, GroupState.HOSTLESS]) & ~Q(openness=Openness.HIDDEN)


def listed_groups() -> QuerySet[Group]:
    """Return the groups that everybody who is signed in may find."""
    return Group.objects.filter(LISTED)


def visible_groups(actor: Person) -> QuerySet[Group]:
    """Return the groups that the actor may know of: those that are listed, and those they are in or asked to join."""
    own = Membership.objects.filter(group=OuterRef("pk"), person=actor, state__in=sorted(NAMED))
    return Group.objects.filter(LISTED | Q(Exists(own)))


def access_group(actor: Person, slug: str, *, lock: bool = False) -> Group:
    """Return a group that the actor may know of; NotFound otherwise. `lock` holds it until the transaction ends."""
    groups = visible_groups(actor).filter(slug=slug)
    group = (groups.select_for_update(no_key=True, of=("self",)) if lock else groups).first()
    if group is None:
        raise NotFound
    return group


def visible_held_groups(actor: Person) -> QuerySet[Group]:
    """Return the groups that wait for a look, to organisers; none to others."""
    held = Group.objects.filter(state=GroupState.HELD)
    return held if has_role(actor, Role.ORGANISER) else held.none()


def access_held_group(actor: Person, slug: str, *, lock: bool = False) -> Group:
    """Return a group that waits for a look, to an organiser; NotFound."""
    groups = visible_held_groups(actor).filter(slug=slug)
    group = (groups.select_for_update(no_key=True, of=("self",)) if lock else groups).first()
    if group is None:
        raise NotFound
    return group


def own_memberships(actor: Person) -> QuerySet[Membership]:
    """Return where the actor stands, whatever that is; nobody else sees in which groups they are."""
    return Membership.objects.filter(person=actor)


def standing_of(actor: Person, group: Group) -> Membership | None:
    """Return where the actor stands in a group, or how it ended last; None when they never had to do with it."""
    return own_memberships(actor).filter(group=group).order_by(F("ended_at").desc(nulls_first=True)).first()


def asks_again(actor: Person, group: Group) -> bool:
    """Tell whether the actor was removed from a group and not let in again since, whatever they asked meanwhile."""
    was_in = own_memberships(actor).filter(group=group, joined_at__isnull=False).order_by("-joined_at", "-id").first()
    return was_in is not None and was_in.state == Standing.REMOVED


def access_standing(actor: Person, slug: str, *, to: Use = Use.BE_THERE, lock: bool = False) -> Membership:
    """Return the actor's own membership for what they want to do, with its group, which `lock` holds.

    NotFound when they must not know of the group; NotAllowed with a sentence when they are not in it, or have no such
    role in it.
    """
    group, standing = _locked(actor, slug) if lock else access_with_standing(actor, slug)
    if standing is None or standing.state != Standing.IN:
        raise NotAllowed(FOR_MEMBERS)
    if standing.role not in MAY[to]:
        raise NotAllowed(FOR_OTHERS)
    standing.group = group
    return standing


def _locked(actor: Person, slug: str) -> tuple[Group, Membership | None]:
    group = access_group(actor, slug, lock=True)
    return group, standing_of(actor, group)


def access_with_standing(actor: Person, slug: str) -> tuple[Group, Membership | None]:
    """Return a group that the actor may know of, and where they stand in it; NotFound. One read for both.

    It says as well until when their writing is paused there, for their pages: `paused_until` of the membership.
    """
    rows = _with_standing(person=actor.id, slug=slug)
    if not rows:
        raise NotFound
    [values] = rows
    group, own, paused_until = instance(Group, values[:OF_GROUP]), values[OF_GROUP:-1], values[-1]
    standing = instance(Membership, own) if own[0] is not None else None
    if standing is not None:
        standing.group, standing.person, standing.paused_until = group, actor, paused_until
    return group, standing


def _group_with_standing(person: UUID, slug: str) -> QuerySet[Group, Any]:
    # As `visible_groups` has it, by the join that is made anyway: what is asked besides for a group that is hidden, and
    # not for one that never was, would take a time of its own.
    own = FilteredRelation("memberships", condition=Q(memberships__person=person))
    groups = Group.objects.annotate(own=own).filter(LISTED | Q(own__state__in=sorted(NAMED)), slug=slug)
    paused = pauses_within(person, OuterRef("id"))
    latest = groups.order_by(F("own__ended_at").desc(nulls_first=True))
    return latest.values_list(*columns(Group), *columns(Membership, "own__"), Subquery(paused))[:1]


_with_standing = Statement(_group_with_standing, person=UUID, slug=str)
OF_GROUP = len(columns(Group))


def visible_members(standing: Membership) -> QuerySet[Membership]:
    """Return who is in the group of somebody who is in it."""
    inside = Membership.objects.filter(group=standing.group_id, state=Standing.IN)
    return inside if standing.state == Standing.IN else inside.none()


def new_until(row: Membership, now: datetime) -> datetime | None:
    """Return until when somebody in a group is new: not listed there, and found by those alone who greet."""
    until = (row.joined_at or now) + NEW_FOR
    return until if until > now else None


def listed_members(standing: Membership, *, now: datetime) -> QuerySet[Membership]:
    """Return who is listed to somebody in the group: newcomers to themselves, and to those who greet them alone.

    Newcomers are whom people look for who mean no good. Who has a role is listed: one turns to them.
    """
    rows = visible_members(standing)
    if may(standing, Use.GREET):
        return rows
    is_new = Q(role=GroupRole.MEMBER, joined_at__gt=now - NEW_FOR)
    return rows.filter(~is_new | Q(id=standing.id))


def are_others_in(standing: Membership) -> bool:
    """Tell whether anybody else is in the group."""
    return visible_members(standing).exclude(id=standing.id).exists()


def is_only_host(standing: Membership) -> bool:
    """Tell whether a group that goes on would be without a host if somebody were it no more."""
    if standing.role != GroupRole.HOST or standing.group.state != GroupState.OPEN:
        return False
    return not visible_members(standing).exclude(id=standing.id).filter(role=GroupRole.HOST).exists()


def askable_members(standing: Membership) -> QuerySet[Membership]:
    """Return those of them who can be asked for something: nobody is who was asked to leave the whole place."""
    return visible_members(standing).filter(not_removed("person"))


def visible_requests(standing: Membership) -> QuerySet[Membership]:
    """Return who asks to join, to those who may let them in."""
    asked = Membership.objects.filter(group=standing.group_id, state=Standing.ASKED)
    return asked if may(standing, Use.GREET) else asked.none()


def visible_banned(standing: Membership) -> QuerySet[Membership]:
    """Return who cannot come back, to hosts and moderators: without alias, by when that was."""
    banned = Membership.objects.filter(group=standing.group_id, state=Standing.BANNED)
    return banned if may(standing, Use.MODERATE) else banned.none()


def visible_invitations(standing: Membership, *, now: datetime) -> QuerySet[Invitation]:
    """Return the open invitations of a group, to hosts and moderators."""
    waiting = open_invitations(now=now).filter(group=standing.group_id)
    return waiting if may(standing, Use.MODERATE) else waiting.none()


def visible_day_words(standing: Membership, *, now: datetime) -> QuerySet[DayWord]:
    """Return what is shared of today in a group, to whoever is in it; of those alone who are in it by now."""
    words = DayWord.objects.filter(membership__in=visible_members(standing), until__gt=now)
    return words if standing.state == Standing.IN else words.none()


def may(standing: Membership, to: Use) -> bool:
    """Tell whether somebody is in the group, in a role that does this."""
    return standing.state == Standing.IN and standing.role in MAY[to]


def those_who_may(to: Use) -> QuerySet[Membership]:
    """Return who is in a group, whichever, in a role that does this, and was not asked to leave the whole place."""
    return Membership.objects.filter(not_removed("person"), state=Standing.IN, role__in=sorted(MAY[to]))


def may_remove(standing: Membership, row: Membership) -> bool:
    """Tell whether somebody may end this other membership: hosts all but hosts', moderators members' and greeters'."""
    plain = {GroupRole.MEMBER, GroupRole.GREETER}
    below = {GroupRole.HOST: plain | {GroupRole.MODERATOR}, GroupRole.MODERATOR: plain}
    return row.id != standing.id and row.role in below.get(GroupRole(standing.role), set())


def access_one(among: QuerySet[Membership], membership_id: UUID) -> Membership:
    """Return one of these memberships; NotFound when it is not among them."""
    row = among.filter(id=membership_id).first()
    if row is None:
        raise NotFound
    return row


def open_invitations(*, now: datetime) -> QuerySet[Invitation]:
    """Return the invitations whose link works: not used, not taken back, by somebody who may still invite."""
    unused = Invitation.objects.filter(expires_at__gt=now, used_at=None, revoked_at=None)
    return unused.filter(
        not_removed("made_by__person"),
        group__state=GroupState.OPEN,
        made_by__state=Standing.IN,
        made_by__role__in=sorted(MAY[Use.MODERATE]),
    )


def access_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return the open invitation of a link with its group, which `lock` holds; NotFound, Gone."""
    invitation_id = invitation_of(token)
    if invitation_id is None:
        raise NotFound
    if lock:
        list(Group.objects.filter(invitations=invitation_id).select_for_update(no_key=True, of=("self",)))
    invitation = Invitation.objects.filter(id=invitation_id).select_related("group").first()
    if invitation is None:
        raise NotFound
    if not open_invitations(now=now).filter(id=invitation.id).exists():
        raise Gone(INVITATION_ENDED)
    return invitation
