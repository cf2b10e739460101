"""How an open page of a thread hears that something was added: that it was, and no word of it.

What travels is the place of the newest post, the same for all who read. What of it is new to somebody, their page asks
for itself: each hears of other people.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Min

from alongside.groups.models import Membership
from alongside.groups.threads.models import Thread
from alongside.groups.threads.policies import visible_posts, who_reads_thread
from alongside.groups.unheard import unheard_of
from alongside.kernel.live import Shared, Snapshot, announce_shared

TOPIC = "group-thread"


class Newer(NamedTuple):
    """How many posts came after what somebody has on their page, and where the first of them stands."""

    many: int
    first: int


def newer_than(standing: Membership, thread: Thread, place: int) -> Newer:
    """Return what others wrote after a place: nothing by whom the reader does not hear, nor what is gone again."""
    posts = visible_posts(standing).filter(thread=thread, place__gt=place, taken_back_at=None, hidden_at=None)
    others = posts.exclude(membership=standing).exclude(membership__in=unheard_of(standing))
    found = others.aggregate(many=Count("id"), first=Min("place"))
    return Newer(found["many"], found["first"] or place)


def tell_open_pages(thread: Thread) -> None:
    """Tell the open pages of a thread, once this transaction commits, that something was added."""
    announce_shared(topic=TOPIC, ref=thread.id)


def snapshot(thread_id: UUID, _now: datetime) -> Snapshot | None:
    """Return how far a thread goes, None where it is gone."""
    last = Thread.objects.filter(id=thread_id).values_list("last_place", flat=True).first()
    return None if last is None else Snapshot(last, {})


def shared_thread() -> Shared:
    """Return how all who may read a thread hear that something was added."""
    return Shared(TOPIC, who_reads_thread, snapshot)
