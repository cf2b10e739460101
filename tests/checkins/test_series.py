"""The answers to a part over time, and the picture of them: gaps stay gaps."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.checkins.drawing import HEIGHT, WIDTH, dots_of, line_of
from alongside.checkins.parts import KINDS, ends_of, is_number, number_of
from alongside.checkins.series import WEEKS, Point, Row, Span, by_day, first_day, row_of, span_asked

SUNDAY = date(2026, 3, 29)


def at(number: int) -> date:
    """Return a day of the four weeks that end on that Sunday."""
    return date(2026, 3, 2) + timedelta(days=number)


def test_a_span_is_whole_weeks_and_this_one_is_the_last() -> None:
    assert first_day(Span.WEEKS, SUNDAY) == at(0)
    assert first_day(Span.WEEKS, SUNDAY + timedelta(days=1)) == at(7)
    assert (span_asked("year"), span_asked("for ever"), span_asked("")) == (Span.YEAR, Span.WEEKS, Span.WEEKS)


def test_of_several_answers_in_a_day_the_middle_one_counts() -> None:
    assert by_day([(at(1), 4), (at(0), 1), (at(1), 0), (at(1), 3)]) == {at(0): 1, at(1): 3}
    assert by_day([(at(0), 1), (at(0), 4)]) == {at(0): 1}


def test_neighbours_are_joined_and_nothing_is_drawn_through_a_gap() -> None:
    row = row_of("mood", {at(0): 0, at(1): 4, at(3): 2, at(27): 4}, Span.WEEKS, SUNDAY)
    assert [point.place for point in row.points] == [0, 1, 3, 27]
    assert (row.places, row.ends, row.by_week) == (28, (0, 4), False)
    assert line_of(row) == "M6.0 74.0L17.4 6.0"
    assert dots_of(row) == "M6.0 74.0h0M17.4 6.0h0M40.2 40.0h0M314.0 6.0h0"


def test_a_year_is_drawn_week_by_week_by_the_middle_answer() -> None:
    row = row_of("pain", {at(0): 9, at(2): 3, at(6): 4, at(14): 1}, Span.YEAR, SUNDAY)
    assert row.points == (Point(48, at(0), 4, of=3), Point(50, at(14), 1, of=1))
    assert (row.places, row.ends, row.by_week) == (52, (0, 10), True)


def test_of_a_yes_or_no_the_days_with_yes_are_counted_by_week() -> None:
    row = row_of("yes_no", {at(0): 1, at(1): 0, at(2): 1, at(8): 0}, Span.WEEKS, SUNDAY)
    assert row.points == (Point(0, at(0), 2, of=3), Point(1, at(7), 0, of=1))
    assert (row.places, row.ends) == (4, (0, 7))


def test_a_week_is_named_by_its_monday() -> None:
    assert row_of("mood", {at(9): 3}, Span.YEAR, SUNDAY).points == (Point(49, at(7), 3, of=1),)


@given(
    st.sets(st.integers(0, 363), min_size=1), st.sampled_from(sorted(Span)), st.sampled_from(["mood", "yes_no", "pain"])
)
def test_everything_is_drawn_inside_the_picture(places: set[int], span: Span, kind: str) -> None:
    first = first_day(span, SUNDAY)
    low, high = ends_of(kind)
    days = {first + timedelta(days=one): (low, high)[one % 2] for one in sorted(places) if one < WEEKS[span] * 7}
    row = row_of(kind, days, span, SUNDAY)
    points = re.findall(r"[ML]([\d.]+) ([\d.]+)", line_of(row) + dots_of(row))
    assert len(points) >= len(row.points)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)


def test_no_line_without_neighbours() -> None:
    assert line_of(Row((Point(0, at(0), 1), Point(2, at(2), 1)), 28, (0, 4), by_week=False)) == ""


@pytest.mark.parametrize(("kind", "value", "number"), [("mood", 0, 0), ("medication", 3, None), ("medication", 2, 2)])
def test_that_no_medication_was_due_is_no_step_of_an_order(kind: str, value: int, number: int | None) -> None:
    assert number_of(kind, value) == number


def test_every_number_has_two_ends() -> None:
    assert ends_of("medication") == (0, 2)
    for kind in filter(is_number, KINDS):
        low, high = ends_of(kind)
        assert low < high
