"""Beginning a group, the look that an organiser takes at a new one where the operator wants that, opening one again."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.chat.details import RoomDetails
from alongside.groups.checks import checked_details, new_slug
from alongside.groups.details import GroupDetails
from alongside.groups.enums import GroupRole, GroupState, Standing, Use
from alongside.groups.models import CallWish, Group, Membership, Waiting
from alongside.groups.policies import access_held_group, access_standing, those_who_may
from alongside.groups.services.chat_rooms import open_first_room
from alongside.groups.services.rows import save_named
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.safety.pauses import check_may_write

GROUPS_A_DAY = 5
NOT_CLOSED = _("This group is not closed any more. Nothing was changed.")


def begin_group(
    *, actor: Person, details: GroupDetails, alias: str, first_room: RoomDetails | None = None, now: datetime
) -> Group:
    """Begin a group with the actor as its host, and with a room to chat in if wanted. Invalid; TooMany past five a day.

    It is open at once, unless the operator has new groups wait for an organiser's look.
    """
    checked = checked_details(details)
    check_may_write(actor, None, now=now)
    count_try("groups.begin", str(actor.id), limit=GROUPS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        state = _first_state()
        group = Group.objects.create(
            created_at=now, slug=new_slug(checked.name), state=state, agreements_since=now, **_columns(checked)
        )
        host = Membership(created_at=now, group=group, person=actor, role=GroupRole.HOST, state=Standing.IN)
        host.agreed_at = host.joined_at = now
        save_named(host, alias, now=now)
        record("group.begun", actor=actor.id, subject=group.id, about=actor.id, now=now)
        if first_room is not None:
            open_first_room(host, first_room, now=now)
    return group


def _first_state() -> GroupState:
    return GroupState.HELD if settings.HOLD_NEW_GROUPS else GroupState.OPEN


def _columns(details: GroupDetails) -> dict[str, object]:
    return {**asdict(details), "languages": list(details.languages)}


@transaction.atomic
def decide_on_group(*, actor: Person, slug: str, opens: bool, now: datetime) -> None:
    """Open a group that waits for a look, or close it; its host is told. NotFound for who is no organiser.

    Where nobody hosts it by now, it looks for a host.
    """
    group = access_held_group(actor, slug, lock=True)
    is_hosted = those_who_may(Use.HOST).filter(group=group).exists()
    opened = GroupState.OPEN if is_hosted else GroupState.HOSTLESS
    group.state = opened if opens else GroupState.CLOSED
    group.save(update_fields=["state"])
    if opens:
        _go_on(group, now=now)
    record("group.opened" if opens else "group.not_opened", actor=actor.id, subject=group.id, now=now)
    # Members learn of one that is opened again; a new one has none but who began it.
    outgoing.tell_those_who_may(group, Use.BE_THERE if opens else Use.HOST, now=now)


def open_again(*, actor: Person, slug: str, now: datetime) -> Group:
    """Open a closed group again, that the actor hosts; members are told once it is. NotAllowed, Conflict, TooMany.

    It counts as one that is begun, and waits for an organiser's look where a new one does: so none comes round a no.
    Meetings and ties that ended with it stay ended. What waited for an answer, and who wants to be called, does again.
    """
    with transaction.atomic():
        standing = access_standing(actor, slug, to=Use.HOST, lock=True)
        group = standing.group
        if group.state != GroupState.CLOSED:
            raise Conflict(NOT_CLOSED)
        check_may_write(actor, group.id, now=now)
        count_try("groups.begin", str(actor.id), limit=GROUPS_A_DAY, window=timedelta(days=1), now=now)
        group.state = _first_state()
        group.save(update_fields=["state"])
        record("group.opened_again", actor=actor.id, subject=group.id, about=actor.id, now=now)
        if group.state == GroupState.OPEN:
            _go_on(group, now=now)
            outgoing.tell_those_who_may(group, Use.BE_THERE, now=now, besides=standing)
    return group


def _go_on(group: Group, *, now: datetime) -> None:
    """Have go on what rested while a group was closed: posts that wait, and who wants to be called."""
    Waiting.objects.filter(post__thread__group=group, answered_at=None, due_at=None).update(due_at=now)
    # Nobody was quiet who could not write: their days count from now on.
    there = Membership.objects.filter(group=group, state=Standing.IN)
    CallWish.objects.filter(membership__in=there).update(due_at=now, seen_on=now.date())
