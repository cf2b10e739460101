"""What all tests share: a fixed moment, and people with a name that says they are made up."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.kernel.sealed import create_data_key

MakePerson = Callable[..., Person]


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing in it."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(autouse=True)
def _static_files_under_their_own_names(settings: Settings, empty_folder: Path) -> None:
    """Pages name static files without a fingerprint, so that no test needs them collected first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = empty_folder


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
