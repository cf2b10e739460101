"""What somebody is writing in a thread is not lost where it cannot be kept: by them, on the way to something else."""

from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.moderating import thread_of

FILLED = """all => all
  .filter((one) => getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)")
  .map((one) => one.textContent.trim())"""
TOO_LONG = "It has been so long. " * 2000


def test_what_cannot_be_kept_stays_with_why_and_leads_to_nothing_else(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup")]
    pages = [open_browser().new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    thread, writer = thread_of(instance, *aliases), pages[2]
    writer.goto(thread)
    words = writer.get_by_label("What you want to say")
    words.fill(TOO_LONG)
    asks_for_a_look(writer)
    expect(writer.get_by_text("Something needs another look.")).to_be_visible()
    assert words.input_value().strip() == TOO_LONG.strip()
    words.fill("It has been long.")
    asks_for_a_look(writer)
    expect(writer.get_by_role("heading", name="Ask a moderator to look")).to_be_visible()
    writer.goto(thread)
    expect(words).to_have_value("It has been long.")
    asks_with_one_filled_button(writer)


def test_what_is_typed_is_kept_by_itself_and_never_after_it_was_sent(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup")]
    pages = [open_browser().new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    thread, writer = thread_of(instance, *aliases), pages[2]
    beginning = thread.rsplit("/threads/", 1)[0] + "/threads/new/"
    words = writer.get_by_label("What you want to say")
    for address in (beginning, thread):
        writer.goto(address)
        words.fill("It has been minutes of typing.")
        writer.get_by_role("link", name="Today").first.click()
        expect(writer).to_have_url(instance.url + "/")
        writer.goto(address)
        expect(words).to_have_value("It has been minutes of typing.")
    kept = writer.get_by_text("Kept", exact=True)
    expect(kept).to_be_hidden()
    writer.clock.install()
    writer.goto(thread)
    words.fill("It has been long.")
    writer.clock.fast_forward(6_000)
    expect(kept).to_be_visible()
    words.press("End")
    words.press_sequentially(" Very.")
    expect(kept).to_be_hidden()
    writer.get_by_role("button", name="Send it").click()
    expect(writer.get_by_text("It has been long. Very.")).to_be_visible()
    writer.go_back()
    writer.goto(instance.url)
    writer.goto(thread)
    expect(words).to_have_value("")


def test_what_is_typed_while_something_is_kept_is_kept_too_and_nothing_older_comes_after_it(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup")]
    # A worker would send what the page sends, where no test holds it up.
    pages = [open_browser(service_workers="block").new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    thread, writer = thread_of(instance, *aliases), pages[2]
    words = writer.get_by_label("What you want to say")
    held: list[Route] = []
    log: list[str] = []

    def hold(route: Route) -> None:
        if is_sent(route.request) and len(held) < 2:
            held.append(route)
        else:
            route.continue_()

    writer.clock.install()
    writer.goto(thread)
    writer.on("request", lambda request: log.append("sent") if is_sent(request) else None)
    writer.on("response", lambda response: log.append("answered") if is_sent(response.request) else None)
    writer.route(instance.url + thread, hold)
    words.fill("It has been long.")
    with writer.expect_request(is_sent):
        writer.clock.fast_forward(6_000)
    words.press("End")
    words.press_sequentially(" Very.")
    asks_for_a_look(writer)
    with writer.expect_request(is_sent):
        held[0].continue_()
    assert log == ["sent", "answered", "sent"]
    words.press_sequentially(" And dark.")
    held[1].continue_()
    expect(writer.get_by_role("heading", name="Ask a moderator to look")).to_be_visible()
    writer.goto(thread)
    expect(words).to_have_value("It has been long. Very. And dark.")


def is_sent(request: Request) -> bool:
    """Tell whether a request sends something."""
    return request.method == "POST"


def asks_for_a_look(writer: Page) -> None:
    """Follow a link that stands in the menu of a post."""
    writer.locator(".posts .more > summary").first.click()
    writer.get_by_role("link", name="Ask a moderator to look").first.click()


def asks_with_one_filled_button(writer: Page) -> None:
    """Be asked about a phone number: what stands out is to go back and change it, and nothing is sent by mistake."""
    writer.get_by_label("What you want to say").fill("Call me on 07700 900123.")
    writer.get_by_role("button", name="Send it", exact=True).click()
    expect(writer.get_by_text("Nothing is sent yet.", exact=False)).to_be_visible()
    assert writer.locator("#write form .button").evaluate_all(FILLED) == ["Change what I wrote"]
    writer.get_by_role("link", name="Change what I wrote").click()
    writer.get_by_label("What you want to say").fill("Write to me here.")
    writer.get_by_role("button", name="Send it", exact=True).click()
    expect(writer.locator(".posts").get_by_text("Write to me here.")).to_be_visible()
