"""Pages for what went wrong: a sentence, that nothing was lost, and a way on. Named in `config.urls`."""

import sys
from collections.abc import Sequence

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.ui.context import bare_frame
from alongside.ui.countries import country_in_languages

# What a page is called that says why something is not possible, by its status.
HEADINGS: dict[int, Promise] = {
    403: _("This is not open to you"),
    404: _("This page is not here"),
    409: _("Something has changed meanwhile"),
    410: _("This link does not work any more"),
    429: _("Please wait a little"),
}
TOO_MUCH = _(
    "This was too large to be sent. Nothing was changed. Please go back and choose a smaller file, or send it without."
)
SOMETHING_TO_KNOW = _("Something to know")
# What forms call the fields that hold somebody's own words; never one that holds a secret.
WORDS = ("title", "about", "text", "words", "word", "note", "message", "happened", "answer", "reason", "why", "purpose")
# In one form somebody types there, and in another a word stands for what they chose.
CHOSEN_OR_TYPED = {"answer", "reason"}
# A database that was restarted is back within seconds.
RETRY_SECONDS = "5"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the request made no sense to us."""
    sentence = _("Something in that request could not be read. Nothing was changed. Please go back and try again.")
    return sentence_page(request, sentence, status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: this exists, and is not for this person."""
    return sentence_page(
        request,
        _("It is for people with another role here, or for somebody else. Nothing was changed, and nobody was told."),
        status=403,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is no such page, or none that this person may know of."""
    sentence = _("There is no page at this address that you can see. Nothing is lost. The link may be old.")
    return sentence_page(request, sentence, status=404)


def form_went_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form's token does not fit this browser any more (CSRF)."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return sentence_page(request, TOO_MUCH, status=413)
    sentence = _(
        "For your safety this form was not sent, because it was opened a while ago or cookies are switched off. "
        "Please go back: what you typed should still be there. Reload that page, then send it again."
    )
    return sentence_page(request, sentence, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database for anything; 503 when it is the database that does not answer."""
    frame = bare_frame(
        signed_in=settings.SESSION_COOKIE_NAME in request.COOKIES,
        country=country_in_languages(request.headers.get("Accept-Language", "")),
    )
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("ui/500.html", frame), status=500)
    return HttpResponse(render_to_string("ui/503.html", frame), status=503, headers={"Retry-After": RETRY_SECONDS})


def sentence_page(
    request: HttpRequest, sentence: str | Promise, *, status: int, typed: Sequence[str] = (), led_to: str = ""
) -> HttpResponse:
    """Return the page that says this sentence, under a heading that fits the status, and gives back what was typed.

    `led_to` says whom to turn to, where that sounded like danger.
    """
    context = {
        "heading": HEADINGS.get(status, SOMETHING_TO_KNOW),
        "sentence": sentence,
        "typed": typed,
        "led_to": led_to,
    }
    return render(request, "ui/sentence.html", context, status=status)


def own_words(request: HttpRequest) -> list[str]:
    """Return what a form that was sent held of somebody's own words, and none of what it was chosen from."""
    typed = {name: request.POST.get(name, "") for name in WORDS}
    return [text for name, text in typed.items() if (" " in text.strip() if name in CHOSEN_OR_TYPED else text.strip())]
