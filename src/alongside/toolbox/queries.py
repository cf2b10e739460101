"""Reads shaped for the pages of worksheets: a constant number of queries each.

What the owner reads and what somebody reads with whom a sheet is shared are different types: the second knows no other
reader, and nothing of what is at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext

from alongside.accounts.models import Person
from alongside.audit.queries import entries_of
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor, visible_ties
from alongside.toolbox.answers import Contents, is_strong
from alongside.toolbox.contents import contents, contents_of
from alongside.toolbox.models import Sheet
from alongside.toolbox.policies import visible_shares, visible_sheets
from alongside.toolbox.wording import AnswerView, answer_view, in_short, say
from alongside.toolbox.worksheets import Field, Kind, Worksheet, worksheets

PAGE = 20
# As much of a sheet as a line about it says.
MOST_SAID = 80
# More than a few would bury what else is at hand.
MOST_AT_HAND = 3
# So long the home page asks how it is now when the time is over.
ASKED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet in a list: what it is called, its day, and how it begins."""

    id: UUID
    title: str
    day: date
    begins: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Some of many sheets, the newest first; `older` and `newer` are numbers of pages, None where there is none."""

    lines: tuple[SheetLine, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """A sheet as somebody reads it with whom it is shared."""

    title: str
    day: date
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as its owner reads it; `worksheet` is None when that is not there any more."""

    id: UUID
    title: str
    day: date
    answers: tuple[AnswerView, ...]
    worksheet: Worksheet | None
    readers: tuple[str, ...]
    is_at_hand: bool
    is_open: bool
    is_strong: bool


def sheets_of(owner: Person, *, page: int) -> SheetPage:
    """Return one page of the owner's sheets, the first is 1."""
    rows, older, newer = _page(visible_sheets(owner), page)
    return SheetPage(lines_of(rows), older, newer)


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet to read among others of its kind."""

    id: UUID
    day: date
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Some sheets of one worksheet to read through, the newest first."""

    sheets: tuple[Read, ...]
    older: int | None
    newer: int | None
    headings: tuple[str, ...] = ()
    glance: tuple[tuple[str, ...], ...] = ()


def read_through(owner: Person, worksheet: Worksheet, *, page: int) -> ReadPage:
    """Return one page of what the owner wrote in one worksheet, with every answer."""
    rows, older, newer = _page(visible_sheets(owner).filter(worksheet=worksheet.key), page)
    opened = contents_of(rows)
    rows = [row for row in rows if row.id in opened]
    found = tuple(Read(row.id, row.on_day, _answers(row, opened[row.id])) for row in rows)
    fields = _before_and_after(worksheet, [opened[row.id] for row in rows])
    headings = (gettext("Day"), *(say(field.asks) for field in fields)) if fields else ()
    glance = tuple(_glance(row, opened[row.id], fields) for row in rows) if fields else ()
    return ReadPage(found, older, newer, headings, glance)


def _before_and_after(worksheet: Worksheet, sheets: Sequence[Contents]) -> tuple[Field, ...]:
    """Return by what urges are compared: how strong one was, and all that is asked after; nothing before any was."""
    after = worksheet.asked_after
    strong = [one for one in worksheet.asked_first if one.kind == Kind.SCALE][:1]
    is_known = any(held.value(one.key) is not None for held in sheets for one in after)
    return (*strong, *after) if is_known else ()


def _glance(row: Sheet, held: Contents, fields: Sequence[Field]) -> tuple[str, ...]:
    known = {one.key: one for one in held.answers}
    views = (answer_view(known[one.key], one) if one.key in known else None for one in fields)
    said = (in_short(view).replace("\n", " · ") if view else "–" for view in views)
    return (formats.date_format(row.on_day), *said)


def _page(found: QuerySet[Sheet], page: int) -> tuple[list[Sheet], int | None, int | None]:
    """Return the sheets of a page, the newest first, and the numbers of the pages beside it."""
    begin = (page - 1) * PAGE
    rows = list(found.order_by("-created_at", "-id")[begin : begin + PAGE + 1])
    return rows[:PAGE], page + 1 if len(rows) > PAGE else None, page - 1 if page > 1 else None


def lines_of(rows: Sequence[Sheet]) -> tuple[SheetLine, ...]:
    """Return sheets as lines of a list, in the order they come."""
    opened = contents_of(rows)
    return tuple(_line(row, opened[row.id]) for row in rows if row.id in opened)


def _line(row: Sheet, held: Contents) -> SheetLine:
    return SheetLine(row.id, _title(row, held), row.on_day, _begins(row, held))


def _begins(row: Sheet, held: Contents) -> str:
    """Return the first words of a sheet, or its first number where there are none."""
    numbers = [isinstance(one.value, int) for one in held.answers]
    views = [view for view, is_number in zip(_answers(row, held), numbers, strict=True) if not is_number]
    first = next(iter(views or _answers(row, held)), None)
    return shorten(in_short(first).replace("\n", " · "), MOST_SAID, placeholder="…") if first else ""


def _title(row: Sheet, held: Contents) -> str:
    worksheet = worksheets().get(row.worksheet)
    return say(worksheet.title if worksheet else held.title)


def _answers(row: Sheet, held: Contents) -> tuple[AnswerView, ...]:
    worksheet = worksheets().get(row.worksheet)
    return tuple(answer_view(one, worksheet.field(one.key) if worksheet else None) for one in held.answers)


def sheet_of(row: Sheet) -> SheetView:
    """Return a sheet as its owner reads it."""
    held, worksheet = contents(row), worksheets().get(row.worksheet)
    after = worksheet.asked_after if worksheet else ()
    return SheetView(
        id=row.id,
        title=_title(row, held),
        day=row.on_day,
        answers=_answers(row, held),
        worksheet=worksheet,
        readers=readers_of(row),
        is_at_hand=row.is_at_hand,
        is_open=bool(after) and all(held.value(one.key) is None for one in after),
        is_strong=worksheet is not None and is_strong(worksheet, held),
    )


def readers_of(row: Sheet) -> tuple[str, ...]:
    """Return who may read a sheet, as its owner calls them."""
    names = names_of(Tie.objects.filter(state=TieState.ACCEPTED, id__in=row.shares.values("tie")))
    return tuple(sorted(names.values(), key=str.casefold))


def looks_at(owner: Person, sheet_id: UUID) -> tuple[tuple[str, datetime], ...]:
    """Return who read a sheet, and when they last did, the latest first."""
    read = entries_of(owner.id).filter(action="worksheet.read", about=owner.id, subject=sheet_id).order_by()
    last = dict(read.values_list("actor").annotate(at=Max("at")))
    whose = Q(supporter__in=last) | Q(supporter__person__in=last)
    ties = list(visible_ties(owner).filter(whose).select_related("supporter"))
    names = names_of(ties)
    found = [(names[tie.id], last[_actor(tie)]) for tie in ties if tie.id in names]
    return tuple(sorted(found, key=lambda one: one[1], reverse=True))


def _actor(tie: Tie) -> UUID:
    assert tie.supporter  # noqa: S101 - ties are looked up by it
    return tie.supporter.person_id or tie.supporter.id


@dataclass(frozen=True, slots=True)
class Surf:
    """An urge that is waited out: until when, and whether that is over."""

    sheet_id: UUID
    until: datetime
    is_over: bool


def waited_out(owner: Person, *, now: datetime) -> Surf | None:
    """Return the urge that the owner waits out, for an hour after also one they have not looked at again."""
    surfing = [key for key, one in worksheets().items() if one.surfs]
    rows = visible_sheets(owner).filter(worksheet__in=surfing, surf_until__gt=now - ASKED_FOR)
    row = rows.order_by("-surf_until", "-id").first()
    if row is None or row.surf_until is None or not is_waiting(row):
        return None
    return Surf(row.id, row.surf_until, row.surf_until <= now)


def is_waiting(row: Sheet) -> bool:
    """Tell whether nobody has said yet, since the urge was last waited out, how it is now."""
    return row.surf_from is None or row.changed_at <= row.surf_from


def kept_at_hand(owner: Person) -> tuple[Sheet, ...]:
    """Return the newest sheets that the owner keeps for a hard hour: one query, nothing is opened."""
    rows = visible_sheets(owner).filter(is_at_hand=True, worksheet__in=worksheets())
    return tuple(rows.order_by("-created_at", "-id")[:MOST_AT_HAND])


def sharing_with(actor: SupportingActor) -> tuple[tuple[UUID, str], ...]:
    """Return the ties through which the actor may read sheets, with the alias of whom they support: one query."""
    rows = visible_shares(actor).values_list("tie_id", "tie__owner__alias").distinct()
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def shared_through(tie: Tie, *, page: int) -> SheetPage:
    """Return one page of what the owner of an accepted tie shares with its supporter, without any answer."""
    rows, older, newer = _page(Sheet.objects.filter(shares__tie=tie), page)
    opened = contents_of(rows)
    lines = (SheetLine(row.id, _title(row, opened[row.id]), row.on_day, "") for row in rows if row.id in opened)
    return SheetPage(tuple(lines), older, newer)


def shared_sheet(row: Sheet) -> SharedSheet:
    """Return a sheet as somebody reads it with whom it is shared."""
    held = contents(row)
    return SharedSheet(_title(row, held), row.on_day, _answers(row, held))
