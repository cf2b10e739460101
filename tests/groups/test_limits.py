"""What is too long or too much is said, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Draft, Post
from alongside.groups.policies import access_standing
from alongside.groups.services import threads
from alongside.groups.threads import drafts, following
from alongside.groups.threads.details import Said
from alongside.groups.threads.drafts import LENGTHS, keep_draft
from alongside.groups.threads.page import own_part_of
from alongside.kernel.errors import TooMany
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open

pytestmark = pytest.mark.django_db


def test_a_draft_may_be_longer_than_what_can_be_sent(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn
) -> None:
    thread = open_thread(begin())
    page = to("group-thread", thread.group.slug, thread.id)
    long = "Too long to send. " * 600
    browser = sign_in(owner)
    sent = browser.post(page, {"text": long})
    assert sent.status_code == 422
    assert long.strip() in sent.content.decode()
    assert browser.post(page, {"text": long, "keep": "yes"}).status_code == 303
    assert own_part_of(access_standing(owner, thread.group.slug), thread).draft["text"] == long.strip()
    shown = browser.get(page)
    assert long.strip() in shown.content.decode()
    assert b'maxlength="8000"' not in shown.content
    assert Post.objects.count() == 1


@pytest.mark.parametrize("words", ["x" * (LENGTHS["text"] + 1), "a hidden sign \u202e"])
def test_what_cannot_be_kept_stays_in_the_form(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, words: str
) -> None:
    thread = open_thread(begin())
    browser = sign_in(owner)
    for page in (
        to("group-thread", thread.group.slug, thread.id),
        to("group-thread-begin", thread.group.slug),
    ):
        answered = browser.post(page, {"title": "Mine", "text": words, "keep": "yes"})
        assert answered.status_code == 422
        assert words in answered.content.decode()
    assert not Draft.objects.exists()


def test_a_keep_that_comes_too_often_keeps_the_words_on_the_page(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "DRAFTS_AN_HOUR", 1)
    thread = open_thread(begin())
    page = to("group-thread", thread.group.slug, thread.id)
    browser = sign_in(owner)
    browser.post(page, {"text": "First words", "keep": "yes"})
    answered = browser.post(page, {"text": "Second words", "keep": "yes"})
    assert answered.status_code == 422
    assert "That was a lot of tries in a short time." in text_of(answered)
    assert "Second words" in answered.content.decode()


Do = Callable[[datetime], object]


def tried(do: Do, now: datetime) -> int:
    """Return how often something can be done until it is too often; an hour later it can be done again."""
    for count in range(1000):
        try:
            do(now)
        except TooMany:
            do(now + timedelta(hours=1))
            return count
    return 1000


def test_changing_reacting_following_and_keeping_have_a_limit(
    begin: Begin, join: Join, open_thread: Open, owner: Person, mate: Person
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group)
    post = thread.posts.get()
    where = {"slug": group.slug, "thread_id": thread.id}
    now = thread.created_at
    said = {"post_id": post.id, "said": Said("Other words"), "title": "Evenings"}
    kept = {"text": "Words"}
    assert tried(lambda at: services.change_post(actor=owner, **where, **said, now=at), now) == threads.CHANGES_AN_HOUR
    like = {**where, "post_id": post.id, "kind": "with_you"}
    assert tried(lambda at: services.react(actor=mate, **like, now=at), now) == threads.REACTIONS_AN_HOUR
    follow = {**where, "wants": "follow"}
    assert tried(lambda at: following.want_thread(actor=mate, **follow, now=at), now) == following.WANTS_AN_HOUR
    assert tried(lambda at: keep_draft(actor=mate, **where, words=kept, now=at), now) == drafts.DRAFTS_AN_HOUR
