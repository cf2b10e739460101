"""Members of a group who let others write to them: by alias, after a yes, and to somebody new by greeters alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.models import Group, Membership
from alongside.groups.privacy import export
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.messaging import services
from alongside.messaging.forgetting import forget_messages
from alongside.messaging.models import Conversation, Message
from alongside.messaging.privacy import export as export_messages
from alongside.messaging.queries import open_with
from alongside.messaging.reach import access_whom, group_members_to_write_to
from alongside.messaging.services import Line
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, begin, groups_open_at_once, join, three
from tests.messaging.conftest import listed, read, said, sign_in
from tests.support.removing import paused

__all__ = ["begin", "groups_open_at_once", "join", "sign_in", "three"]
pytestmark = pytest.mark.django_db
NEW = timedelta(days=14)


@dataclass(frozen=True)
class Lantern:
    """A group of three: its host, the mate as Amber Test, who lets others write, and the stranger as River Test."""

    group: Group
    host: Person
    mate: Person
    stranger: Person
    amber: Membership
    river: Membership
    later: datetime
    join: Join

    def let(self, who: Person, *, group: Group | None = None, lets: bool = True) -> None:
        slug = (group or self.group).slug
        groups.choose_letters(actor=who, slug=slug, lets_write=lets, now=self.later)

    def write(self, actor: Person, to: Membership, *, at: datetime | None = None) -> UUID:
        """Have somebody write to a member first; return the conversation."""
        line, moment = Line("How did you begin?", uuid4().hex), at or self.later
        message = services.write_first(actor=actor, origin="group", source=to.id, line=line, now=moment)
        return message.conversation_id

    def say(self, actor: Person, talk: UUID, text: str) -> None:
        services.say(actor=actor, conversation_id=talk, line=Line(text, uuid4().hex), now=self.later)

    def names(self, actor: Person, *, at: datetime | None = None) -> list[tuple[str, str]]:
        """Return whom somebody may write to first, and where."""
        return [(one.name, one.place) for one in group_members_to_write_to(actor, now=at or self.later)]


@pytest.fixture
def lantern(begin: Begin, join: Join, three: tuple[Person, Person, Person], now: datetime) -> Lantern:
    """The group, a month after everybody came."""
    host, mate, stranger = three
    group = begin()
    amber, river = join(group, mate, "Amber Test"), join(group, stranger, "River Test")
    made = Lantern(group, host, mate, stranger, amber, river, now + timedelta(days=30), join)
    made.let(mate)
    return made


def test_nobody_is_written_to_who_does_not_let_others(lantern: Lantern) -> None:
    assert lantern.names(lantern.stranger) == [("Amber Test", "Lantern group")]
    assert lantern.names(lantern.mate) == []
    with pytest.raises(NotFound):
        lantern.write(lantern.mate, lantern.river)
    lantern.let(lantern.mate, lets=False)
    assert lantern.names(lantern.stranger) == []
    with pytest.raises(NotFound):
        lantern.write(lantern.stranger, lantern.amber)


def test_somebody_new_is_written_to_by_those_alone_who_greet(lantern: Lantern, now: datetime) -> None:
    early = now + NEW - timedelta(minutes=1)
    assert lantern.names(lantern.stranger, at=early) == []
    with pytest.raises(NotFound):
        lantern.write(lantern.stranger, lantern.amber, at=early)
    assert lantern.names(lantern.host, at=early) == [("Amber Test", "Lantern group")]
    assert lantern.names(lantern.stranger, at=now + NEW) == [("Amber Test", "Lantern group")]


def test_who_is_not_in_the_group_reaches_nobody_there(lantern: Lantern, make_person: MakePerson) -> None:
    outside = make_person("Odd Outsider Madeup")
    assert lantern.names(outside) == []
    with pytest.raises(NotFound):
        lantern.write(outside, lantern.amber)
    with pytest.raises(NotAllowed):
        lantern.let(outside)
    groups.leave_group(actor=lantern.stranger, slug=lantern.group.slug, now=lantern.later)
    with pytest.raises(NotFound):
        lantern.write(lantern.stranger, lantern.amber)


def test_who_gets_words_of_danger_as_a_first_message_finds_what_they_can_do(lantern: Lantern, sign_in: SignIn) -> None:
    line, now = Line("I want to die tonight.", uuid4().hex), lantern.later
    wrote = {"actor": lantern.stranger, "origin": "group", "source": lantern.amber.id}
    asked = services.write_first(**wrote, line=line, now=now)
    Message.objects.update(created_at=current_time())
    shown = sign_in(lantern.mate).get(reverse("conversation", args=[asked.conversation_id]))
    page = text_of(shown)
    assert "What they wrote sounds very heavy. Whatever you say here, you need not carry it alone" in page
    assert f'<a class="touch" href="{reverse("crisis-lines")}">Crisis lines that you can tell them of</a>' in (
        shown.content.decode()
    )
    assert "I want to die tonight. What you can do for them A message is only for those it was written to." in page
    assert "Would you like to hear from them?" in page


def test_a_first_message_asks_and_says_aliases_alone(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    assert said(lantern.mate, talk) == ["How did you begin?"]
    rows = [(row.name, row.place, row.is_request) for row in listed(lantern.mate)]
    assert rows == [("River Test", "Lantern group", True)]
    assert (read(lantern.stranger, talk).other.name, read(lantern.stranger, talk).waits) == ("Amber Test", True)
    for actor in (lantern.stranger, lantern.mate):
        with pytest.raises(Conflict):
            lantern.say(actor, talk, "More")
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    lantern.say(lantern.mate, talk, "With a walk.")
    lantern.say(lantern.stranger, talk, "Thank you.")
    assert said(lantern.stranger, talk) == ["How did you begin?", "With a walk.", "Thank you."]


def test_a_request_that_is_put_away_looks_like_one_that_waits(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    before = read(lantern.stranger, talk)
    services.put_off(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    assert read(lantern.stranger, talk) == before
    assert [row.is_put_off for row in listed(lantern.mate)] == [True]
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    assert not read(lantern.stranger, talk).waits


def test_the_name_of_who_left_is_gone_and_nothing_reaches_them(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    groups.leave_group(actor=lantern.mate, slug=lantern.group.slug, now=lantern.later)
    seen = read(lantern.stranger, talk).other
    assert (seen.name, seen.can_write) == ("Somebody who is not there any more", False)
    with pytest.raises(Conflict):
        lantern.say(lantern.stranger, talk, "Are you there?")
    assert Membership.objects.get(id=lantern.amber.id).lets_write is False


def test_two_groups_show_one_person_as_two(lantern: Lantern, begin: Begin) -> None:
    other = begin(name="Morning group")
    second = lantern.join(other, lantern.mate, "Second Test")
    lantern.join(other, lantern.stranger, "Brook Test")
    lantern.let(lantern.mate, group=other)
    lantern.let(lantern.mate, lets=False)
    later = lantern.later + NEW
    assert lantern.names(lantern.stranger, at=later) == [("Second Test", "Morning group")]
    talk = lantern.write(lantern.stranger, second, at=later)
    assert read(lantern.stranger, talk).other.name == "Second Test"
    assert [(row.name, row.place) for row in listed(lantern.mate)] == [("Brook Test", "Morning group")]


def test_who_stopped_hearing_from_a_member_hears_nothing_of_them_in_another_group(
    lantern: Lantern, begin: Begin
) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.block(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    other = begin(name="Morning group")
    second = lantern.join(other, lantern.mate, "Second Test")
    lantern.join(other, lantern.stranger, "Brook Test")
    lantern.let(lantern.mate, group=other)
    again = lantern.write(lantern.stranger, second)
    assert said(lantern.stranger, again) == ["How did you begin?"]
    assert [row.name for row in listed(lantern.mate)] == ["River Test"]
    services.unblock(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    assert [row.name for row in listed(lantern.mate)] == ["River Test"], "it would tell that Brook is River"
    assert [row["with_whom"] for row in export_messages(lantern.mate.id)["conversations"]] == ["River Test"]
    brook = Membership.objects.get(group=other, person=lantern.stranger)
    lantern.let(lantern.stranger, group=other)
    assert lantern.write(lantern.mate, brook) == again
    assert said(lantern.mate, again) == ["How did you begin?"]
    assert said(lantern.stranger, again) == ["How did you begin?", "How did you begin?"]


def test_hearing_again_tells_nothing_of_who_stopped_hearing_from_them_elsewhere(lantern: Lantern, begin: Begin) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.block(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    other = begin(name="Morning group")
    second = lantern.join(other, lantern.mate, "Second Test")
    brook = lantern.join(other, lantern.stranger, "Brook Test")
    lantern.let(lantern.stranger, group=other)
    stopped = services.stop_hearing(actor=lantern.stranger, source=second.id, now=lantern.later)
    services.unblock(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    assert [row.name for row in listed(lantern.mate)] == ["River Test"]
    assert [row["with_whom"] for row in export_messages(lantern.mate.id)["conversations"]] == ["River Test"]
    assert open_with(lantern.mate, access_whom(lantern.mate, "group", brook.id, now=lantern.later)) is None
    services.unblock(actor=lantern.stranger, conversation_id=stopped, now=lantern.later)
    assert not Conversation.objects.filter(id=stopped).exists(), "nobody ever wrote there"


def test_the_switch_is_on_the_page_of_the_group_and_in_the_export(lantern: Lantern, sign_in: SignIn) -> None:
    client, page = sign_in(lantern.stranger), reverse("group", args=[lantern.group.slug])
    assert "Nobody here can write to you, unless you let them." in client.get(page).content.decode()
    client.post(reverse("group-letters", args=[lantern.group.slug]), {"move": "yes"})
    assert "Members here can write to you." in client.get(page).content.decode()
    assert [row["lets_write"] for row in export(lantern.stranger.id)["memberships"]] == [True]
    client.post(reverse("group-letters", args=[lantern.group.slug]), {"move": "no"})
    assert [row["lets_write"] for row in export(lantern.stranger.id)["memberships"]] == [False]


def test_somebody_writes_and_is_answered_page_by_page(lantern: Lantern, sign_in: SignIn) -> None:
    writer, asked = sign_in(lantern.stranger), sign_in(lantern.mate)
    now = lantern.later
    Membership.objects.filter(id=lantern.amber.id).update(joined_at=now - timedelta(days=60))
    assert "Amber Test" in writer.get(reverse("message-new")).content.decode()
    first = reverse("message-first", args=["group", lantern.amber.id])
    assert "decide whether they want to hear from you" in writer.get(first).content.decode()
    writer.post(first, {"text": "Hello there", "request_key": uuid4().hex})
    talk = listed(lantern.mate)[0].id
    seen = asked.get(reverse("conversation", args=[talk])).content.decode()
    assert "Would you like to hear from them?" in seen
    assert "Odd" not in seen
    asked.post(reverse("conversation-move", args=[talk, "accept"]))
    assert listed(lantern.mate)[0].is_request is False


def test_the_list_asks_as_often_for_one_member_as_for_three(lantern: Lantern, make_person: MakePerson) -> None:
    for number in range(2):
        one = make_person(f"Odd {number} Madeup")
        lantern.join(lantern.group, one, f"Leaf {number} Test")
        lantern.let(one)
    with CaptureQueriesContext(connection) as asked:
        assert len(lantern.names(lantern.stranger)) == 3
    assert len(asked) == 2


def test_nobody_writes_first_to_more_than_ten_members_a_day(lantern: Lantern, make_person: MakePerson) -> None:
    rows = []
    for number in range(11):
        one = make_person(f"Odd {number} Madeup")
        rows.append(lantern.join(lantern.group, one, f"Leaf {number} Test"))
        lantern.let(one)
    for row in rows[:10]:
        lantern.write(lantern.stranger, row)
    with pytest.raises(TooMany):
        lantern.write(lantern.stranger, rows[10])
    assert lantern.write(lantern.stranger, rows[10], at=lantern.later + timedelta(days=1))


def test_that_somebody_does_not_hear_from_a_member_elsewhere_is_told_to_neither(lantern: Lantern, begin: Begin) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.block(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    other = begin(name="Morning group")
    second, brook = (
        lantern.join(other, lantern.mate, "Second Test"),
        lantern.join(other, lantern.stranger, "Brook Test"),
    )
    lantern.let(lantern.mate, group=other)
    lantern.let(lantern.stranger, group=other)
    again = lantern.write(lantern.stranger, second)
    whom = access_whom(lantern.mate, "group", brook.id, now=lantern.later + NEW)
    assert open_with(lantern.mate, whom) is None
    assert [row["with_whom"] for row in export_messages(lantern.mate.id)["conversations"]] == ["River Test"]
    later = lantern.later + NEW
    assert lantern.write(lantern.mate, brook, at=later) == again
    begun = {row["with_whom"]: row["begun_at"] for row in export_messages(lantern.mate.id)["conversations"]}
    assert begun == {"River Test": lantern.later.isoformat(), "Brook Test": later.isoformat()}, "not when Brook wrote"
    assert said(lantern.mate, again) == ["How did you begin?"]
    assert said(lantern.stranger, again) == ["How did you begin?", "How did you begin?"]


def test_who_is_new_sends_no_links_to_members_first(lantern: Lantern, settings: Settings) -> None:
    settings.SLOW_START_DAYS = 365  # type: ignore[attr-defined]  # pytest-django's settings take anything

    def write(text: str) -> Message:
        line = Line(text, uuid4().hex)
        return services.write_first(
            actor=lantern.stranger, origin="group", source=lantern.amber.id, line=line, now=lantern.later
        )

    with pytest.raises(Invalid, match="links") as refusal:
        write("https://evil.example buy")
    assert refusal.value.field == "text"
    assert listed(lantern.mate) == []
    cry = write("I want to die, see https://lines.example")
    assert said(lantern.stranger, cry.conversation_id) == ["I want to die, see …"], "held back by nothing, but its link"


def test_leaving_and_asking_anew_is_not_a_second_first_message(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.put_off(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    services.leave(actor=lantern.stranger, conversation_id=talk, now=lantern.later)
    with pytest.raises(Conflict):
        lantern.write(lantern.stranger, lantern.amber)
    forget_messages(lantern.later + timedelta(days=89))
    with pytest.raises(Conflict):
        lantern.write(lantern.stranger, lantern.amber, at=lantern.later + timedelta(days=89))


def test_a_first_message_stays_whatever_time_its_writer_chose(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.choose_keeping(actor=lantern.stranger, conversation_id=talk, days=1, now=lantern.later)
    forget_messages(lantern.later + timedelta(days=30))
    assert said(lantern.mate, talk) == ["How did you begin?"]
    message = Message.objects.get(conversation=talk)
    services.take_back(actor=lantern.stranger, conversation_id=talk, message_id=message.id, now=lantern.later)
    assert read(lantern.stranger, talk).waits
    with pytest.raises(Conflict):
        lantern.say(lantern.stranger, talk, "More")


@pytest.mark.parametrize("is_put_off", [False, True])
def test_coming_back_under_another_alias_is_not_a_second_first_message(
    lantern: Lantern, begin: Begin, *, is_put_off: bool
) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    if is_put_off:
        services.put_off(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    groups.leave_group(actor=lantern.stranger, slug=lantern.group.slug, now=lantern.later)
    lantern.join(lantern.group, lantern.stranger, "Rivera Test")
    with pytest.raises(Conflict):
        lantern.write(lantern.stranger, lantern.amber)
    assert [row.id for row in listed(lantern.mate)] == [talk]
    other = begin(name="Morning group")
    second = lantern.join(other, lantern.mate, "Second Test")
    lantern.join(other, lantern.stranger, "Brook Test")
    lantern.let(lantern.mate, group=other)
    assert lantern.write(lantern.stranger, second, at=lantern.later + NEW), "nothing tells that the two are one"


def test_who_was_asked_and_writes_first_themself_is_written_to(lantern: Lantern) -> None:
    lantern.write(lantern.stranger, lantern.amber)
    groups.leave_group(actor=lantern.stranger, slug=lantern.group.slug, now=lantern.later)
    back = lantern.join(lantern.group, lantern.stranger, "Rivera Test")
    lantern.let(lantern.stranger)
    talk = lantern.write(lantern.mate, back, at=lantern.later + NEW)
    services.accept(actor=lantern.stranger, conversation_id=talk, now=lantern.later)
    assert lantern.write(lantern.stranger, lantern.amber) == talk


def test_who_said_yes_before_can_be_asked_under_another_alias(lantern: Lantern) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    groups.leave_group(actor=lantern.stranger, slug=lantern.group.slug, now=lantern.later)
    lantern.join(lantern.group, lantern.stranger, "Rivera Test")
    assert lantern.write(lantern.stranger, lantern.amber) != talk
    groups.leave_group(actor=lantern.stranger, slug=lantern.group.slug, now=lantern.later)
    lantern.join(lantern.group, lantern.stranger, "Riverina Test")
    with pytest.raises(Conflict):
        lantern.write(lantern.stranger, lantern.amber)


def test_what_a_first_message_gives_away_is_asked_about_and_sent_as_it_is(lantern: Lantern, sign_in: SignIn) -> None:
    browser, page = sign_in(lantern.stranger), to("message-first", "group", lantern.amber.id)
    words = {"text": "My number is 07700 900456, write to river@example.org", "request_key": "k"}
    asked = browser.post(page, words)
    assert asked.status_code == 422
    said = asked.content.decode()
    assert "phone number: <mark>07700 900456</mark>. Do you want others to see it?" in said
    assert "<mark>river@example.org</mark>" in said
    assert words["text"] in said
    assert "Something needs another look" not in said, "a question, and no error"
    assert '<button class="button quiet" type="submit" name="sure" value="on">Send it as it is</button>' in said
    assert not Message.objects.exists()
    sent = browser.post(page, {**words, "sure": "on"}, follow=True)
    assert "Your message is written." in text_of(sent)
    assert Message.objects.count() == 1


def test_a_cry_for_help_is_not_asked_about_first_nor_after_a_yes(lantern: Lantern, sign_in: SignIn) -> None:
    browser, other = sign_in(lantern.stranger), sign_in(lantern.mate)
    cry = {"text": "I want to die. Call me: 07700 900456", "request_key": "k"}
    browser.post(to("message-first", "group", lantern.amber.id), cry)
    talk = Message.objects.get().conversation_id
    other.post(to("conversation-move", talk, "accept"))
    assert other.post(to("conversation", talk), {**cry, "request_key": "m"}).status_code == 302
    assert said(lantern.mate, talk) == [cry["text"]] * 2


GIVEN_AWAY = {
    "phone": ("Ring me: 07700 900123", "07700 900123"),
    "mail": ("You find me at river.odd@example.org", "river.odd@example.org"),
    "address": ("I live at 14 Mill Road, Leeds", "14 Mill Road"),
    "name": ("My name is Rosalind Featherstone", "Rosalind Featherstone"),
}


@pytest.mark.parametrize(("text", "found"), GIVEN_AWAY.values(), ids=GIVEN_AWAY)
def test_what_leads_to_somebody_elsewhere_is_asked_about_after_a_yes_as_well(
    lantern: Lantern, sign_in: SignIn, text: str, found: str
) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    browser, page = sign_in(lantern.stranger), to("conversation", talk)
    for key in ("one", "two"):
        asked = browser.post(page, {"text": text, "request_key": key})
        assert asked.status_code == 422
        assert f"<mark>{found}" in asked.content.decode()
        assert "Send it as it is" in text_of(asked)
        assert text in text_of(asked)
        assert browser.post(page, {"text": text, "request_key": key, "sure": "on"}).status_code == 302
    assert said(lantern.mate, talk) == ["How did you begin?", text, text]


@pytest.mark.parametrize(
    "text", ["I am River Test, and you are Amber Test", "My sister lost her job at Northside Bakery in spring"]
)
def test_what_leads_nowhere_is_sent_at_once_after_a_yes(lantern: Lantern, sign_in: SignIn, text: str) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    sent = sign_in(lantern.stranger).post(to("conversation", talk), {"text": text, "request_key": "k"})
    assert sent.status_code == 302
    assert said(lantern.mate, talk)[-1] == text


def test_who_is_paused_in_a_group_writes_first_to_nobody_there_and_goes_on_with_who_said_yes(
    lantern: Lantern, begin: Begin, make_person: MakePerson, sign_in: SignIn
) -> None:
    talk = lantern.write(lantern.stranger, lantern.amber)
    services.accept(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    third, other = make_person("Odd Third Madeup"), begin(name="Morning group")
    leaf, elsewhere = lantern.join(lantern.group, third, "Leaf Test"), lantern.join(other, third, "Fern Test")
    lantern.join(other, lantern.stranger, "Brook Test")
    later = lantern.later + NEW
    for group in (lantern.group, other):
        lantern.let(third, group=group)
    paused(lantern.stranger, now=later, community=lantern.group.id)
    with pytest.raises(NotAllowed, match="Your writing here is paused until"):
        lantern.write(lantern.stranger, leaf, at=later)
    lantern.say(lantern.stranger, talk, "Are you well?")
    assert lantern.write(lantern.stranger, lantern.amber, at=later) == talk
    assert lantern.write(lantern.stranger, elsewhere, at=later)
    assert lantern.write(lantern.host, leaf, at=later)
    with pytest.raises(NotFound):
        lantern.write(make_person("Odd Outsider Madeup"), leaf, at=later)
    paused(lantern.stranger, now=current_time(), community=lantern.group.id)
    page = sign_in(lantern.stranger).post(
        to("message-first", "group", leaf.id), {"text": "Please answer me", "request_key": "k"}
    )
    assert page.status_code == 403
    assert "Your writing here is paused until" in text_of(page)
    assert "Please answer me" in text_of(page)
    assert {row.name for row in listed(third)} == {"Quiet Heron", "Brook Test"}
