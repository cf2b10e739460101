"""Finding a meeting without an account: without scripts by a town, and with a device that says where it is."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser

NAME = "Every evening Madeup"
FEED = [
    {
        "slug": "every-evening",
        "name": NAME,
        "day": [0, 1, 2, 3, 4, 5, 6],
        "time": "19:00",
        "types": ["O"],
        "location": "House Madeup",
        "formatted_address": "7 Made-up Street, Philadelphia, PA",
        "latitude": 39.9524,
        "longitude": -75.1636,
    }
]


@pytest.fixture(scope="module")
def listed(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have a meeting on every evening in Philadelphia."""
    path: Path = tmp_path_factory.mktemp("feed") / "feed.json"
    path.write_text(json.dumps(FEED))
    instance.alongside("meetings", "import", str(path), "--program", "aa", "--timezone", "America/New_York")


def test_found_by_a_town_without_an_account_and_without_scripts(open_browser: OpenBrowser, listed: None) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Find a meeting").click()
    page.get_by_label("Town or postal code").fill("19103")
    page.get_by_label("How people meet").select_option(label="In person")
    page.get_by_role("button", name="Find meetings").click()
    expect(page.get_by_role("heading", name="Meetings near Philadelphia, PA")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Near me")).to_be_hidden()
    page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("7 Made-up Street, Philadelphia, PA")).to_be_visible()


def test_near_me_says_where_one_is_only_on_a_press_and_about_a_kilometre_exact(
    open_browser: OpenBrowser, listed: None
) -> None:
    here = {"latitude": 39.952412, "longitude": -75.163599}
    page = open_browser(geolocation=here, permissions=["geolocation"]).new_page()
    page.goto("/meetings/")
    page.get_by_role("button", name="Near me").click()
    expect(page).to_have_url(re.compile(r"near=39\.95%2C-75\.16(&|$)"))
    expect(page.get_by_role("heading", name="Meetings near you")).to_be_visible()
    expect(page.get_by_role("link", name=NAME).first).to_be_visible()


def test_without_scripts_a_clock_can_be_chosen(open_browser: OpenBrowser, listed: None) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/meetings/?attendance=in_person")
    page.get_by_label("Your clock").select_option(label="New York")
    page.get_by_role("button", name="Use this clock").click()
    expect(page).to_have_url(re.compile(r"attendance=in_person.*tz=America%2FNew_York"))
    expect(page.get_by_text("Times are those of New York.")).to_be_visible()
    expect(page.get_by_label("Town or postal code")).to_be_hidden()


def test_an_address_passed_on_is_shown_on_ones_own_clock(open_browser: OpenBrowser, listed: None) -> None:
    page = open_browser(timezone_id="Europe/Madrid").new_page()
    page.goto("/meetings/?attendance=in_person")
    expect(page.get_by_text("Times are those of Madrid.")).to_be_visible()
    page.get_by_role("link", name="Use another clock").click()
    page.get_by_label("Your clock").select_option(label="New York")
    page.get_by_role("button", name="Use this clock").click()
    expect(page.get_by_text("Times are those of New York.")).to_be_visible()


def test_what_is_tapped_is_high_enough_and_nothing_is_wider_than_a_phone(
    open_browser: OpenBrowser, listed: None
) -> None:
    page = open_browser(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    for address in ("/meetings/?place=Springfield", "/meetings/?place=19103", "/meetings/?place=19103&view=week"):
        page.goto(address)
        assert_easy_to_tap(page)
    page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_role("link", name="Add it to your calendar")).to_be_visible()
    assert_easy_to_tap(page)


def assert_easy_to_tap(page: Page) -> None:
    """Check every link, button and summary of the page itself that is in sight."""
    tapped = page.locator("main").locator("a, button, summary").filter(visible=True).all()
    low = {one.inner_text(): box["height"] for one in tapped if (box := one.bounding_box()) and box["height"] < 44}
    assert low == {}
    wide = {box["x"] + box["width"] for one in tapped if (box := one.bounding_box())}
    assert max(wide) <= 390
