"""Who may see and do what in threads. Whoever is in the group reads them; what is hidden, those who moderate alone."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.groups.enums import MAY, GroupState, Standing, ThreadState, Use
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.threads.models import Post, Thread
from alongside.groups.unanswered.models import Waiting
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.statements import Statement, columns, instance
from alongside.ui.phrases import FORM_LOST

IS_LOCKED = _("This thread is locked: it can be read, and nothing is added. What you wrote was not sent.")
READ_ONLY = _("This group is closed or waits for a look, so nothing is added. What you wrote was not sent.")
NOT_YOURS = _("Only who wrote this can change it or take it back. Nothing was changed.")


def visible_threads(standing: Membership) -> QuerySet[Thread]:
    """Return the threads of a group that somebody in it may read."""
    threads = Thread.objects.filter(group=standing.group_id)
    if standing.state != Standing.IN:
        return threads.none()
    return threads if may(standing, Use.MODERATE) else threads.exclude(state=ThreadState.HIDDEN)


def who_reads_thread(people: Collection[UUID], thread_id: UUID, _now: datetime) -> set[UUID]:
    """Return who of these people may read a thread, as `visible_threads` has it."""
    is_shown = Q(group__threads__state__in=[one for one in ThreadState if one != ThreadState.HIDDEN])
    rows = Membership.objects.filter(
        is_shown | Q(role__in=MAY[Use.MODERATE]),
        person__in=list(people),
        state=Standing.IN,
        group__threads=thread_id,
    )
    return set(rows.values_list("person", flat=True))


def access_thread(standing: Membership, thread_id: UUID, *, lock: bool = False) -> Thread:
    """Return a thread that somebody may read; NotFound. `lock` holds it until the transaction ends."""
    known = None if lock else _plain_thread(standing, thread_id)
    if known is not None:
        return known
    # With what a thread that opened by itself has more: no statement of its own.
    threads = visible_threads(standing).select_related("regular_day__host", "regular_day__regular").filter(id=thread_id)
    thread = (threads.select_for_update(no_key=True, of=("self",)) if lock else threads).first()
    if thread is None:
        raise NotFound
    thread.group = standing.group
    return thread


def _plain_thread(standing: Membership, thread_id: UUID) -> Thread | None:
    """Return a thread that somebody may read and that did not open by itself; None for any other."""
    if standing.state != Standing.IN:
        return None
    rows = _thread_for(standing.role)(group=standing.group_id, thread=thread_id)
    if not rows or rows[0][0] is not None:
        return None
    thread = instance(Thread, rows[0][1:])
    thread.group = standing.group
    Thread._meta.get_field("regular_day").set_cached_value(thread, None)  # noqa: SLF001 - Django keeps it so
    return thread


@cache
def _thread_for(role: str) -> Statement:
    def made(group: UUID, thread: UUID) -> QuerySet[Thread, Any]:
        seen = visible_threads(Membership(group_id=group, role=role, state=Standing.IN)).filter(id=thread)
        return seen.values_list("regular_day__id", *columns(Thread))

    return Statement(made, group=UUID, thread=UUID)


def visible_posts(standing: Membership) -> QuerySet[Post]:
    """Return the posts that somebody may read, of all threads of their group: what is hidden, its writer can."""
    posts = Post.objects.filter(thread__in=visible_threads(standing))
    return posts if may(standing, Use.MODERATE) else posts.filter(Q(hidden_at=None) | Q(membership=standing))


def access_post(standing: Membership, thread: Thread, post_id: UUID) -> Post:
    """Return a post of a thread that somebody may read, which was not taken back; NotFound."""
    post = visible_posts(standing).filter(thread=thread, id=post_id, taken_back_at=None).first()
    if post is None:
        raise NotFound
    post.thread = thread
    return post


def access_post_at(standing: Membership, thread: Thread, place: int | None) -> Post:
    """Return the post at a place of a thread that somebody may read; Invalid for what is no place, NotFound."""
    if place is None:
        raise Invalid(FORM_LOST)
    post = visible_posts(standing).filter(thread=thread, place=place, taken_back_at=None).first()
    if post is None:
        raise NotFound
    return post


def access_own_post(standing: Membership, thread: Thread, post_id: UUID) -> Post:
    """Return a post that somebody wrote themself; NotFound, NotAllowed for another's."""
    post = access_post(standing, thread, post_id)
    if post.membership_id != standing.id:
        raise NotAllowed(NOT_YOURS)
    return post


def is_writable(standing: Membership, thread: Thread | None = None) -> bool:
    """Tell whether something can be added: not in a group that is held or closed, nor in a thread that is locked."""
    is_open = standing.group.state in (GroupState.OPEN, GroupState.HOSTLESS)
    return is_open and (thread is None or thread.state == ThreadState.OPEN)


def check_writable(standing: Membership, thread: Thread | None = None) -> None:
    """Raise Conflict where nothing can be added, with why."""
    if not is_writable(standing):
        raise Conflict(READ_ONLY)
    if not is_writable(standing, thread):
        raise Conflict(IS_LOCKED)


def visible_waiting(standing: Membership) -> QuerySet[Waiting]:
    """Return the posts of a group that nobody has answered, to those who greet: of threads in which they could."""
    threads = visible_threads(standing).filter(state=ThreadState.OPEN)
    rows = Waiting.objects.filter(post__thread__in=threads, answered_at=None, post__hidden_at=None)
    return rows if may(standing, Use.GREET) else rows.none()


def access_waiting(standing: Membership, waiting_id: UUID, *, lock: bool = False) -> Waiting:
    """Return a post that waits, or that was answered meanwhile; NotFound. `lock` holds its row."""
    rows = Waiting.objects.filter(post__thread__in=visible_threads(standing), id=waiting_id)
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    return row
