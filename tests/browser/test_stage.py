"""A host and two members hold an event: one asks, one would like to hear it, the host answers, and it is summed up."""

import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

ASKED = "How long until the evenings are easier?"
ANSWER = "For most of us some weeks. It is not a straight line."


def event_of(instance: Instance, *aliases: str) -> str:
    """Have the first of these people host a group with the others, and an event; return where it is."""
    command = [sys.executable, "-m", "tests.browser.gathering", *aliases]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_question_is_asked_wanted_answered_and_summed_up(open_browser: OpenBrowser, instance: Instance) -> None:
    host, mia = (open_browser().new_page() for _ in range(2))
    una = open_browser(java_script_enabled=False).new_page()
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Mia Madeup", "Una Madeup")]
    for page, alias in zip((host, mia, una), aliases, strict=True):
        join(page, alias)
    event = event_of(instance, *aliases)
    for page in (host, mia, una):
        page.goto(event)

    before_it_begins(host, una)
    coming = mia.get_by_role("button", name="I will come")
    expect(coming).to_be_visible()
    host.get_by_role("button", name="Begin the event").click()
    expect(mia.get_by_role("heading", name="On the stage")).to_be_visible()
    expect(coming).to_have_count(0)
    expect(mia.get_by_role("link", name="Put it into my calendar")).to_have_count(0)
    would_like_to_hear(mia)
    answers(host, mia)
    ends(host, mia, una, event)


def test_what_is_said_of_a_question_stands_where_it_was_asked(open_browser: OpenBrowser, instance: Instance) -> None:
    host, mia = (open_browser().new_page() for _ in range(2))
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Mia Madeup")]
    for page, alias in zip((host, mia), aliases, strict=True):
        join(page, alias)
    mia.goto(event_of(instance, *aliases))
    mia.get_by_label("What would you like to ask?").fill(ASKED)
    mia.get_by_role("button", name="Send my question").click()
    said = mia.locator("#ask").get_by_text("Your question is with those who moderate.")
    expect(said).to_be_visible()
    expect(said).to_be_in_viewport()
    expect(mia.get_by_text("Your question is with those who moderate.")).to_have_count(1)


def before_it_begins(host: Page, una: Page) -> None:
    """Una asks beforehand, without scripts and without a name, and the host sees it by itself."""
    una.get_by_label("What would you like to ask?").fill(ASKED)
    una.get_by_label("Do not tell those who moderate either that it is me").check()
    una.get_by_role("button", name="Send my question").click()
    expect(una.get_by_text("Nobody here knows that it is yours.")).to_be_visible()
    expect(host.get_by_text("Asked without a name.")).to_be_visible()


def would_like_to_hear(mia: Page) -> None:
    """Mia says by keyboard that she would like to hear it, too; it stays said when the page is made anew."""
    wanted = mia.get_by_role("button", name="I would like to hear this")
    wanted.focus()
    mia.keyboard.press("Enter")
    said = mia.get_by_role("button", name="You would like to hear this")
    expect(said).to_be_visible()
    expect(said).to_be_focused()
    mia.reload()
    expect(said).to_be_visible()


def answers(host: Page, mia: Page) -> None:
    """The host puts it on the stage, before another, and answers; Mia reads both without doing anything."""
    mia.get_by_label("What would you like to ask?").fill("And by day?")
    mia.get_by_role("button", name="Send my question").click()
    expect(host.get_by_role("button", name="Put it on the stage")).to_have_count(2)
    host.get_by_role("button", name="Put it on the stage").first.click()
    expect(mia.get_by_text("Somebody here asks this.")).to_be_visible()
    host.get_by_label("Say it on the stage").fill(ANSWER)
    host.get_by_role("button", name="Say it to all").click()
    expect(mia.get_by_text(ANSWER)).to_be_visible()
    expect(mia.locator("main")).not_to_contain_text("Pebble")
    host.get_by_role("button", name="It is answered").click()
    expect(mia.get_by_text("No question is on the stage right now.")).to_be_visible()


def ends(host: Page, mia: Page, una: Page, event: str) -> None:
    """The host ends it and writes what it brought; the answer stays, and nothing says who asked."""
    host.get_by_role("link", name="End the event").click()
    host.get_by_role("button", name="End the event").click()
    host.get_by_role("link", name="Write what it brought").click()
    host.get_by_label("What should people know who were not there?").fill("It takes **weeks**, and company helps.")
    host.get_by_role("button", name="Keep").click()
    for page in (mia, una):
        page.goto(event)
        expect(page.get_by_text("company helps")).to_be_visible()
        expect(page.get_by_text(ASKED, exact=True)).to_be_visible()
        expect(page.get_by_text(ANSWER)).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("Pebble")
