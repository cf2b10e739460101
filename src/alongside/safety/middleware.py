"""What somebody finds who was asked to leave the whole place: what was decided, another look, and leaving well.

Removing ends their sessions, so whether they are removed is looked up once, when they sign in, and costs no page
anything. Crisis lines are open to everybody.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from alongside.safety.receivers import REMOVED

# What stays open: a way to help, what is their own, and leaving well.
OPEN = (
    "/account/",
    "/answer/",
    "/asked/",
    "/crisis-lines/",
    "/decided/",
    "/language/",
    "/leave/",
    "/look/",
    "/manifest.webmanifest",
    "/notes/",
    "/offline",
    "/plans/",
    "/reach-out/",
    "/reports/",
    "/safety-card/",
    "/sign-out/",
    "/sw.js",
)


class RemovedPeople:
    """Leads whoever was removed to what was decided about them, from every page that is not open to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or lead to what was decided."""
        if request.user.is_authenticated and request.session.get(REMOVED) and not request.path_info.startswith(OPEN):
            return redirect("decisions")
        return self.get_response(request)
