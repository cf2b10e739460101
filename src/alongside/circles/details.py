"""What services take: a tie, need or card as its owner writes it, an offer as its supporter makes it, contact details.

Each has a `checked_*` that returns it as it will be stored, or raises Invalid naming the field: services call it, so
that pages, API and anything else are held to the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_locale, checked_zone
from alongside.circles import offers
from alongside.circles.enums import Level, Relation, Rhythm, Ring, Stance, Support, Weight
from alongside.circles.given_hours import GivenHours
from alongside.circles.texts import (
    ASK_LENGTH,
    NAME_LENGTH,
    NEED_LENGTH,
    SENTENCE_LENGTH,
    WAYS_LENGTH,
    checked_email,
    checked_text,
)
from alongside.circles.week import EVERY_HOUR, joined
from alongside.kernel.errors import Invalid
from alongside.ui import phrases

MOST_A_WEEK = 100


@dataclass(frozen=True, slots=True)
class TieDetails:
    """A tie as its owner describes it; what they do not say stays None.

    `ways` is how the owner reaches them, `rhythm` how often the two are in touch; name, ways, stance and rhythm stay
    theirs.
    """

    name: str
    relation: str
    ring: int = Ring.NEAR
    gives: tuple[str, ...] = ()
    stance: str = Stance.SUPPORTS
    ways: str = ""
    rhythm: str | None = None


@dataclass(frozen=True, slots=True)
class NeedDetails:
    """A need as its owner describes it; the words stay theirs.

    `hours` are hours of the owner's week (0 = Monday 00:00), none for any hour, None when it does not matter when.
    """

    support: str
    words: str
    hours: tuple[int, ...] | None = None
    weight: int = Weight.MATTERS


@dataclass(frozen=True, slots=True)
class Offer:
    """What a supporter offers through one tie.

    `hours` are hours of the week (0 = Monday 00:00) in their own zone, none for any hour; `own_hours` are those of the
    kinds of support that they give at other hours. `wakes_at` is the lowest level at which they agree to be asked
    outside those hours or woken; None for never.
    """

    gives: tuple[str, ...]
    hours: tuple[int, ...] = ()
    wakes_at: str | None = None
    by_email: bool = True
    by_push: bool = True
    own_hours: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def given(self) -> GivenHours:
        """Return in which hours each kind is given, of an offer that was checked."""
        own = {offers.Support(kind): frozenset(hours) for kind, hours in self.own_hours.items()}
        return GivenHours(frozenset(self.hours), own).settled(self.gives)


@dataclass(frozen=True, slots=True)
class AskDetails:
    """What an owner asks somebody who stands with them for: one kind of support, and when.

    `hours` are hours of the owner's week, all of them for any hour; None for those the supporter has given already,
    whichever these are when they answer. `words` are for the supporter to read.
    """

    support: str
    hours: tuple[int, ...] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """How a contact without account is told and spoken to. Without `email` only the owner can pass a link on."""

    email: str
    locale: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class CardDetails:
    """A safety card as its owner writes it; `ties` are those whose numbers are on it.

    `ways` says how to reach ties for whom nothing was written down yet; they come onto the card with it.
    """

    called: str
    sentence: str = ""
    ties: frozenset[UUID] = frozenset()
    ways: tuple[tuple[UUID, str], ...] = ()


def checked_card(card: CardDetails) -> CardDetails:
    """Return the card as it will be stored."""
    return replace(
        card,
        called=checked_text(card.called, field="called", most=NAME_LENGTH, required=True),
        sentence=checked_text(card.sentence, field="sentence", most=SENTENCE_LENGTH),
        ways=tuple((tie_id, checked_text(ways, field="ways", most=WAYS_LENGTH)) for tie_id, ways in card.ways),
    )


def checked_details(details: TieDetails) -> TieDetails:
    """Return the details as they will be stored."""
    _known(details.relation, Relation.values, "relation")
    _known(details.ring, Ring.values, "ring")
    _known(details.stance, Stance.values, "stance")
    if details.rhythm is not None:
        _known(details.rhythm, Rhythm.values, "rhythm")
    return replace(
        details,
        name=checked_text(details.name, field="name", most=NAME_LENGTH, required=True),
        ways=checked_text(details.ways, field="ways", most=WAYS_LENGTH),
        gives=_checked_support(details.gives),
    )


def checked_need(need: NeedDetails) -> NeedDetails:
    """Return the need as it will be stored: hours in order, the whole week as any hour."""
    _known(need.support, Support.values, "support")
    _known(need.weight, Weight.values, "weight")
    return replace(
        need,
        words=checked_text(need.words, field="words", most=NEED_LENGTH, required=True),
        hours=None if need.hours is None else _checked_hours(need.hours),
    )


def checked_offer(offer: Offer) -> Offer:
    """Return the offer as it will be stored: hours in order, the whole week as any hour."""
    gives = _checked_support(offer.gives)
    if not gives:
        raise Invalid(_("Please choose at least one thing that you can give."), field="gives")
    if offer.wakes_at is not None:
        _known(offer.wakes_at, Level.values, "wakes_at")
    for kind in offer.own_hours:
        _known(kind, Support.values, "own_hours")
    own_hours = {kind: _checked_hours(hours) for kind, hours in offer.own_hours.items()}
    return replace(offer, gives=gives, hours=_checked_hours(offer.hours), own_hours=own_hours)


def checked_ask(ask: AskDetails) -> AskDetails:
    """Return the ask as services take it on: hours in order, and at least one if any are named."""
    _known(ask.support, Support.values, "support")
    if ask.hours is not None and not (ask.hours and EVERY_HOUR.issuperset(ask.hours)):
        raise Invalid(phrases.NO_HOUR_OF_THE_WEEK, field="hours")
    hours = None if ask.hours is None else tuple(sorted(set(ask.hours)))
    return replace(ask, hours=hours, words=checked_text(ask.words, field="words", most=ASK_LENGTH))


def checked_contact(contact: ContactDetails) -> ContactDetails:
    """Return the contact's details as they will be stored."""
    email = checked_email(contact.email, field="email") if contact.email.strip() else ""
    return ContactDetails(email, checked_locale(contact.locale), checked_zone(contact.time_zone))


def checked_capacity(weekly_capacity: int | None) -> int | None:
    """Return how often a week somebody wants to be asked at most, None for no limit."""
    if weekly_capacity is not None and not 1 <= weekly_capacity <= MOST_A_WEEK:
        raise Invalid(phrases.NUMBER_TO_100, field="weekly_capacity")
    return weekly_capacity


def _checked_hours(hours: Collection[int]) -> tuple[int, ...]:
    if not EVERY_HOUR.issuperset(hours):
        raise Invalid(phrases.NO_HOUR_OF_THE_WEEK, field="hours")
    return tuple(sorted(joined((), hours)))


def _checked_support(gives: Iterable[str]) -> tuple[str, ...]:
    chosen = set(gives)
    for kind in chosen:
        _known(kind, Support.values, "gives")
    return tuple(kind for kind in Support.values if kind in chosen)


def _known(value: object, values: Collection[object], field: str) -> None:
    if value not in values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field=field)
