"""Until when somebody wants quiet, on their own clock."""

from datetime import UTC, datetime, time

import pytest

from alongside.notifications.models import Preferences
from alongside.notifications.quiet import quiet_ends
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_only_who_wants_quiet_now_is_found(make_person: MakePerson, now: datetime) -> None:
    """It is 20:00 UTC: evening in Berlin, early morning in Auckland."""
    wanted = {
        "Ari": ("Europe/Berlin", time(20), time(7)),
        "Bo": ("Pacific/Auckland", time(22), time(9, 30)),
        "Cy": ("Europe/Berlin", time(23), time(7)),
        "Dee": ("UTC", None, None),
        "Eli": ("UTC", time(0), time(20)),
    }
    people = {name: make_person(f"{name} Madeup", time_zone=zone) for name, (zone, _, _) in wanted.items()}
    for name, (_, start, end) in wanted.items():
        Preferences.objects.create(created_at=now, person=people[name], quiet_from=start, quiet_until=end)
    nobody = make_person("Flo Madeup")
    found = quiet_ends([*(one.id for one in people.values()), nobody.id, None], now=now)
    assert found == {
        people["Ari"].id: datetime(2026, 3, 5, 6, tzinfo=UTC),
        people["Bo"].id: datetime(2026, 3, 4, 20, 30, tzinfo=UTC),
    }


def test_nobody_is_asked_for_nothing(now: datetime, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django types it as a fixture only
        assert quiet_ends([None], now=now) == {}
