"""The circle of the token's person; what they need is in `needs`."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from ninja import Router, Status

from alongside.accounts.models import Person
from alongside.api.auth import TokenRequest
from alongside.api.needs import need_out
from alongside.api.schemas import (
    CircleOut,
    CoverageOut,
    IndicesOut,
    InvitationOut,
    LoadOut,
    NeedCoverageOut,
    TieChange,
    TieIn,
    TieOut,
    WholeTieOut,
)
from alongside.circles import policies, queries, services
from alongside.circles.coverage import NeedCoverage, hours_in, missing_kinds
from alongside.circles.covering import coverage_for
from alongside.circles.details import TieDetails
from alongside.circles.enums import TieUse
from alongside.circles.models import Tie
from alongside.circles.offers import Relation
from alongside.circles.queries import CircleTie
from alongside.kernel.clock import current_time

router = Router(tags=["circle"])


@router.get("", response=CircleOut, summary="The circle, what you need, and what you carry for others")
def show(request: TokenRequest) -> CircleOut:
    """Return all ties of the circle, nearest first, the needs of its owner, and the load they carry for others."""
    now = current_time()
    person = request.auth.person
    carried = queries.supporting_of(person, now=now)
    return CircleOut(
        ties=[TieOut(**_facts(tie)) for tie in queries.circle_of(person, now=now).ties],
        needs=[need_out(need) for need in queries.needs_of(person)],
        load=LoadOut(
            supports=len(carried.ties),
            agreed_hours=carried.agreed_hours,
            **asdict(carried.load),
            weekly_capacity=carried.weekly_capacity,
            breather_until=carried.breather_until,
        ),
    )


@router.get("/coverage", response=CoverageOut, summary="Who could answer, hour by hour")
def show_coverage(request: TokenRequest) -> CoverageOut:
    """Return for each need and each hour of the week how many could answer, and what the circle is short of."""
    person = request.auth.person
    found = coverage_for(person, now=current_time())
    relations = [Relation(tie.relation) for tie in policies.living_ties(person)]
    return CoverageOut(
        needs=[_covered(one) for one in found.needs],
        indices=IndicesOut(
            covered_share=found.share,
            carries_everything=UUID(found.carries_everything) if found.carries_everything else None,
            missing_kinds=list(missing_kinds(relations)),
        ),
    )


def _covered(one: NeedCoverage) -> NeedCoverageOut:
    return NeedCoverageOut(
        id=UUID(one.need.key),
        hours=list(one.counts),
        gaps=hours_in(one.gaps),
        single_points=hours_in(one.singles),
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
    shown = (*told, "wakes_at")
    waiting = tie.invitation
    return {
        **{name: getattr(tie, name) for name in shown},
        "hours": sorted(tie.hours),
        "hours_by_support": {kind: sorted(hours) for kind, hours in tie.own_hours.items()},
        "resting": tie.resting,
        "breather_until": tie.breather_until,
        "invitation": InvitationOut(link=waiting.link, expires_at=waiting.expires_at) if waiting else None,
    }
