"""How members stand to threads: what they have read, whether they follow, what they are told, and reactions.

Reading is noted without an entry in the audit: it is nobody's deed, and would be a record of who looked when.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.enums import HURTING, Reacts, Standing, Wants
from alongside.groups.models import Membership
from alongside.groups.policies import access_standing
from alongside.groups.threads.models import Post, Reaction, Reading, Thread
from alongside.groups.threads.policies import access_thread
from alongside.kernel.errors import Invalid, NotAllowed
from alongside.kernel.ratelimit import count_try
from alongside.ui import phrases

WANTS_AN_HOUR = 120
YOUR_OWN = _("This is for what others wrote. Nothing was changed.")


def begin_to_follow(standing: Membership, thread: Thread, *, now: datetime) -> None:
    """Have who writes in a thread follow it, unless they muted it; what they wrote they have read."""
    follow_from(standing, thread, place=thread.last_place, now=now)


def follow_from(standing: Membership, thread: Thread, *, place: int, now: datetime) -> None:
    """Have somebody follow a thread, unless they muted it; they have read it so far."""
    row, is_new = Reading.objects.get_or_create(
        membership=standing, thread=thread, defaults={"created_at": now, "wants": Wants.FOLLOW}
    )
    if not is_new and row.wants == Wants.NOTHING:
        Reading.objects.filter(id=row.id).update(wants=Wants.FOLLOW)
    mark_read(standing, thread, place=place, now=now)


def mark_read(standing: Membership, thread: Thread, *, place: int, now: datetime) -> None:
    """Note that somebody has read a thread so far; they are told again of what comes after."""
    row, is_new = Reading.objects.get_or_create(
        membership=standing, thread=thread, defaults={"created_at": now, "read_place": place}
    )
    if not is_new:
        Reading.objects.filter(id=row.id).update(read_place=Greatest(F("read_place"), Value(place)), is_told=False)


def tell_followers(thread: Thread, *, besides: Membership, asked: Collection[UUID], now: datetime) -> None:
    """Tell those who follow a thread that there is something new, each once until they have looked.

    Who was `asked` for an answer just now knows that something is new, and is not told twice.
    """
    followed = Reading.objects.filter(thread=thread, wants=Wants.FOLLOW, is_told=False)
    rows = list(followed.filter(membership__state=Standing.IN).exclude(membership=besides))
    people = Person.objects.filter(
        id__in=Membership.objects.filter(id__in=[row.membership_id for row in rows])
        .exclude(id__in=asked)
        .values("person")
    )
    outgoing.tell_people(people, now=now)
    Reading.objects.filter(id__in=[row.id for row in rows]).update(is_told=True)


@transaction.atomic
def want_thread(*, actor: Person, slug: str, thread_id: UUID, wants: str, now: datetime) -> None:
    """Follow a thread, mute it, or neither. Invalid, NotAllowed, NotFound, TooMany."""
    count_try("groups.wants", str(actor.id), limit=WANTS_AN_HOUR, window=timedelta(hours=1), now=now)
    if wants not in Wants.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="wants")
    standing = access_standing(actor, slug)
    thread = access_thread(standing, thread_id)
    Reading.objects.update_or_create(
        membership=standing,
        thread=thread,
        defaults={"wants": wants, "is_told": False},
        create_defaults={"wants": wants, "created_at": now},
    )
    record("group.thread_wanted", actor=actor.id, subject=thread.id, about=actor.id, now=now)


def check_reaction(standing: Membership, post: Post, kind: str) -> None:
    """Raise Invalid for what is none of the words or would hurt there, NotAllowed for one's own post.

    What somebody has said before a post became heavy they can take back.
    """
    hurts = post.is_heavy and kind in HURTING
    if kind not in Reacts.values or (hurts and not _said(standing, post, kind)):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="kind")
    if post.membership_id == standing.id:
        raise NotAllowed(YOUR_OWN)


def _said(standing: Membership, post: Post, kind: str) -> bool:
    return Reaction.objects.filter(post=post, membership=standing, kind=kind).exists()
