"""Hearing nothing any more from a member of a group, written to or not: what each side is shown, and who may."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.unheard import unheard_of
from alongside.kernel.errors import Conflict, NotFound
from alongside.messaging import services
from alongside.messaging.forgetting import forget_messages
from alongside.messaging.models import Conversation, Message
from alongside.messaging.privacy import export
from alongside.messaging.queries import conversations_of, open_with
from alongside.messaging.reach import access_whom
from alongside.messaging.services import Line
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, begin, groups_open_at_once, join, three
from tests.messaging.conftest import listed, read, said, sign_in

__all__ = ["begin", "groups_open_at_once", "join", "sign_in", "three"]
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Two:
    """A group with its host, Amber, who lets others write to her, and River, who may."""

    group: Group
    host: Person
    amber: Person
    river: Person
    her: Membership
    him: Membership
    now: datetime

    def write(self, text: str = "Come and write with me alone.") -> Message:
        """Have River write to Amber as if for the first time."""
        line = Line(text, uuid4().hex)
        return services.write_first(actor=self.river, origin="group", source=self.her.id, line=line, now=self.now)

    def stop(self) -> None:
        """Have Amber hear nothing from River any more."""
        services.stop_hearing(actor=self.amber, source=self.him.id, now=self.now)


@dataclass(frozen=True)
class Elsewhere:
    """Another group: Amber as Second, River as Brook, who has written to her unseen, and Leaf, who never did.

    She does not hear from River Test. That Brook is River is what nothing may tell her.
    """

    two: Two
    group: Group
    second: Membership
    brook: Membership
    leaf: Membership
    leafs: Person
    asked: UUID

    def stop(self, source: Membership, at: datetime) -> UUID:
        """Have Amber hear nothing from somebody here any more."""
        return services.stop_hearing(actor=self.two.amber, source=source.id, now=at)

    def write(self, source: Membership, at: datetime) -> UUID:
        """Have Amber write to somebody here for the first time."""
        line = Line("Hello", uuid4().hex)
        first = services.write_first(actor=self.two.amber, origin="group", source=source.id, line=line, now=at)
        return first.conversation_id


@pytest.fixture
def elsewhere(two: Two, begin: Begin, join: Join, make_person: MakePerson, now: datetime) -> Elsewhere:
    """The other group, in which Brook wrote to Second an hour after Amber stopped hearing from River."""
    group, leafs = begin(name="Morning group"), make_person("Odd Leaf Madeup")
    second, brook = join(group, two.amber, "Second Test"), join(group, two.river, "Brook Test")
    leaf = join(group, leafs, "Leaf Test")
    for person in (two.amber, two.river, leafs):
        groups.choose_letters(actor=person, slug=group.slug, lets_write=True, now=now)
    two.stop()
    line, at = Line("It is Brook.", uuid4().hex), two.now + timedelta(hours=1)
    asked = services.write_first(actor=two.river, origin="group", source=second.id, line=line, now=at)
    services.choose_keeping(actor=two.river, conversation_id=asked.conversation_id, days=1, now=at)
    return Elsewhere(two, group, second, brook, leaf, leafs, asked.conversation_id)


@pytest.fixture
def two(begin: Begin, join: Join, three: tuple[Person, Person, Person], now: datetime) -> Two:
    """The group, a month after everybody came."""
    host, amber, river = three
    group = begin()
    her, him = join(group, amber, "Amber Test"), join(group, river, "River Test")
    groups.choose_letters(actor=amber, slug=group.slug, lets_write=True, now=now)
    return Two(group, host, amber, river, her, him, now + timedelta(days=30))


def test_who_never_wrote_is_not_heard_and_finds_no_sign_of_it(two: Two) -> None:
    before, asked = export(two.river.id), access_whom(two.river, "group", two.her.id, now=two.now)
    two.stop()
    there = access_standing(two.amber, two.group.slug)
    assert unheard_of(there) == {two.him.id}
    assert unheard_of(access_standing(two.river, two.group.slug)) == frozenset()
    assert (export(two.river.id), conversations_of(two.river).rows) == (before, [])
    assert open_with(two.river, asked) is None
    assert access_whom(two.river, "group", two.her.id, now=two.now) == asked
    assert two.write().for_writer_alone
    [mine] = conversations_of(two.river).rows
    assert (mine.name, mine.is_stopped, mine.is_request) == ("Amber Test", False, False)
    with pytest.raises(Conflict, match="You can write more once they say yes"):
        two.write("And once more.")
    [hers] = conversations_of(two.amber).rows
    assert (hers.name, hers.is_stopped, hers.new) == ("River Test", True, 0)


def test_hearing_again_leaves_nothing_where_nobody_ever_wrote(two: Two, sign_in: SignIn) -> None:
    two.stop()
    [stopped] = conversations_of(two.amber).rows
    heard = sign_in(two.amber).post(to("conversation-move", stopped.id, "hear"), follow=True)
    assert "You hear from them again, from now on." in text_of(heard)
    assert not Conversation.objects.exists()
    assert unheard_of(access_standing(two.amber, two.group.slug)) == frozenset()
    assert not two.write().for_writer_alone


def test_who_wrote_before_is_stopped_in_the_conversation_there_is(two: Two) -> None:
    there = two.write().conversation_id
    two.stop()
    two.stop()
    assert [one.id for one in conversations_of(two.amber).rows if one.is_stopped] == [there]
    assert Conversation.objects.count() == 1


def seen_of(actor: Person, talk: UUID) -> tuple[object, ...]:
    """Return all that somebody finds of a conversation, but its address and whom it is with."""
    shown = replace(read(actor, talk), id=uuid4(), other="")
    [row] = [replace(one, id=shown.id, name="") for one in listed(actor) if one.id == talk]
    rows = export(actor.id)["conversations"]
    held = [{**one, "conversation": "", "with_whom": ""} for one in rows if one["conversation"] == str(talk)]
    return replace(shown, id=UUID(int=0)), replace(row, id=UUID(int=0)), held


def test_who_stops_hearing_is_not_told_that_they_stopped_the_same_person_elsewhere(
    elsewhere: Elsewhere, sign_in: SignIn
) -> None:
    amber, later = elsewhere.two.amber, elsewhere.two.now + timedelta(days=2)
    talks = [elsewhere.stop(one, later) for one in (elsewhere.brook, elsewhere.leaf)]
    wrote, never = (seen_of(amber, talk) for talk in talks)
    assert wrote == never
    assert "has had its time" not in text_of(sign_in(amber).get(to("conversation", talks[0])))
    assert said(elsewhere.two.river, elsewhere.asked) == ["It is Brook."], "nor is River told"
    ends = []
    for talk in talks:
        heard = sign_in(amber).post(to("conversation-move", talk, "hear"))
        ends.append(heard.headers["Location"])
        assert sign_in(amber).get(to("conversation", talk)).status_code == 404
    assert ends == [to("messages")] * 2
    assert [row.name for row in listed(amber)] == ["River Test"]
    assert [row["with_whom"] for row in export(amber.id)["conversations"]] == ["River Test"]
    assert read(elsewhere.two.river, elsewhere.asked).waits


def test_nor_is_who_writes_first(elsewhere: Elsewhere) -> None:
    amber, later = elsewhere.two.amber, elsewhere.two.now + timedelta(days=2)
    talks = [elsewhere.write(one, later) for one in (elsewhere.brook, elsewhere.leaf)]
    for talk in talks:
        line = Line("And one more thing", uuid4().hex)
        with pytest.raises(Conflict, match="You can write more once they say yes"):
            services.say(actor=amber, conversation_id=talk, line=line, now=later)
    seen = [replace(read(amber, talk), id=UUID(int=0), other="", lines=[], last=0, kept_days=0) for talk in talks]
    assert seen[0] == seen[1]
    assert seen[0].waits
    assert not read(elsewhere.two.river, elsewhere.asked).waits, "to River it is the answer"
    answer = Line("Here I am", uuid4().hex)
    services.say(actor=elsewhere.two.river, conversation_id=elsewhere.asked, line=answer, now=later)
    assert said(amber, elsewhere.asked) == ["Hello", "Here I am"]
    services.say(actor=amber, conversation_id=elsewhere.asked, line=Line("Good", uuid4().hex), now=later)


def test_nor_is_who_was_stopped_there_by_the_same_person(two: Two, elsewhere: Elsewhere) -> None:
    services.leave(actor=two.river, conversation_id=elsewhere.asked, now=two.now)
    services.stop_hearing(actor=elsewhere.leafs, source=elsewhere.second.id, now=two.now)
    talk = elsewhere.stop(elsewhere.leaf, two.now)
    assert read(two.amber, talk).is_request, "as where nobody ever stopped anybody"
    services.unblock(actor=two.amber, conversation_id=talk, now=two.now)
    assert "Leaf Test" not in [row.name for row in listed(two.amber)]
    with pytest.raises(NotFound):
        read(two.amber, talk)
    assert [row.is_stopped for row in listed(elsewhere.leafs)] == [True]


def test_what_is_there_for_one_alone_changes_no_open_page_of_the_other(elsewhere: Elsewhere) -> None:
    river, amber = elsewhere.two.river, elsewhere.two.amber
    with CaptureQueriesContext(connection) as asked:
        services.choose_keeping(actor=river, conversation_id=elsewhere.asked, days=7, now=elsewhere.two.now)
        services.leave(actor=river, conversation_id=elsewhere.asked, now=elsewhere.two.now)
    told = [query["sql"] for query in asked if "pg_notify" in query["sql"]]
    assert [str(river.id) in sql for sql in told] == [True, True]
    assert [str(amber.id) in sql for sql in told] == [False, False]


def test_who_left_after_stopping_can_hear_from_them_again(two: Two, sign_in: SignIn) -> None:
    talk = two.write().conversation_id
    services.accept(actor=two.amber, conversation_id=talk, now=two.now)
    browser = sign_in(two.amber)
    assert "You go on hearing nothing from them." not in text_of(browser.get(to("conversation-leave", talk)))
    two.stop()
    assert "You go on hearing nothing from them." in text_of(browser.get(to("conversation-leave", talk)))
    services.leave(actor=two.amber, conversation_id=talk, now=two.now)
    there = access_standing(two.amber, two.group.slug)
    assert unheard_of(there) == {two.him.id}
    two.stop()
    [stopped] = listed(two.amber)
    services.unblock(actor=two.amber, conversation_id=stopped.id, now=two.now)
    assert unheard_of(there) == frozenset()
    assert not two.write().for_writer_alone
    assert [row.is_request for row in listed(two.amber)] == [True]


def test_who_left_after_stopping_hears_from_them_again_by_writing_first(two: Two) -> None:
    talk = two.write().conversation_id
    services.accept(actor=two.amber, conversation_id=talk, now=two.now)
    two.stop()
    services.leave(actor=two.amber, conversation_id=talk, now=two.now)
    groups.choose_letters(actor=two.river, slug=two.group.slug, lets_write=True, now=two.now)
    line = Line("I am sorry.", uuid4().hex)
    new = services.write_first(actor=two.amber, origin="group", source=two.him.id, line=line, now=two.now)
    assert unheard_of(access_standing(two.amber, two.group.slug)) == frozenset()
    services.accept(actor=two.river, conversation_id=new.conversation_id, now=two.now)
    assert not two.write("Thank you.").for_writer_alone


def test_who_wrote_while_they_were_not_heard_is_not_left_waiting(two: Two, sign_in: SignIn) -> None:
    two.stop()
    talk = two.write().conversation_id
    services.unblock(actor=two.amber, conversation_id=talk, now=two.now)
    browser = sign_in(two.amber)
    assert "Asks to write to you, and waits for your answer." in text_of(browser.get(to("today")))
    assert "Somebody asks to write to you River Test" in text_of(browser.get(to("messages")))
    page = text_of(browser.get(to("conversation", talk)))
    assert "They wrote to you while you heard nothing from them, and that is not shown." in page
    assert "Would you like to hear from them?" in page
    assert "Come and write" not in page
    browser.post(to("conversation-move", talk, "not-now"))
    assert [row.is_put_off for row in listed(two.amber)] == [True]
    assert read(two.river, talk).waits
    browser.post(to("conversation-move", talk, "accept"))
    two.write("Here I am again.")
    assert said(two.amber, talk) == ["Here I am again."]
    assert listed(two.host) == []


@pytest.mark.parametrize("is_stopped", [False, True])
def test_a_request_is_forgotten_with_its_message_and_can_be_asked_anew(two: Two, *, is_stopped: bool) -> None:
    talk = two.write().conversation_id
    if is_stopped:
        two.stop()
    forget_messages(two.now + timedelta(days=89))
    with pytest.raises(Conflict):
        two.write("And once more.")
    for _day in range(2):
        forget_messages(two.now + timedelta(days=91))
    assert listed(two.river) == []
    assert export(two.river.id)["conversations"] == []
    assert [row.is_stopped for row in listed(two.amber)] == [True] * is_stopped
    again = two.write("It is me again.")
    assert again.for_writer_alone is is_stopped
    assert read(two.river, again.conversation_id).waits
    assert [line.text for line in read(two.river, again.conversation_id).lines] == ["It is me again."]
    assert [row.is_request for row in listed(two.amber) if not row.is_stopped] == [True] * (not is_stopped)
    if is_stopped:
        services.unblock(actor=two.amber, conversation_id=talk, now=two.now)
    services.accept(actor=two.amber, conversation_id=again.conversation_id, now=two.now)
    assert not read(two.river, again.conversation_id).waits
    assert not two.write("Thank you.").for_writer_alone


def test_a_request_that_was_forgotten_leaves_nothing_to_hear_from(two: Two) -> None:
    talk = two.write().conversation_id
    two.stop()
    forget_messages(two.now + timedelta(days=91))
    assert [row.id for row in listed(two.amber)] == [talk]
    services.unblock(actor=two.amber, conversation_id=talk, now=two.now)
    assert not Conversation.objects.exists()


def test_only_who_is_in_the_group_is_stopped_by_who_is_there(two: Two, make_person: MakePerson) -> None:
    outside = make_person("Odd Outsider Madeup")
    for actor, source in ((outside, two.him.id), (two.amber, two.her.id), (two.amber, uuid4())):
        with pytest.raises(NotFound):
            services.stop_hearing(actor=actor, source=source, now=two.now)
    assert not Conversation.objects.exists()


def test_it_is_offered_among_the_members_and_where_somebody_is_reported(two: Two, sign_in: SignIn) -> None:
    browser, way = sign_in(two.amber), f'href="{to("message-stop", two.him.id)}"'
    assert way in sign_in(two.host).get(to("group-members", two.group.slug)).content.decode()
    assert way in sign_in(two.host).get(to("report", "member", two.him.id)).content.decode()
    asked = browser.get(to("message-stop", two.him.id))
    assert "Hear nothing from River Test any more?" in text_of(asked)
    done = browser.post(to("message-stop", two.him.id), follow=True)
    assert "You hear nothing from them any more. They are not told." in text_of(done)
    assert "Hear from them again" in text_of(done)


def test_who_does_not_stop_hearing_goes_back_to_where_they_came_from(two: Two, sign_in: SignIn) -> None:
    browser, path, members = sign_in(two.amber), to("message-stop", two.him.id), to("group-members", two.group.slug)
    there, groups_page = f"{members}?page=2", to("groups")
    for before, back in (
        (f"http://testserver{there}", there),
        ("http://evil.example/groups/", groups_page),
        (f"http://testserver{path}", groups_page),
        ("", groups_page),
    ):
        page = browser.get(path, headers={"referer": before}).content.decode()
        assert f'href="{back}">' in page.split("<main")[1], before


def test_on_a_request_and_after_stopping_a_moderator_is_one_tap_away_with_the_message_chosen(
    two: Two, sign_in: SignIn
) -> None:
    talk, browser = two.write().conversation_id, sign_in(two.amber)
    report = to("report", "messages", talk)
    shown = browser.get(to("conversation", talk)).content.decode()
    assert report in shown[: shown.index("About this conversation")]
    stopped = browser.post(to("conversation-stop", talk), follow=True).content.decode()
    assert report in stopped[: stopped.index("About this conversation")]
    assert 'name="chosen"' in (asking := browser.get(report).content.decode())
    assert asking.count(" checked") == 1
