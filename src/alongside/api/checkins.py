"""Check-ins: what somebody's own ask, what was answered, and answering one."""

from uuid import uuid4

from ninja import Query, Router, Status

from alongside.api import problems
from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import IdempotencyKey
from alongside.api.schemas_checkins import (
    CheckInAnswer,
    CheckInEntry,
    CheckInIn,
    CheckInOut,
    CheckInPage,
    CheckInPart,
    CheckInQuery,
)
from alongside.checkins import policies, queries, services
from alongside.checkins.contents import contents, contents_of
from alongside.checkins.details import Given
from alongside.checkins.models import Entry
from alongside.checkins.parts import to_json
from alongside.checkins.queries import CheckInView, EntryView
from alongside.checkins.wording import question
from alongside.kernel.clock import current_time

router = Router(tags=["check-ins"])


@router.get("", response=CheckInPage, summary="What you answered and missed, the newest first")
def list_entries(request: TokenRequest, query: Query[CheckInQuery]) -> CheckInPage:
    """Return a page of the person's own history, of all their check-ins; `next_cursor` leads to the one after."""
    rows = policies.visible_entries(request.auth.person).select_related("check_in")
    if query.first:
        rows = rows.filter(on_day__gte=query.first)
    if query.last:
        rows = rows.filter(on_day__lte=query.last)
    found, next_cursor = page(rows, cursor=query.cursor, limit=query.limit)
    opened = contents_of({row.check_in for row in found})
    return CheckInPage(items=[_entry(view) for view in queries.entry_views(found, opened)], next_cursor=next_cursor)


@router.get("/own", response=list[CheckInOut], summary="Your check-ins, and what they ask")
def list_own(request: TokenRequest) -> list[CheckInOut]:
    """Return the person's check-ins with their parts: what may be answered, and by which id."""
    return [_check_in(view) for view in queries.check_ins_of(request.auth.person)]


@router.post(
    "",
    response={201: CheckInEntry},
    summary="Answer a check-in",
    openapi_extra={"responses": {404: problems.described("No check-in of yours")}},
)
def answer(request: TokenRequest, body: CheckInIn, idempotency_key: IdempotencyKey = "") -> Status[CheckInEntry]:
    """Keep answers; the same key keeps them once. They are shared as the person has chosen, unless `private`."""
    given = Given(
        key=idempotency_key or uuid4().hex,
        values=body.answers,
        answered_at=body.answered_at,
        is_private=body.private,
    )
    person = request.auth.person
    entry = services.answer_check_in(actor=person, check_in_id=body.check_in, given=given, now=current_time())
    return Status(201, _one(entry))


def _one(entry: Entry) -> CheckInEntry:
    opened = {entry.check_in_id: contents(entry.check_in)}
    return _entry(queries.entry_views([entry], opened)[0])


def _entry(view: EntryView) -> CheckInEntry:
    answers = [
        CheckInAnswer(part=one.part.id, kind=one.part.kind, question=one.question, value=to_json(one.value))
        for one in view.said
    ]
    return CheckInEntry(
        id=view.id,
        check_in=view.check_in_id,
        day=view.day,
        at=view.at,
        state=view.state,
        private=view.is_private,
        answers=answers,
    )


def _check_in(view: CheckInView) -> CheckInOut:
    parts = [CheckInPart(id=part.id, kind=part.kind, question=question(part)) for part in view.parts]
    return CheckInOut(
        id=view.id, name=view.name, parts=parts, open_since=view.open_since, next_at=view.next_at, paused=view.is_paused
    )
