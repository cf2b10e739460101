"""A voice note: who hears it, who does not, and that it is gone when one of the two wants that."""

import io
import zipfile
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts import services as accounts
from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.journeys import services
from alongside.journeys.hearing import heard_by_author, heard_by_owner
from alongside.journeys.models import Journey, Told, VoiceNote
from alongside.journeys.outgoing import WORDS
from alongside.journeys.services import words as writing
from alongside.journeys.told_views import said_by, unread_words, words_in
from alongside.kernel.errors import Invalid, NotFound, TooMany
from alongside.kernel.voice import Voice
from alongside.notifications.models import Delivery
from tests.circles.conftest import SignIn
from tests.journeys.conftest import Started, give_device, had_setback, morning_of, person_of, run_due
from tests.support.recordings import length_of, recorded

pytestmark = pytest.mark.django_db

SOUND = b"\xff\xf3CANARY-SOUND"
NOTE = Voice(SOUND, 23)


@pytest.fixture
def journey(started: Started) -> Journey:
    """What the owner counts."""
    return started(days=25)


@pytest.fixture
def told(journey: Journey, tie: Tie, other_tie: Tie, now: datetime) -> Told:
    """That the chosen tie was told of a setback, and the other one was told, too, of another row."""
    had_setback(journey, now, tie, other_tie)
    return Told.objects.get(tie=tie)


@pytest.fixture
def spoken(told: Told, tie: Tie, now: datetime) -> Told:
    """What the chosen tie said to it, aloud."""
    return say(told, person_of(tie), now)


def say(told: Told, actor: Any, now: datetime, **said: Any) -> Told:
    """Say something aloud."""
    return services.say_words(
        actor=actor, told_id=told.id, now=now, **{"words": "", "motif": "", "voice": NOTE, **said}
    )


def deaf(person: Person, told: Told) -> bool:
    """Tell whether somebody hears nothing of it, by either door."""
    for hear in (heard_by_owner, heard_by_author):
        with pytest.raises(NotFound):
            hear(person, told.id)
    return True


def test_it_is_sealed_and_heard_by_the_two_and_by_nobody_else(
    spoken: Told, journey: Journey, tie: Tie, other_tie: Tie, stranger: Person
) -> None:
    kept = VoiceNote.objects.get()
    assert b"CANARY" not in bytes(kept.audio_sealed)
    assert bytes(kept.audio_sealed).startswith(person_of(tie).data_key_id.bytes)
    assert heard_by_owner(journey.owner, spoken.id) == SOUND
    assert heard_by_author(person_of(tie), spoken.id) == SOUND
    assert deaf(person_of(other_tie), spoken)
    assert deaf(stranger, spoken)
    with pytest.raises(NotFound):
        heard_by_author(journey.owner, spoken.id)
    with pytest.raises(NotFound):
        heard_by_owner(person_of(tie), spoken.id)


def test_it_is_said_how_long_it_lasts_where_words_are_read(spoken: Told, journey: Journey, tie: Tie) -> None:
    (word,) = unread_words(journey.owner)
    assert (word.voice_seconds, word.words) == (23, "")
    (said,) = said_by(person_of(tie))
    assert (said.owner_alias, said.voice_seconds) == ("Odd Owner", 23)


@pytest.mark.parametrize("who", ["owner", "mate"])
def test_after_the_tie_has_ended_it_stays_until_who_said_it_takes_it_back(
    spoken: Told, journey: Journey, tie: Tie, now: datetime, who: str
) -> None:
    mate = person_of(tie)
    if who == "mate":
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert heard_by_owner(journey.owner, spoken.id) == SOUND
    else:
        circles.remove_tie(actor=journey.owner, tie_id=tie.id, now=now)
    # Their own words are theirs to find; what the owner is called now is not.
    assert [(said.owner_alias, said.voice_seconds) for said in said_by(mate)] == [("", 23)]
    assert heard_by_author(mate, spoken.id) == SOUND
    services.take_back_words(actor=mate, told_id=spoken.id, now=now)
    assert (VoiceNote.objects.count(), words_in(journey), said_by(mate)) == (0, (), ())
    with pytest.raises(NotFound):
        say(spoken, mate, now)


def test_a_contact_who_left_has_no_door_any_more_and_the_owner_keeps_it(
    journey: Journey, contact: Supporter, contact_tie: Tie, now: datetime
) -> None:
    had_setback(journey, now, contact_tie)
    told = say(Told.objects.get(), contact, now)
    circles.leave_tie(actor=contact, tie_id=contact_tie.id, now=now)
    assert said_by(contact) == ()
    with pytest.raises(NotFound):
        heard_by_author(contact, told.id)
    assert heard_by_owner(journey.owner, told.id) == SOUND


def test_who_is_not_told_any_more_still_finds_what_they_said_and_takes_it_back(
    journey: Journey, tie: Tie, now: datetime
) -> None:
    mate = person_of(tie)
    services.choose_listeners(actor=journey.owner, journey_id=journey.id, tie_ids=[tie.id], now=now)
    run_due(morning_of(date(2026, 3, 9)))
    told = say(Told.objects.get(), mate, now)
    services.choose_listeners(actor=journey.owner, journey_id=journey.id, tie_ids=[], now=now)
    assert [said.id for said in said_by(mate)] == [told.id]
    services.take_back_words(actor=mate, told_id=told.id, now=now)
    assert not VoiceNote.objects.exists()


def test_taken_back_it_is_gone_for_both_and_something_else_can_be_said(
    spoken: Told, journey: Journey, tie: Tie, other_tie: Tie, now: datetime
) -> None:
    mate = person_of(tie)
    for person in (journey.owner, person_of(other_tie)):
        with pytest.raises(NotFound):
            services.take_back_words(actor=person, told_id=spoken.id, now=now)
    services.take_back_words(actor=mate, told_id=spoken.id, now=now)
    assert (VoiceNote.objects.count(), unread_words(journey.owner), said_by(mate)) == (0, (), ())
    assert deaf(journey.owner, spoken)
    say(spoken, mate, now, words="Better so.", voice=None)
    assert [word.words for word in words_in(journey)] == ["Better so."]


def test_taken_back_before_it_was_told_nobody_is_told(told: Told, journey: Journey, tie: Tie, now: datetime) -> None:
    give_device(journey.owner, now)
    say(told, person_of(tie), now)
    services.take_back_words(actor=person_of(tie), told_id=told.id, now=now)
    assert [row.state for row in Delivery.objects.filter(text=WORDS)] == ["withdrawn"]


def test_the_owner_deletes_it_for_both(spoken: Told, journey: Journey, tie: Tie, other_tie: Tie, now: datetime) -> None:
    for person in (person_of(tie), person_of(other_tie)):
        with pytest.raises(NotFound):
            services.delete_words(actor=person, told_id=spoken.id, now=now)
    services.delete_words(actor=journey.owner, told_id=spoken.id, now=now)
    assert (VoiceNote.objects.count(), words_in(journey), said_by(person_of(tie))) == (0, (), ())


def test_a_contact_records_one_that_is_sealed_for_the_owner(
    journey: Journey, contact: Supporter, contact_tie: Tie, now: datetime
) -> None:
    had_setback(journey, now, contact_tie)
    told = say(Told.objects.get(), contact, now)
    assert bytes(VoiceNote.objects.get().audio_sealed).startswith(journey.owner.data_key_id.bytes)
    assert heard_by_author(contact, told.id) == heard_by_owner(journey.owner, told.id) == SOUND


def test_it_goes_along_with_both_as_a_file(
    spoken: Told, journey: Journey, tie: Tie, stranger: Person, now: datetime
) -> None:
    for person, heard in ((journey.owner, True), (person_of(tie), True), (stranger, False)):
        archive = zipfile.ZipFile(io.BytesIO(accounts.export_person(person_id=person.id, now=now)))
        name = f"voice-notes/{spoken.id}.mp3"
        assert (name in archive.namelist()) is heard
        if heard:
            assert archive.read(name) == SOUND
            assert name in archive.read("data.json").decode()
            assert name in archive.read("index.html").decode()


@pytest.mark.parametrize("who", ["owner", "mate"])
def test_it_is_gone_when_one_of_the_two_is_erased(
    spoken: Told, owner: Person, mate: Person, who: str, now: datetime
) -> None:
    accounts.erase_person(actor={"owner": owner, "mate": mate}[who], now=now)
    assert not VoiceNote.objects.exists()


def test_there_is_room_for_so_many_of_one_person(
    told: Told, journey: Journey, tie: Tie, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_VOICES", 1)
    mate = person_of(tie)
    first = say(told, mate, now)
    had_setback(journey, now, tie, key="two")
    second = Told.objects.get(tie=tie, said_at=None)
    with pytest.raises(Invalid) as refusal:
        say(second, mate, now)
    assert refusal.value.field == "voice"
    second.refresh_from_db()
    assert second.said_at is None
    services.take_back_words(actor=mate, told_id=first.id, now=now)
    assert say(second, mate, now).voice_seconds == 23


def test_recordings_are_looked_at_so_many_times_in_an_hour(mate: Person, now: datetime) -> None:
    for _ in range(writing.RECORDINGS_AN_HOUR):
        services.count_recording(actor=mate, now=now)
    with pytest.raises(TooMany):
        services.count_recording(actor=mate, now=now)
    services.count_recording(actor=mate, now=now + timedelta(hours=1, seconds=1))


@pytest.mark.parametrize(
    ("seconds", "name"), [(0, "journeys_told_voice"), (61, "journeys_told_voice"), (None, "journeys_told_said")]
)
def test_the_database_refuses_a_length_that_is_none(spoken: Told, seconds: int | None, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Told.objects.filter(id=spoken.id).update(voice_seconds=seconds)


def test_the_database_refuses_one_that_is_empty_too_large_or_a_second_one(spoken: Told, now: datetime) -> None:
    for audio in (b"", bytes(400_101)):
        with pytest.raises(IntegrityError, match="journeys_voicenote_size"), transaction.atomic():
            VoiceNote.objects.update(audio_sealed=audio)
    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceNote.objects.create(created_at=now, told=spoken, audio_sealed=b"x")


class TestPages:
    def send(self, browser: Client, path: str, content: bytes, **said: str) -> HttpResponse:
        """Send the form with a file in it."""
        file = SimpleUploadedFile("Mia's iPhone.m4a", content, content_type="text/html")
        return browser.post(path, {"words": "", "motif": "", "voice": file, **said})

    def test_a_recording_is_sent_heard_in_parts_and_kept_by_nothing_between(
        self, told: Told, tie: Tie, owner: Person, sign_in: SignIn
    ) -> None:
        mine, theirs = sign_in(person_of(tie)), sign_in(owner)
        path = reverse("supporting-told", args=[told.id])
        assert mine.get(path)["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(self)"
        assert self.send(mine, path, recorded(3, form="mp4", codec="aac"), words="I say: well done.").status_code == 303
        heard_at = reverse("journey-words-voice", args=[told.id])
        assert heard_at in theirs.get("/").content.decode()
        whole = theirs.get(heard_at)
        assert (whole.status_code, whole["Content-Type"]) == (200, "audio/mpeg")
        assert length_of(whole.content) == pytest.approx(3, abs=0.1)
        assert (whole["Cache-Control"], whole["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
        assert whole["Content-Security-Policy"].startswith("default-src 'self'")
        size = len(whole.content)
        for asked, first, after in (("0-1", 0, 2), ("2-", 2, size), ("-10", size - 10, size), ("5-999999999", 5, size)):
            part = theirs.get(heard_at, headers={"Range": f"bytes={asked}", "Accept-Encoding": "gzip"})
            assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{after - 1}/{size}")
            assert part.content == whole.content[first:after]
        beyond = theirs.get(heard_at, headers={"Range": f"bytes={size}-"})
        assert (beyond.status_code, beyond["Content-Range"], beyond.content) == (416, f"bytes */{size}", b"")
        for odd in ("bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=x-"):
            assert theirs.get(heard_at, headers={"Range": odd}).status_code == 200

    def test_nobody_else_gets_a_byte(
        self, spoken: Told, other_tie: Tie, stranger: Person, sign_in: SignIn, client: Client
    ) -> None:
        for name in ("journey-words-voice", "supporting-told-voice"):
            path = reverse(name, args=[spoken.id])
            for person in (person_of(other_tie), stranger):
                assert sign_in(person).get(path, headers={"Range": "bytes=0-1"}).status_code == 404
            assert client.get(path).status_code == 302

    def test_what_is_no_recording_is_said_and_nothing_is_sent(self, told: Told, tie: Tie, sign_in: SignIn) -> None:
        path = reverse("supporting-told", args=[told.id])
        answer = self.send(sign_in(person_of(tie)), path, b"<script>alert(1)</script>", words="Hello")
        assert answer.status_code == 422
        assert "We cannot read this as a recording." in answer.content.decode()
        assert ">Hello</textarea>" in answer.content.decode().replace("\n", "")
        told.refresh_from_db()
        assert told.said_at is None

    def test_one_that_is_too_large_is_refused_unread(self, told: Told, tie: Tie, sign_in: SignIn) -> None:
        path = reverse("supporting-told", args=[told.id])
        answer = self.send(sign_in(person_of(tie)), path, bytes(2_000_001))
        assert answer.status_code == 422
        assert "This recording is too large" in answer.content.decode()

    def test_one_that_no_request_can_hold_is_said_to_be_too_large_and_not_that_the_form_is_old(
        self, told: Told, tie: Tie, sign_in: SignIn
    ) -> None:
        browser, path = sign_in(person_of(tie)), reverse("supporting-told", args=[told.id])
        browser.handler.enforce_csrf_checks = True
        # As the bridge hands it on: its size, and nothing of it.
        kind = "multipart/form-data; boundary=x"
        answer = browser.generic("POST", path, b"", kind, headers={"Content-Length": "5000000"})
        assert answer.status_code == 413
        assert "This was too large to be sent. Nothing was changed." in answer.content.decode()

    def test_it_is_found_again_and_taken_back(self, spoken: Told, tie: Tie, sign_in: SignIn) -> None:
        browser = sign_in(person_of(tie))
        assert reverse("supporting-said") in browser.get("/supporting/").content.decode()
        page = browser.get(reverse("supporting-said")).content.decode()
        assert "A voice note of 23 seconds" in page
        assert reverse("supporting-told-voice", args=[spoken.id]) in page
        taken = browser.post(reverse("supporting-told-back", args=[spoken.id]), follow=True)
        assert "It is taken back." in taken.content.decode()
        assert not VoiceNote.objects.exists()
        assert reverse("supporting-said") not in browser.get("/supporting/").content.decode()

    def test_the_owner_deletes_it_from_the_page_of_the_journey(
        self, spoken: Told, journey: Journey, owner: Person, sign_in: SignIn
    ) -> None:
        browser, delete = sign_in(owner), reverse("journey-words-delete", args=[spoken.id])
        assert delete in browser.get(reverse("journey", args=[journey.id])).content.decode()
        assert "Delete what they sent you?" in browser.get(delete).content.decode()
        assert browser.post(delete).status_code == 303
        assert not VoiceNote.objects.exists()

    def test_a_contact_sends_one_by_their_link(
        self, journey: Journey, contact: Supporter, contact_tie: Tie, client: Client, right_now: datetime
    ) -> None:
        had_setback(journey, right_now, contact_tie)
        token = links.sign(contact.id, salt=links.CONTACT)
        told = Told.objects.get()
        path = reverse("with-told", args=[token, told.id])
        assert self.send(client, path, recorded(2)).status_code == 303
        # They read Spanish.
        assert "Una nota de voz de 2 segundos" in client.get(reverse("with-said", args=[token])).content.decode()
        heard = client.get(reverse("with-told-voice", args=[token, told.id]))
        assert (heard.status_code, heard["Content-Type"]) == (200, "audio/mpeg")
        assert client.post(reverse("with-told-back", args=[token, told.id])).status_code == 303
        assert not VoiceNote.objects.exists()

    def test_the_page_asks_as_often_whatever_there_is(
        self, told: Told, tie: Tie, sign_in: SignIn, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        mate, browser = person_of(tie), sign_in(person_of(tie))
        browser.get("/")
        for number in range(3):
            say(Told.objects.get(tie=tie, said_at=None), mate, now, words="Well done")
            if number != 1:
                with django_assert_num_queries(4):
                    browser.get(reverse("supporting-said"))
            had_setback(Journey.objects.get(), now, tie, key=str(number))
