"""Who has lately helped an owner, as a capability above knows it: `reachouts` registers the source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Helped:
    """Help that is over: through which tie it came, and the key under which a thank-you for it is sent."""

    key: str
    tie_id: UUID


HelpSource = Callable[[Person, datetime], Sequence[Helped]]


def _nobody(_owner: Person, _now: datetime) -> Sequence[Helped]:
    return ()


_source: HelpSource = _nobody


def register_help_source(source: HelpSource | None) -> HelpSource | None:
    """Have `source(owner, now)` say who helped lately, newest first; return the source it replaces. None: nobody."""
    global _source
    before, _source = _source, source or _nobody
    return before


def helped_lately(owner: Person, *, now: datetime) -> Sequence[Helped]:
    """Return the help an owner had lately, newest first."""
    return _source(owner, now)
