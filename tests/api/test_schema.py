"""The API does what its description says, whatever is sent: every operation, tried by Schemathesis."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from alongside.accounts.models import Person
from alongside.circles.details import TieDetails
from alongside.circles.models import Tie
from alongside.circles.services import name_tie
from alongside.kernel import health
from alongside.reachouts.models import Notification, ReachOut
from alongside.reachouts.services import answer
from scripts.openapi import SNAPSHOT
from tests.api.conftest import MakeProgram, reach_out, with_tie
from tests.conftest import MakePerson

pytestmark = pytest.mark.filterwarnings("default:::schemathesis")  # what it warns about is its own affair

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 4711,
        "generation": {"max-examples": 25, "deterministic": True},
        # A cursor is made by the page before; nobody can make one up.
        "operations": [
            {"include-name": name, "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}}}
            for name in (
                "GET /api/v1/reachouts",
                "GET /api/v1/journeys",
                "GET /api/v1/checkins",
                "GET /api/v1/medication/log",
                "GET /api/v1/meetings",
                "GET /api/v1/worksheets",
                "GET /api/v1/my-meetings",
                "GET /api/v1/my-services",
            )
        ]
        # What they give is refused once they have said yes: no schema knows that.
        + [
            {
                "include-name": "PATCH /api/v1/circle/ties/{tie_id}",
                "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "422"]}},
            }
        ],
    }
)
schema = schemathesis.openapi.from_path(SNAPSHOT, config=CONFIG)
handler = cache(WSGIHandler)  # made by the first test: only then the settings of tests hold


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as Alongside does."""
    return handler()(environ, start_response)


schema.app = application


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of this test, and what is not committed, over the requests, as Django's own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def asks(owner: Person, supporter: Person, at: datetime) -> ReachOut:
    """Have somebody reach out whose only supporter this is."""
    with_tie(owner, supporter, at)
    return reach_out(owner, at)


@pytest.fixture
def known(ona: Person, tie: Tie, reached: ReachOut, make_person: MakePerson, at: datetime) -> dict[str, list[UUID]]:
    """Give Ona a circle and an open reach-out; two others ask her, and she is with one of them."""
    named = name_tie(actor=ona, details=TieDetails(name="Auntie Madeup", relation="family"), now=at)
    asking, with_ona = (asks(make_person(alias), ona, at) for alias in ("Lin Madeup", "Kai Madeup"))
    answer(notification=Notification.objects.get(reach_out=with_ona), now=at)
    return {"tie_id": [named.id, tie.id], "reach_out_id": [reached.id, asking.id, with_ona.id]}


@pytest.fixture
def call(
    ona: Person, known: dict[str, list[UUID]], program: MakeProgram, one_connection: None, at: datetime
) -> Callable[[Case], None]:
    """Call as Ona, on an instance that is well; what a call changes is taken back."""
    health.beat("made up", now=at)
    # The caller in this process does not unpack what it asks for packed.
    headers = {"Authorization": f"Bearer {program(ona).token}", "Accept-Encoding": "identity"}

    def called(case: Case) -> None:
        for name, ids in known.items():
            use_known(case, name, ids)
        with suppress(Undone), transaction.atomic():
            case.call_and_validate(headers=headers)
            raise Undone

    return called


class Undone(Exception):
    """Takes back what a call has changed, so that each meets the same circle."""


def use_known(case: Case, name: str, ids: list[UUID]) -> None:
    """Have most of the right ids be some that exist; the others stay made up, and what is no id stays wrong."""
    with suppress(ValueError, KeyError, AttributeError, TypeError):
        number = UUID(case.path_parameters[name]).int % (len(ids) + 1)
        if number < len(ids):
            case.path_parameters[name] = str(ids[number])


@schema.parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing changes it, see `Undone`
def test_every_operation_does_what_its_description_says(case: Case, call: Callable[[Case], None]) -> None:
    call(case)
