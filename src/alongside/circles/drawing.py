"""A circle as its page shows it: the picture, and the same facts for the list beside it.

Where things stand comes from `picture`, what is missing from `gaps`; here are the words, the addresses and the names of
classes. The owner's stance towards recovery is in none of it: a picture is looked at together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.circles import gaps, offers, picture
from alongside.circles.enums import Ring, Stance, Support, TieState
from alongside.circles.queries import Circle, CircleTie, NeedView
from alongside.circles.wording import LOOKS, ROOM_FOR, ROOM_IN, SHORT, SOMEBODY
from alongside.ui import phrases
from alongside.ui.initials import initials_of

# How many open places are drawn at most: a picture of what is there, not of what is not.
MOST_OPEN = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A small mark at a chip: which support it stands for, and where its box begins, relative to the chip's middle."""

    support: Support
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A tie with what stands for it: its letters, its look (names of classes), its seat; None when it found none."""

    tie: CircleTie
    letters: str
    look: str
    facts: str
    seat: picture.Spot | None
    marks: tuple[Mark, ...]

    @property
    def is_place(self) -> bool:
        """Tell whether it is drawn as a place."""
        return self.tie.is_place


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: a look of chips, and what it means."""

    look: str
    words: Promise

    @property
    def is_place(self) -> bool:
        """Tell whether it is drawn as a place."""
        return self.look == "place"


@dataclass(frozen=True, slots=True)
class RingOfChips:
    """One ring with its chips by name."""

    ring: Ring
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A gap as it is told: what there is room for, the owner's needs behind it, the next step, its seat if drawn."""

    sentence: str | Promise
    words: tuple[str, ...]
    step: str
    address: str
    seat: picture.Spot | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole circle, drawn and told."""

    layout: picture.Picture
    rings: tuple[RingOfChips, ...]
    open_places: tuple[OpenPlace, ...]

    @property
    def drawn(self) -> list[Chip]:
        """Return the chips that have a seat, nearest first."""
        return [chip for ring in self.rings for chip in ring.chips if chip.seat]

    @property
    def drawn_open(self) -> list[OpenPlace]:
        """Return the open places that have a seat."""
        return [place for place in self.open_places if place.seat]

    @property
    def faces(self) -> picture.Density:
        """Return how large faces are drawn outside the picture."""
        return picture.ROOMY

    @property
    def kinds(self) -> list[Support]:
        """Return the kinds of support that marks in the picture stand for."""
        shown = {mark.support for ring in self.rings for chip in ring.chips for mark in chip.marks}
        return [kind for kind in Support if kind in shown]

    @property
    def keys(self) -> list[Key]:
        """Return what the looks in the picture mean."""
        shown = {look for ring in self.rings for chip in ring.chips for look in chip.look.split()}
        return [Key(look, words) for look, words in LOOKS.items() if look in shown]

    @property
    def line(self) -> int:
        """Return how far a label's second line stands under its first."""
        return picture.LINE

    @property
    def view_box(self) -> str:
        """Return the picture's frame, as SVG writes it."""
        return f"0 0 {picture.WIDTH} {picture.HEIGHT}"

    @property
    def centre(self) -> tuple[int, int]:
        """Return where the owner stands."""
        return picture.CENTRE


def drawing_of(circle: Circle, needs: Sequence[NeedView], uncovered: Collection[UUID] = ()) -> Drawing:
    """Draw a circle: who was named first is seated first, so that nobody moves when somebody is added.

    `uncovered` are the needs with hours in which nobody could answer.
    """
    ties, letters = _as_named(circle), _letters(circle)
    found = gaps.gaps_of([_member(tie) for tie in ties], [_need(need, uncovered) for need in needs])
    layout = picture.laid_out(
        [picture.Guest(str(tie.id), tie.ring, tie.name) for tie in ties],
        [_opening(number, gap) for number, gap in enumerate(found[:MOST_OPEN])],
    )
    seats = {spot.key: spot for spot in (*layout.guests, *layout.openings)}
    by_key = {str(tie.id): tie for tie in ties}
    return Drawing(
        layout=layout,
        rings=tuple(
            RingOfChips(ring.ring, tuple(_chip(tie, letters[tie.id], layout, seats) for tie in ring.ties))
            for ring in circle.rings
        ),
        open_places=tuple(_open_place(gap, by_key, seats.get(str(number))) for number, gap in enumerate(found)),
    )


def _member(tie: CircleTie) -> gaps.Member:
    return gaps.Member(str(tie.id), tie.ring, frozenset(offers.Support(kind) for kind in tie.gives), _standing(tie))


def _standing(tie: CircleTie) -> gaps.Standing:
    if tie.state == TieState.ACCEPTED:
        return gaps.Standing.WITH_YOU
    if tie.is_place or tie.stance == Stance.UNDERMINES:
        return gaps.Standing.NOT_ASKED
    if tie.state == TieState.INVITED:
        return gaps.Standing.ASKED
    return gaps.Standing.NAMED if tie.state == TieState.NAMED else gaps.Standing.NOT_ASKED


def _need(need: NeedView, uncovered: Collection[UUID]) -> gaps.Need:
    return gaps.Need(offers.Support(need.support), need.words, is_covered=need.id not in uncovered)


def _opening(number: int, gap: gaps.Gap) -> picture.Opening:
    return picture.Opening(str(number), gap.ring, str(SHORT[Support(gap.support)] if gap.support else SOMEBODY))


def chips_with_you(circle: Circle) -> list[Chip]:
    """Return the chips of those who said yes, nearest first, with the letters they have in the picture."""
    letters = _letters(circle)
    return [
        Chip(tie, letters[tie.id], _look(tie), "", None, ()) for tie in circle.ties if tie.state == TieState.ACCEPTED
    ]


def _letters(circle: Circle) -> dict[UUID, str]:
    ties = _as_named(circle)
    return dict(zip((tie.id for tie in ties), initials_of(tie.name for tie in ties), strict=True))


def _as_named(circle: Circle) -> list[CircleTie]:
    """Return the ties in the order in which they were named, which is the order of their ids."""
    return sorted(circle.ties, key=lambda tie: tie.id)


def chip_of(tie: CircleTie) -> Chip:
    """Return what stands for one tie by itself."""
    return Chip(tie, initials_of([tie.name])[0], _look(tie), " · ".join(_facts(tie)), None, ())


def _chip(tie: CircleTie, letters: str, layout: picture.Picture, seats: dict[str, picture.Spot]) -> Chip:
    return Chip(
        tie=tie,
        letters=letters,
        look=_look(tie),
        facts=" · ".join(_facts(tie)),
        seat=seats.get(str(tie.id)),
        marks=tuple(_mark(kind, layout.density) for kind in tie.gives),
    )


def _look(tie: CircleTie) -> str:
    if tie.is_place:
        return "place"
    resting = " resting" if tie.resting else ""
    return f"{tie.state.value}{resting}"


def _facts(tie: CircleTie) -> list[str]:
    """Return all that a chip tells, in the words of the list."""
    facts = [tie.name, tie.relation.label, tie.ring.label, *(kind.label for kind in tie.gives), tie.state_words]
    if tie.resting:
        facts.append(phrases.RESTING_NOW)
    if tie.breather_until:
        facts.append(phrases.BACK_ON % {"day": date_format(tie.breather_until)})
    return [str(fact) for fact in facts]


_DIRECTIONS = {Support.EMOTIONAL: -52, Support.ACCOUNTABILITY: 0, Support.PRACTICAL: 52}


def _mark(kind: Support, density: picture.Density) -> Mark:
    return Mark(kind, *density.corner(_DIRECTIONS[kind]))


def _open_place(gap: gaps.Gap, ties: dict[str, CircleTie], seat: picture.Spot | None) -> OpenPlace:
    sentence = ROOM_FOR[Support(gap.support)] if gap.support else ROOM_IN[Ring(gap.ring or Ring.NEAREST)]
    step, address = _next_step(gap, ties)
    return OpenPlace(sentence, gap.words, step, address, seat)


def _next_step(gap: gaps.Gap, ties: dict[str, CircleTie]) -> tuple[str, str]:
    if gap.key is None:
        chosen = {"ring": gap.ring, "gives": gap.support and gap.support.value}
        asked = urlencode({name: value for name, value in chosen.items() if value})
        return str(phrases.NAME_SOMEBODY), f"{reverse('circle-add')}?{asked}"
    tie = ties[gap.key]
    sentence = _("Invite %(name)s") if gap.step == gaps.Step.INVITE else _("%(name)s has not answered yet")
    return sentence % {"name": tie.name}, reverse("circle-tie", args=[tie.id])
