"""Pages for what went wrong: a sentence, that nothing was lost, and a way on. Named in `config.urls`."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.forms import CharField, Field, Form, Textarea, TextInput
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
View = TypeVar("View", bound=Callable[..., HttpResponse])
# What a view is marked with that takes somebody's own words: the names of their fields.
TYPED = "typed_words"
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


def gives_back(*forms: type[Form]) -> Callable[[View], View]:
    """Have what somebody typed in these forms stand on the page that says why their view takes nothing.

    Stands below all that only pass a view on: they keep the mark.
    """
    names = dict.fromkeys(name for form in forms for name in words_of(form))

    def mark(view: View) -> View:
        vars(view)[TYPED] = tuple(names)
        return view

    return mark


def words_of(form: type[Form]) -> tuple[str, ...]:
    """Return which fields of a form hold somebody's own words: those it says are `asked` about, else all typed text."""
    asked = getattr(form, "asked", None)
    if isinstance(asked, tuple):
        return asked
    return tuple(name for name, field in form.base_fields.items() if _is_typed(field))


def _is_typed(field: Field) -> bool:
    """Tell whether a field is drawn as text that anybody may read over a shoulder: never one that holds a secret."""
    return isinstance(field, CharField) and (type(field.widget) is TextInput or isinstance(field.widget, Textarea))


def own_words(request: HttpRequest) -> list[str]:
    """Return what a form that was sent held of somebody's own words, as its view says."""
    names = getattr(request.resolver_match.func, TYPED, ()) if request.resolver_match else ()
    return [text for name in names if (text := request.POST.get(name, "")).strip()]
