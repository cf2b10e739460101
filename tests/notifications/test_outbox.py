"""The outbox notes what came of deliveries whatever the database does; where there is none, they are watched only."""

import logging
import queue
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection, transaction

from alongside.notifications.channels import Outcome, Result
from alongside.notifications.models import Delivery
from alongside.notifications.outbox import Outbox, Reports, _Scribe, watched_kinds
from alongside.notifications.outcomes import Report
from tests.notifications.conftest import MakeDelivery
from tests.processes import until
from tests.support.database import cut_connections, waiting_for_locks
from tests.support.worker import states

TAKEN = Outcome(Result.DELIVERED, "Taken.")


class Desk:
    """A scribe that finds its reports waiting, and what it said it was done with."""

    def __init__(self, *reports: Report) -> None:
        self.released: list[UUID] = []
        self.reports: Reports = queue.SimpleQueue()
        for report in reports:
            self.reports.put(report)
        self.scribe = _Scribe(self.reports, self._release)

    def _release(self, ids: Iterable[UUID]) -> None:
        self.released.extend(ids)


def report(row: Delivery) -> Report:
    """Report that a delivery was taken."""
    return Report(row.id, row.attempts, TAKEN)


@pytest.mark.django_db(transaction=True)
def test_outcomes_wait_for_the_database(make_delivery: MakeDelivery, caplog: pytest.LogCaptureFixture) -> None:
    row = make_delivery()
    desk = Desk(report(row))
    with transaction.atomic():
        Delivery.objects.select_for_update().get()
        desk.scribe.start()
        until(lambda: waiting_for_locks() == 1)
        assert cut_connections(waiting_only=True) == 1
        until(lambda: waiting_for_locks() == 1)  # it is back on a new connection
    desk.scribe.finish()
    assert (states(), desk.released) == ({"handed_over"}, [row.id])
    assert [record.getMessage() for record in caplog.records if record.name.endswith("outbox")] == [
        "outcomes of 1 deliveries wait for the database"
    ]


REFUSES_BAD = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.key = 'bad' THEN RAISE EXCEPTION 'made up'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON notifications_delivery FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.mark.django_db(transaction=True)
def test_one_outcome_that_cannot_be_noted_takes_no_other_along(
    make_delivery: MakeDelivery, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [make_delivery(key=key) for key in ("good", "bad", "fine")]
    desk = Desk(*map(report, rows))
    with connection.cursor() as cursor:
        cursor.execute(REFUSES_BAD)
    try:
        desk.scribe.start()
        desk.scribe.finish()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION refuse() CASCADE")
    assert dict(Delivery.objects.values_list("key", "state")) == {
        "good": "handed_over",
        "bad": "waiting",
        "fine": "handed_over",
    }
    assert desk.released == [row.id for row in rows]
    [said] = [record for record in caplog.records if record.name.endswith("outbox")]
    assert (said.levelno, said.getMessage()) == (
        logging.ERROR,
        f"the outcome of delivery {rows[1].id} could not be noted",
    )


@pytest.mark.django_db(transaction=True)
def test_at_the_end_a_database_that_is_away_is_not_waited_for(make_delivery: MakeDelivery) -> None:
    row = make_delivery()
    desk = Desk(report(row))
    desk.scribe._giving_up.set()
    desk.scribe.start()
    desk.scribe.finish()
    assert (states(), desk.released) == ({"waiting"}, [row.id])


def test_where_nothing_is_sent_deliveries_are_only_watched(now: datetime) -> None:
    for kind in watched_kinds():
        assert kind.limit() == 0
        with pytest.raises(NotImplementedError):
            kind.step([], now)


def test_an_outbox_that_was_given_nothing_ends_at_once() -> None:
    outbox = Outbox(senders=1, has_room=lambda: None)
    assert [(kind.name, kind.limit()) for kind in outbox.kinds] == [("urgent delivery", 4), ("delivery", 4)]
    outbox.close()
    assert not outbox._scribe.is_alive()
