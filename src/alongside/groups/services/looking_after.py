"""Looking after a group: what it says, who has which role, who is let in by a link, who cannot stay, the end."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.checks import checked_details
from alongside.groups.details import GroupDetails
from alongside.groups.enums import GroupRole, GroupState, Standing, Use
from alongside.groups.holding import is_public
from alongside.groups.models import Group, Invitation, Membership
from alongside.groups.policies import (
    access_one,
    access_standing,
    askable_members,
    may_remove,
    visible_banned,
    visible_invitations,
    visible_members,
)
from alongside.groups.services.calling import give_calls_up
from alongside.groups.services.in_circle import take_out_of_circle
from alongside.groups.services.rows import end
from alongside.groups.things import MEMBER, member_as_thing
from alongside.kernel.errors import Conflict, Invalid, NotAllowed
from alongside.kernel.ratelimit import count_try
from alongside.safety.pauses import check_may_write
from alongside.safety.policies import hold_cases_of
from alongside.safety.services.deciding import held_person
from alongside.safety.services.handling import let_claims_go
from alongside.safety.services.proposing import propose_removal, somebody_confirms
from alongside.ui import phrases
from alongside.ui.communities import community_changed, community_ended

OPEN_FOR = timedelta(days=14)
INVITATIONS_A_DAY = 30
IS_CLOSED = _("This group is closed or waits for a look. Nothing was changed.")
NOT_A_HOST = _("A host can only go by their own choice. Nothing was changed.")
NOT_ASKED = _("They cannot be asked for a role right now. Nothing was changed.")
NOT_YOURSELF = _("This is about somebody else in the group. To go yourself, choose “Leave this group”.")


@transaction.atomic
def change_group(*, actor: Person, slug: str, details: GroupDetails, now: datetime) -> Group:
    """Change what a group says about itself. When its agreements change, its members are told and asked anew.

    Invalid; NotAllowed for who is no host. The host agrees by writing them.
    """
    checked = checked_details(details)
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    check_may_write(actor, standing.group_id, now=now)
    group = standing.group
    agreements_change = checked.agreements != group.agreements
    group.name, group.purpose, group.agreements = checked.name, checked.purpose, checked.agreements
    group.kind, group.openness, group.languages = checked.kind, checked.openness, list(checked.languages)
    group.answer_hours = checked.answer_hours
    group.quiet_days, group.milestone_words = checked.quiet_days, list(checked.milestone_words)
    if agreements_change:
        group.agreements_since = standing.agreed_at = now
        standing.save(update_fields=["agreed_at"])
        outgoing.tell_those_who_may(group, Use.BE_THERE, now=now, besides=standing)
    group.save()
    community_changed(group.id, is_public=is_public(group), now=now)
    record("group.changed", actor=actor.id, subject=group.id, about=actor.id, now=now)
    return group


@transaction.atomic
def choose_newcomers(*, actor: Person, slug: str, looks_at_first: bool, begins_slowly: bool, now: datetime) -> None:
    """Choose whether moderators look at the first that a new member writes, and whether new members begin slowly."""
    group = access_standing(actor, slug, to=Use.HOST, lock=True).group
    group.looks_at_first, group.begins_slowly = looks_at_first, begins_slowly
    group.save(update_fields=["looks_at_first", "begins_slowly"])
    record("group.newcomers_chosen", actor=actor.id, subject=group.id, about=actor.id, now=now)


@transaction.atomic
def offer_role(*, actor: Person, slug: str, membership_id: UUID, role: str, now: datetime) -> None:
    """Ask a member to take a role, which is theirs once they say yes. Invalid, NotAllowed, NotFound, Conflict."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    if role not in GroupRole.values or role == GroupRole.MEMBER:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="role")
    row = _other(standing, membership_id)
    if row.role in (role, GroupRole.HOST):
        raise Conflict(_("They have this role already. Nothing was changed."))
    if not askable_members(standing).filter(id=row.id).exists():
        raise Conflict(NOT_ASKED)
    row.offered_role = role
    row.save(update_fields=["offered_role"])
    record("group.role_offered", actor=actor.id, subject=row.id, about=row.person_id, now=now)
    outgoing.tell_people([row.person], now=now)


@transaction.atomic
def take_role_back(*, actor: Person, slug: str, membership_id: UUID, now: datetime) -> None:
    """Have somebody be a member like others again, and ask them for no role any more. Never another host."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    row = _other(standing, membership_id)
    if row.role == GroupRole.HOST:
        raise NotAllowed(NOT_A_HOST)
    row.role, row.offered_role = GroupRole.MEMBER, ""
    row.save(update_fields=["role", "offered_role"])
    give_calls_up(row, now=now)
    let_claims_go(row.person, now=now)
    record("group.role_taken_back", actor=actor.id, subject=row.id, about=row.person_id, now=now)
    outgoing.tell_people([row.person], now=now)


def _other(standing: Membership, membership_id: UUID) -> Membership:
    row = access_one(visible_members(standing).select_related("person"), membership_id)
    if row.id == standing.id:
        raise Conflict(NOT_YOURSELF)
    return row


@transaction.atomic
def remove_member(
    *,
    actor: Person,
    slug: str,
    membership_id: UUID,
    for_good: bool,
    reason: str = "",
    pauses: bool = False,
    anyway: bool = False,
    now: datetime,
) -> bool:
    """Propose to end somebody's membership, which a second person confirms; tell whether it has ended already.

    `for_good` they cannot come back; with `pauses` they write nothing in the group meanwhile. A moderator removes
    members and greeters. Where nobody else looks after the group or the whole place, one person decides, and the audit
    says that it was alone. Invalid (reason), also for who may be in danger and was not written to, unless `anyway`;
    NotAllowed, NotFound; Conflict when it is proposed already.
    """
    # People, then cases, then the group, as whoever says yes to it and whoever erases do.
    same = _other(access_standing(actor, slug, to=Use.MODERATE), membership_id)
    held_person(same.person_id)
    hold_cases_of(MEMBER, [same.id])
    standing = access_standing(actor, slug, to=Use.MODERATE, lock=True)
    row = _other(standing, membership_id)
    if not may_remove(standing, row):
        raise NotAllowed(NOT_A_HOST)
    if somebody_confirms(actor, row.person_id, row.group_id):
        row.group = standing.group
        propose_removal(
            actor=actor,
            thing=member_as_thing(row),
            reason=reason,
            asks_again=not for_good,
            pauses=pauses,
            anyway=anyway,
            now=now,
        )
        return False
    end(row, Standing.BANNED if for_good else Standing.REMOVED, now=now)
    action = "group.banned_alone" if for_good else "group.removed_alone"
    record(action, actor=actor.id, subject=row.id, about=row.person_id, now=now)
    outgoing.tell_people([row.person], now=now)
    return True


@transaction.atomic
def let_back(*, actor: Person, slug: str, membership_id: UUID, now: datetime) -> None:
    """Let somebody who could not come back ask again. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, to=Use.MODERATE, lock=True)
    row = access_one(visible_banned(standing), membership_id)
    row.state = Standing.REMOVED
    row.save(update_fields=["state"])
    record("group.let_back", actor=actor.id, subject=row.id, about=row.person_id, now=now)


def invite(*, actor: Person, slug: str, now: datetime) -> Invitation:
    """Make a link that lets one person in, within 14 days. NotAllowed; Conflict while nobody can join; TooMany."""
    count_try("groups.invite", str(actor.id), limit=INVITATIONS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        standing = access_standing(actor, slug, to=Use.MODERATE, lock=True)
        if standing.group.state != GroupState.OPEN:
            raise Conflict(IS_CLOSED)
        row = Invitation.objects.create(
            created_at=now, group=standing.group, made_by=standing, expires_at=now + OPEN_FOR
        )
        record("group.invited", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


@transaction.atomic
def revoke_invitation(*, actor: Person, slug: str, invitation_id: UUID, now: datetime) -> None:
    """Take a link back that nobody has used. NotAllowed; Conflict when it was used meanwhile or has run out."""
    standing = access_standing(actor, slug, to=Use.MODERATE, lock=True)
    row = visible_invitations(standing, now=now).filter(id=invitation_id).first()
    if row is None:
        raise Conflict(_("This invitation was used, or has run out. Nothing was changed."))
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    record("group.invitation_revoked", actor=actor.id, subject=row.id, about=actor.id, now=now)


@transaction.atomic
def close_group(*, actor: Person, slug: str, now: datetime) -> None:
    """Close a group: nobody finds or joins it any more, and its meetings end. Its members see it until they leave."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    group = standing.group
    if group.state == GroupState.CLOSED:
        raise Conflict(IS_CLOSED)
    group.state = GroupState.CLOSED
    group.save(update_fields=["state"])
    # A link whose holder read that it works no more lets nobody in either if the group is opened again.
    Invitation.objects.filter(group=group, used_at=None, revoked_at=None).update(revoked_at=now)
    community_ended(group.id, now=now)
    for row in group.memberships.filter(tie__isnull=False).select_related("tie", "person"):
        take_out_of_circle(row, now=now)
        row.save(update_fields=["tie"])
    outgoing.tell_who_asked([group.id], now=now)
    for row in group.memberships.filter(state=Standing.ASKED).select_related("person"):
        end(row, Standing.DECLINED, now=now)
    record("group.closed", actor=actor.id, subject=group.id, about=actor.id, now=now)
    outgoing.tell_those_who_may(group, Use.BE_THERE, now=now, besides=standing)
