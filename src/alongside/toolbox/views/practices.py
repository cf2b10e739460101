"""The toolbox and its practices. These pages are for everybody, signed in or not: they ask nothing and keep nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.kernel.errors import NotFound
from alongside.toolbox.practices import practices
from alongside.toolbox.wording import practice_view, worksheet_view
from alongside.toolbox.worksheets import worksheets


@require_safe
def toolbox(request: HttpRequest) -> HttpResponse:
    """Show what practices and worksheets there are."""
    context = {
        "practices": [practice_view(one) for one in practices().values()],
        "worksheets": [worksheet_view(one) for one in worksheets().values()],
    }
    return render(request, "toolbox/toolbox.html", context)


@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """Show one practice."""
    found = practices().get(key)
    if found is None:
        raise NotFound
    return render(request, "toolbox/practice.html", {"practice": practice_view(found)})
