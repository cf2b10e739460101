"""An open page of a thread hears that an answer came: who may read it, and of nobody they do not hear."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import GroupRole, ThreadState, Wants
from alongside.groups.models import Group, Reading, Thread
from alongside.groups.policies import access_standing
from alongside.groups.threads import following
from alongside.groups.threads.details import Said
from alongside.groups.threads.policies import visible_threads, who_reads_thread
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.config.test_live import Reader, _listening, aside, cookie_of, in_a_loop
from tests.groups.conftest import Begin, Join, Open, Three, Write, standing
from tests.groups.stage_of import company
from tests.groups.test_looking_after import as_role
from tests.groups.test_unheard import stop_hearing

__all__ = ["company"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def thread(company: Group, open_thread: Open) -> Thread:
    """A thread that the host began in a group of three."""
    return open_thread(company)


@dataclass(frozen=True)
class Asks:
    """What the open page of somebody is told of a thread that had one post when it was made."""

    browser: Client
    thread: Thread

    def __call__(self, since: int = 1) -> str:
        path = to("group-thread", self.thread.group.slug, self.thread.id)
        return text_of(self.browser.get(path, {"since": since})).strip()


def test_the_page_is_told_how_many_answers_came_and_led_to_the_first(
    thread: Thread, three: Three, write: Write, sign_in: SignIn
) -> None:
    host, amber, birch = three
    browser = sign_in(amber)
    asks = Asks(browser, thread)
    assert asks() == ""
    write(thread, birch, "First words.")
    assert asks() == "1 new answer Show what is new"
    write(thread, host, "Second words.")
    assert asks() == "2 new answers Show what is new"
    assert asks(2) == "1 new answer Show what is new"
    path = to("group-thread", thread.group.slug, thread.id)
    told = browser.get(path, {"since": 1}).content.decode()
    assert 'href="?from=2#post-2"' in told
    assert "words" not in told
    shown = text_of(browser.get(path, {"from": 2}))
    asked, answered = shown.index("It is a long evening."), shown.index("First words.")
    assert asked < answered, "what is answered stands above"


def test_being_told_reads_nothing_and_the_page_says_up_to_where_it_goes(
    thread: Thread, three: Three, write: Write, sign_in: SignIn
) -> None:
    _host, amber, birch = three
    browser, path = sign_in(amber), to("group-thread", thread.group.slug, thread.id)
    assert 'data-newer="1"' in browser.get(path).content.decode()
    write(thread, birch)
    Asks(browser, thread)()
    assert Reading.objects.get(thread=thread, membership=standing(amber, thread.group)).read_place == 1
    page = browser.get(path).content.decode()
    assert f'data-live-shared="group-thread:{thread.id}"' in page
    assert 'data-newer="2"' in page


def test_ones_own_and_what_is_gone_again_is_not_counted(
    thread: Thread, three: Three, write: Write, sign_in: SignIn, now: datetime
) -> None:
    _host, amber, birch = three
    asks = Asks(sign_in(amber), thread)
    write(thread, amber)
    assert asks() == ""
    post = write(thread, birch)
    assert asks() == "1 new answer Show what is new"
    services.take_post_back(actor=birch, slug=thread.group.slug, thread_id=thread.id, post_id=post.id, now=now)
    assert asks() == ""
    hidden = write(thread, birch, "Another.")
    hidden.hidden_at = now
    hidden.save(update_fields=["hidden_at"])
    assert asks() == ""


def test_of_whom_one_does_not_hear_no_answer_is_counted_and_nothing_tells_them(
    thread: Thread, three: Three, write: Write, sign_in: SignIn, now: datetime
) -> None:
    host, amber, birch = three
    stop_hearing(amber, birch, thread.group, now)
    write(thread, birch, "Loud.")
    assert Asks(sign_in(amber), thread)() == ""
    assert Asks(sign_in(host), thread)() == "1 new answer Show what is new"
    write(thread, amber, "Calm.")
    assert Asks(sign_in(birch), thread)() == "1 new answer Show what is new", "as on their page"
    as_role(amber, thread.group, GroupRole.MODERATOR)
    assert Asks(sign_in(amber), thread)() == "1 new answer Show what is new", "who looks after it sees everything"


def test_who_muted_a_thread_is_told_nothing_of_it(thread: Thread, three: Three, sign_in: SignIn, now: datetime) -> None:
    amber = three[1]
    where: dict[str, Any] = {"actor": amber, "slug": thread.group.slug, "thread_id": thread.id, "now": now}
    following.want_thread(**where, wants=Wants.MUTE)
    page = sign_in(amber).get(to("group-thread", thread.group.slug, thread.id)).content.decode()
    assert "data-live-shared" not in page


def test_who_may_not_read_a_thread_hears_nothing_of_it(
    begin: Begin, join: Join, open_thread: Open, three: Three, *, sign_in: SignIn, now: datetime
) -> None:
    host, member, stranger = three
    group = begin()
    join(group, member)
    thread = open_thread(group)
    people = {one.id for one in three}
    assert who_reads_thread(people, thread.id, now) == {host.id, member.id}
    assert who_reads_thread({stranger.id}, thread.id, now) == set()
    path = to("group-thread", group.slug, thread.id)
    assert sign_in(stranger).get(path, {"since": 0}).status_code == 403
    Thread.objects.filter(id=thread.id).update(state=ThreadState.HIDDEN)
    assert who_reads_thread(people, thread.id, now) == {host.id}
    assert sign_in(member).get(path, {"since": 0}).status_code == 404
    seen = {one.id for one in (host, member) if visible_threads(access_standing(one, group.slug)).exists()}
    assert seen == {host.id}, "as the page has it"
    services.leave_group(actor=member, slug=group.slug, now=now)
    Thread.objects.filter(id=thread.id).update(state=ThreadState.OPEN)
    assert who_reads_thread(people, thread.id, now) == {host.id}


class ThreadReader(Reader):
    """A browser with a thread open."""

    def __init__(self, cookie: str, thread: Thread) -> None:
        self.asked = f"shared=group-thread:{thread.id}&known=1".encode()
        super().__init__(cookie)

    def scope(self, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
        return {**super().scope(headers), "query_string": self.asked}


@pytest.mark.django_db(transaction=True)
def test_an_open_page_hears_that_something_came_and_no_word_of_it_until_they_are_removed(
    thread: Thread, three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, amber, birch = three
    cookies = cookie_of(amber), cookie_of(birch)
    known: dict[str, Any] = {"slug": thread.group.slug, "now": current_time()}
    member, seat = standing(birch, thread.group), str(standing(host, thread.group).id)

    def say(by: Person, words: str) -> None:
        services.answer_thread(actor=by, thread_id=thread.id, said=Said(words), **known)

    async def story() -> None:
        stays, goes = (ThreadReader(cookie, thread) for cookie in cookies)
        for reader in (stays, goes):
            await reader.hears("id: 1\n")
        await _listening()
        await aside(say, host, "A kettle sings.")
        for reader in (stays, goes):
            await reader.hears("id: 2\n")
        await aside(services.remove_member, actor=host, membership_id=member.id, for_good=False, **known)
        async with asyncio.timeout(10):
            await goes.task
        await aside(say, host, "It still sings.")
        await stays.hears("id: 3\n")
        assert "id: 3" not in goes.text
        for told in (stays.text, goes.text):
            assert "sings" not in told
            assert seat not in told
        again = ThreadReader(cookies[1], thread)
        async with asyncio.timeout(10):
            await again.task
        assert again.status == 404
        await stays.leave()

    in_a_loop(story, monkeypatch)
