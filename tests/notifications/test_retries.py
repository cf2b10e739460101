"""How long a delivery waits for its next try, and when the next channel takes over."""

from datetime import timedelta

import pytest

from alongside.notifications.retries import next_wait


def waits(*, urgent: bool, is_last: bool, tries: int) -> list[float | None]:
    """Return the waits after 1, 2, ... attempts in seconds."""
    found = [next_wait(count, urgent=urgent, is_last=is_last, asked_for=None) for count in range(1, tries + 1)]
    return [wait.total_seconds() if wait is not None else None for wait in found]


def test_an_urgent_delivery_goes_to_the_next_channel_within_half_a_minute() -> None:
    assert waits(urgent=True, is_last=False, tries=5) == [2, 5, 15, None, None]


def test_another_one_has_hours() -> None:
    assert waits(urgent=False, is_last=False, tries=7) == [10, 60, 300, 900, 3600, 14400, None]


def test_the_last_channel_is_never_given_up() -> None:
    assert waits(urgent=True, is_last=True, tries=6) == [2, 5, 15, 30, 30, 30]
    assert waits(urgent=False, is_last=True, tries=8) == [10, 60, 300, 900, 3600, 14400, 14400, 14400]


@pytest.mark.parametrize(
    ("urgent", "is_last", "asked_for", "expected"),
    [
        (False, False, 5, 10),
        (False, False, 600, 600),
        (True, False, 1, 2),
        (True, False, 15, 15),
        (True, False, 16, None),
        (True, True, 16, 16),
        (True, True, 3600, 3600),
    ],
)
def test_a_wait_that_was_asked_for_is_kept_unless_it_is_urgent_and_there_is_another_way(
    urgent: bool, is_last: bool, asked_for: int, expected: int | None
) -> None:
    found = next_wait(1, urgent=urgent, is_last=is_last, asked_for=timedelta(seconds=asked_for))
    assert found == (None if expected is None else timedelta(seconds=expected))
