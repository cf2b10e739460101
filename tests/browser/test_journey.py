"""The main job, as two people live it: join, name people, one accepts by link, reach out, answer, talk."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, OpenBrowser, fresh_alias, join


def name_somebody(page: Page, name: str) -> None:
    """Write somebody down in one's circle."""
    page.goto("/circle/add/")
    page.get_by_label("What do you call them?").fill(name)
    page.get_by_label("Friend").check()
    page.get_by_text("More, if you like").click()
    page.get_by_label("Someone to talk to").check()
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def invitation_link(page: Page) -> str:
    """Make an invitation for the tie that is shown; return its link."""
    page.get_by_role("button", name="Make an invitation").click()
    return page.get_by_label("Link to pass on").input_value()


def say_yes(page: Page) -> None:
    """Offer to listen, and wait until that has arrived."""
    page.get_by_label("Listen").check()
    page.get_by_label("Any hour").check()
    page.get_by_role("button", name="Yes, I stand with them").click()
    expect(page).not_to_have_url(re.compile("/invitation/"))


def accept(page: Page, link: str, alias: str) -> None:
    """Open a link as somebody new, join, and say yes."""
    page.goto(link)
    page.get_by_role("link", name="Yes, with an account").click()
    join(page, alias)
    say_yes(page)


def reach_out(page: Page, note: str) -> None:
    """Press the button that is on every page, and ask."""
    page.get_by_role("link", name="Reach out").click()
    page.get_by_label("I am struggling").check()
    page.get_by_text("Say more, if you like").click()
    page.get_by_label("Is there something you want to say first?").fill(note)
    page.get_by_role("button", name="Ask my people now").click()
    expect(page.get_by_role("heading", name="We are asking your people")).to_be_visible()


def seen(page: Page, words: str, *, live: bool) -> None:
    """Wait until the page shows these words: by itself when it is live, else by loading it again."""
    if live:
        expect(page.get_by_text(words).first).to_be_visible()
        return
    for _ in range(20):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"never saw: {words}")


@pytest.mark.parametrize("live", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_reaching_out_and_being_answered(open_browser: OpenBrowser, live: bool) -> None:
    ona, sam = fresh_alias("Ona Madeup"), fresh_alias("Sam Madeup")
    hers: BrowserContext = open_browser(java_script_enabled=live)
    his: BrowserContext = open_browser(java_script_enabled=live, viewport=DESKTOP)
    her, him = hers.new_page(), his.new_page()

    her.goto("/")
    her.get_by_role("link", name="Join").first.click()
    join(her, ona)
    name_somebody(her, "My sister")
    name_somebody(her, "Sam")
    accept(him, invitation_link(her), sam)

    him.goto("/")
    him.evaluate("window.loadedOnce = true") if live else None
    reach_out(her, "the evening is long")
    seen(him, "Somebody reached out", live=live)
    if live:
        assert him.evaluate("window.loadedOnce"), "the page was loaded again"
    him.get_by_role("link", name="See what they need").click()
    expect(him.get_by_text("the evening is long")).to_be_visible()
    him.get_by_role("button", name="I am here for them").click()
    expect(him.get_by_role("heading", name=f"You are with {ona}")).to_be_visible()

    seen(her, "Sam is with you", live=live)
    seen(her, "Your message", live=live)
    her.get_by_label("Your message").fill("thank you for coming")
    her.get_by_role("button", name="Send").click()
    seen(him, "thank you for coming", live=live)
    her.get_by_role("button", name="I am all right for now").click()
    if live:
        her.get_by_role("button", name="Yes, I am all right").click()
    expect(her.get_by_role("heading", name="This reach-out is over")).to_be_visible()
    seen(him, "is all right for now", live=live)


def test_nobody_to_ask_is_said_at_once_with_numbers_to_call(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto("/join/")
    join(page, fresh_alias("Uma Madeup"))
    page.get_by_role("link", name="Reach out").click()
    page.get_by_label("It is urgent").check()
    page.get_by_role("button", name="Ask my people now").click()
    expect(page.get_by_role("heading", name="Nobody has answered yet")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("999")).first).to_be_visible()


def test_a_contact_without_account_answers_from_their_link(open_browser: OpenBrowser) -> None:
    ona = fresh_alias("Ona Madeup")
    her, contact = open_browser().new_page(), open_browser().new_page()
    her.goto("/join/")
    join(her, ona)
    name_somebody(her, "My aunt")
    contact.goto(invitation_link(her))
    contact.get_by_role("link", name="Yes, without an account").click()
    say_yes(contact)
    her.get_by_role("link", name="Reach out").click()
    her.get_by_label("It is urgent").check()
    her.get_by_role("button", name="Ask my people now").click()
    contact.goto(her.get_by_label("Link to pass on").input_value())
    contact.get_by_role("button", name="I am here for them").click()
    expect(her.get_by_text("My aunt is with you")).to_be_visible()
