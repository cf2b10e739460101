"""A setback in a browser: the person tells one of two who stand with them; that one answers, the other sees nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join

HAPPENED, MESSAGE = "An old song and an empty flat", "I only want you to know"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


@WITH_AND_WITHOUT
def test_exactly_the_chosen_one_is_told_and_nothing_is_lost(open_browser: OpenBrowser, scripts: bool) -> None:
    owner, chosen, other = (open_browser(java_script_enabled=scripts).new_page() for _ in range(3))
    alias = fresh_alias("Olga Madeup")
    join(owner, alias)
    for page, name in ((chosen, "Sam Madeup"), (other, "Nora Madeup")):
        stands_with(page, name, invitation_to(owner, name))
    begins(owner)
    tells(owner, "Sam Madeup")
    reads_and_answers(chosen, alias)
    sees_nothing(other)
    owner.goto("/")
    word = owner.get_by_role("main")
    expect(word.get_by_text("I am here, whatever happens.")).to_be_visible()
    expect(word.get_by_text("A drawn card: A lantern")).to_be_visible()
    owner.get_by_role("button", name="I have read it").click()
    expect(owner.get_by_text("I am here, whatever happens.")).to_have_count(0)


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


def begins(owner: Page) -> None:
    """Find the way from Today, and begin to count."""
    owner.goto("/")
    owner.get_by_role("link", name="Begin a journey").click()
    owner.get_by_role("link", name="Days in recovery").click()
    owner.get_by_label("Which was the first day?").fill("2026-01-01")
    owner.get_by_role("button", name="Begin").click()
    expect(owner.get_by_role("heading", name="My recovery")).to_be_visible()
    expect(owner.get_by_text("days in recovery").first).to_be_visible()


def tells(owner: Page, name: str) -> None:
    """Tell of a setback: read what it changes and whom it tells, change something, and then send it."""
    counted = owner.get_by_text("days in recovery").first.inner_text()
    owner.get_by_role("link", name="I had a setback").click()
    owner.get_by_label("What happened?").fill(HAPPENED)
    owner.get_by_role("button", name="See what this changes").click()
    expect(owner.get_by_text("Nobody. It stays with you.")).to_be_visible()
    owner.get_by_role("button", name="Change something").click()
    owner.get_by_label(name).check()
    owner.get_by_label("A word to those you tell").fill(MESSAGE)
    owner.get_by_role("button", name="See what this changes").click()
    expect(owner.get_by_text(f"{name}, and nobody else.")).to_be_visible()
    expect(owner.get_by_text(MESSAGE)).to_be_visible()
    expect(owner.get_by_text(f"Everything you have counted stays: {counted}.")).to_be_visible()
    owner.get_by_role("button", name="Keep it, and tell them").click()
    expect(owner.get_by_text(HAPPENED)).to_be_visible()
    expect(owner.get_by_text(f"you have: {counted}.")).to_be_visible()


def reads_and_answers(chosen: Page, alias: str) -> None:
    """Read what one was told and nothing else, and send a word with a card."""
    chosen.goto("/")
    card = chosen.get_by_role("main")
    expect(card.get_by_text(f"{alias} lets you know of a setback")).to_be_visible()
    expect(card.get_by_text(MESSAGE)).to_be_visible()
    expect(card.get_by_text(HAPPENED)).to_have_count(0)
    chosen.get_by_role("link", name="Send a word").click()
    chosen.get_by_label("Your words").fill("I am here, whatever happens.")
    chosen.get_by_label("A lantern").check()
    chosen.get_by_role("button", name="Send it").click()
    expect(chosen.get_by_text("Your words are on their way.")).to_be_visible()
    expect(chosen.get_by_text(MESSAGE)).to_have_count(0)


def sees_nothing(other: Page) -> None:
    """Find nothing of it on either page."""
    for page in ("/", "/supporting/"):
        other.goto(page)
        expect(other.get_by_text("lets you know")).to_have_count(0)
        expect(other.get_by_text(MESSAGE)).to_have_count(0)
