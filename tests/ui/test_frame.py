"""The frame of every page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from alongside.kernel import health
from alongside.kernel.clock import current_time
from tests.ui.conftest import SignedIn

BANNER = "Alerts cannot go out right now."


@pytest.mark.django_db
def test_the_banner_says_at_once_that_alerts_cannot_go_out_and_whom_to_call() -> None:
    html = Client(headers={"accept-language": "en-NZ"}).get("/").content.decode()
    assert BANNER in html
    alarm = html[html.index('role="alert"') :]
    assert 'href="tel:111"' in alarm
    assert 'href="tel:1737"' in alarm


@pytest.mark.usefixtures("working_engine")
def test_there_is_no_banner_while_alerts_can_go_out() -> None:
    assert BANNER not in Client().get("/").content.decode()


@pytest.mark.django_db
def test_the_banner_comes_back_when_the_worker_falls_silent() -> None:
    health.beat("a-worker", now=current_time() - timedelta(seconds=61))
    assert BANNER in Client().get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_crisis_lines_are_shown_even_when_the_database_cannot_be_asked() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_heartbeat RENAME TO kernel_heartbeat_away")
    try:
        response = Client(headers={"accept-language": "en-CA"}).get("/crisis-lines/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE kernel_heartbeat_away RENAME TO kernel_heartbeat")
    html = response.content.decode()
    assert response.status_code == 200
    assert BANNER in html
    assert 'href="tel:988"' in html


@pytest.mark.django_db
def test_everybody_can_skip_leave_and_call() -> None:
    html = Client().get("/").content.decode()
    assert '<a class="skip" href="#main">' in html
    assert '<main id="main" tabindex="-1">' in html
    assert re.search(r'<a class="shortcut leave"\s+href="/leave/"\s+data-leave', html)
    assert re.search(r'<a class="shortcut"\s+href="/crisis-lines/">', html)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/crisis-lines/", "/offline/", "/notes/"])
def test_what_keeps_pages_away_after_leaving_runs_before_anything_is_shown(path: str) -> None:
    html = Client().get(path).content.decode()
    assert re.search(
        r'<meta charset="utf-8">.{0,200}<script src="/static/ui/js/left.js"\s+data-neutral="/notes/"></script>',
        html,
        re.S,
    )
    assert html.index("left.js") < html.index("<link")


def test_whoever_is_signed_in_has_the_places_with_reach_out_among_them(signed_in: SignedIn) -> None:
    html = signed_in().get("/").content.decode()
    places = html[html.index('<nav class="places"') : html.index("</nav>")]
    assert '<a class="reach-out" href="/reach-out/">Reach out</a>' in places
    assert re.search('<a href="/" aria-current="true"><svg.*</svg><span>Today</span></a>', places)
    assert re.search('<a href="/circle/"><svg.*</svg><span>Circle</span></a>', places)
    assert 'data-live="/live"' in html


def test_groups_and_messages_are_found_from_everywhere(signed_in: SignedIn) -> None:
    """Both beside the other places on wide screens; as one place, Community, in a phone's bar, which holds five."""
    browser = signed_in()
    html = browser.get("/").content.decode()
    places = html[html.index('<nav class="places"') : html.index("</nav>")]
    assert re.search('<li class="slim"><a href="/groups/"><svg.*</svg><span>Community</span></a>', places)
    for path, words, other in (("/groups/", "Groups", "/messages/"), ("/messages/", "Messages", "/groups/")):
        assert re.search(f'<li class="wide"><a href="{path}"><svg.*</svg><span>{words}</span></a>', places)
        page = browser.get(path).content.decode()
        assert f'<li class="wide"><a href="{path}" aria-current="true">' in page
        assert '<li class="slim"><a href="/groups/" aria-current="true">' in page
        assert f'href="{other}"' in page.partition('<nav class="cluster narrow"')[2].partition("</nav>")[0]
    shown_on_phones = [row for row in re.findall(r"<li[^>]*><a", places) if "wide" not in row]
    assert len(shown_on_phones) == 5


def test_the_way_to_oneself_is_in_the_header_of_whoever_is_signed_in(signed_in: SignedIn) -> None:
    own = '<a class="shortcut you" href="/account/">'
    assert own in signed_in().get("/circle/").content.decode()
    assert own not in Client().get("/crisis-lines/").content.decode()


def test_the_place_one_is_in_is_marked_below_it_too(signed_in: SignedIn) -> None:
    html = signed_in().get("/circle/add/").content.decode()
    assert re.search('<a href="/circle/" aria-current="true"><svg.*</svg><span>Circle</span></a>', html)
    assert html.count("aria-current") == 1


@pytest.mark.django_db
def test_whoever_is_not_signed_in_has_no_places_and_no_stream() -> None:
    html = Client().get("/").content.decode()
    assert '<nav class="places"' not in html
    assert "data-live=" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/crisis-lines/", "/offline/", "/notes/", "/nowhere/"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: str) -> None:
    html = Client().get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r'(?:src|action)="(?!/)', html)
    assert all(address.startswith(("/", "data:,")) for address in re.findall(r'<link[^>]*href="([^"]*)"', html))


@pytest.mark.django_db
def test_every_answer_carries_the_headers() -> None:
    headers = Client().get("/").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "img-src 'self' data:; object-src 'none'"
    )
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_page_says_its_language() -> None:
    html = Client(headers={"accept-language": "es"}).get("/").content.decode()
    assert re.search(r'<html lang="es"\s+dir="ltr">', html)


@pytest.mark.django_db
def test_the_first_view_stays_light() -> None:
    html = Client().get("/").content.decode()
    files = re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/static/[^"]*)"', html)
    assert len(files) <= 8  # two typeface files and the page itself come on top


@pytest.mark.django_db
def test_whoever_is_not_signed_in_can_choose_a_language_and_stays_where_they_are() -> None:
    browser = Client()
    html = browser.get("/crisis-lines/?country=IE").content.decode()
    assert re.search(r'value="es"\s+lang="es"\s+aria-pressed="false">Español</button>', html)
    assert '<input type="hidden" name="next" value="/crisis-lines/?country=IE">' in html
    answer = browser.post("/language/", {"language": "es", "next": "/crisis-lines/?country=IE"})
    assert answer.headers["Location"] == "/crisis-lines/?country=IE"
    assert re.search(r'<html lang="es"\s+dir="ltr">', browser.get("/").content.decode())


def test_whoever_is_signed_in_has_the_language_of_their_account_and_changes_it_anywhere(signed_in: SignedIn) -> None:
    browser = signed_in(locale="es")
    html = browser.get("/").content.decode()
    assert re.search(r'<html lang="es"\s+dir="ltr">', html)
    assert re.search(r'value="es"\s+lang="es"\s+aria-pressed="true">Español</button>', html)
    browser.post("/language/", {"language": "en", "next": "/"})
    assert re.search(r'<html lang="en"\s+dir="ltr">', browser.get("/").content.decode())


def dark_sheet(html: str) -> str:
    """Return when the colours of the night are used: a media query (never on paper), or "never"."""
    found = re.search(r'<link rel="stylesheet"\s+href="[^"]*dark[^"]*"\s+media="([^"]*)">', html)
    return found[1] if found else "never"


@pytest.mark.django_db
def test_light_or_dark_is_what_the_device_says_until_somebody_chooses() -> None:
    browser = Client()
    assert dark_sheet(browser.get("/").content.decode()) == "screen and (prefers-color-scheme: dark)"
    answer = browser.post("/look/", {"look": "dark", "next": "/join/?next=%2Fcircle%2F"})
    assert answer.headers["Location"] == "/join/?next=%2Fcircle%2F"
    html = browser.get("/join/").content.decode()
    assert dark_sheet(html) == "screen"
    assert re.search(r'value="dark"\s+aria-pressed="true">Dark</button>', html)
    browser.post("/look/", {"look": "light"})
    assert dark_sheet(browser.get("/").content.decode()) == "never"
    browser.post("/look/", {"look": ""})
    assert dark_sheet(browser.get("/").content.decode()) == "screen and (prefers-color-scheme: dark)"


@pytest.mark.django_db
def test_a_look_that_does_not_exist_changes_nothing() -> None:
    browser = Client()
    browser.post("/look/", {"look": '"><script>', "next": "https://elsewhere.example/"})
    assert dark_sheet(browser.get("/").content.decode()) == "screen and (prefers-color-scheme: dark)"
    assert browser.post("/look/", {"next": "https://elsewhere.example/"}).headers["Location"] == "/"
    browser.cookies["look"] = "purple"
    assert dark_sheet(browser.get("/").content.decode()) == "screen and (prefers-color-scheme: dark)"
