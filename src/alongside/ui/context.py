"""What the frame of every page needs."""

from django.conf import settings
from django.http import HttpRequest

from alongside.kernel import health
from alongside.kernel.clock import current_time


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates the instance's name and whether alerts can go out."""
    return {"instance_name": settings.INSTANCE_NAME, "health": health.recent(now=current_time())}
