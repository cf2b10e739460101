"""Feeds as files on the organiser's pages, and looking first: what would happen is said, and nothing of it is kept."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from alongside.meetings import sentences, services
from alongside.meetings.models import Meeting, Reading, Source
from alongside.meetings.organise_forms import LARGEST_FILE
from alongside.meetings.services.bringing import FEEDS_AN_HOUR
from alongside.meetings.services.sources import SourceDetails
from tests.conftest import MakePerson
from tests.meetings.conftest import NOW, MakeSource
from tests.meetings.feed_server import server

__all__ = ["server"]
pytestmark = pytest.mark.django_db
NEW = "/organise/meetings/sources/new/"
TYPED = {
    "name": "Office", "url": "", "format": "meeting-guide", "program": "aa", "time_zone": "America/New_York",
    "trust": "whole", "every_hours": "24",
}  # fmt: skip
DETAILS = SourceDetails("Office", "meeting-guide", "aa", "America/New_York")


@pytest.fixture
def organiser(make_person: MakePerson) -> Person:
    person = make_person("Olga Organiser")
    RoleGrant.objects.create(created_at=NOW, person=person, role="organiser")
    return person


@pytest.fixture
def client(organiser: Person) -> Client:
    client = Client()
    client.force_login(organiser)
    return client


def feed(*slugs: str, **more: Any) -> bytes:
    return json.dumps(
        [{"slug": slug, "name": slug.title(), "day": 1, "time": "19:00", **more} for slug in slugs]
    ).encode()


def upload(body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("feed.json", body)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def nothing_is_kept() -> bool:
    there = Source.objects.exists() or Meeting.objects.exists() or Reading.objects.exists()
    return not there and not Entry.objects.filter(action__startswith="meetings.").exists()


class TestAFile:
    """A new source that is a file."""

    def test_it_is_read_at_once_and_not_asked_for_again_by_itself(self, client: Client) -> None:
        response = client.post(NEW, {**TYPED, "file": upload(feed("a", "b"))})
        source = Source.objects.get()
        assert (response.status_code, response["Location"]) == (303, f"/organise/meetings/sources/{source.id}/")
        assert (source.url, source.next_read_at, source.read_at is not None) == ("", None, True)
        assert set(Meeting.objects.values_list("slug", "timezone")) == {
            ("a", "America/New_York"),
            ("b", "America/New_York"),
        }
        assert "The file is read." in words(client.get(response["Location"]))

    def test_an_address_or_a_file_and_not_both(self, client: Client) -> None:
        both = {**TYPED, "url": "https://one.example/feed", "file": upload(feed("a"))}
        for wrong in (TYPED, both):
            response = client.post(NEW, wrong)
            assert response.status_code == 422
            assert "one of the two" in words(response)
        assert nothing_is_kept()

    def test_nobody_supposes_whose_meetings_they_are(self, client: Client) -> None:
        assert 'value="aa" selected' not in words(client.get(NEW))
        assert client.post(NEW, {**TYPED, "program": "", "file": upload(feed("a"))}).status_code == 422
        assert nothing_is_kept()

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            (b"", sentences.EMPTY),
            (b"\x00\xff", "written in another way: Table (CSV)"),
            (b'[{"slug": "a"', sentences.NOT_JSON),
            (b"<!DOCTYPE html><p>Sorry</p>", sentences.HTML),
            (b'[{"id_bigint": "1", "meeting_name": "A", "weekday_tinyint": 2}]', "written in another way: BMLT"),
            (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "written in another way: Calendar (iCalendar)"),
        ],
    )
    def test_what_cannot_be_used_says_why_and_leaves_nothing(self, client: Client, body: bytes, sentence: str) -> None:
        response = client.post(NEW, {**TYPED, "file": upload(body)})
        assert response.status_code == 422
        assert sentence in words(response)
        assert nothing_is_kept()

    def test_one_that_is_too_large_says_so(self, client: Client) -> None:
        response = client.post(NEW, {**TYPED, "file": upload(b"[" + b" " * LARGEST_FILE)})
        assert response.status_code == 422
        assert "larger than 3.9 megabytes" in words(response)
        assert nothing_is_kept()

    def test_what_is_to_be_looked_at_first_waits_as_from_an_address(self, client: Client) -> None:
        response = client.post(NEW, {**TYPED, "trust": "look", "file": upload(feed("a"))})
        text = words(client.get(response["Location"]))
        assert "It waits until somebody has had a look." in text
        assert "Meetings of this source now: 0. With this feed: 1." in text
        assert not Meeting.objects.exists()

    def test_a_name_that_is_taken_changes_no_other_source(self, client: Client, make_source: MakeSource) -> None:
        there = make_source(url="https://one.example/feed")
        for does in ("", "check"):
            response = client.post(NEW, {**TYPED, "does": does, "file": upload(feed("a"))})
            assert response.status_code == 422
            assert "There is a source of this name already." in words(response)
        there.refresh_from_db()
        assert (there.url, Meeting.objects.count()) == ("https://one.example/feed", 0)


class TestANewerFile:
    """A newer file of a source that is one."""

    @pytest.fixture
    def source(self, organiser: Person) -> Source:
        return services.add_file(actor=organiser, details=DETAILS, body=feed("a", "b", "c"), now=NOW)[0]

    def test_it_takes_the_place_of_the_older(self, client: Client, source: Source) -> None:
        page = f"/organise/meetings/sources/{source.id}/"
        assert 'enctype="multipart/form-data"' in words(client.get(page))
        response = client.post(f"{page}read/", {"file": upload(feed("a", "b", "c", "d"))})
        assert (response.status_code, response["Location"]) == (303, page)
        assert Meeting.objects.filter(state="listed").count() == 4

    def test_one_that_loses_much_is_held(self, client: Client, source: Source) -> None:
        page = f"/organise/meetings/sources/{source.id}/"
        assert client.post(f"{page}read/", {"file": upload(feed("a"))}).status_code == 303
        text = words(client.get(page))
        assert sentences.TOO_MANY_LOST in text
        assert "2 meetings are lost" in text
        assert Meeting.objects.filter(state="listed").count() == 3

    def test_a_look_says_what_it_would_lose_and_keeps_nothing(self, client: Client, source: Source) -> None:
        response = client.post(
            f"/organise/meetings/sources/{source.id}/read/", {"does": "check", "file": upload(feed("a"))}
        )
        text = words(response)
        assert response.status_code == 200
        assert "Meetings of this source now: 3. With this feed: 1." in text
        assert "<bdi>B</bdi> · <bdi>C</bdi>" in text
        assert sentences.TOO_MANY_LOST in text
        assert (Reading.objects.count(), Meeting.objects.filter(state="listed").count()) == (1, 3)

    def test_a_wrong_one_leaves_no_mark(self, client: Client, source: Source) -> None:
        for body in (b"[{", None):
            given = {} if body is None else {"file": upload(body)}
            response = client.post(f"/organise/meetings/sources/{source.id}/read/", given)
            assert response.status_code == 422
        assert Reading.objects.get().outcome == "done"

    def test_a_source_with_an_address_takes_none(
        self, client: Client, organiser: Person, make_source: MakeSource
    ) -> None:
        other = make_source("Other", url="https://one.example/feed")
        assert "A newer file" not in words(client.get(f"/organise/meetings/sources/{other.id}/"))
        with pytest.raises(Conflict):
            services.renew_file(actor=organiser, source_id=other.id, body=feed("x"), now=NOW)


class TestALook:
    """What would happen, before anything is kept."""

    def test_it_says_the_counts_the_names_and_each_fault_as_the_command_does(self, client: Client) -> None:
        records = json.loads(feed("a", "b", types=["O", "ZZ"], latitude=40, longitude=-75, address="Street 1"))
        records.append({"slug": "odd", "name": "Odd", "day": 9})
        response = client.post(NEW, {**TYPED, "does": "check", "file": upload(json.dumps(records).encode())})
        text = words(response)
        assert response.status_code == 200
        assert "This was only a look: nothing is kept yet." in text
        assert "2 meetings are added" in text
        assert "<strong>types ZZ</strong>" in text
        assert "It has a type that its fellowship does not know. Please use the codes of its list." in text
        assert "2 records, first: a, b" in text
        assert "<strong>odd day</strong>" in text
        assert 'value="Office"' in text
        assert nothing_is_kept()

    def test_it_says_what_would_be_held(self, client: Client) -> None:
        response = client.post(NEW, {**TYPED, "does": "check", "trust": "look", "file": upload(feed("a"))})
        assert sentences.LOOKED_AT_FIRST in words(response)
        assert nothing_is_kept()

    def test_an_address_is_fetched_for_it(self, client: Client, server: str, settings: Any) -> None:
        settings.FEEDS_FROM_PRIVATE_ADDRESSES = True
        response = client.post(NEW, {**TYPED, "does": "check", "url": f"{server}/feed"})
        assert (response.status_code, "1 meeting is added" in words(response)) == (200, True)
        assert "choose it again" not in words(response)
        response = client.post(NEW, {**TYPED, "does": "check", "url": f"{server}/404"})
        assert (response.status_code, "There is nothing at this address any more." in words(response)) == (422, True)
        assert nothing_is_kept()

    def test_nothing_inside_is_fetched(self, client: Client, server: str) -> None:
        response = client.post(NEW, {**TYPED, "does": "check", "url": f"{server}/feed"})
        assert response.status_code == 422
        assert "does not lead to the public internet over https" in words(response)

    def test_nobody_has_feeds_read_without_end(self, organiser: Person) -> None:
        for _number in range(FEEDS_AN_HOUR):
            services.count_feed(actor=organiser, now=NOW)
        with pytest.raises(TooMany):
            services.feed_to_look_at(actor=organiser, url="https://one.example/feed", now=NOW)
        services.count_feed(actor=organiser, now=NOW + timedelta(hours=1))


def test_nobody_else_brings_a_file(make_person: MakePerson, organiser: Person) -> None:
    member = make_person("Mo Member")
    source = services.add_file(actor=organiser, details=DETAILS, body=feed("a"), now=NOW)[0]
    other = SourceDetails("Other", "meeting-guide", "aa", "UTC")
    for write in (
        lambda: services.add_file(actor=member, details=other, body=feed("b"), now=NOW),
        lambda: services.renew_file(actor=member, source_id=source.id, body=feed("b"), now=NOW),
        lambda: services.try_source(actor=member, details=other, body=feed("b"), now=NOW),
        lambda: services.feed_to_look_at(actor=member, url="https://one.example/feed", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert list(Meeting.objects.values_list("slug", flat=True)) == ["a"]


def test_a_look_of_the_command_changes_nothing_of_a_source_that_is_there(make_source: MakeSource) -> None:
    source = make_source()
    details = SourceDetails("Office", "meeting-guide", "na", "UTC")
    result = services.try_source(actor=None, details=details, body=feed("a"), now=NOW)
    assert result.added == 1
    source.refresh_from_db()
    assert (source.program, source.timezone) == ("aa", "America/New_York")


def test_a_file_that_names_no_meeting_is_refused(organiser: Person) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_file(actor=organiser, details=DETAILS, body=b"[]", now=NOW)
    assert (refusal.value.field, str(refusal.value.sentence)) == ("file", sentences.EMPTY)
