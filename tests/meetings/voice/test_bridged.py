"""Speaking over the bridge: for people who are in the talk at this moment, cut off there as soon as they are not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.meetings import services
from alongside.meetings.models import BridgeLine, BridgeRoom, Gathering, Hosting, Presence, VoiceSeat
from alongside.meetings.services.bridge import AWAY, BUSY, BUSY_FOR, PUBLISHES_A_MINUTE, Offer
from alongside.meetings.services.bridge_lines import KEEP_EVERY
from alongside.meetings.voice.bridge import Bridge
from alongside.meetings.voice.turn import Relays
from tests.conftest import MakePerson, Settings
from tests.meetings.voice.test_descriptions import HOST, RELAY, SAID
from tests.support.janus_server import SECRET, MadeUpJanus, made_up_janus
from tests.support.rooms import does, enters, hosted, seat_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
OFFER = f"{SAID}a={RELAY}\r\n"
SLUG = "made-up-evening"


@pytest.fixture
def server() -> Iterator[MadeUpJanus]:
    with made_up_janus() as found:
        yield found


@pytest.fixture(autouse=True)
def _bridge(settings: Settings, server: MadeUpJanus) -> None:
    settings.RELAYS = Relays(("turn:turn.example:3478",), "s" * 32, 2)
    settings.BRIDGE = Bridge(server.url, SECRET, 3)


@pytest.fixture
def people(make_person: MakePerson) -> list[Person]:
    """Ada, who hosts, Ben and Cleo are in the room; Dora is not."""
    return [make_person(f"{name} Madeup") for name in ("Ada", "Ben", "Cleo", "Dora")]


@pytest.fixture
def hosting(people: list[Person], now: datetime) -> Hosting:
    """A meeting that is on, with three in its room."""
    found = hosted(people[0], now)
    for person in people[:3]:
        enters(person, found, now)
    return found


def speaks(person: Person, now: datetime) -> VoiceSeat:
    """Come into the talk, and send."""
    services.join_talk(actor=person, slug=SLUG, now=now)
    sends(person, now)
    return VoiceSeat.objects.get(presence__person=person)


def publish(person: Person, now: datetime, sdp: str = OFFER) -> str:
    return services.publish_voice(actor=person, slug=SLUG, sdp=sdp, now=now)


def sends(person: Person, now: datetime) -> None:
    """Send, and have the others know that it arrives."""
    publish(person, now)
    services.note_sending(actor=person, slug=SLUG, now=now)


def listen(person: Person, now: datetime) -> Offer | None:
    return services.listen_to_voices(actor=person, slug=SLUG, now=now)


def line_of(person: Person) -> BridgeLine:
    return BridgeLine.objects.get(seat__presence__person=person)


def test_who_sends_is_answered_through_the_relay_alone(people: list[Person], hosting: Hosting, now: datetime) -> None:
    services.join_talk(actor=people[0], slug=SLUG, now=now)
    answer = publish(people[0], now)
    assert "typ relay" in answer
    assert "192.168.1.9" not in answer


def test_all_of_a_gathering_are_in_one_room_that_is_made_once(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:3]:
        speaks(person, now)
    room = BridgeRoom.objects.get()
    assert list(server.rooms) == [room.number]
    joined = [one for one in server.requests("joinandconfigure") if one["pin"] == room.pin]
    assert len({one["id"] for one in joined}) == 3
    assert "display" not in joined[0], "the bridge is told no name"
    assert len(server.requests("create")) == 1


def test_more_speak_than_without_a_bridge_and_no_more_than_fit(
    people: list[Person], hosting: Hosting, now: datetime
) -> None:
    enters(people[3], hosting, now)
    for person in people[:3]:
        services.join_talk(actor=person, slug=SLUG, now=now)
    with pytest.raises(Conflict, match="As many people speak as fit"):
        services.join_talk(actor=people[3], slug=SLUG, now=now)


def test_who_listens_hears_the_others_and_is_told_whose_it_is(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    ada, ben, cleo = (speaks(person, now) for person in people[:3])
    found = listen(people[0], now)
    assert found is not None
    assert sorted(found.whose.values()) == sorted([ben.id, cleo.id])
    assert ada.id not in found.whose.values()
    assert "192.168.1.9" not in found.sdp
    services.answer_bridge(actor=people[0], slug=SLUG, sdp=OFFER, now=now)
    assert server.requests("start") == [{"request": "start"}]
    assert listen(people[0], now) is None, "nothing has changed"


def test_who_goes_is_heard_no_more_and_who_comes_is(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:2]:
        speaks(person, now)
    listen(people[0], now)
    before = line_of(people[1]).feed
    services.leave_talk(actor=people[1], slug=SLUG)
    cleo = speaks(people[2], now)
    found = listen(people[0], now)
    change = server.requests("update")[0]
    assert change["unsubscribe"] == [{"sub_mid": "0"}]
    assert change["subscribe"] == [{"feed": line_of(people[2]).feed}] != [{"feed": before}]
    assert found is not None
    assert list(found.whose.values()) == [cleo.id]


def test_the_page_is_told_who_sends_on_which_line(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    seat = speaks(ada, now)
    assert services.join_talk(actor=ben, slug=SLUG, now=now).sending == {seat.id: line_of(ada).id}
    before = line_of(ada).id
    sends(ada, now)
    assert (
        services.collect_letters(actor=ben, slug=SLUG, now=now).sending
        == {seat.id: line_of(ada).id}
        != {seat.id: before}
    )


def test_whom_nothing_arrives_of_yet_is_not_asked_for(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:2]:
        speaks(person, now)
    services.join_talk(actor=people[2], slug=SLUG, now=now)
    publish(people[2], now)
    server.feeds.discard(line_of(people[1]).feed)  # who says so and sends nothing keeps nobody from hearing the rest
    assert listen(people[0], now) is None
    services.note_sending(actor=people[2], slug=SLUG, now=now)
    found = listen(people[0], now)
    assert found is not None
    assert list(found.whose.values()) == [line_of(people[2]).seat_id]


@pytest.mark.parametrize("body", [f"{SAID}a={HOST}\r\n", "", "v=0\x00", SAID.replace("0.0.0.0", "198.51.100.9")])  # noqa: S104 - read, not listened at
def test_what_names_another_address_is_not_passed_on(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime, body: str
) -> None:
    services.join_talk(actor=people[0], slug=SLUG, now=now)
    with pytest.raises(Invalid, match="tell others where you are"):
        publish(people[0], now, body)
    assert server.asked == []


def test_who_is_not_in_the_talk_reaches_no_bridge(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    speaks(people[0], now)
    asked = len(server.asked)
    for person in (people[1], people[3]):  # Ben is in the room and does not speak, Dora is not there
        with pytest.raises(NotFound):
            publish(person, now)
        with pytest.raises(NotFound):
            listen(person, now)
        with pytest.raises(NotFound):
            services.answer_bridge(actor=person, slug=SLUG, sdp=OFFER, now=now)
    assert len(server.asked) == asked


def test_nobody_hears_another_room(people: list[Person], hosting: Hosting, now: datetime) -> None:
    speaks(people[0], now)
    other = hosted(people[3], now, slug="another-evening")
    enters(people[3], other, now)
    services.join_talk(actor=people[3], slug="another-evening", now=now)
    services.publish_voice(actor=people[3], slug="another-evening", sdp=OFFER, now=now)
    assert services.listen_to_voices(actor=people[3], slug="another-evening", now=now) is None
    assert listen(people[0], now) is None
    assert BridgeRoom.objects.count() == 2


@pytest.mark.usefixtures("hosting")
@pytest.mark.parametrize("act", ["leave", "switch off", "remove", "again"])
def test_who_goes_is_cut_off_at_the_bridge_at_once(
    people: list[Person],
    server: MadeUpJanus,
    now: datetime,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    act: str,
) -> None:
    hosting, (ada, ben, _, _) = Hosting.objects.get(), people
    speaks(ada, now)
    speaks(ben, now)
    session = line_of(ben).session
    with django_capture_on_commit_callbacks(execute=True):
        if act == "leave":
            does(ben, hosting, "leave", now)
        elif act == "switch off":
            services.leave_talk(actor=ben, slug=SLUG)
        elif act == "remove":
            does(ada, hosting, "remove", now, target=seat_of(ben).id)
        else:
            services.join_talk(actor=ben, slug=SLUG, now=now)
    assert session not in server.sessions
    assert line_of(ada).session in server.sessions
    assert not BridgeLine.objects.filter(session=session).exists()


def test_who_was_taken_out_while_the_bridge_answered_is_not_let_in(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.join_talk(actor=people[1], slug=SLUG, now=now)
    room = services.bridge._send

    def removed_meanwhile(*given: Any) -> Any:
        sent = room(*given)
        Presence.objects.filter(person=people[1]).delete()
        return sent

    monkeypatch.setattr("alongside.meetings.services.bridge._send", removed_meanwhile)
    with pytest.raises(NotFound):
        publish(people[1], now)
    assert server.sessions == {}
    assert not BridgeLine.objects.exists()


def test_the_room_of_the_bridge_ends_with_the_gathering(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:2]:
        speaks(person, now)
    services.look_after_bridge(now)
    assert (len(server.rooms), len(server.sessions)) == (1, 2)
    does(people[0], hosting, "close", now)
    assert BridgeLine.objects.filter(seat=None).count() == 2
    services.look_after_bridge(now + SECOND)
    assert (server.rooms, server.sessions) == ({}, {})
    assert not BridgeRoom.objects.exists()


def test_a_gathering_that_is_deleted_leaves_nothing_there(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    speaks(people[0], now)
    Gathering.objects.all().delete()
    services.look_after_bridge(now)
    assert (server.rooms, server.sessions) == ({}, {})
    assert not BridgeLine.objects.exists()


def test_lines_are_kept_until_the_bridge_forgets_them(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:2]:
        speaks(person, now)
    forgotten = line_of(people[1])
    del server.sessions[forgotten.session]
    services.look_after_bridge(now + KEEP_EVERY - SECOND)
    assert BridgeLine.objects.count() == 2
    services.look_after_bridge(now + KEEP_EVERY)
    assert [one.kept_at for one in BridgeLine.objects.all()] == [now + KEEP_EVERY]
    assert services.collect_letters(actor=people[1], slug=SLUG, now=now + KEEP_EVERY).sending.keys() == {
        line_of(people[0]).seat_id
    }


def test_while_the_bridge_is_away_nothing_of_it_is_forgotten(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    speaks(people[0], now)
    does(people[0], hosting, "close", now)
    server.how = "broken"
    services.look_after_bridge(now)
    assert BridgeLine.objects.count() == BridgeRoom.objects.count() == 1
    server.how = ""
    services.look_after_bridge(now)
    assert (server.rooms, server.sessions) == ({}, {})


def test_when_the_operator_takes_the_bridge_away_its_rooms_are_forgotten(
    people: list[Person], hosting: Hosting, settings: Settings, now: datetime
) -> None:
    speaks(people[0], now)
    settings.BRIDGE = Bridge()
    with pytest.raises(NotAllowed):
        publish(people[0], now)
    services.look_after_bridge(now)
    assert not BridgeRoom.objects.exists()
    assert not BridgeLine.objects.exists()


@pytest.mark.parametrize("how", ["broken", "432"])
def test_a_bridge_that_does_not_answer_is_said_and_the_room_goes_on(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime, how: str
) -> None:
    services.join_talk(actor=people[0], slug=SLUG, now=now)
    server.how = how
    with pytest.raises(Conflict) as refused:
        publish(people[0], now)
    assert refused.value.sentence == AWAY
    assert not BridgeLine.objects.exists()
    does(people[0], hosting, "chat", now, chat="open")
    services.write_line(actor=people[0], slug=SLUG, words="Still here Test.", now=now)


def test_a_bridge_without_a_relay_of_its_own_is_as_good_as_away(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    services.join_talk(actor=people[0], slug=SLUG, now=now)
    server.side = SAID
    with pytest.raises(Conflict, match="does not answer"):
        publish(people[0], now)
    assert server.sessions == {}, "nothing is left there"


def test_a_line_that_the_bridge_does_not_know_is_given_up(
    people: list[Person], hosting: Hosting, server: MadeUpJanus, now: datetime
) -> None:
    for person in people[:2]:
        speaks(person, now)
    server.sessions.clear()
    with pytest.raises(Conflict, match="does not answer"):
        listen(people[0], now)
    assert not BridgeLine.objects.filter(seat__presence__person=people[0]).exists()
    server.rooms.clear()  # it was started anew
    publish(people[0], now)
    assert list(server.rooms) == [BridgeRoom.objects.get().number]


def test_two_at_once_do_not_ask_for_one_line(people: list[Person], hosting: Hosting, now: datetime) -> None:
    for person in people[:2]:
        speaks(person, now)
    BridgeLine.objects.update(busy_until=now + BUSY_FOR)
    with pytest.raises(Conflict) as busy:
        listen(people[0], now)
    assert busy.value.sentence == BUSY
    assert line_of(people[0]).busy_until == now + BUSY_FOR, "whoever is at it goes on"
    assert listen(people[0], now + BUSY_FOR) is not None, "a process that died holds it no longer"
    assert line_of(people[0]).busy_until is None


def test_nobody_sends_anew_without_end(people: list[Person], hosting: Hosting, now: datetime) -> None:
    services.join_talk(actor=people[0], slug=SLUG, now=now)
    for _ in range(PUBLISHES_A_MINUTE):
        count_try(
            "meetings.bridge_publish",
            str(people[0].id),
            limit=PUBLISHES_A_MINUTE,
            window=timedelta(minutes=1),
            now=now,
        )
    with pytest.raises(TooMany):
        publish(people[0], now)


@pytest.mark.parametrize("broken", [{"session": 0}, {"handle": -1}, {"feed": 0}, {"feed": None}], ids=str)
def test_a_line_has_numbers_and_a_feed_is_one_persons(
    people: list[Person], hosting: Hosting, now: datetime, broken: dict[str, Any]
) -> None:
    speaks(people[0], now)
    line = line_of(people[0])
    numbers = {"session": 7, "handle": 8, "feed": 9} | broken
    numbers["feed"] = line.feed if numbers["feed"] is None else numbers["feed"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BridgeLine.objects.create(created_at=now, kept_at=now, room=line.room, **numbers)


@pytest.mark.parametrize("broken", [{"number": 0}, {"secret": ""}, {"pin": ""}], ids=str)
def test_a_room_of_the_bridge_can_be_closed_and_is_not_open_to_all(now: datetime, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BridgeRoom.objects.create(created_at=now, **{"number": 1, "secret": "s", "pin": "p"} | broken)


class TestAnswers:
    """What the script of the room is told."""

    def post(self, client: Client, what: str, **fields: object) -> HttpResponse:
        return client.post(f"/meetings/{SLUG}/room/voice/{what}/", fields)

    @pytest.fixture
    def browser(self, people: list[Person], hosting: Hosting, now: datetime) -> Client:
        """Ben's browser, in the room."""
        client = Client()
        client.force_login(people[1])
        enters(people[1], hosting, now)
        return client

    def test_a_browser_sends_and_hears(self, browser: Client, people: list[Person], now: datetime) -> None:
        ada = speaks(people[0], current_time())
        self.post(browser, "join")
        assert "typ relay" in self.post(browser, "publish", sdp=OFFER).json()["answer"]
        assert set(self.post(browser, "collect").json()["sending"]) == {str(ada.id)}
        assert self.post(browser, "sending").status_code == 204
        told = self.post(browser, "listen").json()
        assert list(told["whose"].values()) == [str(ada.id)]
        assert self.post(browser, "answer", sdp=OFFER).status_code == 204
        assert self.post(browser, "listen").json() == {"offer": None}
        assert set(self.post(browser, "collect").json()["sending"]) == {str(ada.id), str(line_of(people[1]).seat_id)}

    def test_a_refusal_is_a_sentence(self, browser: Client, server: MadeUpJanus) -> None:
        assert self.post(browser, "listen").status_code == 404
        self.post(browser, "join")
        answer = self.post(browser, "publish", sdp="")
        assert (answer.status_code, list(answer.json())) == (422, ["sentence"])
        server.how = "broken"
        answer = self.post(browser, "publish", sdp=OFFER)
        assert (answer.status_code, answer.json()["sentence"]) == (409, str(AWAY))

    def test_the_page_has_the_script_of_the_bridge_and_never_where_it_is(
        self, browser: Client, server: MadeUpJanus, settings: Settings
    ) -> None:
        text = browser.get(f"/meetings/{SLUG}/room/").content.decode()
        assert "up to 3 people at once" in text
        assert 'data-script="/static/meetings/bridge' in text
        assert server.url not in text
        assert SECRET not in text
        settings.BRIDGE = Bridge()
        assert 'data-script="/static/meetings/talk' in browser.get(f"/meetings/{SLUG}/room/").content.decode()
