"""What the community's view asks of reach-outs: the hours in which no listener is on call, what everybody carries."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.circles.community_sources import sources
from alongside.circles.coverage import ALWAYS, hours_in
from alongside.circles.models import Supporter
from alongside.reachouts.models import Notification, ReachOut, Shift, Wave
from alongside.reachouts.records import carried_by_all, loads_of
from alongside.reachouts.rota import Turn, unheard_hours
from alongside.reachouts.unheard import unheard
from tests.conftest import MakePerson

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
WEDNESDAY = datetime(2026, 3, 4, 20, tzinfo=UTC)


def test_hours_are_told_on_the_clock_that_is_asked_for() -> None:
    evening = Turn(UUID(int=1), 18, 2, NEW_YORK)  # Monday from 18:00 there: on the 9th, after its clock changed
    heard = set(range(168)) - set(hours_in(unheard_hours([evening], BERLIN, WEDNESDAY)))
    assert heard == {23, 24}
    assert unheard_hours([], BERLIN, WEDNESDAY) == ALWAYS


def test_a_shift_does_not_run_while_its_listener_rests() -> None:
    whole_week = [Turn(UUID(int=1), start, 24, BERLIN, WEDNESDAY + timedelta(hours=3)) for start in range(0, 168, 24)]
    # 21:00 in Berlin; three hours later it is Thursday.
    assert hours_in(unheard_hours(whole_week, BERLIN, WEDNESDAY)) == [69, 70, 71]


@pytest.mark.django_db
@pytest.mark.parametrize("listeners", [1, 3])
def test_only_listeners_count_and_queries_stay_two(make_person: MakePerson, now: datetime, listeners: int) -> None:
    for number in range(listeners + 1):
        person = make_person(f"Lis Madeup {number}", time_zone="Europe/Berlin")
        Shift.objects.create(created_at=now, person=person, start=number * 24, hours=2)
        Supporter.objects.create(created_at=now, person=person)
        if number:
            person.role_grants.create(role="listener", created_at=now)
    with CaptureQueriesContext(connection) as captured:
        found = sources().unheard(BERLIN, now)
    assert len(captured) == 2
    heard = {number * 24 + hour for number in range(1, listeners + 1) for hour in (0, 1)}
    assert set(range(168)) - set(hours_in(found)) == heard
    Supporter.objects.update(breather_until=now + timedelta(weeks=2))
    assert unheard(BERLIN, now) == ALWAYS


@pytest.mark.django_db
def test_what_everybody_carries_is_what_each_of_them_is_told(make_person: MakePerson, now: datetime) -> None:
    supporters = [Supporter.objects.create(created_at=now, person=make_person(f"Sam Madeup {n}")) for n in range(3)]
    for number, answer in enumerate(["answered", "left", "declined"]):
        reach_out = ReachOut.objects.create(
            created_at=now,
            owner=make_person(f"Ona Madeup {number}"),
            level="talk",
            request_key="1",
            state="closed",
            ended_at=now,
        )
        wave = Wave.objects.create(
            created_at=now, reach_out=reach_out, number=1, kind="circle", wait=timedelta(minutes=5), started_at=now
        )
        for supporter in supporters[: number + 1]:
            at = now - timedelta(days=8) if supporter == supporters[1] and number == 1 else now
            Notification.objects.create(
                created_at=at, reach_out=reach_out, wave=wave, supporter=supporter, response=answer, responded_at=at
            )
    own = loads_of([one.id for one in supporters], now)
    assert carried_by_all(now) == {key: load.carried_7_days for key, load in own.items() if load.carried_7_days}
    assert carried_by_all(now) == {supporters[0].id: 2}
