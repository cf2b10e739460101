"""What is done to a group when moderators decide: within their transaction, each with what undoes it.

Who may decide that, `safety` knows. Nothing here fails because something is not there any more: then it does nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.groups.aliases.offering import free_alias
from alongside.groups.enums import GroupRole, GroupState, Standing, ThreadState
from alongside.groups.models import Group, Membership
from alongside.groups.services.calling import give_calls_up
from alongside.groups.services.rows import end, save_named
from alongside.groups.services.unanswered import note_answered, wait_again
from alongside.groups.threads.following import begin_to_follow
from alongside.groups.threads.models import TITLE_LENGTH, Post, Thread
from alongside.groups.unanswered.models import Waiting
from alongside.kernel.errors import Invalid
from alongside.kernel.markdown import excerpt
from alongside.safety.services.handling import let_claims_go


def _post(post_id: UUID) -> Post | None:
    """Return a post that was not taken back, with its thread held."""
    list(Thread.objects.filter(posts=post_id).select_for_update(no_key=True, of=("self",)))
    return Post.objects.filter(id=post_id, taken_back_at=None).select_related("thread__group").first()


def hide_post(post_id: UUID, now: datetime) -> str:
    """Hide a post from members; with the one that began it, its thread."""
    hide_posts([post_id], now)
    return ""


def show_post(post_id: UUID, memo: str, now: datetime) -> None:
    """Show a post again; a thread that was locked meanwhile stays so."""
    show_posts({post_id: memo}, now)


def hide_posts(post_ids: Collection[UUID], now: datetime) -> dict[UUID, str]:
    """Hide posts, as `hide_post`, thread by thread at once; return those that were not hidden yet."""
    _hold_threads(post_ids)
    shown = Post.objects.filter(id__in=post_ids, taken_back_at=None, hidden_at=None)
    shown = shown.exclude(place=1, thread__state=ThreadState.HIDDEN)
    rows = list(shown.values_list("id", "place", "thread_id"))
    hidden = [one for one, _place, _thread in rows]
    Waiting.objects.filter(post__in=hidden, answered_at=None).update(answered_at=now, due_at=None, claimed_by=None)
    begun = [thread for _one, place, thread in rows if place == 1]
    Thread.objects.filter(id__in=begun).update(state=ThreadState.HIDDEN)
    Post.objects.filter(id__in=[one for one, place, _thread in rows if place > 1]).update(hidden_at=now)
    wait_again({thread for _one, place, thread in rows if place > 1}, now=now)
    return dict.fromkeys(hidden, "")


def show_posts(memos: Mapping[UUID, str], now: datetime) -> None:
    """Show posts again, as `show_post`, each by what undoes its hiding."""
    _hold_threads(memos)
    rows = list(Post.objects.filter(id__in=memos, taken_back_at=None).select_related("thread"))
    Post.objects.filter(id__in=[post.id for post in rows]).update(hidden_at=None)
    begun = [post for post in rows if post.place == 1 and post.thread.state == ThreadState.HIDDEN]
    # Older decisions kept what the thread was before.
    locked = {post.thread_id for post in begun if post.thread.locked_at or memos[post.id] == ThreadState.LOCKED}
    Thread.objects.filter(id__in=locked).update(state=ThreadState.LOCKED)
    Thread.objects.filter(id__in={post.thread_id for post in begun} - locked).update(state=ThreadState.OPEN)
    threads = {post.thread_id for post in rows}
    note_answered(threads, now=now)
    wait_again(threads, now=now)


def _hold_threads(post_ids: Iterable[UUID]) -> None:
    """Hold the threads of posts, in the order of their ids."""
    held = Thread.objects.filter(id__in=Post.objects.filter(id__in=list(post_ids)).values("thread"))
    list(held.order_by("id").select_for_update(no_key=True, of=("self",)))


def lock_thread_of(post_id: UUID, now: datetime) -> str:
    """Lock the thread of a post, which is returned: it can be read unless it is hidden, and nothing is added."""
    post = _post(post_id)
    if post is None:
        return ""
    thread = post.thread
    thread.locked_at = thread.locked_at or now
    _set(thread, ThreadState.HIDDEN if thread.state == ThreadState.HIDDEN else ThreadState.LOCKED)
    return str(thread.id)


def unlock_thread_of(post_id: UUID, memo: str, now: datetime) -> None:
    """Open the thread again that was locked for a post, and what waits in it waits on; one that is hidden stays so."""
    locked = locked_for(post_id, memo)
    for thread in Thread.objects.filter(id__in=[locked] if locked else []).select_for_update(no_key=True):
        thread.locked_at = None
        _set(thread, ThreadState.OPEN if thread.state == ThreadState.LOCKED else ThreadState(thread.state))
        wait_again([thread.id], now=now)


def locked_for(post_id: UUID, memo: str) -> UUID | None:
    """Return the thread that was locked for a post. What undoes older decisions names none: then it is the post's."""
    try:
        return UUID(memo)
    except ValueError:
        return Post.objects.filter(id=post_id).values_list("thread_id", flat=True).first()


def _set(thread: Thread, state: ThreadState) -> None:
    thread.state = state
    thread.save(update_fields=["state", "locked_at"])


def move_post(post_id: UUID, now: datetime) -> str:
    """Move a post that did not begin its thread into one of its own; its place there stays, empty.

    What came after it there does not answer it any more. Its writer follows it.
    """
    post = _post(post_id)
    if post is None or post.place == 1:
        return ""
    before, place = post.thread, post.place
    # What is hidden is in no title either: everybody reads those.
    words = "" if post.hidden_at else post.note or excerpt(post.html, 60)
    title = " ".join(words.split())[:TITLE_LENGTH]
    own = Thread.objects.create(created_at=now, group=before.group, title=title, last_place=1, last_at=now)
    Post.objects.filter(id=post.id).update(thread=own, place=1, answers=None)
    Post.objects.create(created_at=post.created_at, thread=before, place=place, taken_back_at=now)
    if post.membership is not None and post.membership.state == Standing.IN:
        begin_to_follow(post.membership, own, now=now)
    wait_again([before.id, own.id], now=now)
    return f"{before.id} {place}"


def move_post_back(post_id: UUID, memo: str, now: datetime) -> None:
    """Move a post back to its place, unless somebody has answered it where it is now."""
    post, (thread_id, _space, place) = _post(post_id), memo.partition(" ")
    if post is None or not place or post.thread.last_place > 1:
        return
    own, empty = post.thread, Post.objects.filter(thread=UUID(thread_id), place=int(place), membership=None)
    if empty.delete()[0]:
        Post.objects.filter(id=post.id).update(thread=UUID(thread_id), place=int(place))
        own.delete()
        note_answered([UUID(thread_id)], now=now)


# What is kept of whoever had left when they were put out: no alias is so.
WAS_OUT = " "


def put_out(*, group_id: UUID, person_id: UUID, for_good: bool = True, now: datetime) -> str:
    """End somebody's membership, `for_good` or until they ask again; return the alias that they had.

    Whoever left before it came to that, or asks to be in, is put out all the same, from now on; whoever cannot come
    back anyway is left so. Where no host is left the group looks for one.
    """
    list(Group.objects.filter(id=group_id).select_for_update(no_key=True))
    rows = Membership.objects.filter(group=group_id, person=person_id)
    state = Standing.BANNED if for_good else Standing.REMOVED
    row = rows.filter(state__in=[Standing.IN, Standing.ASKED]).first()
    if row is not None:
        alias = row.alias if row.state == Standing.IN else WAS_OUT
        end(row, state, now=now)
        return alias
    row = rows.filter(state=Standing.LEFT).order_by("-ended_at", "-id").first()
    if row is None or rows.filter(state=Standing.BANNED).exists():
        return ""
    # Where somebody stands is what ended last, and they may have asked meanwhile and not been let in.
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at"])
    return WAS_OUT


def take_in_again(*, group_id: UUID, person_id: UUID, alias: str, now: datetime) -> None:
    """Have somebody be in the group again who was put out, as a member, under the alias they had if it is free.

    Who has asked to come back meanwhile is let in as they asked; who had left themself can come in again.
    """
    group = Group.objects.filter(id=group_id).select_for_update(no_key=True).first()
    rows = Membership.objects.filter(group=group_id, person=person_id)
    row = rows.filter(state__in=[Standing.BANNED, Standing.REMOVED]).order_by("-ended_at").first()
    if group is None or row is None or not alias or rows.filter(state=Standing.IN).exists():
        return
    if rows.filter(state=Standing.ASKED).update(state=Standing.IN, joined_at=now, word_sealed=None):
        return
    if alias == WAS_OUT:
        row.state = Standing.LEFT
        row.save(update_fields=["state"])
        return
    row.state, row.ended_at = Standing.IN, None
    try:
        save_named(row, alias, now=now)
    except Invalid:
        save_named(row, free_alias(row.person, group_id=group_id, now=now), now=now)


def take_roles(*, person_id: UUID, now: datetime) -> list[str]:
    """Have somebody be a member like others in every group; return a word for each role that they had.

    Where no host is left the group looks for one.
    """
    rows = Membership.objects.filter(person=person_id, state=Standing.IN).exclude(role=GroupRole.MEMBER)
    _hold_groups(rows.values_list("group", flat=True))
    words = []
    for row in rows.select_for_update(no_key=True).order_by("id"):
        words.append(f"{row.id}:{row.role}")
        row.role, row.offered_role = GroupRole.MEMBER, ""
        row.save(update_fields=["role", "offered_role"])
        give_calls_up(row, now=now)
    # Also of the whole place: a role there is gone by now.
    for person in Person.objects.filter(id=person_id):
        let_claims_go(person, now=now)
    return words


def give_roles_back(*, person_id: UUID, words: Iterable[str]) -> None:
    """Give somebody the roles again that were taken from them, where they are a member by now.

    A group that looks for a host has found one in whoever was its host.
    """
    kept = {UUID(row_id): role for row_id, _colon, role in (word.partition(":") for word in words)}
    rows = Membership.objects.filter(id__in=kept, person=person_id, state=Standing.IN, role=GroupRole.MEMBER)
    _hold_groups(rows.values_list("group", flat=True))
    for row in rows.select_for_update(no_key=True).order_by("id"):
        row.role = kept[row.id]
        row.save(update_fields=["role"])
        if row.role == GroupRole.HOST:
            Group.objects.filter(id=row.group_id, state=GroupState.HOSTLESS).update(state=GroupState.OPEN)


def _hold_groups(group_ids: Iterable[UUID]) -> None:
    list(Group.objects.filter(id__in=list(group_ids)).select_for_update(no_key=True).order_by("id"))
