"""How a group takes in who is new: a slow start, and a look at the first they write, chosen by its hosts."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.models import ChatLine, Group, Post
from alongside.groups.sealing import CHAT_LINE, EVENT_QUESTION
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import Invalid, NotAllowed, NotFound, TooMany
from alongside.kernel.sealed import unseal
from alongside.safety.models import Case, Report
from alongside.safety.slow_start import has_links
from tests.groups.conftest import Begin, Join, Open, Three, Write
from tests.groups.stage_of import Ask, Plan, ask, company, plan

__all__ = ["ask", "company", "plan"]
pytestmark = pytest.mark.django_db


def choose(actor: Person, group: Group, now: datetime, *, first: bool = True, slowly: bool = True) -> None:
    """Choose how the group takes in new members."""
    services.choose_newcomers(actor=actor, slug=group.slug, looks_at_first=first, begins_slowly=slowly, now=now)


def test_hosts_alone_choose_it(begin: Begin, join: Join, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    for person in (mate, stranger):
        with pytest.raises(NotAllowed):
            choose(person, group, now)
    Group.objects.filter(id=group.id).update(openness="hidden")
    with pytest.raises(NotFound):
        choose(stranger, group, now)
    choose(owner, group, now, first=False)
    group.refresh_from_db()
    assert (group.looks_at_first, group.begins_slowly) == (False, True)


@pytest.mark.parametrize(
    "text", ["See https://example.org", "see www.example.org", "buy at pills.shop", "[here](x)", "My HTTP://x"]
)
def test_who_is_new_sends_no_links_and_whoever_was_invited_does(
    *,
    begin: Begin,
    join: Join,
    brought_in: Join,
    open_thread: Open,
    write: Write,
    three: Three,
    now: datetime,
    text: str,
) -> None:
    owner, mate, stranger = three
    group = begin()
    choose(owner, group, now)
    thread = open_thread(group)
    join(group, mate)
    brought_in(group, stranger, "Willow Test")
    with pytest.raises(Invalid) as refusal:
        write(thread, mate, text)
    assert refusal.value.field == "text"
    assert write(thread, mate, "I met Dr. Test at 5.30, e.g. yesterday.").place == 2
    assert write(thread, stranger, text).place == 3


def test_who_is_new_asks_nothing_with_links_at_an_event(
    *, company: Group, plan: Plan, ask: Ask, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    choose(owner, company, now)
    event = plan(company)
    with pytest.raises(Invalid) as refusal:
        ask(event, mate, "Did you see https://example.org?", is_anonymous=True)
    assert refusal.value.field == "words"
    assert ask(event, mate, "How long, Test?")
    cry = ask(event, mate, "I want to die, is https://example.org any help?")
    assert unseal(cry.words_sealed, what=EVENT_QUESTION) == "I want to die, is … any help?"


def test_who_is_new_writes_five_an_hour_and_after_three_days_as_everybody(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    choose(owner, group, now)
    thread = open_thread(group)
    row = join(group, mate)
    for number in range(5):
        write(thread, mate, f"Evening {number}")
    with pytest.raises(TooMany):
        write(thread, mate, "Evening 6")
    type(row).objects.filter(id=row.id).update(joined_at=now - timedelta(days=3))
    write(thread, mate, "See https://example.org")


def test_the_place_can_have_new_accounts_begin_slowly(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime, settings: Settings
) -> None:
    _owner, mate, _stranger = three
    group = begin()
    thread = open_thread(group)
    join(group, mate)
    settings.SLOW_START_DAYS = 2  # type: ignore[attr-defined]  # pytest-django's settings take anything
    with pytest.raises(Invalid):
        write(thread, mate, "See https://example.org")
    Person.objects.filter(id=mate.id).update(created_at=now - timedelta(days=2))
    mate.refresh_from_db()
    write(thread, mate, "See https://example.org")


def test_who_writes_of_danger_is_never_held_back_by_being_new(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    choose(owner, group, now)
    thread = open_thread(group)
    join(group, mate)
    for number in range(7):
        write(thread, mate, f"I want to die. {number}")
    assert Post.objects.filter(thread=thread).count() == 8
    assert Report.objects.filter(case__is_urgent=True).count() == 7


def test_words_of_danger_are_no_way_to_send_links_for_who_is_new(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    choose(owner, group, now)
    thread = open_thread(group)
    join(group, mate)
    at = {"actor": mate, "slug": group.slug, "now": now}
    begun = services.begin_thread(
        **at, opening=Opening("See pills.shop", Said("I want to die.", note="At pills.me, kms"))
    )
    assert (begun.title, begun.posts.get().note) == ("See …", "At … kms")
    for number in range(5):
        post = write(thread, mate, f"I want to die. {number} [See this](https://pills.shop) or\nwww.example.org today")
        assert post.text == f"I want to die. {number} [See … or\n… today"
        assert post.is_heavy
    with pytest.raises(TooMany):
        write(thread, mate, "I want to die. Again https://example.org")
    assert write(thread, mate, "I want to die. Again").is_heavy, "without a link it is held back by nothing"
    changed = services.change_post(**at, thread_id=thread.id, post_id=post.id, said=Said("I want to die. http://x"))
    assert changed.text == "I want to die. …"
    with pytest.raises(Invalid):
        write(thread, mate, "See https://example.org/?kms")
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Open room", "For all"), now=now)
    line = services.write_line(**at, room_id=room.id, written=Written("I want to die, www.x.org", uuid4()))
    assert words_in(line) == "I want to die, …"


def words_in(line: ChatLine) -> str:
    """Return what a line of a room says."""
    return unseal(line.words_sealed, what=CHAT_LINE) or ""


@pytest.mark.parametrize(
    "text",
    [
        "Play at casino.site now",
        "a cure: pills.online, cheap",
        "write to me on t.me/amber",
        "mira en casino.es",
        "See pills.de/offer today",
        "Play at casino.club.\nGood night",
        "ｐｉｌｌｓ．ｓｈｏｐ",
        "pills.сom",
    ],
)
def test_a_link_is_one_whatever_it_ends_in_and_however_it_is_drawn(text: str) -> None:
    assert has_links(text)


@pytest.mark.parametrize(
    "text",
    ["Estoy en casa.es tarde", "vengo.de verdad que vengo", "We won.live well, all of you", "See you at 9.30 p.m./10"],
)
def test_a_full_stop_without_a_space_behind_it_makes_no_link(text: str) -> None:
    assert not has_links(text)


def test_who_is_new_sends_no_link_by_changing_what_they_wrote_nor_in_a_title_or_a_chat_room(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    choose(owner, group, now)
    thread = open_thread(group)
    join(group, mate)
    post = write(thread, mate, "Hello")
    at = {"actor": mate, "slug": group.slug, "now": now}
    for said in (Said("See https://example.org"), Said("Hello", note="www.example.org")):
        with pytest.raises(Invalid):
            services.change_post(**at, thread_id=thread.id, post_id=post.id, said=said)
    with pytest.raises(Invalid):
        services.begin_thread(**at, opening=Opening("pills.shop", Said("Hello again")))
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Open room", "For all"), now=now)
    with pytest.raises(Invalid):
        services.write_line(**at, room_id=room.id, written=Written("See https://example.org", uuid4()))
    assert services.change_post(**at, thread_id=thread.id, post_id=post.id, said=Said("Hello you")).text == "Hello you"


def test_what_becomes_a_cry_for_help_when_it_is_changed_comes_before_moderators(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    _owner, mate, _stranger = three
    group = begin()
    thread = open_thread(group)
    join(group, mate)
    post = write(thread, mate, "Hello")
    assert not Case.objects.exists()
    at = {"actor": mate, "slug": group.slug, "thread_id": thread.id, "post_id": post.id, "now": now}
    services.change_post(**at, said=Said("I want to die."))
    assert Case.objects.get().is_urgent


def test_quoting_what_another_cried_opens_no_way_around_a_slow_start(
    *, begin: Begin, join: Join, open_thread: Open, write: Write, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    choose(owner, group, now, first=False)
    thread = open_thread(group, "I want to die.")
    join(group, mate)
    for number in range(5):
        assert not write(thread, mate, f"> I want to die.\nBuy this {number}").is_heavy
    with pytest.raises(TooMany):
        write(thread, mate, "> I want to die.\nBuy this 6")
    with pytest.raises(Invalid):
        write(thread, mate, "> I want to die.\nBuy at https://example.org")
