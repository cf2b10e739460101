"""The main job with a keyboard alone, as two people live it: join, name somebody, reach out, answer, talk, close."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PASSPHRASE, OpenBrowser, fresh_alias
from tests.browser.keys import Keys


def joins(keys: Keys, alias: str) -> None:
    """Fill in what joining asks for, and put the codes away."""
    keys.reads("Join")
    keys.type("Alias", alias)
    keys.type("Passphrase", PASSPHRASE)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/account/recovery-codes/**")
    keys.press("I have kept them")
    keys.page.wait_for_url(re.compile("/(begin|invitation)/"))


def names_sam(keys: Keys) -> str:
    """Go through the first steps with one person; return the link that is for them."""
    keys.tick("Ask me how my day went")
    keys.press("Keep, and go on")
    keys.page.wait_for_url("**/begin/people/")
    keys.type("What do you call them?", "Sam")
    keys.choose("Friend")
    keys.tick("Someone to talk to")
    keys.press("Keep, and go on")
    keys.page.wait_for_url("**/begin/invite/")
    keys.press("Make a link for Sam")
    return keys.page.get_by_label("Link to pass on").input_value()


def says_yes(keys: Keys, link: str, alias: str) -> None:
    """Come by the link, join, and stand with them."""
    keys.page.goto(link)
    keys.press("Yes, with an account")
    joins(keys, alias)
    keys.tick("Listen")
    keys.choose("Any hour")
    keys.press("Yes, I stand with them")
    expect(keys.page).not_to_have_url(re.compile("/invitation/"))


def test_the_main_job_needs_nothing_but_keys(open_browser: OpenBrowser) -> None:
    ona, sam = fresh_alias("Ona Madeup"), fresh_alias("Sam Madeup")
    her, him = Keys(open_browser().new_page()), Keys(open_browser(viewport=DESKTOP).new_page())

    her.page.goto("/")
    her.press("Join")
    joins(her, ona)
    says_yes(him, names_sam(her), sam)

    her.press("Reach out")
    her.page.wait_for_url("**/reach-out/")
    her.choose("I am struggling")
    her.press("Say more, if you like")
    her.type("Is there something you want to say first?", "the evening is long")
    her.press("Ask my people now")
    her.reads("We are asking your people")

    him.page.goto("/")
    him.press("See what they need")
    him.page.wait_for_url("**/asked/**")
    expect(him.page.get_by_text("the evening is long")).to_be_visible()
    him.press("I am here for them")
    him.reads(f"You are with {ona}")

    expect(her.page.get_by_label("Your message")).to_be_visible()
    her.type("Your message", "thank you for coming")
    her.press("Send")
    expect(him.page.get_by_text("thank you for coming")).to_be_visible()
    him.type("Your message", "always")
    him.press("Send")
    expect(her.page.get_by_text("always")).to_be_visible()
    her.press("I am all right for now")
    her.press("Yes, I am all right")
    her.reads("This reach-out is over")

    assert her.wrong | him.wrong == set()
    assert her.round() > 10
    assert him.round() > 10


def test_a_trap_and_a_focus_that_cannot_be_seen_would_be_found(open_browser: OpenBrowser) -> None:
    keys = Keys(open_browser().new_page())
    keys.page.goto("/crisis-lines/")
    assert keys.round() > 10
    assert keys.wrong == set()
    keys.page.evaluate("document.querySelector('.leave').style.outline = 'none'")
    keys.to("Leave quickly")
    assert [wrong.rpartition(": ")[2] for wrong in keys.wrong] == ["no ring"]
    keys.page.evaluate("void (document.activeElement.onkeydown = (event) => event.preventDefault())")
    with pytest.raises(AssertionError, match="the focus is trapped at Leave quickly"):
        keys.tab()
