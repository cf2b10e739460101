"""Somebody's own calendar: an address for them alone, times and nothing else, and its end."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.kernel.errors import Invalid, NotFound
from alongside.meetings import privacy, services
from alongside.meetings.enums import State
from alongside.meetings.models import CalendarFeed, Meeting, Occurrence
from alongside.meetings.own_entries import own_calendar
from alongside.meetings.policies import access_feed, visible_feed
from alongside.safety.services.deciding import undo
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, owner, sign_in, stranger
from tests.meetings.conftest import MakeMeeting
from tests.support.removing import removed

__all__ = ["owner", "sign_in", "stranger"]

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PRIVATE = {
    "name": "Secret Tuesday",
    "location": "Hidden hall",
    "street": "Hidden street 1",
    "notes": "Hidden notes",
    "conference_url": "https://hidden.example.org",
}


def make(owner: Person, words: str = "") -> str:
    """Make the owner a new address."""
    return services.make_feed(actor=owner, words=words, now=NOW)


def save(owner: Person, meeting: Meeting) -> None:
    services.save_meeting(actor=owner, slug=meeting.slug, now=NOW)


def read(token: str) -> bytes:
    """Return what a calendar program gets at an address."""
    return own_calendar(access_feed(token), now=NOW)


class TestAddress:
    def test_only_a_digest_is_kept_and_a_new_one_ends_the_one_before(self, owner: Person) -> None:
        first = make(owner)
        assert first.encode() not in bytes(CalendarFeed.objects.get().digest)
        second = make(owner)
        assert access_feed(second).owner == owner
        with pytest.raises(NotFound):
            access_feed(first)

    def test_it_rests_while_its_owner_is_asked_to_be_away(
        self, owner: Person, stranger: Person, client: Client
    ) -> None:
        mine, other = make(owner), make(stranger)
        decision = removed(owner, NOW)
        unknown, answered = (client.get(to("my-calendar-feed", token)) for token in ("x" * len(mine), mine))
        assert (answered.status_code, unknown.status_code) == (404, 404)
        assert text_of(answered) == text_of(unknown)
        assert client.get(to("my-calendar-feed", other)).status_code == 200
        undo(decision, now=NOW)
        assert client.get(to("my-calendar-feed", mine)).status_code == 200

    def test_it_can_be_ended(self, owner: Person, stranger: Person) -> None:
        token = make(owner)
        with pytest.raises(NotFound):
            services.end_feed(actor=stranger, now=NOW)
        services.end_feed(actor=owner, now=NOW)
        with pytest.raises(NotFound):
            access_feed(token)
        noted = Entry.objects.filter(action__startswith="meetings.")
        assert {(one.action, one.actor, one.about) for one in noted} == {
            ("meetings.calendar_made", owner.id, owner.id),
            ("meetings.calendar_ended", owner.id, owner.id),
        }

    def test_nobody_sees_anothers(self, owner: Person, stranger: Person) -> None:
        make(owner)
        assert visible_feed(owner)
        assert visible_feed(stranger) is None

    def test_a_person_has_one(self, owner: Person, stranger: Person) -> None:
        make(owner)
        digest = bytes(CalendarFeed.objects.get().digest)
        for values in ({"owner": owner, "digest": b"another"}, {"owner": stranger, "digest": digest}):
            with pytest.raises(IntegrityError), transaction.atomic():
                CalendarFeed.objects.create(created_at=NOW, **values)

    def test_the_words_are_sealed_exported_and_erased(self, owner: Person) -> None:
        with pytest.raises(Invalid):
            make(owner, "x" * 61)
        make(owner, "Choir")
        assert b"Choir" not in bytes(CalendarFeed.objects.get().words_sealed or b"")
        assert privacy.export(owner.id)["calendar_feeds"] == [{"made_at": NOW.isoformat(), "title": "Choir"}]
        erase_person(actor=owner, now=NOW)
        assert not CalendarFeed.objects.exists()


class TestContents:
    def test_it_tells_times_and_nothing_else(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting(**PRIVATE, duration_min=90)
        other = {"meeting": meeting, "created_at": NOW}
        Occurrence.objects.create(**other, on_date=date(2026, 12, 8), is_cancelled=True, words="Hidden words")
        Occurrence.objects.create(
            **other,
            on_date=date(2026, 12, 15),
            moved_date=date(2026, 12, 16),
            moved_time=time(18),
            place="Hidden place",
        )
        Occurrence.objects.create(**other, on_date=date(2026, 12, 22), place="Hidden cellar")
        save(owner, meeting)
        body = read(make(owner))
        for secret in (b"ecret", b"idden", b"eeting", b"Philadelphia", b"GEO", b"LOCATION"):
            assert secret not in body
        usual, moved = (part.splitlines() for part in body.decode().split("BEGIN:VEVENT")[1:])
        assert {
            "SUMMARY:Appointment",
            "DTSTART;TZID=America/New_York:20261201T190000",
            "DURATION:PT90M",
            "RRULE:FREQ=WEEKLY;BYDAY=TU",
            "EXDATE;TZID=America/New_York:20261208T190000",
        } <= set(usual)
        assert {"SUMMARY:Appointment", "DTSTART;TZID=America/New_York:20261216T180000"} <= set(moved)
        assert body.count(b"\r\nTZID:America/New_York\r\n") == 1

    def test_it_says_what_the_owner_likes_or_the_neutral_word_of_their_language(
        self, owner: Person, make_meeting: MakeMeeting
    ) -> None:
        save(owner, make_meeting())
        assert b"SUMMARY:Choir\r\n" in read(make(owner, "Choir"))
        assert b"SUMMARY:Appointment\r\n" in read(make(owner))

    def test_only_the_owners_and_none_that_is_gone(
        self, owner: Person, stranger: Person, make_meeting: MakeMeeting
    ) -> None:
        save(owner, make_meeting())
        save(stranger, make_meeting())
        token = make(owner)
        assert read(token).count(b"BEGIN:VEVENT") == 1
        Meeting.objects.update(state=State.GONE)
        assert read(token).count(b"BEGIN:VEVENT") == 0


class TestPages:
    def test_one_makes_an_address_reads_it_and_ends_it(
        self, owner: Person, sign_in: SignIn, make_meeting: MakeMeeting
    ) -> None:
        save(owner, make_meeting())
        browser, program = sign_in(owner), sign_in(None)
        made = browser.post(to("my-calendar"), {"words": ""})
        path = "/" + made.context["link"].split("/", 3)[3]
        page = made.content.decode()
        assert f'href="webcal://127.0.0.1:8000{path}"' in page
        assert f'value="http://127.0.0.1:8000{path}"' in page
        first = program.get(path)
        assert (first.status_code, first.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert "set-cookie" not in first.headers
        same = program.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert "You have an address since" in text_of(browser.get(to("my-calendar")))
        browser.post(to("my-calendar-end"))
        assert program.get(path).status_code == 404
        assert "You have an address since" not in text_of(browser.get(to("my-calendar")))
