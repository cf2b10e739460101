"""Reads of circles, shaped for pages, with a constant number of queries.

What an owner sees (`CircleTie`) and what a supporter sees (`SupportedTie`) are two types: the second has no place for a
stance, a ring, the owner's name for them, or anybody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Prefetch, QuerySet
from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.carrying import Bar, bars_of, carried_bars
from alongside.circles.enums import Level, Relation, Rhythm, Ring, Stance, Support, TieState, Weight
from alongside.circles.load import Load, loads_of
from alongside.circles.models import Invitation, Need, Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.own_hours import own_hours_in
from alongside.circles.policies import SupportingActor, is_place, visible_needs, visible_supported, visible_ties
from alongside.circles.sealing import EMAIL, NEED, WAYS
from alongside.circles.week import agreed_hours
from alongside.circles.week_words import needed_words
from alongside.circles.wording import (
    A_PLACE,
    RAN_OUT,
    STATES,
    GivenSupport,
    OtherHours,
    given_words,
    hours_words,
    other_hours,
)
from alongside.kernel.sealed import unseal, unseal_all
from alongside.kernel.weekhours import projected


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """The invitation of a tie that was not answered yet: its link, to be passed on while it has not run out."""

    link: str
    expires_at: datetime
    has_run_out: bool


@dataclass(frozen=True, slots=True)
class CircleTie:
    """A tie as its owner sees it. `hours` are hours of the owner's own week, none for any hour; `own_hours` are those
    of the kinds of support that are given at other hours.

    `resting` is all that is told of how much somebody carries: a breather and a full week read the same. Only a
    breather has a day, `breather_until`, as they chose it themself for others to see.
    """

    id: UUID
    name: str
    relation: Relation
    ring: Ring
    gives: tuple[Support, ...]
    stance: Stance
    rhythm: Rhythm | None
    state: TieState
    is_place: bool
    alias: str | None
    hours: frozenset[int]
    wakes_at: Level | None
    resting: bool
    breather_until: datetime | None
    invitation: InvitationLink | None
    ended_at: datetime | None
    own_hours: Mapping[Support, frozenset[int]] = field(default_factory=dict)

    @property
    def state_words(self) -> Promise:
        """Say where this tie stands."""
        if self.is_place and self.state == TieState.NAMED:
            return A_PLACE
        if self.invitation and self.invitation.has_run_out:
            return RAN_OUT
        return STATES[self.state]

    @property
    def hours_words(self) -> str:
        """Say when they can be reached, in the owner's time."""
        return hours_words(self.hours)

    @property
    def other_hours(self) -> tuple[OtherHours, ...]:
        """Say when they can be reached for what they give at other hours."""
        return other_hours(self.own_hours)


@dataclass(frozen=True, slots=True)
class RingOfTies:
    """One ring of a circle, with its ties by name."""

    ring: Ring
    ties: tuple[CircleTie, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A whole circle: the rings that hold somebody, nearest first, and ties that ended and were not put away."""

    rings: tuple[RingOfTies, ...]
    ended: tuple[CircleTie, ...]

    @property
    def ties(self) -> tuple[CircleTie, ...]:
        """Return every tie that has not ended, nearest first."""
        return tuple(tie for ring in self.rings for tie in ring.ties)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody and no place is named."""
        return not self.rings

    @property
    def with_you(self) -> int:
        """Count who said yes."""
        return sum(tie.state == TieState.ACCEPTED for tie in self.ties)

    @property
    def waiting(self) -> int:
        """Count who was invited and did not answer yet."""
        return sum(tie.state == TieState.INVITED for tie in self.ties)


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need as its owner sees it: the kind of support, their own words, its hours and how much it matters.

    `hours` are hours of the owner's week, none for any hour, None when it does not matter when.
    """

    id: UUID
    support: Support
    words: str
    hours: frozenset[int] | None = None
    weight: Weight = Weight.MATTERS

    @property
    def hours_words(self) -> str:
        """Say when it is needed."""
        return needed_words(self.hours)


@dataclass(frozen=True, slots=True)
class SupportedTie:
    """A tie as its supporter sees it. `hours` are hours of the supporter's own week, none for any hour; `own_hours` are
    those of the kinds of support that they give at other hours.
    """

    id: UUID
    owner_alias: str
    since: datetime | None
    gives: tuple[Support, ...]
    hours: frozenset[int]
    wakes_at: Level | None
    by_email: bool
    by_push: bool
    own_hours: Mapping[Support, frozenset[int]] = field(default_factory=dict)

    @property
    def given(self) -> tuple[GivenSupport, ...]:
        """Say what they give, in their own words."""
        return given_words(self.gives)

    @property
    def hours_words(self) -> str:
        """Say when they can be reached."""
        return hours_words(self.hours)

    @property
    def other_hours(self) -> tuple[OtherHours, ...]:
        """Say when they can be reached for what they give at other hours."""
        return other_hours(self.own_hours)

    @property
    def weeks(self) -> list[frozenset[int]]:
        """Return their usual hours, and those of kinds of support that have their own."""
        return [self.hours, *self.own_hours.values()]


@dataclass(frozen=True, slots=True)
class Supporting:
    """What a supporter carries: whom they support, how much they were asked, what they said they can carry."""

    ties: tuple[SupportedTie, ...]
    load: Load
    weekly_capacity: int | None
    breather_until: datetime | None

    @property
    def agreed_hours(self) -> int:
        """Count the hours of the week in which somebody may ask them."""
        return agreed_hours(hours for tie in self.ties for hours in tie.weeks)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return the load as words and bars."""
        return bars_of(self.load, self.weekly_capacity)

    @property
    def carried(self) -> tuple[Bar, ...]:
        """Return what they carry beside what they said they can, as words and bars."""
        return carried_bars(self.load, self.weekly_capacity)

    @property
    def is_full(self) -> bool:
        """Tell whether they carry as much as they said they can, and do not rest."""
        return self.load.fills(self.weekly_capacity) and self.breather_until is None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What whoever opens an invitation is told: who asks, for which support, until when the link works."""

    owner_alias: str
    gives: tuple[Support, ...]
    expires_at: datetime

    @property
    def hoped_for(self) -> tuple[GivenSupport, ...]:
        """Say what is hoped for, in the words of who may give it."""
        return given_words(self.gives)


def circle_of(owner: Person, *, now: datetime) -> Circle:
    """Return the whole circle of its owner: four queries, one more when somebody set a limit, whatever its size."""
    views = sorted(_circle_ties(list(_with_invitations(owner)), owner, now), key=lambda tie: tie.name.casefold())
    living = [tie for tie in views if tie.state != TieState.ENDED]
    rings = (RingOfTies(ring, tuple(tie for tie in living if tie.ring == ring)) for ring in Ring)
    return Circle(
        rings=tuple(ring for ring in rings if ring.ties),
        ended=tuple(tie for tie in views if tie.state == TieState.ENDED),
    )


def circle_tie(tie: Tie, *, now: datetime) -> CircleTie:
    """Return one tie, fetched through the policies, as its owner sees it."""
    return _circle_ties(list(_with_invitations(tie.owner).filter(id=tie.id)), tie.owner, now)[0]


def ways_of(tie: Tie) -> str:
    """Return how the owner reaches this tie, in their words."""
    return unseal(tie.ways_sealed, what=WAYS) or ""


def needs_of(person: Person) -> tuple[NeedView, ...]:
    """Return what a person wants support for, in the order they said it: two queries, however many."""
    return _need_views(visible_needs(person).order_by("created_at", "id"))


def need_view(need: Need) -> NeedView:
    """Return one need, fetched through the policies, as its owner sees it."""
    return _need_views([need])[0]


def _need_views(needs: Iterable[Need]) -> tuple[NeedView, ...]:
    rows = list(needs)
    texts = unseal_all([row.words_sealed for row in rows], what=NEED)
    return tuple(_need_view(row, text or "") for row, text in zip(rows, texts, strict=True))


def _need_view(row: Need, words: str) -> NeedView:
    hours = None if row.hours is None else frozenset(row.hours)
    return NeedView(row.id, Support(row.support), words, hours, Weight(row.weight))


def _with_invitations(owner: Person) -> QuerySet[Tie]:
    waiting = Invitation.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    return (
        visible_ties(owner)
        .select_related("supporter__person")
        .prefetch_related(Prefetch("invitations", queryset=waiting, to_attr="waiting_invitations"))
    )


def _circle_ties(ties: Sequence[Tie], owner: Person, now: datetime) -> list[CircleTie]:
    names, full = names_of(ties), _full(ties, now)
    own = own_hours_in(tie for tie in ties if tie.state == TieState.ACCEPTED)
    views = (_circle_tie(tie, names.get(tie.id, ""), owner, full, now) for tie in ties)
    return [
        replace(view, own_hours=_all_in_owners_time(tie, own.get(tie.id, {}), owner, now))
        for tie, view in zip(ties, views, strict=True)
    ]


def _all_in_owners_time(
    tie: Tie, own: Mapping[Support, frozenset[int]], owner: Person, now: datetime
) -> dict[Support, frozenset[int]]:
    return {kind: _in_owners_time(hours, tie.supporter, owner, now) for kind, hours in own.items()}


def _full(ties: Sequence[Tie], now: datetime) -> frozenset[UUID]:
    """Return which supporters carry as much as they said they can."""
    accepted = [tie.supporter for tie in ties if tie.supporter and tie.state == TieState.ACCEPTED]
    limits = {supporter.id: supporter.weekly_capacity for supporter in accepted if supporter.weekly_capacity}
    loads = loads_of(list(limits), now=now)
    return frozenset(supporter_id for supporter_id, limit in limits.items() if loads[supporter_id].fills(limit))


def _circle_tie(tie: Tie, name: str, owner: Person, full: frozenset[UUID], now: datetime) -> CircleTie:
    supporter = tie.supporter if tie.state == TieState.ACCEPTED else None
    until = _breather(supporter, now)
    return CircleTie(
        id=tie.id,
        name=name,
        relation=Relation(tie.relation),
        ring=Ring(tie.ring),
        gives=_support(tie),
        stance=Stance(tie.stance),
        rhythm=Rhythm(tie.rhythm) if tie.rhythm else None,
        state=TieState(tie.state),
        is_place=is_place(tie),
        alias=supporter.person.alias if supporter and supporter.person else None,
        hours=_in_owners_time(frozenset(tie.hours), supporter, owner, now),
        wakes_at=Level(tie.wakes_at) if tie.wakes_at else None,
        resting=until is not None or (supporter is not None and supporter.id in full),
        breather_until=until,
        invitation=_invitation_link(tie, now),
        ended_at=tie.ended_at,
    )


def _support(tie: Tie) -> tuple[Support, ...]:
    return tuple(Support(kind) for kind in tie.gives)


def _breather(supporter: Supporter | None, now: datetime) -> datetime | None:
    until = supporter.breather_until if supporter else None
    return until if until and until > now else None


def _in_owners_time(hours: frozenset[int], supporter: Supporter | None, owner: Person, now: datetime) -> frozenset[int]:
    if supporter is None or not hours or supporter.zone_name == owner.time_zone:
        return hours
    return projected(hours, ZoneInfo(supporter.zone_name), ZoneInfo(owner.time_zone), now)


def _invitation_link(tie: Tie, now: datetime) -> InvitationLink | None:
    waiting: list[Invitation] = tie.waiting_invitations  # type: ignore[attr-defined]  # set by `_with_invitations`
    if not waiting:
        return None
    return InvitationLink(
        link=links.invitation_link(waiting[0].id),
        expires_at=waiting[0].expires_at,
        has_run_out=waiting[0].expires_at <= now,
    )


def supporter_of(person: Person) -> Supporter | None:
    """Return a person's supporter row, None when they never supported anybody."""
    return Supporter.objects.filter(person=person).select_related("person").first()


def supporting_of(actor: SupportingActor, *, now: datetime) -> Supporting:
    """Return what the actor carries: four queries, whatever the number of people they support."""
    supporter = supporter_of(actor) if isinstance(actor, Person) else actor
    return Supporting(
        ties=supported_ties(actor),
        load=loads_of([supporter.id], now=now)[supporter.id] if supporter else Load(),
        weekly_capacity=supporter.weekly_capacity if supporter else None,
        breather_until=_breather(supporter, now),
    )


def supported_ties(actor: SupportingActor) -> tuple[SupportedTie, ...]:
    """Return whom the actor supports and what they offered, by alias, in two queries."""
    rows = visible_supported(actor).select_related("owner").annotate(since=Max("invitations__used_at"))
    ties = list(rows.order_by("owner__alias_key"))
    own = own_hours_in(ties)
    return tuple(_supported_tie(tie, own.get(tie.id, {}), tie.since) for tie in ties)


def supported_tie(tie: Tie) -> SupportedTie:
    """Return one tie, fetched through the policies, as its supporter sees it."""
    return _supported_tie(tie, own_hours_in([tie]).get(tie.id, {}), None)


def _supported_tie(tie: Tie, own: Mapping[Support, frozenset[int]], since: datetime | None) -> SupportedTie:
    return SupportedTie(
        id=tie.id,
        owner_alias=tie.owner.alias,
        since=since,
        gives=_support(tie),
        hours=frozenset(tie.hours),
        wakes_at=Level(tie.wakes_at) if tie.wakes_at else None,
        by_email=tie.by_email,
        by_push=tie.by_push,
        own_hours=own,
    )


def contact_email(contact: Supporter) -> str:
    """Return the address a contact gave, for their own page alone; empty when they gave none."""
    return unseal(contact.email_sealed, what=EMAIL) or ""


def invitation_view(invitation: Invitation) -> InvitationView:
    """Return what an open invitation, fetched through the policies, tells whoever opens it."""
    tie = invitation.tie
    return InvitationView(owner_alias=tie.owner.alias, gives=_support(tie), expires_at=invitation.expires_at)
