"""Organisers, secretaries and visitors: own meetings, other dates, sources, reports, confirming; and who may not."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import formats

from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.meetings import links, privacy, services
from alongside.meetings.details import Draft
from alongside.meetings.listing import OtherDate
from alongside.meetings.models import Meeting, Reading, Report, Source
from alongside.meetings.queries import timing_of
from alongside.meetings.services.sources import SourceDetails
from alongside.meetings.timing import next_starts
from tests.conftest import MakePerson
from tests.meetings.conftest import NOW, MakeMeeting, MakeSource

pytestmark = pytest.mark.django_db

HERE = Draft(
    name="Noon", program="aa", timezone="America/New_York", day=1, time=time(12), types=("O", "S"), location="Hall",
    postal_code="19103", city="Philadelphia", region="PA", notes="Ring twice",
)  # fmt: skip


@pytest.fixture
def organiser(make_person: MakePerson) -> Person:
    person = make_person("Olga Organiser")
    RoleGrant.objects.create(created_at=NOW, person=person, role="organiser")
    return person


@pytest.fixture
def noon(organiser: Person) -> Meeting:
    return services.write_meeting(actor=organiser, draft=HERE, now=NOW)


def starts(meeting: Meeting, count: int = 2) -> list[str]:
    found = next_starts(timing_of(Meeting.objects.get(id=meeting.id)), after=NOW, count=count)
    return [f"{one.local:%m-%d %H:%M}" for one in found]


def changed(**values: Any) -> Draft:
    return Draft(**{name: getattr(HERE, name) for name in HERE.__slots__} | values)


def test_written_down_found_near_its_postal_code_and_confirmed_by_who_wrote_it(noon: Meeting) -> None:
    assert (noon.slug, noon.source, noon.languages, noon.confirmed_by) == ("noon", None, ["es"], "organiser")
    assert noon.latitude == pytest.approx(39.95, abs=0.02)
    assert noon.is_approximate
    assert starts(noon) == ["11-30 12:00", "12-07 12:00"]
    assert Entry.objects.filter(action="meetings.written", subject=noon.id).exists()


def test_the_same_name_twice_has_two_addresses(organiser: Person, noon: Meeting) -> None:
    assert services.write_meeting(actor=organiser, draft=HERE, now=NOW).slug == "noon-2"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"program": "xyz"}, "program"),
        ({"types": ("ZZ",)}, "types"),
        ({"timezone": "Nowhere"}, "time_zone"),
        ({"day": None}, "day"),
        ({"rhythm": "monthly"}, "nth"),
        ({"rhythm": "once"}, "on_date"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"time": None}, "time"),
        ({"attendance": "by_post"}, "attendance"),
        ({"attendance": "online"}, "conference_url"),
        ({"conference_url": "http://meet.example"}, "conference_url"),
        ({"conference_url": "https://zoom.us/signin"}, "conference_url"),
        ({"location": ""}, "location"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(organiser: Person, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.write_meeting(actor=organiser, draft=changed(**values), now=NOW)
    assert refusal.value.field == field


def test_one_date_is_cancelled_another_moved_and_usual_again(organiser: Person, noon: Meeting) -> None:
    first = OtherDate(date(2026, 11, 30), is_cancelled=True, words="The boiler is mended.")
    services.change_date(actor=organiser, slug="noon", other=first, now=NOW)
    second = OtherDate(date(2026, 12, 7), moved_date=date(2026, 12, 8), moved_time=time(13))
    services.change_date(actor=organiser, slug="noon", other=second, now=NOW)
    assert starts(noon) == ["12-08 13:00", "12-14 12:00"]
    assert Meeting.objects.get(slug="noon").sequence == 2
    services.usual_again(actor=organiser, slug="noon", on_date=date(2026, 12, 7), now=NOW)
    assert starts(noon) == ["12-07 12:00", "12-14 12:00"]
    services.change_meeting(actor=organiser, slug="noon", draft=changed(day=3), now=NOW)
    assert not noon.occurrences.exists(), "it has no Mondays any more"


@pytest.mark.parametrize(
    "other",
    [
        OtherDate(date(2026, 12, 1), is_cancelled=True),
        OtherDate(date(2026, 11, 30)),
        OtherDate(date(2026, 11, 30), moved_date=date(2026, 12, 1)),
    ],
)
def test_a_date_that_is_none_or_does_not_differ_is_refused(organiser: Person, noon: Meeting, other: OtherDate) -> None:
    with pytest.raises(Invalid):
        services.change_date(actor=organiser, slug="noon", other=other, now=NOW)


def test_closed_for_a_while_and_open_again(organiser: Person, noon: Meeting) -> None:
    services.close_meeting(actor=organiser, slug="noon", until=date(2026, 12, 7), now=NOW)
    assert starts(noon, 1) == ["12-14 12:00"]
    services.close_meeting(actor=organiser, slug="noon", until=None, now=NOW)
    assert starts(noon) == []
    services.open_meeting(actor=organiser, slug="noon", now=NOW)
    assert starts(noon, 1) == ["11-30 12:00"]
    services.remove_meeting(actor=organiser, slug="noon", now=NOW)
    assert not Meeting.objects.exists()


def test_nobody_else_looks_after_meetings(make_person: MakePerson, noon: Meeting, make_source: MakeSource) -> None:
    member, source = make_person("Mo Member"), make_source(url="https://one.example/feed")
    details = SourceDetails("Other", "bmlt", "na", "UTC")
    for write in (
        lambda: services.write_meeting(actor=member, draft=HERE, now=NOW),
        lambda: services.change_meeting(actor=member, slug="noon", draft=HERE, now=NOW),
        lambda: services.remove_meeting(actor=member, slug="noon", now=NOW),
        lambda: services.close_meeting(actor=member, slug="noon", until=None, now=NOW),
        lambda: services.prepare_source(actor=member, details=details, now=NOW),
        lambda: services.change_source(actor=member, source_id=source.id, details=details, now=NOW),
        lambda: services.read_soon(actor=member, source_id=source.id, now=NOW),
        lambda: services.remove_source(actor=member, source_id=source.id, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert (Meeting.objects.count(), Source.objects.count()) == (1, 1)


def test_two_sources_have_neither_a_name_nor_an_address_in_common(organiser: Person, make_source: MakeSource) -> None:
    one, other = make_source(url="https://one.example/feed"), make_source("Two", url="https://two.example/feed")
    for name, url, sentence in (
        (f" {one.name} ", other.url, "There is a source with this name already."),
        (other.name, one.url, "There is a source with this address already."),
        (one.name, one.url, "There is a source with this address already."),
    ):
        details = SourceDetails(name, "bmlt", "na", "UTC", url=url)
        with pytest.raises(Invalid) as refused:
            services.change_source(actor=organiser, source_id=other.id, details=details, now=NOW)
        assert str(refused.value.sentence) == sentence
    assert sorted(Source.objects.values_list("name", "url")) == sorted([(one.name, one.url), (other.name, other.url)])


def test_a_meeting_of_a_source_is_not_ours_to_change(organiser: Person, make_source: MakeSource) -> None:
    services.take_in(source_id=make_source().id, body=b'[{"slug": "a", "name": "A"}]', now=NOW)
    with pytest.raises(NotFound):
        services.change_meeting(actor=organiser, slug="a", draft=HERE, now=NOW)


def test_a_file_cannot_be_read_again(organiser: Person, make_source: MakeSource) -> None:
    with pytest.raises(Conflict):
        services.read_soon(actor=organiser, source_id=make_source().id, now=NOW)


def test_was_it_there_is_kept_once_and_names_nobody(make_person: MakePerson, make_meeting: MakeMeeting) -> None:
    meeting, visitor = make_meeting(slug="tuesday"), make_person("Vera Visitor")
    services.report_there(actor=visitor, slug="tuesday", was_there=False, now=NOW)
    services.report_there(actor=visitor, slug="tuesday", was_there=True, now=NOW)
    report = Report.objects.get()
    assert (report.meeting_id, report.on_date, report.was_there) == (meeting.id, date(2026, 11, 24), True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM meetings_report AS t")
        said = str(cursor.fetchall())
    assert str(visitor.id) not in said
    assert visitor.id.hex not in said
    assert not Entry.objects.filter(actor=visitor.id).exists(), "who goes to a meeting is nobody's business"
    services.report_there(actor=make_person("Other"), slug="tuesday", was_there=True, now=NOW)
    services.take_report_back(actor=visitor, slug="tuesday")
    assert Report.objects.count() == 1


def test_the_page_tells_the_next_visitor_when_more_found_nobody_than_somebody(
    make_person: MakePerson, make_meeting: MakeMeeting
) -> None:
    meeting, warning = make_meeting(slug="tuesday"), "Somebody who went lately found nobody there."
    visitors = [make_person(f"Visitor {number}") for number in range(3)]
    now = current_time()

    def page() -> str:
        return Client().get("/meetings/tuesday/").content.decode()

    assert warning not in page()
    services.report_there(actor=visitors[0], slug="tuesday", was_there=False, now=now)
    assert warning in page()
    assert "Say whether it was there" not in page(), "nobody reports without an account"
    services.report_there(actor=visitors[1], slug="tuesday", was_there=True, now=now)
    assert warning not in page()
    services.report_there(actor=visitors[2], slug="tuesday", was_there=False, now=now)
    assert warning in page()
    meeting.reports.update(created_at=now - timedelta(days=31))
    assert warning not in page()


def test_nobody_can_say_of_a_meeting_that_was_not_held_lately(
    make_person: MakePerson, make_meeting: MakeMeeting
) -> None:
    make_meeting(slug="once", rhythm="once", day=None, on_date=date(2026, 12, 24))
    with pytest.raises(Conflict):
        services.report_there(actor=make_person("Early"), slug="once", was_there=True, now=NOW)


def test_before_it_was_held_nobody_is_asked_whether_it_was_there(
    make_person: MakePerson, make_meeting: MakeMeeting
) -> None:
    now, link = current_time(), "Say whether it was there"
    yesterday = (now - timedelta(days=1)).astimezone(ZoneInfo("America/New_York"))
    meeting = make_meeting(slug="new", day=yesterday.isoweekday() % 7, created_at=now)
    browser = Client()
    browser.force_login(make_person("Early"))
    assert link not in browser.get("/meetings/new/").content.decode()
    page = browser.get("/meetings/new/there/").content.decode()
    assert ("nothing to say yet" in page, "Yes, it was there" in page) == (True, False)
    assert browser.post("/meetings/new/there/", {"was_there": "yes"}).status_code == 409
    Meeting.objects.filter(id=meeting.id).update(created_at=now - timedelta(days=8))
    assert link in browser.get("/meetings/new/").content.decode()
    page = browser.get("/meetings/new/there/").content.decode()
    assert ("nothing to say yet" in page, "Yes, it was there" in page) == (False, True)


@pytest.mark.parametrize(("answer", "said"), [("yes", "it was there."), ("no", "nobody was there.")])
def test_who_has_answered_reads_what_they_said_and_can_take_it_back(
    make_person: MakePerson, make_meeting: MakeMeeting, answer: str, said: str
) -> None:
    make_meeting(slug="tuesday")
    browser, other = Client(), Client()
    browser.force_login(make_person("Vera Visitor"))
    other.force_login(make_person("Other"))

    def page(client: Client) -> tuple[bool, bool, bool]:
        text = client.get("/meetings/tuesday/there/").content.decode()
        return "Yes, it was there" in text, f"You said that {said}" in text, "Take back what I said" in text

    assert page(browser) == (True, False, False)
    assert browser.post("/meetings/tuesday/there/", {"was_there": answer}).status_code == 303
    assert page(browser) == (False, True, True)
    assert page(other) == (True, False, False), "nobody else reads it"
    assert browser.post("/meetings/tuesday/there/", {"was_there": "take_back"}).status_code == 303
    assert page(browser) == (True, False, False)


def test_the_secretary_reads_all_that_they_confirm_on_the_clock_of_the_meeting(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(
        duration_min=90,
        notes="Ring twice, the pin is 4711",
        street="1 Main St",
        conference_phone="+16465588656,,88411#",
    )
    path = links.secretary_link(meeting.id).removeprefix("http://127.0.0.1:8000")
    page = Client().get(path).content.decode()
    usual = f"Tuesday at {formats.time_format(time(19))}"
    words = ("Every week", usual, "The next time: Tuesday, ", "Times are those of New York.")
    for said in (*words, "It lasts 90 minutes.", "1 Main St", "Ring twice", "+16465588656"):
        assert said in page, said
    shown, _, asked = page.partition("Show the passcode")
    assert ("4711" in shown, "4711" in asked) == (False, True)
    there = Client().get(path, headers={"accept-language": "en-US"}).content.decode()
    assert ("Tuesday at 7:00 PM" in there, "19:00" in there) == (True, False)


def test_who_has_just_confirmed_it_is_not_asked_again(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    path = links.secretary_link(meeting.id).removeprefix("http://127.0.0.1:8000")
    yes, no, thanks = "Yes, it is as it stands here", "No, it is not held any more", "It stands here as confirmed"

    def said() -> tuple[bool, bool, bool]:
        page = Client().get(path).content.decode()
        return yes in page, no in page, thanks in page

    assert said() == (True, True, False)
    Client().post(path, {"is_so": "yes"})
    assert said() == (False, True, True)
    Client().post(path, {"is_so": "no"})
    assert said() == (True, False, False)
    Client().post(path, {"is_so": "yes"})
    Meeting.objects.update(confirmed_at=current_time() - timedelta(days=2))
    assert said() == (True, True, False)


def test_the_secretary_confirms_by_their_link_and_with_no_other(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    path = links.secretary_link(meeting.id).removeprefix("http://127.0.0.1:8000")
    assert "Quiet Tuesday" in Client().get(path).content.decode()
    assert Client().post(path, {"is_so": "yes"}).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.state, meeting.confirmed_by) == ("listed", "secretary")
    assert Client().post(path, {"is_so": "no"}).status_code == 303
    meeting.refresh_from_db()
    assert meeting.state == "not_confirmed"
    assert Client().get(path[:-2] + "x/").status_code == 404


PATHS = ("/organise/meetings/", "/organise/meetings/new/", "/organise/meetings/own/noon/")


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_of_organisers(organiser: Person, make_person: MakePerson, noon: Meeting, path: str) -> None:
    client = Client()
    assert client.get(path).status_code == 302
    client.force_login(make_person("Mo Member"))
    assert client.get(path).status_code == 403
    client.force_login(organiser)
    assert client.get(path).status_code == 200


def test_a_meeting_is_written_down_by_the_form(organiser: Person) -> None:
    client = Client()
    client.force_login(organiser)
    typed = {
        "name": "Late", "program": "aa", "types": "open, Spanish", "rhythm": "monthly", "day": "5", "nth": "-1",
        "time": "21:30", "duration_min": "45", "time_zone": "America/New_York", "attendance": "hybrid",
        "location": "Hall", "conference_url": "https://meet.example/1",
    }  # fmt: skip
    assert client.post("/organise/meetings/new/", {**typed, "time": ""}).status_code == 422
    assert client.post("/organise/meetings/new/", typed).status_code == 303
    late = Meeting.objects.get()
    assert (late.types, late.languages, late.nth, late.day, late.duration_min) == (["O", "S"], ["es"], -1, 5, 45)
    same = client.get("/organise/meetings/own/late/change/").content.decode()
    assert 'value="O, S"' in same
    assert client.post("/organise/meetings/own/late/change/", {**typed, "name": "Later"}).status_code == 303
    assert Meeting.objects.get().name == "Later"


def test_a_source_is_added_and_what_is_held_is_let_in(organiser: Person) -> None:
    client = Client()
    client.force_login(organiser)
    typed = {
        "name": "Office", "url": "https://one.example/feed", "format": "meeting-guide", "program": "aa",
        "time_zone": "UTC", "trust": "look", "every_hours": "24",
    }  # fmt: skip
    for wrong in ({"url": "http://one.example"}, {"url": "https://a:b@one.example"}, {"every_hours": "0"}):
        assert client.post("/organise/meetings/sources/new/", {**typed, **wrong}).status_code == 422
    assert client.post("/organise/meetings/sources/new/", typed).status_code == 303
    source = Source.objects.get()
    assert source.next_read_at is not None
    feed = b'[{"slug": "a", "name": "A"}, {"slug": "odd", "name": "Odd", "day": 9}]'
    services.take_in(source_id=source.id, body=feed, now=NOW)
    page = client.get(f"/organise/meetings/sources/{source.id}/").content.decode()
    assert "Its day is no day of the week." in page
    held = Reading.objects.get()
    path = f"/organise/meetings/sources/{source.id}/held/{held.id}/"
    assert client.post(path, {"lets_in": "yes"}).status_code == 303
    assert Meeting.objects.get().slug == "a"
    assert client.post(path, {"lets_in": "yes"}).status_code == 409
    assert client.post(f"/organise/meetings/sources/{source.id}/delete/").status_code == 303
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    organiser: Person, make_source: MakeSource, django_assert_num_queries: Any, many: int
) -> None:
    for number in range(many):
        source = make_source(f"Office {number}")
        services.take_in(source_id=source.id, body=b'[{"slug": "a", "name": "A"}]', now=NOW)
        services.write_meeting(actor=organiser, draft=HERE, now=NOW - timedelta(days=91))
    client = Client()
    client.force_login(organiser)
    client.get("/organise/meetings/")
    with django_assert_num_queries(ORGANISE_QUERIES):
        page = client.get("/organise/meetings/").content.decode()
    assert page.count("Nobody has confirmed it for 90 days") == many


ORGANISE_QUERIES = 10


def test_an_organiser_who_changes_a_meeting_of_ours_that_was_gone_brings_it_back(
    organiser: Person, noon: Meeting
) -> None:
    services.confirm_meeting(meeting_id=noon.id, is_so=False, now=NOW)
    services.forget_gone(NOW + timedelta(days=31))
    assert Client().get("/meetings/noon/").status_code == 404
    later = NOW + timedelta(days=32)
    services.change_meeting(actor=organiser, slug="noon", draft=HERE, now=later)
    noon.refresh_from_db()
    assert (noon.state, noon.state_since) == ("listed", later)
    assert Client().get("/meetings/noon/").status_code == 200


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.max, date.min])
def test_no_date_is_beyond_all_calendars(organiser: Person, noon: Meeting, day: date) -> None:
    with pytest.raises(Invalid):
        services.close_meeting(actor=organiser, slug="noon", until=day, now=NOW)
    with pytest.raises(Invalid):
        services.change_date(actor=organiser, slug="noon", other=OtherDate(day, is_cancelled=True), now=NOW)
    usual = next_starts(timing_of(noon), after=NOW)[0].on_date
    other = OtherDate(usual, moved_date=day, moved_time=time(12))
    with pytest.raises(Invalid):
        services.change_date(actor=organiser, slug="noon", other=other, now=NOW)


def test_what_a_visitor_said_is_theirs_to_take_along_and_goes_with_them_and_with_time(
    make_person: MakePerson, make_meeting: MakeMeeting
) -> None:
    make_meeting(slug="tuesday")
    visitor, other = make_person("Vera Visitor"), make_person("Other")
    for person, was_there in ((visitor, False), (other, True)):
        services.report_there(actor=person, slug="tuesday", was_there=was_there, now=NOW)
    assert {name: rows for name, rows in privacy.export(visitor.id).items() if rows} == {
        "meeting_reports": [{"meeting": "Quiet Tuesday", "on_date": "2026-11-24", "was_there": False}]
    }
    privacy.erase(visitor.id, NOW)
    assert Report.objects.get().was_there
    services.forget_reports(NOW + timedelta(days=29))
    assert Report.objects.count() == 1
    services.forget_reports(NOW + timedelta(days=31))
    assert not Report.objects.exists()
