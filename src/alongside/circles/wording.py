"""How hours, states and levels of circles are said to a person, in short."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.circles.coverage import ALWAYS, mask_of
from alongside.circles.enums import Level, Ring, Support, TieState
from alongside.circles.week_words import all_words
from alongside.ui import phrases

ANY_HOUR = _("Any hour")

STATES: dict[TieState, Promise] = {
    TieState.NAMED: phrases.NOT_ASKED_YET,
    TieState.INVITED: _("Invited, no answer yet"),
    TieState.ACCEPTED: phrases.WITH_YOU,
    TieState.DECLINED: phrases.NOT_NOW,
    TieState.ENDED: _("This tie has ended"),
}
A_PLACE = _("A place you can go to")
RAN_OUT = _("The invitation has run out")

# What the looks of chips mean, by their class.
LOOKS: dict[str, Promise] = {
    "accepted": STATES[TieState.ACCEPTED],
    "invited": STATES[TieState.INVITED],
    "named": STATES[TieState.NAMED],
    "declined": STATES[TieState.DECLINED],
    "resting": phrases.RESTING,
    "place": A_PLACE,
}
SHORT: dict[Support, Promise] = {
    Support.EMOTIONAL: _("Talking"),
    Support.ACCOUNTABILITY: _("My goals"),
    Support.PRACTICAL: _("Practical"),
}
# The kinds of support as whoever gives them reads them; `Support` has the words of who asks for them.
GIVEN: dict[Support, Promise] = {
    Support.EMOTIONAL: _("Listen"),
    Support.ACCOUNTABILITY: _("Help them keep to what they decided"),
    Support.PRACTICAL: _("Practical help"),
}
SOMEBODY = _("Someone")
ROOM_FOR: dict[Support, Promise] = {
    Support.EMOTIONAL: _("There is room for somebody to talk to."),
    Support.ACCOUNTABILITY: _("There is room for somebody who helps you keep to what you decided."),
    Support.PRACTICAL: _("There is room for somebody who gives practical help."),
}
ROOM_IN: dict[Ring, Promise] = {
    Ring.NEAREST: _("There is room for somebody closest to you."),
    Ring.NEAR: _("There is room for somebody close to you."),
    Ring.OUTER: _("There is room for somebody further out."),
}


@dataclass(frozen=True, slots=True)
class GivenSupport:
    """A kind of support as its supporter sees it: for templates, `value` and `label` like those of `Support`."""

    value: str
    label: Promise


# What stands beside the usual hours where a kind of support has hours of its own, for both ends of a tie.
OTHER_HOURS: dict[Support, Promise] = {
    Support.EMOTIONAL: _("Other hours for talking"),
    Support.ACCOUNTABILITY: _("Other hours for keeping to a decision"),
    Support.PRACTICAL: _("Other hours for practical help"),
}
OTHER_HOURS_SAID: dict[Support, Promise] = {
    Support.EMOTIONAL: _("For talking: %(hours)s"),
    Support.ACCOUNTABILITY: _("For keeping to a decision: %(hours)s"),
    Support.PRACTICAL: _("For practical help: %(hours)s"),
}


@dataclass(frozen=True, slots=True)
class OtherHours:
    """The hours of a kind of support that has its own: a label and the hours, or both in one line."""

    label: Promise
    hours: str
    line: str


def other_hours(own: Mapping[Support, Iterable[int]]) -> tuple[OtherHours, ...]:
    """Say the hours of the kinds of support that have their own, in the order of the kinds."""
    said = {kind: hours_words(own[kind]) for kind in Support if kind in own}
    return tuple(
        OtherHours(OTHER_HOURS[kind], hours, str(OTHER_HOURS_SAID[kind]) % {"hours": hours_said(own[kind])})
        for kind, hours in said.items()
    )


NEVER = "never"
WAKES: dict[Level | None, Promise] = {
    None: _("Never outside these hours"),
    Level.URGENT: _("Only when it is urgent"),
    Level.STRUGGLING: _("When they are struggling, or it is urgent"),
    Level.TALK: _("Whenever they reach out"),
}


def hours_words(hours: Iterable[int]) -> str:
    """Say hours of the week where they stand by themselves; none are any hour."""
    mask = mask_of(hours)
    return capfirst(all_words(mask)) if mask not in {0, ALWAYS} else str(ANY_HOUR)


def hours_said(hours: Iterable[int]) -> str:
    """Say the same within a sentence."""
    return all_words(mask_of(hours) or ALWAYS)


def given_choices() -> list[tuple[str, Promise]]:
    """Return what a supporter may give, in their own words, as a form takes it."""
    return [(kind.value, words) for kind, words in GIVEN.items()]


def given_words(gives: Iterable[Support]) -> tuple[GivenSupport, ...]:
    """Return these kinds of support in the words of who gives them."""
    return tuple(GivenSupport(kind.value, GIVEN[kind]) for kind in gives)


def wakes_choices() -> list[tuple[str, Promise]]:
    """Return what a supporter may choose for being asked outside their hours, as a form takes it."""
    return [(level.value if level else NEVER, words) for level, words in WAKES.items()]
