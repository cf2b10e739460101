"""The safety card without a network: kept when asked for, sealed, brought up to date, and gone with the session."""

import json

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.offline import cached_texts, eventually, find_the_network, kept_rows, looked_after, lose_the_network

SENTENCE = "It passes. It always has."
KEEP = "Keep it on this device for when there is no network"


def write_a_card(page: Page, name: str = "Auntie Madeup", number: str = "555 0100") -> None:
    """Name somebody with a number, and write a card with them on it."""
    page.goto("/circle/add/")
    page.get_by_label("What do you call them?").fill(name)
    page.get_by_label("Friend").check()
    page.get_by_label("Closest to me").check()
    say_more(page).get_by_label("How do you reach them?").fill(number)
    page.locator("main form button").first.click()
    page.goto("/safety-card/write/")
    page.get_by_label("What are you called?").fill("Odd Madeup")
    page.get_by_label("What do you want to tell yourself?").fill(SENTENCE)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="I am called Odd Madeup")).to_be_visible()


def say_more(page: Page) -> Locator:
    """Open what is folded in the form of a tie."""
    more = page.locator("main form details").filter(has_text="More, if you like")
    if more.get_attribute("open") is None:
        more.locator("summary").click()
    return more


def keep_it(page: Page) -> None:
    """Ask this browser to keep the card."""
    page.goto("/safety-card/")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("It is kept on this device.")).to_be_visible()


@pytest.fixture
def context(open_browser: OpenBrowser) -> BrowserContext:
    """A browser of somebody's own."""
    return open_browser()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Somebody new with a card, whose browser is ready for offline."""
    page = context.new_page()
    page.goto("/join/")
    join(page, fresh_alias("Odd Madeup"))
    write_a_card(page)
    looked_after(page)
    return page


def without_network(context: BrowserContext, page: Page) -> None:
    """Go to a page while there is no network."""
    lose_the_network(context)
    page.goto("/circle/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")


def card_on(page: Page) -> list[str]:
    """Return what the offline page shows of a card."""
    return page.locator("[data-safety-card]:visible").all_inner_texts()


def test_the_card_is_there_without_a_network_once_it_is_kept(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    without_network(context, page)
    card = page.locator("[data-safety-card]")
    expect(card.get_by_text("I am called Odd Madeup")).to_be_visible()
    expect(card.get_by_text(SENTENCE)).to_be_visible()
    expect(card.get_by_text("Auntie Madeup")).to_be_visible()
    expect(card.get_by_role("link", name="Call 555 0100")).to_have_attribute("href", "tel:5550100")


def test_nothing_is_kept_before_somebody_asks_for_it(context: BrowserContext, page: Page) -> None:
    page.goto("/safety-card/")
    expect(page.get_by_role("button", name=KEEP)).to_be_visible()
    assert [name for name in kept_rows(page) if not name.startswith(":")] == []
    without_network(context, page)
    assert card_on(page) == []


def test_what_lies_in_the_browser_cannot_be_read(page: Page) -> None:
    keep_it(page)
    rows = kept_rows(page)
    assert set(rows) == {":key", ":whose", "safety-card"}
    assert rows[":key"] == {"extractable": False, "uses": ["encrypt", "decrypt"]}
    assert rows["safety-card"]["plain"].keys() == {"from", "at"}
    whole = json.dumps([rows, cached_texts(page)])
    words = ("Odd Madeup", "It passes", "Auntie", "555 0100", "5550100")
    assert [word for word in words if word in whole] == []


def test_the_copy_follows_the_card(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/safety-card/write/")
    page.get_by_label("What do you want to tell yourself?").fill("Ring Auntie first.")
    before = kept_rows(page)["safety-card"]["plain"]["at"]
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Ring Auntie first.")).to_be_visible()
    renewed_since(page, before)
    without_network(context, page)
    expect(page.locator("[data-safety-card]").get_by_text("Ring Auntie first.")).to_be_visible()


def renewed_since(page: Page, moment: float) -> None:
    """Wait until the copy was fetched anew."""
    eventually(page, "async (moment) => (await self.vault.labels())['safety-card'].at > moment", moment)


def test_a_number_that_changes_in_the_circle_changes_in_the_copy(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/circle/")
    page.get_by_role("link", name="Auntie Madeup").first.click()
    page.get_by_role("link", name="Change", exact=True).click()
    say_more(page).get_by_label("How do you reach them?").fill("555 0177")
    before = kept_rows(page)["safety-card"]["plain"]["at"]
    page.locator("main form button").first.click()
    renewed_since(page, before)
    without_network(context, page)
    expect(page.get_by_role("link", name="Call 555 0177")).to_be_visible()


def test_deleting_the_card_deletes_the_copy(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/safety-card/remove/")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Your card is deleted.")).to_be_visible()
    eventually(page, "async () => !('safety-card' in (await self.vault.labels()))")
    without_network(context, page)
    assert card_on(page) == []


def test_a_card_that_was_deleted_meanwhile_is_not_said_to_be_kept(context: BrowserContext, page: Page) -> None:
    page.goto("/safety-card/")
    second = context.new_page()
    second.goto("/safety-card/remove/")
    second.get_by_role("button", name="Delete it").click()
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("link", name="Write your card")).to_be_visible()
    assert "safety-card" not in kept_rows(page)


def test_taking_it_off_this_device_leaves_the_card(page: Page) -> None:
    keep_it(page)
    page.get_by_role("button", name="Take it off this device").click()
    expect(page.get_by_role("button", name=KEEP)).to_be_visible()
    assert "safety-card" not in kept_rows(page)
    page.reload()
    expect(page.get_by_text(SENTENCE)).to_be_visible()


def test_it_is_gone_after_signing_out(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")
    eventually(page, "async () => (await self.vault.whose()) === null")
    assert kept_rows(page) == {}
    without_network(context, page)
    assert card_on(page) == []


def test_it_is_gone_when_the_session_was_ended_elsewhere(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    context.clear_cookies()
    page.goto("/crisis-lines/")
    eventually(page, "async () => (await self.vault.whose()) === null")
    assert kept_rows(page) == {}


def test_the_next_person_on_this_device_does_not_find_it(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    rows = kept_rows(page)
    context.clear_cookies()
    # Straight into another account, as if no signed-out page had been open between the two.
    page.goto("/join/")
    join(page, fresh_alias("Next Madeup"))
    eventually(page, "async (tag) => ![null, tag].includes(await self.vault.whose())", rows[":whose"])
    assert "safety-card" not in kept_rows(page)
    without_network(context, page)
    assert card_on(page) == []


def test_leaving_quickly_keeps_it(context: BrowserContext, page: Page, instance: Instance) -> None:
    keep_it(page)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_title("Notes")
    page.goto(f"{instance.url}/")
    without_network(context, page)
    expect(page.locator("[data-safety-card]").get_by_text(SENTENCE)).to_be_visible()


def test_an_error_of_the_server_is_no_reason_to_forget(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    without_network(context, page)
    page.reload()
    expect(page.locator("[data-safety-card]").get_by_text(SENTENCE)).to_be_visible()
    find_the_network(context)
    page.goto("/safety-card/")
    expect(page.get_by_text("It is kept on this device.")).to_be_visible()


def test_without_javascript_the_page_says_that_paper_works_too(open_browser: OpenBrowser, page: Page) -> None:
    without = open_browser(java_script_enabled=False)
    without.add_cookies(page.context.cookies())
    plain = without.new_page()
    plain.goto("/safety-card/")
    expect(plain.get_by_text("copy it onto paper")).to_be_visible()
    expect(plain.get_by_role("button", name=KEEP)).to_be_hidden()


def test_signing_out_into_nothing_takes_the_copy_along(context: BrowserContext, page: Page) -> None:
    keep_it(page)
    page.goto("/account/")
    lose_the_network(context)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    assert "safety-card" not in kept_rows(page)
    assert card_on(page) == []
