"""What parts of the interface do in a browser: dialog, tabs, the week's grid, light and dark. All by keyboard too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias


@pytest.fixture
def styleguide(open_browser: OpenBrowser, instance: Instance) -> Page:
    """The styleguide, as an organiser sees it."""
    page = open_browser().new_page()
    sign_in_as_organiser(page, instance)
    page.goto("/styleguide/")
    return page


def sign_in_as_organiser(page: Page, instance: Instance) -> None:
    """Make an organiser, and sign in with the link that they are given."""
    said = instance.alongside("person", "create", fresh_alias("Ora Madeup"), "--role", "organiser")
    link = re.search(r"http\S+", said)
    assert link
    page.goto(link[0])
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"^(?!.*/sign-in/)"))


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(styleguide: Page) -> None:
    opener = styleguide.get_by_role("link", name="Ask before it happens")
    opener.focus()
    styleguide.keyboard.press("Enter")
    dialog = styleguide.get_by_role("dialog", name="Shall this happen?")
    expect(dialog).to_be_visible()
    styleguide.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_role("button", name="Not now").click()
    expect(dialog).to_be_hidden()


def test_without_scripts_the_dialog_s_link_leads_on_and_every_tab_is_in_sight(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    sign_in_as_organiser(page, instance)
    page.goto("/styleguide/")
    assert page.get_by_role("tab").count() == 0
    expect(page.get_by_text("What the first tab shows.")).to_be_visible()
    expect(page.get_by_text("What the second tab shows.")).to_be_visible()
    page.get_by_role("link", name="Ask before it happens").click()
    expect(page).to_have_url(re.compile("#main$"))


def test_tabs_are_chosen_by_arrow_keys(styleguide: Page) -> None:
    one, two = styleguide.get_by_role("tab", name="One"), styleguide.get_by_role("tab", name="Two")
    expect(styleguide.get_by_text("What the second tab shows.")).to_be_hidden()
    one.focus()
    styleguide.keyboard.press("ArrowRight")
    expect(two).to_be_focused()
    expect(styleguide.get_by_role("tabpanel", name="Two")).to_be_visible()
    expect(styleguide.get_by_text("What the first tab shows.")).to_be_hidden()
    styleguide.keyboard.press("ArrowRight")
    expect(one).to_be_focused()
    styleguide.keyboard.press("End")
    expect(two).to_have_attribute("aria-selected", "true")
    styleguide.keyboard.press("Tab")
    assert styleguide.evaluate("document.activeElement.role") != "tab"


def test_a_week_is_walked_with_arrows_and_taken_by_day_or_time(styleguide: Page) -> None:
    week = styleguide.get_by_role("table", name="Parts of the days of a week").first

    def box(name: str) -> Locator:
        return week.get_by_role("checkbox", name=name)

    box("Monday, Night 0–6").focus()
    styleguide.keyboard.press("ArrowDown")
    styleguide.keyboard.press("ArrowRight")
    expect(box("Tuesday, Morning 6–12")).to_be_focused()
    styleguide.keyboard.press("Space")
    expect(box("Tuesday, Morning 6–12")).to_be_checked()
    week.get_by_role("button", name="Evening").click()
    assert week.locator(":checked").count() == 8
    week.get_by_role("button", name="Evening").click()
    week.get_by_role("button", name="Sun").click()
    assert week.locator(":checked").count() == 5


def test_any_hour_leaves_nothing_to_choose_below(styleguide: Page) -> None:
    fields = styleguide.locator(".hours").first
    expect(fields.get_by_role("table").first).to_be_visible()
    fields.get_by_label("Any hour").check()
    expect(fields.get_by_role("table").first).to_be_hidden()


GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_or_dark_follows_the_device_until_somebody_chooses(open_browser: OpenBrowser, scheme: str) -> None:
    grounds = {"light": "rgb(248, 242, 231)", "dark": "rgb(18, 29, 24)"}
    other = "light" if scheme == "dark" else "dark"
    page = open_browser(color_scheme=scheme).new_page()
    page.goto("/crisis-lines/")
    assert page.evaluate(GROUND) == grounds[scheme]
    page.get_by_role("button", name=other.title(), exact=True).click()
    expect(page.get_by_role("button", name=other.title(), exact=True)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(GROUND) == grounds[other]
    page.goto("/")
    assert page.evaluate(GROUND) == grounds[other]
    page.get_by_role("button", name="Like my device").click()
    expect(page.get_by_role("button", name="Like my device")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(GROUND) == grounds[scheme]
