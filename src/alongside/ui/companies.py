"""With whom somebody takes a day's pledge and looks back on it, beside the people of their circle.

Whoever has such companies registers here; whoever asks what somebody set out with today offers them and knows none by
name. One company reads at a time: the same words in two places would show that it is one person who wrote both.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

# `Any` stands for accounts.Person, which is of a higher layer.


class Moment(StrEnum):
    """When in a day something is said."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Company:
    """One company somebody is in. `words` name it, and who they are there."""

    id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class DayWord:
    """What somebody says of a day: `source` is the row it comes from, `words` is '' where they are to be counted only.

    `until` is the end of that day where they are; nobody sees it afterwards.
    """

    source: UUID
    moment: Moment
    words: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Provider:
    """Who has companies: those of a person; how one hears of a day, which the person may take back; who has heard.

    `hear` and `take_back` run in the transaction of whoever calls them. A company that the person is not in any more
    hears nothing; `heard` tells by its names which do.
    """

    of: Callable[[Any], list[Company]]
    hear: Callable[[Any, UUID, DayWord, datetime], None]
    take_back: Callable[[Collection[UUID]], None]
    heard: Callable[[UUID, datetime], list[str]]


_providers: dict[str, Provider] = {}


def register_companies(name: str, provider: Provider) -> None:
    """Add who has companies; call it in `ready()`. A second one of the same name is a ValueError."""
    if name in _providers:
        raise ValueError(f"There are companies named {name} already.")
    _providers[name] = provider


def companies_of(person: Any) -> list[Company]:
    """Return every company this person is in."""
    return [company for provider in _providers.values() for company in provider.of(person)]


def share_day(person: Any, company: UUID, word: DayWord, *, now: datetime) -> None:
    """Have a company of this person hear of their day."""
    for provider in _providers.values():
        provider.hear(person, company, word, now)


def take_day_back(sources: Iterable[UUID]) -> None:
    """Have every company forget what came from these rows."""
    rows = list(sources)
    for provider in _providers.values():
        provider.take_back(rows)


def who_heard(source: UUID, *, now: datetime) -> list[str]:
    """Return the names of the companies that see what came from that row."""
    return [name for provider in _providers.values() for name in provider.heard(source, now)]
