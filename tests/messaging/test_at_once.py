"""Two at once: who writes first while the other hears them again, which takes away a conversation without a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.db import connection, transaction

from alongside.kernel.errors import AlongsideError
from alongside.messaging import services
from alongside.messaging.models import Conversation
from alongside.messaging.queries import conversations_of
from tests.groups.conftest import begin, groups_open_at_once, join, three
from tests.messaging.test_stopping import Two, two
from tests.support.database import waiting_for_locks

__all__ = ["begin", "groups_open_at_once", "join", "three", "two"]
pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(does: Callable[[], object]) -> str:
    """Do this in a connection of its own; return how it was refused, '' when it was not."""
    try:
        does()
    except AlongsideError as error:
        return type(error).__name__
    finally:
        connection.close()
    return ""


def until_one_waits() -> None:
    """Return once somebody else waits for a lock."""
    end = monotonic() + 15
    while not waiting_for_locks():
        assert monotonic() < end, "nobody waits"


def test_a_first_message_while_the_other_hears_them_again_arrives(two: Two) -> None:
    two.stop()
    stopped = Conversation.objects.get()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.unblock(actor=two.amber, conversation_id=stopped.id, now=two.now)
            outcome = pool.submit(in_thread, two.write)
            until_one_waits()
        assert outcome.result(60) == ""
    [hers] = conversations_of(two.amber).rows
    assert (hers.name, hers.is_stopped, hers.is_request, hers.new) == ("River Test", False, True, 1)


def test_who_stops_hearing_while_they_hear_again_has_stopped(two: Two) -> None:
    two.stop()
    stopped = Conversation.objects.get()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.unblock(actor=two.amber, conversation_id=stopped.id, now=two.now)
            outcome = pool.submit(in_thread, two.stop)
            until_one_waits()
        assert outcome.result(60) == ""
    assert two.write().for_writer_alone
