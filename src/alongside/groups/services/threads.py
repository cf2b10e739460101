"""Writing in a group: beginning a thread, answering, changing and taking back what one wrote."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from operator import add
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups.languages import search_configurations
from alongside.groups.models import Membership, Waiting
from alongside.groups.policies import access_standing
from alongside.groups.services import unanswered
from alongside.groups.services.brought import bring_danger, bring_if_needed, check_pace, slowly
from alongside.groups.things import POST, post_as_thing
from alongside.groups.threads import following
from alongside.groups.threads.checks import checked_opening, checked_said, checked_title
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.live import tell_open_pages
from alongside.groups.threads.models import Draft, Post, Reaction, Thread
from alongside.groups.threads.policies import access_own_post, access_post, access_thread, check_writable
from alongside.groups.threads.quoting import quotable_in
from alongside.kernel.markdown import safe_html
from alongside.kernel.ratelimit import count_try
from alongside.safety.pauses import check_may_write
from alongside.safety.policies import hold_cases_of
from alongside.safety.services.reporting import POSTS_GO_ON
from alongside.safety.words.danger import sounds_like_danger

THREADS_A_DAY = 20
POSTS_AN_HOUR = 60
CHANGES_AN_HOUR = 60
REACTIONS_AN_HOUR = 240
# Within this a change is not marked, and the same words sent twice are one post.
SILENT = timedelta(minutes=15)
AT_ONCE = timedelta(minutes=2)


def begin_thread(*, actor: Person, slug: str, opening: Opening, ends_draft: bool = True, now: datetime) -> Thread:
    """Begin a thread with its first post. Invalid, NotAllowed, NotFound; Conflict where nothing is added; TooMany.

    What the actor has begun to write for a new thread goes with it, unless it is sent from elsewhere (`ends_draft`).
    """
    checked = checked_opening(opening)
    count_try("groups.threads", str(actor.id), limit=THREADS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        check_writable(standing)
        check_may_write(actor, standing.group_id, now=now)
        typed, checked = checked, _slowly(standing, checked, now=now)
        same = Post.objects.filter(
            membership=standing,
            place=1,
            text=checked.said.text,
            created_at__gt=now - AT_ONCE,
            thread__title=checked.title,
        ).first()
        if same is not None:
            return same.thread
        check_pace(standing, checked.title, _whole(checked.said), has_lost=checked != typed, now=now)
        thread = add_thread(standing, checked, now=now)
        if ends_draft:
            Draft.objects.filter(membership=standing, thread=None).delete()
        record("group.thread_begun", actor=actor.id, subject=thread.id, about=actor.id, now=now)
    return thread


def add_thread(standing: Membership, opening: Opening, *, follows: bool = True, now: datetime) -> Thread:
    """Add a thread whose words were checked, of somebody whose membership is held; they follow it unless said."""
    thread = Thread.objects.create(
        created_at=now,
        group=standing.group,
        title=opening.title,
        milestone=opening.milestone,
        needs_answer=opening.needs_answer,
        last_place=1,
        last_at=now,
    )
    _add(standing, thread, opening.said, follows=follows, now=now)
    return thread


def answer_thread(*, actor: Person, slug: str, thread_id: UUID, said: Said, now: datetime) -> Post:
    """Add a post to a thread; those who follow it are told. As `begin_thread`; what it answers may be gone by then."""
    checked = checked_said(said)
    count_try("groups.posts", str(actor.id), limit=POSTS_AN_HOUR, window=timedelta(hours=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        thread = access_thread(standing, thread_id, lock=True)
        check_writable(standing, thread)
        check_may_write(actor, standing.group_id, now=now)
        before = quotable_in(thread.id, checked.text, by=standing.id)
        typed, checked = checked, _said_slowly(standing, checked, said_before=before, now=now)
        own = Post.objects.filter(thread=thread, membership=standing, created_at__gt=now - AT_ONCE)
        same = own.filter(text=checked.text).first()
        if same is not None:
            return same
        check_pace(standing, _whole(checked), has_lost=checked != typed, said_before=before, now=now)
        thread.last_place, thread.last_at = thread.last_place + 1, max(now, thread.last_at)
        thread.save(update_fields=["last_place", "last_at"])
        post = _add(standing, thread, checked, now=now)
        Draft.objects.filter(membership=standing, thread=thread).delete()
        tell_open_pages(thread)
        record("group.thread_answered", actor=actor.id, subject=post.id, about=actor.id, now=now)
    return post


def _slowly(standing: Membership, opening: Opening, *, said_before: str = "", now: datetime) -> Opening:
    """Return a new thread as somebody sends it who may be new. Invalid."""
    texts = opening.title, opening.said.note, opening.said.text
    title, note, text = slowly(standing, *texts, said_before=said_before, now=now)
    return replace(opening, title=title, said=replace(opening.said, note=note, text=text))


def _said_slowly(standing: Membership, said: Said, *, said_before: str, now: datetime) -> Said:
    note, text = slowly(standing, said.note, said.text, said_before=said_before, now=now)
    return replace(said, note=note, text=text)


def writing_standing(actor: Person, slug: str) -> Membership:
    """Return the actor's membership, held: who just leaves is waited for, and nothing is added behind their back."""
    standing = access_standing(actor, slug)
    held = Membership.objects.select_for_update(no_key=True).filter(id=standing.id).first()
    if held is None or (held.state, held.role) != (standing.state, standing.role):
        return access_standing(actor, slug)
    held.group, held.person = standing.group, actor
    return held


def _add(standing: Membership, thread: Thread, said: Said, *, follows: bool = True, now: datetime) -> Post:
    answers = Post.objects.filter(thread=thread, id=said.answers, taken_back_at=None).first() if said.answers else None
    post = Post(created_at=now, thread=thread, membership=standing, place=thread.last_place, answers=answers)
    _write(post, said)
    post.save(force_insert=True)
    _index(post)
    if follows:
        following.begin_to_follow(standing, thread, now=now)
    unanswered.note_answered([thread.id], now=now)
    asked = unanswered.begin_to_wait(post, now=now)
    following.tell_followers(thread, besides=standing, asked=asked, now=now)
    bring_if_needed(post, now=now)
    return post


def _whole(said: Said) -> str:
    return f"{said.note}\n\n{said.text}"


def _write(post: Post, said: Said) -> None:
    post.text, post.html, post.note = said.text, safe_html(said.text), said.note
    title = post.thread.title if post.place == 1 else ""
    said_before = quotable_in(post.thread_id, said.text, by=post.membership_id)
    post.is_heavy = sounds_like_danger(f"{title}\n\n{_whole(said)}", said_before=said_before)


def _index(post: Post) -> None:
    """Have the words of a post be found, the title's with those of the first."""
    title = post.thread.title if post.place == 1 else ""
    words, ways = Value(f"{title}\n{post.text}"), search_configurations(post.thread.group.languages)
    vector = reduce(add, (SearchVector(words, config=way) for way in ways))
    Post.objects.filter(id=post.id).update(search=vector)


@transaction.atomic
def change_post(
    *, actor: Person, slug: str, thread_id: UUID, post_id: UUID, said: Said, title: str = "", now: datetime
) -> Post:
    """Change what the actor wrote, with the title where they began the thread; marked once 15 minutes have passed."""
    count_try("groups.changes", str(actor.id), limit=CHANGES_AN_HOUR, window=timedelta(hours=1), now=now)
    checked = checked_said(said)
    _hold_cases_of(post_id, actor)
    standing = writing_standing(actor, slug)
    thread = access_thread(standing, thread_id, lock=True)
    post = access_own_post(standing, thread, post_id)
    check_writable(standing, thread)
    check_may_write(actor, standing.group_id, now=now)
    before = quotable_in(thread.id, checked.text, by=standing.id)
    opening = _slowly(standing, Opening(title, checked), said_before=before, now=now)
    checked = opening.said
    if post.place == 1:
        thread.title = checked_title(opening.title)
        thread.save(update_fields=["title"])
    _write(post, checked)
    if now - post.created_at > SILENT:
        post.edited_at = now
    post.save(update_fields=["text", "html", "note", "is_heavy", "edited_at"])
    _index(post)
    bring_danger(post_as_thing(post), is_heavy=post.is_heavy, goes_on=POSTS_GO_ON, now=now)
    record("group.post_changed", actor=actor.id, subject=post.id, about=actor.id, now=now)
    return post


def _hold_cases_of(post_id: UUID, actor: Person) -> None:
    """Hold the cases of the actor's own post, which its new words may come to, before the group and the thread."""
    if Post.objects.filter(id=post_id, membership__person=actor).exists():
        hold_cases_of(POST, [post_id])


@transaction.atomic
def take_post_back(*, actor: Person, slug: str, thread_id: UUID, post_id: UUID, now: datetime) -> None:
    """Delete what the actor wrote; its place says that it was taken back. NotAllowed, NotFound."""
    standing = writing_standing(actor, slug)
    thread = access_thread(standing, thread_id, lock=True)
    post = access_own_post(standing, thread, post_id)
    empty_posts([post.id], now=now)
    record("group.post_taken_back", actor=actor.id, subject=post.id, about=actor.id, now=now)


def empty_posts(post_ids: Iterable[UUID], *, now: datetime) -> None:
    """Leave nothing of these posts but their places; a thread that began with one has no title any more."""
    posts = Post.objects.filter(id__in=list(post_ids))
    threads = set(posts.values_list("thread_id", flat=True))
    Thread.objects.filter(id__in=posts.filter(place=1).values("thread_id")).update(title="", milestone="")
    Reaction.objects.filter(post__in=posts).delete()
    Waiting.objects.filter(post__in=posts).delete()
    posts.update(
        text="",
        html="",
        note="",
        is_heavy=False,
        answers=None,
        edited_at=None,
        search=None,
        membership=None,
        taken_back_at=now,
    )
    unanswered.wait_again(threads, now=now)


@transaction.atomic
def react(*, actor: Person, slug: str, thread_id: UUID, post_id: UUID, kind: str, now: datetime) -> bool:
    """Say one of the few kind words to another's post, or take it back; tell whether it is said now.

    Invalid, NotAllowed, NotFound, TooMany.
    """
    count_try("groups.reactions", str(actor.id), limit=REACTIONS_AN_HOUR, window=timedelta(hours=1), now=now)
    standing = writing_standing(actor, slug)
    thread = access_thread(standing, thread_id)
    post = access_post(standing, thread, post_id)
    check_writable(standing)
    following.check_reaction(standing, post, kind)
    said, is_new = Reaction.objects.get_or_create(
        post=post, membership=standing, kind=kind, defaults={"created_at": now}
    )
    if not is_new:
        said.delete()
    action = "group.reacted" if is_new else "group.reaction_taken_back"
    record(action, actor=actor.id, subject=post.id, about=actor.id, now=now)
    return is_new
