"""Connections at rest: newest first, few, and not for long."""

import pytest

from alongside.notifications.channels import idle
from alongside.notifications.channels.idle import Idle


class Line:
    """Something that can be closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def test_a_line_is_lent_once_newest_first_and_by_its_key() -> None:
    resting: Idle[str, Line] = Idle(most=9, seconds=60)
    old, new, other = Line(), Line(), Line()
    for key, line in (("a", old), ("a", new), ("b", other)):
        resting.give(key, line)

    assert [resting.take("a"), resting.take("a"), resting.take("a")] == [new, old, None]
    assert resting.take("b") is other
    assert not old.closed


def test_the_oldest_makes_room() -> None:
    resting: Idle[str, Line] = Idle(most=2, seconds=60)
    lines = [Line() for _ in range(3)]
    for number, line in enumerate(lines):
        resting.give(str(number), line)

    assert [line.closed for line in lines] == [True, False, False]
    assert resting.take("0") is None


def test_a_line_that_rested_too_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 1000.0
    monkeypatch.setattr(idle.time, "monotonic", lambda: seconds)
    resting: Idle[str, Line] = Idle(most=9, seconds=20)
    line, fresh = Line(), Line()
    resting.give("a", line)
    seconds = 1015.0
    resting.give("b", fresh)
    seconds = 1021.0

    assert resting.take("a") is None
    assert (line.closed, fresh.closed) == (True, False)


def test_closing_closes_all() -> None:
    resting: Idle[str, Line] = Idle(most=9, seconds=60)
    lines = [Line(), Line()]
    for line in lines:
        resting.give("a", line)
    resting.close()

    assert [line.closed for line in lines] == [True, True]
    assert resting.take("a") is None
