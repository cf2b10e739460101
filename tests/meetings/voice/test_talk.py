"""Speaking in a room: between people who are in it at this moment, through relays alone, and forgotten at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.meetings import services
from alongside.meetings.models import Hosting, VoiceLetter, VoiceSeat
from alongside.meetings.services.voice import (
    FETCHES_A_MINUTE,
    JOINS_A_MINUTE,
    LETTERS_A_MINUTE,
    MOST_WAITING,
    Letter,
    Talk,
    Voice,
)
from alongside.meetings.voice.descriptions import Kind
from alongside.meetings.voice.turn import Relays, make_pass
from tests.conftest import MakePerson, Settings
from tests.meetings.voice.test_descriptions import HOST, RELAY, SAID
from tests.support.rooms import does, enters, hosted, seat_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SECRET = "s" * 32


@pytest.fixture(autouse=True)
def _relay(settings: Settings) -> None:
    settings.RELAYS = Relays(("turn:turn.example:3478",), SECRET, 3)


@pytest.fixture
def people(make_person: MakePerson) -> list[Person]:
    """Ada, who hosts, Ben and Cleo are in the room; Dora is not, and Eve has no account of the team."""
    return [make_person(f"{name} Madeup") for name in ("Ada", "Ben", "Cleo", "Dora")]


@pytest.fixture
def hosting(people: list[Person], now: datetime) -> Hosting:
    """A meeting that is on, with three in its room."""
    found = hosted(people[0], now)
    for person in people[:3]:
        enters(person, found, now)
    return found


def join(person: Person, hosting: Hosting, at: datetime) -> Talk:
    return services.join_talk(actor=person, slug=hosting.meeting.slug, now=at)


def send(person: Person, hosting: Hosting, to: Talk, at: datetime, body: str = RELAY) -> None:
    letter = Letter(to.me, Kind.CANDIDATE, body)
    services.send_letter(actor=person, slug=hosting.meeting.slug, letter=letter, now=at)


def collect(person: Person, hosting: Hosting, at: datetime) -> Talk:
    return services.collect_letters(actor=person, slug=hosting.meeting.slug, now=at)


def test_who_speaks_sees_the_others_who_do(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    first = join(ada, hosting, now)
    assert (first.others, first.letters) == ([], [])
    second = join(ben, hosting, now)
    assert second.others == [Voice(first.me, "Ada")]
    assert collect(ada, hosting, now).others == [Voice(second.me, "Ben")]


@pytest.mark.parametrize("act", ["leave", "remove"])
def test_who_goes_out_of_the_room_is_out_of_the_talk_at_once(
    people: list[Person], hosting: Hosting, now: datetime, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ada, ben, _, _ = people
    first, second = join(ada, hosting, now), join(ben, hosting, now)
    send(ben, hosting, first, now)
    told: list[list[object]] = []
    monkeypatch.setattr("alongside.meetings.services.voice._tell", lambda gathering: told.append([gathering.id]))
    if act == "leave":
        does(ben, hosting, "leave", now)
    else:
        does(ada, hosting, "remove", now, target=seat_of(ben).id)
    assert not VoiceSeat.objects.filter(id=second.me).exists()
    assert VoiceSeat.objects.filter(id=first.me).exists()
    assert not VoiceLetter.objects.exists()
    assert len(told) == 1


def test_nobody_joins_or_fetches_without_end(people: list[Person], hosting: Hosting, now: datetime) -> None:
    join(people[0], hosting, now)
    for what, limit in (("meetings.voice_join", JOINS_A_MINUTE - 1), ("meetings.voice_collect", FETCHES_A_MINUTE)):
        for _ in range(limit):
            count_try(what, str(people[0].id), limit=limit + 1, window=MINUTE, now=now)
    with pytest.raises(TooMany):
        join(people[0], hosting, now)
    with pytest.raises(TooMany):
        collect(people[0], hosting, now)


def test_the_pass_is_the_relays_and_names_nobody(people: list[Person], hosting: Hosting, now: datetime) -> None:
    found = join(people[0], hosting, now)
    nonce = found.relay.name.partition(":")[2]
    assert found.relay == make_pass(SECRET, nonce=nonce, now=now)
    assert len(nonce) == 16
    assert str(found.me) not in found.relay.name
    assert collect(people[0], hosting, now).relay.name != found.relay.name


def test_a_letter_is_handed_over_once_to_whom_it_is_for(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, cleo, _ = people
    talks = [join(person, hosting, now) for person in (ada, ben, cleo)]
    services.send_letter(actor=ada, slug=hosting.meeting.slug, letter=Letter(talks[1].me, Kind.OFFER, SAID), now=now)
    send(ada, hosting, talks[1], now + SECOND)
    assert collect(cleo, hosting, now + SECOND).letters == []
    assert collect(ben, hosting, now + SECOND).letters == [
        Letter(talks[0].me, Kind.OFFER, SAID),
        Letter(talks[0].me, Kind.CANDIDATE, RELAY),
    ]
    assert collect(ben, hosting, now + SECOND).letters == []
    assert not VoiceLetter.objects.exists()


def test_what_names_another_address_is_not_passed_on(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    join(ada, hosting, now)
    other = join(ben, hosting, now)
    for kind, body in ((Kind.CANDIDATE, HOST), (Kind.OFFER, f"{SAID}a={HOST}\r\n"), (Kind.ANSWER, "")):
        letter = Letter(other.me, kind, body)
        with pytest.raises(Invalid, match="tell others where you are"):
            services.send_letter(actor=ada, slug=hosting.meeting.slug, letter=letter, now=now)
    assert not VoiceLetter.objects.exists()


def test_who_is_not_in_the_room_gets_nothing_and_tells_nothing(
    people: list[Person], hosting: Hosting, now: datetime
) -> None:
    ada, ben, _, dora = people
    talk = join(ada, hosting, now)
    for person in (ben, dora):  # Ben is in the room and does not speak, Dora is not there
        with pytest.raises(NotFound):
            send(person, hosting, talk, now)
        with pytest.raises(NotFound):
            collect(person, hosting, now)
    with pytest.raises(NotFound):
        join(dora, hosting, now)
    assert not VoiceLetter.objects.exists()


def test_letters_do_not_go_from_one_room_to_another(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, _, _, dora = people
    talk = join(ada, hosting, now)
    other = hosted(dora, now, slug="another-evening")
    enters(dora, other, now)
    join(dora, other, now)
    with pytest.raises(NotFound):
        send(dora, other, talk, now)
    with pytest.raises(NotFound):
        send(dora, hosting, talk, now)


def test_who_leaves_the_room_or_is_asked_to_speaks_no_more(
    people: list[Person], hosting: Hosting, now: datetime
) -> None:
    ada, ben, cleo, _ = people
    for person in (ada, ben, cleo):
        join(person, hosting, now)
    does(ada, hosting, "remove", now, target=seat_of(ben).id)
    does(cleo, hosting, "leave", now)
    assert collect(ada, hosting, now).others == []
    for person in (ben, cleo):
        with pytest.raises(NotFound):
            collect(person, hosting, now)
        with pytest.raises(NotFound):
            join(person, hosting, now)
    assert [seat.presence.person for seat in VoiceSeat.objects.all()] == [ada]


def test_nothing_stays_when_the_meeting_ends(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    join(ada, hosting, now)
    send(ada, hosting, join(ben, hosting, now), now)
    does(ada, hosting, "close", now)
    assert not VoiceSeat.objects.exists()
    assert not VoiceLetter.objects.exists()
    with pytest.raises(NotFound):
        collect(ada, hosting, now)


def test_only_so_many_speak_at_once(people: list[Person], hosting: Hosting, settings: Settings, now: datetime) -> None:
    ada, ben, cleo, _ = people
    settings.RELAYS = Relays(("turn:turn.example:3478",), SECRET, 2)
    join(ada, hosting, now)
    join(ben, hosting, now)
    with pytest.raises(Conflict, match="As many people speak as fit"):
        join(cleo, hosting, now)
    join(ben, hosting, now)  # who comes back takes no second place
    services.leave_talk(actor=ben, slug=hosting.meeting.slug)
    assert [one.name for one in join(cleo, hosting, now).others] == ["Ada"]


def test_who_is_not_heard_of_for_a_minute_makes_room(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    join(ada, hosting, now)
    join(ben, hosting, now)
    assert [one.name for one in collect(ada, hosting, now + 59 * SECOND).others] == ["Ben"]
    assert collect(ada, hosting, now + MINUTE).others == []
    with pytest.raises(NotFound):
        collect(ben, hosting, now + MINUTE)


def test_a_letter_waits_a_minute_at_most(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    join(ada, hosting, now)
    send(ada, hosting, join(ben, hosting, now), now)
    services.forget_old_letters(now + 59 * SECOND)
    assert VoiceLetter.objects.count() == 1
    collect(ben, hosting, now)
    send(ada, hosting, collect(ben, hosting, now), now)
    VoiceSeat.objects.update(seen_at=now + MINUTE)
    assert collect(ben, hosting, now + MINUTE).letters == []
    send(ada, hosting, collect(ben, hosting, now + MINUTE), now + MINUTE)
    services.forget_old_letters(now + 2 * MINUTE)
    assert not VoiceLetter.objects.exists()


def test_nobody_is_told_too_much(people: list[Person], hosting: Hosting, now: datetime) -> None:
    ada, ben, _, _ = people
    mine, other = join(ada, hosting, now), join(ben, hosting, now)
    VoiceLetter.objects.bulk_create(
        VoiceLetter(created_at=now, sender_id=mine.me, receiver_id=other.me, kind=Kind.CANDIDATE, body=RELAY)
        for _ in range(MOST_WAITING)
    )
    with pytest.raises(Conflict):
        send(ada, hosting, other, now)
    collect(ben, hosting, now)
    with pytest.raises(Invalid):
        send(ada, hosting, other, now, "no way")
    for _ in range(LETTERS_A_MINUTE - 2):  # what was refused counts too
        count_try("meetings.voice", str(ada.id), limit=LETTERS_A_MINUTE, window=MINUTE, now=now)
    with pytest.raises(TooMany):
        send(ada, hosting, other, now)


def test_without_a_relay_nobody_speaks(
    people: list[Person], hosting: Hosting, settings: Settings, now: datetime
) -> None:
    settings.RELAYS = Relays()
    with pytest.raises(NotAllowed, match="no relay"):
        join(people[0], hosting, now)


@pytest.mark.parametrize("broken", [{"place": 0}, {"place": 51}, {"place": 1}], ids=["no place", "too far", "taken"])
def test_places_are_few_and_each_is_one_persons(
    people: list[Person], hosting: Hosting, now: datetime, broken: dict[str, Any]
) -> None:
    join(people[0], hosting, now)
    presence = seat_of(people[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceSeat.objects.create(created_at=now, seen_at=now, presence=presence, gathering=presence.gathering, **broken)


def test_a_letter_is_of_a_known_kind_and_to_another(people: list[Person], hosting: Hosting, now: datetime) -> None:
    mine, other = (join(person, hosting, now).me for person in people[:2])
    for receiver, kind in ((mine, "offer"), (other, "gossip")):
        with pytest.raises(IntegrityError), transaction.atomic():
            VoiceLetter.objects.create(created_at=now, sender_id=mine, receiver_id=receiver, kind=kind, body="x")


class TestAnswers:
    """What the script of the room is told."""

    def post(self, client: Client, what: str, **fields: object) -> HttpResponse:
        return client.post(f"/meetings/made-up-evening/room/voice/{what}/", fields)

    @pytest.fixture
    def browser(self, people: list[Person], hosting: Hosting, now: datetime) -> Client:
        """Ben's browser, in the room."""
        client = Client()
        client.force_login(people[1])
        enters(people[1], hosting, now)
        return client

    def test_who_joins_is_told_the_relay(self, browser: Client) -> None:
        told = self.post(browser, "join").json()
        assert told["others"] == told["letters"] == []
        assert told["relay"]["urls"] == ["turn:turn.example:3478"]
        assert self.post(browser, "collect").json()["me"] == told["me"]
        assert self.post(browser, "leave").status_code == 204
        assert self.post(browser, "collect").status_code == 404

    def test_a_refusal_is_a_sentence(self, browser: Client, people: list[Person], hosting: Hosting) -> None:
        self.post(browser, "join")
        answer = self.post(browser, "letter", to="nobody", kind="offer", body=SAID)
        assert (answer.status_code, list(answer.json())) == (422, ["sentence"])
        answer = self.post(browser, "letter", to=VoiceSeat.objects.get().id, kind="candidate", body=HOST)
        assert answer.json()["sentence"].startswith("This would tell others where you are")

    def test_the_room_offers_it_and_may_ask_for_the_microphone(self, browser: Client) -> None:
        page = browser.get("/meetings/made-up-evening/room/")
        assert page.headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=(self)"
        assert "Switch voice on" in page.content.decode()

    def test_without_a_relay_only_the_host_reads_why(
        self, browser: Client, people: list[Person], settings: Settings
    ) -> None:
        settings.RELAYS = Relays()
        page = browser.get("/meetings/made-up-evening/room/")
        assert "microphone=()" in page.headers["Permissions-Policy"]
        assert "has no voice" not in page.content.decode()
        host = Client()
        host.force_login(people[0])
        text = host.get("/meetings/made-up-evening/room/").content.decode()
        assert "This room has no voice" in text
        assert "Switch voice on" not in text
