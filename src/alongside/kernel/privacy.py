"""The register of what every app holds about a person: how to export it, how to erase it.

Each app with personal rows has a `privacy.py` with one `Holding`, registered in its AppConfig's `ready()`;
`accounts` walks the register from the top layer down and knows no app by name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Table = Sequence[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one app holds: `export` returns plain JSON values per table, `erase` removes all of it at once."""

    app: str
    export: Callable[[UUID], dict[str, Table]]
    erase: Callable[[UUID, datetime], None]


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Add an app's holding; a second registration of the same app replaces the first."""
    _holdings[holding.app] = holding


def holdings() -> tuple[Holding, ...]:
    """Return all holdings, the app registered last (the highest layer) first."""
    return tuple(reversed(_holdings.values()))
