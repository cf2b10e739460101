"""A gap at night, in a browser: the owner follows the step that is offered, the supporter says yes, it is gone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join

NEED = "Someone I can call at night"
MISSING = "There is nobody to talk to at these hours: "
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


@WITH_AND_WITHOUT
def test_a_gap_is_closed_by_the_step_that_is_offered(open_browser: OpenBrowser, scripts: bool) -> None:
    owner = open_browser(java_script_enabled=scripts).new_page()
    supporter = open_browser(java_script_enabled=scripts).new_page()
    alias = fresh_alias("Olga Madeup")
    join(owner, alias)
    says_what_they_need(owner)
    stands_with(supporter, invitation_to(owner, "Sam Madeup"))
    sees_a_gap(owner)
    asks(owner, "Sam Madeup", "Only if you are awake anyway.")
    says_yes(supporter, alias)
    sees_no_gap(owner, "Sam Madeup")


def says_what_they_need(owner: Page) -> None:
    """Tap a need, and pass the rest by."""
    owner.goto("/circle/needs/")
    owner.get_by_label(NEED).check()
    owner.get_by_role("button", name="Put on my list").click()
    expect(owner.get_by_text("It is on your list now.")).to_be_visible()


def invitation_to(owner: Page, name: str) -> str:
    """Name somebody on the guided path and make their link."""
    owner.goto("/circle/build/people/")
    owner.get_by_label("What do you call them?").first.fill(name)
    owner.get_by_label("Friend").first.check()
    owner.get_by_role("button", name="Keep, and go on").click()
    owner.get_by_role("button", name=f"Invite {name}").click()
    return owner.get_by_label("Link to pass on").input_value()


def stands_with(supporter: Page, link: str) -> None:
    """Say yes with an account, to practical help alone."""
    supporter.goto(link)
    supporter.get_by_role("link", name="Yes, with an account").click()
    join(supporter, fresh_alias("Sam Madeup"))
    supporter.get_by_label("Practical help").check()
    supporter.get_by_label("Any hour").check()
    supporter.get_by_role("button", name="Yes, I stand with them").click()
    expect(supporter).not_to_have_url(re.compile("/invitation/"))


def sees_a_gap(owner: Page) -> None:
    """Read at the circle what is missing."""
    owner.goto("/circle/")
    steps = owner.get_by_role("region", name="What could help next")
    expect(steps.get_by_text(MISSING).first).to_be_visible()
    expect(steps.get_by_text(NEED).first).to_be_visible()
    owner.goto("/circle/coverage/")
    expect(owner.get_by_role("main").get_by_text("Nobody").first).to_be_visible()
    expect(owner.locator("td.gap")).to_have_count(7 * 9)  # from ten in the evening to seven in the morning


def asks(owner: Page, name: str, words: str) -> None:
    """Follow the first step, read what is sent, and send it."""
    owner.get_by_role("link", name="See what would be sent").click()
    main = owner.get_by_role("main")
    expect(main.get_by_text("Listen")).to_be_visible()
    expect(main.get_by_text(NEED)).to_have_count(0)
    owner.get_by_label("A word from you, if you like").fill(words)
    owner.get_by_role("button", name="Ask them").click()
    expect(main.get_by_text(f"You asked {name}. There is no answer yet.")).to_be_visible()


def says_yes(supporter: Page, alias: str) -> None:
    """Find it on Today, and answer with one tap."""
    supporter.goto("/")
    asked = supporter.get_by_role("region", name=f"{alias} asks you for something")
    expect(asked.get_by_text("Only if you are awake anyway.")).to_be_visible()
    expect(asked.get_by_text(NEED)).to_have_count(0)
    asked.get_by_role("button", name="Yes, I can").click()
    expect(supporter.get_by_text("It is part of what you offer them now.")).to_be_visible()


def sees_no_gap(owner: Page, name: str) -> None:
    """See at the circle who said yes, and no open place for it in words or picture."""
    owner.goto("/circle/")
    main = owner.get_by_role("main")
    expect(main.get_by_text(f"{name} said yes to what you asked.")).to_be_visible()
    for words in (MISSING, "There is room for somebody to talk to."):
        expect(main.get_by_text(words)).to_have_count(0)
    expect(owner.locator(".picture a.open title", has_text="somebody to talk to")).to_have_count(0)
    owner.goto("/circle/coverage/")
    expect(main.get_by_text("Nobody you could")).to_have_count(0)
    expect(owner.locator("td.gap")).to_have_count(0)
    expect(owner.locator("td.alone")).to_have_count(7 * 9)
