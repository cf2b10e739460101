"""Reach-outs: for who makes one, and for those it asks."""

from typing import Annotated
from uuid import UUID

from ninja import Header, Router, Status

from alongside.accounts.models import Person
from alongside.api.auth import TokenRequest
from alongside.api.schemas import AskedOut, ReachOutIn, ReachOutOut, ReachOutStarted, WaveOut
from alongside.circles import offers
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.reachouts import policies, queries, services
from alongside.reachouts.forms import new_request_key
from alongside.reachouts.models import Notification, ReachOut
from alongside.reachouts.queries import AskedView, OwnerView

router = Router(tags=["reach-outs"])


@router.post("", response={201: ReachOutStarted}, summary="Reach out")
def start(
    request: TokenRequest,
    reach_out: ReachOutIn,
    idempotency_key: Annotated[str | None, Header(max_length=100, pattern=r"^[\x21-\x7e]+$")] = None,
) -> Status[ReachOutStarted]:
    """Ask the circle, wave by wave. The same Idempotency-Key starts only one; while one is open, it is returned."""
    asking = services.Asking(
        level=offers.Level(reach_out.level),
        request_key=idempotency_key or new_request_key(),
        support=offers.Support(reach_out.support) if reach_out.support else None,
        note=reach_out.note,
    )
    row = services.reach_out(owner_id=request.auth.id, asking=asking, now=current_time())
    view = queries.owner_view(row)
    return Status(
        201,
        ReachOutStarted(id=row.id, state=view.state, waves_planned=view.waves_planned, notified=view.notified),
    )


@router.get("/{uuid:reach_out_id}", response=ReachOutOut, summary="How it stands")
def show(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """Return how a reach-out stands, for its owner or for somebody it asked."""
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/answer", response=ReachOutOut, summary="Be with them")
def answer(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """Answer, as somebody who was asked; 409 when somebody else is with them already."""
    services.answer(notification=_asked(request.auth, reach_out_id), now=current_time())
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/decline", response=ReachOutOut, summary="Not this time")
def decline(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """Say that you cannot right now, as somebody who was asked."""
    services.decline(notification=_asked(request.auth, reach_out_id), now=current_time())
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/cancel", response=ReachOutOut, summary="Call it off")
def cancel(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """Call an own reach-out off."""
    row = policies.access_reach_out(request.auth, reach_out_id)
    services.cancel(reach_out_id=row.id, actor=request.auth, now=current_time())
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/close", response=ReachOutOut, summary="End it")
def close(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """End an own reach-out that was answered, or that nobody answered."""
    row = policies.access_reach_out(request.auth, reach_out_id)
    services.close(reach_out_id=row.id, actor=request.auth, now=current_time())
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/resume", response=ReachOutOut, summary="Not helped yet")
def resume(request: TokenRequest, reach_out_id: UUID) -> ReachOutOut:
    """Ask again, after an own reach-out was answered and it did not help."""
    row = policies.access_reach_out(request.auth, reach_out_id)
    services.resume(reach_out_id=row.id, actor=request.auth, now=current_time())
    return _shown(request.auth, reach_out_id)


def _asked(person: Person, reach_out_id: UUID) -> Notification:
    notification = policies.newest_notification(person, reach_out_id)
    if notification is None:
        raise NotFound
    return notification


def _shown(person: Person, reach_out_id: UUID) -> ReachOutOut:
    own = policies.visible_reach_outs(person).filter(id=reach_out_id).first()
    return _owners(own) if own else _askeds(_asked(person, reach_out_id))


def _owners(row: ReachOut) -> ReachOutOut:
    view: OwnerView = queries.owner_view(row)
    return ReachOutOut(
        id=view.id,
        state=view.state,
        level=view.level,
        support=view.support,
        note=view.note,
        started_at=view.started_at,
        next_wave_at=view.next_wave_at,
        with_you=view.with_you,
        waves=[
            WaveOut(kind=wave.kind, started_at=wave.started_at, asked=[_asked_out(asked) for asked in wave.asked])
            for wave in view.waves
        ],
    )


def _asked_out(asked: AskedView) -> AskedOut:
    return AskedOut(
        name=asked.name,
        delivery=asked.delivery.state,
        delivered_at=asked.delivery.at,
        seen_at=asked.seen_at,
        response=asked.response,
        responded_at=asked.responded_at,
    )


def _askeds(notification: Notification) -> ReachOutOut:
    services.see(notification=notification, now=current_time())
    view = queries.asked_of_you(notification)
    return ReachOutOut(
        id=notification.reach_out_id,
        state=view.state,
        level=view.level,
        support=view.support,
        note=view.note,
        started_at=notification.reach_out.created_at,
        you_are_with_them=view.is_with_them,
    )
