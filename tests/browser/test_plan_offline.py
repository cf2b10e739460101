"""A safety plan without a network: written on a phone, kept when asked for, read, and gone with the session."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.offline import cached_texts, eventually, kept_rows, looked_after, lose_the_network
from tests.browser.test_offline_accessible import is_sound
from tests.browser.test_safety_card import KEEP

GO_ON = "Keep, and go on"


@pytest.fixture
def context(open_browser: OpenBrowser) -> BrowserContext:
    """A small phone of somebody's own."""
    return open_browser(viewport={"width": 320, "height": 568})


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Somebody new who wrote three steps of a safety plan, found from Today."""
    page = context.new_page()
    page.goto("/join/")
    join(page, fresh_alias("Odd Madeup"))
    page.goto("/")
    page.get_by_role("link", name="Write your safety plan").click()
    page.get_by_role("link", name="Write your safety plan").click()
    for words in ("I stop eating", "Cold water\nOne song", "", "Sol from work, 555 0100"):
        page.get_by_label("In your own words").fill(words)
        page.get_by_role("button", name=GO_ON).click()
    page.get_by_role("link", name="See the whole plan").click()
    expect(page.get_by_role("heading", name="Whom I ask for help")).to_be_visible()
    looked_after(page)
    return page


def keep_it(page: Page) -> None:
    """Ask this browser to keep the plan."""
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("It is kept on this device.")).to_be_visible()


def test_it_is_followed_without_a_network(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    is_sound(page)
    lose_the_network(context)
    page.goto("/plans/safety/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    expect(page.get_by_role("heading", name="Your safety plan")).to_be_visible()
    plan = page.locator("[data-plans]")
    assert plan.get_by_role("heading", level=3).all_inner_texts() == [
        "How I notice it coming",
        "What I do by myself",
        "Whom I ask for help",
    ]
    assert plan.locator("li li p:first-child").all_inner_texts() == [
        "I stop eating",
        "Cold water",
        "One song",
        "Sol from work, 555 0100",
    ]
    expect(plan.get_by_role("link", name="Call 555 0100")).to_have_attribute("href", "tel:5550100")
    is_sound(page)


def test_the_pages_of_plans_and_of_the_toolbox_are_sound_on_a_small_phone(page: Page) -> None:
    for path in ("/", "/plans/", "/plans/staying-well/", "/plans/safety/services/", "/plans/staying-well/breaking/"):
        page.goto(path)
        is_sound(page)
    page.goto("/toolbox/breathing/")
    page.get_by_label("Show a circle that breathes along").check()
    expect(page.locator(".circle-of-breath")).to_be_visible()
    is_sound(page)
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".circle-of-breath")).to_be_hidden()


def test_nothing_is_kept_unasked_and_what_is_kept_cannot_be_read(context: BrowserContext, page: Page) -> None:
    assert [name for name in kept_rows(page) if not name.startswith(":")] == []
    keep_it(page)
    rows = kept_rows(page)
    assert set(rows) == {":key", ":whose", "plan-safety"}
    assert "555 0100" not in json.dumps([rows, cached_texts(page)])


def test_the_copy_follows_the_plan_and_goes_with_it(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/plans/safety/remove/")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Your plan is deleted.")).to_be_visible()
    eventually(page, "async () => !('plan-safety' in (await self.vault.labels()))")


def test_it_is_gone_after_signing_out(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")
    eventually(page, "async () => (await self.vault.whose()) === null")
    assert kept_rows(page) == {}
    lose_the_network(context)
    page.goto("/plans/safety/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    expect(page.get_by_role("heading", name="Your safety plan")).to_have_count(0)
