"""An urge that is waited out, in a browser: the minutes go by, and then the page asks how strong it is now."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join

ASKED = "How strong is it now?"


def begins_to_wait(page: Page) -> None:
    """Write an urge down, and choose ten minutes."""
    page.goto("/worksheets/urges/")
    page.get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Wait with me for 10 minutes").click()
    expect(page.get_by_role("heading", name="Let it pass")).to_be_visible()


def test_the_minutes_go_by_and_then_it_asks_by_itself(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    join(page, fresh_alias("Olga Madeup"))
    page.clock.install()
    begins_to_wait(page)
    expect(page.get_by_text("Still to go: 10 minutes")).to_be_visible()
    page.clock.fast_forward("09:20")
    expect(page.get_by_text("Still to go: 1 minute", exact=True)).to_be_visible()
    expect(page.get_by_text(ASKED)).to_be_hidden()
    page.clock.fast_forward("01:00")
    expect(page.get_by_role("heading", name="The time is over")).to_be_focused()
    page.get_by_label("2", exact=True).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("2 out of 10")).to_be_visible()


def test_without_scripts_the_page_says_when_and_leads_on(open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    join(page, fresh_alias("Olga Madeup"))
    begins_to_wait(page)
    expect(page.get_by_text(re.compile("At .* it is over."))).to_be_visible()
    expect(page.get_by_text("Still to go")).to_be_hidden()
    page.get_by_role("link", name="Look whether it is over").click()
    page.get_by_role("link", name="It has passed already").click()
    page.get_by_label("3", exact=True).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("3 out of 10")).to_be_visible()
