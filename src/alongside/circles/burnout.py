"""The personal scale of the Copenhagen Burnout Inventory: its file, and how it is scored (pure).

The score is the mean of the six answers, 0 to 100. An answer that is missing leaves no score. It is no diagnosis, and
the authors gave no bands; `high` is where many studies begin to speak of being worn out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("data") / "burnout_personal.json"
Answers = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A scale as its file has it: the keys of its items in order, what an answer may be, and where it is from."""

    name: str
    source: str
    licence: str
    high: int
    items: tuple[str, ...]
    values: tuple[int, ...]


@cache
def personal_scale() -> Instrument:
    """Return the personal scale."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Instrument(
        name=read["name"],
        source=read["source"],
        licence=read["licence"],
        high=read["high"],
        items=tuple(item["key"] for item in read["items"]),
        values=tuple(answer["value"] for answer in read["answers"]),
    )


def checked_answers(answers: Sequence[int | None]) -> Answers:
    """Return answers to all items in order, None for one left open; ValueError for what cannot be an answer."""
    scale = personal_scale()
    if len(answers) != len(scale.items):
        raise ValueError(f"The scale has {len(scale.items)} items, not {len(answers)}")
    wrong = [answer for answer in answers if answer is not None and answer not in scale.values]
    if wrong:
        raise ValueError(f"An answer is one of {scale.values}, not {wrong[0]}")
    return tuple(answers)


def score_of(answers: Sequence[int | None]) -> float | None:
    """Return the mean of the answers, None when one is missing; ValueError for what cannot be an answer."""
    given = [answer for answer in checked_answers(answers) if answer is not None]
    return sum(given) / len(given) if len(given) == len(answers) else None


def is_high(score: float | None) -> bool:
    """Tell whether a score is where many studies speak of being worn out."""
    return score is not None and score >= personal_scale().high
