"""The page on which a check-in is answered: its questions, who sees which answer, and the morning's intention."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.accounts.models import Person
from alongside.checkins.contents import Contents, contents, contents_of, sharing_stamp, values_of
from alongside.checkins.forms import name_of, seen_words
from alongside.checkins.models import Answer, CheckIn, Entry
from alongside.checkins.parts import KINDS, Answered, Part, to_json
from alongside.checkins.policies import visible_check_ins
from alongside.checkins.queries import latest_entry
from alongside.checkins.services.answering import correctable
from alongside.checkins.wording import choices_of, question
from alongside.circles.enums import TieState
from alongside.circles.names import names_of


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What the page shows. `seen_by` are names by part, `stamp` says later that the page named exactly these."""

    check_in_id: UUID
    name: str
    parts: tuple[Part, ...]
    seen_by: Mapping[str, tuple[str, ...]]
    stamp: str
    intention: str

    @property
    def is_shared(self) -> bool:
        """Whether anybody sees anything of it."""
        return any(self.seen_by.values())


def answer_page(check_in: CheckIn, *, today: date) -> AnswerPage:
    """Return the page of a check-in; who looks back in the evening sees what they set out with that day."""
    opened = contents(check_in)
    looks_back = any(part.kind == "hard" for part in opened.parts)
    return AnswerPage(
        check_in_id=check_in.id,
        name=opened.name,
        parts=opened.parts,
        seen_by=_by_part(check_in),
        stamp=sharing_stamp(check_in),
        intention=latest_entry(check_in.person, "intention", today) if looks_back else "",
    )


def _by_part(check_in: CheckIn, *, at: datetime | None = None) -> dict[str, tuple[str, ...]]:
    """Return who sees what is answered now to each part, or what was answered `at` that moment."""
    shares = check_in.shares.filter(tie__state=TieState.ACCEPTED).select_related("tie")
    if at:
        shares = shares.filter(created_at__lte=at)
    names = names_of({share.tie for share in shares})
    found: dict[str, list[str]] = {}
    for share in shares:
        found.setdefault(share.part, []).append(names.get(share.tie_id, ""))
    return {part: tuple(sorted(filter(None, people), key=str.casefold)) for part, people in found.items()}


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The page on which an entry is put right: what can be, who sees it, and what was answered as a form takes it."""

    name: str
    parts: tuple[Part, ...]
    seen_by: Mapping[str, tuple[str, ...]]
    initial: Mapping[str, Any]

    @property
    def is_shared(self) -> bool:
        """Whether anybody sees anything of it."""
        return any(self.seen_by.values())


def correct_page(entry: Entry) -> CorrectPage:
    """Return the page of an entry."""
    opened = contents(entry.check_in)
    values = values_of(Answer.objects.filter(entry=entry)).get(entry.id, {})
    parts = correctable(opened, values)
    initial = {name_of(part): to_json(values[part.id]) for part in parts if part.id in values}
    return CorrectPage(opened.name, parts, seen_of(entry), initial)


def kept_check_ins(person: Person) -> list[dict[str, Any]]:
    """Return what a browser keeps of somebody's check-ins to ask without a network, in words."""
    rows = list(visible_check_ins(person).filter(rhythm__paused_at__isnull=True).order_by("created_at", "id"))
    opened = contents_of(rows)
    return [
        {
            "id": str(row.id),
            "name": opened[row.id].name,
            "stamp": sharing_stamp(row),
            "parts": _kept_parts(row, opened[row.id]),
        }
        for row in rows
        if row.id in opened
    ]


def _kept_parts(row: CheckIn, opened: Contents) -> list[dict[str, Any]]:
    seen = _by_part(row)
    return [
        {
            "field": name_of(part),
            "words": question(part),
            "how": KINDS[part.kind].answered,
            "choices": [] if KINDS[part.kind].answered == Answered.TEXT else choices_of(part),
            "seen": seen_words(seen.get(part.id, ())),
        }
        for part in opened.parts
    ]


def seen_by(entry: Entry, parts: Collection[str]) -> list[str]:
    """Return who sees any of these parts of an entry, by name."""
    seen = seen_of(entry)
    return sorted({name for part, people in seen.items() if part in parts for name in people}, key=str.casefold)


def seen_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return who sees which part of what was answered, by name."""
    return {} if entry.is_private else _by_part(entry.check_in, at=entry.answered_at)
