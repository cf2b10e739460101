"""The front page and today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def today(request: HttpRequest) -> HttpResponse:
    """Show today, or the front page to somebody who is not signed in."""
    return render(request, "today/today.html")
