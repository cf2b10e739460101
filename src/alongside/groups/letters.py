"""Who in a group may write to whom: for messages, which know a member by their membership and by nothing else.

Only who lets others is written to first. Somebody who is new is written to by those alone who greet or look after the
group: newcomers are whom people look for who mean no good. Who has said that they will
call somebody quiet may write to them meanwhile, if that is how they want to be called.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.groups.calling.policies import writes_to
from alongside.groups.enums import GroupState, Standing, Use
from alongside.groups.models import Membership
from alongside.groups.policies import may, new_until, own_memberships, visible_members
from alongside.groups.services.brought import is_slow
from alongside.ui.letters import Known, Provider, Reached


def reached(person: Person, now: datetime) -> list[Reached]:
    """Return everybody in somebody's groups whom they may write to first, by group and alias."""
    own = {row.group_id: row for row in _there(own_memberships(person))}
    others = _letting(person, own).order_by("group__name", "group_id", "alias_key")
    return [_reached(own[row.group_id], row) for row in others if _may_write(own[row.group_id], row, now)]


def reach(person: Person, source: UUID, now: datetime) -> Reached | None:
    """Return one of those by their membership, None when this person may not write to them first."""
    own = {row.group_id: row for row in _there(own_memberships(person))}
    row = _there(writes_to(person, now=now)).filter(id=source).first()
    if row is None:
        row = _letting(person, own).filter(id=source).first()
        row = row if row and _may_write(own[row.group_id], row, now) else None
    if row is None:
        return None
    return replace(_reached(own[row.group_id], row), begins_slowly=is_slow(own[row.group_id], now=now))


def meet(person: Person, source: UUID) -> Reached | None:
    """Return somebody who is in a group with this person, by their membership; None for everybody else."""
    own = {row.group_id: row for row in _there(own_memberships(person))}
    row = _there(Membership.objects.filter(group__in=list(own), id=source)).exclude(person=person).first()
    return _reached(own[row.group_id], row) if row else None


def writable_from(standing: Membership, among: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Return to whom of these somebody in a group may write first there, by membership."""
    rows = _there(visible_members(standing)).filter(id__in=among, lets_write=True).exclude(id=standing.id)
    return frozenset(row.id for row in rows if _may_write(standing, row, now))


def known(sources: Iterable[UUID]) -> Mapping[UUID, Known]:
    """Return what those are called who are still in their group, by membership."""
    return {row.id: _known(row) for row in _there(Membership.objects.filter(id__in=list(sources)))}


def _there(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    alive = [GroupState.OPEN, GroupState.HOSTLESS]
    return rows.filter(state=Standing.IN, group__state__in=alive).select_related("group")


def _letting(person: Person, own: Mapping[UUID, Membership]) -> QuerySet[Membership]:
    rows = _there(Membership.objects.filter(group__in=list(own), lets_write=True))
    return rows.exclude(person=person)


def _may_write(own: Membership, other: Membership, now: datetime) -> bool:
    return new_until(other, now) is None or may(own, Use.GREET)


def _reached(own: Membership, other: Membership) -> Reached:
    return Reached(own=own.id, other=other.id, person_id=other.person_id, known=_known(other))


def _known(row: Membership) -> Known:
    return Known(name=row.alias, company=row.group.name, company_id=row.group_id)


PROVIDER = Provider(reached=reached, reach=reach, known=known, meet=meet)
