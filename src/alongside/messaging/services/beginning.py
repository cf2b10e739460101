"""Beginning a conversation: somebody of one's circle at once, a member of one's group by asking with one message."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict
from alongside.kernel.holding import hold
from alongside.kernel.ratelimit import count_try
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import Chair, Conversation, Message, Seat
from alongside.messaging.policies import access_seat
from alongside.messaging.reach import Whom, access_whom
from alongside.messaging.services.writing import WAITS_FOR_YES, Line, checked_line, checked_writing, put_down
from alongside.safety.slow_start import without_links

FIRST_A_DAY = 10


def write_first(*, actor: Person, origin: str, source: UUID, line: Line, now: datetime) -> Message:
    """Write to somebody, in the conversation the two have or in a new one. As `say`; NotFound when they may not.

    TooMany past ten people of groups a day, Invalid for a link from somebody who is new there.
    """
    text = checked_line(actor, line, now=now)
    if origin == Origin.GROUP:
        count_try("messaging.first", str(actor.id), limit=FIRST_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        whom = access_whom(actor, origin, source, now=now)
        if whom.begins_slowly:
            (text,) = without_links(text)
        seat = _seat_with(actor, whom, now)
        known = seat.messages.filter(request_key=line.request_key).first()
        return known or put_down(seat, checked_writing(seat, now=now), text, line.request_key, now=now)


def _seat_with(actor: Person, whom: Whom, now: datetime) -> Seat:
    """Return the actor's seat in the conversation of the two, locked; who comes first makes it."""
    hold(Person, sorted([actor.id, whom.person_id]))
    # One that is just being taken away, as nobody ever wrote in it, is waited for and found gone.
    conversations = Conversation.objects.select_for_update(no_key=True)
    if not conversations.filter(pair=whom.pair, ended_at=None):
        _check_not_put_off(actor, whom)
    row, is_new = conversations.get_or_create(
        pair=whom.pair, ended_at=None, defaults={"created_at": now, "origin": whom.origin}
    )
    if is_new:
        stopped = stopped_before(actor, whom)
        Seat.objects.bulk_create(
            [
                Seat(created_at=now, conversation=row, person=actor, source=whom.own, stand=Stand.IN),
                Seat(
                    created_at=now,
                    conversation=row,
                    person_id=whom.person_id,
                    source=whom.other,
                    stand=whom.stand,
                    blocked_at=now if stopped else None,
                    is_unseen=stopped,
                ),
            ]
        )
        record("message.begun", actor=actor.id, subject=row.id, about=actor.id, now=now)
    own = Seat.objects.filter(conversation=row, person=actor, is_unseen=True)
    own.update(is_unseen=False, blocked_at=None, stand=Stand.IN, created_at=now)
    return access_seat(actor, row.id, lock=True)


def _check_not_put_off(actor: Person, whom: Whom) -> None:
    """Refuse to ask anew who was asked before and has not said yes: leaving does not make a second first message.

    Neither a conversation nor a group is left for that. Who the other is in another group does not count: it would tell
    that the two are one.
    """
    asked = Seat.objects.filter(person=whom.person_id, source=whom.other, conversation__is_circle=False)
    if asked.exclude(stand=Stand.IN).filter(conversation__seats__person=actor).exists():
        raise Conflict(WAITS_FOR_YES)


def stopped_before(actor: Person, whom: Whom) -> bool:
    """Tell whether the other stopped hearing from the actor before: in any group, or through this tie."""
    stopped = Seat.objects.filter(person=whom.person_id, blocked_at__isnull=False, conversation__origin=whom.origin)
    of_it = stopped.filter(source=whom.other) if whom.origin == Origin.TIE else stopped
    return Seat.objects.filter(person=actor, conversation__in=of_it.values("conversation")).exists()


def put_off_before(actor: Person, whom: Whom) -> bool:
    """Tell whether the other said "not now" to the actor in this group before, and has said yes to nothing since."""
    if whom.origin != Origin.GROUP:
        return False
    asked = Seat.objects.filter(person=whom.person_id, source=whom.other, conversation__seats__person=actor)
    stands = set(asked.filter(conversation__is_circle=False).values_list("stand", flat=True))
    into = Chair.objects.filter(person=whom.person_id, source=whom.other, stand=Stand.NOT_NOW)
    into = into.filter(conversation__chairs__person=actor, conversation__chairs__began=True)
    return Stand.IN not in stands and (Stand.NOT_NOW in stands or into.exists())
