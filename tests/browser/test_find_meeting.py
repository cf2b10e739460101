"""Finding a meeting without an account: without scripts by a town, and with a device that says where it is."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

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
