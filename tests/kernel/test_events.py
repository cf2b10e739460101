"""Events reach who subscribed, within the transaction of what happened."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import transaction

from alongside.kernel import events
from alongside.kernel.models import DataKey
from alongside.kernel.sealed import create_data_key


@dataclass(frozen=True, slots=True)
class Rained:
    """Something that happened."""

    millimetres: int


@dataclass(frozen=True, slots=True)
class Poured(Rained):
    """Something else that happened."""


@pytest.mark.django_db
def test_handlers_of_exactly_that_event_hear_it_in_order_and_once() -> None:
    heard: list[tuple[str, int]] = []

    def first(event: Rained) -> None:
        heard.append(("first", event.millimetres))

    def second(event: Rained) -> None:
        heard.append(("second", event.millimetres))

    for handler in (first, second, first):
        events.subscribe(Rained, handler)
    events.publish(Rained(3))
    events.publish(Poured(9))
    events.unsubscribe(Rained, first)
    events.publish(Rained(4))
    events.unsubscribe(Rained, second)
    events.publish(Rained(5))
    assert heard == [("first", 3), ("second", 3), ("second", 4)]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(events.NoTransaction, match="Rained"):
        events.publish(Rained(1))


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_raises_undoes_what_happened(now: datetime) -> None:
    def fail(_event: Rained) -> None:
        raise ValueError("no umbrella")

    def write_and_publish() -> None:
        with transaction.atomic():
            create_data_key(now=now)
            events.publish(Rained(1))

    events.subscribe(Rained, fail)
    try:
        with pytest.raises(ValueError, match="no umbrella"):
            write_and_publish()
    finally:
        events.unsubscribe(Rained, fail)
    assert not DataKey.objects.exists()
