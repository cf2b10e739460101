"""Reach-outs: for who makes one, and for those it asks."""

from uuid import UUID

from ninja import Query, Router, Status

from alongside.accounts.models import Person
from alongside.api.auth import Caller, TokenRequest
from alongside.api.paging import page
from alongside.api.schemas import (
    AskedOut,
    AskedReachOut,
    IdempotencyKey,
    MessageIn,
    MessageOut,
    OwnReachOut,
    Paging,
    ReachOutIn,
    ReachOutInShort,
    ReachOutPage,
    ReachOutStarted,
    WaveOut,
)
from alongside.circles import offers
from alongside.circles.enums import Level, Support
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.reachouts import policies, queries, services
from alongside.reachouts.enums import Response, State
from alongside.reachouts.forms import new_request_key
from alongside.reachouts.models import Notification, ReachOut
from alongside.reachouts.queries import AskedView, LineView

router = Router(tags=["reach-outs"])


@router.get("", response=ReachOutPage, summary="Your own reach-outs, the newest first")
def list_own(request: TokenRequest, query: Query[Paging]) -> ReachOutPage:
    """Return a page of the reach-outs this person made; `next_cursor` leads to the one after."""
    own = policies.visible_reach_outs(request.auth.person)
    rows, next_cursor = page(own, cursor=query.cursor, limit=query.limit)
    return ReachOutPage(items=[_in_short(row) for row in rows], next_cursor=next_cursor)


@router.post("", response={201: ReachOutStarted}, summary="Reach out")
def start(request: TokenRequest, body: ReachOutIn, idempotency_key: IdempotencyKey = "") -> Status[ReachOutStarted]:
    """Ask the circle, wave by wave. An open one that asks as much is returned; a higher level takes its place."""
    asking = services.Asking(
        level=offers.Level(body.level),
        request_key=idempotency_key or new_request_key(),
        support=offers.Support(body.support) if body.support else None,
        note=body.note,
    )
    view = queries.owner_view(services.reach_out(owner_id=request.auth.person.id, asking=asking, now=current_time()))
    started = ReachOutStarted(id=view.id, state=view.state, waves_planned=view.waves_planned, notified=view.notified)
    return Status(201, started)


@router.get("/{uuid:reach_out_id}", response=OwnReachOut | AskedReachOut, summary="How it stands")
def show(request: TokenRequest, reach_out_id: UUID) -> OwnReachOut | AskedReachOut:
    """Return it for its owner, or for somebody it asked, who has then seen it (unless their token may only read)."""
    return _shown(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/answer", response=AskedReachOut, summary="Be with them")
def answer(request: TokenRequest, reach_out_id: UUID) -> AskedReachOut:
    """Answer, as somebody who was asked; 409 when somebody else is with them already, or it is over."""
    services.answer(notification=_asked(request.auth.person, reach_out_id), now=current_time())
    return _as_asked(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/decline", response=AskedReachOut, summary="Not this time")
def decline(request: TokenRequest, reach_out_id: UUID) -> AskedReachOut:
    """Say that you cannot right now, as somebody who was asked."""
    services.decline(notification=_asked(request.auth.person, reach_out_id), now=current_time())
    return _as_asked(request.auth, reach_out_id)


@router.post("/{uuid:reach_out_id}/cancel", response=OwnReachOut, summary="Call it off")
def cancel(request: TokenRequest, reach_out_id: UUID) -> OwnReachOut:
    """Call an own reach-out off that nobody is with you for yet."""
    row = policies.access_reach_out(request.auth.person, reach_out_id)
    services.cancel(reach_out_id=row.id, actor=request.auth.person, now=current_time())
    return _as_owner(request.auth.person, reach_out_id)


@router.post("/{uuid:reach_out_id}/close", response=OwnReachOut, summary="End it")
def close(request: TokenRequest, reach_out_id: UUID) -> OwnReachOut:
    """End an own reach-out that was answered, or that nobody answered."""
    row = policies.access_reach_out(request.auth.person, reach_out_id)
    services.close(reach_out_id=row.id, actor=request.auth.person, now=current_time())
    return _as_owner(request.auth.person, reach_out_id)


@router.post("/{uuid:reach_out_id}/resume", response=OwnReachOut, summary="Not helped yet")
def resume(request: TokenRequest, reach_out_id: UUID) -> OwnReachOut:
    """Ask on, after an own reach-out was answered and it did not help."""
    row = policies.access_reach_out(request.auth.person, reach_out_id)
    services.resume(reach_out_id=row.id, actor=request.auth.person, now=current_time())
    return _as_owner(request.auth.person, reach_out_id)


@router.post(
    "/{uuid:reach_out_id}/messages", response={201: OwnReachOut | AskedReachOut}, summary="Say something to the other"
)
def say(
    request: TokenRequest, reach_out_id: UUID, body: MessageIn, idempotency_key: IdempotencyKey = ""
) -> Status[OwnReachOut | AskedReachOut]:
    """Say something, as one of the two who are together; 409 while, or once, nobody is with the other."""
    person = request.auth.person
    is_own = policies.visible_reach_outs(person).filter(id=reach_out_id).exists()
    line = services.Line(
        text=body.text,
        request_key=idempotency_key or new_request_key(),
        notification=None if is_own else _asked(person, reach_out_id),
    )
    services.say(reach_out_id=reach_out_id, line=line, now=current_time())
    return Status(201, _shown(request.auth, reach_out_id))


def _asked(person: Person, reach_out_id: UUID) -> Notification:
    notification = policies.newest_notification(person, reach_out_id)
    if notification is None:
        raise NotFound
    return notification


def _shown(caller: Caller, reach_out_id: UUID) -> OwnReachOut | AskedReachOut:
    if policies.visible_reach_outs(caller.person).filter(id=reach_out_id).exists():
        return _as_owner(caller.person, reach_out_id)
    return _as_asked(caller, reach_out_id)


def _in_short(row: ReachOut) -> ReachOutInShort:
    return ReachOutInShort(
        id=row.id,
        state=State(row.state),
        level=Level(row.level),
        support=Support(row.support) if row.support else None,
        started_at=row.created_at,
        ended_at=row.ended_at,
    )


def _as_owner(person: Person, reach_out_id: UUID) -> OwnReachOut:
    view = queries.owner_view(policies.access_reach_out(person, reach_out_id))
    return OwnReachOut(
        id=view.id,
        state=view.state,
        level=Level(view.level),
        support=Support(view.support) if view.support else None,
        note=view.note,
        started_at=view.started_at,
        next_wave_at=view.next_wave_at,
        ended_at=view.ended_at,
        with_you=view.with_you,
        ways=view.ways,
        waves_planned=view.waves_planned,
        waves=[
            WaveOut(kind=wave.kind, started_at=wave.started_at, asked=[_asked_out(asked) for asked in wave.asked])
            for wave in view.waves
        ],
        messages=[_message(line) for line in view.lines],
    )


def _asked_out(asked: AskedView) -> AskedOut:
    return AskedOut(
        name=asked.name,
        delivery=asked.delivery.state,
        delivery_at=asked.delivery.at,
        seen_at=asked.seen_at,
        response=Response(asked.response),
        responded_at=asked.responded_at,
        link=asked.link,
    )


def _as_asked(caller: Caller, reach_out_id: UUID) -> AskedReachOut:
    notification = _asked(caller.person, reach_out_id)
    if caller.may_write:  # a token that only reads says nothing to the other about its person
        services.see(notification=notification, now=current_time())
    view = queries.asked_of_you(notification)
    return AskedReachOut(
        id=notification.reach_out_id,
        alias=view.alias,
        state=view.state,
        level=Level(view.level),
        support=Support(view.support) if view.support else None,
        note=view.note,
        asked_at=view.asked_at,
        response=view.response,
        you_are_with_them=view.is_with_them,
        somebody_else_is=view.somebody_else,
        messages=[_message(line) for line in view.lines],
    )


def _message(line: LineView) -> MessageOut:
    return MessageOut(at=line.at, text=line.text, mine=line.mine)
