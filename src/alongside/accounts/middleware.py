"""What every request needs: sessions that end, the person's language and time zone, and limits to guessing."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.internal.stagekit import unstash_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts import sessions
from alongside.accounts.aliases import alias_key
from alongside.accounts.limits import LIMITS, TryLimit, client_address
from alongside.accounts.services.sessions import ENDED
from alongside.kernel.clock import current_time
from alongside.kernel.errors import TooMany
from alongside.kernel.live import announce
from alongside.kernel.ratelimit import count_try

GetResponse = Callable[[HttpRequest], HttpResponse]
SESSION_IS_OVER = _("You were signed out, because it is a while since you signed in here. Please sign in again.")


class SessionLimits:
    """Ends a session that was idle or lasts too long, and notes where it began and when it was last seen.

    It stands after `PersonalLocale` and the messages: the sentence about it is still said in the person's language.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign somebody out whose session is over; the page then answers as to a stranger."""
        now = current_time()
        if request.user.is_authenticated and self._is_over(request):
            person_id = request.user.id
            logout(request)
            announce([person_id], topic=ENDED)
            messages.info(request, SESSION_IS_OVER)
        response = self.get_response(request)
        # After the view: it may have signed somebody in, or out.
        if request.user.is_authenticated:
            if "started_at" not in request.session:
                sessions.begin(request.session, user_agent=request.headers.get("User-Agent", ""), now=now)
            else:
                sessions.note_seen(request.session, now=now)
        return response

    def _is_over(self, request: HttpRequest) -> bool:
        started_at, last_seen_at = (sessions.moment(request.session, key) for key in ("started_at", "last_seen_at"))
        return sessions.has_ended(started_at, last_seen_at, now=current_time())


class PersonalLocale:
    """Speaks a signed-in person's language and shows their time; others get what they or their browser chose."""

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


class TryLimits:
    """Counts tries of what could be guessed, and answers with a sentence when there were too many (`limits`)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; it is counted once Django knows which view it is for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Count a POST to one of `limits.LIMITS`; a forged one was refused before and counts for nobody."""
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        limit = LIMITS.get(name) if request.method == "POST" else None
        if limit is None:
            return None
        try:
            _count(name, limit, request)
        except TooMany as error:
            response = render(request, "ui/sentence.html", {"sentence": error.sentence}, status=error.status)
            response.headers["Retry-After"] = str(error.retry_after)
            return response
        return None


def _count(name: str, limit: TryLimit, request: HttpRequest) -> None:
    now = current_time()
    address = client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        trusted_proxies=settings.TRUSTED_PROXIES,
    )
    rate = limit.address
    count_try(f"{name} from", address, limit=rate.limit, window=rate.window, now=now)
    whose = _whose(request, limit)
    if limit.whose is not None and whose:
        count_try(f"{name} of", whose, limit=limit.whose.limit, window=limit.whose.window, now=now)


def _whose(request: HttpRequest, limit: TryLimit) -> str:
    """Return who is guessed at: the person signed in or half-way there, else whom the form names."""
    if request.user.is_authenticated:
        return str(request.user.id)
    half_way = unstash_login(request, peek=True)
    if half_way is not None and not limit.field:
        return str(half_way.user.pk)
    return alias_key(request.POST.get(limit.field, "")[:200])
