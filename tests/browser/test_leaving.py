"""Leaving a group and leaving Alongside: what was written stays or goes as chosen, and the alias is gone everywhere."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSPHRASE, Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of

STAYS, GOES = "I put the kettle on and count the steps.", "I ring my sister, and we say nothing much."
LETTER = "Thank you for what you wrote about evenings."
GONE = "What stood here was taken back."


def gathered(open_browser: OpenBrowser, instance: Instance) -> tuple[tuple[Page, Page, Page], list[str], str]:
    """Return the pages of one who stays, "Brave Otter", and of two who will go, all aliases, and their thread."""
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup", "Una Madeup")]
    for alias in aliases[:1]:
        join(open_browser().new_page(), alias)
    stays, amber, silver = (open_browser().new_page() for _ in range(3))
    for page, alias in zip((stays, amber, silver), aliases[1:], strict=True):
        join(page, alias)
    return (stays, amber, silver), aliases, thread_of(instance, *aliases)


def test_who_leaves_a_group_says_what_becomes_of_what_they_wrote(open_browser: OpenBrowser, instance: Instance) -> None:
    (stays, amber, silver), _aliases, thread = gathered(open_browser, instance)
    for page, words in ((amber, STAYS), (silver, GOES)):
        writes(page, thread, words)
        writes_to(page, "Brave Otter", f"{LETTER} {words}")
    sees(stays, thread, "Amber Finch", STAYS)
    sees(stays, thread, "Silver Fern", GOES)

    leaves(amber, thread, "It stays, and says that somebody who is not here any more wrote it")
    stays.goto(thread)
    left = stays.locator(".posts > li").filter(has_text=STAYS)
    expect(left).to_contain_text("Somebody who is not here any more")
    is_nowhere(stays, thread, "Amber Finch")

    leaves(silver, thread, "It is deleted, and only its place stays")
    stays.goto(thread)
    expect(stays.locator(".posts")).not_to_contain_text(GOES)
    expect(stays.locator(".posts").get_by_text(GONE)).to_have_count(1)
    finds(stays, "sister", 0)
    finds(stays, "kettle", 1)
    is_nowhere(stays, thread, "Silver Fern")


def test_who_erases_their_account_is_gone_with_all_they_wrote(open_browser: OpenBrowser, instance: Instance) -> None:
    (stays, amber, silver), aliases, thread = gathered(open_browser, instance)
    for page, words in ((amber, STAYS), (silver, GOES)):
        writes(page, thread, words)
    writes_to(silver, "Brave Otter", LETTER)
    sees(stays, thread, "Silver Fern", GOES)

    erases(silver, aliases[3])
    stays.goto(thread)
    expect(stays.locator(".posts")).not_to_contain_text(GOES)
    expect(stays.locator(".posts").get_by_text(GONE)).to_have_count(1)
    sees(stays, thread, "Amber Finch", STAYS)
    finds(stays, "sister", 0)
    is_nowhere(stays, thread, "Silver Fern")
    is_nowhere(stays, thread, aliases[3])
    stays.goto("/messages/")
    expect(stays.locator("main")).not_to_contain_text("Thank you for what you wrote")
    silver.goto("/account/")
    assert "/sign-in/" in silver.url


def writes(page: Page, thread: str, words: str) -> None:
    """Answer in the thread."""
    page.goto(thread)
    page.get_by_label("What you want to say").fill(words)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".posts")).to_contain_text(words)


def writes_to(page: Page, alias: str, words: str) -> None:
    """Write to a member of the group for the first time."""
    page.goto("/messages/")
    page.get_by_role("link", name="Write to somebody").click()
    page.get_by_role("link", name=alias).click()
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message is written.")).to_be_visible()


def sees(page: Page, thread: str, alias: str, words: str) -> None:
    """Find somebody in the thread, among the members, and in a search."""
    page.goto(thread)
    expect(page.locator(".posts > li").filter(has_text=words)).to_contain_text(alias)
    page.goto(group_of(thread) + "members/")
    expect(page.locator("main")).to_contain_text(alias)
    finds(page, words.split()[3].strip(","), 1)


def finds(page: Page, word: str, times: int) -> None:
    """Look for a word in the threads of one's groups."""
    page.goto("/groups/search/")
    page.get_by_label("Words in titles and posts").fill(word)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    expect(page.locator("main .list > .row")).to_have_count(times)


def leaves(page: Page, thread: str, posts: str) -> None:
    """Leave the group, having said what becomes of what was written."""
    page.goto(group_of(thread))
    page.get_by_role("link", name="Leave this group").click()
    page.get_by_label(posts).check()
    page.get_by_role("button", name="Leave this group").click()
    expect(page.get_by_text("You are out of this group. Your alias there is gone.")).to_be_visible()


def erases(page: Page, alias: str) -> None:
    """Erase everything, from the page of one's account, by typing who one is and one's alias."""
    page.goto("/account/")
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Your alias").fill(alias)
    page.get_by_role("button", name="Erase everything now").click()
    expect(page.get_by_text("Everything about you is erased.")).to_be_visible()


def is_nowhere(page: Page, thread: str, alias: str) -> None:
    """Find an alias neither on the group's pages, nor in the thread, a search or messages."""
    group = group_of(thread)
    places = [group, thread, f"{group}members/", f"{group}threads/", "/groups/search/?q=kettle"]
    for path in [*places, "/messages/", "/messages/new/", "/groups/", "/"]:
        page.goto(path)
        assert alias not in page.content(), path
    conversations(page, alias)


def conversations(page: Page, alias: str) -> None:
    """Open each conversation in turn: the alias is in none."""
    page.goto("/messages/")
    ways = page.locator("main a[href^='/messages/']").evaluate_all("links => links.map(one => one.pathname)")
    for path in sorted(set(ways)):
        page.goto(path)
        assert alias not in page.content(), path


def group_of(thread: str) -> str:
    """Return the address of a thread's group."""
    return thread.partition("threads/")[0]
