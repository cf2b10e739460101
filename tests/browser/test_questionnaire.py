"""A questionnaire on a small phone without scripts: told beforehand, one answer left open, help before the number."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.test_offline_accessible import is_sound


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    """Somebody new, whose browser runs no scripts, at the questionnaires; found from what is theirs."""
    page = open_browser(viewport={"width": 320, "height": 568}, java_script_enabled=False).new_page()
    page.goto("/join/")
    join(page, fresh_alias("Odd Madeup"))
    page.goto("/account/")
    page.get_by_role("link", name="Questionnaires").click()
    return page


def answer(page: Page, name: str, *, but: int | None = None) -> None:
    """Give every question this answer, except one."""
    groups = page.locator("main fieldset")
    for place in range(groups.count()):
        if place != but:
            groups.nth(place).get_by_label(name, exact=True).check()


def test_an_answer_about_hurting_oneself_leads_to_help_first(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"Take it\s*:\s*PHQ-9")).click()
    expect(page.get_by_text("you come to help first")).to_be_visible()
    answer(page, "Not at all", but=8)
    page.locator("main fieldset").nth(8).get_by_label("Several days").check()
    page.get_by_role("button", name="See what comes out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First of all: you need not be alone with this")
    main = page.locator("main").inner_text()
    order = ["Nobody was told that you answered so.", "Reach out", "Crisis lines", "What came out", "1 of 27"]
    assert [main.index(words) for words in order] == sorted(main.index(words) for words in order)
    expect(page.locator("main").get_by_role("link", name="Reach out")).to_be_visible()


def test_one_that_is_left_open_is_asked_about_and_nothing_is_lost(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"Take it\s*:\s*GAD-7")).click()
    answer(page, "Several days", but=6)
    page.get_by_role("button", name="See what comes out").click()
    expect(page.get_by_role("alert")).to_contain_text("This one is still open.")
    assert page.get_by_role("radio", checked=True).count() == 6
    page.locator("main fieldset").nth(6).get_by_label("Several days").check()
    page.get_by_role("button", name="See what comes out").click()
    expect(page.get_by_text(re.compile(r"Total: 7 of 21"))).to_be_visible()
    expect(page.get_by_text("5 to 9 is what its makers call mild.")).to_be_visible()


def test_its_pages_are_sound_on_a_small_phone(open_browser: OpenBrowser) -> None:
    page = open_browser(viewport={"width": 320, "height": 568}).new_page()
    page.goto("/join/")
    join(page, fresh_alias("Odd Madeup"))
    for path in ("/questionnaires/", "/questionnaires/barc-10/", "/questionnaires/barc-10/take/"):
        page.goto(path)
        is_sound(page)
    page.get_by_role("button", name="See what comes out").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is answered yet.")
    is_sound(page)
