"""What two say to each other is theirs: not of who comes after, nor of an old link."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from alongside.circles.models import Supporter
from alongside.reachouts import leaving, queries, services
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import Message, Notification, ReachOut
from alongside.reachouts.services import Line
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of

pytestmark = pytest.mark.django_db


def heard_by(row: ReachOut, alias: str) -> list[tuple[str, str]]:
    """Return what that supporter reads now: who said what, themself being ''."""
    view = queries.asked_of_you(ask_of(row, alias))
    return [("" if line.mine else line.by, line.text) for line in view.lines]


@pytest.fixture
def second(make_tie: MakeTie, start: Start, now: datetime) -> ReachOut:
    """Ann came first and they talked; it did not help, and now Ben is there and they talk."""
    make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    row = start("talk")
    services.answer(notification=ask_of(row, "Ann"), now=now)
    services.say(reach_out_id=row.id, line=Line("only for Ann", "1"), now=now)
    services.say(reach_out_id=row.id, line=Line("Ann answers", "1", ask_of(row, "Ann")), now=now + timedelta(seconds=1))
    services.resume(reach_out_id=row.id, actor=row.owner, now=now + timedelta(minutes=1))
    services.answer(notification=ask_of(row, "Ben"), now=now + timedelta(minutes=2))
    services.say(reach_out_id=row.id, line=Line("only for Ben", "2"), now=now + timedelta(minutes=3))
    row.refresh_from_db()
    return row


def test_who_comes_after_does_not_read_what_was_said_before(second: ReachOut, now: datetime) -> None:
    assert heard_by(second, "Ben") == [("Ona Madeup", "only for Ben")]
    assert heard_by(second, "Ann") == []
    services.resume(reach_out_id=second.id, actor=second.owner, now=now + timedelta(minutes=4))
    services.answer(notification=ask_of(second, "Ann"), now=now + timedelta(minutes=5))
    assert heard_by(second, "Ann") == [("Ona Madeup", "only for Ann"), ("", "Ann answers")]


def test_the_owner_reads_everything_under_the_name_of_who_said_it(second: ReachOut) -> None:
    lines = queries.owner_view(second).lines
    assert [(line.mine, line.text) for line in lines] == [
        (True, "only for Ann"),
        (False, "Ann answers"),
        (True, "only for Ben"),
    ]
    assert lines[1].by == "my Ann"


@pytest.fixture
def by_link(second: ReachOut, owner, now: datetime) -> Notification:
    """The notification of Ben, who is a contact without account here."""
    one = ask_of(second, "Ben")
    Supporter.objects.filter(id=one.supporter_id).update(person=None, contact_of=owner)
    return one


def test_a_link_opens_nothing_once_its_contact_has_an_account(
    by_link: Notification, make_person: MakePerson, now: datetime
) -> None:
    page = answer_path(by_link.id)
    assert "only for Ben" in Client().get(page).content.decode()
    own = Supporter.objects.create(created_at=now, person=make_person("Benno Madeup"))
    leaving.merge_supporters(old_id=by_link.supporter_id, new_id=own.id)
    for answer in (
        Client().get(page),
        Client().get(f"{page}part/now/"),
        Client().post(f"{page}say/", {"text": "not Benno", "request_key": "3"}),
    ):
        assert answer.status_code == 410
        assert "Sign in" in answer.content.decode()
    assert not Message.objects.filter(request_key="3").exists()
    assert heard_by(by_link.reach_out, "Benno") == [("Ona Madeup", "only for Ben")]
