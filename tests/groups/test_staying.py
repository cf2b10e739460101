"""Erasing an account asks what becomes of what was written in threads: it goes, or stays and leads to nobody."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services
from alongside.groups.chat.models import ChatLine
from alongside.groups.models import Post, Waiting
from alongside.groups.unanswered.own_waits import own_news
from alongside.kernel.clock import current_time
from tests.accounts.conftest import PASSPHRASE, confirm
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three, Write

pytestmark = pytest.mark.django_db
QUESTION = "What you wrote in threads of groups"
GONE = "Somebody who is not here any more"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def confirmed(person: Person, sign_in: SignIn) -> Client:
    """Return a browser in which somebody has typed their passphrase just now."""
    person.set_password(PASSPHRASE)
    person.save(update_fields=["password"])
    browser = sign_in(person)
    confirm(browser)
    return browser


def test_who_wrote_in_a_group_is_asked_and_nobody_else(
    begin: Begin, join: Join, open_thread: Open, three: Three, sign_in: SignIn
) -> None:
    owner, mate, _stranger = three
    join(begin(), mate)
    open_thread(begin(name="Other group"), by=owner)
    asked = {}
    for person in three:
        browser = confirmed(person, sign_in)
        page = browser.get(to("erase"))
        asked[person.alias] = QUESTION in text_of(page)
        if asked[person.alias]:
            assert page.context["form"]["groups"].value() == "go"
    assert list(asked.values()) == [True, False, False]


@pytest.mark.parametrize("choice", ["go", "stay", ""])
def test_it_goes_unless_they_say_that_it_stays_and_then_leads_to_nobody(
    begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, *, sign_in: SignIn, choice: str
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Cedar")
    join(group, stranger, "Silver Test")
    thread = open_thread(group, "It was a long evening.", by=mate, title="Canary evening", needs_answer=True)
    hidden = write(thread, mate, "Hidden words.")
    Post.objects.filter(id=hidden.id).update(hidden_at=current_time())
    browser = confirmed(mate, sign_in)
    typed = {"alias": mate.alias, "groups": choice} if choice else {"alias": mate.alias}
    assert "Everything about you is erased" in text_of(browser.post(to("erase"), typed, follow=True))
    assert not Person.objects.filter(id=mate.id).exists()
    reader = sign_in(owner)
    said = text_of(reader.get(to("group-thread", group.slug, thread.id)))
    listed = text_of(reader.get(to("group-threads", group.slug)))
    stays = choice == "stay"
    assert ("It was a long evening." in said) is stays
    assert ("Canary evening" in listed) is stays
    assert (GONE in said) is stays
    assert "Amber Cedar" not in said + listed
    assert Post.objects.get(id=hidden.id).text == ""
    assert not Waiting.objects.filter(answered_at=None).exists()
    assert own_news(owner, now=current_time()).waits == []
    post = write(thread, stranger, "Thank you, whoever you are.", answers=thread.posts.get(place=1) if stays else None)
    assert services.react(
        actor=owner, slug=group.slug, thread_id=thread.id, post_id=post.id, kind="with_you", now=current_time()
    )
    found = text_of(reader.get(to("group-threads", group.slug)))
    assert ("Canary evening" in found) is stays


def test_lines_of_chats_go_in_any_case(begin: Begin, join: Join, three: Three, now: datetime) -> None:
    _owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    erase_person(actor=mate, leaves=["groups", "no such app"], now=now)
    assert not ChatLine.objects.exists()
    assert not Post.objects.exists()


def test_the_step_that_lets_them_stay_can_be_undone_and_leaves_their_places(
    begin: Begin, join: Join, open_thread: Open, three: Three, now: datetime
) -> None:
    _owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group, by=mate)
    erase_person(actor=mate, leaves=["groups"], now=now)
    post = thread.posts.get()
    assert post.text
    step = ("groups", "0152_posts_without_a_writer")
    loader = MigrationLoader(connection)
    before = loader.project_state(step, at_end=False)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        loader.graph.nodes[step].unapply(before, editor)
    post.refresh_from_db()
    assert (post.text, post.html, post.is_heavy) == ("", "", False)
    assert post.taken_back_at is not None
