"""Finding meetings: by place, by the asker's own time, by kind; beside a search that goes through every day."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alongside.kernel.errors import Invalid
from alongside.meetings.asking import Asked, Point, begins, is_held_within, spans
from alongside.meetings.finding import find_meetings
from alongside.meetings.models import Meeting, Occurrence
from tests.meetings import brute
from tests.meetings.conftest import MADE_AT, MakeMeeting

# Wednesday 4 March 2026, 18:00 in Philadelphia.
NOW = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
PHILADELPHIA = Point(39.95, -75.16)
HERE = "America/New_York"


def names(asked: Asked, now: datetime = NOW, **more: Any) -> list[str]:
    return [one.meeting.name for one in find_meetings(asked, now=now, **more).found]


def test_the_next_to_begin_comes_first_and_each_once(make_meeting: MakeMeeting) -> None:
    make_meeting(name="tomorrow", day=4, time=time(7, 0))
    make_meeting(name="in a week less an hour", day=3, time=time(17, 0))
    make_meeting(name="begun a while ago", day=3, time=time(17, 44))
    make_meeting(name="just begun", day=3, time=time(17, 45))
    make_meeting(name="tonight", day=3, time=time(20, 30))
    found = find_meetings(Asked(point=PHILADELPHIA), now=NOW).found
    assert [one.meeting.name for one in found] == [
        "just begun", "tonight", "tomorrow", "in a week less an hour", "begun a while ago"
    ]  # fmt: skip
    assert found[1].start == datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
    # The clocks go forward on 8 March: an hour less of time until the same time on the clock.
    assert found[3].start == datetime(2026, 3, 11, 21, 0, tzinfo=UTC)


def test_now_tonight_and_days_are_those_of_the_asker(make_meeting: MakeMeeting) -> None:
    make_meeting(name="in two hours", day=3, time=time(20, 0))
    make_meeting(name="in two hours and a minute", day=3, time=time(20, 1))
    make_meeting(name="late tonight", day=4, time=time(3, 59))
    make_meeting(name="early tomorrow", day=4, time=time(4, 0))
    make_meeting(name="late tomorrow", day=4, time=time(23, 59))
    make_meeting(name="online far away", attendance="online", timezone="Australia/Sydney", day=4, time=time(12, 0))
    assert names(Asked(zone=HERE, when="now", point=PHILADELPHIA, attendance="in_person")) == ["in two hours"]
    tonight = names(Asked(zone=HERE, when="tonight", attendance="in_person"))
    assert tonight == ["in two hours", "in two hours and a minute", "late tonight"]
    assert names(Asked(zone=HERE, when="tomorrow"))[-2:] == ["early tomorrow", "late tomorrow"]
    # Noon on Thursday in Sydney is Wednesday at 20:00 in Philadelphia.
    assert names(Asked(zone=HERE, weekday=3, attendance="online")) == ["online far away"]
    assert names(Asked(zone="Australia/Sydney", weekday=4, attendance="online")) == ["online far away"]
    assert names(Asked(zone="Australia/Sydney", weekday=3, attendance="online")) == []


def test_after_midnight_tonight_is_still_the_same_night(make_meeting: MakeMeeting) -> None:
    make_meeting(name="at three", day=4, time=time(3, 0))
    make_meeting(name="in the evening", day=4, time=time(19, 0))
    assert names(Asked(zone=HERE, when="tonight"), datetime(2026, 3, 5, 7, 0, tzinfo=UTC)) == ["at three"]


def test_place_kind_language_and_words(make_meeting: MakeMeeting) -> None:
    make_meeting(
        name="Grupo Canción", types=["S", "O"], languages=["es"], city="Camden", latitude=39.94, longitude=-75.12
    )
    make_meeting(name="Far away", latitude=40.71, longitude=-74.0, program="na")
    make_meeting(name="Nowhere", attendance="online", latitude=None, longitude=None, location="St. Mary's")
    make_meeting(name="Both ways", attendance="hybrid")
    make_meeting(name="Gone", state="gone")
    make_meeting(name="Closed", is_closed=True)
    make_meeting(name="When you like", rhythm="by_appointment", day=None, time=None)
    near = Asked(point=PHILADELPHIA, within_km=10)
    assert set(names(near)) == {"Grupo Canción", "Both ways"}
    assert names(Asked(types=("S", "O"))) == ["Grupo Canción"]
    assert names(Asked(types=("S", "C"))) == []
    assert names(Asked(language="es")) == ["Grupo Canción"]
    assert names(Asked(program="na")) == ["Far away"]
    assert names(Asked(words="cancion camd")) == ["Grupo Canción"]
    assert names(Asked(words="st mary")) == ["Nowhere"]
    assert names(Asked(words="'); DROP TABLE & | ! <->")) == []
    assert set(names(Asked(attendance="online"))) == {"Nowhere", "Both ways"}
    assert set(names(Asked(attendance="online", point=PHILADELPHIA))) == {"Nowhere", "Both ways"}
    assert set(names(Asked(attendance="in_person"))) == {"Grupo Canción", "Far away", "Both ways"}


def test_a_meeting_that_names_no_language_is_held_in_the_usual_one(make_meeting: MakeMeeting) -> None:
    make_meeting(name="Says nothing")
    make_meeting(name="Spanish", languages=["es"])
    make_meeting(name="Spanish type", types=["en"], languages=["es"])
    make_meeting(name="Both", languages=["en", "es"])
    make_meeting(name="On a screen", attendance="online", timezone="UTC", latitude=None, longitude=None)
    make_meeting(name="In Madrid", timezone="Europe/Madrid", latitude=40.4, longitude=-3.7)
    make_meeting(name="In Mumbai", timezone="Asia/Kolkata", latitude=19.0, longitude=72.8)
    assert set(names(Asked(language="en", point=PHILADELPHIA))) == {"Says nothing", "Both"}
    assert set(names(Asked(language="en"))) == {"Says nothing", "Both", "On a screen", "In Mumbai"}
    assert names(Asked(language="en", attendance="online")) == ["On a screen"]
    assert set(names(Asked(language="es"))) == {"Spanish", "Spanish type", "Both", "In Madrid"}
    assert names(Asked(language="hi")) == ["In Mumbai"]
    assert names(Asked(language="ase")) == []


def test_distance_is_told_and_the_date_line_is_no_border(make_meeting: MakeMeeting) -> None:
    make_meeting(name="west of it", latitude=-16.8, longitude=179.95, timezone="Pacific/Fiji")
    make_meeting(name="east of it", latitude=-16.8, longitude=-179.9, timezone="Pacific/Fiji")
    found = find_meetings(Asked(point=Point(-16.8, 179.99), within_km=20), now=NOW).found
    assert {one.meeting.name: round(one.distance or 0) for one in found} == {"west of it": 4, "east of it": 12}


def test_dates_that_are_not_as_usual(make_meeting: MakeMeeting) -> None:
    cancelled = make_meeting(name="cancelled this week", day=4)
    moved = make_meeting(name="moved to Friday", day=4)
    values = {"on_date": date(2026, 3, 5), "created_at": MADE_AT}
    Occurrence.objects.create(meeting=cancelled, is_cancelled=True, **values)
    Occurrence.objects.create(
        meeting=moved, moved_date=date(2026, 3, 6), moved_time=time(9, 30), words="Snow", **values
    )
    make_meeting(name="last Friday of the month", rhythm="monthly", day=5, nth=-1)
    make_meeting(name="once", rhythm="once", day=None, on_date=date(2026, 3, 7))
    make_meeting(name="open again", day=4, is_closed=True, closed_until=date(2026, 3, 4))
    found = find_meetings(Asked(zone=HERE), now=NOW).found
    assert [(one.meeting.name, one.start.strftime("%d %H:%M")) for one in found] == [
        ("open again", "06 00:00"),
        ("moved to Friday", "06 14:30"),
        ("once", "08 00:00"),
        ("cancelled this week", "12 23:00"),
        ("last Friday of the month", "27 23:00"),
    ]
    assert found[1].differs
    assert found[1].differs.words == "Snow"
    assert names(Asked(zone=HERE, weekday=4)) == ["open again"]


def test_pages_go_on_where_the_last_one_ended(make_meeting: MakeMeeting) -> None:
    for minute in range(30):
        make_meeting(name=str(minute), day=minute % 7, time=time(19, minute // 7))
    make_meeting(name="monthly", rhythm="monthly", day=6, nth=1)
    whole = names(Asked(zone=HERE), limit=50)
    assert len(whole) == 31
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = find_meetings(Asked(zone=HERE), now=NOW + timedelta(minutes=len(seen)), limit=4, cursor=cursor)
        seen += [one.meeting.name for one in page.found]
        cursor = page.next_cursor
    assert seen == whole


def test_a_cursor_that_is_not_ours_is_refused() -> None:
    with pytest.raises(Invalid):
        find_meetings(Asked(), now=NOW, cursor="made-up")


ZONES = (
    HERE, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca",
    "America/St_Johns", "Antarctica/Troll", "UTC",
)  # fmt: skip
# Nights on which clocks change, in one of these zones, and an ordinary day.
NIGHTS = (
    datetime(2026, 3, 7, 20, 13, tzinfo=UTC), datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 4, 4, 14, 59, tzinfo=UTC), datetime(2026, 10, 3, 15, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC), datetime(2026, 11, 1, 5, 45, tzinfo=UTC),
    datetime(2026, 2, 14, 12, 0, tzinfo=UTC), datetime(2026, 7, 15, 12, 0, tzinfo=UTC),
)  # fmt: skip


def _made_up(draw: random.Random, make: MakeMeeting) -> Meeting:
    rhythm = draw.choice(["weekly"] * 6 + ["monthly", "once"])
    return make(
        name=draw.choice(["Serenity", "Morning Light", "Steps"]),
        rhythm=rhythm,
        day=None if rhythm == "once" else draw.randrange(7),
        nth=draw.choice([1, 2, 3, 4, -1]) if rhythm == "monthly" else None,
        on_date=date(2026, draw.randint(1, 12), draw.randint(1, 28)) if rhythm == "once" else None,
        # The hours in which clocks change, often.
        time=time(draw.choice([0, 1, 2, 3, draw.randrange(24)]), draw.randrange(60)),
        timezone=draw.choice(ZONES),
        attendance=draw.choice(["in_person", "online", "hybrid"]),
        types=draw.sample(["O", "C", "W", "S"], 2),
        languages=draw.choice([[], ["es"], ["en", "es"]]),
        latitude=draw.uniform(39, 41),
        longitude=draw.uniform(-76, -74),
        is_closed=(closed := draw.random() < 0.1),
        closed_until=date(2026, draw.randint(1, 12), 15) if closed and draw.random() < 0.7 else None,
        state=draw.choice(["listed", "listed", "not_confirmed", "gone"]),
    )


def _asked(draw: random.Random, now: datetime) -> Asked:
    return Asked(
        zone=draw.choice(ZONES),
        point=draw.choice([None, Point(40, -75)]),
        within_km=draw.choice([10, 50, 160]),
        when=draw.choice(["", "", "now", "tonight", "tomorrow"]),
        weekday=draw.choice([None, None, draw.randrange(7)]),
        before=draw.choice([None, None, now + timedelta(hours=draw.randint(1, 700))]),
        types=draw.choice([(), (), ("O",), ("O", "S")]),
        attendance=draw.choice(["", "online", "in_person", "hybrid"]),
        language=draw.choice(["", "", "es", "en"]),
        words=draw.choice(["", "", "light", "step"]),
    )


@pytest.mark.parametrize("night", range(len(NIGHTS)))
def test_the_same_is_found_as_by_going_through_every_day(make_meeting: MakeMeeting, night: int) -> None:
    draw, now = random.Random(night), NIGHTS[night]
    made = [_made_up(draw, make_meeting) for _ in range(70)]
    for meeting in draw.sample(made, 25):
        start = (brute.starts(meeting, now - timedelta(days=2), now + timedelta(days=20)) or [None])[0]
        if start is not None:
            _differ(draw, meeting, start)
    for _ in range(25):
        asked = _asked(draw, now)
        found = find_meetings(asked, now=now, limit=200).found
        assert [(one.start, one.meeting.id) for one in found] == _expected(made, asked, now), asked


def _differ(draw: random.Random, meeting: Meeting, start: datetime) -> None:
    day = start.astimezone(ZoneInfo(meeting.timezone)).date()
    moved = draw.random() < 0.6
    Occurrence.objects.create(
        meeting=meeting,
        on_date=day,
        is_cancelled=not moved,
        moved_date=day + timedelta(days=draw.randint(-2, 3)) if moved else None,
        moved_time=time(draw.randrange(24), 30) if moved else None,
        created_at=MADE_AT,
    )


def _expected(made: list[Meeting], asked: Asked, now: datetime) -> list[tuple[datetime, Any]]:
    begin = begins(asked, now)
    stretches = spans(asked, begin=begin)
    found = []
    for meeting in made:
        if not brute.is_wanted(meeting, asked):
            continue
        starts = brute.starts(meeting, begin, begin + timedelta(days=40))
        starts = [one for one in starts if is_held_within(asked, one, stretches, begin=begin)]
        found += [(starts[0], meeting.id)] if starts else []
    return sorted(found)


def test_pages_one_after_the_other_are_the_same_as_by_going_through_every_day(make_meeting: MakeMeeting) -> None:
    draw, now = random.Random(9), NIGHTS[0]
    made = [_made_up(draw, make_meeting) for _ in range(70)]
    for asked in (Asked(zone=HERE), Asked(zone=HERE, point=Point(40, -75), within_km=160), Asked(attendance="online")):
        seen: list[tuple[datetime, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = find_meetings(asked, now=now, limit=4, cursor=cursor)
            seen += [(one.start, one.meeting.id) for one in page.found]
            cursor = page.next_cursor
        assert seen == _expected(made, asked, now)
        assert len(seen) > 12
