"""From a report to another look: a member reports, somebody hides it with a reason, its writer appeals, it is back."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of

BAD = "Skip your tablets for a week, that is what helped me."
WHY = "Leaving out tablets can be dangerous. Your own evening, without the advice, is good to read."
APPEAL = "I wrote what my own doctor told me, and I said so."
ANSWER = "You are right, it was about yourself alone. It is back."


def test_a_report_is_looked_at_answered_with_a_reason_and_looked_at_once_more(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup", "Una Madeup")]
    host, keeper, writer = (open_browser().new_page() for _ in range(3))
    # Who reports has no scripts: asking for a look must not hang on them.
    reader = open_browser(java_script_enabled=False).new_page()
    for page, alias in zip((host, keeper, writer, reader), aliases, strict=True):
        join(page, alias)
    thread = thread_of(instance, *aliases)
    writes(writer, thread)
    reports(reader, thread)
    hides(keeper)
    reads_nothing(reader, thread)
    appeals(writer)
    answers_it(keeper, host)
    is_back(writer, reader, thread)


def post(page: Page) -> Locator:
    """Return what the writer wrote, as it stands in the thread."""
    return page.locator(".posts > li").filter(has_text="Amber Finch")


def writes(writer: Page, thread: str) -> None:
    """Somebody gives advice that could do harm."""
    writer.goto(thread)
    writer.get_by_label("What you want to say").fill(BAD)
    writer.get_by_role("button", name="Send it").click()
    expect(post(writer)).to_contain_text(BAD)
    expect(post(writer).get_by_role("link", name="Ask a moderator to look")).to_have_count(0)


def reports(reader: Page, thread: str) -> None:
    """Another member asks for a look, by keyboard, and finds where it stands."""
    reader.goto(thread)
    post(reader).locator(".more > summary").focus()
    reader.keyboard.press("Enter")
    post(reader).get_by_role("link", name="Ask a moderator to look").focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Ask a moderator to look")).to_be_visible()
    expect(reader.locator("main")).to_contain_text("Amber Finch")
    medical = reader.get_by_label("Medical advice that could do harm")
    medical.focus()
    reader.keyboard.press("Space")
    expect(medical).to_be_checked()
    reader.get_by_label("In your own words").fill("I am afraid that somebody does it.")
    reader.keyboard.press("Tab")
    reader.get_by_role("button", name="Send it").focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("Thank you. A moderator looks at it")).to_be_visible()
    expect(reader.get_by_text("It waits for a moderator.")).to_be_visible()


def hides(keeper: Page) -> None:
    """Somebody who moderates finds it from today's page, takes it on, opens it, and hides it with a reason."""
    keeper.goto("/")
    keeper.get_by_role("link", name="Look at what waits").click()
    keeper.get_by_role("link", name="Evenings").click()
    expect(keeper.get_by_text(BAD)).to_be_hidden()
    keeper.get_by_role("button", name="I look after this").click()
    expect(keeper.get_by_text("You look after this.")).to_be_visible()
    keeper.get_by_text("Read what was written").click()
    expect(keeper.get_by_text(BAD)).to_be_visible()
    expect(keeper.get_by_text("I am afraid that somebody does it.")).to_be_visible()
    # Who reported it stands nowhere.
    expect(keeper.locator("main")).not_to_contain_text("Silver Fern")
    days, meanwhile = keeper.get_by_label("For how long"), keeper.get_by_label("If you propose that they have to leave")
    expect(days).to_be_hidden()
    keeper.get_by_label("Pause their writing in this group").check()
    expect(days).to_be_visible()
    expect(meanwhile).to_be_hidden()
    keeper.get_by_label("Hide it").check()
    expect(days).to_be_hidden()
    keeper.get_by_role("textbox", name="Why").fill(WHY)
    keeper.get_by_role("button", name="Do this").click()
    expect(keeper.get_by_text("It is done. Is anything else needed?")).to_be_visible()
    keeper.get_by_role("button", name="Nothing more is needed").click()
    expect(keeper.get_by_text("Nothing waits.")).to_be_visible()


def reads_nothing(reader: Page, thread: str) -> None:
    """The others read it no more; who reported it sees that something was done."""
    reader.goto(thread)
    expect(reader.locator("main")).not_to_contain_text(BAD)
    reader.goto("/reports/")
    expect(reader.get_by_text("Somebody looked, and something was done.")).to_be_visible()


def appeals(writer: Page) -> None:
    """The writer finds what was decided on today's page, reads why, and asks for another look."""
    writer.goto("/")
    writer.get_by_role("link", name="Something you wrote is hidden for now.").click()
    letter = writer.locator("blockquote").filter(has_text=WHY)
    expect(letter).to_be_visible()
    sides = "node => node.parentElement.clientWidth - node.offsetWidth"
    assert letter.evaluate(sides) < 60, "it is as wide as the rest"
    for somebody in ("Brave Otter", "Silver Fern", "I am afraid"):
        expect(writer.locator("main")).not_to_contain_text(somebody)
    writer.get_by_label("What should whoever looks at it know?").fill(APPEAL)
    writer.get_by_role("button", name="Ask for another look").click()
    expect(writer.get_by_text("Somebody who did not decide this looks at it, and answers you here.")).to_be_visible()


def answers_it(keeper: Page, host: Page) -> None:
    """Who decided is not asked; somebody else looks with fresh eyes, and undoes it."""
    keeper.goto("/moderate/")
    expect(keeper.get_by_text("Somebody asks for another look")).to_have_count(0)
    host.goto("/moderate/")
    host.get_by_role("link", name="It is hidden.").click()
    expect(host.get_by_text(APPEAL)).to_be_visible()
    expect(host.get_by_text(WHY)).to_be_visible()
    host.get_by_label("Undo what was decided").check()
    host.get_by_label("What you say to them").fill(ANSWER)
    host.get_by_role("button", name="Send it").click()
    expect(host.get_by_text("It is answered, and they are told.")).to_be_visible()


def is_back(writer: Page, reader: Page, thread: str) -> None:
    """The writer reads the answer, and the post stands where it stood."""
    writer.reload()
    expect(writer.get_by_text(ANSWER)).to_be_visible()
    expect(writer.get_by_text("You were right to ask: it is undone.")).to_be_visible()
    reader.goto(thread)
    expect(post(reader)).to_contain_text(BAD)
