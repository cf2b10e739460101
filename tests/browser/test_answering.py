"""By keyboard alone in a group: "Answer this" leads into the field, and Esc closes a menu."""

from playwright.sync_api import expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of
from tests.browser.test_chat import room_of, writes


def test_answering_a_post_begins_in_the_field(open_browser: OpenBrowser, instance: Instance) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup", "Una Madeup")]
    pages = [open_browser().new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    will = pages[2]
    will.goto(thread_of(instance, *aliases))
    will.get_by_role("link", name="Answer this").press("Enter")
    will.wait_for_url("**answers=**")
    expect(will.get_by_label("What you want to say")).to_be_focused()


def test_esc_closes_the_menu_of_a_line_and_one_goes_on_from_there(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    rosa, sam = open_browser().new_page(), open_browser().new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, host)
    join(sam, member)
    room = room_of(instance, host, member)
    for page in (rosa, sam):
        page.goto(room)
    writes(rosa, "The heron stood still.")
    menu = sam.locator("[data-line] .more summary")
    menu.press("Enter")
    moderator = sam.get_by_role("link", name="The heron stood still.")
    expect(moderator).to_be_visible()
    sam.keyboard.press("Tab")
    sam.keyboard.press("Escape")
    expect(moderator).to_be_hidden()
    expect(menu).to_be_focused()
