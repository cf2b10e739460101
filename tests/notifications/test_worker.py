"""A real worker on a real database: what goes wrong in one place stops nothing else."""

import logging
import os
import signal
import threading
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection

from alongside.accounts.models import Person
from alongside.config import worker as worker_module
from alongside.kernel import due, health
from alongside.kernel.chores import Chore, register_chore
from alongside.kernel.clock import current_time
from alongside.kernel.due import DueKind, register_kind
from alongside.kernel.models import Heartbeat
from alongside.notifications.channels.webpush import topic
from alongside.notifications.models import Delivery
from tests.notifications.conftest import MakeDelivery, MakeDevice, Say
from tests.processes import until
from tests.support.database import cut_connections
from tests.support.push_endpoint import PushEndpoint
from tests.support.worker import settled, states, working

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_registers")]

HOUR = timedelta(hours=1)


class TestTrouble:
    """What goes wrong in one place stops nothing else."""

    def test_lost_connections_lose_nothing(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe())
        keys = [f"k{number}" for number in range(120)]
        with working():
            for part in range(0, 120, 30):
                say(*keys[part : part + 30])
                until(lambda part=part: len(by_push.topics()) > part)  # type: ignore[misc]  # bound now, not later
                cut_connections()
            until(settled, seconds=30)
        assert set(by_push.topics()) == {topic(key) for key in keys}
        assert states() == {"handed_over"}

    def test_a_poisoned_row_is_set_aside_while_others_go_out(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        make_device(person, by_push.subscribe())
        say("good")
        say("bad", text="nobody.knows.this")
        say("fine")
        with working():
            until(lambda: Delivery.objects.filter(state="handed_over").count() == 2)
        bad = Delivery.objects.get(key="bad")
        assert (bad.state, bad.set_aside_why) == ("waiting", "builtins.KeyError")
        assert due.count_set_aside() == {"urgent delivery": 1}

    def test_a_kind_that_fails_stops_no_other(
        self,
        *,
        person: Person,
        by_push: PushEndpoint,
        make_device: MakeDevice,
        say: Say,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        tries = []

        def broken() -> int:
            tries.append(current_time())
            raise RuntimeError("broken on purpose")

        register_kind(DueKind("broken", Heartbeat, lambda rows, now: None, room=broken))
        make_device(person, by_push.subscribe())
        with working():
            until(lambda: len(tries) == 2)
            say("k")
            until(settled)
        assert tries[1] - tries[0] >= timedelta(seconds=0.5)
        [*said] = [record for record in caplog.records if record.name == "alongside.config.worker"]
        assert {(record.levelno, record.getMessage()) for record in said} == {
            # A kind whose table has no `due_at` also spoils the one question that asks for all kinds.
            (logging.ERROR, "next moments failed; everything else goes on"),
            (logging.ERROR, "broken failed; everything else goes on"),
        }

    def test_a_database_that_stays_away_is_said_once(self, caplog: pytest.LogCaptureFixture) -> None:
        tries = []

        def away() -> int:
            tries.append(current_time())
            raise OperationalError("made up")

        register_kind(DueKind("elsewhere", Heartbeat, lambda rows, now: None, room=away))
        with working():
            until(lambda: len(tries) == 3)
        said = [record for record in caplog.records if record.levelno == logging.WARNING]
        assert [record.getMessage() for record in said if record.name == "alongside.config.worker"] == [
            "elsewhere waits for the database: OperationalError"
        ]

    def test_no_chore_begins_after_the_worker_was_told_to_stop(self) -> None:
        ran: list[datetime] = []
        with working() as worker:
            register_chore(Chore("stops", HOUR, lambda now: worker.stop()))
            register_chore(Chore("comes after", HOUR, ran.append))
            until(worker._stopping.is_set)
        assert ran == []

    def test_chores_run_and_one_that_fails_or_hangs_stops_nothing(
        self, person: Person, by_push: PushEndpoint, make_device: MakeDevice, say: Say
    ) -> None:
        ran: list[datetime] = []
        hanging, may_end = threading.Event(), threading.Event()

        def fail(now: datetime) -> None:
            raise RuntimeError("broken on purpose")

        def hang(now: datetime) -> None:
            hanging.set()
            may_end.wait(20)

        register_chore(Chore("a broken one", HOUR, fail))
        register_chore(Chore("a good one", timedelta(seconds=1), ran.append))
        make_device(person, by_push.subscribe())
        with working():
            until(lambda: len(ran) == 2)
            register_chore(Chore("a hanging one", HOUR, hang))
            until(hanging.is_set)
            say("k")
            until(settled)
            may_end.set()
        assert ran[1] - ran[0] >= timedelta(seconds=1)

    def test_finished_deliveries_are_forgotten_by_a_chore(self, make_delivery: MakeDelivery) -> None:
        long_ago = current_time() - timedelta(days=31)
        make_delivery(state="failed", due_at=None, finished_at=long_ago)
        with working():
            until(lambda: not Delivery.objects.exists())


class TestBeating:
    """A worker says that it is alive, and health believes it."""

    def test_a_worker_beats(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(worker_module, "BEAT", timedelta(seconds=0.5))
        assert health.examine(now=current_time()).worker_is_silent
        with working() as worker:
            until(Heartbeat.objects.exists)
            [beat] = Heartbeat.objects.all()
            assert beat.name == worker.name
            until(lambda: Heartbeat.objects.get().at > beat.at)
            assert Heartbeat.objects.get().at - beat.at >= timedelta(seconds=0.5)
        assert not health.examine(now=current_time()).worker_is_silent

    def test_a_signal_ends_it_in_good_order(self) -> None:
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def tell_to_stop() -> None:
            try:
                until(Heartbeat.objects.exists)
            finally:
                connection.close()
                os.kill(os.getpid(), signal.SIGTERM)

        teller = threading.Thread(target=tell_to_stop)
        teller.start()
        try:
            worker_module.run_worker()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        teller.join(20)
        assert Heartbeat.objects.count() == 1

    def test_late_deliveries_show_where_nothing_is_sent(
        self, make_delivery: MakeDelivery, make_device: MakeDevice, person: Person
    ) -> None:
        now = current_time()
        make_delivery(make_device(person), due_at=now - timedelta(seconds=61), urgent=True)
        assert due.oldest_due_seconds(now=now) == 61
        assert sum(due.step_due(kind, now=now) for kind in due.kinds()) == 0
        assert Delivery.objects.get().attempts == 1
