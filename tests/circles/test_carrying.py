"""What a supporter reads of what they carry: the words, and bars on a scale that is true."""

import pytest

from alongside.circles.carrying import Bar, bars_of
from alongside.circles.load import Load


@pytest.mark.parametrize(
    ("carried", "capacity", "bars"),
    [
        (4, None, []),
        (1, 2, [("You carry 1 reach-out of the last 7 days, and said that you can carry 2.", 1, 2)]),
        (2, 2, [("You carry 2 reach-outs of the last 7 days, and said that you can carry 2.", 2, 2)]),
        (
            4,
            2,
            [
                ("You carry 4 reach-outs of the last 7 days.", 4, 4),
                ("You said that you can carry 2. You carry 2 more than that.", 2, 4),
            ],
        ),
    ],
)
def test_more_than_one_can_carry_looks_like_more(
    carried: int, capacity: int | None, bars: list[tuple[str, int, int]]
) -> None:
    assert bars_of(Load(carried_7_days=carried), capacity) == tuple(Bar(*bar) for bar in bars)


@pytest.mark.parametrize("capacity", [None, 9])
@pytest.mark.parametrize(
    ("month", "week", "bars"),
    [
        (0, 0, []),
        (1, 1, [("You answered once in the last 28 days, within the last 7.", 0, 0)]),
        (1, 0, [("You answered once in the last 28 days, before the last 7.", 0, 0)]),
        (5, 2, [("You answered 5 times in the last 28 days, 2 of them in the last 7.", 2, 5)]),
    ],
)
def test_help_given_is_shown_as_a_share_whether_there_is_a_limit_or_not(
    month: int, week: int, capacity: int | None, bars: list[tuple[str, int, int]]
) -> None:
    load = Load(answered_28_days=month, answered_7_days=week)
    assert bars_of(load, capacity)[bool(capacity) :] == tuple(Bar(*bar) for bar in bars)


def test_nights_are_shown_of_as_many_as_there_were() -> None:
    assert [(bar.value, bar.most) for bar in bars_of(Load(nights_7_days=1, nights_28_days=3), None)] == [
        (1, 7),
        (3, 28),
    ]
