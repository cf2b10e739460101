"""Who is in a chat room, of those who let others see it; of the others nothing is written down at all."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups.chat.models import ChatPresence, ChatRoom
from alongside.groups.enums import Standing
from alongside.groups.models import Membership
from alongside.groups.policies import access_standing
from alongside.kernel import live

TOPIC = "group-chat"
# Being seen is written down this often: far within the time after which somebody counts as gone.
SEEN_EVERY = timedelta(seconds=40)
GONE_AFTER = timedelta(seconds=75)


def who_sees_chat(people: Collection[UUID], room_id: UUID, now: datetime) -> set[UUID]:
    """Return who of these people is in the group of a room; note of those who let others see it that they are here."""
    inside = Membership.objects.filter(person__in=list(people), state=Standing.IN)
    rows = inside.filter(group__chat_rooms=room_id).values_list("person", "id", "shows_here")
    found = list(rows)
    note_here([membership for _person, membership, shows in found if shows], room_id, now)
    return {person for person, _membership, _shows in found}


@transaction.atomic
def note_here(memberships: Sequence[UUID], room_id: UUID, now: datetime) -> None:
    """Note that these look at a room. Who acts in the group at this moment is noted the next time."""
    if not memberships:
        return
    own = Membership.objects.filter(id__in=memberships, shows_here=True, state=Standing.IN)
    held = set(own.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True))
    seen = dict(ChatPresence.objects.filter(room=room_id, membership__in=held).values_list("membership_id", "seen_at"))
    late = [one for one in held if one not in seen or now - seen[one] >= SEEN_EVERY]
    rows = [ChatPresence(created_at=now, room_id=room_id, membership_id=one, seen_at=now) for one in sorted(late)]
    ChatPresence.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["room", "membership"], update_fields=["seen_at"]
    )
    if any(one not in seen or now - seen[one] >= GONE_AFTER for one in late):
        later = Q(due_at=None) | Q(due_at__gt=now + GONE_AFTER)
        ChatRoom.objects.filter(later, id=room_id, closed_at=None).update(due_at=now + GONE_AFTER)
        live.announce_shared(topic=TOPIC, ref=room_id)


def forget_gone(room: ChatRoom, now: datetime) -> None:
    """Forget who has not been seen in a room for a while."""
    ChatPresence.objects.filter(room=room, seen_at__lte=now - GONE_AFTER).delete()


@transaction.atomic
def choose_here(*, actor: Person, slug: str, shows: bool, now: datetime) -> None:
    """Let the people of a group see when the actor is in one of its rooms, or nobody. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, lock=True)
    standing.shows_here = shows
    standing.save(update_fields=["shows_here"])
    record("group.here_shown" if shows else "group.here_hidden", actor=actor.id, subject=standing.id,
           about=actor.id, now=now)  # fmt: skip
    if not shows:
        forget_here(standing)


def forget_here(standing: Membership) -> None:
    """Have no room of the group say any more that somebody is there."""
    rows = ChatPresence.objects.filter(membership=standing)
    rooms = sorted(rows.values_list("room_id", flat=True))
    rows.delete()
    for room_id in rooms:
        live.announce_shared(topic=TOPIC, ref=room_id)
