"""Two people write to each other on phones: what comes in is seen, or said and not read; and one writes on."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Instance, OpenBrowser, fresh_alias, join
from tests.browser.test_chat import room_of
from tests.browser.writing import conversation_of
from tests.processes import until

LABEL = "Your message"
# The last message, whole, between what stays at the top and where one writes.
LAST_IS_SEEN = """words => {
  const last = [...document.querySelectorAll("[data-line]")].at(-1);
  const { top, bottom } = last.getBoundingClientRect();
  const from = document.querySelector(".masthead").getBoundingClientRect().bottom;
  const to = document.querySelector(".foot").getBoundingClientRect().top;
  return last.textContent.includes(words) && top >= from && bottom <= to;
}"""
ROOM_OF_FIELD = """(field, button) => {
  const box = field.getBoundingClientRect();
  return [box.width, button.getBoundingClientRect().top - box.bottom];
}"""
LINES_OF_ITS_NAME = """place => {
  const name = document.createRange();
  name.selectNodeContents([...place.childNodes].filter((one) => one.textContent.trim()).at(-1));
  return new Set([...name.getClientRects()].map((box) => box.top)).size;
}"""
LETTERS_TWICE_AS_LARGE = {"width": 195, "height": 422}


def sees_last(page: Page, words: str) -> None:
    """See the last message, which holds these words, without scrolling."""
    until(lambda: page.evaluate(LAST_IS_SEEN, words), seconds=30)


def writes(page: Page, words: str, press: str = "") -> None:
    """Write a message, and be in the field again, which is empty."""
    page.get_by_label(LABEL).fill(words)
    if press:
        page.keyboard.press(press)
    else:
        page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label(LABEL)).to_have_value("")
    expect(page.get_by_label(LABEL)).to_be_focused()


@pytest.fixture
def two(open_browser: OpenBrowser, instance: Instance) -> tuple[Page, Page, str]:
    """Two people on phones, and where they write to each other."""
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup", "Una Madeup")]
    pages = [open_browser(viewport=PHONE).new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    return pages[2], pages[3], conversation_of(instance, *aliases)


def test_what_comes_in_is_seen_at_the_end_and_further_up_it_is_said_and_stays_new(two: tuple[Page, Page, str]) -> None:
    amber, silver, talk = two
    for page in (amber, silver):
        page.goto(talk)
        sees_last(page, "13.")
    for words in ("I am here.", "It is a long evening, and the kettle is on. " * 4, "And you?"):
        writes(amber, words)
        for page in (amber, silver):
            sees_last(page, words.strip())
    silver.evaluate("scrollTo(0, 0)")
    way = silver.get_by_role("link", name="A new message: see it")
    expect(way).to_have_count(0)
    writes(amber, "I want to end my life tonight.", press="Control+Enter")
    sees_danger_first(amber)
    expect(way).to_be_visible()
    assert silver.evaluate("scrollY") == 0
    elsewhere = silver.context.new_page()
    elsewhere.goto("/messages/")
    urgent = elsewhere.locator(".card").filter(has_text="Please read this first")
    expect(urgent).to_contain_text("1 new message")
    expect(urgent).to_contain_text("Urgent")
    way.click()
    expect(way).to_have_count(0)
    is_seen(silver, silver.locator("[data-line]").last.locator("p[dir=auto]"))
    elsewhere.goto("/messages/")
    expect(elsewhere.get_by_text("new message")).to_have_count(0)
    expect(elsewhere.get_by_text("Urgent")).to_have_count(0)


def sees_danger_first(page: Page) -> None:
    """See the words of danger one wrote, and below them whom to turn to."""
    expect(page.get_by_text("Only you are shown these numbers.")).to_be_attached()
    is_seen(page, page.locator("[data-line]").last.locator("p[dir=auto]"))


def is_seen(page: Page, part: Locator) -> None:
    """See a part between what stays at the top of a phone and where one writes."""
    foot = page.locator(".foot")

    def is_within() -> bool:
        box, below = part.bounding_box(), foot.bounding_box()
        return bool(box and below and box["y"] >= 50 and box["y"] + box["height"] <= below["y"])

    until(is_within, seconds=30)


def test_a_picture_that_was_sent_is_seen_whole_by_both(two: tuple[Page, Page, str]) -> None:
    amber, silver, talk = two
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(drawn, "PNG")
    for page in (amber, silver):
        page.goto(talk)
        sees_last(page, "13.")
    amber.locator(".ways summary").first.click()
    amber.keyboard.press("Escape")
    expect(amber.get_by_role("button", name="Send a picture")).to_be_hidden()
    amber.locator(".ways summary").first.click()
    amber.get_by_role("button", name="Send a picture").click()
    amber.locator("input[type=file]").set_input_files(
        {"name": "hill.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
    )
    amber.get_by_role("button", name="Send it").click()
    amber.wait_for_url("**#newest")
    for page in (amber, silver):
        expect(page.locator(".sent-picture img")).to_be_visible()
        until(lambda page=page: page.locator(".sent-picture img").evaluate("one => one.naturalWidth") > 0)
        sees_last(page, "")
    writes(amber, "That is where I walk.")
    sees_last(silver, "That is where I walk.")


def test_a_message_is_taken_back_from_its_corner_by_keyboard(two: tuple[Page, Page, str]) -> None:
    amber, _silver, talk = two
    amber.goto(talk)
    writes(amber, "Never mind this.")
    sees_last(amber, "Never mind this.")
    line = amber.locator(".line.mine").filter(has_text="Never mind this.")
    corner, take_back = line.locator(".more > summary"), line.get_by_role("button", name="Take it back")
    expect(take_back).to_be_hidden()
    corner.focus()
    amber.keyboard.press("Enter")
    expect(take_back).to_be_visible()
    amber.keyboard.press("Escape")
    expect(take_back).to_be_hidden()
    expect(corner).to_be_focused()
    amber.keyboard.press("Enter")
    amber.keyboard.press("Tab")
    expect(take_back).to_be_focused()
    amber.keyboard.press("Enter")
    expect(amber.get_by_text("This message was taken back.")).to_be_visible()


def test_words_that_cannot_be_sent_stay_and_wait_for_the_network(two: tuple[Page, Page, str]) -> None:
    amber, silver, talk = two
    for page in (amber, silver):
        page.goto(talk)
    sees_last(amber, "13.")
    amber.context.set_offline(True)
    amber.get_by_label(LABEL).fill("Sent while nothing went.")
    amber.get_by_role("button", name="Send", exact=True).click()
    expect(amber.get_by_text("It is not sent yet")).to_be_visible()
    expect(amber.get_by_label(LABEL)).to_have_value("Sent while nothing went.")
    amber.context.set_offline(False)
    expect(amber.get_by_label(LABEL)).to_have_value("")
    sees_last(silver, "Sent while nothing went.")
    expect(silver.get_by_text("Sent while nothing went.", exact=True)).to_have_count(1)


def test_with_large_letters_there_is_room_to_write_and_names_of_places_stay_whole(
    open_browser: OpenBrowser, instance: Instance, two: tuple[Page, Page, str]
) -> None:
    amber, silver, talk = two
    amber.goto(talk)
    silver.goto(talk)
    silver.get_by_role("link", name="Go to where you write").press("Enter")
    expect(silver.get_by_label(LABEL)).to_be_focused()
    amber.set_viewport_size({"width": 320, "height": 640})
    for place in amber.locator(".places a:not(.reach-out)").all():
        if place.is_visible():
            assert place.evaluate(LINES_OF_ITS_NAME) == 1, place.text_content()
    amber.set_viewport_size(LETTERS_TWICE_AS_LARGE)
    has_room_to_write(amber, LABEL, "Send")
    rosa = open_browser(viewport=LETTERS_TWICE_AS_LARGE).new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, host)
    join(open_browser().new_page(), member)
    rosa.goto(room_of(instance, host, member))
    has_room_to_write(rosa, "What you want to say to the room", "Send it")


def has_room_to_write(page: Page, label: str, button: str) -> None:
    """Find a field as wide as the page has room, with nothing on it."""
    press = page.get_by_role("button", name=button, exact=True).element_handle()
    # Both in one moment: a page that follows what is said last may scroll between two.
    width, room = page.get_by_label(label).evaluate(ROOM_OF_FIELD, press)
    assert width >= 140
    assert room >= 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
