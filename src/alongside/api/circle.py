"""The circle of the token's person."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from ninja import Router, Status

from alongside.accounts.models import Person
from alongside.api.auth import TokenRequest
from alongside.api.schemas import CircleOut, InvitationOut, LoadOut, TieChange, TieIn, TieOut, WholeTieOut
from alongside.circles import policies, queries, services
from alongside.circles.details import TieDetails
from alongside.circles.enums import TieUse
from alongside.circles.models import Tie
from alongside.circles.queries import CircleTie
from alongside.kernel.clock import current_time

router = Router(tags=["circle"])


@router.get("", response=CircleOut, summary="The circle, and what you carry for others")
def show(request: TokenRequest) -> CircleOut:
    """Return all ties of the circle, nearest first, and the load its owner carries for others."""
    now = current_time()
    person = request.auth.person
    carried = queries.supporting_of(person, now=now)
    return CircleOut(
        ties=[TieOut(**_facts(tie)) for tie in queries.circle_of(person, now=now).ties],
        load=LoadOut(
            supports=len(carried.ties),
            asked_7_days=carried.load.asked_7_days,
            answered_7_days=carried.load.answered_7_days,
            weekly_capacity=carried.weekly_capacity,
            breather_until=carried.breather_until,
        ),
    )


@router.post("/ties", response={201: WholeTieOut}, summary="Name somebody")
def add_tie(request: TokenRequest, body: TieIn) -> Status[WholeTieOut]:
    """Write a tie down; nobody is told until they are invited."""
    person = request.auth.person
    details = TieDetails(**_taken(body))
    made = services.name_tie(actor=person, details=details, now=current_time())
    return Status(201, _whole(person, made.id))


@router.get("/ties/{uuid:tie_id}", response=WholeTieOut, summary="One tie")
def show_tie(request: TokenRequest, tie_id: UUID) -> WholeTieOut:
    """Return one tie of the circle, with how its owner reaches them."""
    return _whole(request.auth.person, tie_id)


@router.patch("/ties/{uuid:tie_id}", response=WholeTieOut, summary="Change a tie")
def change_tie(request: TokenRequest, tie_id: UUID, body: TieChange) -> WholeTieOut:
    """Change what the owner says of a tie; fields that are left out or null stay as they are."""
    person, now = request.auth.person, current_time()
    with transaction.atomic():  # two changes at once, each of another field, both stay
        tie = policies.access_tie(person, tie_id, to=TieUse.CHANGE, lock=True)
        details = replace(_details(tie), **_taken(body))
        services.change_tie(actor=person, tie_id=tie_id, details=details, now=now)
    return _whole(person, tie_id)


@router.delete("/ties/{uuid:tie_id}", response={204: None}, summary="Remove a tie")
def remove_tie(request: TokenRequest, tie_id: UUID) -> Status[None]:
    """End a tie; the other end is not told why."""
    services.remove_tie(actor=request.auth.person, tie_id=tie_id, now=current_time())
    return Status(204, None)


def _taken(body: TieIn | TieChange) -> dict[str, Any]:
    given = body.model_dump(exclude_none=True)
    return {**given, "gives": tuple(given["gives"])} if "gives" in given else given


def _details(tie: Tie) -> TieDetails:
    shown = queries.circle_tie(tie, now=current_time())
    return TieDetails(
        name=shown.name,
        relation=shown.relation,
        ring=shown.ring,
        gives=shown.gives,
        stance=shown.stance,
        ways=queries.ways_of(tie),
        rhythm=shown.rhythm,
    )


def _whole(person: Person, tie_id: UUID) -> WholeTieOut:
    tie = policies.access_tie(person, tie_id, to=TieUse.SEE)
    return WholeTieOut(**_facts(queries.circle_tie(tie, now=current_time())), ways=queries.ways_of(tie))


def _facts(tie: CircleTie) -> dict[str, Any]:
    told = ("id", "name", "relation", "ring", "gives", "stance", "rhythm", "state", "alias")
    shown = (*told, "wakes_at", "breather_until")
    waiting = tie.invitation
    return {
        **{name: getattr(tie, name) for name in shown},
        "hours": sorted(tie.hours),
        "invitation": InvitationOut(link=waiting.link, expires_at=waiting.expires_at) if waiting else None,
    }
