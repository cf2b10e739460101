"""What a post takes of a phone, and what one can do about it by keyboard, without scripts and with them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of

# As high as a phone has room for several of, with what one can do about each.
HIGHEST = 200
TWO_LINES = "I make tea, and I sit by the window until the last tram has gone by."


@pytest.fixture
def read(open_browser: OpenBrowser, instance: Instance) -> Page:
    """Return the thread of a group as somebody reads it, without scripts, in which another has answered."""
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup")]
    host, keeper = (open_browser().new_page() for _ in range(2))
    reader = open_browser(java_script_enabled=False).new_page()
    for page, alias in zip((host, keeper, reader), aliases, strict=True):
        join(page, alias)
    thread = thread_of(instance, *aliases)
    keeper.goto(thread)
    keeper.get_by_label("What you want to say").fill(TWO_LINES)
    keeper.get_by_role("button", name="Send it").click()
    reader.goto(thread)
    return reader


def top_of(part: Locator) -> float:
    """Return how far below the top of the page something stands."""
    box = part.bounding_box()
    assert box
    return box["y"]


def test_a_post_of_two_lines_leaves_a_phone_room_for_others_and_its_row_stays_as_words_open(read: Page) -> None:
    post = read.locator("#post-2")
    box = post.bounding_box()
    assert box
    assert box["height"] <= HIGHEST, f"{box['height']} px"
    answer, words = post.get_by_role("link", name="Answer this"), post.locator("summary", has_text="Say a kind word")
    assert top_of(answer) == top_of(words), "both stand in one row"
    before = top_of(answer), top_of(words)
    words.click()
    expect(post.get_by_role("button", name="With you")).to_be_visible()
    assert (top_of(answer), top_of(words)) == before, "nothing moves away under a finger"


def test_what_else_one_can_do_opens_by_keyboard(read: Page) -> None:
    post = read.locator("#post-2")
    stop = post.get_by_role("link", name="Hear nothing from them")
    expect(stop).to_be_hidden()
    menu = post.locator("summary", has_text="What you can do about what Brave Otter wrote")
    menu.focus()
    read.keyboard.press("Enter")
    expect(post.get_by_role("link", name="Ask a moderator to look")).to_be_visible()
    stop.focus()
    read.keyboard.press("Enter")
    expect(read.get_by_role("heading", name="Hear nothing from Brave Otter any more?")).to_be_visible()
