"""Security headers for every answer, and a page with a sentence for every error that has one."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import AlongsideError, TooMany
from alongside.ui.errors import own_words, sentence_page

NOT_A_PAGE = _(
    "This address does something when a button is pressed, and shows nothing by itself. Nothing was changed."
)

GetResponse = Callable[[HttpRequest], HttpResponse]

# Nothing inline, nothing from elsewhere: docs/explanation/no-third-parties.md.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    ]
)


class SecurityHeaders:
    """Adds the content security policy and its companions, and keeps personal pages out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set; a view that set its own Cache-Control keeps it."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Sentences:
    """Turns an error of ours into a page that says what happened, that nothing was lost, and what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; errors arrive in `process_exception`. An empty 405 becomes a page with a way on."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = sentence_page(request, NOT_A_PAGE, status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the error's sentence and status, and what was typed; other exceptions go on to Django."""
        if not isinstance(exception, AlongsideError):
            return None
        response = sentence_page(request, exception.sentence, status=exception.status, typed=own_words(request))
        if isinstance(exception, TooMany):
            response.headers["Retry-After"] = str(exception.retry_after)
        return response
