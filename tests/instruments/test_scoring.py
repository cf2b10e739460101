"""Answers become numbers as the makers of each questionnaire say, and what cannot be an answer is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.burnout import personal_scale, score_of
from alongside.instruments.files import own_instruments, read_instruments
from alongside.instruments.scoring import (
    Answers,
    Change,
    Instrument,
    Way,
    change_of,
    checked_answers,
    leads_to_help,
)

PACKS = Path(__file__).with_name("packs")
OURS = {one.key: one for one in own_instruments()}
SHAPES = {one.key: one for one in read_instruments(PACKS)}
ALL = {**OURS, **SHAPES}


def answered(instrument: Instrument, values: Sequence[int | None]) -> Answers:
    """Return these answers in the order of the questions."""
    return checked_answers(instrument, dict(zip((item.key for item in instrument.items), values, strict=True)))


def numbers(key: str, values: Sequence[int | None]) -> dict[str, float | None]:
    """Return each number of a questionnaire by the key of its scale."""
    instrument = ALL[key]
    return {scale.key: scale.number(answered(instrument, values)) for scale in instrument.scales}


def band(key: str, values: Sequence[int | None]) -> str | None:
    """Return the band that the first number is in."""
    scale = ALL[key].scales[0]
    found = scale.band(scale.number(answered(ALL[key], values)))
    return found.key if found else None


@pytest.mark.parametrize(
    ("key", "values", "number", "expected"),
    [
        ("barc-10", [5, 5, 5, 5, 5, 5, 5, 4, 4, 4], 47, "at-cut-off"),
        ("barc-10", [5] * 6 + [4] * 4, 46, "below"),
        ("barc-10", [1] * 10, 10, "below"),
        ("barc-10", [6] * 10, 60, "at-cut-off"),
        ("phq-9", [1] * 9, 9, "mild"),
        ("phq-9", [2, 2, 1, 1, 1, 1, 1, 1, 0], 10, "moderate"),
        ("phq-9", [3] * 9, 27, "severe"),
        ("phq-8", [0] * 8, 0, "minimal"),
        ("phq-8", [2] * 7 + [1], 15, "moderately-severe"),
        ("phq-8", [3] * 8, 24, "severe"),
        ("gad-7", [1] * 7, 7, "mild"),
        ("gad-7", [2, 2, 2, 1, 1, 1, 1], 10, "moderate"),
        ("gad-7", [3] * 7, 21, "severe"),
        ("who-5-shape", [3, 3, 2, 2, 2], 48, "screen"),
        ("who-5-shape", [3, 3, 3, 2, 2], 52, "above"),
        ("who-5-shape", [1, 1, 1, 2, 2], 28, "screen"),
    ],
)
def test_a_number_and_its_band(key: str, values: Sequence[int], number: int, expected: str) -> None:
    assert next(iter(numbers(key, values).values())) == number
    assert band(key, values) == expected


@pytest.mark.parametrize(
    ("key", "edges"),
    [
        ("phq-9", {0: "minimal", 4: "minimal", 5: "mild", 10: "moderate", 15: "moderately-severe", 20: "severe"}),
        ("phq-8", {0: "minimal", 4: "minimal", 5: "mild", 10: "moderate", 15: "moderately-severe", 20: "severe"}),
        ("gad-7", {0: "minimal", 4: "minimal", 5: "mild", 10: "moderate", 14: "moderate", 15: "severe"}),
        ("barc-10", {10: "below", 46: "below", 47: "at-cut-off"}),
    ],
)
def test_the_marks_stand_where_the_makers_set_them(key: str, edges: dict[int, str]) -> None:
    scale = OURS[key].scales[0]
    found = {number: scale.band(number) for number in edges}
    assert {number: one.key for number, one in found.items() if one} == edges


def test_subscales_are_means_of_their_own_items() -> None:
    found = numbers("mspss-shape", [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5])
    assert found == pytest.approx({"significant-other": 2.75, "family": 3.0, "friends": 5.0, "total": 3.583}, abs=0.001)


def test_subscales_are_sums_and_an_item_may_count_nowhere() -> None:
    values = [1, 2, 1, 0, 0, 0, 1, 1, 3, 2, 1, 1, 4, 4, 0, 3, 2]
    assert numbers("bam-shape", values) == {"use": 0, "risk": 6, "protective": 17}
    assert numbers("bam-shape", [*values[:16], None]) == {"use": 0, "risk": 6, "protective": 17}


def test_the_brief_addiction_monitor_adds_as_its_makers_do_and_sets_no_marks() -> None:
    values = [1, 2, 1, 0, 0, 0, 1, 3, 2, 1, 1, 4, 4, 0, 3, 2]
    assert numbers("bam", values) == {"use": 0, "risk": 6, "protective": 17}
    assert numbers("bam", [*values[:15], None]) == {"use": 0, "risk": 6, "protective": 17}
    assert numbers("bam", [None, *values[1:]]) == {"use": 0, "risk": None, "protective": 17}
    assert [(scale.least, scale.most) for scale in OURS["bam"].scales] == [(0, 12), (0, 24), (0, 24)]
    assert not any(scale.bands or scale.talk for scale in OURS["bam"].scales)
    income = next(item for item in OURS["bam"].items if item.key == "income")
    assert income.values == (0, 4)


def test_a_reversed_item_counts_from_the_other_end() -> None:
    assert numbers("cbi-shape", [50] * 6 + [100])["total"] == pytest.approx(42.86, abs=0.01)
    assert numbers("cbi-shape", [75] * 6 + [0])["total"] == pytest.approx(78.57, abs=0.01)


def test_the_personal_scale_of_being_worn_out_has_its_own_place() -> None:
    assert score_of([50, 50, 75, 25, 50, 50]) == 50.0
    assert personal_scale().name not in {one.name for one in OURS.values()}


def test_loneliness_is_a_sum_of_three_and_one_answer_that_stands_for_itself() -> None:
    assert numbers("ucla-3", [1, 1, 1, 5]) == {"total": 3}
    assert numbers("ucla-3", [3, 3, 3, 1]) == {"total": 9}
    assert numbers("ucla-3", [2, 1, 3, None]) == {"total": 6}
    assert (OURS["ucla-3"].scales[0].least, OURS["ucla-3"].scales[0].most) == (3, 9)
    assert band("ucla-3", [3, 3, 3, 1]) is None


@pytest.mark.parametrize("key", ALL)
def test_with_an_answer_missing_there_is_no_number(key: str) -> None:
    instrument = ALL[key]
    for scale in instrument.scales:
        for left_open in scale.items:
            values = {item.key: item.values[0] for item in instrument.items if item != left_open}
            number = scale.number(checked_answers(instrument, values))
            assert number is None
            assert scale.band(number) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("phq-9", 4), ("phq-9", -1), ("gad-7", 4), ("barc-10", 0), ("barc-10", 7), ("ucla-3", 0), ("ucla-3", 4)],
)
def test_what_is_out_of_range_is_refused(key: str, value: int) -> None:
    first = OURS[key].items[0].key
    with pytest.raises(ValueError, match=f"{value} is no answer to {first}"):
        checked_answers(OURS[key], {first: value})


def test_an_answer_to_a_question_of_another_questionnaire_is_refused() -> None:
    with pytest.raises(ValueError, match="phq-8 does not ask hurt"):
        checked_answers(OURS["phq-8"], {"hurt": 1})


@given(values=st.lists(st.integers(0, 3), min_size=8, max_size=8), last=st.one_of(st.none(), st.integers(0, 3)))
def test_the_last_question_of_the_phq_9_leads_to_help_whatever_the_others_are(
    values: list[int], last: int | None
) -> None:
    answers = answered(OURS["phq-9"], [*values, last])
    assert leads_to_help(OURS["phq-9"], answers) == (last is not None and last > 0)


def test_no_other_of_ours_leads_to_help() -> None:
    assert {key for key, one in OURS.items() if one.help} == {"phq-9"}
    assert OURS["phq-9"].rather == "phq-8"
    assert "hurt" not in {item.key for item in OURS["phq-8"].items}


@pytest.mark.parametrize(
    ("key", "before", "after", "way"),
    [
        ("phq-9", 12, 12, Way.SAME),
        ("phq-9", 12, 7, Way.SMALLER),
        ("phq-9", 12, 6, Way.LARGER),
        ("phq-9", 6, 12, Way.LARGER),
        ("gad-7", 10, 7, Way.SMALLER),
        ("gad-7", 10, 6, Way.LARGER),
        ("phq-8", 20, 0, Way.UNKNOWN),
        ("barc-10", 30, 50, Way.UNKNOWN),
        ("ucla-3", 9, 3, Way.UNKNOWN),
    ],
)
def test_a_change_is_held_against_what_was_published(key: str, before: int, after: int, way: Way) -> None:
    assert change_of(OURS[key].scales[0], before, after) == Change(after - before, way)
