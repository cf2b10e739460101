"""A newcomer joins a group and writes first; a greeter is asked, says that they will answer, and does in time."""

import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

ALIAS = "Amber Test"


def welcoming(instance: Instance, *arguments: str) -> str:
    """Make a group, or let time go by in it (`tests/browser/welcoming.py`)."""
    command = [sys.executable, "-m", "tests.browser.welcoming", *arguments]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def comes_in(page: Page, path: str) -> None:
    """Read what the group is for and what people agree to, and come in under an alias of this group."""
    page.goto(path)
    page.get_by_role("link", name="Join this group").click()
    expect(page.get_by_text("What is said here stays here.")).to_be_visible()
    page.get_by_label("Your alias there").fill(ALIAS)
    page.get_by_label("I have read the agreements").check()
    page.get_by_role("button", name="Join this group").click()
    expect(page.get_by_text("Welcome. You are in this group now.")).to_be_visible()


def writes_first(page: Page) -> None:
    """Begin a first thread."""
    page.get_by_role("link", name="Read and write in the group").click()
    page.get_by_role("link", name="Begin a thread").click()
    page.get_by_label("Title").fill("My first evening")
    page.get_by_label("What you want to say").fill("I have never told anybody how long the evenings are.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Your thread is there.")).to_be_visible()


def test_a_newcomer_is_answered_in_time(open_browser: OpenBrowser, instance: Instance) -> None:
    rosa, sam = open_browser().new_page(), open_browser().new_page()
    greeter, newcomer = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, greeter)
    join(sam, newcomer)
    group = welcoming(instance, "begin", greeter)
    comes_in(sam, group)
    writes_first(sam)
    thread = sam.url

    # Most of the time goes by and nobody has answered: the greeter sees what waits, and until when.
    assert welcoming(instance, "later", group, "150") == "1 waits"
    rosa.goto("/groups/")
    expect(rosa.get_by_role("main")).to_contain_text("1 post waits for an answer")
    rosa.goto(f"{group}care/")
    waiting = rosa.get_by_role("listitem").filter(has_text="My first evening")
    expect(waiting).to_contain_text("To be answered by")
    waiting.get_by_role("button", name="I will answer").click()
    expect(rosa.get_by_text("Nobody else is asked for 45 minutes.")).to_be_visible()
    words = "That sounds long. I am glad that you are here."
    rosa.get_by_label("What you want to say").fill(words)
    # What she presses meanwhile does not cost her a word.
    rosa.get_by_role("button", name="Help me to listen").click()
    expect(rosa.get_by_role("button", name="Show me that no more")).to_be_visible()
    expect(rosa.get_by_label("What you want to say")).to_have_value(words)
    rosa.get_by_role("link", name="Answer this").click()
    expect(rosa.get_by_text("Your answer to what")).to_be_visible()
    expect(rosa.get_by_label("What you want to say")).to_have_value(words)
    rosa.get_by_role("button", name="Send it").click()
    rosa.goto(f"{group}care/")
    expect(rosa.get_by_text("Everything is answered.")).to_be_visible()
    assert welcoming(instance, "answered", group, newcomer) == "in time, told"

    # The newcomer sees that something is new, and reads it under the alias of the greeter there.
    sam.goto(f"{group}threads/")
    expect(sam.get_by_text("1 new", exact=True)).to_be_visible()
    sam.get_by_role("link", name="My first evening").click()
    expect(sam.get_by_text("That sounds long. I am glad that you are here.")).to_be_visible()
    expect(sam.get_by_text("Quiet Heron").first).to_be_visible()
    assert sam.url.split("?")[0].split("#")[0] == thread.split("?")[0].split("#")[0]
    assert greeter not in sam.content()
    assert newcomer not in rosa.content()
