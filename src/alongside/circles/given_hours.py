"""In which hours one tie gives each kind of support (pure).

A tie has a usual week, and a week of its own for a kind of support that is given at other hours. Hours are hours of
the week on the supporter's clock; no hours are any hour. The usual week is always that of at least one kind that is
given: a week that held for nothing would only mislead whoever reads it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from alongside.circles.offers import Support
from alongside.circles.week import joined, widened

Hours = frozenset[int]


@dataclass(frozen=True, slots=True)
class GivenHours:
    """The `usual` week of a tie, and those of the kinds of support that have their `own`."""

    usual: Hours = frozenset()
    own: Mapping[Support, Hours] = field(default_factory=dict)

    def of(self, kind: Support) -> Hours:
        """Return the hours in which this kind is given."""
        return self.own.get(kind, self.usual)

    def settled(self, gives: Collection[str], *, leading: Support | None = None) -> "GivenHours":
        """Return the same hours for these kinds, said as they are stored.

        Nothing is said of a kind that is not given, or twice. When each kind has hours of its own, those of `leading`,
        or else of the first, become the usual ones.
        """
        given = [kind for kind in Support if kind in gives]
        usual = self.usual
        if given and all(kind in self.own for kind in given):
            usual = self.own[leading if leading in given else given[0]]
        return GivenHours(usual, {kind: self.of(kind) for kind in given if self.of(kind) != usual})

    def after_yes(self, gives: Collection[str], kind: Support, asked: Iterable[int] | None) -> "GivenHours":
        """Return the hours after a yes to giving this kind in these hours as well; None are those it has already.

        Of every other kind nothing changes. A kind that was not given before is given in just the hours asked for.
        """
        before = self.settled(gives)
        if asked is None:
            return before
        hours = frozenset(widened(before.of(kind), asked)) if kind in gives else joined((), asked)
        return replace(before, own={**before.own, kind: hours}).settled({*gives, kind}, leading=kind)
