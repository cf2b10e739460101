"""What leaves the pages: no e-mail, no push and nothing told live says who somebody in two groups is."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import connection

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.threads.details import Said
from alongside.kernel.clock import current_time
from alongside.kernel.live import CHANNEL
from alongside.meetings import services as meetings
from alongside.messaging import services as messaging
from alongside.messaging.services import Line
from alongside.notifications.models import Delivery
from tests.conftest import MakePerson
from tests.groups.two_groups import ALIASES, UUIDS, Scene, make_scene
from tests.notifications.conftest import MakeDevice, MakeEmail, by_mail, by_push, make_device, make_email, push, vapid
from tests.processes import until
from tests.support.push_endpoint import PushEndpoint
from tests.support.smtp_server import SmtpServer
from tests.support.worker import working

__all__ = ["by_mail", "by_push", "make_device", "make_email", "push", "vapid"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> datetime:
    """A worker reads the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def scene(make_person: MakePerson, now: datetime) -> Scene:
    """Somebody in two groups, and another member of both."""
    return make_scene(make_person, now)


@pytest.fixture
def heard(scene: Scene) -> Iterator[psycopg.Connection[Any]]:
    """A connection that hears what is told live, from now on."""
    given = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{name: given[name] for name in names if name in given}, autocommit=True) as ears:
        ears.execute(f"LISTEN {CHANNEL}")
        yield ears


def act(scene: Scene, now: datetime) -> None:
    """Have the one person do in both groups what others are told of."""
    for number, side in enumerate(scene.sides):
        slug, thread = side.group.slug, side.thread.id
        said = Said(f"Once more {number}", answers=side.posts[0].id)
        groups.answer_thread(actor=scene.hider, slug=slug, thread_id=thread, said=said, now=now)
        assert side.talk
        assert side.meeting
        line = Line("Good morning", f"morning-{number}")
        messaging.say(actor=scene.hider, conversation_id=side.talk, line=line, now=now)
        order = meetings.Order("raise")
        meetings.act_in_room(actor=scene.hider, slug=side.meeting.slug, order=order, now=now)


def test_what_is_told_live_is_ids_of_one_place_alone(scene: Scene, heard: Any, now: datetime) -> None:
    act(scene, now)
    told = [json.loads(one.payload) for one in heard.notifies(timeout=2, stop_after=100)]
    reached = [one for one in told if one.get("to") == str(scene.reader.id)]
    rooms = [one for one in told if "shared" in one]
    assert {one["ref"] for one in reached} >= {str(side.talk) for side in scene.sides}
    assert rooms
    assert {tuple(sorted(one)) for one in reached} == {("ref", "to", "topic")}
    # To whom it goes stays on the server: what a browser gets is topic and ref.
    words = json.dumps([{name: one[name] for name in ("topic", "ref")} for one in reached] + rooms)
    assert scene.found_in(words) == []
    assert not {str(side.hider.id) for side in scene.sides} & set(UUIDS.findall(words))


def told_to(person: Person) -> bool:
    """Tell whether nothing waits for somebody any more."""
    return not Delivery.objects.filter(person=person, state="waiting").exists()


def check_words(scene: Scene, told: list[str]) -> None:
    """Find nothing of the one person, of their aliases and of the groups in what was sent to another."""
    assert told
    for words in told:
        assert scene.found_in(words) == []
        assert not [one for side in scene.sides for one in (side.group.name, side.group.slug) if one in words]
        assert not [alias for alias in ALIASES if alias in words]
        assert not {str(side.hider.id) for side in scene.sides} & set(UUIDS.findall(words))


def test_no_mail_says_who_or_where(scene: Scene, by_mail: SmtpServer, make_email: MakeEmail) -> None:
    make_email(scene.reader, "reader@mail.example")
    with working():
        act(scene, current_time())
        until(lambda: told_to(scene.reader))
    mails = [mail for mail in by_mail.messages if mail["X-RcptTo"] == "reader@mail.example"]
    check_words(scene, [f"{mail.as_string()}\n{mail.get_body()}" for mail in mails])


def test_no_push_says_who_or_where(scene: Scene, by_push: PushEndpoint, make_device: MakeDevice) -> None:
    make_device(scene.reader, by_push.subscribe())
    with working():
        act(scene, current_time())
        until(lambda: told_to(scene.reader))
    check_words(scene, [json.dumps(one, default=str) for one in by_push.received])
