"""Whether somebody's writing is paused now. Whatever takes what people write asks here first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import NotAllowed
from alongside.safety.enums import Act, DecisionState, Reach
from alongside.safety.models import Decision

IS_PAUSED = _(
    "Your writing here is paused until %(day)s. What you typed was not sent. You find why, and how to ask for another "
    "look, under “What was decided about you”. Reaching out and crisis lines are open to you as always."
)


class Paused(NotAllowed):
    """Somebody's writing is paused: what they typed was not sent."""


def _held(person: Person) -> QuerySet[Decision]:
    return Decision.objects.filter(about=person, state=DecisionState.IN_FORCE)


def paused_until(person: Person, community_id: UUID | None, *, now: datetime) -> datetime | None:
    """Return until when somebody cannot write there, None when they can; `community_id` None is no group."""
    there = Q(reach=Reach.INSTANCE)
    if community_id is not None:
        there |= Q(reach=Reach.GROUP, community=community_id)
    rows = _held(person).filter(there, act=Act.PAUSE, until__gt=now)
    return rows.order_by("-until").values_list("until", flat=True).first()


def pauses_within(person_id: UUID, community: UUID | OuterRef) -> QuerySet[Decision, Any]:
    """Return until when somebody cannot write in a community, whether that is over or not, to be a part of a query."""
    there = Q(reach=Reach.INSTANCE) | Q(reach=Reach.GROUP, community=community)
    rows = Decision.objects.filter(there, about=person_id, state=DecisionState.IN_FORCE, act=Act.PAUSE)
    return rows.order_by("-until").values("until")[:1]


def check_may_write(person: Person, community_id: UUID | None, *, now: datetime) -> None:
    """Raise Paused, which is NotAllowed, with a sentence while somebody's writing is paused there."""
    until = paused_until(person, community_id, now=now)
    if until is not None:
        raise Paused(IS_PAUSED % {"day": date_format(timezone.localtime(until), "DATE_FORMAT")})


def paused_among(person_ids: Collection[UUID], community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return those of some people who cannot write there now, or were asked to leave the whole place."""
    there = Q(reach=Reach.INSTANCE) | Q(reach=Reach.GROUP, community=community_id)
    rows = Decision.objects.filter(there, about__in=person_ids, state=DecisionState.IN_FORCE, act=Act.PAUSE)
    paused = rows.filter(until__gt=now).values_list("about_id", flat=True)
    return {one for one in paused if one} | removed_among(person_ids)


def removed_people() -> QuerySet[Decision, Any]:
    """Return the ids of whoever was asked to leave the whole place, to be a part of a query."""
    held = Decision.objects.filter(about__isnull=False, state=DecisionState.IN_FORCE)
    return held.filter(act=Act.REMOVE, reach=Reach.INSTANCE).values("about")


def removed_among(person_ids: Collection[UUID]) -> set[UUID]:
    """Return those of some people who were asked to leave the whole place."""
    return {row["about"] for row in removed_people().filter(about__in=person_ids)}


def is_removed(person: Person) -> bool:
    """Tell whether somebody was asked to leave the whole place, and that holds."""
    return bool(removed_among([person.id]))
