"""A first visit on a phone: from the front page to a circle of two and a rehearsed reach-out, interrupted anywhere."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.conftest import PASSPHRASE, OpenBrowser, fresh_alias, join
from tests.browser.test_journey import say_yes

# A tired thumb, more slowly than people are in studies of typing on phones, and time to read every screen.
SECONDS_A_TAP = 2.0
SECONDS_A_LETTER = 0.5
SECONDS_A_SCREEN = 12.0
FIVE_MINUTES = 300.0

BAND = "Rehearsal: nobody is told anything."
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


@dataclass  # without slots: the browser notes on the instance whom it tells
class Thumb:
    """Whoever holds the phone: what they tap, type and get to see is counted."""

    page: Page
    taps: int = 0
    letters: int = 0
    screens: int = 0

    def __post_init__(self) -> None:
        self.page.on("response", self._see)

    def _see(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status == 200:
            self.screens += 1

    def tap(self, on: Locator) -> None:
        """Tap on something in sight."""
        self.taps += 1
        on.click()

    def tick(self, on: Locator) -> None:
        """Tap on a choice."""
        self.taps += 1
        on.check()

    def type(self, on: Locator, text: str) -> None:
        """Tap on a field and type."""
        self.taps += 1
        self.letters += len(text)
        on.fill(text)

    def seconds(self) -> float:
        """Say how long that takes somebody slow."""
        return self.taps * SECONDS_A_TAP + self.letters * SECONDS_A_LETTER + self.screens * SECONDS_A_SCREEN

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Find a button of the page itself."""
        return self.page.locator("main").get_by_role("button", name=name)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        """Find a link of the page itself."""
        return self.page.locator("main").get_by_role("link", name=name)


def at(page: Page, path: str) -> None:
    """Wait until the page is at that path."""
    expect(page).to_have_url(re.compile(f"{re.escape(path)}(#.*)?$"))


def joins(thumb: Thumb, alias: str) -> None:
    """Come to the front page and join."""
    thumb.page.goto("/")
    thumb.tap(thumb.link("Join").first)
    thumb.type(thumb.page.get_by_label("Alias"), alias)
    thumb.type(thumb.page.get_by_label("Passphrase").first, PASSPHRASE)
    thumb.tap(thumb.button("Join"))
    thumb.tap(thumb.button("I have kept them"))
    at(thumb.page, "/begin/needs/")


def says_needs(thumb: Thumb) -> None:
    """Tap two needs."""
    thumb.tick(thumb.page.get_by_label("Someone who listens and gives no advice"))
    thumb.tick(thumb.page.get_by_label("Ask me how my day went"))
    thumb.tap(thumb.button("Keep, and go on"))
    at(thumb.page, "/begin/people/")


def names_two(thumb: Thumb) -> None:
    """Name two people."""
    for which, name, relation in (("One person", "My sister", "Family"), ("Another person", "Sam", "Friend")):
        person = thumb.page.get_by_role("group", name=which, exact=True)
        if which != "One person":
            thumb.tap(thumb.page.get_by_text("Name another person"))
        thumb.type(person.get_by_label("What do you call them?"), name)
        thumb.tick(person.get_by_label(relation))
        thumb.tick(person.get_by_label("Someone to talk to"))
    thumb.tap(thumb.button("Keep, and go on"))
    at(thumb.page, "/begin/invite/")


def makes_links(thumb: Thumb) -> list[str]:
    """Make a link for each of the two; return the links."""
    for name in ("My sister", "Sam"):
        thumb.tap(thumb.button(f"Make a link for {name}"))
    fields = thumb.page.get_by_label("Link to pass on")
    expect(fields).to_have_count(2)
    return [field.input_value() for field in fields.all()]


def rehearses(thumb: Thumb) -> None:
    """Go through the rehearsal; every screen of it says what it is."""
    thumb.tap(thumb.link("Begin the rehearsal"))
    at(thumb.page, "/reach-out/rehearse/")
    is_marked(thumb.page)
    thumb.tick(thumb.page.get_by_label("I am struggling"))
    thumb.tap(thumb.button("Ask my people (rehearsal)"))
    expect(thumb.page.get_by_role("heading", name="Whom we would ask now")).to_be_visible()
    is_marked(thumb.page)
    thumb.tap(thumb.link("What happens when somebody answers?"))
    is_marked(thumb.page)
    thumb.tap(thumb.link("And when nobody answers?"))
    is_marked(thumb.page)
    thumb.tap(thumb.button("End the rehearsal"))
    expect(thumb.page.get_by_role("heading", name="Now you know how it feels")).to_be_visible()


def is_marked(page: Page) -> None:
    """See the band, also once one has scrolled to the end."""
    expect(page.get_by_text(BAND)).to_be_in_viewport()
    page.mouse.wheel(0, 5_000)
    expect(page.get_by_text(BAND)).to_be_in_viewport()


@WITH_AND_WITHOUT
def test_a_circle_of_two_and_a_rehearsal_within_five_minutes(open_browser: OpenBrowser, scripts: bool) -> None:
    options: dict[str, Any] = {"java_script_enabled": scripts}
    thumb, sister = Thumb(open_browser(**options).new_page()), open_browser(**options).new_page()
    joins(thumb, ona := fresh_alias("Ona Madeup"))
    says_needs(thumb)
    names_two(thumb)
    link, _other = makes_links(thumb)

    sister.goto(link)
    expect(sister.get_by_role("heading", level=1)).to_have_text(f"Would you stand with {ona}?")
    sister.get_by_role("link", name="Yes, with an account").click()
    join(sister, fresh_alias("Sis Madeup"))
    say_yes(sister)

    thumb.tap(thumb.button("Go on"))
    at(thumb.page, "/begin/rehearse/")
    rehearses(thumb)
    assert thumb.seconds() < FIVE_MINUTES, thumb
    assert (thumb.screens, thumb.taps) <= (14, 25), thumb

    thumb.tap(thumb.link("Go to today"))
    expect(thumb.page.get_by_text("My sister said yes.")).to_be_visible()
    expect(thumb.page.get_by_text("Go on where you stopped")).to_have_count(0)
    # Nobody was told anything: not on the sister's pages, and there is no reach-out at hers.
    sister.goto("/")
    expect(sister.get_by_role("heading", level=1)).to_be_visible()
    expect(sister.get_by_text("reached out")).to_have_count(0)
    expect(sister.get_by_text("Go on where you stopped")).to_have_count(0)
    thumb.page.goto("/reach-out/")
    expect(thumb.page.get_by_role("button", name="Ask my people now")).to_be_visible()


def comes_back(open_browser: OpenBrowser, alias: str, *, scripts: bool) -> Thumb:
    """Sign in on another device and go on from today."""
    page = open_browser(java_script_enabled=scripts).new_page()
    page.goto("/sign-in/")
    page.get_by_label("Alias").fill(alias)
    page.get_by_label("Passphrase").first.fill(PASSPHRASE)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    at(page, "/")
    card = page.get_by_role("heading", name=re.compile("^(Go on where you stopped|Begin with the first steps)$"))
    expect(card).to_be_visible()
    page.locator("section", has=card).get_by_role("link").click()
    return Thumb(page)


@WITH_AND_WITHOUT
def test_interrupted_after_any_step_it_goes_on_there(open_browser: OpenBrowser, scripts: bool) -> None:
    thumb = Thumb(open_browser(java_script_enabled=scripts).new_page())
    joins(thumb, alias := fresh_alias("Ida Madeup"))
    thumb = comes_back(open_browser, alias, scripts=scripts)
    at(thumb.page, "/begin/needs/")
    says_needs(thumb)

    thumb = comes_back(open_browser, alias, scripts=scripts)
    at(thumb.page, "/begin/people/")
    names_two(thumb)

    thumb = comes_back(open_browser, alias, scripts=scripts)
    at(thumb.page, "/begin/invite/")
    thumb.tap(thumb.button("Make a link for Sam"))
    expect(thumb.page.get_by_label("Link to pass on")).to_have_count(1)

    # One of two has a link: here it stopped, and the link is still there to be passed on.
    thumb = comes_back(open_browser, alias, scripts=scripts)
    at(thumb.page, "/begin/invite/")
    expect(thumb.page.get_by_label("Link to pass on")).to_have_count(1)
    thumb.tap(thumb.button("Go on"))
    at(thumb.page, "/begin/rehearse/")

    thumb = comes_back(open_browser, alias, scripts=scripts)
    at(thumb.page, "/begin/rehearse/")
    rehearses(thumb)
    thumb.tap(thumb.link("Go to today"))
    expect(thumb.page.get_by_text("Go on where you stopped")).to_have_count(0)


@WITH_AND_WITHOUT
def test_later_leads_through_and_one_tap_puts_it_away(open_browser: OpenBrowser, scripts: bool) -> None:
    thumb = Thumb(open_browser(java_script_enabled=scripts).new_page())
    joins(thumb, fresh_alias("Lia Madeup"))
    for path in ("/begin/people/", "/begin/rehearse/", "/"):
        thumb.tap(thumb.button("Later"))
        at(thumb.page, path)
    thumb.tap(thumb.button("Do not show this any more"))
    at(thumb.page, "/")
    expect(thumb.page.get_by_text("Begin with the first steps")).to_have_count(0)


def test_a_link_is_copied_with_one_tap(open_browser: OpenBrowser) -> None:
    context = open_browser(permissions=["clipboard-read", "clipboard-write"])
    thumb = Thumb(context.new_page())
    joins(thumb, fresh_alias("Cyd Madeup"))
    says_needs(thumb)
    names_two(thumb)
    link, _other = makes_links(thumb)
    thumb.tap(thumb.button("Copy").first)
    expect(thumb.page.get_by_text("Copied.")).to_be_visible()
    assert thumb.page.evaluate("navigator.clipboard.readText()") == link


def test_where_the_device_can_share_the_link_is_handed_to_it(open_browser: OpenBrowser) -> None:
    context = open_browser()
    context.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.reject(); };")
    thumb = Thumb(context.new_page())
    joins(thumb, fresh_alias("Sha Madeup"))
    says_needs(thumb)
    names_two(thumb)
    link, _other = makes_links(thumb)
    told: list[str] = []
    thumb.page.on("pageerror", lambda error: told.append(str(error)))
    thumb.tap(thumb.button("Share").first)
    assert thumb.page.evaluate("window.shared") == {"url": link}
    assert told == []


@pytest.mark.parametrize("signed_in", [True, False])
def test_an_invitation_is_understood_in_one_screen(open_browser: OpenBrowser, signed_in: bool) -> None:
    thumb = Thumb(open_browser().new_page())
    joins(thumb, fresh_alias("Una Madeup"))
    thumb.page.goto("/begin/people/")
    person = thumb.page.get_by_role("group", name="One person", exact=True)
    person.get_by_label("What do you call them?").fill("Sam")
    person.get_by_label("Friend").check()
    for box in person.get_by_role("checkbox").all():
        box.check()
    thumb.tap(thumb.button("Keep, and go on"))
    thumb.tap(thumb.button("Make a link for Sam"))
    page = open_browser().new_page()
    if signed_in:
        join(page, fresh_alias("Sam Madeup"))
        at(page, "/begin/needs/")
    page.goto(thumb.page.get_by_label("Link to pass on").input_value())
    for words in ("When they reach out, you may get a message.", "What is not asked of you", "you can stop any time"):
        expect(page.get_by_text(words).first).to_be_in_viewport(ratio=1)
    yes = page.get_by_role("link", name=re.compile("^Yes, "))
    expect(yes).to_have_count(1 if signed_in else 2)
    bar = page.get_by_role("navigation", name="Main").bounding_box() if signed_in else {"y": 844.0}
    assert bar
    for answer in (*yes.all(), page.get_by_role("button", name="Not now")):
        expect(answer).to_be_in_viewport(ratio=1)
        box = answer.bounding_box()
        assert box
        assert box["y"] + box["height"] <= bar["y"]
