"""What the frame of every page needs."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from alongside.kernel import health
from alongside.kernel.clock import current_time
from alongside.kernel.health import Health
from alongside.ui.countries import country_in_languages, known_country
from alongside.ui.look import known_look

LOOK_COOKIE = "look"
COUNTRY_COOKIE = "country"


def country_of(request: HttpRequest) -> str:
    """Return the code of the country this reader has chosen, else the one their browser names, else ''."""
    chosen = own_country_of(request) or country_kept(request)
    return chosen or country_in_languages(request.headers.get("Accept-Language", ""))


def own_country_of(request: HttpRequest) -> str:
    """Return the country that is kept with the person, '' for none and for who is not signed in."""
    return getattr(request.user, "country", "") if hasattr(request, "user") else ""


def country_kept(request: HttpRequest) -> str:
    """Return the country that was chosen in this browser, '' for none."""
    return known_country(request.COOKIES.get(COUNTRY_COOKIE, ""))


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates the instance's name, whether alerts can go out, and whose crisis lines to show."""
    return {
        "instance_name": settings.INSTANCE_NAME,
        "health": health_or_none_at_all(now=current_time()),
        # A request for a host that is not ours ends before anybody looks who sent it.
        "signed_in": hasattr(request, "user") and request.user.is_authenticated,
        "crisis_country": country_of(request),
        "kept_for": kept_for(request),
        "look": known_look(request.COOKIES.get(LOOK_COOKIE, "")),
    }


def kept_for(request: HttpRequest) -> str | None:
    """Return the tag by which a browser knows whose its vault is: '' for nobody, None when that is not known.

    It tells people apart and nothing else about them.
    """
    if not hasattr(request, "user"):
        return None
    if not request.user.is_authenticated:
        return ""
    return salted_hmac("alongside vault", str(request.user.pk), algorithm="sha256").hexdigest()[:32]


def health_or_none_at_all(*, now: datetime) -> Health:
    """Return how the engine is; when the database cannot even be asked, that nothing can go out."""
    try:
        return health.recent(now=now)
    except DatabaseError:
        return Health(worker_seconds_ago=None, oldest_due_seconds=0.0, failing=("database",))


def bare_frame(*, signed_in: bool, country: str) -> dict[str, object]:
    """Give the same to a page that is made without a request and without the database."""
    return {"instance_name": settings.INSTANCE_NAME, "signed_in": signed_in, "crisis_country": country}
