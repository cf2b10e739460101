"""Milestones by custom: how much each takes, in years with leap days too, and which comes next."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.journeys.milestones import Custom, Mark, Unit, following, mark_of, marks, months_after, reached

START = date(2026, 3, 1)
STARTS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def names(custom: Custom, most: int, *own: Mark) -> list[str]:
    """The first milestones of a custom, by name."""
    return [str(mark) for mark in marks(custom, own, START)][:most]


def test_the_customs() -> None:
    assert names(Custom.TWELVE_STEP, 11) == [
        *("days-1", "days-30", "days-60", "days-90", "months-6", "months-9"),
        *("months-12", "months-18", "months-24", "months-36", "months-48"),
    ]
    assert names(Custom.SMALL_STEPS, 5) == ["days-1", "days-3", "days-7", "days-14", "days-21"]
    assert names(Custom.SMALL_STEPS, 17)[-2:] == ["months-18", "months-24"]
    assert names(Custom.ACTIONS, 12)[-3:] == ["actions-250", "actions-300", "actions-350"]
    assert names(Custom.OWN, 5) == []


def test_own_ones_stand_in_line_with_the_others_once() -> None:
    own = (Mark(Unit.DAYS, 45), Mark(Unit.DAYS, 30), Mark(Unit.DAYS, 2))
    assert names(Custom.TWELVE_STEP, 5, *own) == ["days-1", "days-2", "days-30", "days-45", "days-60"]
    assert names(Custom.OWN, 5, *own) == ["days-2", "days-30", "days-45"]


@pytest.mark.parametrize(
    ("started", "months", "then"),
    [
        (date(2026, 3, 1), 12, date(2027, 3, 1)),
        (date(2027, 3, 1), 12, date(2028, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
    ],
)
def test_months_go_by_the_calendar(started: date, months: int, then: date) -> None:
    assert months_after(started, months) == then
    assert Mark(Unit.MONTHS, months).takes(started) == (then - started).days


def test_a_year_with_a_leap_day_takes_one_day_more() -> None:
    year = Mark(Unit.MONTHS, 12)
    assert (year.takes(date(2026, 3, 1)), year.takes(date(2027, 3, 1))) == (365, 366)


def test_what_is_reached_and_what_comes_next() -> None:
    known = list(marks(Custom.TWELVE_STEP, (), START))
    assert [str(one) for one in reached(known, 60, START)] == ["days-1", "days-30", "days-60"]
    assert str(following(known, 60, START)[0]) == "days-90"
    assert reached(known, 0, START) == ()


@given(STARTS, st.sampled_from(Custom), st.lists(st.integers(1, 5000), max_size=5))
def test_each_takes_more_than_the_one_before(started: date, custom: Custom, own: list[int]) -> None:
    unit = Unit.ACTIONS if custom is Custom.ACTIONS else Unit.DAYS
    takes = [mark.takes(started) for mark in marks(custom, [Mark(unit, number) for number in own], started)]
    assert all(one < other for one, other in pairwise(takes))


@pytest.mark.parametrize("text", ["days-30", "months-120", "actions-100000"])
def test_a_mark_has_a_name(text: str) -> None:
    assert str(mark_of(text)) == text


@pytest.mark.parametrize("text", ["", "days", "days-0", "days-030", "years-1", "days--1", "days-30x", "days-1234567"])
def test_what_is_no_mark(text: str) -> None:
    assert mark_of(text) is None
