"""Taking a step that is the engine's, where tests make what has a past."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.kernel.models import DueRow


def step_of_the_engine(step: Callable[[list[Any], datetime], None], row: DueRow, now: datetime) -> None:
    """Take a step as the engine does, with the row locked: a worker runs beside, and may have taken it already."""
    with transaction.atomic():
        locked = type(row).objects.select_for_update().get(id=row.id)
        if locked.due_at and locked.due_at <= now:
            step([locked], now)
