"""Speaking in the room of a meeting: coming into the talk and going, and letters between browsers.

The audit is told nothing: it would say who was there.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel import live
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.meetings.bridge_policies import visible_lines
from alongside.meetings.models import Gathering, VoiceLetter, VoiceSeat
from alongside.meetings.services.bridge_lines import TOPIC, hang_up_soon
from alongside.meetings.services.bridge_lines import tell_voices as _tell
from alongside.meetings.voice.descriptions import Kind, names_only_relays
from alongside.meetings.voice.turn import Pass, make_pass
from alongside.meetings.voice_page import most_in_talk
from alongside.meetings.voice_policies import access_talk, access_voice, visible_voices

GONE_AFTER = timedelta(minutes=1)
LETTER_LASTS = timedelta(minutes=1)
MOST_WAITING = 200
LETTERS_A_MINUTE = 400
JOINS_A_MINUTE = 60
FETCHES_A_MINUTE = 120
NO_RELAY = _(
    "This place has no relay for voice. Without one, others could see where you are, so there is no voice. "
    "The room works without."
)
IS_FULL = _("As many people speak as fit. You can follow and write in the room, and try again later.")
NOT_A_RELAY = _("This would tell others where you are, or where they are to look for you. It was not passed on.")
TOO_MANY_WAIT = _("This device is told too much at once. Please wait a moment.")


@dataclass(frozen=True, slots=True)
class Letter:
    """What one browser tells another: `seat` is whom it is for, or of whom it is."""

    seat: UUID
    kind: Kind
    body: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody in the talk, by the name they chose for the room."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What a browser needs to know: its own place, who else speaks, what it was told, and its pass for the relays.

    `sending` has, by their place, the line on which somebody sends to the bridge, where there is one.
    """

    me: UUID
    others: list[Voice]
    letters: list[Letter]
    relay: Pass
    sending: dict[UUID, UUID]


def join_talk(*, actor: Person, slug: str, now: datetime) -> Talk:
    """Come into the talk of a room, with a place that was not there before. NotFound, NotAllowed, Conflict, TooMany."""
    count_try("meetings.voice_join", str(actor.id), limit=JOINS_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        return _join(actor, slug, now)


def _join(actor: Person, slug: str, now: datetime) -> Talk:
    gathering = access_talk(actor, slug, lock=True)
    if not settings.RELAYS.are_there:
        raise NotAllowed(NO_RELAY)
    presence = gathering.presences.get(person=actor)
    VoiceSeat.objects.filter(presence=presence).delete()
    hang_up_soon(gathering)
    _forget_gone(gathering, now)
    taken = set(VoiceSeat.objects.filter(gathering=gathering).values_list("place", flat=True))
    free = [place for place in range(1, most_in_talk() + 1) if place not in taken]
    if not free:
        raise Conflict(IS_FULL)
    seat = VoiceSeat.objects.create(created_at=now, gathering=gathering, presence=presence, place=free[0], seen_at=now)
    _tell(gathering)
    return _talk(actor, seat, [], now)


@transaction.atomic
def leave_talk(*, actor: Person, slug: str) -> None:
    """Go out of the talk of a room; who is not in it stays out. NotFound, NotAllowed."""
    gathering = access_talk(actor, slug, lock=True)
    if VoiceSeat.objects.filter(gathering=gathering, presence__person=actor).delete()[0]:
        _tell(gathering)
        hang_up_soon(gathering)


def take_out(gathering: Gathering, presence_id: UUID) -> None:
    """Free at once the place in the talk of somebody who went out of a room, with their letters; the others look."""
    if VoiceSeat.objects.filter(gathering=gathering, presence=presence_id).delete()[0]:
        _tell(gathering)
        hang_up_soon(gathering)


def send_letter(*, actor: Person, slug: str, letter: Letter, now: datetime) -> None:
    """Have another browser in the talk be told something. NotFound, NotAllowed, Invalid, Conflict, TooMany."""
    count_try("meetings.voice", str(actor.id), limit=LETTERS_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        _send(actor, slug, letter, now)


def _send(actor: Person, slug: str, letter: Letter, now: datetime) -> None:
    gathering = access_talk(actor, slug)
    mine = access_voice(actor, gathering)
    other = access_voice(actor, gathering, letter.seat)
    if other == mine or not names_only_relays(letter.kind, letter.body):
        raise Invalid(NOT_A_RELAY, field="body")
    _lock(mine.id, other.id)
    if other.letters.count() >= MOST_WAITING:
        raise Conflict(TOO_MANY_WAIT)
    VoiceLetter.objects.create(created_at=now, sender=mine, receiver=other, kind=letter.kind, body=letter.body)
    live.announce([other.presence.person_id], topic=TOPIC, ref=gathering.id)


def collect_letters(*, actor: Person, slug: str, now: datetime) -> Talk:
    """Hand over, once, what others told this browser, and note that it is there. NotFound, NotAllowed, TooMany."""
    count_try("meetings.voice_collect", str(actor.id), limit=FETCHES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        return _collect(actor, slug, now)


def _collect(actor: Person, slug: str, now: datetime) -> Talk:
    gathering = access_talk(actor, slug)
    mine = access_voice(actor, gathering)
    _lock(mine.id)
    VoiceSeat.objects.filter(id=mine.id).update(seen_at=now)
    if _forget_gone(gathering, now):
        _tell(gathering)
    rows = list(mine.letters.order_by("created_at", "id"))
    VoiceLetter.objects.filter(id__in=[row.id for row in rows]).delete()
    fresh = [Letter(row.sender_id, Kind(row.kind), row.body) for row in rows if now - row.created_at < LETTER_LASTS]
    return _talk(actor, mine, fresh, now)


def forget_old_letters(now: datetime) -> None:
    """Delete what nobody fetched in a minute."""
    VoiceLetter.objects.filter(created_at__lte=now - LETTER_LASTS).delete()


def _lock(*seats: UUID) -> None:
    """Have letters of these change for one at a time, and the places stay meanwhile. NotFound."""
    rows = VoiceSeat.objects.select_for_update(no_key=True).filter(id__in=seats).order_by("id")
    if len(rows) != len(seats):
        raise NotFound


def _forget_gone(gathering: Gathering, now: datetime) -> bool:
    """Free the places of those who left the room, or whose browser was not heard of for a minute."""
    # Whose place is locked is just being heard of.
    seats = VoiceSeat.objects.select_for_update(skip_locked=True, of=("self",)).filter(gathering=gathering)
    gone = seats.filter(Q(seen_at__lte=now - GONE_AFTER) | Q(presence__here_since=None)).values_list("id", flat=True)
    return bool(VoiceSeat.objects.filter(id__in=list(gone)).delete()[0])


def _talk(actor: Person, mine: VoiceSeat, letters: list[Letter], now: datetime) -> Talk:
    seats = visible_voices(actor, mine.gathering).exclude(id=mine.id).select_related("presence").order_by("place")
    return Talk(
        me=mine.id,
        others=[Voice(seat.id, seat.presence.name) for seat in seats],
        letters=letters,
        relay=make_pass(settings.RELAYS.secret, nonce=secrets.token_hex(8), now=now),
        sending=dict(visible_lines(actor, mine.gathering).values_list("seat", "id"))
        if settings.BRIDGE.is_there
        else {},
    )
