"""Clocks that run alike: the database and the code count them the same, and zones that run apart are told apart."""

from datetime import UTC, datetime, time
from zoneinfo import available_timezones

import pytest
from django.db import connection

from alongside.meetings.asking import Asked
from alongside.meetings.clocks import Range, clock_numbers
from alongside.meetings.finding import find_meetings
from tests.meetings.conftest import MakeMeeting


@pytest.mark.django_db
def test_the_database_numbers_the_clock_of_every_zone_as_the_code_does() -> None:
    zones = sorted(available_timezones() | {"Mars/Olympus_Mons"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a"
            " ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
            " WHERE d.adrelid = 'meetings_meeting'::regclass AND a.attname = 'clock'"
        )
        (rule,) = cursor.fetchone()
        cursor.execute(f"SELECT timezone, {rule} FROM unnest(%s::varchar[]) AS t (timezone)", [zones])  # noqa: S608 - of the database itself
        numbered = dict(cursor.fetchall())
    assert numbered == {zone: clock_numbers().get(zone, 0) for zone in zones}
    assert numbered["Mars/Olympus_Mons"] == 0
    assert len(set(clock_numbers().values())) == 65


def test_zones_of_one_line_that_run_apart_are_told_apart(make_meeting: MakeMeeting) -> None:
    # In the winter of 2015 Istanbul was an hour behind Moscow; since 2016 their clocks show the same.
    assert clock_numbers()["Europe/Istanbul"] == clock_numbers()["Europe/Moscow"]
    make_meeting(name="Moscow", timezone="Europe/Moscow", day=4, time=time(19, 0))
    make_meeting(name="Istanbul", timezone="Europe/Istanbul", day=4, time=time(19, 0))
    found = find_meetings(Asked(), now=datetime(2015, 1, 15, 12, 0, tzinfo=UTC)).found
    assert [(one.meeting.name, one.start) for one in found] == [
        ("Moscow", datetime(2015, 1, 15, 16, 0, tzinfo=UTC)),
        ("Istanbul", datetime(2015, 1, 15, 17, 0, tzinfo=UTC)),
    ]


def test_a_range_is_cut_by_minutes_after_the_beginning() -> None:
    evening = Range(first=1140, last=1200, base=300)
    assert evening.within(0, 300) is None
    assert evening.within(0, 301) == Range(1140, 1141, 300)
    assert evening.within(310, 330) == Range(1150, 1170, 310)
    assert evening.within(359, 999) == Range(1199, 1200, 359)
    assert evening.within(360, 999) is None
