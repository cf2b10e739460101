"""Every service by which somebody writes words that others read asks first whether their writing is paused.

The table names each once. A service that takes words and stands neither there nor among those that need not ask makes
the first test fail: whoever adds one decides where it belongs.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from types import ModuleType
from uuid import UUID, uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import NAME
from alongside.groups import services as groups
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.enums import GroupRole
from alongside.groups.milestones.words import words_of
from alongside.groups.models import Event, Membership, Post
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.turns import Plan
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import NotAllowed
from alongside.kernel.pictures import Picture
from alongside.kernel.sealed import seal
from alongside.kernel.voice import Voice
from alongside.meetings import services as meetings
from alongside.meetings.details import Draft
from alongside.meetings.listing import OtherDate
from alongside.meetings.models import Hosting
from alongside.meetings.run_details import RunDetails
from alongside.messaging import services as messaging
from alongside.messaging.services.circle import Asking
from alongside.messaging.services.sending import Shown
from alongside.ui.celebrations import Marked
from tests.groups.stage_of import planning
from tests.safety.conftest import DETAILS, Bring, Decide, Place
from tests.support import rooms

pytestmark = pytest.mark.django_db
PARTS = {"groups": groups, "meetings": meetings, "messaging": messaging}
ROOM, SAID, LINE = RoomDetails("Open room", "For evenings."), Said("Hello."), messaging.Line("Hello.", "once")
REGULAR = RegularDetails("Pledge", "What for?", "", Plan(frozenset({0}), time(20), "UTC"))
HALL = Draft(name="Noon", program="aa", timezone="UTC", day=1, time=time(12), location="Hall")
# What a parameter is called that holds no words of the actor's: a choice, a number, a name of something there is.
NO_WORDS = {
    *("actor", "now", "slug", "role", "kind", "kinds", "way", "minutes", "person", "token", "read", "sdp", "letter"),
    *("role_ids", "days", "until", "on_date", "segment", "number", "origin", "source", "request_key", "for_good"),
}
# Takes words, and need not ask: for whom they are, or what they do, a pause is not about.
NEED_NOT_ASK = {
    "groups.accept_invitation": "a name to come in by, and the agreements one has read",
    "groups.join_group": "a name to come in by, and the agreements one has read",
    "groups.choose_calls": "how one wants to be called oneself, which is open to everybody always",
    "groups.note_call": "a choice among what there is",
    "groups.act_on_question": "what is done with the words of another",
    "groups.hide_line": "a decision, with its reason",
    "groups.hide_said": "a decision, with its reason",
    "groups.remove_member": "a decision, with its reason",
    "meetings.act_in_room": "what the one who leads does, among what there is",
    "meetings.ask_along": "asks for company, which is open to everybody always",
    "meetings.begin_running": "a choice among what there is",
    "meetings.change_running": "a choice among what there is",
    "meetings.add_file": "a file that is read",
    "meetings.renew_file": "a file that is read",
    "meetings.feed_to_look_at": "an address that is read",
    "meetings.try_source": "nothing of it is kept",
    "meetings.change_source": "an address that is read",
    "meetings.prepare_source": "an address that is read",
    "meetings.enter_room": "a name to come in by",
    "meetings.let_in_proposal": "a decision about the words of another",
    "meetings.not_let_in": "a decision, with its reason",
    "meetings.make_feed": "for their own eyes",
    "meetings.write_note": "says to the host how one really is, which is open to everybody always",
    "messaging.keep_draft": "for their own eyes",
}


@dataclass
class World:
    """The group, whose host the paused person is, what they wrote before, and where they could write."""

    place: Place
    now: datetime
    post: Post
    room: UUID
    event: Event
    hosting: Hosting
    tie: Tie
    talk: UUID
    asked: UUID

    @property
    def who(self) -> Person:
        """Whose writing is paused."""
        return self.place.writer

    @property
    def slug(self) -> str:
        """The group."""
        return self.place.group.slug

    @property
    def meeting(self) -> str:
        """A meeting of this place that they look after."""
        return self.hosting.meeting.slug

    def at(self, **more: object) -> dict[str, object]:
        """In the group, now."""
        return {"actor": self.who, "slug": self.slug, "now": self.now, **more}

    def by(self, **more: object) -> dict[str, object]:
        """Outside of any group, now."""
        return {"actor": self.who, "now": self.now, **more}


def _hosting(place: Place, now: datetime) -> Hosting:
    hosting = rooms.hosted(place.writer, now)
    rooms.enters(place.writer, hosting, now)
    rooms.does(place.writer, hosting, "chat", now, chat="open")
    return hosting


def _tie(place: Place, person: Person, now: datetime) -> Tie:
    supporter, _new = Supporter.objects.get_or_create(person=person, defaults={"created_at": now})
    named = {"relation": "friend", "name_sealed": seal(place.reader.data_key_id, "Auntie Test", what=NAME)}
    return Tie.objects.create(created_at=now, owner=place.reader, supporter=supporter, state="accepted", **named)


@pytest.fixture
def world(place: Place, post: Post, now: datetime) -> World:
    """Everything there is to write in; the writer hosts the group, is an organiser, and has a tie to the reader."""
    place.membership(place.writer)
    Membership.objects.filter(person=place.writer).update(role=GroupRole.HOST)
    RoleGrant.objects.create(created_at=now, person=place.writer, role=Role.ORGANISER)
    room = groups.open_room(actor=place.host, slug=place.group.slug, details=ROOM, now=now)
    event = groups.plan_event(actor=place.host, slug=place.group.slug, planning=planning(), now=now)
    tie, other = _tie(place, place.writer, now), _tie(place, place.keeper, now)
    first = messaging.write_first(actor=place.reader, origin="tie", source=tie.id, line=LINE, now=now)
    messaging.accept(actor=place.writer, conversation_id=first.conversation_id, now=now)
    asking = Asking(None, {tie.id, other.id}, "Quill")
    asked = messaging.begin_circle(actor=place.reader, asking=asking, now=now).id
    hosting = _hosting(place, now)
    return World(place, now, post, room.id, event, hosting, tie, first.conversation_id, asked)


Attempt = Callable[[World], object]
WRITING: dict[str, Attempt] = {
    "groups.answer_thread": lambda w: groups.answer_thread(**w.at(thread_id=w.post.thread_id, said=SAID)),
    "groups.ask_question": lambda w: groups.ask_question(**w.at(event_id=w.event.id, words="How?", is_anonymous=True)),
    "groups.begin_group": lambda w: groups.begin_group(**w.by(details=DETAILS, alias="Quick Wren")),
    "groups.begin_thread": lambda w: groups.begin_thread(**w.at(opening=Opening("Evenings", SAID))),
    "groups.change_alias": lambda w: groups.change_alias(**w.at(alias="Quick Wren")),
    "groups.change_event": lambda w: groups.change_event(**w.at(event_id=w.event.id, planning=planning())),
    "groups.change_group": lambda w: groups.change_group(**w.at(details=DETAILS)),
    "groups.change_post": lambda w: groups.change_post(
        **w.at(thread_id=w.post.thread_id, post_id=w.post.id, said=SAID)
    ),
    "groups.change_regular": lambda w: groups.change_regular(**w.at(regular_id=uuid4(), details=REGULAR)),
    "groups.change_room": lambda w: groups.change_room(**w.at(room_id=w.room, details=ROOM)),
    "groups.mark_milestone": lambda w: groups.mark_milestone(**w.at(marked=Marked(words_of(w.place.group)[0]))),
    "groups.open_room": lambda w: groups.open_room(**w.at(details=ROOM)),
    "groups.plan_event": lambda w: groups.plan_event(**w.at(planning=planning())),
    "groups.say_line": lambda w: groups.say_line(**w.at(event_id=w.event.id, words="Hello.")),
    "groups.write_line": lambda w: groups.write_line(**w.at(room_id=w.room, written=Written("Hello.", uuid4()))),
    "groups.write_regular": lambda w: groups.write_regular(**w.at(details=REGULAR)),
    "groups.write_summary": lambda w: groups.write_summary(**w.at(event_id=w.event.id, text="All of it.")),
    "meetings.begin_group_meeting": lambda w: meetings.begin_group_meeting(
        **w.by(community_id=w.place.group.id, draft=HALL, details=RunDetails("family"))
    ),
    "meetings.change_date": lambda w: meetings.change_date(
        **w.by(slug=w.meeting, other=OtherDate(on_date=date(2026, 3, 9), is_cancelled=True))
    ),
    "meetings.change_meeting": lambda w: meetings.change_meeting(**w.by(slug=w.meeting, draft=HALL)),
    "meetings.choose_roles": lambda w: meetings.choose_roles(**w.by(slug=w.meeting, kinds=(), own=("Baker",))),
    "meetings.propose_meeting": lambda w: meetings.propose_meeting(**w.by(draft=HALL)),
    "meetings.write_line": lambda w: meetings.write_line(**w.by(slug=w.meeting, words="Hello.")),
    "meetings.write_meeting": lambda w: meetings.write_meeting(**w.by(draft=HALL)),
    "meetings.write_reading": lambda w: meetings.write_reading(
        **w.by(slug=w.meeting, segment="opening", title="Ours", text="All of it.")
    ),
    "messaging.begin_circle": lambda w: messaging.begin_circle(**w.by(asking=Asking(None, {w.tie.id}, "Quill"))),
    "messaging.join_circle": lambda w: messaging.join_circle(**w.by(conversation_id=w.asked, called="Quill")),
    "messaging.say": lambda w: messaging.say(**w.by(conversation_id=w.talk, line=LINE)),
    "messaging.send_picture": lambda w: messaging.send_picture(
        **w.by(conversation_id=w.talk, shown=Shown(Picture(b"x", 1, 1), "", "", "twice"))
    ),
    "messaging.send_voice": lambda w: messaging.send_voice(
        **w.by(conversation_id=w.talk, voice=Voice(b"x", 1), request_key="twice")
    ),
    "messaging.write_first": lambda w: messaging.write_first(**w.by(origin="tie", source=w.tie.id, line=LINE)),
}

IN_THE_GROUP = sorted(one for one in WRITING if one.startswith("groups.") and one != "groups.begin_group")


def _takes_words(service: Callable[..., object]) -> bool:
    found = inspect.signature(service).parameters.values()
    return any(
        one.name not in NO_WORDS and not one.name.endswith("_id") and one.annotation not in (bool, int)
        for one in found
        if "actor" in inspect.signature(service).parameters
    )


def _services(name: str, part: ModuleType) -> set[str]:
    return {
        f"{name}.{service}"
        for service, one in inspect.getmembers(part, inspect.isfunction)
        if service in part.__all__ and _takes_words(one)
    }


def test_every_service_that_takes_words_asks_or_says_why_not() -> None:
    found = {one for name, part in PARTS.items() for one in _services(name, part)}
    assert found == {*WRITING, *NEED_NOT_ASK}
    assert not WRITING.keys() & NEED_NOT_ASK.keys()


@pytest.mark.parametrize("name", sorted(WRITING))
def test_whoever_is_paused_everywhere_writes_nothing(world: World, bring: Bring, decide: Decide, name: str) -> None:
    decide(world.place.moderator, bring(not_there=True), "pause", "instance", 3)
    with pytest.raises(NotAllowed, match="paused until 7 March 2026"):
        WRITING[name](world)


@pytest.mark.parametrize("name", IN_THE_GROUP)
def test_a_pause_in_a_group_holds_in_all_of_it(world: World, bring: Bring, decide: Decide, name: str) -> None:
    decide(world.place.moderator, bring(), "pause", "group", 3)
    with pytest.raises(NotAllowed, match="paused until 7 March 2026"):
        WRITING[name](world)
    assert groups.begin_group(actor=world.who, details=DETAILS, alias="Quick Wren", now=world.now)
