"""Taking the day's pledge, and looking back on it, in company: what of a check-in a company hears, and until when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.checkins.details import Given
from alongside.checkins.parts import Part, Value
from alongside.checkins.wording import choices_of
from alongside.kernel.schedule import label_at
from alongside.ui import companies
from alongside.ui.companies import Company, DayWord, Moment

MOMENTS = {"intention": Moment.MORNING, "hard": Moment.EVENING}


def companies_for(person: Person, parts: Sequence[Part]) -> list[Company]:
    """Return with whom this check-in can be shared: those the person is in, if it asks for a pledge or a look back."""
    return companies.companies_of(person) if _shared_part(parts) else []


def _shared_part(parts: Sequence[Part]) -> Part | None:
    return next((part for part in parts if part.kind in MOMENTS), None)


def share_day(
    *, actor: Person, source: UUID, parts: Sequence[Part], values: Mapping[str, Value], given: Given, now: datetime
) -> None:
    """Have the company hear that was chosen, if there is something to hear and the day it belongs to is not over."""
    part = _shared_part(parts)
    if given.company is None or part is None or part.id not in values:
        return
    until = _end_of_day(given.answered_at or now, actor.time_zone)
    words = said(part, values[part.id]) if given.company_reads else ""
    if until > now:
        word = DayWord(source=source, moment=MOMENTS[part.kind], words=words, until=until)
        companies.share_day(actor, given.company, word, now=now)


def _end_of_day(at: datetime, zone: str) -> datetime:
    tomorrow = label_at(at, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(zone)).astimezone(UTC)


def said(part: Part, value: Value) -> str:
    """Return an answer as a company reads it: the words of an intention, the name of a step."""
    return value if isinstance(value, str) else str(dict(choices_of(part)).get(str(value), ""))
