"""Small circles: a few people who write to each other, each after a yes of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.holding import hold
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.models import MOST_IN_CIRCLE, Chair, Conversation, Seat
from alongside.messaging.outgoing import tell_of_asking
from alongside.messaging.policies import access_chair, still_there
from alongside.messaging.reach import Whom, to_ask_into_circle
from alongside.messaging.sealing import CALLED
from alongside.messaging.services.beginning import put_off_before, stopped_before
from alongside.messaging.services.writing import announce_in, announce_to
from alongside.safety.pauses import check_may_write

CALLED_LENGTH = 40
FEWEST_OTHERS, MOST_OTHERS = 2, MOST_IN_CIRCLE - 1
CIRCLES_A_DAY = 5

HOW_MANY = _("Please choose two to seven people. To write to one person, begin a conversation with them.")


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom somebody asks into a small circle: members of one group, or with none people of their own circle.

    `called` is what they are called there, where it does not come from a group.
    """

    company_id: UUID | None
    sources: Collection[UUID]
    called: str = ""


@transaction.atomic
def begin_circle(*, actor: Person, asking: Asking, now: datetime) -> Conversation:
    """Begin a small circle and ask people, who see nothing before their yes. Invalid, NotAllowed, TooMany."""
    check_may_write(actor, asking.company_id, now=now)
    chosen = [one for one in to_ask_into_circle(actor, asking.company_id, now=now) if one.other in asking.sources]
    people = {one.person_id for one in chosen}
    if not FEWEST_OTHERS <= len(people) <= MOST_OTHERS or len(people) != len(set(asking.sources)):
        raise Invalid(HOW_MANY, field="sources")
    called = "" if asking.company_id else _checked_name(asking.called)
    count_try("messaging.circle", str(actor.id), limit=CIRCLES_A_DAY, window=timedelta(days=1), now=now)
    hold(Person, sorted([actor.id, *(one.person_id for one in chosen)]))
    key = uuid4()
    origin = Origin.GROUP if asking.company_id else Origin.TIE
    row = Conversation.objects.create(id=key, created_at=now, origin=origin, pair=f"circle:{key}", is_circle=True)
    source = chosen[0].own if asking.company_id else row.id
    own = Chair(created_at=now, conversation=row, person=actor, source=source, stand=Stand.IN, place=1, began=True)
    own.save(force_insert=True)
    _seat(own, called, now)
    for place, whom in enumerate(chosen, start=2):
        _ask(actor, row, whom, place, now)
    record("message.circle_begun", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _ask(actor: Person, row: Conversation, whom: Whom, place: int, now: datetime) -> None:
    """Ask one person; who stopped hearing from the actor, or said "not now" to them, is never shown that.

    The actor sees no difference.
    """
    is_shown = not (stopped_before(actor, whom) or put_off_before(actor, whom))
    stand = Stand.ASKED if is_shown else Stand.NOT_NOW
    chair = Chair.objects.create(
        created_at=now, conversation=row, person_id=whom.person_id, source=whom.other, stand=stand, place=place
    )
    if stand == Stand.ASKED:
        tell_of_asking(chair, now=now)
        announce_to(chair.person_id, row.id)


@transaction.atomic
def join_circle(*, actor: Person, conversation_id: UUID, called: str, now: datetime) -> Seat:
    """Say yes: from now on the actor reads and writes there, and nothing of what was said before. NotFound, Invalid."""
    chair = access_chair(actor, conversation_id, lock=True)
    check_may_write(actor, None, now=now)
    name = _checked_name(called) if chair.conversation.origin == Origin.TIE else ""
    chair.stand = Stand.IN
    chair.save(update_fields=["stand"])
    seat = _seat(chair, name, now)
    record("message.circle_joined", actor=actor.id, subject=conversation_id, about=actor.id, now=now)
    announce_in(seat, *_others(seat))
    return seat


@transaction.atomic
def put_off_circle(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Say not now, which nobody is told: to the others it looks like no answer yet. NotFound."""
    chair = access_chair(actor, conversation_id, lock=True)
    chair.stand = Stand.NOT_NOW
    chair.save(update_fields=["stand"])
    record("message.circle_put_off", actor=actor.id, subject=conversation_id, about=actor.id, now=now)


def leave_chair(seat: Seat, *, now: datetime) -> None:
    """Free the place of somebody whose seat is left; when nobody sits there any more the circle is over."""
    Chair.objects.filter(conversation=seat.conversation_id, person=seat.person_id).update(place=None)
    others = _others(seat)
    if others:
        announce_in(seat, *others)
    else:
        Conversation.objects.filter(id=seat.conversation_id).update(ended_at=now)


def _others(seat: Seat) -> list[Seat]:
    rows = Seat.objects.filter(conversation=seat.conversation_id, left_at=None).exclude(id=seat.id)
    return still_there(rows.select_related("person", "conversation"))


def _seat(chair: Chair, called: str, now: datetime) -> Seat:
    return Seat.objects.create(
        created_at=now,
        conversation=chair.conversation,
        person=chair.person,
        source=chair.source,
        stand=Stand.IN,
        name_sealed=seal(chair.person.data_key_id, called, what=CALLED) if called else None,
        begins_after=chair.conversation.last_number,
        read_number=chair.conversation.last_number,
    )


def _checked_name(called: str) -> str:
    return checked_text(called, field="called", most=CALLED_LENGTH, required=True)
