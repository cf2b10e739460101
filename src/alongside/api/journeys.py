"""Journeys of the token's person, and setbacks of them."""

from uuid import UUID, uuid4

from ninja import Query, Router, Status

from alongside.api.auth import TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import IdempotencyKey, Paging
from alongside.api.schemas_journeys import (
    JourneyOut,
    JourneyPage,
    MilestoneOut,
    NextMilestoneOut,
    SetbackIn,
    SetbackOut,
    StretchOut,
)
from alongside.journeys import policies, services
from alongside.journeys.details import SetbackDetails
from alongside.journeys.queries import JourneyView, journey_view, views_of
from alongside.kernel.clock import current_time

router = Router(tags=["journeys"])


@router.get("", response=JourneyPage, summary="Your journeys, the newest first")
def list_own(request: TokenRequest, query: Query[Paging]) -> JourneyPage:
    """Return a page of the journeys of this person; `next_cursor` leads to the one after."""
    person = request.auth.person
    rows, next_cursor = page(policies.visible_journeys(person), cursor=query.cursor, limit=query.limit)
    items = [_journey_out(view) for view in views_of(rows, person, now=current_time())]
    return JourneyPage(items=items, next_cursor=next_cursor)


@router.post("/{uuid:journey_id}/setbacks", response={201: SetbackOut}, summary="Tell of a setback")
def tell_setback(
    request: TokenRequest, journey_id: UUID, body: SetbackIn, idempotency_key: IdempotencyKey = ""
) -> Status[SetbackOut]:
    """Keep a setback, and tell those who were chosen and nobody else. Its days are not counted; all others stay."""
    person, now = request.auth.person, current_time()
    details = SetbackDetails(
        first_day=body.first_day,
        last_day=body.last_day or body.first_day,
        key=idempotency_key or uuid4().hex,
        happened=body.happened,
        helped=body.helped,
        message=body.message,
        told=frozenset(body.told),
    )
    row = services.tell_setback(actor=person, journey_id=journey_id, details=details, now=now)
    view = journey_view(policies.access_journey(person, journey_id), now=now)
    told = sorted(row.told.values_list("tie_id", flat=True))
    kept = SetbackOut(id=row.id, first_day=row.first_day, last_day=row.last_day, count=view.standing.count, told=told)
    return Status(201, kept)


def _journey_out(view: JourneyView) -> JourneyOut:
    standing = view.standing
    coming = standing.next
    return JourneyOut(
        id=view.id,
        title=view.title,
        kind=view.kind,
        counts="days" if view.counts_days else "actions",
        count=standing.count,
        started_on=view.started_on,
        longest_days=standing.longest.days if standing.longest else 0,
        stretches=[StretchOut(first_day=one.first, last_day=one.last, days=one.days) for one in standing.stretches],
        reached=[MilestoneOut(mark=str(one.mark), on=one.on) for one in standing.reached],
        next=NextMilestoneOut(mark=str(coming.mark), left=coming.left, on=coming.on) if coming else None,
        ended=view.has_ended,
    )
