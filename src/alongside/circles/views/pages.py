"""What the pages of circles share: a form with one sentence before it, a question before something ends, saving."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from alongside.circles.policies import SupportingActor
from alongside.kernel.errors import Invalid, TooMany
from alongside.ui.cards import filled_supporter_cards
from alongside.ui.crisis_words import NUMBERS, WithNumbers
from alongside.ui.csv_text import csv_text

Words = str | Promise
TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that asks one thing: its heading, what to know first, the word on the button, where "back" leads.

    `address` is its own, for a question that may come over another page instead.
    """

    title: Words
    button: Words
    back: str
    lead: tuple[Words, ...] = ()
    address: str = ""


def form_page(request: HttpRequest, page: Page, form: Form, *, is_untold: bool = False) -> HttpResponse:
    """Show a form; 422 when it was sent and something in it cannot be used. `is_untold`: nothing can reach them.

    What the form says itself of whom to turn to (`led_to`) stands above it.
    """
    context = {"page": page, "form": form, "is_untold": is_untold}
    return answer(request, "circles/form.html", context, form)


def confirm_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Ask before something ends."""
    return render(request, "circles/confirm.html", {"page": page})


def supporter_cards(request: HttpRequest, actor: SupportingActor, *, now: datetime) -> list[str]:
    """Return what other capabilities have to say on the page of what the actor carries, each as safe HTML."""
    filled = filled_supporter_cards(actor, now=now)
    return [render_to_string(card.template, card.values, request) for card in filled]


def answer(request: HttpRequest, template: str, context: dict[str, Any], form: Form) -> HttpResponse:
    """Render a page with a form; 422 when it was sent and something in it cannot be used, 429 when it came too soon."""
    return render(request, template, context, status=status_of(form))


def status_of(form: Form) -> int:
    """Return the status of a page with a form, as `answer` says."""
    if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
        return 429
    return 422 if form.errors else 200


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Save what a form holds; what the service refuses becomes an error of its field, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        save()
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return False
    return True


def sent_in_time(form: Form, save: Callable[[], object]) -> bool:
    """Save as `saved` does; of what comes too often what was typed stays as well, with why."""
    try:
        return saved(form, save)
    except TooMany as refusal:
        form.add_error(None, ValidationError(str(refusal.sentence), code=TOO_MANY))
        return False


def done(request: HttpRequest, to: str, sentence: Words) -> HttpResponse:
    """Lead on after something was done (303), with a short word of what happened, and the numbers to call it has."""
    messages.success(request, str(sentence), extra_tags=NUMBERS if isinstance(sentence, WithNumbers) else "")
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours that led to this one, as the browser says; `otherwise` where it does not."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return otherwise
    parts = urlsplit(before)
    return urlunsplit(("", "", parts.path, parts.query, "")) if parts.path not in ("", request.path) else otherwise


def csv_file(rows: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """Answer with rows as a file for spreadsheets, kept by nothing on the way; its name tells nothing."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8", headers=headers)
