"""What the API needs before Django looks at a request, and after."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from alongside.api import problems

ADDRESSES = "/api/"
JSON = ("application/json", problems.MEDIA_TYPE)


class Problems:
    """Keeps cookies out of the API, and turns every page that Django answers an error with into a problem.

    Without cookies nobody is signed in by a browser that was led here, and no session is looked up or prolonged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; requests for pages pass through untouched."""
        if not request.path_info.startswith(ADDRESSES):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        if response.status_code < 400 or response.headers["Content-Type"].startswith(JSON):
            return response
        return _problem_instead_of(response)


def _problem_instead_of(page: HttpResponse) -> HttpResponse:
    language = page.headers.get("Content-Language", settings.LANGUAGE_CODE)
    with translation.override(language):
        problem = problems.plain(page.status_code)
    problem.headers["Content-Language"] = language
    if "Allow" in page.headers:
        problem.headers["Allow"] = ", ".join(sorted(page.headers["Allow"].split(", ")))
    return problem
