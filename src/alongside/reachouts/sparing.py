"""The word to a supporter who becomes full by a reach-out: said beside it, and never in its way."""

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable

from alongside.circles.services import note_load

logger = logging.getLogger(__name__)


def say_load(supporter_ids: Collection[UUID], *, now: datetime) -> None:
    """Note what these supporters carry now. A reach-out is never lost: whatever is wrong here is logged, and undone."""
    try:
        with transaction.atomic():
            note_load(supporter_ids=supporter_ids, now=now)
    except (OperationalError, InterfaceError) as error:
        if not isinstance(error.__cause__, (DeadlockDetected, LockNotAvailable)):
            raise  # the database is in trouble, and so is the reach-out: whoever began it tries again
        logger.warning("the word about load was not said", exc_info=True)
    except Exception:
        logger.exception("the word about load was not said")
