"""What the frame does in a real browser: leaving at once, crisis lines without a connection, small and dark screens."""

import re

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
    page.get_by_text("Every country", exact=True).click()
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


def test_without_a_connection_the_own_country_comes_first_and_links_stay_on_the_page(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    context = open_browser(locale="en-IE")
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto("/account/")
    main = page.get_by_role("main")
    first = main.locator("a:visible").all_inner_texts()
    assert first[:2] == ["Another country", "Emergency: 112"]
    expect(page.locator("summary", has_text="New Zealand")).to_be_hidden()
    page.get_by_role("banner").get_by_role("link", name="Crisis lines").click()
    assert page.url == f"{instance.url}/account/#crisis-lines"
    expect(page.get_by_role("heading", name="Ireland")).to_be_in_viewport()


def test_the_kept_page_gives_way_when_the_connection_is_back(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto("/")
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")


def test_trying_again_leads_to_the_page_that_was_asked_for(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto("/meetings/?when=tonight")
    page.get_by_role("banner").get_by_role("link", name="Crisis lines").click()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    # The page says the clock of this browser beside it, and is loaded once more for that.
    page.wait_for_url(f"{instance.url}/meetings/?when=tonight&tz=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a meeting")
    page.goto("/offline/")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")


def test_trying_again_stays_on_this_site_whatever_was_asked_for(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    context.set_offline(offline=True)
    page.goto(f"{instance.url}//elsewhere.test/page")
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("There is no connection right now")
    assert page.url.startswith(f"{instance.url}/")


def test_trying_again_after_a_form_leads_to_the_page_of_the_form(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser()
    page = keeping_the_offline_page(context)
    page.goto("/meetings/")
    context.set_offline(offline=True)
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    assert page.url == f"{instance.url}/look/"
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a meeting")
    assert page.url == f"{instance.url}/meetings/"


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


def left_from_inside(page: Page) -> None:
    """Walk from the first page to the one to join, and leave there."""
    page.goto("/")
    page.get_by_role("link", name="Join").click()
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_title("Notes")


def test_after_leaving_no_page_of_ours_comes_back(open_browser: OpenBrowser, instance: Instance) -> None:
    page = open_browser().new_page()
    page.goto("about:blank")
    left_from_inside(page)
    page.go_back()
    expect(page).to_have_title("Notes")
    assert page.url == f"{instance.url}/notes/"
    page.reload()
    expect(page).to_have_title("Notes")
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    expect(page).to_have_title("Notes")


def test_a_page_that_the_browser_kept_alive_does_not_come_back_either(open_browser: OpenBrowser) -> None:
    """Chromium under Playwright keeps none, so the page is told what a browser that does would tell it."""
    page = open_browser().new_page()
    page.goto("/crisis-lines/")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "visible"
    page.evaluate("sessionStorage.left = 'yes'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page).to_have_title("Notes")


def test_whoever_has_left_comes_in_again_by_the_address(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = context.new_page()
    left_from_inside(page)
    other_tab = context.new_page()
    other_tab.goto("/")
    expect(other_tab.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")
    page.goto("/crisis-lines/")
    expect(page).to_have_title("Crisis lines · Alongside")
    page.reload()
    expect(page).to_have_title("Crisis lines · Alongside")


def test_an_installed_app_which_has_no_address_bar_has_a_way_in(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto("/notes/")
    expect(page.get_by_role("link")).to_be_hidden()
    rule = "[...document.styleSheets[0].cssRules].find((rule) => rule.media && rule.cssText.includes('.start')).media"
    page.evaluate(f"{rule}.mediaText = 'all'")
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")


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
    expect(page.get_by_role("link", name="Leave quickly")).not_to_have_attribute("title", re.compile("Escape"))
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
    assert_one_row(page, links=4)
    expect(page.get_by_role("banner").get_by_role("link", name="Tú")).to_be_in_viewport(ratio=1)
    places = page.get_by_role("navigation", name="Principal").get_by_role("link")
    assert places.all_text_contents() == ["Pedir apoyo", "Hoy", "Círculo", "Reuniones", "Comunidad"]
    for place in places.all():
        assert place.evaluate("link => link.scrollWidth <= link.clientWidth")


def assert_one_row(page: Page, *, links: int = 3) -> None:
    """Check that what is in the header stands beside each other, each large enough for a thumb."""
    boxes = [link.bounding_box() for link in page.get_by_role("banner").get_by_role("link").all()]
    tops = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(tops) == links
    assert max(tops) - min(tops) < 2
    assert all(box and box["height"] >= 44 for box in boxes[1:])


@pytest.mark.parametrize("width", [195, 320])
def test_the_header_is_one_row_and_still_says_where_one_is(open_browser: OpenBrowser, width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 422}).new_page()
    page.goto("/")
    assert_one_row(page)
    expect(page.get_by_role("banner").get_by_role("link", name="Alongside")).to_be_visible()
    assert page.evaluate(NO_SIDEWAYS)


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 500), (390, 844)])
def test_reach_out_in_the_bar_brings_the_forms_own_button_into_view(
    open_browser: OpenBrowser, width: int, height: int
) -> None:
    page = open_browser(viewport={"width": width, "height": height}).new_page()
    join(page, fresh_alias("Wick Madeup"))
    page.goto("/reach-out/")
    bar = page.locator(".places").bounding_box()
    in_bar = page.locator(".places").get_by_role("link", name="Reach out")
    round_one = in_bar.bounding_box()
    assert bar
    assert round_one
    assert round_one["y"] >= bar["y"]  # nothing stands out of the bar, over the form
    in_bar.click()
    button = page.get_by_role("button", name="Ask my people now").bounding_box()
    header = page.get_by_role("banner").bounding_box()
    assert button
    assert header
    assert button["y"] >= header["y"] + header["height"]
    assert button["y"] + button["height"] <= bar["y"]


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(248, 242, 231)"), ("dark", "rgb(18, 29, 24)")])
def test_light_and_dark_follow_the_device(open_browser: OpenBrowser, scheme: str, ground: str) -> None:
    page = open_browser(color_scheme=scheme).new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
