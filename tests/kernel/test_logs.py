"""The log tells where something went wrong, and nothing that somebody wrote."""

import logging
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from logging.config import DictConfigurator

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.log import log_response

from alongside.circles.links import contact_path
from alongside.kernel.errors import Conflict
from alongside.kernel.ids import new_id
from alongside.kernel.logs import Reticent
from alongside.kernel.models import Heartbeat
from tests.conftest import MakePerson

CANARY = "canary who sings at night"


def line_of(record: logging.LogRecord) -> str:
    """Return what the instance writes down of a record, by its own settings."""
    config = deepcopy(settings.LOGGING)
    formatter = DictConfigurator(config).configure_formatter(config["formatters"]["line"])
    assert isinstance(formatter, Reticent)
    return formatter.format(record)


def written_down(fails: Callable[[], object]) -> str:
    """Return what the instance writes down of what this raises."""
    try:
        fails()
    except Exception:
        found = sys.exc_info()
        record = logging.LogRecord("alongside", logging.ERROR, "", 0, "%s failed", ("it",), found)
        record.exc_text = f"what another handler wrote: {CANARY}"
        return line_of(record)
    raise AssertionError("it did not fail")


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted(make_person: MakePerson, now: datetime) -> None:
    def fails() -> None:
        with transaction.atomic():
            make_person("", locale=CANARY[:10])

    with pytest.raises(IntegrityError, match=CANARY[:10]):
        fails()
    line = written_down(fails)
    assert CANARY[:6] not in line
    assert "it failed\n" in line
    assert "psycopg.errors.CheckViolation 23514 accounts_person accounts_person_alias" in line
    assert line.endswith("django.db.utils.IntegrityError")
    assert "which led to" in line
    assert 'make_person("", locale=CANARY[:10])' in line, "where it happened"


@pytest.mark.django_db
def test_a_value_too_long_for_its_column_is_not_quoted(now: datetime) -> None:
    def fails() -> None:
        with transaction.atomic():
            Heartbeat.objects.create(name=CANARY * 10, at=now)

    assert CANARY not in written_down(fails)


def test_texts_of_exceptions_stay_out_but_for_our_own() -> None:
    def python() -> None:
        int(CANARY)

    def ours() -> None:
        raise Conflict("This has changed meanwhile.")

    def hidden() -> None:
        try:
            python()
        except ValueError:
            raise KeyError(CANARY) from None

    assert written_down(python).endswith("\nbuiltins.ValueError")
    assert written_down(ours).endswith("\nalongside.kernel.errors.Conflict: This has changed meanwhile.")
    line = written_down(hidden)
    assert line.endswith("\nbuiltins.KeyError")
    assert "ValueError" not in line
    assert CANARY not in line


@pytest.mark.django_db
def test_a_form_without_its_token_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    path = contact_path(new_id())
    answer = Client(enforce_csrf_checks=True).post(f"{path}leave/")
    assert answer.status_code == 403
    lines = [line_of(record) for record in caplog.records]
    assert len(lines) == 1
    assert lines[0].endswith("WARNING django.security.csrf 403 for POST 'with/<str:token>/leave/'")


def test_an_error_of_a_page_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    path = contact_path(new_id())
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    log_response("%s: %s", "Internal Server Error", path, response=HttpResponse(status=500), request=request)
    assert path in caplog.messages[-1]
    assert line_of(caplog.records[-1]).endswith("ERROR django.request 500 for GET 'with/<str:token>/'")


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    assert Client().get(f"/{CANARY}", headers={"host": "canary.example"}).status_code == 400
    assert caplog.records
    for record in caplog.records:
        assert "canary" not in line_of(record)
