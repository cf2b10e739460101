"""What tests of the search's page share."""

from datetime import timedelta

from django.test import Client

from alongside.kernel.clock import current_time


def page(client: Client, status: int = 200, **asked: str) -> str:
    """Return the page for what is asked, as somebody reads it."""
    answer = client.get("/meetings/", asked)
    assert answer.status_code == status
    return answer.content.decode()


def soon(minutes: int = 60) -> dict[str, object]:
    """Return when a meeting is held that begins so soon, on a clock without changes."""
    at = current_time() + timedelta(minutes=minutes)
    return {"day": at.isoweekday() % 7, "time": at.time().replace(second=0, microsecond=0), "timezone": "UTC"}
