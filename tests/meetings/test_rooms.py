"""The room of a meeting as it is kept: who may come in, what people do there, and that nothing stays of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.meetings import privacy, services
from alongside.meetings import room_policies as policies
from alongside.meetings.models import Gathering, Hosting, HostNote, Line, Presence
from alongside.meetings.room_page import parts_of, room_page, snapshot
from alongside.meetings.room_queries import notes_for
from alongside.meetings.run_details import RunDetails
from alongside.meetings.services.room_words import LINES_A_MINUTE, NOTES_A_MINUTE
from alongside.meetings.services.rooms import ACTS_A_MINUTE
from tests.conftest import MakePerson
from tests.support.engine import step_of_the_engine
from tests.support.rooms import does, enters, hosted, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    return make_person("Ada Madeup")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben Madeup")


@pytest.fixture
def cleo(make_person: MakePerson) -> Person:
    return make_person("Cleo Madeup")


@pytest.fixture
def hosting(ada: Person, now: datetime) -> Hosting:
    """A meeting that Ada looks after, and that begins now."""
    return hosted(ada, now)


@pytest.fixture
def gathering(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> Gathering:
    """Its room, opened by Ada, with Ben in it."""
    enters(ada, hosting, now)
    return enters(ben, hosting, now)


def look_after(gathering: Gathering, at: datetime) -> Gathering:
    step_of_the_engine(services.ROOMS.step, Gathering.objects.get(id=gathering.id), at)
    return Gathering.objects.get(id=gathering.id)


def test_who_hosts_opens_the_room_half_an_hour_before(hosting: Hosting, ada: Person, now: datetime) -> None:
    with pytest.raises(Conflict):
        enters(ada, hosting, now - 31 * MINUTE)
    gathering = enters(ada, hosting, now - 30 * MINUTE)
    seat = seat_of(ada)
    assert (seat.name, seat.is_host, seat.has_chair, gathering.chat) == ("Ada", True, True, "off")
    assert gathering.segments == ["opening", "newcomers", "round", "sharing", "closing"]
    assert gathering.minutes_of == [3, 3, 15, 30, 9]


def test_others_open_it_when_nobody_came_to_do_it(hosting: Hosting, ben: Person, now: datetime) -> None:
    with pytest.raises(Conflict):
        enters(ben, hosting, now + MINUTE)
    enters(ben, hosting, now + 2 * MINUTE)
    assert (seat_of(ben).has_chair, seat_of(ben).is_host) == (True, False)
    # Nobody is named: it would say that they were there.
    assert set(Entry.objects.filter(action="meetings.room_opened").values_list("actor", flat=True)) == {None}


def test_a_meeting_that_is_not_held_here_has_no_room(hosting: Hosting, ada: Person, now: datetime) -> None:
    Hosting.objects.update(held_here=False)
    with pytest.raises(NotFound):
        enters(ada, hosting, now)


def test_a_meeting_may_be_for_its_team_only_at_first(hosting: Hosting, ada: Person, ben: Person, now) -> None:
    Hosting.objects.update(admits="team")
    enters(ada, hosting, now)
    with pytest.raises(NotAllowed):
        enters(ben, hosting, now)


def test_a_name_is_given_once(gathering: Gathering, hosting: Hosting, cleo: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        enters(cleo, hosting, now, name="bEN")
    assert refusal.value.field == "name"
    enters(cleo, hosting, now, name="Quiet one")
    assert seat_of(cleo).name == "Quiet one"


@pytest.mark.parametrize("name", ["B\u0435n", "ben\u200b", "\uff22\uff45\uff4e"])
def test_no_name_looks_like_another(gathering, hosting: Hosting, cleo: Person, now: datetime, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        enters(cleo, hosting, now, name=name)
    assert refusal.value.field == "name"
    enters(cleo, hosting, now, name="\u0411")


def test_who_is_not_admitted_any_more_sees_nothing_and_can_leave(
    gathering: Gathering, hosting: Hosting, ada: Person, ben: Person, now: datetime
) -> None:
    Hosting.objects.update(admits="team")
    assert services.see_in_room(ada.id, gathering.id, now)
    assert not services.see_in_room(ben.id, gathering.id, now)
    with pytest.raises(NotAllowed):
        does(ben, hosting, "raise", now)
    with pytest.raises(NotAllowed):
        does(ben, hosting, "close", now)
    does(ben, hosting, "leave", now)
    assert seat_of(ben).has_left


@pytest.mark.django_db(transaction=True)
def test_a_look_is_noted_as_a_stream_does_it_without_a_transaction_around_it(
    gathering: Gathering, ada: Person, now: datetime
) -> None:
    assert services.see_in_room(ada.id, gathering.id, now + MINUTE)
    assert seat_of(ada).seen_at == now + MINUTE


def test_of_many_who_look_each_is_told_what_holds_for_them(
    gathering: Gathering, hosting: Hosting, *, ada: Person, ben: Person, cleo: Person, now: datetime
) -> None:
    people = {ada.id, ben.id, cleo.id}
    assert services.who_sees_room(people, gathering.id, now + MINUTE) == {ada.id, ben.id}
    assert [seat_of(one).seen_at for one in (ada, ben)] == [now + MINUTE] * 2
    Hosting.objects.update(admits="team")
    assert services.who_sees_room(people, gathering.id, now + MINUTE) == {ada.id}
    assert services.who_sees_room(people, hosting.id, now) == set()


@pytest.mark.parametrize("many", [1, 3])
def test_to_look_costs_as_much_for_many_as_for_one(
    gathering, hosting, make_person: MakePerson, *, now: datetime, django_assert_num_queries, many: int
) -> None:
    people = [make_person(f"Guest {letter} Madeup") for letter in "ABC"[:many]]
    for person in people:
        enters(person, hosting, now, name=person.alias)
    with django_assert_num_queries(4):  # two of them begin and end the transaction
        assert len(services.who_sees_room([one.id for one in people], gathering.id, now + MINUTE)) == many


def test_a_room_ends_when_the_meeting_is_not_held_here_any_more(
    gathering: Gathering, hosting: Hosting, ada: Person, ben: Person, now: datetime
) -> None:
    details = RunDetails(hosting.format, held_here=True)
    services.change_running(actor=ada, slug=hosting.meeting.slug, details=details, now=now)
    assert Gathering.objects.get(id=gathering.id).closed_at is None
    details = RunDetails(hosting.format, held_here=False)
    services.change_running(actor=ada, slug=hosting.meeting.slug, details=details, now=now)
    assert Gathering.objects.get(id=gathering.id).closed_at == now
    assert not Presence.objects.exists()
    assert not services.see_in_room(ben.id, gathering.id, now)


def test_nobody_does_too_much_at_once(gathering, hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    slug = hosting.meeting.slug
    does(ada, hosting, "chat", now, chat="open")
    for _ in range(LINES_A_MINUTE):
        services.write_line(actor=ben, slug=slug, words="A line", now=now)
    with pytest.raises(TooMany):
        services.write_line(actor=ben, slug=slug, words="A line", now=now)
    for _ in range(NOTES_A_MINUTE):
        services.write_note(actor=ben, slug=slug, words="Shaky", now=now)
    with pytest.raises(TooMany):
        services.write_note(actor=ben, slug=slug, words="Shaky", now=now)
    for _ in range(ACTS_A_MINUTE):
        does(ben, hosting, "raise", now)
    with pytest.raises(TooMany):
        does(ben, hosting, "raise", now)
    does(ben, hosting, "leave", now)


def test_the_audit_is_told_of_a_pause_once(gathering, hosting: Hosting, ada: Person, now: datetime) -> None:
    for act in ("pause", "pause", "go_on", "go_on"):
        does(ada, hosting, act, now)
    for act in ("pause", "go_on"):
        assert Entry.objects.filter(action=f"meetings.room_{act}").count() == 1


def test_the_word_goes_round(
    gathering: Gathering, *, hosting: Hosting, ada: Person, ben: Person, cleo: Person, now
) -> None:
    enters(cleo, hosting, now)
    does(ben, hosting, "raise", now)
    does(cleo, hosting, "raise", now + MINUTE)
    does(ada, hosting, "give", now + 2 * MINUTE)
    page = room_page(Gathering.objects.get(id=gathering.id), now=now + 3 * MINUTE)
    assert page.speaking
    assert page.share
    assert (page.speaking.name, [one.name for one in page.waiting], page.share.left) == ("Ben", ["Cleo"], "4:00")
    does(ada, hosting, "give", now + 4 * MINUTE)
    assert (seat_of(ben).speaking_since, seat_of(cleo).speaking_since) == (None, now + 4 * MINUTE)
    does(cleo, hosting, "finish", now + 5 * MINUTE)
    assert seat_of(cleo).speaking_since is None


def test_each_change_makes_another_version(gathering: Gathering, hosting: Hosting, ben: Person, now: datetime) -> None:
    before = Gathering.objects.get().version
    does(ben, hosting, "raise", now)
    does(ben, hosting, "raise", now)  # changes nothing
    assert Gathering.objects.get().version == before + 1


@pytest.mark.parametrize(
    "act", ["give", "next", "extend", "extend_share", "pause", "go_on", "chat", "take_chair", "close"]
)
def test_only_who_leads_does_what_leading_is(gathering, hosting: Hosting, ben: Person, now: datetime, act: str) -> None:
    with pytest.raises(AlongsideError) as refusal:
        does(ben, hosting, act, now, chat="open")
    assert refusal.value.status in (403, 409)
    assert not Entry.objects.filter(action=f"meetings.room_{act}").exists()


@pytest.mark.parametrize("act", ["raise", "give", "close"])
def test_who_is_not_in_the_room_does_nothing_there(gathering, hosting, cleo: Person, now: datetime, act: str) -> None:
    with pytest.raises(Conflict):
        does(cleo, hosting, act, now)


def test_who_is_asked_to_leave_is_out_and_stays_out(gathering, hosting, ada: Person, ben: Person, now) -> None:
    does(ada, hosting, "remove", now, target=seat_of(ben).id)
    assert not services.see_in_room(ben.id, gathering.id, now)
    with pytest.raises(NotAllowed) as refusal:
        enters(ben, hosting, now)
    assert "asked to leave" in str(refusal.value.sentence)
    row = Entry.objects.get(action="meetings.room_remove")
    assert (row.actor, row.subject, row.about) == (ada.id, gathering.id, None)


def test_the_audit_never_says_who_was_there(gathering, hosting: Hosting, ada: Person, ben: Person, now) -> None:
    for act in ("raise", "lower", "raise", "leave"):
        does(ben, hosting, act, now)
    does(ada, hosting, "next", now, after=0)
    does(ada, hosting, "close", now)
    named = Entry.objects.filter(action__startswith="meetings.room").values_list("actor", "about")
    assert set(named) == {(ada.id, None)}


def test_who_drops_out_is_back_at_the_right_moment(gathering, hosting, ada: Person, ben: Person, now) -> None:
    does(ben, hosting, "raise", now)
    services.see_in_room(ada.id, gathering.id, now + 2 * MINUTE)
    look_after(gathering, now + 2 * MINUTE)
    assert seat_of(ben).here_since is None
    does(ada, hosting, "next", now + 2 * MINUTE, after=0)
    assert services.see_in_room(ben.id, gathering.id, now + 3 * MINUTE)
    page = room_page(Gathering.objects.get(id=gathering.id), now=now + 3 * MINUTE)
    assert ([one.name for one in page.waiting], page.on.title, page.clock.left) == (["Ben"], "Greet who is new", "2:00")


def test_who_left_does_not_come_back_by_being_seen(gathering, hosting, ben: Person, cleo: Person, now) -> None:
    does(ben, hosting, "leave", now)
    assert not services.see_in_room(ben.id, gathering.id, now)
    assert not services.see_in_room(cleo.id, gathering.id, now)
    enters(ben, hosting, now + MINUTE)
    assert services.see_in_room(ben.id, gathering.id, now + MINUTE)


def test_anybody_steps_in_when_the_chair_is_gone(gathering, hosting, ben: Person, ada: Person, now) -> None:
    services.see_in_room(ben.id, gathering.id, now + 2 * MINUTE)
    does(ben, hosting, "take_chair", now + 2 * MINUTE)
    assert (seat_of(ben).has_chair, seat_of(ada).has_chair) == (True, False)
    does(ben, hosting, "pause", now + 3 * MINUTE)
    assert Gathering.objects.get().paused_at == now + 3 * MINUTE


def test_nothing_of_who_was_there_stays(gathering, hosting, ada: Person, ben: Person, now: datetime) -> None:
    does(ada, hosting, "chat", now, chat="open")
    services.write_line(actor=ben, slug=hosting.meeting.slug, words="A line", now=now)
    services.write_note(actor=ben, slug=hosting.meeting.slug, words="Not so well", now=now)
    does(ada, hosting, "close", now + 50 * MINUTE)
    row = Gathering.objects.get()
    assert (row.most_here, row.minutes, row.closed_at, row.due_at) == (2, 50, now + 50 * MINUTE, None)
    assert not Presence.objects.exists()
    assert not Line.objects.exists()
    assert not HostNote.objects.exists()
    assert snapshot(gathering.id, now) is None


def test_only_who_hosts_opens_it_again(gathering, hosting, ada: Person, ben: Person, now: datetime) -> None:
    does(ada, hosting, "close", now + MINUTE)
    with pytest.raises(Conflict) as refusal:
        enters(ben, hosting, now + 3 * MINUTE)
    assert "is over" in str(refusal.value.sentence)
    enters(ada, hosting, now + 4 * MINUTE)
    assert Gathering.objects.filter(closed_at=None).count() == 1


def test_a_room_that_everybody_forgot_is_closed(gathering: Gathering, now: datetime) -> None:
    row = look_after(gathering, now + 14 * MINUTE)
    assert (row.closed_at, row.due_at) == (None, now + 15 * MINUTE)
    row = look_after(gathering, now + 15 * MINUTE)
    assert (row.closed_at, row.most_here) == (now + 15 * MINUTE, 2)
    assert not Presence.objects.exists()


def test_a_room_is_closed_when_it_is_late(gathering: Gathering, ada: Person, now: datetime) -> None:
    late = now + timedelta(hours=4)
    services.see_in_room(ada.id, gathering.id, late)
    assert look_after(gathering, late).closed_at == late


def test_only_who_may_writes_and_all_read_it(
    gathering, *, hosting, ada: Person, ben: Person, cleo: Person, now
) -> None:
    slug = hosting.meeting.slug
    with pytest.raises(NotAllowed):
        services.write_line(actor=ben, slug=slug, words="Too early", now=now)
    does(ada, hosting, "give", now, target=seat_of(ben).id)
    line = services.write_line(actor=ben, slug=slug, words="What I found <b>", now=now)
    assert b"What I found" not in bytes(line.words_sealed)
    parts = parts_of(room_page(Gathering.objects.get(), now=now))
    assert "What I found &lt;b&gt;" in parts["lines"]
    enters(cleo, hosting, now)
    with pytest.raises(NotFound):
        services.delete_line(actor=cleo, slug=slug, line_id=line.id)
    services.delete_line(actor=ben, slug=slug, line_id=line.id)
    assert not Line.objects.exists()


def test_a_note_of_who_has_left_is_read_by_nobody_who_leads_later(
    gathering, *, hosting, ada, ben, cleo, now: datetime
) -> None:
    enters(cleo, hosting, now)
    services.write_note(actor=ben, slug=hosting.meeting.slug, words="Shaky", now=now)
    does(ben, hosting, "leave", now)
    assert notes_for(ada, gathering) == []
    enters(ben, hosting, now)
    assert [one.words for one in notes_for(ada, gathering)] == ["Shaky"]


def test_a_note_is_for_who_leads_alone(gathering, *, hosting, ada, ben, cleo, now: datetime) -> None:
    enters(cleo, hosting, now)
    services.write_note(actor=ben, slug=hosting.meeting.slug, words="Shaky", now=now)
    services.write_note(actor=ben, slug=hosting.meeting.slug, words="Very shaky", now=now)
    assert [one.words for one in notes_for(ada, gathering)] == ["Very shaky"]
    assert notes_for(cleo, gathering) == []
    assert "shaky" not in str(parts_of(room_page(Gathering.objects.get(), now=now)))
    note = HostNote.objects.get()
    with pytest.raises(NotFound):
        services.read_note(actor=cleo, slug=hosting.meeting.slug, note_id=note.id, now=now)
    with pytest.raises(NotFound):
        services.read_note(actor=ben, slug=hosting.meeting.slug, note_id=note.id, now=now)
    services.read_note(actor=ada, slug=hosting.meeting.slug, note_id=note.id, now=now)
    assert [one.is_read for one in notes_for(ben, gathering)] == [True]
    services.take_note_back(actor=ben, slug=hosting.meeting.slug)
    assert not HostNote.objects.exists()


def test_what_is_kept_is_taken_along_and_erased(gathering, hosting, ben: Person, ada: Person, now) -> None:
    services.write_note(actor=ben, slug=hosting.meeting.slug, words="Very shaky", now=now)
    tables = privacy.export(ben.id)
    assert tables["meeting_rooms"][0]["room_name"] == "Ben"
    assert tables["meeting_notes"] == [{"words": "Very shaky"}]
    assert privacy.export(ada.id)["meeting_notes"] == []
    privacy.erase(ben.id, now)
    assert set(Presence.objects.values_list("person", flat=True)) == {ada.id}
    assert not HostNote.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_room_costs_as_much_for_many_as_for_few(
    gathering, *, hosting, make_person: MakePerson, now: datetime, django_assert_num_queries, people: int
) -> None:
    for number in range(people):
        person = make_person(f"Number {number}")
        enters(person, hosting, now, name=f"Number {number}")
        does(person, hosting, "raise", now)
    row = Gathering.objects.select_related("meeting__hosting").get()
    with django_assert_num_queries(4):
        room_page(row, now=now)


def _again(row: Gathering) -> Gathering:
    values = {field.name: getattr(row, field.name) for field in Gathering._meta.fields if field.name != "id"}
    return Gathering.objects.create(**values)


def _seat(row: Gathering, person: Person, name: str) -> Presence:
    return Presence.objects.create(
        created_at=row.created_at, seen_at=row.created_at, gathering=row, person=person, name=name
    )


def test_a_note_is_told_and_taken_back_on_its_page(gathering, hosting, ben: Person, client: Client, now) -> None:
    Presence.objects.update(seen_at=current_time() + MINUTE)
    client.force_login(ben)
    told = client.post(f"/meetings/{hosting.meeting.slug}/room/note/", {"words": "Very shaky"}, follow=True)
    assert "Whoever leads the meeting can read it now." in told.text
    back = client.post(f"/meetings/{hosting.meeting.slug}/room/note/", {"take_back": "yes"}, follow=True)
    assert "Your note is deleted." in back.text
    assert not HostNote.objects.exists()


BREAKS: dict[str, Callable[[Gathering], object]] = {
    "meetings_gathering_open_once": _again,
    "meetings_gathering_chat": lambda row: Gathering.objects.update(chat="loud"),
    "meetings_gathering_agenda": lambda row: Gathering.objects.update(segment=5),
    "meetings_gathering_over": lambda row: Gathering.objects.update(closed_at=row.created_at),
    "meetings_presence_once": lambda row: _seat(row, row.presences.first().person, "Other"),
    "meetings_presence_name_once": lambda row: Presence.objects.filter(name="Ben").update(name="ADA"),
    "meetings_presence_one_speaks": lambda row: Presence.objects.update(speaking_since=row.created_at),
    "meetings_presence_one_chair": lambda row: Presence.objects.update(has_chair=True),
    "meetings_presence_named": lambda row: Presence.objects.filter(name="Ben").update(name=""),
    "meetings_presence_speaks": lambda row: Presence.objects.filter(name="Ben").update(
        speaking_since=row.created_at, raised_at=row.created_at
    ),
    "meetings_presence_away": lambda row: Presence.objects.filter(name="Ben").update(is_removed=True),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_holds_what_always_holds(gathering: Gathering, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name](gathering)


def test_a_yes_of_ones_own_gives_no_power(hosting, ada: Person, ben: Person, now: datetime) -> None:
    """Whoever says yes to chairing serves, and hosts nothing; a room for the team is not entered by such a yes."""
    role = hosting.roles.create(created_at=now, kind="chair")
    services.choose_served(actor=ben, slug=hosting.meeting.slug, role_ids=[role.id], now=now)
    day = hosting.meeting.on_date
    assert policies.standing_of(ben, hosting, day).is_host is False
    assert policies.standing_of(ada, hosting, day).is_host is True
    services.choose_served(actor=ben, slug=hosting.meeting.slug, role_ids=[], now=now)
    Hosting.objects.update(admits="team")
    with pytest.raises(NotAllowed):
        services.choose_served(actor=ben, slug=hosting.meeting.slug, role_ids=[role.id], now=now)
    with pytest.raises(NotAllowed):
        policies.access_hosting(ben, hosting.meeting.slug)
