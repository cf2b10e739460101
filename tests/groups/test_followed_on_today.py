"""Who follows a thread, or said that they will answer in it, sees on Today that something new is there."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Group, Post, Thread, Waiting
from alongside.groups.threads.following import want_thread
from alongside.groups.unanswered.own_waits import own_news
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write
from tests.groups.test_unheard import stop_hearing

pytestmark = pytest.mark.django_db
HEADING = "Something new in what you follow"
URGENT = "Where you answer, somebody needs you"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def follow(thread: Thread, person: Person, write: Write) -> None:
    """Have somebody follow a thread by writing in it, and wait for no answer to that."""
    write(thread, person, "I am here, too.")
    Waiting.objects.all().delete()


@pytest.fixture
def group(begin: Begin, join: Join, three: Three) -> Group:
    """A group of the three in which the second greets."""
    group = begin()
    join(group, three[1])
    join(group, three[2], "Silver Test")
    group.memberships.filter(person=three[1]).update(role="greeter")
    return group


def today(browser: Client) -> str:
    """Return what Today says."""
    return text_of(browser.get(to("today")))


def test_who_answered_sees_what_is_new_until_they_looked_and_who_does_not_follow_sees_nothing(
    group: Group, open_thread: Open, write: Write, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    thread = open_thread(group, by=owner, title="Canary evening")
    write(thread, mate, "I am here.")
    follows, others = sign_in(mate), sign_in(stranger)
    assert HEADING not in today(follows)
    own = write(thread, owner, "Thank you.")
    write(thread, owner, "And good night.")
    assert f"{HEADING} Canary evening Lantern group" in today(follows)
    assert "2 new" not in today(follows)
    leads = f"{to('group-thread', group.slug, thread.id)}?from={own.place}#post-{own.place}"
    assert f'href="{leads}"' in follows.get("/").content.decode()
    assert HEADING not in today(others)
    follows.get(leads.split("#", maxsplit=1)[0])
    assert HEADING not in today(follows)


def test_later_words_of_danger_of_a_newcomer_come_first_to_who_said_that_they_will_answer(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime, *, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    calm = open_thread(group, by=owner, title="Tea")
    write(calm, mate, "I drink it.")
    thread = open_thread(group, by=stranger, title="Hello")
    services.claim_answer(actor=mate, slug=group.slug, waiting_id=Waiting.objects.get().id, now=now)
    browser = sign_in(mate)
    assert HEADING not in today(browser), "they know what they said that they will answer"
    write(thread, stranger, "Is anybody there?")
    heavy = write(thread, stranger, "I want to kill myself.")
    write(calm, owner, "Good.")
    said = today(browser)
    assert f"{URGENT} Hello Urgent: somebody may be in danger Lantern group" in said
    assert said.index(URGENT) < said.index(f"{HEADING} Tea")
    assert f"?from={heavy.place}#post-{heavy.place}" in browser.get("/").content.decode()


def test_to_who_does_not_greet_it_is_something_new_like_all_else(
    group: Group, open_thread: Open, write: Write, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    thread = open_thread(group, by=owner, title="Canary evening")
    follow(thread, stranger, write)
    write(thread, mate, "I want to kill myself.")
    said = today(sign_in(stranger))
    assert f"{HEADING} Canary evening" in said
    assert URGENT not in said


@pytest.mark.parametrize("change", ["unheard", "hidden", "taken back", "muted", "left"])
def test_what_they_do_not_read_is_nothing_new(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime, *, change: str
) -> None:
    owner, mate, stranger = three
    thread = open_thread(group, by=owner)
    follow(thread, stranger, write)
    post = write(thread, mate, "Loud words.")
    assert len(own_news(stranger, now=now).followed) == 1
    if change == "unheard":
        stop_hearing(stranger, mate, group, now)
    elif change == "hidden":
        Post.objects.filter(id=post.id).update(hidden_at=now)
    elif change == "taken back":
        services.take_post_back(actor=mate, slug=group.slug, thread_id=thread.id, post_id=post.id, now=now)
    elif change == "muted":
        want_thread(actor=stranger, slug=group.slug, thread_id=thread.id, wants="mute", now=now)
    else:
        services.leave_group(actor=stranger, slug=group.slug, now=now)
    assert own_news(stranger, now=now).followed == []


def test_it_takes_the_same_statements_for_one_and_for_three(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime, *, django_assert_num_queries: Any
) -> None:
    owner, mate, stranger = three
    for number in range(3):
        thread = open_thread(group, by=owner, title=f"Thread {number}")
        follow(thread, stranger, write)
        write(thread, mate)
        with django_assert_num_queries(4):
            assert len(own_news(stranger, now=now).followed) == number + 1
