"""Beginning a conversation: somebody of one's circle at once, a member of one's group by asking with one message."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict
from alongside.kernel.holding import hold
from alongside.kernel.ratelimit import count_try
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.forgetting import ASKED_FOR
from alongside.messaging.models import Chair, Conversation, Message, Seat
from alongside.messaging.policies import access_seat, visible_seats
from alongside.messaging.reach import Whom, access_whom
from alongside.messaging.services.writing import WAITS_FOR_YES, Line, checked_line, checked_writing, put_down
from alongside.safety.pauses import check_may_write
from alongside.safety.slow_start import without_links

FIRST_A_DAY = 10


def write_first(*, actor: Person, origin: str, source: UUID, line: Line, now: datetime) -> Message:
    """Write to somebody, in the conversation the two have or in a new one. As `say`; NotFound when they may not.

    TooMany past ten people of groups a day, Invalid for a link from somebody who is new there, NotAllowed for who is
    paused in that group and has no conversation with them yet.
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
    list(conversations.filter(pair=whom.pair, ended_at=None))
    is_there = visible_seats(actor).filter(conversation__pair=whom.pair, conversation__ended_at=None).exists()
    if not is_there:
        # What two have said yes to belongs to no group: it goes on. Whom the group has one find, one asks through it.
        check_may_write(actor, whom.company_id, now=now)
        _check_not_put_off(actor, whom, now)
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
    show_from_now_on(actor, row, now=now, stand=Stand.IN)
    if not is_there:
        hear_again(actor, row, whom.person_id)
    return access_seat(actor, row.id, lock=True)


def _check_not_put_off(actor: Person, whom: Whom, now: datetime) -> None:
    """Refuse to ask anew who was asked before and has not said yes: leaving does not make a second first message.

    Neither a conversation nor a group is left for that, for 90 days. Who the other is in another group does not count:
    it would tell that the two are one. Nor does where the actor never wrote: the other stopped hearing from them there.
    """
    asks = Seat.objects.filter(
        Q(begins_after__gt=0, stand=Stand.IN) | Q(conversation__seats__stand__in=(Stand.ASKED, Stand.NOT_NOW)),
        person=actor,
        is_unseen=False,
        conversation__is_circle=False,
        conversation__last_number__gt=F("begins_after"),
        conversation__seats__person=whom.person_id,
        conversation__seats__source=whom.other,
    )
    # Past that time all others can ask anew: where somebody stopped hearing, a row stays that holds nobody up.
    if asks.exclude(conversation__ended_at__lte=now - ASKED_FOR).exists():
        raise Conflict(WAITS_FOR_YES)


def show_from_now_on(actor: Person, row: Conversation, *, now: datetime, stand: Stand) -> None:
    """Have a conversation be there for the actor that was not, as if it began now.

    What the other wrote in it before is left out, and so is that it is older: it would tell that two aliases are one.
    """
    # Of a tie nobody is asked, and who the other is was never hidden.
    begins_after = row.last_number if row.origin == Origin.GROUP else 0
    Seat.objects.filter(conversation=row, person=actor, is_unseen=True).update(
        is_unseen=False,
        blocked_at=None,
        stand=stand,
        created_at=now,
        begins_after=begins_after,
        read_number=begins_after,
    )


def hear_again(actor: Person, row: Conversation, person_id: UUID) -> None:
    """Have the actor hear from the other again, also where they stopped in a conversation of the two that was left.

    What the other asked under this alias meanwhile is there from now on. Of what they asked under another it stays
    away: to see it appear now would tell whose it is.
    """
    own = Seat.objects.filter(person=actor, conversation__is_circle=False)
    same = own.filter(conversation__pair=row.pair)
    asked = same.filter(is_unseen=True, conversation__ended_at=None, conversation__last_number__gt=F("begins_after"))
    asked.update(is_unseen=False)
    same.update(blocked_at=None)
    if row.origin == Origin.GROUP:
        theirs = Seat.objects.filter(person=person_id).values("conversation")
        elsewhere = own.filter(is_unseen=True, conversation__in=theirs, conversation__origin=Origin.GROUP)
        elsewhere.update(blocked_at=None)


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
