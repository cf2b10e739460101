"""What every request of a person needs: their language and their time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

GetResponse = Callable[[HttpRequest], HttpResponse]


class PersonalLocale:
    """Speaks a signed-in person's language and shows their time; others get what their browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate language and time zone for the time of this request."""
        person = request.user
        locale = person.locale if person.is_authenticated else translation.get_language_from_request(request)
        zone = ZoneInfo(person.time_zone if person.is_authenticated else "UTC")
        with translation.override(locale), timezone.override(zone):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", locale)
            return response
