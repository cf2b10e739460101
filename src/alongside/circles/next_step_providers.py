"""Where next steps come from: circles' own, and those that capabilities above offer for the gaps of a circle.

A capability registers one provider in its `AppConfig.ready()`, as it does its cards:

    register_provider("meetings", next_steps.offered)

It is given a `Situation` and returns `Offered` steps for needs of its coverage: each with the hours of the owner's week
in which it helps, and a function that puts it into words, called only when it is shown. Circles ranks all of them
together (`next_steps.best_of`); a provider orders nothing itself. `docs/explanation/next-steps.md` has an example.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.circles.coverage import Coverage
from alongside.circles.next_steps import Step

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Situation:
    """Whose circle it is, when, and how it is covered; the keys of its needs are what steps name in `need`."""

    owner: Person
    now: datetime
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Said:
    """A step in words: what to do, why this helps, and the one button with where it leads (a page, shown by GET)."""

    title: Words
    why: Words
    button: Words
    address: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A step somebody offers, and how it is said; `beside`: shown below the best, too, should it be none of them."""

    step: Step
    said: Callable[[], Said]
    beside: bool = False


Provider = Callable[[Situation], Iterable[Offered]]

_providers: dict[str, Provider] = {}


def register_provider(name: str, provider: Provider) -> None:
    """Have a capability offer steps. A second provider of the same name is a ValueError."""
    if name in _providers:
        raise ValueError(f"There is a provider of next steps named {name} already.")
    _providers[name] = provider


def offered_in(situation: Situation) -> list[Offered]:
    """Return what all providers offer, in no order that matters."""
    return [one for name in sorted(_providers) for one in _providers[name](situation)]
