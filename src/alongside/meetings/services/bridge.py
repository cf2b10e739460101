"""Speaking over the bridge (Janus): sending to it once, and hearing all others from it.

Each step asks the bridge between two transactions, never within one, and writes down what came of it only if the person
is still in the talk. Where the bridge gives no answer the line is given up: the browser begins anew, or says why not.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Conflict, Invalid, NotAllowed
from alongside.kernel.ratelimit import count_try
from alongside.meetings.bridge_policies import access_line, visible_lines_to_hear
from alongside.meetings.models import BridgeLine, BridgeRoom, Gathering
from alongside.meetings.services.bridge_lines import hang_up_soon, tell_voices
from alongside.meetings.services.voice import NO_RELAY, NOT_A_RELAY
from alongside.meetings.voice.bridge import MOST_LETTERS, NamesNoRelay, only_relays
from alongside.meetings.voice.descriptions import Kind, names_only_relays
from alongside.meetings.voice.janus import NO_ROOM, Janus, JanusAway, JanusRefused, Told
from alongside.meetings.voice_policies import access_talk, access_voice

MINUTE = timedelta(minutes=1)
PUBLISHES_A_MINUTE = 20
LISTENS_A_MINUTE = 120
# Longer than the bridge may take to answer.
BUSY_FOR = timedelta(seconds=10)
LARGEST_ID = 1 << 52  # numbers that survive JSON
AWAY = _("Voice does not answer right now. You are still in the room, and can write. You can try again in a moment.")
BUSY = _("This device is just being connected. Please wait a moment.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a browser can hear: the bridge's side of it, and whose each medium is, by its number."""

    sdp: str
    whose: dict[str, UUID]


@dataclass(frozen=True, slots=True)
class _Sending:
    """What the bridge made for a browser that sends."""

    session: int
    handle: int
    feed: int
    sdp: str


def publish_voice(*, actor: Person, slug: str, sdp: str, now: datetime) -> str:
    """Have a browser in the talk send to the bridge; return the bridge's side. NotFound, NotAllowed, Invalid, Conflict,
    TooMany."""
    count_try("meetings.bridge_publish", str(actor.id), limit=PUBLISHES_A_MINUTE, window=MINUTE, now=now)
    if not settings.BRIDGE.is_there:
        raise NotAllowed(NO_RELAY)
    _check(sdp)
    with transaction.atomic():
        gathering = access_talk(actor, slug)
        access_voice(actor, gathering)
        room = _room_of(gathering, now)
    with _or_away():
        sending = _send(room, sdp)
    try:
        _write_line(actor, slug, room, sending, now)
    except Exception:
        _end_now(sending.session)
        raise
    return sending.sdp


def _room_of(gathering: Gathering, now: datetime) -> BridgeRoom:
    fresh = {
        "created_at": now,
        "number": _number(),
        "secret": secrets.token_hex(16),
        "pin": secrets.token_hex(16),
    }
    return BridgeRoom.objects.get_or_create(gathering=gathering, defaults=fresh)[0]


def _send(room: BridgeRoom, sdp: str) -> _Sending:
    """Have the bridge take what a browser sends, in a session of its own."""
    janus, feed = Janus(settings.BRIDGE), _number()
    session = janus.open()
    try:
        handle, told = _join(janus, session, room, feed, sdp)
        return _Sending(session, handle, feed, only_relays(told.sdp))
    except Exception:
        _end_now(session)
        raise


def _join(janus: Janus, session: int, room: BridgeRoom, feed: int, sdp: str) -> tuple[int, Told]:
    wanted = {"request": "joinandconfigure", "ptype": "publisher", "room": room.number, "pin": room.pin, "id": feed}
    offer = {"type": "offer", "sdp": sdp}
    handle = janus.attach(session)
    try:
        return handle, janus.ask(session, handle, wanted, jsep=offer)
    except JanusRefused as refusal:
        if refusal.code != NO_ROOM:
            raise
    # The first to speak, or the bridge was started anew since. A handle that was told an offer takes no other.
    janus.make_room(session, handle, room.as_room())
    handle = janus.attach(session)
    return handle, janus.ask(session, handle, wanted, jsep=offer)


@transaction.atomic
def _write_line(actor: Person, slug: str, room: BridgeRoom, sending: _Sending, now: datetime) -> None:
    gathering = access_talk(actor, slug, lock=True)
    seat = access_voice(actor, gathering)
    BridgeLine.objects.filter(seat=seat).update(seat=None)
    BridgeLine.objects.create(
        created_at=now,
        seat=seat,
        room=room,
        session=sending.session,
        handle=sending.handle,
        feed=sending.feed,
        kept_at=now,
    )
    hang_up_soon(gathering)


@transaction.atomic
def note_sending(*, actor: Person, slug: str, now: datetime) -> None:
    """Have the others hear a browser: its connection to the bridge stands. NotFound, NotAllowed, TooMany."""
    count_try("meetings.bridge_sending", str(actor.id), limit=PUBLISHES_A_MINUTE, window=MINUTE, now=now)
    gathering = access_talk(actor, slug)
    if BridgeLine.objects.filter(id=access_line(actor, gathering).id, is_up=False).update(is_up=True):
        tell_voices(gathering)


def listen_to_voices(*, actor: Person, slug: str, now: datetime) -> Offer | None:
    """Have a browser hear those who send now; None when it does already. NotFound, NotAllowed, Conflict, TooMany."""
    count_try("meetings.bridge_listen", str(actor.id), limit=LISTENS_A_MINUTE, window=MINUTE, now=now)
    with _held(actor, slug, now) as line:
        whose = dict(visible_lines_to_hear(actor, line).values_list("feed", "seat"))
        told = _hear(line, set(whose))
        if told is None or not told.sdp:
            return None
        carried = _carried(told)
        sdp = only_relays(told.sdp)
        BridgeLine.objects.filter(id=line.id).update(listener=line.listener, hears=carried)
    return Offer(sdp, {mid: whose[feed] for mid, feed in carried.items() if feed in whose})


def _hear(line: BridgeLine, wanted: set[int]) -> Told | None:
    """Ask the bridge to carry these feeds to a browser, and no others; None when it does."""
    janus = Janus(settings.BRIDGE)
    if wanted - set(line.hears.values()):
        wanted &= janus.sending(line.session, line.handle, line.room.as_room())
    more = [{"feed": feed} for feed in sorted(wanted - set(line.hears.values()))]
    less = [{"sub_mid": mid} for mid, feed in sorted(line.hears.items()) if feed not in wanted]
    if not more and not less:
        return None
    if line.listener is None:
        line.listener = janus.attach(line.session)
        body = {"request": "join", "ptype": "subscriber", "room": line.room.number, "pin": line.room.pin}
        return janus.ask(line.session, line.listener, body | {"autoupdate": False, "streams": more})
    change = {"subscribe": more} if more else {}
    change |= {"unsubscribe": less} if less else {}
    return janus.ask(line.session, line.listener, {"request": "update", **change})


def _carried(told: Told) -> dict[str, int]:
    """Return which feed each medium carries, by its number."""
    streams = told.data.get("streams")
    found = [one for one in streams if isinstance(one, dict)] if isinstance(streams, list) else []
    return {str(one["mid"]): one["feed_id"] for one in found if "mid" in one and isinstance(one.get("feed_id"), int)}


def answer_bridge(*, actor: Person, slug: str, sdp: str, now: datetime) -> None:
    """Tell the bridge a browser's side of what it hears. NotFound, NotAllowed, Invalid, Conflict, TooMany."""
    count_try("meetings.bridge_answer", str(actor.id), limit=LISTENS_A_MINUTE, window=MINUTE, now=now)
    _check(sdp)
    with _held(actor, slug, now) as line:
        if line.listener is None:
            raise Conflict(BUSY)
        answer = {"type": "answer", "sdp": sdp}
        Janus(settings.BRIDGE).ask(line.session, line.listener, {"request": "start"}, jsep=answer)


@contextmanager
def _held(actor: Person, slug: str, now: datetime) -> Iterator[BridgeLine]:
    """Have one's own line for oneself while the bridge is asked; where that fails the line is given up."""
    with transaction.atomic():
        gathering = access_talk(actor, slug)
        line = access_line(actor, gathering)
        free = BridgeLine.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now), id=line.id)
        if not free.update(busy_until=now + BUSY_FOR):
            raise Conflict(BUSY)
    try:
        with _or_away():
            yield line
    except Conflict as problem:
        if problem.sentence is AWAY:
            _give_up(line, gathering)
        raise
    finally:
        BridgeLine.objects.filter(id=line.id).update(busy_until=None)


@transaction.atomic
def _give_up(line: BridgeLine, gathering: Gathering) -> None:
    if BridgeLine.objects.filter(id=line.id).update(seat=None):
        tell_voices(gathering)
        hang_up_soon(gathering)


@contextmanager
def _or_away() -> Iterator[None]:
    """Say that the bridge does not answer where it does not, refuses, or offers no relay."""
    try:
        yield
    except (JanusAway, JanusRefused, NamesNoRelay) as error:
        raise Conflict(AWAY) from error


def _end_now(session: int) -> None:
    """End a session of which nothing is written down; where that fails the bridge forgets it by itself."""
    try:
        Janus(settings.BRIDGE, seconds=2).close(session)
    except (JanusAway, JanusRefused):
        return


def _check(sdp: str) -> None:
    if not names_only_relays(Kind.OFFER, sdp, most=MOST_LETTERS):
        raise Invalid(NOT_A_RELAY, field="sdp")


def _number() -> int:
    return secrets.randbelow(LARGEST_ID) + 1
