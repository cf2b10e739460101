"""A recording whose form was refused for something else: kept an hour for the next try, and for nobody else."""

import io
import zipfile
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.accounts import services as accounts
from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.journeys import services
from alongside.journeys.hearing import heard_by_author, heard_by_owner, unsent_voice
from alongside.journeys.models import Told, UnsentVoice
from alongside.journeys.told_views import unread_words
from alongside.kernel.errors import NotFound
from alongside.kernel.voice import Voice
from tests.circles.conftest import SignIn
from tests.journeys.conftest import Started, had_setback, person_of
from tests.support.recordings import recorded

pytestmark = pytest.mark.django_db

NOTE = Voice(b"\xff\xf3CANARY-SOUND", 23)
HOUR = timedelta(hours=1)
WAITS = "is still here, for an hour at most"


@pytest.fixture
def told(started: Started, tie: Tie, other_tie: Tie, now: datetime) -> Told:
    """What the chosen tie was told, and by another row the other one."""
    had_setback(started(days=25), now, tie, other_tie)
    return Told.objects.get(tie=tie)


@pytest.fixture
def unsent(told: Told, tie: Tie, now: datetime) -> Told:
    """What the chosen tie was told and recorded something to that is not sent."""
    services.keep_unsent_voice(actor=person_of(tie), told_id=told.id, voice=NOTE, now=now)
    return told


def test_it_is_sealed_and_there_for_who_recorded_it_and_nobody_else(
    unsent: Told, mate: Person, other: Person, stranger: Person, now: datetime
) -> None:
    owner = unsent.tie.owner
    kept = bytes(UnsentVoice.objects.get().audio_sealed)
    assert b"CANARY" not in kept
    assert kept.startswith(mate.data_key_id.bytes)
    assert unsent_voice(mate, unsent.id, now=now) == NOTE
    for person in (owner, other, stranger):
        assert unsent_voice(person, unsent.id, now=now) is None
        with pytest.raises(NotFound):
            services.drop_unsent_voice(actor=person, told_id=unsent.id, now=now)
        with pytest.raises(NotFound):
            services.keep_unsent_voice(actor=person, told_id=unsent.id, voice=NOTE, now=now)
        for hear in (heard_by_author, heard_by_owner):
            with pytest.raises(NotFound):
                hear(person, unsent.id)
    assert unread_words(owner) == ()


def test_after_an_hour_it_is_not_there_and_soon_it_is_deleted(unsent: Told, tie: Tie, now: datetime) -> None:
    just_before = now + HOUR - timedelta(seconds=1)
    assert unsent_voice(person_of(tie), unsent.id, now=just_before) == NOTE
    assert services.forget_unsent_voices(just_before) == 0
    assert unsent_voice(person_of(tie), unsent.id, now=now + HOUR) is None
    assert services.forget_unsent_voices(now + HOUR) == 1


def test_a_newer_one_takes_its_place_and_it_can_be_thrown_away(unsent: Told, tie: Tie, now: datetime) -> None:
    mate, newer = person_of(tie), Voice(b"newer", 5)
    services.keep_unsent_voice(actor=mate, told_id=unsent.id, voice=newer, now=now)
    assert unsent_voice(mate, unsent.id, now=now) == newer
    for _ in range(2):
        services.drop_unsent_voice(actor=mate, told_id=unsent.id, now=now)
        assert not UnsentVoice.objects.exists()


def test_when_something_is_said_nothing_waits_any_more(unsent: Told, tie: Tie, now: datetime) -> None:
    services.say_words(actor=person_of(tie), told_id=unsent.id, words="Here.", motif="", now=now)
    assert not UnsentVoice.objects.exists()


@pytest.mark.parametrize("ended_by", ["mate", "owner"])
def test_it_goes_with_the_tie(unsent: Told, owner: Person, tie: Tie, ended_by: str, now: datetime) -> None:
    if ended_by == "mate":
        circles.leave_tie(actor=person_of(tie), tie_id=tie.id, now=now)
    else:
        circles.remove_tie(actor=owner, tie_id=tie.id, now=now)
    assert not UnsentVoice.objects.exists()


@pytest.mark.parametrize("who", ["owner", "mate"])
def test_it_goes_with_each_of_the_two(unsent: Told, owner: Person, mate: Person, who: str, now: datetime) -> None:
    accounts.erase_person(actor={"owner": owner, "mate": mate}[who], now=now)
    assert not UnsentVoice.objects.exists()


def test_who_recorded_it_has_it_among_their_data_and_whom_it_was_for_has_not(
    unsent: Told, owner: Person, tie: Tie, now: datetime
) -> None:
    name = f"voice-notes/{unsent.id}.mp3"
    archives = [
        zipfile.ZipFile(io.BytesIO(accounts.export_person(person_id=person.id, now=now)))
        for person in (person_of(tie), owner)
    ]
    assert [name in archive.namelist() for archive in archives] == [True, False]
    assert archives[0].read(name) == NOTE.data
    assert "What you recorded and have not sent yet" in archives[0].read("index.html").decode()


def test_the_database_refuses_one_that_is_empty_too_large_too_long_or_a_second_one(unsent: Told, now: datetime) -> None:
    wrong = [({"audio_sealed": b""}, "size"), ({"audio_sealed": bytes(400_101)}, "size"), ({"seconds": 0}, "seconds")]
    for values, name in [*wrong, ({"seconds": 61}, "seconds")]:
        with pytest.raises(IntegrityError, match=f"journeys_unsentvoice_{name}"), transaction.atomic():
            UnsentVoice.objects.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnsentVoice.objects.create(created_at=now, told=unsent, seconds=1, audio_sealed=b"x")


class TestPages:
    def send(self, browser: Client, path: str, content: bytes = b"", **said: str) -> HttpResponse:
        """Send the form, with a recording in it if there is one."""
        file = {"voice": SimpleUploadedFile("voice", content)} if content else {}
        return browser.post(path, {"words": "", "motif": "", **file, **said})

    def test_a_recording_survives_words_that_are_too_long(
        self, told: Told, tie: Tie, owner: Person, sign_in: SignIn
    ) -> None:
        browser, path = sign_in(person_of(tie)), reverse("supporting-told", args=[told.id])
        refused = self.send(browser, path, recorded(3), words="x" * 501)
        assert refused.status_code == 422
        assert f"Your recording of 3 seconds {WAITS}" in refused.content.decode()
        assert WAITS in browser.get(path).content.decode()
        assert "voice" not in sign_in(owner).get("/").content.decode().lower()
        assert self.send(browser, path, words="I say: well done.").status_code == 303
        told.refresh_from_db()
        assert told.voice_seconds == 3
        assert not UnsentVoice.objects.exists()

    def test_a_new_recording_goes_in_its_place(self, told: Told, tie: Tie, sign_in: SignIn) -> None:
        browser, path = sign_in(person_of(tie)), reverse("supporting-told", args=[told.id])
        self.send(browser, path, recorded(3), motif="no such card")
        assert self.send(browser, path, recorded(5)).status_code == 303
        told.refresh_from_db()
        assert told.voice_seconds == 5

    def test_thrown_away_it_is_gone_and_what_was_typed_stays(self, told: Told, tie: Tie, sign_in: SignIn) -> None:
        browser, path = sign_in(person_of(tie)), reverse("supporting-told", args=[told.id])
        self.send(browser, path, recorded(2), words="x" * 501)
        page = self.send(browser, path, words="A word", motif="lantern", does="drop")
        assert page.status_code == 200
        shown = page.content.decode()
        assert ">A word</textarea>" in shown.replace("\n", "")
        assert WAITS not in shown
        assert not UnsentVoice.objects.exists()
        told.refresh_from_db()
        assert told.said_at is None

    def test_a_contact_finds_theirs_behind_their_own_link(
        self, started: Started, contact: Supporter, contact_tie: Tie, client: Client, right_now: datetime
    ) -> None:
        had_setback(started(days=25), right_now, contact_tie)
        told = Told.objects.get()
        path = reverse("with-told", args=[links.sign(contact.id, salt=links.CONTACT), told.id])
        assert self.send(client, path, recorded(2), words="x" * 501).status_code == 422
        # They read Spanish.
        kept = bytes(UnsentVoice.objects.get().audio_sealed)
        assert kept.startswith(told.tie.owner.data_key_id.bytes)
        assert self.send(client, path).status_code == 303
        told.refresh_from_db()
        assert told.voice_seconds == 2
