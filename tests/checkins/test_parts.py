"""Parts, packs and the weekly trend: what can be answered, what is heavy, and that nothing is forecast."""

from datetime import date

import pytest

from alongside.checkins.packs import packs
from alongside.checkins.parts import (
    KINDS,
    OWN,
    READY,
    WEEKLY_HARDER,
    WEEKLY_HELD,
    Part,
    Value,
    checked_value,
    is_heavy,
    parts_with,
    to_json,
)
from alongside.checkins.trend import Way, Week, way_of, week_of


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("mood", 0, 0),
        ("craving", 10, 10),
        ("halt", ["tired", "hungry"], ("hungry", "tired")),
        ("halt", ["none"], ("none",)),
        ("halt", ["none", "tired"], ("tired",)),
        ("medication", 3, 3),
        ("intention", "  be kind\n", "be kind"),
        ("text", " ", None),
        ("scale", None, None),
        ("halt", [], None),
        ("yes_no", "", None),
    ],
)
def test_what_is_answered_is_kept(kind: str, value: object, kept: Value | None) -> None:
    assert checked_value(kind, value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("mood", 5),
        ("mood", "3"),
        ("craving", 11),
        ("craving", -1),
        ("yes_no", True),
        ("halt", ["cold"]),
        ("halt", "tired"),
        ("text", "x" * 1001),
        ("text", "a\x00b"),
        ("text", 3),
        ("pain", 2.5),
    ],
)
def test_what_cannot_be_an_answer_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"cannot be|not a text"):
        checked_value(kind, value)


@pytest.mark.parametrize(
    ("kind", "value", "heavy"),
    [
        ("craving", 6, False),
        ("craving", 7, True),
        ("mood", 0, True),
        ("mood", 1, False),
        ("halt", ("angry", "lonely"), False),
        ("halt", ("angry", "lonely", "tired"), True),
        ("halt", ("none",), False),
        ("hard", 4, True),
        ("text", "I want to drink", False),
        ("energy", 0, False),
    ],
)
def test_when_an_answer_is_heavy(kind: str, value: Value, heavy: bool) -> None:
    assert is_heavy(kind, value) is heavy


def test_an_answer_goes_to_json() -> None:
    assert [to_json(one) for one in (3, "a", ("tired",))] == [3, "a", ["tired"]]


def test_every_kind_is_ready_own_or_weekly() -> None:
    assert set(KINDS) == {*READY, *OWN, *WEEKLY_HARDER, *WEEKLY_HELD}
    assert not {"weight", "calories"} & set(KINDS)


def test_parts_that_stay_keep_their_ids() -> None:
    before = [Part("1", "mood"), Part("2", "text", "Who helped?"), Part("3", "sleep")]
    after = parts_with(before, ["sleep", "pain"], [("text", "Who helped?"), ("text", "Who did not?")], first=4)
    assert after == [
        Part("3", "sleep"),
        Part("4", "pain"),
        Part("2", "text", "Who helped?"),
        Part("5", "text", "Who did not?"),
    ]


def test_there_is_a_pack_for_each_condition_and_it_can_be_asked() -> None:
    assert set(packs()) == {
        "addiction",
        "mental_health",
        "eating",
        "illness",
        "grief",
        "caring",
        "morning",
        "evening",
        "weekly",
    }
    for pack in packs().values():
        assert pack.kinds
        assert all(not KINDS[kind].own for kind in pack.kinds)
    assert not {"craving", "pain"} & set(packs()["eating"].kinds)


def week(day: int, harder: int | None, held: int | None) -> Week:
    return Week(date(2026, 3, day), harder, held)


def test_a_week_adds_up_only_when_all_is_answered() -> None:
    all_of = dict.fromkeys((*WEEKLY_HARDER, *WEEKLY_HELD), 3)
    assert week_of(date(2026, 3, 1), all_of) == week(1, 15, 15)
    assert week_of(date(2026, 3, 1), {**all_of, "week_low": "x"}) == week(1, None, 15)
    assert week_of(date(2026, 3, 1), {}) == week(1, None, None)


@pytest.mark.parametrize(
    ("weeks", "way"),
    [
        ([], Way.TOO_FEW),
        ([week(1, 20, 0)], Way.TOO_FEW),
        ([week(1, 5, 10), week(8, None, 10)], Way.TOO_FEW),
        ([week(1, 5, 10), week(8, 7, 10)], Way.SAME),
        ([week(1, 5, 10), week(8, 8, 10)], Way.HARDER),
        ([week(1, 5, 10), week(8, 5, 13)], Way.EASIER),
        # Beside the three before it, not beside the first.
        ([week(1, 20, 0), week(8, 5, 10), week(15, 5, 10), week(22, 5, 10), week(29, 6, 10)], Way.SAME),
    ],
)
def test_the_latest_week_stands_beside_those_before(weeks: list[Week], way: Way) -> None:
    assert way_of(weeks) is way
