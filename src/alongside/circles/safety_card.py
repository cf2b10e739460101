"""The safety card as its owner reads it, and whom they can put on it. For the owner's eyes alone."""

from dataclasses import asdict, dataclass
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.enums import PLACES, Ring
from alongside.circles.models import SafetyCard, Tie
from alongside.circles.names import names_of
from alongside.circles.numbers import Number, numbers_in
from alongside.circles.policies import card_ties, living_ties, visible_safety_cards
from alongside.circles.sealing import CALLED, SENTENCE, WAYS
from alongside.kernel.sealed import unseal, unseal_all


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody with a number: who they are to the owner, what is written down, and the numbers found in it."""

    tie_id: UUID
    name: str
    ring: Ring
    ways: str
    numbers: tuple[Number, ...]
    is_on_card: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A safety card: the name its owner is called by, their sentence to themself ('' for none), whom to call."""

    called: str
    sentence: str
    people: tuple[Reachable, ...]

    def kept(self) -> dict[str, object]:
        """Return what a browser keeps of it, as plain JSON values: no ids, nothing but what the card says."""
        return {
            "called": self.called,
            "sentence": self.sentence,
            "people": [
                {"name": one.name, "ways": one.ways, "numbers": [asdict(number) for number in one.numbers]}
                for one in self.people
            ],
        }


def reachable_of(owner: Person) -> tuple[Reachable, ...]:
    """Return who of the owner's circle has a way to be reached written down, nearest first, then by name."""
    ties = list(card_ties(owner))
    names = names_of(ties)
    ways = unseal_all([tie.ways_sealed for tie in ties], what=WAYS)
    found = [_reachable(tie, names.get(tie.id, ""), way or "") for tie, way in zip(ties, ways, strict=True)]
    return tuple(sorted(found, key=_nearest_first))


def without_ways(owner: Person) -> tuple[Reachable, ...]:
    """Return the people of the owner's circle for whom no way to reach them is written down, in the same order."""
    ties = list(living_ties(owner).filter(ways_sealed__isnull=True).exclude(relation__in=PLACES))
    names = names_of(ties)
    return tuple(sorted((_reachable(tie, names.get(tie.id, ""), "") for tie in ties), key=_nearest_first))


def _nearest_first(one: Reachable) -> tuple[Ring, str]:
    return one.ring, one.name.casefold()


def _reachable(tie: Tie, name: str, ways: str) -> Reachable:
    return Reachable(tie.id, name, Ring(tie.ring), ways, numbers_in(ways), tie.on_safety_card)


def card_of(owner: Person) -> Card | None:
    """Return the owner's card, None while they have written none."""
    row = visible_safety_cards(owner).first()
    if row is None:
        return None
    called, sentence = _words(row)
    return Card(called, sentence, tuple(one for one in reachable_of(owner) if one.is_on_card))


def sentence_of(owner: Person) -> str | None:
    """Return the sentence on the owner's card, '' for none, and None while they have written no card."""
    row = visible_safety_cards(owner).first()
    return None if row is None else _words(row)[1]


def _words(row: SafetyCard) -> tuple[str, str]:
    return unseal(row.called_sealed, what=CALLED) or "", unseal(row.sentence_sealed, what=SENTENCE) or ""
