"""Who else can see what was answered to a check-in, and since when: for its person, beside every picture of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.checkins.contents import Contents
from alongside.checkins.models import CheckIn
from alongside.checkins.wording import question
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.kernel.schedule import label_at


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who sees answers given since a day, and to which questions."""

    name: str
    since: date
    parts: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Who sees any of a check-in, and who is told when one is not answered."""

    seers: tuple[Seer, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Return who sees any answer, by name."""
        return sorted({seer.name for seer in self.seers}, key=str.casefold)

    def of(self, part: str) -> tuple[Seer, ...]:
        """Return who sees the answers to one part."""
        return tuple(seer for seer in self.seers if part in seer.parts)


def seen(check_in: CheckIn, opened: Contents, *, zone: str) -> Seen:
    """Return who sees what of somebody's own check-in, as long as their ties last; days are those of the zone."""
    shares = list(check_in.shares.filter(tie__state=TieState.ACCEPTED).select_related("tie"))
    watches = list(check_in.watches.filter(tie__state=TieState.ACCEPTED).select_related("tie"))
    names = names_of({*(share.tie for share in shares), *(watch.tie for watch in watches)})
    chosen: dict[tuple[UUID, date], set[str]] = {}
    for share in shares:
        since = label_at(share.created_at, zone).date()
        chosen.setdefault((share.tie_id, since), set()).add(share.part)
    seers = [_seer(names.get(tie_id, ""), since, parts, opened) for (tie_id, since), parts in chosen.items()]
    told = [names.get(watch.tie_id, "") for watch in watches]
    return Seen(
        tuple(sorted((one for one in seers if one.parts), key=lambda one: (one.name.casefold(), one.since))),
        tuple(sorted(told, key=str.casefold)),
    )


def _seer(name: str, since: date, ids: Collection[str], opened: Contents) -> Seer:
    parts = [part for part in opened.parts if part.id in ids]
    return Seer(name, since, tuple(part.id for part in parts), tuple(question(part) for part in parts))
