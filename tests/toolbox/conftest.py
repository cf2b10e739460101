"""Sheets of one made-up person, with people of their circle to share with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.toolbox import services
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets
from tests.circles.conftest import accepted, contact, invited, mate, named, owner, sign_in, stranger

__all__ = ["accepted", "contact", "invited", "mate", "named", "owner", "sign_in", "stranger"]

Write = Callable[..., Sheet]


@pytest.fixture
def write(owner: Person, now: datetime) -> Write:
    """Fill in a worksheet as the owner: `write("urges", strong=8, once="a")`; `_` in a field stands for `-`."""

    def written(key: str = "abc", *, at: datetime = now, once: str = "", **said: Any) -> Sheet:
        options = {name: said.pop(name) for name in ("is_at_hand", "minutes") if name in said}
        once = once or f"form {Sheet.objects.count()}"
        answers = {name.replace("_", "-"): value for name, value in said.items()}
        filled = Filled(answers, once=once, **options)
        return services.write_sheet(actor=owner, worksheet=worksheets()[key], filled=filled, now=at)

    return written
