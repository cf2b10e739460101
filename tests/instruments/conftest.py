"""Questionnaires of one made-up person, with people of their circle to share numbers with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.instruments import services
from alongside.instruments.models import Result
from tests.circles.conftest import accepted, contact, invited, mate, named, owner, sign_in, stranger
from tests.instruments.test_scoring import OURS

__all__ = ["accepted", "contact", "invited", "mate", "named", "owner", "sign_in", "stranger"]

Take = Callable[..., Result]


def all_of(key: str, value: int, **changed: int | None) -> dict[str, int | None]:
    """Answer every question of a questionnaire alike, but for what is changed."""
    return {**{item.key: value for item in OURS[key].items}, **changed}


@pytest.fixture
def take(owner: Person, now: datetime) -> Take:
    """Have the owner take a questionnaire: `take("gad-7", 1, now=...)` answers each question with 1."""

    def taken(key: str = "gad-7", value: int = 1, *, hurt: int | None = None, **other: Any) -> Result:
        changed = {} if hurt is None else {"hurt": hurt}
        answers = other.pop("answers", None) or all_of(key, value, **changed)
        return services.keep_result(**{"actor": owner, "key": key, "answers": answers, "now": now, **other})

    return taken
