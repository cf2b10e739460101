"""Addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from alongside.api import problems
from alongside.api.api import api


@csrf_exempt  # nothing is done here, and no cookie counts
def nowhere(_request: HttpRequest, rest: str) -> HttpResponse:
    """Answer that there is nothing, without asking anything of the pages."""
    return problems.plain(404)


urlpatterns = [path("api/v1/", api.urls), path("api/<path:rest>", nowhere)]
