"""What the frame does in a real browser: leaving at once, crisis lines without a connection, small and dark screens."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def keeping_the_offline_page(context: BrowserContext) -> Page:
    """Open the first page and wait until the browser has put away what it needs for offline."""
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def test_without_a_connection_the_crisis_lines_are_there(open_browser: OpenBrowser) -> None:
    context = open_browser(locale="en-IE")
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    expect(page.get_by_role("heading", name="Ireland")).to_be_visible()
    expect(page.get_by_role("link", name="112 Every emergency").first).to_be_visible()
    page.locator("summary", has_text="New Zealand").click()
    expect(page.get_by_role("link", name="Call 1737")).to_be_visible()
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Atkinson Hyperlegible" in family  # the stylesheets are kept too


def test_without_a_connection_leaving_still_leads_to_the_neutral_page(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_title("Notes")


def test_the_kept_page_gives_way_when_the_connection_is_back(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto("/")
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")


def test_escape_twice_leaves_and_going_back_does_not_return(open_browser: OpenBrowser, instance: Instance) -> None:
    page = open_browser().new_page()
    page.goto("/notes/")
    page.goto("/crisis-lines/")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Crisis lines · Alongside")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Notes")
    page.go_back()
    assert page.url == f"{instance.url}/notes/"


def test_a_single_escape_now_and_then_stays(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.clock.install()
    page.goto("/crisis-lines/")
    page.keyboard.press("Escape")
    page.wait_for_timeout(900)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Crisis lines · Alongside")


def test_without_javascript_leaving_is_a_link(open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/crisis-lines/")
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_title("Notes")


def test_the_first_tab_stop_skips_to_the_content(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto("/crisis-lines/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/crisis-lines/?country=DE", "/offline/", "/notes/", "/nowhere/"])
def test_the_smallest_phone_needs_no_sideways_scrolling(open_browser: OpenBrowser, path: str) -> None:
    page = open_browser(viewport={"width": 320, "height": 568}).new_page()
    page.goto(path)
    assert page.evaluate(NO_SIDEWAYS)


def test_the_frame_fits_the_smallest_phone_in_spanish_too(open_browser: OpenBrowser) -> None:
    page = open_browser(viewport={"width": 320, "height": 568}).new_page()
    join(page, fresh_alias("Luz Madeup"))
    page.goto("/account/profile/")
    page.get_by_role("main").get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.goto("/reach-out/")
    assert page.evaluate(NO_SIDEWAYS)
    expect(page.get_by_role("link", name="Salir rápido")).to_be_in_viewport(ratio=1)
    places = page.get_by_role("navigation", name="Principal").get_by_role("link")
    assert places.all_text_contents() == ["Pedir apoyo", "Hoy", "Círculo", "Doy apoyo", "Tú"]
    for place in places.all():
        assert place.evaluate("link => link.scrollWidth <= link.clientWidth")


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(248, 242, 231)"), ("dark", "rgb(18, 29, 24)")])
def test_light_and_dark_follow_the_device(open_browser: OpenBrowser, scheme: str, ground: str) -> None:
    page = open_browser(color_scheme=scheme).new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
