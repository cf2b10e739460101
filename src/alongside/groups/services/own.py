"""What somebody does about their own place in a group: alias, agreements, role, and going."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.enums import GroupRole, GroupState, Standing, Use
from alongside.groups.models import Membership
from alongside.groups.policies import access_group, access_standing, are_others_in, is_only_host, standing_of
from alongside.groups.services.calling import give_calls_up
from alongside.groups.services.chat import empty_lines_of, show_anew
from alongside.groups.services.coming import AGREEMENTS_CHANGED, count_alias_try
from alongside.groups.services.in_circle import take_out_of_circle
from alongside.groups.services.rows import end, save_named
from alongside.groups.services.stage_questions import take_lines_away
from alongside.groups.services.threads import empty_posts
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.safety.pauses import check_may_write
from alongside.safety.services.handling import let_claims_go
from alongside.ui.communities import community_ended

CHANGES_A_DAY = 2
CHANGED_ENOUGH = _(
    "You have changed your alias here twice within a day, so that others know whom they talk to. You can change it "
    "again tomorrow."
)
LAST_HOST = _(
    "You are the only host. Please ask somebody to be host too, and wait for their yes, or close the group. Then you "
    "can go."
)
NOT_IN_IT = _("You are not in this group any more. Nothing was changed.")
NOTHING_OFFERED = _("Nobody asks you for this any more. Nothing was changed.")
HAS_A_HOST = _("This group has a host. Nothing was changed.")


def change_alias(*, actor: Person, slug: str, alias: str, now: datetime) -> None:
    """Call the actor something else in one group, twice a day; the old alias is gone everywhere.

    Invalid, NotAllowed, NotFound.
    """
    count_alias_try(actor, now=now)
    with transaction.atomic():
        standing = access_standing(actor, slug, lock=True)
        check_may_write(actor, standing.group_id, now=now)
        _count_change(standing, now=now)
        save_named(standing, alias, now=now)
        show_anew(standing)
        record("group.alias_changed", actor=actor.id, subject=standing.id, about=actor.id, now=now)


def _count_change(standing: Membership, *, now: datetime) -> None:
    """Count a change of alias; one that is refused does not count. Invalid past two a day."""
    try:
        count_try("groups.renamed", str(standing.id), limit=CHANGES_A_DAY, window=timedelta(days=1), now=now)
    except TooMany as error:
        raise Invalid(CHANGED_ENOUGH, field="alias") from error


@transaction.atomic
def choose_letters(*, actor: Person, slug: str, lets_write: bool, now: datetime) -> None:
    """Let other members of a group write to the actor first, or nobody any more. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, lock=True)
    standing.lets_write = lets_write
    standing.save(update_fields=["lets_write"])
    action = "group.letters_let" if lets_write else "group.letters_ended"
    record(action, actor=actor.id, subject=standing.id, about=actor.id, now=now)


@transaction.atomic
def choose_coach(*, actor: Person, slug: str, wants: bool, now: datetime) -> None:
    """Show the actor what may sound like advice before they answer here, or no more. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, lock=True)
    standing.wants_coach = wants
    standing.save(update_fields=["wants_coach"])
    action = "group.coach_wanted" if wants else "group.coach_ended"
    record(action, actor=actor.id, subject=standing.id, about=actor.id, now=now)


@transaction.atomic
def agree_anew(*, actor: Person, slug: str, read: datetime, now: datetime) -> None:
    """Note that the actor agrees to the agreements as they read them; Conflict when they were changed meanwhile."""
    standing = access_standing(actor, slug, lock=True)
    if read != standing.group.agreements_since:
        raise Conflict(AGREEMENTS_CHANGED)
    standing.agreed_at = now
    standing.save(update_fields=["agreed_at"])
    record("group.agreed", actor=actor.id, subject=standing.id, about=actor.id, now=now)


@transaction.atomic
def answer_offer(*, actor: Person, slug: str, role: str, takes_it: bool, now: datetime) -> None:
    """Take the role that the actor was asked for, or not; hosts are told. Conflict when they are not asked any more.

    NotAllowed to take one while their writing is paused.
    """
    standing = access_standing(actor, slug, lock=True)
    if not standing.offered_role or standing.offered_role != role:
        raise Conflict(NOTHING_OFFERED)
    if takes_it:
        check_may_write(actor, standing.group_id, now=now)
        standing.role = standing.offered_role
    standing.offered_role = ""
    standing.save(update_fields=["role", "offered_role"])
    let_claims_go(actor, now=now)
    action = "group.role_taken" if takes_it else "group.role_declined"
    record(action, actor=actor.id, subject=standing.id, about=actor.id, now=now)
    outgoing.tell_those_who_may(standing.group, Use.HOST, now=now, besides=standing)


@transaction.atomic
def step_back(*, actor: Person, slug: str, now: datetime) -> None:
    """Have the actor be a member like others again. Conflict for the only host of a group that goes on."""
    standing = access_standing(actor, slug, to=Use.GREET, lock=True)
    _check_not_last_host(standing)
    standing.role = GroupRole.MEMBER
    standing.offered_role = ""
    standing.save(update_fields=["role", "offered_role"])
    give_calls_up(standing, now=now)
    let_claims_go(actor, now=now)
    record("group.stepped_back", actor=actor.id, subject=standing.id, about=actor.id, now=now)


@transaction.atomic
def step_up(*, actor: Person, slug: str, now: datetime) -> None:
    """Have the actor be host of their group that has none; it is open again. Conflict when somebody was quicker.

    NotAllowed while their writing is paused.
    """
    standing = access_standing(actor, slug, lock=True)
    group = standing.group
    if group.state != GroupState.HOSTLESS:
        raise Conflict(HAS_A_HOST)
    check_may_write(actor, standing.group_id, now=now)
    standing.role, standing.offered_role = GroupRole.HOST, ""
    standing.save(update_fields=["role", "offered_role"])
    group.state = GroupState.OPEN
    group.save(update_fields=["state"])
    record("group.stepped_up", actor=actor.id, subject=standing.id, about=actor.id, now=now)
    outgoing.tell_those_who_may(group, Use.BE_THERE, now=now, besides=standing)


@transaction.atomic
def leave_group(*, actor: Person, slug: str, takes_posts: bool = False, now: datetime) -> None:
    """End the actor's membership, or take back that they ask for one; a group that nobody is left in is deleted.

    What they wrote in its threads and rooms stays without a name, or is deleted if they want that (`takes_posts`).
    NotAllowed for who is not in it; Conflict for the only host while others are there.
    """
    group = access_group(actor, slug, lock=True)
    standing = standing_of(actor, group)
    if standing is None or standing.state not in (Standing.IN, Standing.ASKED):
        raise NotAllowed(NOT_IN_IT)
    standing.group = group
    record("group.left", actor=actor.id, subject=standing.id, about=actor.id, now=now)
    if standing.state == Standing.IN and not are_others_in(standing):
        community_ended(group.id, now=now)
        take_out_of_circle(standing, now=now)
        outgoing.tell_who_asked([group.id], now=now)
        group.delete()
        return
    _check_not_last_host(standing)
    end(standing, Standing.LEFT, now=now)
    if takes_posts:
        empty_posts(standing.posts.values_list("id", flat=True), now=now)
        empty_lines_of([standing.id], now=now)
        take_lines_away(standing)


def _check_not_last_host(standing: Membership) -> None:
    if is_only_host(standing):
        raise Conflict(LAST_HOST)
