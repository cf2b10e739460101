"""What Today and the page of a group say to who is in it: what is new, and that they are welcome."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import Openness, Standing
from alongside.groups.models import Group, Membership, Post, Thread, Waiting
from alongside.groups.own_groups import own_groups
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_who_was_not_let_in_reads_it_on_today_and_among_their_groups(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin(openness=Openness.BY_REQUEST)
    row, browser = join(group, mate), sign_in(mate)
    services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=False, now=current_time())
    for page in ("today", "groups"):
        read = browser.get(to(page))
        assert "Lantern group You were not let in this time. That says nothing about you" in text_of(read)
        assert f'href="{to("group", group.slug)}"' in read.content.decode()


def test_today_leads_to_groups_and_to_ones_own(begin: Begin, join: Join, mate: Person, sign_in: SignIn) -> None:
    browser = sign_in(mate)
    assert "Find a group" in text_of(browser.get(to("today")))
    join(begin(), mate)
    page = text_of(browser.get(to("today")))
    assert "Your groups Lantern group You are there as Amber Test." in page


@pytest.mark.parametrize("openness", [Openness.OPEN, Openness.BY_REQUEST])
def test_the_promise_of_an_answer_stands_before_joining_and_who_joined_is_invited_to_say_hello(
    begin: Begin, mate: Person, owner: Person, sign_in: SignIn, *, openness: str
) -> None:
    group = begin(answer_hours=12, openness=openness)
    browser, host, promise = sign_in(mate), sign_in(owner), "is to hear from somebody within 12 hours."
    for page in ("group", "group-join"):
        said = text_of(browser.get(to(page, group.slug)))
        assert promise in said
        assert "Say hello" not in said
    entering = {"alias": "Amber Test", "agrees": "on", "read": group.agreements_since.isoformat()}
    browser.post(to("group-join", group.slug), entering)
    row = standing(mate, group)
    if row.state == Standing.ASKED:
        assert "Say hello" not in text_of(browser.get(to("group", group.slug)))
        host.post(to("group-request", group.slug, row.id), {"lets_in": "yes"})
    page = browser.get(to("group", group.slug))
    assert promise in text_of(page)
    assert "You are new here, and you are welcome." in text_of(page)
    assert f'href="{to("group-thread-begin", group.slug)}?hello=yes"' in page.content.decode()
    assert "You are new here" not in text_of(host.get(to("group", group.slug)))
    browser.post(to("group-thread-begin", group.slug), {"title": "Hello", "text": "I am new."})
    assert "You are new here" not in text_of(browser.get(to("group", group.slug)))


def test_hello_is_said_in_a_few_words_with_all_else_folded(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    browser, page = sign_in(mate), f"{to('group-thread-begin', group.slug)}?hello=yes"
    form = browser.get(page).content.decode()
    assert "<h1>Say hello</h1>" in form
    assert form.index('name="text"') < form.index("<details>") < form.index('value="Hello, I am new here"')
    assert 'name="needs_answer"' not in form
    assert "Throw it away" not in form, "nothing was begun yet"
    refused = browser.post(page, {"title": "", "text": "I am here."})
    assert refused.status_code == 422
    assert "<details open>" in refused.content.decode(), "what needs a look is not folded"
    sent = browser.post(page, {"title": "Hello, I am new here", "text": "I am here."}, follow=True)
    assert "Your thread is there." in text_of(sent)
    assert "Hello, I am new here" in text_of(sent)
    assert Waiting.objects.filter(post__text="I am here.", answered_at=None).exists(), "somebody is asked to answer"


def test_what_was_begun_for_a_hello_is_found_again_and_asked_about(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    browser, page = sign_in(mate), f"{to('group-thread-begin', group.slug)}?hello=yes"
    browser.post(page, {"title": "Hello, I am new here", "text": "Call me on 555 0142 717.", "keep": "yes"})
    again = browser.get(page).content.decode()
    assert "Call me on 555 0142 717." in again
    assert "This looks like a phone number: <mark>555 0142 717</mark>" in again
    assert "Throw it away" in again
    assert "autofocus" not in again


def test_a_group_that_is_closed_promises_nothing_and_nobody_is_pressed_to_write(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    browser = sign_in(mate)
    assert "Say hello" in text_of(browser.get(to("group", group.slug)))
    Membership.objects.filter(id=row.id).update(joined_at=current_time() - timedelta(days=15))
    assert "Say hello" not in text_of(browser.get(to("group", group.slug)))
    Membership.objects.filter(id=row.id).update(joined_at=current_time())
    Group.objects.update(state="closed")
    page = text_of(browser.get(to("group", group.slug)))
    assert "Lantern group" in page
    assert "Say hello" not in page
    assert "hear from somebody" not in page


def test_today_says_that_what_one_wrote_was_answered_and_that_something_is_new_in_what_one_follows(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    browser = sign_in(mate)

    def today() -> str:
        page = text_of(browser.get(to("today")))
        return page[page.rindex("Lantern group") : page.rindex("Lantern group") + 90]

    asked = open_thread(group, by=mate, needs_answer=True)
    assert "You are there as Amber Test." in today()
    write(asked, owner, "You are welcome here.")
    assert "Somebody has answered what you wrote." in today()
    leads = f'href="{to("group-threads", group.slug)}">Somebody has answered what you wrote.</a>'
    assert leads in browser.get(to("today")).content.decode()
    browser.get(to("group-thread", group.slug, asked.id))
    assert "You are there as Amber Test." in today()
    write(asked, mate, "Thank you.")
    others = [open_thread(group, f"Thread {number}") for number in range(3)]
    for thread in others:
        browser.post(to("group-thread-want", group.slug, thread.id), {"wants": "follow"})
        browser.get(to("group-thread", group.slug, thread.id))
    assert "You are there as Amber Test." in today()
    write(others[0], owner, "And more")
    assert "Something is new in what you follow." in today()
    write(others[1], owner, "And more")
    assert "Something is new in what you follow." in today()
    browser.post(to("group-thread-want", group.slug, others[1].id), {"wants": "mute"})
    Thread.objects.filter(id=others[0].id).update(state="hidden")
    assert "You are there as Amber Test." in today()


def test_today_takes_the_same_statements_for_one_group_with_news_and_for_three(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person
) -> None:
    counts = []
    for number in range(3):
        group = begin(name=f"Group {number}")
        join(group, mate, f"Amber Test {number}")
        write(open_thread(group, by=mate), owner)
        with CaptureQueriesContext(connection) as queries:
            assert {one.line for one in own_groups(mate, now=current_time())} == {
                "Somebody has answered what you wrote."
            }
        counts.append(len(queries))
    assert counts == [2, 2, 2], "who has answered them may be somebody they do not hear"


def test_that_one_was_answered_is_said_of_an_answer_and_once(
    begin: Begin, join: Join, open_thread: Open, write: Write, mate: Person, *, owner: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    hello = write(thread, mate, "Hello, I am new.")
    services.hide_post(hello.id, hello.created_at)
    write(thread, owner, "Something else.")
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Something is new in what you follow."]
    services.show_post(hello.id, "", hello.created_at)
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Somebody has answered what you wrote."]
    sign_in(mate).get(to("group-thread", group.slug, thread.id))
    answer = write(thread, owner, "By the way, the kettle is mended.")
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Something is new in what you follow."]
    Post.objects.filter(thread=thread, membership__person=owner).exclude(id=answer.id).update(
        hidden_at=answer.created_at
    )
    assert [one.line for one in own_groups(mate, now=current_time())] == ["Somebody has answered what you wrote."], (
        "the first that is shown"
    )


def test_that_somebody_asks_is_said_before_what_is_new_in_a_thread(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    write(thread, mate)
    write(thread, owner)
    write(thread, mate, "And more")
    assert [one.line for one in own_groups(owner, now=current_time())] == ["Something is new in what you follow."]
    Group.objects.filter(id=group.id).update(openness=Openness.BY_REQUEST)
    join(group, stranger, "Silver Test")
    assert [one.line for one in own_groups(owner, now=current_time())] == ["1 person asks to join."]
