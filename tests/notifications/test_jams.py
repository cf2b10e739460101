"""A service that hangs holds some senders, never all."""

from datetime import timedelta

from alongside.notifications.jams import HANGS_AFTER, MOST_KNOWN, Jams

QUICKLY = HANGS_AFTER - timedelta(milliseconds=1)
PUSH, OTHER = "push.example", "other.example"


def enter(jams: Jams, *services: str) -> list[bool]:
    """Say who of these may wait for their service."""
    return [jams.enter(service) for service in services]


def test_a_service_that_answers_may_have_every_sender() -> None:
    jams = Jams(2)
    assert enter(jams, *[PUSH] * 10) == [True] * 10
    jams.leave(PUSH, after=QUICKLY)
    assert enter(jams, PUSH) == [True]


def test_one_that_hangs_has_only_some_and_others_have_theirs() -> None:
    jams = Jams(2)
    enter(jams, PUSH, PUSH, PUSH)
    jams.leave(PUSH, after=HANGS_AFTER)
    assert enter(jams, PUSH, OTHER, OTHER, OTHER) == [False, True, True, True]
    jams.leave(PUSH, after=HANGS_AFTER)
    assert enter(jams, PUSH, PUSH) == [True, False]


def test_one_that_answers_quickly_again_has_every_sender_again() -> None:
    jams = Jams(1)
    enter(jams, PUSH)
    jams.leave(PUSH, after=HANGS_AFTER)
    assert enter(jams, PUSH, PUSH) == [True, False]
    jams.leave(PUSH, after=QUICKLY)
    assert enter(jams, PUSH, PUSH, PUSH) == [True, True, True]


def test_names_that_were_made_up_do_not_fill_the_memory() -> None:
    jams = Jams(1)
    for number in range(MOST_KNOWN + 1):
        enter(jams, f"{number}.example")
        jams.leave(f"{number}.example", after=HANGS_AFTER)
        assert len(jams._hangs) <= MOST_KNOWN
    assert not jams._waiting
