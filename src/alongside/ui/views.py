"""Pages that belong to no capability: crisis lines, leaving quickly, and what the browser keeps for offline."""

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from alongside.ui.context import COUNTRY_COOKIE, LOOK_COOKIE, bare_frame, country_kept, country_of, own_country_of
from alongside.ui.countries import country_choices, country_name, known_country
from alongside.ui.crisis_words import shown_countries, shown_country
from alongside.ui.look import known_look
from alongside.ui.manifest import manifest
from alongside.ui.offline_parts import offline_parts, offline_script
from alongside.ui.templatetags.ui import asset, static_if_built
from alongside.ui.worker_scripts import worker_scripts

A_YEAR = 365 * 24 * 60 * 60

# What `npm run assets` makes, and what stands in for it.
BUILT = (
    ("ui/built/look.css", "ui/css/index.css"),
    ("ui/built/dark.css", "ui/css/dark.css"),
    ("ui/built/ui.js", "ui/js/index.js"),
)
PLAIN = ("ui/js/left.js", "ui/css/notes.css", "ui/icons.svg", "ui/mark.svg")
FONTS = (
    "ui/built/atkinson-hyperlegible-latin-400-normal.woff2",
    "ui/built/atkinson-hyperlegible-latin-700-normal.woff2",
)


@require_safe
def crisis_lines(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the country asked for, of the reader's own, or a choice of country.

    Whoever has no country of their own here finds the one they asked for on other pages too, in this browser.
    """
    asked, own = known_country(request.GET.get("country", "")), own_country_of(request)
    code = asked or country_of(request)
    is_kept = not own and code == (asked or country_kept(request))
    choices = [("EU", country_name("EU")), *country_choices()]
    context = {"code": code, "choices": choices, "kept": bool(code) and is_kept, "guessed": code and not asked}
    response = render(request, "ui/crisis_lines.html", {**context, "crisis_country": own or code})
    if asked and is_kept:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COUNTRY_COOKIE, asked, httponly=True, samesite="Lax", secure=secure)
    return response


@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Keep light or dark on this device, or leave it to the device, and go back to where the choice was made."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if here else "today")
    look = known_look(request.POST.get("look", ""))
    if not look:
        response.delete_cookie(LOOK_COOKIE, samesite="Lax")
        return response
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(LOOK_COOKIE, look, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Go to the neutral page, whose address says as little as what is on it."""
    return redirect("notes")


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """Show a page that has nothing to do with Alongside, and keeps nothing that is typed into it."""
    return HttpResponse(render_to_string("ui/notes.html"))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show the page that the browser keeps: every country's numbers, nothing about anybody but their country."""
    return HttpResponse(offline_page(get_language() or "en", country_of(request)))


@require_safe
def offline_js(request: HttpRequest) -> HttpResponse:
    """Give the script of the offline page."""
    return HttpResponse(offline_script(), content_type="text/javascript; charset=utf-8")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the script that keeps the offline page; its version changes whenever something it keeps does."""
    files = [
        *(asset(*pair) for pair in BUILT),
        *map(static, PLAIN),
        reverse("offline-script"),
        *filter(None, map(static_if_built, FONTS)),
    ]
    kept = [reverse("offline"), reverse("notes"), *files]
    page = offline_page(get_language() or "en", country_of(request))
    version = hashlib.sha256((page + json.dumps(kept) + offline_script()).encode()).hexdigest()[:16]
    values = {"version": version, "kept": kept, "scripts": [static(path) for path in worker_scripts()]}
    script = render_to_string("ui/sw.js", {name: json.dumps(value) for name, value in values.items()})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Tell a browser what to put on the home screen."""
    return JsonResponse(manifest(), content_type="application/manifest+json")


@lru_cache(maxsize=64)
def offline_page(language: str, country: str) -> str:
    """Return the offline page in the language that is active now, with that country's numbers open."""
    context = {**bare_frame(signed_in=False, country=country), "every_country": True}
    shown = {"own": shown_country(country), "countries": shown_countries()}
    parts = [render_to_string(part.template, {**context, **part.context()}) for part in offline_parts()]
    return render_to_string("ui/offline.html", {**context, **shown, "parts": parts})
