"""What can be counted of a network, for its owner's eyes alone (pure).

Each measure has a definition here and a source; what it says and what it does not is told beside it on the page
(`docs/explanation/network.md`). None is a score and none a target: among 141 inpatients, those in touch with more
people day by day used less in the next six months, while support in general and support for abstinence foretold
nothing (Zywiak and others 2009); and what helped in the Network Support trial came with more support for abstinence,
not with less support for drinking (Litt and others 2009). So contact and who is added count, and nobody is told to drop
anybody.

Sources: IPDA, the Important People Drug and Alcohol interview (PhenX protocol 590202; Zywiak and others 2009); SIM-AR,
social identity mapping in addiction recovery (Beckwith and others 2019); NS, Network Support treatment (Litt and others
2009, PMC2661035); helping others (Pagano and others 2004).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.circles.coverage import KINDS, Kind
from alongside.circles.offers import Relation, Stance, Support

NEW_FOR = timedelta(days=90)
"""How long somebody counts as added lately: a quarter of a year, which is our choice."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody or some place of a circle: what the owner wrote, whether they said yes, whether the owner helps them.

    `added` is the day on which they were named, on the owner's calendar.
    """

    relation: Relation
    gives: frozenset[Support]
    stance: Stance
    is_daily: bool
    said_yes: bool
    is_helped: bool
    added: date


@dataclass(frozen=True, slots=True)
class Measures:
    """The numbers of a circle that a day keeps.

    - `size`: people and places of the circle, whether they said yes or not. IPDA's network size, SIM-AR's number of
      groups.
    - `with_you`: those who said yes, and can be asked.
    - `daily`: those the owner is in touch with on most days, as they say. IPDA's daily network.
    - `supporting_recovery`: those who, as the owner sees it, support their recovery; as a share of `size` it is IPDA's
      share and NS's support for abstinence, in wider words.
    - `gives`: how many who said yes give each kind of support, in the order of `Support`. IPDA asks the same of support
      in general and for treatment; our kinds are those of the product.
    - `mutual`: those who said yes and whom the owner supports as well. Helping protects the helper: of those who helped
      others 40 % did not relapse in a year, of those who did not 22 % (Pagano and others 2004; not randomised).
    """

    size: int
    with_you: int
    daily: int
    supporting_recovery: int
    gives: tuple[int, int, int]
    mutual: int


def measures_of(members: Sequence[Member]) -> Measures:
    """Count a circle."""
    with_you = [member for member in members if member.said_yes]
    emotional, accountability, practical = (sum(kind in one.gives for one in with_you) for kind in Support)
    return Measures(
        size=len(members),
        with_you=len(with_you),
        daily=sum(member.is_daily for member in members),
        supporting_recovery=sum(member.stance is Stance.SUPPORTS for member in members),
        gives=(emotional, accountability, practical),
        mutual=sum(member.is_helped for member in with_you),
    )


def added_lately(members: Iterable[Member], today: date) -> int:
    """Count who was named in the last 90 days, today among them, and is still there. NS: add people."""
    return sum(today - NEW_FOR < member.added <= today for member in members)


def kinds_among(members: Iterable[Member]) -> dict[Kind, int]:
    """Count people and places by the four kinds of people who hold somebody up. IPDA asks for the relation."""
    counted = dict.fromkeys(Kind, 0)
    for member in members:
        counted[KINDS[member.relation]] += 1
    return counted
