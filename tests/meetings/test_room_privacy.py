"""What people leave in a room stays theirs: notes for who leads, lines after leaving, a proof for one name."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotFound
from alongside.meetings import services
from alongside.meetings.models import Gathering, Hosting, HostNote, Line
from alongside.meetings.proofs import make_proof
from alongside.meetings.room_queries import notes_for, own_note
from tests.conftest import MakePerson
from tests.support.rooms import does, enters, hosted, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def host(make_person: MakePerson) -> Person:
    return make_person("Ada Madeup")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben Madeup")


@pytest.fixture
def cleo(make_person: MakePerson) -> Person:
    return make_person("Cleo Madeup")


@pytest.fixture
def hosting(host: Person, now: datetime) -> Hosting:
    return hosted(host, now)


@pytest.fixture
def led_by_ben(hosting: Hosting, ben: Person, cleo: Person, now: datetime) -> Gathering:
    """Its room, which nobody who hosts it came to: Ben opened it and leads, Cleo is there."""
    gathering = enters(ben, hosting, now + 3 * MINUTE)
    enters(cleo, hosting, now + 3 * MINUTE)
    return gathering


def gone(person: Person, at: datetime) -> None:
    """Have somebody drop out of the room for long enough that another may take the chair."""
    gathering = seat_of(person).gathering
    gathering.presences.exclude(person=person).update(seen_at=at)
    gathering.presences.filter(person=person).update(seen_at=at - 10 * MINUTE, here_since=None)


def test_who_takes_the_chair_later_reads_no_note_that_was_written_before(
    led_by_ben: Gathering, *, hosting: Hosting, ben: Person, cleo: Person, make_person: MakePerson, now: datetime
) -> None:
    dana, at = make_person("Dana Madeup"), now + 5 * MINUTE
    enters(dana, hosting, at, name="Dana")
    services.write_note(actor=cleo, slug=hosting.meeting.slug, words="Shaky Test", now=at)
    assert [one.words for one in notes_for(ben, led_by_ben)] == ["Shaky Test"]
    gone(ben, at + 10 * MINUTE)
    does(dana, hosting, "take_chair", at + 10 * MINUTE)
    assert notes_for(dana, led_by_ben) == []
    with pytest.raises(NotFound):
        services.read_note(actor=dana, slug=hosting.meeting.slug, note_id=HostNote.objects.get().id, now=at)
    mine = own_note(seat_of(cleo))
    assert mine
    assert (mine.words, mine.is_lost) == ("Shaky Test", True)
    # Written again, it is for who leads now.
    services.write_note(actor=cleo, slug=hosting.meeting.slug, words="Still shaky Test", now=at + 10 * MINUTE)
    assert [one.words for one in notes_for(dana, led_by_ben)] == ["Still shaky Test"]
    mine = own_note(seat_of(cleo))
    assert mine
    assert not mine.is_lost


def test_who_hosts_the_meeting_reads_notes_whenever_they_come(
    led_by_ben: Gathering, *, hosting: Hosting, host: Person, cleo: Person, now: datetime
) -> None:
    services.write_note(actor=cleo, slug=hosting.meeting.slug, words="Shaky Test", now=now)
    assert notes_for(host, led_by_ben) == []
    enters(host, hosting, now + 5 * MINUTE)
    assert [one.words for one in notes_for(host, led_by_ben)] == ["Shaky Test"]


def test_a_page_says_that_nobody_reads_a_note_any_more(
    host: Person, *, ben: Person, cleo: Person, client: Client
) -> None:
    now = current_time()
    held = hosted(host, now - 3 * MINUTE, slug="another-evening")
    gathering = enters(ben, held, now)
    enters(cleo, held, now)
    services.write_note(actor=cleo, slug="another-evening", words="Shaky Test", now=now)
    client.force_login(cleo)
    page = client.get("/meetings/another-evening/room/note/").text
    assert "They have not read your note yet:" in page
    gathering.presences.filter(person=ben).update(has_chair=False)
    page = client.get("/meetings/another-evening/room/note/").text
    assert "Nobody who may read your note leads now." in page
    assert "Who takes over later does not." in page


def test_who_has_left_deletes_their_lines_without_coming_in_again(
    host: Person, *, ben: Person, cleo: Person, client: Client
) -> None:
    now = current_time()
    held = hosted(host, now - 3 * MINUTE, slug="another-evening")
    held.chat = "open"
    held.save()
    gathering = enters(ben, held, now)
    enters(cleo, held, now)
    for person, words in ((ben, "Of Ben Test"), (cleo, "Of Cleo Test")):
        services.write_line(actor=person, slug="another-evening", words=words, now=now)
    does(cleo, held, "leave", now)
    client.force_login(cleo)
    page = client.get("/meetings/another-evening/room/").text
    assert "Of Cleo Test" in page
    assert "Of Ben Test" not in page
    own = Line.objects.get(presence__person=cleo)
    answer = client.post(f"/meetings/another-evening/room/lines/{own.id}/delete/", follow=True)
    assert "Of Cleo Test" not in answer.text
    assert not seat_of(cleo).here_since
    left = Line.objects.get(gathering=gathering)
    assert client.post(f"/meetings/another-evening/room/lines/{left.id}/delete/").status_code == 404
    assert Line.objects.filter(id=left.id).exists()


def test_one_sitting_proves_that_one_person_was_there(
    led_by_ben: Gathering, *, hosting: Hosting, cleo: Person, ben: Person, now: datetime
) -> None:
    at, slug = now + 10 * MINUTE, hosting.meeting.slug
    make_proof(actor=cleo, slug=slug, name="Cleo Test", now=at)
    with pytest.raises(Invalid, match="under another name already"):
        make_proof(actor=cleo, slug=slug, name="Carl Test", now=at)
    does(cleo, hosting, "leave", at)
    enters(cleo, hosting, at, name="Somebody")
    with pytest.raises(Invalid):
        make_proof(actor=cleo, slug=slug, name="Carl Test", now=at + 5 * MINUTE)
    assert make_proof(actor=cleo, slug=slug, name=" cleo  test ", now=at + 5 * MINUTE)
    # Others have theirs, also of the same name: two people may be called alike.
    assert make_proof(actor=ben, slug=slug, name="Cleo Test", now=at)
    assert b"cleo" not in bytes(seat_of(cleo).proof_digest).lower()
