"""Medication: what the token's person takes, their log, and writing down that something was taken."""

from hashlib import sha256
from uuid import UUID, uuid4

from ninja import Query, Router, Status

from alongside.api import problems
from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import IdempotencyKey
from alongside.api.schemas_own import LogIn, LogLine, LogPage, LogQuery, MedicineOut
from alongside.kernel.clock import current_time
from alongside.kernel.schedule import label_at
from alongside.medication import policies, queries, services
from alongside.medication.enums import Answer
from alongside.medication.models import Entry
from alongside.medication.queries import Line, MedicineView

router = Router(tags=["medication"])


@router.get("", response=list[MedicineOut], summary="Your medicines")
def list_own(request: TokenRequest) -> list[MedicineOut]:
    """Return the person's medicines by name, those that have ended last."""
    return [_medicine(view) for view in queries.medicines_of(request.auth.person)]


@router.get("/today", response=list[LogLine], summary="Today's lines of your log")
def list_today(request: TokenRequest) -> list[LogLine]:
    """Return what came due today and what was taken, in the order of the day."""
    person = request.auth.person
    today = label_at(current_time(), person.time_zone).date()
    return [_line(line) for day in queries.log_of(person, first=today, last=today) for line in day.lines]


@router.get("/log", response=LogPage, summary="Your log, the newest first")
def list_log(request: TokenRequest, query: Query[LogQuery]) -> LogPage:
    """Return a page of the person's own log; `next_cursor` leads to the one after."""
    rows = policies.visible_entries(request.auth.person)
    if query.first:
        rows = rows.filter(on_day__gte=query.first)
    if query.last:
        rows = rows.filter(on_day__lte=query.last)
    found, next_cursor = page(rows, cursor=query.cursor, limit=query.limit)
    return LogPage(items=list(map(_line, queries.lines_of(found))), next_cursor=next_cursor)


@router.put("/log/{uuid:entry_id}", response=LogLine, summary="Write down what became of a planned time")
def answer_line(request: TokenRequest, entry_id: UUID, body: LogIn) -> LogLine:
    """Write it down; the same a second time changes nothing."""
    entry = services.answer_entry(actor=request.auth.person, entry_id=entry_id, answer=body.answer, now=current_time())
    return _one(entry)


@router.post(
    "/{uuid:medicine_id}/taken",
    response={201: LogLine},
    summary="Write down that a medicine was taken now",
    openapi_extra={
        "responses": {
            404: problems.described("No medicine of yours"),
            409: problems.described("It has ended"),
        }
    },
)
def write_taken(request: TokenRequest, medicine_id: UUID, idempotency_key: IdempotencyKey = "") -> Status[LogLine]:
    """Add a line to the log, beside what is planned; the same key adds it once."""
    key = sha256(idempotency_key.encode()).hexdigest() if idempotency_key else uuid4().hex
    person = request.auth.person
    entry = services.take_now(
        actor=person,
        medicine_id=medicine_id,
        key=key,
        once=True,
        once_more=True,
        now=current_time(),
    )
    return Status(201, _one(entry))


def _medicine(view: MedicineView) -> MedicineOut:
    return MedicineOut(
        id=view.id,
        name=view.name,
        how=view.how,
        when=view.when,
        planned=view.is_planned,
        next_at=view.next_at,
        paused=view.is_paused,
        ended=view.has_ended,
    )


def _one(entry: Entry) -> LogLine:
    return _line(queries.lines_of([entry])[0])


def _line(line: Line) -> LogLine:
    return LogLine(
        id=line.id,
        medicine=line.medicine_id,
        name=line.name,
        day=line.day,
        planned_for=line.planned_for,
        answer=Answer(line.answer) if line.answer else None,
    )
