"""What a questionnaire is made of, and how its answers become numbers (pure).

A number needs all the answers it is made of: with one left open there is none, and nothing is guessed in its place.
What cannot be an answer is a ValueError.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Words = Mapping[str, str]
"""A text by language."""
Answers = Mapping[str, int | None]
"""The value of the answer to each item by its key, None for one left open."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be given."""

    value: int
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """One question; a reversed one counts from the other end."""

    key: str
    words: Words
    options: tuple[Option, ...]
    is_reversed: bool = False

    @property
    def values(self) -> tuple[int, ...]:
        """Return what may be answered."""
        return tuple(option.value for option in self.options)

    def counts(self, value: int) -> int:
        """Return what an answer counts."""
        return min(self.values) + max(self.values) - value if self.is_reversed else value


class Method(StrEnum):
    """How the answers of a scale are put together."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Band:
    """What is known about numbers from `least` on, in a sentence."""

    key: str
    least: float
    words: Words


@dataclass(frozen=True, slots=True)
class Difference:
    """From how many points on a change is more than chance, and who found that."""

    points: float
    source: str


@dataclass(frozen=True, slots=True)
class Talk:
    """From which number on the makers advise to talk about it with a professional, in a sentence."""

    least: float
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One number of a questionnaire: sum or mean of some items, times a factor."""

    key: str
    name: Words
    reads: Words
    items: tuple[Item, ...]
    method: Method = Method.SUM
    factor: int = 1
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    difference: Difference | None = None
    talk: Talk | None = None

    @property
    def least(self) -> float:
        """Return the smallest number it can be."""
        return self._of([min(item.values) for item in self.items])

    @property
    def most(self) -> float:
        """Return the greatest number it can be."""
        return self._of([max(item.values) for item in self.items])

    def number(self, answers: Answers) -> float | None:
        """Return the number that checked answers make, None when one of them was left open."""
        given = [(item, answers[item.key]) for item in self.items]
        counted = [item.counts(value) for item, value in given if value is not None]
        return self._of(counted) if len(counted) == len(given) else None

    def _of(self, counted: Sequence[int]) -> float:
        whole = sum(counted) * self.factor
        return whole / len(counted) if self.method is Method.MEAN else float(whole)

    def band(self, number: float | None) -> Band | None:
        """Return the band a number is in, None where there are no bands or there is no number."""
        found = [band for band in self.bands if number is not None and band.least <= number]
        return found[-1] if found else None

    def advises(self, number: float | None) -> Talk | None:
        """Return what the makers advise for a number, None where they advise nothing."""
        return self.talk if self.talk and number is not None and number >= self.talk.least else None


@dataclass(frozen=True, slots=True)
class Help:
    """The item whose answer leads to help before anything else, from this value on."""

    item: str
    least: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire as its file has it. `rather` is the key of another that is suggested in its place."""

    key: str
    order: int
    name: str
    about: Words
    minutes: int
    stem: Words
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    says_not: tuple[Words, ...]
    source: str
    licence: str
    notice: str = ""
    help: Help | None = None
    rather: str | None = None

    def speaks(self, language: str) -> bool:
        """Tell whether all its questions and answers are there in a language."""
        texts = [words for item in self.items for words in (item.words, *(one.words for one in item.options))]
        return all(language in words for words in (*texts, *([self.stem] if self.stem else [])))


def checked_answers(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """Return the answers to all items in their order, None for what was left open; ValueError for what is none."""
    if unknown := sorted(answers.keys() - {item.key for item in instrument.items}):
        raise ValueError(f"{instrument.key} does not ask {unknown[0]}")
    for item in instrument.items:
        value = answers.get(item.key)
        if value is not None and value not in item.values:
            raise ValueError(f"{value} is no answer to {item.key} of {instrument.key}")
    return {item.key: answers.get(item.key) for item in instrument.items}


def leads_to_help(instrument: Instrument, answers: Answers) -> bool:
    """Tell whether an answer leads to help at once, whatever the numbers are."""
    value = answers.get(instrument.help.item) if instrument.help else None
    return instrument.help is not None and value is not None and value >= instrument.help.least


class Way(StrEnum):
    """What a change between two numbers can be told apart from."""

    SAME = "same"
    SMALLER = "smaller"
    LARGER = "larger"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """By how many points a number has changed, more than 0 for up, and what that can be told apart from."""

    points: float
    way: Way


def change_of(scale: Scale, before: float, after: float) -> Change:
    """Return how one number of a scale differs from an earlier one."""
    points = after - before
    if points == 0:
        return Change(points, Way.SAME)
    if scale.difference is None:
        return Change(points, Way.UNKNOWN)
    return Change(points, Way.LARGER if abs(points) >= scale.difference.points else Way.SMALLER)
