"""The circle of the token's person."""

from dataclasses import replace
from uuid import UUID

from ninja import Router, Status

from alongside.accounts.models import Person
from alongside.api.auth import TokenRequest
from alongside.api.schemas import CircleOut, LoadOut, TieChange, TieIn, TieOut
from alongside.circles import policies, queries, services
from alongside.circles.details import TieDetails
from alongside.circles.enums import TieUse
from alongside.circles.queries import CircleTie
from alongside.kernel.clock import current_time

router = Router(tags=["circle"])


@router.get("", response=CircleOut, summary="The circle, and what you carry for others")
def circle(request: TokenRequest) -> CircleOut:
    """Return all ties of the circle and the load its owner carries for others."""
    now = current_time()
    carried = queries.supporting_of(request.auth, now=now)
    return CircleOut(
        ties=[_tie_out(tie) for tie in queries.circle_of(request.auth, now=now).ties],
        load=LoadOut(
            supports=len(carried.ties),
            asked_7_days=carried.load.asked_7_days,
            answered_7_days=carried.load.answered_7_days,
            weekly_capacity=carried.weekly_capacity,
            breather_until=carried.breather_until,
        ),
    )


@router.post("/ties", response={201: TieOut}, summary="Name somebody")
def add_tie(request: TokenRequest, tie: TieIn) -> Status[TieOut]:
    """Write a tie down; nobody is told until they are invited."""
    details = TieDetails(**{**tie.model_dump(), "gives": tuple(tie.gives)})
    made = services.name_tie(actor=request.auth, details=details, now=current_time())
    return Status(201, _one(request.auth, made.id))


@router.patch("/ties/{uuid:tie_id}", response=TieOut, summary="Change a tie")
def change_tie(request: TokenRequest, tie_id: UUID, change: TieChange) -> TieOut:
    """Change what the owner says of a tie; fields that are left out or null stay as they are."""
    tie = policies.access_tie(request.auth, tie_id, to=TieUse.CHANGE)
    shown = queries.circle_tie(tie, now=current_time())
    details = TieDetails(
        name=shown.name,
        relation=shown.relation,
        ring=shown.ring,
        gives=shown.gives,
        stance=shown.stance,
        ways=queries.ways_of(tie),
    )
    given = {key: value for key, value in change.model_dump().items() if value is not None}
    if "gives" in given:
        given["gives"] = tuple(given["gives"])
    services.change_tie(actor=request.auth, tie_id=tie_id, details=replace(details, **given), now=current_time())
    return _one(request.auth, tie_id)


@router.delete("/ties/{uuid:tie_id}", response={204: None}, summary="Remove a tie")
def remove_tie(request: TokenRequest, tie_id: UUID) -> Status[None]:
    """End a tie; the other end is not told why."""
    services.remove_tie(actor=request.auth, tie_id=tie_id, now=current_time())
    return Status(204, None)


def _one(person: Person, tie_id: UUID) -> TieOut:
    return _tie_out(queries.circle_tie(policies.access_tie(person, tie_id, to=TieUse.SEE), now=current_time()))


def _tie_out(tie: CircleTie) -> TieOut:
    return TieOut(
        id=tie.id,
        name=tie.name,
        relation=tie.relation,
        ring=tie.ring,
        gives=list(tie.gives),
        stance=tie.stance,
        state=tie.state,
        hours=sorted(tie.hours),
        wakes_at=tie.wakes_at,
        is_resting=tie.breather_until is not None,
    )
