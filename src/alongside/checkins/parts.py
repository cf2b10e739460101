"""What a check-in can be made of (pure): kinds of parts, what may be answered, and when an answer is a heavy one.

An answer is kept as JSON: a number, a list of words, or a text. Nothing asks for weights or calories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FIVE = (0, 1, 2, 3, 4)
TEN = tuple(range(11))
MOST_PARTS = 20
MOST_OWN = 4
TEXT_LENGTH = 1000
QUESTION_LENGTH = 120

Value = int | str | tuple[str, ...]
Kept = int | str | list[str]


class Answered(StrEnum):
    """How a part is answered."""

    ONE = "one"
    SOME = "some"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part. `heavy` are answers that say that it is hard right now; `own` ones bring their own question."""

    key: str
    answered: Answered
    values: tuple[int | str, ...] = ()
    heavy: frozenset[int] = frozenset()
    own: bool = False


def _one(key: str, values: tuple[int, ...], *heavy: int, own: bool = False) -> Kind:
    return Kind(key, Answered.ONE, values, frozenset(heavy), own)


HALT = ("hungry", "angry", "lonely", "tired")
NONE_DUE = 3
# So many of the four at once are a lot.
MANY_OF_HALT = 3
WEEKLY_HARDER = ("week_urges", "week_low", "week_conflict", "week_worry", "week_risky")
WEEKLY_HELD = ("week_sleep", "week_people", "week_meetings", "week_meaning", "week_sure")

_KINDS = (
    _one("mood", FIVE, 0),
    _one("craving", TEN, 7, 8, 9, 10),
    Kind("halt", Answered.SOME, HALT),
    _one("sleep", FIVE),
    _one("pain", TEN, 8, 9, 10),
    _one("energy", FIVE),
    _one("medication", (2, 1, 0, NONE_DUE)),
    _one("meals", (0, 1, 2)),
    _one("urges", FIVE, 3, 4),
    _one("moved", (2, 1, 0)),
    _one("grief", FIVE, 4),
    _one("caring", FIVE, 4),
    _one("hard", FIVE, 4),
    Kind("intention", Answered.TEXT),
    Kind("grateful", Answered.TEXT),
    *(_one(key, FIVE) for key in (*WEEKLY_HARDER, *WEEKLY_HELD)),
    _one("yes_no", (1, 0), own=True),
    _one("scale", TEN, own=True),
    Kind("text", Answered.TEXT, own=True),
)
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}
# What is chosen from a list; own questions have fields of their own, those of the weekly check-in come together.
READY = tuple(kind.key for kind in _KINDS if not kind.own and not kind.key.startswith("week_"))
OWN = tuple(kind.key for kind in _KINDS if kind.own)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of somebody's check-in: `id` stays the same whenever it is asked, `words` are an own question."""

    id: str
    kind: str
    words: str = ""


def checked_value(kind: str, value: object) -> Value | None:
    """Return an answer as it is kept, None for one left open; ValueError for what cannot be an answer."""
    of = KINDS[kind]
    if not value and value != 0:
        return None
    if of.answered == Answered.TEXT:
        return _text(value)
    if of.answered == Answered.SOME:
        return _some(of, value)
    if isinstance(value, bool) or not isinstance(value, int) or value not in of.values:
        raise ValueError(f"{kind} cannot be {value!r}")
    return value


def _text(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > TEXT_LENGTH or "\x00" in value:
        raise ValueError("not a text of at most 1000 signs")
    return value.strip() or None


def _some(kind: Kind, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not set(value) <= {*kind.values, "none"}:
        raise ValueError(f"{kind.key} cannot be {value!r}")
    some = tuple(one for one in map(str, kind.values) if one in value)
    # Who ticks one of them and "none of them" in a hard moment is not sent back: what is there counts.
    return some or ("none",)


def to_json(value: Value) -> Kept:
    """Return an answer as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def is_number(kind: str) -> bool:
    """Tell whether the answers of a kind are steps of an order, which can be drawn and compared."""
    return KINDS[kind].answered == Answered.ONE


def number_of(kind: str, value: Value) -> int | None:
    """Return which step of an order an answer is; None for one that is none, such as that no medication was due."""
    if not isinstance(value, int) or (kind == "medication" and value == NONE_DUE):
        return None
    return value


def ends_of(kind: str) -> tuple[int, int]:
    """Return the lowest and the highest step of a kind."""
    steps = [step for value in KINDS[kind].values if (step := number_of(kind, value)) is not None]
    return min(steps), max(steps)


def is_heavy(kind: str, value: Value) -> bool:
    """Tell whether an answer says that it is hard right now."""
    if isinstance(value, tuple):
        return len(set(value) - {"none"}) >= MANY_OF_HALT
    return value in KINDS[kind].heavy


def parts_with(ids: Sequence[Part], kinds: Sequence[str], own: Sequence[tuple[str, str]], *, first: int) -> list[Part]:
    """Return the parts of a check-in that is to ask these kinds and own questions (kind, words).

    What was asked before keeps its id, so that its answers and whom they are shared with stay; ids go on from `first`.
    """
    wanted = [*((kind, "") for kind in kinds), *own]
    known = {(part.kind, part.words): part.id for part in ids}
    fresh = iter(range(first, first + len(wanted)))
    return [Part(known.get((kind, words)) or str(next(fresh)), kind, words) for kind, words in wanted]
