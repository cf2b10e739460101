"""Hearing nothing any more from a member of a group, written to or not: what each side is shown, and who may."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.unheard import unheard_of
from alongside.kernel.errors import Conflict, NotFound
from alongside.messaging import services
from alongside.messaging.models import Conversation, Message
from alongside.messaging.privacy import export
from alongside.messaging.queries import conversations_of, open_with
from alongside.messaging.reach import access_whom
from alongside.messaging.services import Line
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, begin, groups_open_at_once, join, three
from tests.messaging.conftest import sign_in

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
