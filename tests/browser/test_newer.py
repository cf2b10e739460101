"""An open page of a thread says that answers came, and shows them when asked to: what is being written stays."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of
from tests.browser.test_leaving import group_of, leaves

LABEL = "What you want to say"
BEGUN = "I know that hour, and I"
SEE = "Show what is new"


@pytest.fixture
def gathered(open_browser: OpenBrowser, instance: Instance) -> tuple[list[Page], str]:
    """The pages of a host, a keeper and a member of one group, and their thread, which the member has open."""
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup")]
    pages = [open_browser().new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    thread = thread_of(instance, *aliases)
    for page in pages:
        page.goto(thread)
    return pages, thread


def answers(page: Page, words: str) -> None:
    """Answer in the thread that is open."""
    page.get_by_label(LABEL).fill(words)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("It is sent.")).to_be_visible()


def test_who_is_writing_is_told_calmly_and_finds_their_words_again(gathered: tuple[list[Page], str]) -> None:
    (host, keeper, writer), _thread = gathered
    news = writer.locator("[data-newer]")
    writer.get_by_role("link", name="Answer this").click()
    expect(writer.get_by_text("Your answer to what Quiet Heron wrote")).to_be_visible()
    expect(news).to_be_empty()
    writer.get_by_label(LABEL).fill(BEGUN)
    answers(keeper, "Tea, and the radio.")
    expect(news).to_contain_text("1 new answer")
    expect(news).not_to_contain_text("radio")
    expect(news).not_to_have_attribute("aria-live", "off")
    answers(host, "Thank you, Otter.")
    expect(news).to_contain_text("2 new answers")
    expect(news).to_have_attribute("aria-live", "off")
    expect(writer.get_by_label(LABEL)).to_have_value(BEGUN)
    expect(writer.get_by_text("radio")).to_have_count(0)
    news.get_by_role("link", name=SEE).click()
    expect(writer.locator("#post-2")).to_be_in_viewport()
    expect(writer.locator("#post-3")).to_contain_text("Thank you, Otter.")
    expect(writer.get_by_label(LABEL)).to_have_value(BEGUN)
    expect(writer.locator("[name=answers]")).not_to_have_value("")
    expect(news).to_be_empty()
    answers(writer, f"{BEGUN} count the stairs.")
    expect(news).to_be_empty()


def test_who_left_in_another_window_keeps_what_they_are_writing_and_who_signed_out_does_not(
    gathered: tuple[list[Page], str],
) -> None:
    (_host, keeper, writer), thread = gathered
    for page in (keeper, writer):
        page.get_by_label(LABEL).fill(BEGUN)
        page.evaluate("document.addEventListener('stream-ended', () => { document.title = 'Over'; })")
    other = writer.context.new_page()
    leaves(other, thread, "It stays, and says that somebody who is not here any more wrote it")
    other.close()
    writer.bring_to_front()
    expect(writer).to_have_title("Over")
    expect(writer.get_by_label(LABEL)).to_have_value(BEGUN)
    writer.get_by_role("button", name="Send it").click()
    expect(writer.get_by_text(BEGUN)).to_be_visible()
    assert group_of(thread) in writer.url
    other = keeper.context.new_page()
    other.goto("/account/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(keeper.get_by_label(LABEL)).to_have_count(0)
