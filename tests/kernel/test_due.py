"""Due work is moved once, in order, by whoever gets it first; a row that raises is set aside and blocks nobody."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import OperationalError, connection

from alongside.kernel import due
from alongside.kernel.due import DueKind, step_due, take_up_again
from alongside.kernel.ids import new_id
from alongside.reachouts.models import FollowUp
from tests.kernel.conftest import MakeRow

pytestmark = pytest.mark.django_db

DEADLINE = 20.0  # seconds; a thread that takes longer hangs
MINUTE = timedelta(minutes=1)
OnlyKinds = Callable[..., None]


class Recorder:
    """A step that remembers which rows it got, batch by batch, and finishes them."""

    def __init__(self, *, raises_for: FollowUp | None = None, error: Exception | None = None) -> None:
        self.batches: list[list[FollowUp]] = []
        self._raises_for = raises_for
        self._error = error or RuntimeError("what Rowan wrote must not be kept")

    def __call__(self, rows: Sequence[FollowUp], now: datetime) -> None:
        self.batches.append(list(rows))
        for row in rows:
            row.due_at = None
            row.asked_at = now
            row.save()
            if row == self._raises_for:
                raise self._error


def states(*rows: FollowUp) -> list[tuple[datetime | None, datetime | None]]:
    """Return `due_at` and `asked_at` of each row as the database has them."""
    fresh = FollowUp.objects.in_bulk([row.pk for row in rows])
    return [(fresh[row.pk].due_at, fresh[row.pk].asked_at) for row in rows]


def test_only_what_is_due_is_moved(make_row: MakeRow, now: datetime) -> None:
    earlier, exactly_now = make_row(now - MINUTE), make_row(now)
    later, finished = make_row(now + MINUTE), make_row(None)
    step = Recorder()
    assert step_due(DueKind("errand", FollowUp, step), now=now) == 2
    assert step.batches == [[earlier, exactly_now]]
    assert states(earlier, exactly_now, later, finished) == [
        (None, now),
        (None, now),
        (now + MINUTE, None),
        (None, None),
    ]


def test_nothing_due_calls_no_step(make_row: MakeRow, now: datetime) -> None:
    make_row(now + MINUTE)
    step = Recorder()
    assert step_due(DueKind("errand", FollowUp, step), now=now) == 0
    assert step.batches == []


def test_a_batch_takes_the_oldest_first_and_leaves_the_rest(make_row: MakeRow, now: datetime) -> None:
    third, first, second = (make_row(now - minutes * MINUTE) for minutes in (1, 3, 2))
    step = Recorder()
    kind = DueKind("errand", FollowUp, step, batch=2)
    assert [step_due(kind, now=now) for _ in range(3)] == [2, 1, 0]
    assert step.batches == [[first, second], [third]]


def test_a_kind_says_who_goes_first(make_row: MakeRow, now: datetime) -> None:
    older, newer = make_row(now - 2 * MINUTE), make_row(now - MINUTE)
    step = Recorder()
    step_due(DueKind("errand", FollowUp, step, order=("-due_at",)), now=now)
    assert step.batches == [[newer, older]]


def test_no_more_is_claimed_than_there_is_room_for(make_row: MakeRow, now: datetime) -> None:
    first, _second, _third = (make_row(now - minutes * MINUTE) for minutes in (3, 2, 1))
    step = Recorder()
    assert step_due(DueKind("errand", FollowUp, step, room=lambda: 1), now=now) == 1
    assert step.batches == [[first]]


def test_room_never_makes_a_batch_larger(make_row: MakeRow, now: datetime) -> None:
    for _ in range(3):
        make_row(now)
    assert step_due(DueKind("errand", FollowUp, Recorder(), batch=2, room=lambda: 50), now=now) == 2


def test_without_room_the_database_is_not_asked(now: datetime, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert step_due(DueKind("errand", FollowUp, Recorder(), room=lambda: 0), now=now) == 0


def test_a_row_that_raises_is_set_aside_alone(make_row: MakeRow, now: datetime) -> None:
    before, poison, after = (make_row(now - minutes * MINUTE) for minutes in (3, 2, 1))
    step = Recorder(raises_for=poison)
    kind = DueKind("errand", FollowUp, step)
    assert step_due(kind, now=now) == 3
    assert states(before, poison, after) == [(None, now), (now - 2 * MINUTE, None), (None, now)]
    poison.refresh_from_db()
    assert (poison.set_aside_at, poison.set_aside_why) == (now, "builtins.RuntimeError")
    assert step.batches == [[before, poison, after], [before], [poison], [after]]
    assert step_due(kind, now=now) == 0


def test_a_batch_tried_again_sees_rows_as_the_database_has_them(make_row: MakeRow, now: datetime) -> None:
    poison, good = make_row(now - 2 * MINUTE), make_row(now - MINUTE)
    seen: list[tuple[FollowUp, datetime | None]] = []

    def step(rows: Sequence[FollowUp], now: datetime) -> None:
        seen.extend((row, row.due_at) for row in rows)
        for row in reversed(rows):
            row.due_at = None
            row.save()
            if row == poison:
                raise RuntimeError

    step_due(DueKind("errand", FollowUp, step), now=now)
    # What the batch that failed had written into its objects is not carried into the second try.
    assert [due_at for row, due_at in seen if row == good] == [now - MINUTE, now - MINUTE]


@pytest.mark.parametrize("left_at", [timedelta(0), -MINUTE])
def test_a_step_that_leaves_its_row_due_is_set_aside(make_row: MakeRow, now: datetime, left_at: timedelta) -> None:
    row = make_row(now - 2 * MINUTE)

    def step(rows: Sequence[FollowUp], now: datetime) -> None:
        for one in rows:
            one.due_at = now + left_at
            one.save()

    kind = DueKind("errand", FollowUp, step)
    assert [step_due(kind, now=now) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.due_at, row.set_aside_why) == (now - 2 * MINUTE, "alongside.kernel.due.NotMoved")


def test_a_step_may_put_its_row_off(make_row: MakeRow, now: datetime) -> None:
    row = make_row(now)

    def step(rows: Sequence[FollowUp], now: datetime) -> None:
        for one in rows:
            one.due_at = now + MINUTE
            one.save()

    kind = DueKind("errand", FollowUp, step)
    assert [step_due(kind, now=at) for at in (now, now + MINUTE / 2, now + MINUTE)] == [1, 0, 1]
    assert states(row) == [(now + 2 * MINUTE, None)]


def test_trouble_of_the_database_is_no_fault_of_the_row(make_row: MakeRow, now: datetime) -> None:
    first, second = make_row(now - 2 * MINUTE), make_row(now - MINUTE)
    step = Recorder(raises_for=second, error=OperationalError("terminating connection"))
    with pytest.raises(OperationalError, match="terminating"):
        step_due(DueKind("errand", FollowUp, step), now=now)
    assert len(step.batches) == 1
    assert states(first, second) == [(now - 2 * MINUTE, None), (now - MINUTE, None)]
    assert not FollowUp.objects.filter(set_aside_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_rows(make_row: MakeRow, now: datetime) -> None:
    first, second, third = (make_row(now - minutes * MINUTE) for minutes in (3, 2, 1))
    has_claimed, may_finish = threading.Event(), threading.Event()
    slow, quick = Recorder(), Recorder()

    def hold(rows: Sequence[FollowUp], now: datetime) -> None:
        has_claimed.set()
        assert may_finish.wait(DEADLINE)
        slow(rows, now)

    def work() -> None:
        step_due(DueKind("errand", FollowUp, hold, batch=1), now=now)
        connection.close()

    other = threading.Thread(target=work)
    other.start()
    try:
        assert has_claimed.wait(DEADLINE)
        assert step_due(DueKind("errand", FollowUp, quick), now=now) == 2
    finally:
        may_finish.set()
        other.join(DEADLINE)
    assert (slow.batches, quick.batches) == ([[first]], [[second, third]])
    assert states(first, second, third) == [(None, now)] * 3


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_in_the_middle_leaves_the_row_due(make_row: MakeRow, now: datetime) -> None:
    row = make_row(now)

    def die(rows: Sequence[FollowUp], now: datetime) -> None:
        Recorder()(rows, now)
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        FollowUp.objects.count()

    with pytest.raises(OperationalError):
        step_due(DueKind("errand", FollowUp, die), now=now)
    connection.close()
    assert states(row) == [(now, None)]


def test_a_row_set_aside_can_be_taken_up_again(make_row: MakeRow, now: datetime) -> None:
    row, untouched = make_row(now - MINUTE), make_row(now + MINUTE)
    step_due(DueKind("errand", FollowUp, Recorder(raises_for=row)), now=now)
    kind = DueKind("errand", FollowUp, Recorder())
    take_up_again(kind, row_id=row.pk, now=now + MINUTE / 2)
    row.refresh_from_db()
    assert (row.due_at, row.set_aside_at, row.set_aside_why) == (now + MINUTE / 2, None, "")
    assert step_due(kind, now=now + MINUTE / 2) == 1
    assert states(row, untouched) == [(None, now + MINUTE / 2), (now + MINUTE, None)]


def test_taking_up_what_is_not_set_aside_changes_nothing(make_row: MakeRow, now: datetime) -> None:
    row = make_row(now + MINUTE)
    kind = DueKind("errand", FollowUp, Recorder())
    take_up_again(kind, row_id=row.pk, now=now)
    take_up_again(kind, row_id=new_id(), now=now)
    assert states(row) == [(now + MINUTE, None)]


@pytest.mark.django_db(transaction=True)
def test_taking_up_again_wakes_the_workers(make_row: MakeRow, now: datetime) -> None:
    row = make_row(now)
    step_due(DueKind("errand", FollowUp, Recorder(raises_for=row)), now=now)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
        ears.execute(f"LISTEN {due.WAKE_CHANNEL}")
        take_up_again(DueKind("errand", FollowUp, Recorder()), row_id=row.pk, now=now)
        heard = [note.channel for note in ears.notifies(timeout=DEADLINE, stop_after=1)]
    assert heard == [due.WAKE_CHANNEL]


def test_kinds_are_served_in_the_order_of_their_registration(only_kinds: OnlyKinds) -> None:
    first, second = (DueKind(name, FollowUp, Recorder()) for name in ("b", "a"))
    again = DueKind("b", FollowUp, Recorder(), batch=7)
    only_kinds(first, second, again)
    assert due.kinds() == (again, second)


def test_the_next_moment_and_how_late_it_is(make_row: MakeRow, now: datetime, only_kinds: OnlyKinds) -> None:
    only_kinds(DueKind("errand", FollowUp, Recorder()))
    assert (due.next_due_at(), due.oldest_due_seconds(now=now)) == (None, 0.0)
    make_row(now + MINUTE)
    assert (due.next_due_at(), due.oldest_due_seconds(now=now)) == (now + MINUTE, 0.0)
    make_row(now - MINUTE)
    assert (due.next_due_at(), due.oldest_due_seconds(now=now)) == (now - MINUTE, 60.0)


def test_rows_set_aside_are_counted_and_make_nobody_late(
    make_row: MakeRow, now: datetime, only_kinds: OnlyKinds
) -> None:
    row = make_row(now - MINUTE)
    kind = DueKind("errand", FollowUp, Recorder(raises_for=row))
    only_kinds(kind)
    assert due.count_set_aside() == {}
    step_due(kind, now=now)
    assert due.count_set_aside() == {"errand": 1}
    assert (due.next_due_at(), due.oldest_due_seconds(now=now)) == (None, 0.0)


def test_one_row_too_gets_a_second_try(make_row: MakeRow, now: datetime) -> None:
    row = make_row(now)
    tries: list[datetime | None] = []

    def step(rows: Sequence[FollowUp], now: datetime) -> None:
        tries.append(rows[0].due_at)
        if len(tries) == 1:
            raise RuntimeError
        Recorder()(rows, now)

    assert step_due(DueKind("errand", FollowUp, step), now=now) == 1
    assert (tries, states(row)) == ([now, now], [(None, now)])


@pytest.mark.django_db(transaction=True)
def test_a_reference_to_what_is_gone_sets_aside_its_row_alone(make_row: MakeRow, now: datetime) -> None:
    """References are checked at the commit: there, it would undo the whole batch."""
    broken, good = make_row(now - MINUTE), make_row(now)

    def step(rows: Sequence[FollowUp], now: datetime) -> None:
        for row in rows:
            row.due_at = None
            row.reach_out_id = new_id() if row == broken else row.reach_out_id
            row.save()

    assert step_due(DueKind("errand", FollowUp, step), now=now) == 2
    assert states(broken, good) == [(now - MINUTE, None), (None, None)]
    broken.refresh_from_db()
    assert broken.set_aside_why == "django.db.utils.IntegrityError"
