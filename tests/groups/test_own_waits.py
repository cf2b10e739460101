"""Today tells who wrote something that waits: who was asked, who will answer and until when, and nobody else."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import formats

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Group, Post, Thread, Waiting
from alongside.groups.unanswered.own_waits import own_news
from alongside.groups.unanswered.turns import EVERYBODY, ON_DUTY
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write
from tests.groups.test_unheard import stop_hearing

pytestmark = pytest.mark.django_db
HEADING = "What you wrote waits for an answer"
HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def group(begin: Begin, join: Join, three: Three) -> Group:
    """A group in which the other two are members."""
    group = begin()
    join(group, three[1])
    join(group, three[2], "Silver Test")
    return group


def card(browser: Client) -> str:
    """Return what Today says of it, '' for nothing."""
    said = text_of(browser.get(to("today")))
    return said[said.index(HEADING) :].split("Lantern group")[0] if HEADING in said else ""


def at(moment: datetime, person: Person) -> str:
    """Return the hour of a moment as pages say it to somebody."""
    return formats.time_format(moment.astimezone(ZoneInfo(person.time_zone)).time())


def test_who_wrote_reads_on_today_who_answers_until_when_and_nobody_else_does(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime, *, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    writer, others = sign_in(mate), [sign_in(owner), sign_in(stranger)]
    assert card(writer) == ""
    thread = open_thread(group, by=mate, needs_answer=True, title="Canary evening")
    waiting = Waiting.objects.get()
    said = card(writer)
    assert "Canary evening Hosts of this group were asked to answer you. Somebody is to answer you" in said
    assert f"{at(waiting.answer_by, mate)} at the latest." in said
    assert f'href="{to("group-thread", group.slug, thread.id)}?from=1#post-1"' in writer.get("/").content.decode()
    services.claim_answer(actor=owner, slug=group.slug, waiting_id=waiting.id, now=now)
    said, page = card(writer), text_of(writer.get(to("group-thread", group.slug, thread.id)))
    assert "Quiet Heron has said that they will answer you," in said
    assert "<bdi>Quiet Heron</bdi> has said" in writer.get("/").content.decode(), "whichever way it is written"
    until = re.compile(r"in 4\d minutes at the latest\. If they cannot, others are asked\.")
    assert (until.search(said) is None, until.search(page) is None) == (False, False)
    assert [card(other) for other in others] == ["", ""]
    write(thread, owner)
    assert card(writer) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"hidden_at": current_time()},
        {"taken_back_at": current_time(), "text": "", "html": "", "search": None},
        {"state": "locked"},
        {"state": "closed"},
        {"state": "left"},
    ],
)
def test_what_can_be_answered_no_more_is_not_waited_for(
    group: Group, open_thread: Open, three: Three, now: datetime, *, change: dict[str, Any]
) -> None:
    thread = open_thread(group, by=three[1])
    assert len(own_news(three[1], now=now).waits) == 1
    if change == {"state": "left"}:
        services.leave_group(actor=three[1], slug=group.slug, now=now)
    elif change == {"state": "closed"}:
        Group.objects.filter(id=group.id).update(**change)
    elif "state" in change:
        Thread.objects.filter(id=thread.id).update(**change, locked_at=now)
    else:
        Post.objects.filter(thread=thread).update(**change)
    assert own_news(three[1], now=now).waits == []


def test_whom_they_do_not_hear_is_not_named(
    group: Group, open_thread: Open, three: Three, now: datetime, sign_in: SignIn
) -> None:
    _owner, mate, stranger = three
    group.memberships.filter(person=stranger).update(role="greeter")
    open_thread(group, by=mate)
    services.claim_answer(actor=stranger, slug=group.slug, waiting_id=Waiting.objects.get().id, now=now)
    stop_hearing(mate, stranger, group, now)
    said = card(sign_in(mate))
    assert "Somebody has said that they will answer you," in said
    assert "Silver Test" not in said


def test_nothing_is_promised_that_may_not_be_kept_and_of_danger_no_hour_is_told(
    begin: Begin, group: Group, open_thread: Open, three: Three, now: datetime, *, owner: Person, sign_in: SignIn
) -> None:
    browser, alone = sign_in(three[1]), begin(name="Alone here")
    asking = "You do not have to wait alone: you can ask for somebody now. Reach out"
    open_thread(group, "I want to die.", by=three[1])
    heavy = card(browser)
    assert "Hosts of this group were asked to answer you." in heavy
    assert asking in heavy
    assert "at the latest" not in heavy
    Post.objects.update(is_heavy=False)
    assert asking not in card(browser)
    Waiting.objects.update(answer_by=now - HOUR, created_at=now - 5 * HOUR, level=EVERYBODY, due_at=None)
    late = card(browser)
    assert "It takes longer than this group wants, and we are sorry." in late
    assert asking in late
    assert "at the latest" not in late
    open_thread(alone, needs_answer=True)
    assert "You are the only one in this group right now. What you wrote is kept" in card(sign_in(owner))
    Waiting.objects.filter(post__thread__group=alone).update(level=ON_DUTY)
    assert "Those who are on duty here were asked to answer you." in card(sign_in(owner))


def test_it_takes_the_same_statements_for_one_and_for_three(
    begin: Begin, join: Join, open_thread: Open, mate: Person, now: datetime, *, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert own_news(mate, now=now).waits == []
    for number in range(3):
        group = begin(name=f"Group {number}")
        join(group, mate, f"Amber Test {number}")
        open_thread(group, by=mate)
        with django_assert_num_queries(4):
            assert len(own_news(mate, now=now).waits) == number + 1


def test_who_was_answered_is_led_from_today_to_the_answer_until_they_have_seen_it_and_nobody_else_is(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime, *, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    writer, heading = sign_in(mate), "Somebody has answered you"
    thread = open_thread(group, by=mate, needs_answer=True, title="Canary evening")
    write(thread, mate, "Is anybody there?")
    assert heading not in text_of(writer.get(to("today")))
    unheard = write(thread, stranger, "Loud words.")
    stop_hearing(mate, stranger, group, now)
    assert heading not in text_of(writer.get(to("today")))
    answer = write(thread, owner, "You are welcome here.")
    write(thread, owner, "There is tea.")
    page = writer.get(to("today"))
    assert f"{heading} Canary evening Lantern group" in text_of(page)
    leads = f"{to('group-thread', group.slug, thread.id)}?from={answer.place}#post-{answer.place}"
    assert f'href="{leads}"' in page.content.decode()
    assert heading not in text_of(sign_in(owner).get(to("today")))
    assert unheard.place < answer.place
    writer.get(leads.split("#", maxsplit=1)[0])
    assert heading not in text_of(writer.get(to("today")))


def test_an_answer_of_somebody_they_hear_is_told_beside_many_of_whom_they_do_not(
    group: Group, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    threads = [open_thread(group, by=mate, needs_answer=True, title=f"Evening {one}") for one in range(5)]
    write(threads[0], owner, "I am here.")
    for number, one in enumerate(threads[1:], start=1):
        write(one, stranger, "Ha.")
        Thread.objects.filter(id=one.id).update(last_at=now + timedelta(minutes=number))
    stop_hearing(mate, stranger, group, now)
    assert [one.title for one in own_news(mate, now=now).answers] == ["Evening 0"]
    for one in threads[1:]:
        write(one, owner, "So am I.")
    assert len(own_news(mate, now=now).answers) == 3


def test_where_answers_are_takes_the_same_statements_for_one_and_for_three(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, django_assert_num_queries: Any
) -> None:
    owner, mate, _stranger = three
    for number in range(3):
        group = begin(name=f"Group {number}")
        join(group, mate, f"Amber Test {number}")
        write(open_thread(group, by=mate), owner)
        with django_assert_num_queries(4):
            assert len(own_news(mate, now=current_time()).answers) == number + 1


def test_of_a_first_post_of_danger_the_thread_tells_no_hour_and_whom_to_turn_to_in_its_place(
    group: Group, open_thread: Open, three: Three, sign_in: SignIn
) -> None:
    browser = sign_in(three[1])
    thread = open_thread(group, "I want to die.", by=three[1])
    path = to("group-thread", group.slug, thread.id)
    heavy = text_of(browser.get(path))
    assert "Hosts of this group were asked to answer you." in heavy
    assert "at the latest" not in heavy
    assert "Those who look after this place are told, so that somebody can be there." in heavy
    assert "Only you are shown these numbers." in heavy
    assert "Only you are shown these numbers." not in text_of(sign_in(three[0]).get(path))
    Post.objects.update(is_heavy=False)
    assert "at the latest" in text_of(browser.get(path))


def test_of_a_later_post_of_danger_its_writer_reads_that_somebody_was_told(
    group: Group, open_thread: Open, write: Write, three: Three, *, sign_in: SignIn
) -> None:
    thread, told = open_thread(group), "Those who look after this place are told"
    post = write(thread, three[1], "I want to die.")
    path, browser = to("group-thread", group.slug, thread.id), sign_in(three[1])
    assert text_of(browser.get(path)).count(told) == 1
    Post.objects.filter(id=post.id).update(hidden_at=current_time())
    hidden = text_of(browser.get(path))
    assert told not in hidden, "it is not with the others"
    assert "You do not have to carry it alone" in hidden
