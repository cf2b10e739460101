"""Who may see and do what about calls to quiet members.

The list is for those who greet. Nobody is on it for somebody whom they stopped hearing anywhere: a number is who they
are, and it is not for that person under any alias. Who greets misses only those whom they do not hear in that group:
whom they stopped elsewhere would tell them that two aliases are one person. Nor is anybody on it while their writing is
paused. A number is read by who holds the call alone.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.groups.calling.enums import Way
from alongside.groups.calling.models import Call, CallWish
from alongside.groups.enums import GroupState, Standing, Use
from alongside.groups.models import Membership
from alongside.groups.policies import may, those_who_may
from alongside.groups.sealing import CALL_NUMBER
from alongside.kernel.errors import NotFound
from alongside.kernel.sealed import unseal
from alongside.safety.pauses import paused_among
from alongside.ui.letters import apart_from, stopped_anywhere

OPEN_STATES = (GroupState.OPEN, GroupState.HOSTLESS)


def wish_of(standing: Membership) -> CallWish | None:
    """Return somebody's own yes to being called, None without."""
    return CallWish.objects.filter(membership=standing).first()


def calls_to(standing: Membership) -> QuerySet[Call]:
    """Return every call to somebody, for themself."""
    return Call.objects.filter(membership=standing).select_related("claimed_by")


def visible_calls(standing: Membership, *, now: datetime) -> QuerySet[Call]:
    """Return the open calls of a group, to those who greet, of people they may call."""
    if not may(standing, Use.GREET) or standing.group.state not in OPEN_STATES:
        return Call.objects.none()
    rows = Call.objects.filter(membership__group=standing.group_id, membership__state=Standing.IN, outcome="")
    rows = rows.filter(membership__call_wish__isnull=False).exclude(membership=standing)
    people = set(rows.values_list("membership__person", flat=True))
    out = not_called(people, standing.group_id, now=now)
    out |= {by for by, _of in stopped_anywhere(people, [standing.person_id])}
    rows = rows.exclude(membership__person__in=out)
    rows = rows.exclude(membership__in=apart_from(standing.person_id, standing.id))
    return rows.select_related("membership__call_wish", "asked", "claimed_by")


def not_called(people: Collection[UUID], group_id: UUID, *, now: datetime) -> set[UUID]:
    """Return those of these people who are called by nobody now: their writing is paused, or they had to leave."""
    return paused_among(people, group_id, now=now) if people else set()


def access_call(standing: Membership, call_id: UUID, *, now: datetime, lock: bool = False) -> Call:
    """Return an open call; NotFound when there is none for this caller. `lock` holds its row."""
    rows = visible_calls(standing, now=now).filter(id=call_id)
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def access_held_call(standing: Membership, call_id: UUID, *, now: datetime, lock: bool = False) -> Call:
    """Return a call that this caller holds now; NotFound for any other."""
    row = access_call(standing, call_id, now=now, lock=lock)
    if not holds(row, standing, now=now):
        raise NotFound
    return row


def holds(call: Call, standing: Membership, *, now: datetime) -> bool:
    """Tell whether this caller said that they will call, and that holds."""
    return call.claimed_by_id == standing.id and call.claimed_until is not None and call.claimed_until > now


def number_of(call: Call, standing: Membership, *, now: datetime) -> str:
    """Return the number to ring, to who holds the call; '' where it is none of theirs, or a message is wanted."""
    wish = call.membership.call_wish
    if wish.way != Way.PHONE or not holds(call, standing, now=now):
        return ""
    return unseal(wish.number_sealed, what=CALL_NUMBER) or ""


def writes_to(person: Person, *, now: datetime) -> QuerySet[Membership]:
    """Return whom somebody may write to first because they said that they will call them, and a message is wanted."""
    callers = those_who_may(Use.GREET).filter(person=person)
    held = Call.objects.filter(claimed_by__in=callers, outcome="", claimed_until__gt=now)
    return Membership.objects.filter(calls__in=held, call_wish__way=Way.MESSAGE)
