"""The map of a circle as its page tells it: who could answer for a need or at an hour, what breaks without somebody.

The picture is that of the circle's own page; who is not asked for stands back in it, and the lists beside it say so in
words. How somebody stands to the owner's recovery is in none of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.circles.acquaintances import Pair, pairs_of
from alongside.circles.coverage import ALWAYS, NEVER, Coverage, Helper, Mask, Need, hours_in
from alongside.circles.covering import coverage_to_show, seen_of
from alongside.circles.drawing import Chip, Drawing, RingOfChips, drawing_of
from alongside.circles.enums import TieState
from alongside.circles.queries import CircleTie, NeedView
from alongside.circles.wording import ANY_HOUR, hours_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a map is narrowed to: a need, hours of the owner's week, somebody who is thought away; None for neither."""

    need: UUID | None = None
    hours: Mask | None = None
    without: UUID | None = None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether it is asked who could answer."""
        return self.need is not None or self.hours is not None


@dataclass(frozen=True, slots=True)
class Group:
    """Chips of the map's list under one heading, each with the names of those who know them."""

    heading: str | Promise
    chips: tuple[tuple[Chip, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A need, in its owner's words, and the hours at which nobody else could answer for it."""

    words: str
    hours: str | Promise


@dataclass(frozen=True, slots=True)
class Loss:
    """What breaks without somebody: nothing, when nothing does; `has_needs` is false when there was nothing to ask."""

    name: str
    breaks: tuple[Break, ...]
    has_needs: bool


@dataclass(frozen=True, slots=True)
class CircleMap:
    """A map: the picture, the same as lists, who knows whom, and what breaks."""

    drawing: Drawing
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    loss: Loss | None
    is_narrowed: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody and no place is named."""
        return not self.drawing.rings


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map is made from: the drawing, what the owner needs, how it is covered, and who knows whom."""

    drawing: Drawing
    needs: tuple[NeedView, ...]
    coverage: Coverage
    pairs: tuple[Pair, ...]

    @property
    def ties(self) -> list[CircleTie]:
        """Return everybody and every place, nearest first."""
        return [chip.tie for ring in self.drawing.rings for chip in ring.chips]

    @property
    def with_you(self) -> list[tuple[UUID, str]]:
        """Return who said yes, nearest first."""
        return [(tie.id, tie.name) for tie in self.ties if tie.state == TieState.ACCEPTED]


def ground_of(owner: Person, *, now: datetime) -> Ground:
    """Return what the maps of a circle are made from: as many queries for many as for one."""
    seen = seen_of(owner, now=now)
    drawing = replace(drawing_of(seen.circle, seen.needs), open_places=())
    return Ground(drawing, seen.needs, coverage_to_show(owner, seen, now=now), tuple(pairs_of(owner)))


def map_of(ground: Ground, asked: Asked) -> CircleMap:
    """Return the map of a circle, narrowed to what is asked."""
    able = _able(ground.coverage, asked)
    stands_back = {
        tie.id for tie in ground.ties if tie.id == asked.without or (asked.is_narrowed and tie.id not in able)
    }
    drawing = _standing_back(ground.drawing, stands_back)
    groups = _narrowed(drawing, stands_back, asked) if stands_back or asked.is_narrowed else _by_ring(drawing)
    known = _names_known(ground)
    told = tuple(
        Group(heading, tuple((chip, known.get(chip.tie.id, ())) for chip in chips)) for heading, chips in groups
    )
    return CircleMap(drawing, told, ground.pairs, _loss(ground, asked), asked != Asked())


def _able(coverage: Coverage, asked: Asked) -> set[UUID]:
    needs = [one.need for one in coverage.needs if one.need.key == str(asked.need)]
    hours = ALWAYS if asked.hours is None else asked.hours
    for need in needs:
        hours &= ALWAYS if need.hours is None else need.hours
    return {UUID(helper.key) for helper in coverage.helpers if _could(helper, needs) & hours != NEVER}


def _could(helper: Helper, needs: Sequence[Need]) -> Mask:
    """Return when somebody could answer for these needs, or without any for whatever they give."""
    hours = helper.hours_for_any
    for need in needs:
        hours &= helper.hours_for(need.support) if need.support in helper.gives else NEVER
    return hours


def _standing_back(drawing: Drawing, who: set[UUID]) -> Drawing:
    rings = (
        RingOfChips(ring.ring, tuple(_seen(chip, chip.tie.id not in who) for chip in ring.chips))
        for ring in drawing.rings
    )
    return replace(drawing, rings=tuple(rings))


def _seen(chip: Chip, is_near: bool) -> Chip:
    return chip if is_near else replace(chip, look=f"{chip.look} faint")


def _by_ring(drawing: Drawing) -> list[tuple[str | Promise, Sequence[Chip]]]:
    return [(ring.ring.label, ring.chips) for ring in drawing.rings]


def _narrowed(drawing: Drawing, back: set[UUID], asked: Asked) -> list[tuple[str | Promise, Sequence[Chip]]]:
    chips = [chip for ring in drawing.rings for chip in ring.chips]
    gone = [chip for chip in chips if chip.tie.id == asked.without]
    near = [chip for chip in chips if chip.tie.id not in back]
    far = [chip for chip in chips if chip.tie.id in back and chip not in gone]
    named = _("Who could answer") if asked.is_narrowed else _("Still there")
    groups = [(named, near), (_("Not then, or not for this"), far), (_("Left out for now"), gone)]
    return [(heading, found) for heading, found in groups if found or heading == named]


def _names_known(ground: Ground) -> dict[UUID, tuple[str, ...]]:
    names = {tie.id: tie.name for tie in ground.ties}
    known: dict[UUID, list[str]] = {}
    for one, other in ground.pairs:
        known.setdefault(one, []).append(names[other])
        known.setdefault(other, []).append(names[one])
    return {tie_id: tuple(sorted(found, key=str.casefold)) for tie_id, found in known.items()}


def _loss(ground: Ground, asked: Asked) -> Loss | None:
    name = dict(ground.with_you).get(asked.without) if asked.without else None
    if name is None:
        return None
    words = {str(need.id): need.words for need in ground.needs}
    lost = ground.coverage.breaks_without(str(asked.without))
    breaks = tuple(
        Break(words[key], ANY_HOUR if hours == ALWAYS else hours_words(hours_in(hours))) for key, hours in lost.items()
    )
    return Loss(name, breaks, bool(ground.needs))
