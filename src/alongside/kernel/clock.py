"""The one place that reads the clock; views, tasks and loops call it and hand `now` down."""

from datetime import UTC, datetime


def current_time() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return datetime.now(UTC)


def to_the_minute(moment: datetime) -> datetime:
    """Return a moment without its seconds, which would tell what one person did in two places."""
    return moment.replace(second=0, microsecond=0)
