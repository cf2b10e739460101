"""When a questionnaire comes again, and how numbers are drawn over time."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.instruments.drawing import EDGE, HEIGHT, WIDTH, line_of
from alongside.instruments.retake import Every, by_clock_of, next_moment


@pytest.mark.parametrize(
    ("every", "zone", "now", "expected"),
    [
        (Every.TWO_WEEKS, "UTC", datetime(2026, 3, 4, 20, tzinfo=UTC), datetime(2026, 3, 18, 10, tzinfo=UTC)),
        # The day is that of the person: in Auckland it is already the fifth.
        (
            Every.TWO_WEEKS,
            "Pacific/Auckland",
            datetime(2026, 3, 4, 20, tzinfo=UTC),
            datetime(2026, 3, 18, 21, tzinfo=UTC),
        ),
        # Summer time begins between: it stays ten in the morning.
        (Every.FOUR_WEEKS, "Europe/Berlin", datetime(2026, 3, 4, 20, tzinfo=UTC), datetime(2026, 4, 1, 8, tzinfo=UTC)),
        (Every.THREE_MONTHS, "UTC", datetime(2026, 3, 4, 20, tzinfo=UTC), datetime(2026, 6, 4, 10, tzinfo=UTC)),
        (Every.THREE_MONTHS, "UTC", datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2027, 2, 28, 10, tzinfo=UTC)),
        (Every.THREE_MONTHS, "UTC", datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 3, 31, 10, tzinfo=UTC)),
    ],
)
def test_it_comes_again_at_ten_in_the_morning_on_the_persons_calendar(
    every: Every, zone: str, now: datetime, expected: datetime
) -> None:
    assert next_moment(every, zone, now=now) == expected


def test_after_a_move_it_is_the_same_day_and_hour_by_the_new_clock() -> None:
    planned = next_moment(Every.FOUR_WEEKS, "Europe/Berlin", now=datetime(2026, 3, 4, 20, tzinfo=UTC))
    moved = by_clock_of(planned, "Europe/Berlin", "Pacific/Auckland")
    assert moved == datetime(2026, 3, 31, 21, tzinfo=UTC)  # ten in the morning of the first of April there
    assert by_clock_of(moved, "Pacific/Auckland", "Europe/Berlin") == planned


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_line_goes_through_all_points_by_the_calendar_over_the_whole_range() -> None:
    points = [(NOON, 0.0), (NOON + timedelta(days=1), 24.0), (NOON + timedelta(days=4), 12.0)]
    line = line_of(points, least=0, most=24)
    assert line
    quarter = EDGE + (WIDTH - 2 * EDGE) // 4
    assert line.points == ((EDGE, HEIGHT - EDGE), (quarter, EDGE), (WIDTH - EDGE, HEIGHT // 2))
    assert line.path == f"M{EDGE} {HEIGHT - EDGE}L{quarter} {EDGE}L{WIDTH - EDGE} {HEIGHT // 2}"


@pytest.mark.parametrize("points", [[], [(NOON, 3.0)], [(NOON, 3.0), (NOON, 5.0)]])
def test_there_is_no_line_before_time_has_gone_by(points: list[tuple[datetime, float]]) -> None:
    assert line_of(points, least=0, most=24) is None
