"""Which places of a circle are open, and the one next step that may fill each (pure).

A gap is a kind of support that the owner needs and nobody who said yes gives, or not in all the hours in which it is
needed (`coverage` says so), or a ring with nobody in it. A place, where nobody is asked, gives no answer and so closes
no gap of the first two kinds. How somebody stands to the owner's recovery opens and closes none; only whoever makes it
harder is `NOT_ASKED`, so that they are not proposed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alongside.circles.offers import Support

RINGS = (1, 2, 3)


class Standing(StrEnum):
    """Where a tie stands: said yes, was asked, was only named, or is nobody to ask."""

    WITH_YOU = "with_you"
    ASKED = "asked"
    NAMED = "named"
    NOT_ASKED = "not_asked"


class Step(StrEnum):
    """What the owner may do next about a gap."""

    NAME = "name"
    INVITE = "invite"
    HAND_ON = "hand_on"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody or some place of a circle: `key` is given back, `gives` is what they give or were named for."""

    key: str
    ring: int
    gives: frozenset[Support]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Need:
    """What the owner wants support for: its kind, their own words, and whether somebody could answer at its hours."""

    support: Support
    words: str
    is_covered: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """One open place: a kind of support that is missing, a ring (1 to 3) with nobody, or both at once.

    `words` are the needs behind it, as their owner said them. `step` is the next one; `key` says who is to be invited
    or handed the link again, None when somebody has to be named.
    """

    support: Support | None
    ring: int | None
    step: Step
    key: str | None = None
    words: tuple[str, ...] = ()


def gaps_of(members: Sequence[Member], needs: Sequence[Need] = ()) -> tuple[Gap, ...]:
    """Return the gaps of a circle, kinds of support first; who said no need yet is taken to need all three.

    An empty circle has one gap alone: somebody nearest. When a kind of support wants somebody to be named, it takes the
    place of an empty ring, so that one step fills both.
    """
    empty = [ring for ring in RINGS if all(member.ring != ring for member in members)]
    if len(empty) == len(RINGS):
        return (Gap(None, RINGS[0], Step.NAME),)
    gaps = []
    for kind, words in _unmet(members, needs).items():
        gap = replace(_next_step(kind, members), words=words)
        gaps.append(replace(gap, ring=empty.pop(0)) if gap.step == Step.NAME and empty else gap)
    return (*gaps, *(Gap(None, ring, Step.NAME) for ring in empty))


def _unmet(members: Iterable[Member], needs: Sequence[Need]) -> dict[Support, tuple[str, ...]]:
    given = {kind for member in members if member.standing == Standing.WITH_YOU for kind in member.gives}
    wanted = set() if needs else set(Support) - given
    unmet = [need for need in needs if need.support not in given or not need.is_covered]
    wanted |= {need.support for need in unmet}
    return {kind: tuple(need.words for need in unmet if need.support == kind) for kind in Support if kind in wanted}


def _next_step(kind: Support, members: Iterable[Member]) -> Gap:
    able = sorted((member for member in members if kind in member.gives), key=lambda member: member.ring)
    for standing, step in ((Standing.NAMED, Step.INVITE), (Standing.ASKED, Step.HAND_ON)):
        for member in able:
            if member.standing == standing:
                return Gap(kind, None, step, member.key)
    return Gap(kind, None, Step.NAME)
