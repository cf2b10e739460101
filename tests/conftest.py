"""What all tests share: a fixed moment, and people with a name that says they are made up."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.kernel import health
from alongside.kernel.sealed import create_data_key

# No time limits in tests: machines are busy. A change is tested with the same draws everywhere; the long profile hunts
# with new ones: HYPOTHESIS_PROFILE=long.
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings: Settings) -> None:
    """Serve static files from their folders; the collected, hashed ones belong to an instance, not to a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture(autouse=True)
def health_is_looked_at_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what one test found about the engine out of the next, and ask once in a test however long that takes.

    Pages would otherwise ask the database again after five seconds: on a busy machine that counts as a query more.
    """
    monkeypatch.setattr(health, "_last", None)
    monkeypatch.setattr(health, "RECENT", timedelta(hours=1))


@pytest.fixture
def now() -> datetime:
    """A Wednesday evening, 20:00 UTC."""
    return datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


@pytest.fixture
def make_person(db: None, now: datetime) -> MakePerson:
    """Make a person: `make_person("Ada Madeup", time_zone="Europe/Berlin")`."""

    def make(alias: str, **fields: object) -> Person:
        return Person.objects.create(
            alias=alias, alias_key=alias_key(alias), created_at=now, data_key=create_data_key(now=now), **fields
        )

    return make


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the test database be emptied between tests that commit: audit and log refuse TRUNCATE everywhere else."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_link", "safety_logline"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
