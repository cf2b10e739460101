"""Crisis lines, leaving quickly, and what the browser keeps."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.ui.conftest import SignedIn

pytestmark = pytest.mark.django_db


def page(path: str, languages: str = "en") -> str:
    """Return a page as somebody sees it who is not signed in."""
    return Client(headers={"accept-language": languages}).get(path).content.decode()


def heading(html: str) -> str:
    """Return the first h2."""
    found = re.search(r"<h2>([^<]*)</h2>", html)
    assert found
    return found[1]


def test_the_country_asked_for_is_shown_with_the_emergency_number_first() -> None:
    html = page("/crisis-lines/?country=DE", "en-GB")
    assert heading(html) == "Germany"
    main = html[html.index("<main") :]
    assert re.findall(r'href="(tel:[^"]*)"', main)[:3] == ["tel:112", "tel:110", "tel:08001110111"]
    assert "We took this country from" not in html


def test_the_choice_of_country_stands_before_the_numbers() -> None:
    main = page("/crisis-lines/?country=DE")
    main = main[main.index("<main") :]
    assert main.index("</h1>") < main.index("<select") < main.index('href="tel:112"')


def test_short_numbers_name_their_country_and_lead_to_the_others() -> None:
    main = page("/", "en-US")
    main = main[main.index("<main") :]
    assert '<strong>United States</strong> · <a href="/crisis-lines/#country">Another country</a>' in main
    main = page("/", "en")
    assert '<a href="/crisis-lines/#country">Choose your country</a>' in main[main.index("<main") :]


def test_the_country_may_be_written_small() -> None:
    assert heading(page("/crisis-lines/?country=de")) == "Germany"


def test_the_browser_tells_the_country_and_the_page_says_so() -> None:
    html = page("/crisis-lines/", "en-IE")
    assert heading(html) == "Ireland"
    assert "We took this country from your settings or from your browser." in html
    assert 'value="IE" selected' in html


def test_a_persons_own_country_comes_before_the_browsers(signed_in: SignedIn) -> None:
    html = signed_in(country="AT").get("/crisis-lines/", headers={"accept-language": "en-US"}).content.decode()
    assert heading(html) == "Austria"


def test_the_country_that_was_chosen_is_that_of_every_page_until_the_browser_is_closed() -> None:
    browser = Client(headers={"accept-language": "en-GB"})
    chosen = browser.get("/crisis-lines/?country=de")
    assert "You chose this country here." in chosen.content.decode()
    cookie = chosen.cookies["country"]
    assert (cookie.value, cookie["max-age"], cookie["expires"]) == ("DE", "", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    again = browser.get("/crisis-lines/")
    assert heading(again.content.decode()) == "Germany"
    assert "You chose this country here." in again.content.decode()
    assert "country" not in again.cookies
    assert "<strong>Germany</strong>" in browser.get("/").content.decode()
    assert '<option value="GB" selected>' not in again.content.decode()


def test_a_persons_own_country_is_theirs_whatever_they_looked_at(signed_in: SignedIn) -> None:
    browser = signed_in(country="AT")
    browser.cookies["country"] = "GB"
    looked = browser.get("/crisis-lines/?country=DE")
    assert heading(looked.content.decode()) == "Germany"
    assert "country" not in looked.cookies
    assert heading(browser.get("/crisis-lines/").content.decode()) == "Austria"


@pytest.mark.parametrize("value", ["ZZ", "nowhere", "<b>", "", "D" * 3000])
def test_a_cookie_of_no_country_counts_for_nothing(value: str) -> None:
    browser = Client(headers={"accept-language": "en-GB"})
    browser.cookies["country"] = value
    assert heading(browser.get("/crisis-lines/").content.decode()) == "United Kingdom"
    assert "country" not in browser.get("/crisis-lines/", {"country": value}).cookies


def test_without_a_country_it_is_asked_for_and_112_is_there() -> None:
    html = page("/crisis-lines/")
    assert "Which country are you in?" in html
    assert heading(html) == "Wherever you are"
    assert 'href="tel:112"' in html


@pytest.mark.parametrize("country", ["ZZ", "nowhere", "<b>", "D" * 9000, ""])
def test_no_country_at_all_falls_back(country: str) -> None:
    response = Client(headers={"accept-language": "en"}).get("/crisis-lines/", {"country": country})
    assert response.status_code == 200
    assert "Wherever you are" in response.content.decode()


def test_a_country_we_know_nothing_of_is_told_honestly() -> None:
    html = page("/crisis-lines/?country=TV")
    assert heading(html) == "Tuvalu"
    assert "112 works on mobile phones in most countries." in html


def test_the_unions_common_numbers_can_be_looked_up() -> None:
    html = page("/crisis-lines/?country=EU")
    assert 'href="tel:116123"' in html
    assert "the others in most" in html


def test_a_line_to_text_says_which_word_and_opens_a_message() -> None:
    html = page("/crisis-lines/?country=GB")
    assert 'href="sms:85258?body=SHOUT"' in html
    assert "Text <bdi>SHOUT</bdi> to <bdi>85258</bdi>" in html


def test_links_to_elsewhere_tell_nothing_about_where_somebody_came_from() -> None:
    html = page("/crisis-lines/?country=US")
    elsewhere = re.findall(r'<a [^>]*href="https://[^>]*>', html)
    assert len(elsewhere) >= 7
    assert all('rel="noreferrer"' in link for link in elsewhere)


def test_the_page_admits_that_nobody_here_has_checked_the_numbers() -> None:
    html = page("/crisis-lines/?country=US")
    assert "These numbers were written down in November 2026." in html
    assert "have not checked each of them yet" in html


def test_leaving_leads_to_a_page_that_says_nothing_of_us() -> None:
    response = Client().get("/leave/", follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [("/notes/", 302)]
    assert "<title>Notes</title>" in html
    assert not re.search(r"alongside|crisis|recover|reach", html, re.IGNORECASE)


def test_the_neutral_page_keeps_what_is_typed_to_itself() -> None:
    assert "<form" not in page("/notes/")
    assert ' name="' not in re.sub(r"<meta[^>]*>", "", page("/notes/"))


def test_leaving_signs_nobody_out(signed_in: SignedIn) -> None:
    client = signed_in()
    client.get("/leave/", follow=True)
    assert "Hello, Ada Madeup." in client.get("/").content.decode()


def test_the_offline_page_has_every_country_and_nobody_in_it(signed_in: SignedIn) -> None:
    html = signed_in(country="CH").get("/offline/").content.decode()
    assert heading(html[html.index('id="crisis-lines"') :]) == "Switzerland"
    assert html.count("<details>") > 90
    assert "Ada Madeup" not in html
    assert "csrfmiddlewaretoken" not in html
    assert "do not count on it" in html
    assert '<details id="country">' in html
    assert html.index('href="tel:112"') < html.index("Try again") < html.index('id="crisis-lines"')
    assert 'href="/crisis-lines/' not in html


def kept(script: str) -> list[str]:
    """Return what the service worker keeps."""
    found = re.search(r"const KEPT = (\[.*\]);", script)
    assert found
    files = json.loads(found[1])
    assert isinstance(files, list)
    return files


def test_the_service_worker_keeps_only_pages_without_people() -> None:
    response = Client().get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    pages = [address for address in kept(response.content.decode()) if not address.startswith("/static/")]
    assert pages == ["/offline/", "/notes/", "/offline.js"]


def test_everything_the_service_worker_keeps_exists() -> None:
    files = kept(page("/sw.js"))
    assert {"/static/ui/built/look.css", "/static/ui/built/dark.css", "/static/ui/css/notes.css"} <= set(files)
    for address in files:
        if not address.startswith("/static/"):
            assert Client().get(address).status_code == 200


def test_the_service_worker_takes_in_what_capabilities_add() -> None:
    found = re.search(r"^importScripts\(\.\.\.(\[.*\])\);$", page("/sw.js"), re.MULTILINE)
    assert found
    scripts = json.loads(found[1])
    assert scripts[0] == "/static/ui/js/vault.js", "what others add makes use of it"
    assert "/static/notifications/sw-push.js" in scripts
    assert all(finders.find(script.removeprefix("/static/")) for script in scripts)


def version(script: str) -> str:
    """Return the version that names the cache."""
    found = re.search(r'const VERSION = "([0-9a-f]{16})";', script)
    assert found
    return found[1]


def test_another_language_or_country_is_another_version() -> None:
    versions = [version(page("/sw.js", languages)) for languages in ("en", "en-GB", "es", "en")]
    assert versions[0] == versions[3]
    assert len(set(versions)) == 3


@pytest.mark.parametrize("path", ["/crisis-lines/", "/leave/", "/notes/", "/offline/", "/sw.js"])
def test_these_pages_are_only_read(path: str) -> None:
    assert Client().post(path).status_code == 405
