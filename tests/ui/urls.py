"""The addresses of the house, and some that fail on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import path

from alongside.config.urls import handler400, handler403, handler404, handler500
from alongside.config.urls import urlpatterns as house
from alongside.kernel.errors import Conflict, TooMany

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def strange(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("made up")


def away(request: HttpRequest) -> HttpResponse:
    """Ask a database that nobody runs."""
    elsewhere = connections.create_connection("default")
    elsewhere.settings_dict = {**elsewhere.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    elsewhere.ensure_connection()
    return HttpResponse("reached")


def too_late(request: HttpRequest) -> HttpResponse:
    raise Conflict("Somebody else was quicker. Nothing is lost.")


def too_often(request: HttpRequest) -> HttpResponse:
    raise TooMany(retry_after=7)


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sent")


urlpatterns = [
    path("strange/", strange),
    path("closed/", closed),
    path("broken/", broken),
    path("away/", away),
    path("too-late/", too_late),
    path("too-often/", too_often),
    path("form/", form),
    *house,
]
