"""Who of this place is on duty at a moment, such as the listeners whose shift it is.

Whoever keeps a rota registers here; whoever needs somebody who is there now asks, and knows no rota by name.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

Source = Callable[[datetime], Iterable[UUID]]
_sources: dict[str, Source] = {}


def register_duty(name: str, source: Source) -> None:
    """Add a rota; call it in `ready()`. A second one of the same name is a ValueError."""
    if name in _sources:
        raise ValueError(f"There is a rota named {name} already.")
    _sources[name] = source


def on_duty(*, now: datetime) -> frozenset[UUID]:
    """Return the ids of the people who are on duty at that moment."""
    return frozenset(person for source in _sources.values() for person in source(now))
