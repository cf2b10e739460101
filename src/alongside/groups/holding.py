"""Groups that hold meetings: what whoever holds them may know of a group, its members and its hosts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.groups.enums import GroupRole, GroupState, Openness, Standing, Use
from alongside.groups.models import Group, Membership
from alongside.groups.policies import listed_members, may, standing_of, visible_groups
from alongside.ui.communities import Communities, Community, Member, Whose

ALIVE = [GroupState.OPEN, GroupState.HOSTLESS]


def _inside(person: Whose) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person, state=Standing.IN, group__state__in=ALIVE)


def within(person: Whose) -> Any:
    """Return the ids of the groups somebody is in."""
    return _inside(person).values("group")


def kept_by(person: Whose) -> Any:
    """Return the ids of the groups somebody hosts."""
    return _inside(person).filter(role=GroupRole.HOST).values("group")


def is_public(group: Group) -> bool:
    """Tell whether everybody may know of what a group holds: only of one that whoever is here may join."""
    return group.openness == Openness.OPEN and group.state in ALIVE


def shows_meetings(group: Group, standing: Membership | None) -> bool:
    """Tell whether somebody who stands like this in a group sees what it holds."""
    return is_public(group) or (standing is not None and standing.state == Standing.IN)


def hosts(standing: Membership | None) -> bool:
    """Tell whether somebody is a host of their group, which is open."""
    return standing is not None and may(standing, Use.HOST) and standing.group.state == GroupState.OPEN


def find(person_id: UUID, group_id: UUID) -> Community | None:
    """Return a group as somebody may know it."""
    person = Person.objects.get(id=person_id)
    group = visible_groups(person).filter(id=group_id, state__in=ALIVE).first()
    if group is None:
        return None
    standing = standing_of(person, group)
    is_in = standing is not None and standing.state == Standing.IN
    return Community(
        id=group.id,
        name=group.name,
        path=reverse("group", args=[group.slug]),
        alias=standing.alias if standing and is_in else "",
        keeps=standing is not None and is_in and standing.role == GroupRole.HOST,
        is_public=is_public(group),
    )


def members(group_id: UUID) -> list[Member]:
    """Return who is in a group, by alias."""
    return _as_members(Membership.objects.filter(group=group_id, state=Standing.IN))


def listed(person_id: UUID, group_id: UUID, now: datetime) -> list[Member]:
    """Return who of a group is listed to somebody in it, by alias: of newcomers only who greets them hears."""
    standing = _inside(person_id).filter(group=group_id).select_related("group").first()
    return _as_members(listed_members(standing, now=now)) if standing else []


def _as_members(rows: QuerySet[Membership]) -> list[Member]:
    return [Member(row.id, row.person_id, row.alias, row.role == GroupRole.HOST) for row in rows.order_by("alias_key")]


def hold(group_id: UUID) -> None:
    """Keep a group as it is until the transaction ends."""
    list(Group.objects.filter(id=group_id).select_for_update(no_key=True))


def shows(group_id: UUID) -> bool | None:
    """Tell whether everybody may know of what a group holds; None when it is closed or nobody is in it."""
    inside = Membership.objects.filter(group=OuterRef("pk"), state=Standing.IN)
    group = Group.objects.filter(Exists(inside), id=group_id).exclude(state=GroupState.CLOSED).first()
    return is_public(group) if group else None


PROVIDER = Communities(
    within=within, kept_by=kept_by, find=find, members=members, listed=listed, hold=hold, shows=shows
)
