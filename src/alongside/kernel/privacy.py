"""The register of what every app holds about a person: how to export it, how to erase it.

Each app with personal rows has a `privacy.py` with one `Holding`, registered in its AppConfig's `ready()`;
`accounts` walks the register from the top layer down and knows no app by name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Choices
from django.utils.functional import Promise

Table = Sequence[dict[str, object]]
Said = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Staying:
    """What others may go on reading without its writer, who is asked before all is erased: `goes` unless they say so.

    `is_there` tells whether there is anything; `leave` has it lead to nobody, just before the rest is erased.
    """

    question: str | Promise
    goes: str | Promise
    stays: str | Promise
    is_there: Callable[[UUID], bool]
    leave: Callable[[UUID, datetime], None]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one app holds: `export` returns plain JSON values per table, `erase` removes all of it at once.

    `hold` locks what others lock before anything of another app; it is done for all apps before the first erases.

    `files` gives what is no text, such as a voice note, by a name that a table mentions. For people who read it,
    `words` names each table and column, and `said` tells by column what a value means. `staying` is what may stay.
    """

    app: str
    export: Callable[[UUID], dict[str, Table]]
    erase: Callable[[UUID, datetime], None]
    hold: Callable[[UUID], None] = lambda _person_id: None
    files: Callable[[UUID], Iterable[tuple[str, bytes]]] = lambda _person_id: ()
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    staying: Staying | None = None


def labels_of(choices: type[Choices]) -> Said:
    """Return what says a value of these choices, or several, in words."""

    def say(value: Any) -> object:
        return [choices(one).label for one in value] if isinstance(value, list) else choices(value).label

    return say


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Add an app's holding; a second registration of the same app replaces the first."""
    _holdings[holding.app] = holding


def holdings() -> tuple[Holding, ...]:
    """Return all holdings, the app registered last (the highest layer) first."""
    return tuple(reversed(_holdings.values()))
