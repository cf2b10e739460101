"""Four people hold a meeting in its room, from its first part to its end: one without scripts, one drops out."""

import os
import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join

PARTS = ("Welcome", "Greet who is new", "A first round", "What is on our minds", "A last word")


def room_of(instance: Instance, alias: str) -> str:
    """Have this person host a meeting that begins now; return where its room is."""
    command = [sys.executable, "-m", "tests.browser.hosting", alias, f"evening-{os.urandom(3).hex()}"]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def comes_in(page: Page, room: str, name: str, *, button: str = "Come in", is_new: bool = False) -> None:
    """Come into the room under a name."""
    page.goto(room)
    page.get_by_label("Your name in this room").fill(name)
    if is_new:
        page.get_by_label("I am here for the first time").check()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="Raise your hand")).to_be_visible()


def is_on(page: Page, part: str) -> None:
    """See what is on."""
    expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()


def test_four_people_hold_a_meeting_to_its_end(open_browser: OpenBrowser, instance: Instance) -> None:
    rosa, sam, tess = (open_browser().new_page() for _ in range(3))
    una = open_browser(java_script_enabled=False).new_page()
    host = fresh_alias("Rosa Madeup")
    join(rosa, host)
    for page, name in ((sam, "Sam Madeup"), (tess, "Tess Madeup"), (una, "Una Madeup")):
        join(page, fresh_alias(name))
    room = room_of(instance, host)

    sam.goto(room)
    expect(sam.get_by_text("This page changes by itself when you can come in.")).to_be_visible()
    comes_in(rosa, room, "Rosa", button="Open the room")
    expect(sam.get_by_role("button", name="Come in")).to_be_visible()
    comes_in(sam, room, "Sam", is_new=True)
    comes_in(tess, room, "Tess")
    comes_in(una, room, "Una")
    expect(rosa.get_by_text("4 people are here")).to_be_visible()
    expect(rosa.get_by_text("Here for the first time: Sam.")).to_be_visible()
    is_on(tess, PARTS[0])

    gives_the_word(rosa, sam)
    tess_is_away_and_back(rosa, tess, room)
    without_scripts(rosa, una)
    to_the_end(rosa, sam, una, room)


def gives_the_word(rosa: Page, sam: Page) -> None:
    """Sam raises a hand, gets the word, shares in writing and is done."""
    sam.get_by_role("button", name="Raise your hand").focus()
    sam.keyboard.press("Enter")
    expect(sam.get_by_role("button", name="Take your hand down")).to_be_focused()
    rosa.get_by_role("button", name="Give the word to who is next").click()
    expect(sam.get_by_text("You have the word.")).to_be_visible()
    expect(rosa.get_by_text("Sam has the word.")).to_be_visible()
    sam.get_by_label("A line for all").fill("The heron stood still.")
    sam.context.set_offline(True)
    sam.get_by_role("button", name="Write it for all").click()
    expect(sam.get_by_text("so this was not sent.")).to_be_visible()
    expect(sam.get_by_label("A line for all")).to_have_value("The heron stood still.")
    sam.context.set_offline(False)
    sam.get_by_role("button", name="Write it for all").click()
    expect(rosa.get_by_text("The heron stood still.", exact=True)).to_be_visible()
    sam.get_by_role("button", name="I am done, thank you").click()
    expect(rosa.get_by_text("Nobody has the word right now.")).to_be_visible()
    expect(sam.get_by_role("button", name="Raise your hand")).to_be_visible()
    expect(sam.get_by_label("A line for all")).to_be_hidden()


def tess_is_away_and_back(rosa: Page, tess: Page, room: str) -> None:
    """Tess raises a hand and is gone; the meeting goes on; back, she is in the middle of it, her hand still up."""
    tess.get_by_role("button", name="Raise your hand").click()
    expect(rosa.get_by_role("listitem").filter(has_text="Tess").first).to_be_visible()
    tess.goto("/crisis-lines/")
    rosa.get_by_role("button", name="Go on to the next part").click()
    is_on(rosa, PARTS[1])
    tess.goto(room)
    is_on(tess, PARTS[1])
    expect(tess.get_by_text("That is you.")).to_be_visible()
    expect(tess.locator("[data-live-part=clock] time")).to_have_text(re.compile("^[12]:[0-5][0-9]$"))
    rosa.get_by_role("button", name="Go on to the next part").click()
    is_on(tess, PARTS[2])


def without_scripts(rosa: Page, una: Page) -> None:
    """Una looks again by hand, and is seen by the others at once."""
    una.get_by_role("link", name="Look again").click()
    is_on(una, PARTS[2])
    una.get_by_role("button", name="Raise your hand").click()
    expect(una.get_by_role("button", name="Take your hand down")).to_be_visible()
    expect(rosa.get_by_role("listitem").filter(has_text="Una").first).to_be_visible()


def to_the_end(rosa: Page, sam: Page, una: Page, room: str) -> None:
    """Rosa goes through what is left and ends it for all; nobody is in the room any more."""
    for number, part in enumerate(PARTS[3:], start=3):
        rosa.get_by_role("button", name="Go on to the next part").click()
        is_on(sam, part)
        expect(rosa.locator("[name=after]")).to_have_value(str(number))
    rosa.get_by_role("link", name="End the meeting").click()
    rosa.get_by_role("button", name="End it for all").click()
    expect(rosa.get_by_text("Who was there and what was written is deleted.")).to_be_visible()
    expect(sam.get_by_text("Thank you for having been part of it.")).to_be_visible()
    una.goto(room)
    expect(una.get_by_text("Thank you for having been part of it.")).to_be_visible()
