"""A search as a week: seven days, each with some of what there is, however much that is."""

from datetime import date, time, timedelta
from urllib.parse import parse_qs

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.kernel.clock import current_time
from alongside.meetings.finding import MOST
from alongside.meetings.search_week import OF_A_PART
from alongside.meetings.words import day_words
from tests.meetings.conftest import MakeMeeting
from tests.meetings.searching import page

WEEK = {"view": "week", "attendance": "in_person", "tz": "UTC"}


def ahead(days: int) -> date:
    return current_time().date() + timedelta(days=days)


def on(day: date, hour: int, minute: int = 0) -> dict[str, object]:
    return {"timezone": "UTC", "day": day.isoweekday() % 7, "time": time(hour, minute)}


def test_each_stands_under_its_day_and_part_with_place_distance_and_way(
    client: Client, make_meeting: MakeMeeting
) -> None:
    day = ahead(1)
    make_meeting(name="Early", location="Blue house", **on(day, 7))
    make_meeting(name="Late", attendance="hybrid", **on(day, 20))
    text = page(client, **WEEK)
    section = text.partition(f"<h3>{day_words(day)}</h3>")[2].partition("</section>")[0]
    places = [
        section.index(words) for words in ("<h4>Morning", "Early", "Blue house, Philadelphia", "<h4>Evening", "Late")
    ]
    assert places == sorted(places)
    assert "<h4>Afternoon" not in section
    assert "Philadelphia, and online" in section
    assert "1 km away" in page(client, place="19103", view="week", clock="UTC")


def test_a_day_with_very_many_leaves_room_for_all_others(client: Client, make_meeting: MakeMeeting) -> None:
    for number in range(OF_A_PART + 4):
        make_meeting(name=f"Crowded {number}", **on(ahead(1), 9, number))
    for days in range(2, 7):
        make_meeting(name=f"After {days} days", **on(ahead(days), 23, 59))
    shown = client.get("/meetings/", WEEK).context["page"]
    assert [one.name for one in shown.week] == [day_words(ahead(days)) for days in range(1, 7)]
    [part] = shown.week[0].parts
    assert [one.name for one in part.lines] == [f"Crowded {number}" for number in range(OF_A_PART)]
    assert part.more == 4
    assert [one.is_cut for one in shown.week] == [True, *[False] * 5]
    assert shown.more == ""
    text = page(client, **WEEK)
    assert "And 4 more" in text
    assert f"All of {shown.week[0].weekday}" in text.replace("\n", " ")
    assert all(f"After {days} days" in text for days in range(2, 7))
    whole = page(client, **{name: value[0] for name, value in parse_qs(shown.week[0].whole[1:]).items()})
    assert all(f"Crowded {number}" in whole for number in range(OF_A_PART + 4))
    assert "After 2 days" not in whole


def test_no_part_of_a_day_is_lost_behind_hundreds_of_an_earlier_one(client: Client, make_meeting: MakeMeeting) -> None:
    for number in range(MOST):
        make_meeting(name=f"Many {number}", **on(ahead(1), 1 + number // 60, number % 60))
    for minute in range(OF_A_PART + 1):
        make_meeting(name=f"Afternoon {minute}", **on(ahead(1), 12, minute))
    make_meeting(name="At last", **on(ahead(1), 23, 59))
    with CaptureQueriesContext(connection) as queries:
        shown = client.get("/meetings/", WEEK).context["page"]
    [day] = shown.week
    assert day.is_cut
    assert [(part.name, [one.name for one in part.lines], part.is_cut, part.more) for part in day.parts] == [
        ("Morning", ["Many 0", "Many 1", "Many 2"], True, 0),
        ("Afternoon", ["Afternoon 0", "Afternoon 1", "Afternoon 2"], True, 0),
        ("Evening", ["At last"], False, 0),
    ]
    assert len(queries) < 60
    text = page(client, **WEEK)
    assert text.count("And more") == 2
    assert " more</p>" not in text.replace("And more</p>", "")


def test_a_week_lets_tonight_go_until_the_list_is_back(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Tomorrow", **on(ahead(1), 12))
    make_meeting(name="Later", **on(ahead(3), 12))
    listed = client.get("/meetings/", {"when": "tomorrow", "attendance": "in_person", "tz": "UTC"}).context["page"]
    week = dict(listed.views)["See them as a week"]
    assert week == "?attendance=in_person&tz=UTC&view=week&listed_when=tomorrow"
    answer = client.get("/meetings/" + week)
    assert "Later</bdi>" in answer.content.decode()
    assert dict(answer.context["page"].views)["See them as a list"] == "?attendance=in_person&tz=UTC&when=tomorrow"
    assert answer.context["page"].link.endswith("?attendance=in_person&view=week")
    assert "listed_when" not in answer.context["calendar"]
    text = page(client, **WEEK, when="tomorrow")
    assert "Tomorrow</bdi>" in text
    assert "Later" not in text


def test_what_comes_only_after_the_week_is_said(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Once", rhythm="once", day=None, on_date=ahead(20), timezone="UTC")
    text = page(client, **WEEK)
    assert "Nothing is held within these seven days." in text
    assert "See them as a list" in text
    assert "Once" in page(client, attendance="in_person", tz="UTC")


def test_one_a_day_or_three_ask_the_database_alike(client: Client, make_meeting: MakeMeeting) -> None:
    counts = []
    for number in range(3):
        for days in range(7):
            make_meeting(**on(ahead(days), 23, 57 + number))
        page(client, **WEEK)
        with CaptureQueriesContext(connection) as queries:
            page(client, place="19103", view="week")
        counts.append(len(queries))
    assert counts[0] == counts[2]
