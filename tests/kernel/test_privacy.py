"""The register of holdings is walked from the top layer down."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest

from alongside.kernel import privacy
from alongside.kernel.privacy import Holding, Table


def export(_person: UUID) -> dict[str, Table]:
    return {}


def erase(_person: UUID, _now: datetime) -> None:
    return


@pytest.fixture(autouse=True)
def empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_holdings", {})


def names(found: Iterable[Holding]) -> list[str]:
    return [holding.app for holding in found]


def test_what_was_registered_last_comes_first() -> None:
    for app in ("accounts", "circles", "reachouts"):
        privacy.register_holding(Holding(app=app, export=export, erase=erase))
    assert names(privacy.holdings()) == ["reachouts", "circles", "accounts"]


def test_an_app_has_one_holding() -> None:
    first = Holding(app="circles", export=export, erase=erase)
    second = Holding(app="circles", export=lambda person: {"ties": []}, erase=erase)
    privacy.register_holding(first)
    privacy.register_holding(second)
    assert privacy.holdings() == (second,)
