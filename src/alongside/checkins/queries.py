"""Reads of check-ins, shaped for pages: a constant number of queries each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet

from alongside.accounts.models import Person
from alongside.checkins.contents import Contents, contents_of, values_of
from alongside.checkins.models import Answer, CheckIn, Entry, Reply, Share
from alongside.checkins.parts import Part, Value, is_heavy, is_number, number_of
from alongside.checkins.policies import visible_check_ins, visible_entries, visible_replies
from alongside.checkins.rhythms import turn_of
from alongside.checkins.sealing import REPLY
from alongside.checkins.wording import question, said
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.kernel.schedule import moment_of
from alongside.kernel.sealed import unseal_all
from alongside.ui.schedule_words import schedule_words

State = Literal["answered", "missed", "not asked"]


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in as its person sees it in a list. `open_since` is set while it waits for an answer."""

    id: UUID
    name: str
    parts: tuple[Part, ...]
    when: str
    open_since: datetime | None
    next_at: datetime | None
    is_paused: bool
    shared_with: tuple[str, ...]


def check_ins_of(person: Person) -> list[CheckInView]:
    """Return the person's check-ins: what waits for an answer first, then by name."""
    shares = Share.objects.filter(tie__state=TieState.ACCEPTED).select_related("tie")
    rows = list(visible_check_ins(person).prefetch_related(Prefetch("shares", shares)))
    opened = contents_of(rows)
    names = names_of({share.tie for row in rows for share in row.shares.all()})
    views = [_view(row, opened[row.id], names) for row in rows if row.id in opened]
    return sorted(views, key=lambda one: (one.open_since is None, one.is_paused, one.name.casefold()))


def _view(row: CheckIn, opened: Contents, names: dict[UUID, str]) -> CheckInView:
    rhythm = row.rhythm
    people = {names.get(share.tie_id, "") for share in row.shares.all()}
    return CheckInView(
        id=row.id,
        name=opened.name,
        parts=opened.parts,
        when=schedule_words(rhythm.rule, rhythm.times),
        open_since=rhythm.asked_at,
        next_at=None if rhythm.paused_at else moment_of(turn_of(rhythm).label, rhythm.zone),
        is_paused=rhythm.paused_at is not None,
        shared_with=tuple(sorted(people - {""}, key=str.casefold)),
    )


@dataclass(frozen=True, slots=True)
class SaidView:
    """One answer: what was asked, what was answered in words, and whether it says that it is hard right now."""

    part: Part
    question: str
    value: Value
    words: str
    is_heavy: bool


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What a supporter said, by the name the person calls them."""

    id: UUID
    name: str
    reaction: str
    words: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the history."""

    id: UUID
    check_in_id: UUID
    day: date
    at: datetime
    state: State
    said: tuple[SaidView, ...]
    replies: tuple[ReplyView, ...]
    is_private: bool
    was_told: bool
    changed_at: datetime | None = None

    @property
    def is_heavy(self) -> bool:
        """Whether any answer says that it is hard right now."""
        return any(one.is_heavy for one in self.said)

    def kinds(self) -> dict[str, Value]:
        """Return the answers by kind, for what is reckoned from them."""
        return {one.part.kind: one.value for one in self.said}


def entry_views(entries: Iterable[Entry], opened: dict[UUID, Contents]) -> list[EntryView]:
    """Return entries with their answers and replies opened, in the order they come."""
    rows = list(entries)
    ids = [row.id for row in rows]
    answers = list(Answer.objects.filter(entry__in=ids))
    values, changed = values_of(answers), changes_of(answers)
    replies = _replies(Reply.objects.filter(entry__in=ids))
    return [
        EntryView(
            id=row.id,
            check_in_id=row.check_in_id,
            day=row.on_day,
            at=row.answered_at or row.asked_for or row.created_at,
            state=_state(row),
            said=said_of(opened.get(row.check_in_id), values.get(row.id, {})),
            replies=tuple(replies.get(row.id, ())),
            is_private=row.is_private,
            was_told=row.told_at is not None,
            changed_at=changed.get(row.id),
        )
        for row in rows
    ]


def changes_of(answers: Iterable[Answer]) -> dict[UUID, datetime]:
    """Return when any of these answers was last corrected, by entry."""
    found: dict[UUID, datetime] = {}
    for row in answers:
        if row.changed_at:
            found[row.entry_id] = max(row.changed_at, found.get(row.entry_id, row.changed_at))
    return found


def _state(row: Entry) -> State:
    if row.answered_at:
        return "answered"
    return "missed" if row.was_asked else "not asked"


def said_of(opened: Contents | None, values: dict[str, Value]) -> tuple[SaidView, ...]:
    """Say answers in the order of the parts, to what is not asked any more last."""
    parts = opened.known if opened else ()
    return tuple(
        SaidView(
            part, question(part), values[part.id], said(part, values[part.id]), is_heavy(part.kind, values[part.id])
        )
        for part in parts
        if part.id in values
    )


def _replies(rows: QuerySet[Reply]) -> dict[UUID, list[ReplyView]]:
    found = list(rows.select_related("tie").order_by("created_at", "id"))
    names = names_of({row.tie for row in found})
    texts = unseal_all([row.words_sealed for row in found], what=REPLY)
    by_entry: dict[UUID, list[ReplyView]] = {}
    for row, text in zip(found, texts, strict=True):
        reaction = str(row.get_reaction_display()) if row.reaction else ""
        view = ReplyView(row.id, names.get(row.tie_id, ""), reaction, text or "", row.created_at, row.seen_at is None)
        by_entry.setdefault(row.entry_id, []).append(view)
    return by_entry


def history_of(person: Person, check_in: CheckIn, opened: Contents, *, first: date, last: date) -> list[EntryView]:
    """Return the entries of these days, the oldest first."""
    rows = visible_entries(person).filter(check_in=check_in, on_day__range=(first, last))
    return entry_views(rows.order_by("on_day", "asked_for", "created_at"), {check_in.id: opened})


def whole_history(person: Person, check_in: CheckIn, opened: Contents) -> list[EntryView]:
    """Return every entry there is, the oldest first."""
    return history_of(person, check_in, opened, first=date.min, last=date.max)


def numbers_of(
    person: Person, check_in: CheckIn, opened: Contents, *, first: date, last: date
) -> dict[str, list[tuple[date, int]]]:
    """Return what was answered on these days to each part that is a number, by the id of the part."""
    kinds = {part.id: part.kind for part in opened.parts if is_number(part.kind)}
    rows = visible_entries(person).filter(check_in=check_in, on_day__range=(first, last), answered_at__isnull=False)
    days = dict(rows.values_list("id", "on_day"))
    found: dict[str, list[tuple[date, int]]] = {part: [] for part in kinds}
    for entry, values in values_of(Answer.objects.filter(entry__in=days, part__in=kinds)).items():
        for part, value in values.items():
            if (number := number_of(kinds[part], value)) is not None:
                found[part].append((days[entry], number))
    return found


def latest_entry(person: Person, kind: str, day: date) -> str:
    """Return what the person answered to this kind (a text) on that day, "" when nothing."""
    rows = visible_entries(person).filter(on_day=day, answered_at__isnull=False).select_related("check_in")
    found = list(rows.order_by("-answered_at"))
    opened = contents_of({row.check_in for row in found})
    values = values_of(Answer.objects.filter(entry__in=[row.id for row in found]))
    for row in found:
        for one in said_of(opened.get(row.check_in_id), values.get(row.id, {})):
            if one.part.kind == kind and isinstance(one.value, str):
                return one.value
    return ""


def unseen_replies(person: Person) -> list[ReplyView]:
    """Return what supporters said that the person has not put away yet."""
    rows = visible_replies(person).filter(seen_at=None)
    return [view for views in _replies(rows).values() for view in views]


def last_answered(person: Person) -> datetime | None:
    """Return when the person last answered any check-in."""
    at: datetime | None = visible_entries(person).aggregate(at=Max("answered_at"))["at"]
    return at


def recent_weeks(
    person: Person, check_in: CheckIn, opened: Contents, *, today: date, weeks: int
) -> Sequence[EntryView]:
    """Return what was answered in the last weeks, the oldest first."""
    first = today - timedelta(weeks=weeks)
    entries = history_of(person, check_in, opened, first=first, last=today)
    return [entry for entry in entries if entry.state == "answered"]
