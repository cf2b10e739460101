"""What waits for an answer goes on waiting when an answer is gone, a thread was locked or a post was moved."""

from datetime import datetime, time, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Group, Membership, Post, Reading, Thread, Waiting
from alongside.groups.own_groups import own_groups
from alongside.groups.policies import access_standing
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.turns import Plan
from alongside.groups.services import moderating, move_waiting, open_regulars
from alongside.groups.threads.following import mark_read
from alongside.groups.unanswered.own_waits import own_news
from alongside.groups.unanswered.page import waiting_of
from alongside.groups.unanswered.to_answer import to_answer
from alongside.kernel.errors import Conflict
from tests.groups import test_unanswered as unanswered
from tests.groups.conftest import Begin, Join, Open, Three, Write
from tests.support.engine import step_of_the_engine

pytestmark = pytest.mark.django_db
told, greeter = unanswered.told, unanswered.greeter
HOUR, A_MINUTE = timedelta(hours=1), timedelta(minutes=1)


def asked_about(post: Post, told: list[str], now: datetime) -> list[str]:
    """Let the engine come to a post that waits; return who is told of it, by alias."""
    told.clear()
    step_of_the_engine(move_waiting, Waiting.objects.get(post=post), now)
    return sorted(told)


def waits_of(person: Person, thread: Thread, now: datetime) -> list[int]:
    """Return at which places of a thread posts wait, as somebody sees it who looks after the group."""
    there = access_standing(person, thread.group.slug)
    return sorted(one.place for one in waiting_of(there, now=now) if one.thread_id == thread.id)


def of_the_day(group: Group, host: Person, now: datetime) -> Thread:
    """Have a thread open by itself; return it."""
    plan = Plan(frozenset(range(7)), time(19, 30), "Europe/Madrid")
    details = RegularDetails("Pledge of the day", "What do you set out with?", "", plan)
    row = services.write_regular(actor=host, slug=group.slug, details=details, now=now)
    assert row.due_at is not None
    step_of_the_engine(open_regulars, row, row.due_at)
    return Thread.objects.get(group=group)


def test_when_the_only_answer_is_gone_others_are_asked_anew(
    greeter: tuple[Membership, Person], join: Join, open_thread: Open, write: Write, three: Three, *, told: list[str]
) -> None:
    owner, mate, stranger = three
    row, person = greeter
    join(row.group, mate)
    join(row.group, stranger, "Silver Test")
    thread = open_thread(row.group, by=mate)
    first, now = thread.posts.get(), thread.created_at
    late = now + 4 * HOUR
    assert asked_about(first, told, late) == sorted([owner.alias, person.alias, stranger.alias])
    cold = write(thread, stranger, "Buy my beads.")
    moderating.hide_post(cold.id, late)
    assert asked_about(first, told, late) == sorted([owner.alias, person.alias, stranger.alias]), "that was no answer"
    assert asked_about(first, told, late + HOUR) == [], "once"


def test_who_answers_and_takes_it_back_all_day_does_not_ring_all_day(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, told: list[str]
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    thread = open_thread(group, by=mate)
    first, now = thread.posts.get(), thread.created_at
    rings = []
    for number in range(5):
        post = write(thread, stranger, f"Answer {number}")
        services.take_post_back(actor=stranger, slug=group.slug, thread_id=thread.id, post_id=post.id, now=now)
        rings.append(asked_about(first, told, now + A_MINUTE))
    assert rings == [[owner.alias]] * 3 + [[]] * 2
    assert asked_about(first, told, now + HOUR) == [owner.alias], "and it is not forgotten"


def test_nobody_is_asked_anew_for_who_has_left(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, told: list[str]
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    thread = open_thread(group, by=mate)
    first, now = thread.posts.get(), thread.created_at
    cold = write(thread, stranger, "Buy my beads.")
    services.leave_group(actor=mate, slug=group.slug, now=now)
    moderating.hide_post(cold.id, now)
    assert asked_about(first, told, now + HOUR) == []
    assert waits_of(owner, thread, now) == []


def test_in_a_thread_of_the_day_each_newcomer_is_greeted_and_a_pledge_beside_theirs_is_no_answer(
    begin: Begin, join: Join, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    thread = of_the_day(group, owner, now)
    first = write(thread, mate, "I call my brother.")
    write(thread, stranger, "I go for a walk.")
    assert waits_of(owner, thread, now) == [2, 3], "neither has answered the other"
    named = write(thread, stranger, "Your brother will be glad.", answers=first)
    assert waits_of(owner, thread, now) == [3]
    services.take_post_back(actor=stranger, slug=group.slug, thread_id=thread.id, post_id=named.id, now=now)
    assert waits_of(owner, thread, now) == [2, 3]
    write(thread, owner, "Welcome, both of you.")
    assert waits_of(owner, thread, now) == []
    assert own_news(mate, now=now).waits == []


@pytest.mark.parametrize("has_looked", [True, False])
def test_in_a_thread_of_the_day_one_is_led_to_the_answer_and_not_to_the_pledge_before_it(
    begin: Begin, join: Join, write: Write, three: Three, now: datetime, *, has_looked: bool
) -> None:
    owner, mate, stranger = three
    group = begin()
    member = join(group, mate)
    join(group, stranger, "Silver Test")
    thread = of_the_day(group, owner, now)
    write(thread, mate, "I call my brother.")
    write(thread, stranger, "I go for a walk.")
    if has_looked:
        mark_read(member, thread, place=3, now=now)
    assert own_news(mate, now=now).answers == []
    write(thread, owner, "Welcome, both of you.")
    assert [one.place for one in own_news(mate, now=now).answers] == [4]
    assert "Somebody has answered what you wrote." in own_groups(mate, now=now)[0].line


def test_in_a_locked_thread_nobody_is_asked_until_it_is_opened_again(
    greeter: tuple[Membership, Person], join: Join, open_thread: Open, three: Three, *, told: list[str]
) -> None:
    owner, mate, _stranger = three
    row, person = greeter
    join(row.group, mate)
    thread = open_thread(row.group, by=mate)
    first, now = thread.posts.get(), thread.created_at
    memo = moderating.lock_thread_of(first.id, now)
    late = now + 5 * HOUR
    assert asked_about(first, told, late) == []
    assert Waiting.objects.get(post=first).due_at is None, "and nobody comes back to it"
    assert waits_of(owner, thread, late) == []
    assert to_answer(person, now=late) == []
    with pytest.raises(Conflict, match="nobody can answer"):
        services.claim_answer(
            actor=person, slug=row.group.slug, waiting_id=Waiting.objects.get(post=first).id, now=late
        )
    moderating.unlock_thread_of(first.id, memo, late)
    assert waits_of(owner, thread, late) == [1]
    assert asked_about(first, told, late) == sorted([owner.alias, person.alias]), "its time is over"
    assert [one.place for one in to_answer(person, now=late)] == [1]


def test_a_first_post_that_is_moved_waits_where_it_is_now_and_its_writer_follows_it(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, told: list[str]
) -> None:
    owner, mate, _stranger = three
    group = begin()
    member = join(group, mate)
    thread = open_thread(group)
    first, now = write(thread, mate, "I am new. Is this where one says hello?"), thread.created_at
    write(thread, owner, "Back to what we spoke of.")
    assert waits_of(owner, thread, now) == []
    memo = moderating.move_post(first.id, now)
    own = Post.objects.get(id=first.id).thread
    assert waits_of(owner, own, now) == [1]
    assert asked_about(first, told, now) == [owner.alias]
    assert Reading.objects.get(membership=member, thread=own).wants == "follow"
    told.clear()
    write(own, owner, "Welcome.")
    assert told == [mate.alias]
    assert waits_of(owner, own, now) == []
    moderating.move_post_back(first.id, memo, now)
    assert Post.objects.get(id=first.id).thread == own, "somebody has answered it there"


def test_a_post_that_is_moved_back_is_answered_by_what_came_after_it(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    first, now = write(thread, mate, "I am new."), thread.created_at
    write(thread, owner, "Welcome.")
    memo = moderating.move_post(first.id, now)
    moderating.move_post_back(first.id, memo, now)
    assert waits_of(owner, thread, now) == []
    assert own_news(mate, now=now).waits == []
