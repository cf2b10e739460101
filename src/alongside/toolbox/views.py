"""The pages of the toolbox. They are for everybody, signed in or not: they ask nothing and keep nothing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from alongside.kernel.errors import NotFound
from alongside.toolbox.practices import Practice, practices


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice in the reader's language."""

    key: str
    title: str
    why: str
    steps: tuple[str, ...]
    pace: str | None


def view_of(practice: Practice) -> PracticeView:
    """Return a practice as the reader's language says it; a text that nobody translated stays as it was written."""
    steps = tuple(gettext(step) for step in practice.steps)
    return PracticeView(practice.key, gettext(practice.title), gettext(practice.why), steps, practice.pace)


@require_safe
def toolbox(request: HttpRequest) -> HttpResponse:
    """Show what practices there are."""
    return render(request, "toolbox/toolbox.html", {"practices": [view_of(one) for one in practices().values()]})


@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """Show one practice."""
    found = practices().get(key)
    if found is None:
        raise NotFound
    return render(request, "toolbox/practice.html", {"practice": view_of(found)})
