"""The one place that reads the clock; views, tasks and loops call it and hand `now` down."""

from datetime import UTC, datetime


def current_time() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return datetime.now(UTC)
