"""Hours of a week as runs: over midnight, around the end of the week, and days that are alike."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.coverage import ALWAYS, Mask, mask_of
from alongside.circles.runs import Run, runs_of
from alongside.circles.week import from_to
from alongside.circles.week_words import needed_words, when_words

EVERY_DAY = tuple(range(7))
MASKS = st.integers(0, ALWAYS) | st.sets(st.sampled_from([from_to(22, 7, on=[day]) for day in EVERY_DAY])).map(
    lambda nights: mask_of(hour for night in nights for hour in night)
)


def told(mask: Mask) -> str:
    with override("en"):
        return when_words(mask)


@pytest.mark.parametrize(
    ("hours", "runs", "words"),
    [
        (from_to(23, 7, on=EVERY_DAY), (Run(EVERY_DAY, 23, 7, 1),), "every night between 23:00 and 07:00"),
        (from_to(9, 3, on=EVERY_DAY), (Run(EVERY_DAY, 9, 3, 1),), "every day from 09:00 until 03:00 on the next day"),
        (from_to(9, 3, on=(0, 4)), (Run((0, 4), 9, 3, 1),), "from 09:00 until 03:00 on the next day (Mon, Fri)"),
        (from_to(8, 18, on=EVERY_DAY), (Run(EVERY_DAY, 8, 18),), "every day between 08:00 and 18:00"),
        (from_to(18, 24, on=EVERY_DAY), (Run(EVERY_DAY, 18, 24),), "every day between 18:00 and 24:00"),
        (from_to(8, 18, on=range(5)), (Run((0, 1, 2, 3, 4), 8, 18),), "between 08:00 and 18:00 (Mon–Fri)"),
        (from_to(22, 6, on=[4, 6]), (Run((4, 6), 22, 6, 1),), "between 22:00 and 06:00 in the nights of Fri, Sun"),
        (from_to(0, 24, on=[5, 6]), (Run((5, 6), 0, 24),), "all day (Sat, Sun)"),
        (
            from_to(18, 24, on=[4]) + from_to(0, 24, on=[5, 6]) + from_to(0, 8, on=[0]),
            (Run((4,), 18, 8, 3),),
            "from Fri at 18:00 until Mon at 08:00",
        ),
        (
            from_to(20, 21, on=[2]) + from_to(9, 10, on=[6]),
            (Run((2,), 20, 21), Run((6,), 9, 10)),
            "between 20:00 and 21:00 (Wed) and between 09:00 and 10:00 (Sun)",
        ),
        (range(168), (Run(EVERY_DAY, 0, 24),), "at any hour"),
        # Days that go on over the end of the week.
        (from_to(0, 24, on=[0, 5, 6]), (Run((0, 5, 6), 0, 24),), "all day (Mon, Sat, Sun)"),
        ((), (), ""),
    ],
)
def test_runs_and_what_is_said_of_them(hours: tuple[int, ...], runs: tuple[Run, ...], words: str) -> None:
    assert runs_of(mask_of(hours)) == runs
    assert told(mask_of(hours)) == words


def test_all_but_one_hour_is_one_run_around_the_week() -> None:
    assert told(ALWAYS & ~(1 << 30)) == "from Tue at 07:00 until Tue at 06:00"


@given(MASKS)
def test_runs_say_the_hours_and_no_others_once_each(mask: Mask) -> None:
    hours = [
        (weekday * 24 + run.from_hour + ahead) % 168
        for run in runs_of(mask)
        for weekday in run.weekdays
        for ahead in range(run.days_on * 24 + run.to_hour - run.from_hour)
    ]
    assert len(hours) == len(set(hours))
    assert mask_of(hours) == mask


@given(MASKS)
def test_a_run_ends_where_the_hours_do(mask: Mask) -> None:
    for run in runs_of(mask):
        if not run.is_whole_day:
            for weekday in run.weekdays:
                assert not mask >> (weekday * 24 + run.from_hour - 1) % 168 & 1
                assert not mask >> (weekday * 24 + run.days_on * 24 + run.to_hour) % 168 & 1


def test_no_two_runs_are_alike() -> None:
    shapes = [(run.from_hour, run.to_hour, run.days_on) for run in runs_of(mask_of(from_to(22, 7, on=[0, 2, 4])))]
    assert shapes == [(22, 7, 1)]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, "It does not matter when"),
        ((), "At any hour"),
        (from_to(22, 7, on=EVERY_DAY), "Every night between 22:00 and 07:00"),
    ],
)
def test_when_something_is_needed(hours: tuple[int, ...] | None, words: str) -> None:
    with override("en"):
        assert needed_words(hours) == words
