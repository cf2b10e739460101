"""Seeing to it that a first post, and a thread that asks for an answer, is answered by somebody."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.enums import GroupRole, GroupState, Standing, ThreadState, Use
from alongside.groups.models import Membership, Post, Waiting
from alongside.groups.policies import access_standing
from alongside.groups.threads import following
from alongside.groups.threads.policies import access_waiting, is_writable
from alongside.groups.unanswered.answers import answers_since
from alongside.groups.unanswered.duty import members_on_duty, people_on_duty
from alongside.groups.unanswered.turns import (
    CALM,
    CLAIM,
    EVERYBODY,
    GREETERS,
    HOSTS,
    MODERATORS,
    ON_DUTY,
    Open,
    next_step,
)
from alongside.kernel.errors import Conflict, TooMany
from alongside.kernel.ratelimit import count_try

OPEN_STATES = (GroupState.OPEN, GroupState.HOSTLESS)
ROLES = {GREETERS: GroupRole.GREETER, MODERATORS: GroupRole.MODERATOR, HOSTS: GroupRole.HOST}
# Of so many posts of one member a day others are told at once; of more only once they have stood for a while. So it is
# with a post that waits anew since its answers were taken back.
TOLD_AT_ONCE_A_DAY = 3
TAKEN = _("Somebody else has said that they will answer, or has answered. Thank you for looking.")
CANNOT_ANSWER = _("Nothing can be added there right now, so nobody can answer. Thank you for looking.")
YOUR_OWN_POST = _("You wrote this yourself. Somebody else will answer.")


def begin_to_wait(post: Post, *, now: datetime) -> list[UUID]:
    """Have a post wait that is the first its writer wrote in the group, or that begins a thread which asks for it.

    Returns the memberships of who is asked at once. First posts of those who look after the group wait for nobody, and
    whoever takes back and writes anew all day has nobody told at once any more.
    """
    is_first = not Post.objects.filter(membership=post.membership_id).exclude(id=post.id).exists()
    is_newcomers = is_first and post.membership is not None and post.membership.role == GroupRole.MEMBER
    if not (is_newcomers or (post.place == 1 and post.thread.needs_answer)):
        return []
    row = Waiting(created_at=now, post=post, answer_by=now + timedelta(hours=post.thread.group.answer_hours))
    row.due_at = now + CALM
    asked = [] if _asks_a_lot("groups.asked", post.membership_id, now=now) else _step(row, now=now)
    row.save(force_insert=True)
    return asked


def _asks_a_lot(what: str, of: UUID | None, *, now: datetime) -> bool:
    try:
        count_try(what, str(of), limit=TOLD_AT_ONCE_A_DAY, window=timedelta(days=1), now=now)
    except TooMany:
        return True
    return False


def note_answered(threads: Collection[UUID], *, now: datetime) -> None:
    """Note what waits in these threads and is answered by now: somebody wrote there, or words are shown again."""
    rows = Waiting.objects.filter(Exists(answers_since()), post__thread__in=threads, answered_at=None)
    rows.update(answered_at=now, due_at=None, claimed_by=None)


def wait_again(threads: Collection[UUID], *, now: datetime) -> None:
    """Have posts of these threads wait that nobody else has answered: every answer was hidden, taken back or is apart.

    Whoever should have been asked by now is asked once more. What only rested, as nothing could be added, goes on.
    """
    there = Waiting.objects.filter(post__thread__in=threads, post__thread__state=ThreadState.OPEN)
    there.filter(answered_at=None, due_at=None).update(due_at=now)
    waited = there.filter(answered_at__isnull=False, post__hidden_at=None, post__membership__state=Standing.IN)
    for row in waited.filter(~Exists(answers_since())).order_by("id"):
        calm = CALM if _asks_a_lot("groups.asked_again", row.post_id, now=now) else timedelta()
        row.level = row.answered_at = row.claimed_by = row.claimed_until = None
        row.due_at = now + calm
        row.save(update_fields=["level", "answered_at", "claimed_by", "claimed_until", "due_at"])


@transaction.atomic
def claim_answer(*, actor: Person, slug: str, waiting_id: UUID, now: datetime) -> Waiting:
    """Say that the actor will answer: nobody else is asked for 45 minutes, and they follow the thread.

    NotAllowed, NotFound, Conflict.
    """
    standing = access_standing(actor, slug, to=Use.GREET)
    row = access_waiting(standing, waiting_id, lock=True)
    if row.post.membership_id == standing.id:
        raise Conflict(YOUR_OWN_POST)
    if not is_writable(standing, row.post.thread):
        raise Conflict(CANNOT_ANSWER)
    is_held = row.claimed_until is not None and row.claimed_until > now
    if is_held and row.claimed_by_id == standing.id:
        return row  # said once more, it is not held for longer
    if row.answered_at is not None or is_held:
        raise Conflict(TAKEN)
    row.claimed_by, row.claimed_until = standing, now + CLAIM
    row.due_at = row.claimed_until
    row.save(update_fields=["claimed_by", "claimed_until", "due_at"])
    following.follow_from(standing, row.post.thread, place=row.post.place, now=now)
    record("group.answer_claimed", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def move_waiting(rows: Sequence[Waiting], now: datetime) -> None:
    """Ask those whose turn it is, for each post that nobody has answered."""
    for row in rows:
        _step(row, now=now)
        row.save(update_fields=["level", "claimed_by", "claimed_until", "due_at"])


def _step(row: Waiting, *, now: datetime) -> list[UUID]:
    thread = row.post.thread
    if thread.group.state not in OPEN_STATES or thread.state != ThreadState.OPEN:
        row.due_at = None
        return []
    others = _who_could(row.post)
    asked_at = {level: [one for one in others if one.role == role] for level, role in ROLES.items()}
    asked_at |= {ON_DUTY: members_on_duty(others, now=now), EVERYBODY: others}
    guests = people_on_duty(row.post, now=now)
    staffed = [level for level, members in asked_at.items() if members or (level == ON_DUTY and guests)]
    post = Open(row.created_at, row.answer_by, row.level, row.claimed_until)
    step = next_step(post, staffed=staffed, now=now)
    row.due_at = step.look_at
    if step.asks is None:
        return []
    row.level, row.claimed_by, row.claimed_until = step.asks, None, None
    asked = asked_at[step.asks]
    outgoing.tell_people([one.person for one in asked], now=now)
    if step.asks == ON_DUTY:
        outgoing.tell_people(guests, now=now, text=outgoing.DUTY)
    return [one.id for one in asked]


def _who_could(post: Post) -> list[Membership]:
    """Return who is in the group besides the writer."""
    inside = Membership.objects.filter(not_removed("person"), group=post.thread.group_id, state=Standing.IN)
    return [row for row in inside.select_related("person") if row.id != post.membership_id]
