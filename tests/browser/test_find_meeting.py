"""Finding a meeting without an account: without scripts by a town, and with a device that says where it is. Then going
there with somebody."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

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
    },
    # At whatever hour somebody looks, one begins tonight.
    *(
        {
            "slug": f"any-hour-{hour:02}{minute:02}",
            "name": "Any hour Madeup",
            "day": [0, 1, 2, 3, 4, 5, 6],
            "time": f"{hour:02}:{minute:02}",
            "conference_url": "https://meet.example.org/any-hour",
        }
        for hour in range(24)
        for minute in (0, 15, 30, 45)
    ),
]
WORDS = "At the corner, ten minutes before?"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


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


@WITH_AND_WITHOUT
def test_found_without_an_account_saved_and_gone_to_with_somebody(
    open_browser: OpenBrowser, listed: None, scripts: bool
) -> None:
    owner = open_browser(java_script_enabled=scripts).new_page()
    mate = open_browser(java_script_enabled=scripts).new_page()
    alias = fresh_alias("Olga Madeup")
    finds_one_tonight(owner)
    owner.get_by_role("link", name="Sign in to save it").click()
    owner.get_by_role("link", name="I do not have an account yet").click()
    join(owner, alias)
    owner.get_by_role("button", name="Save this meeting").click()
    expect(owner.get_by_text("It is saved. Only you see that.")).to_be_visible()
    saved = owner.url
    stands_with(mate, "Sam Madeup", invitation_to(owner, "Sam Madeup"))
    owner.goto(saved)
    asks_along(owner, "Sam Madeup")
    says_yes(mate, alias)
    owner.goto(saved)
    expect(owner.get_by_text("Sam Madeup comes along.")).to_be_visible()
    owner.goto("/")
    expect(owner.get_by_text("Sam Madeup comes along.")).to_be_visible()


def finds_one_tonight(page: Page) -> None:
    """Look for what is online tonight, and open the first."""
    page.goto("/meetings/")
    page.get_by_label("When").select_option(label="Tonight")
    page.get_by_label("How people meet").select_option(label="Online")
    page.get_by_role("button", name="Find meetings").click()
    page.get_by_role("link", name="Any hour Madeup").first.click()
    expect(page.get_by_role("heading", name="Any hour Madeup")).to_be_visible()


def invitation_to(owner: Page, name: str) -> str:
    """Name somebody and make their link."""
    owner.goto("/circle/add/")
    owner.get_by_label("What do you call them?").fill(name)
    owner.get_by_label("Friend").check()
    owner.get_by_role("button", name="Keep").click()
    owner.get_by_role("button", name="Make an invitation").click()
    return owner.get_by_label("Link to pass on").input_value()


def stands_with(supporter: Page, name: str, link: str) -> None:
    """Say yes with an account."""
    supporter.goto(link)
    supporter.get_by_role("link", name="Yes, with an account").click()
    join(supporter, fresh_alias(name))
    supporter.get_by_label("Practical help").check()
    supporter.get_by_label("Any hour").check()
    supporter.get_by_role("button", name="Yes, I stand with them").click()
    expect(supporter).not_to_have_url(re.compile("/invitation/"))


def asks_along(owner: Page, name: str) -> None:
    """Choose who is asked, and say where to meet; the next date is chosen already."""
    owner.get_by_role("link", name="Ask somebody to come along").click()
    owner.get_by_label(name).check()
    owner.get_by_label("A word to it, if you like").fill(WORDS)
    owner.get_by_role("button", name="Ask them to come").click()
    expect(owner.get_by_text(f"You asked {name} to come along. There is no answer yet.")).to_be_visible()


def says_yes(mate: Page, alias: str) -> None:
    """Read it on Today, and say yes."""
    mate.goto("/")
    asked = mate.get_by_role("main")
    expect(asked.get_by_role("heading", name=f"{alias} asks you for something")).to_be_visible()
    expect(asked.get_by_text("Any hour Madeup")).to_be_visible()
    expect(asked.get_by_text(WORDS)).to_be_visible()
    mate.get_by_role("button", name="Yes, I come along").click()
    mate.goto("/")
    expect(asked.get_by_role("heading", name=f"You go along with {alias}")).to_be_visible()


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


def test_what_was_asked_for_takes_one_line_on_a_phone(open_browser: OpenBrowser, listed: None) -> None:
    page = open_browser(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto("/meetings/?place=19103&attendance=in_person&program=aa&language=en&within_km=50")
    chips = page.get_by_label("What you look for")
    box = chips.bounding_box()
    assert box
    assert (box["height"] < 70, box["width"] <= 390) == (True, True), box
    chips.get_by_role("link").last.focus()
    expect(chips.get_by_role("link").last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def assert_easy_to_tap(page: Page) -> None:
    """Check every link, button and summary of the page itself that is in sight."""
    tapped = page.locator("main").locator("a, button, summary").filter(visible=True).all()
    low = {one.inner_text(): box["height"] for one in tapped if (box := one.bounding_box()) and box["height"] < 44}
    assert low == {}
    wide = {box["x"] + box["width"] for one in tapped if (box := one.bounding_box())}
    assert max(wide) <= 390
