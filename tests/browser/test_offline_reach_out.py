"""Reaching out without a network: the truth at each step, sent exactly once, called off, asked about when it is old."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.browser.offline import cached_texts, eventually, find_the_network, kept_rows, looked_after, lose_the_network

NOTE = "the valley is very quiet"
NOT_SENT = "Not sent yet"
LIVE = re.compile(r"/reach-out/[0-9a-f-]{36}/$")
# Half an hour and a minute ago, as if the person had pressed then.
MAKE_OLD = """async () => {
  const record = await self.vault.get("reach-out");
  record.pressedAt -= 31 * 60 * 1000;
  await self.vault.put("reach-out", record, { page: "/reach-out/waiting/" });
}"""


def reach_outs(instance: Instance, alias: str) -> list[tuple[str, str]]:
    """Return level and state of every reach-out of this person, from the instance's database."""
    with psycopg.connect(instance.variables["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT level, state FROM reachouts_reachout JOIN accounts_person AS person ON person.id = owner_id"
            " WHERE person.alias = %s ORDER BY reachouts_reachout.created_at",
            [alias],
        )
        return [(str(level), str(state)) for level, state in rows.fetchall()]


@pytest.fixture
def alias() -> str:
    """Who reaches out."""
    return fresh_alias("Una Madeup")


@pytest.fixture
def context(open_browser: OpenBrowser, request: pytest.FixtureRequest) -> BrowserContext:
    """A browser of theirs, made in London unless a test says where."""
    return open_browser(locale=getattr(request, "param", "en-GB"))


@pytest.fixture
def page(context: BrowserContext, alias: str) -> Page:
    """Somebody new, whose browser is ready for offline."""
    page = context.new_page()
    page.goto("/join/")
    join(page, alias)
    page.goto("/")
    looked_after(page)
    eventually(page, "async () => (await self.vault.whose()) !== null")
    return page


def press(context: BrowserContext, page: Page) -> None:
    """Lose the network, open a page, and reach out from what is there instead."""
    lose_the_network(context)
    page.goto("/circle/")
    page.get_by_label("It is urgent").check()
    page.get_by_label("Is there something you want to say first?").fill(NOTE)
    page.get_by_role("button", name="Send it when there is a network").click()
    expect(page.get_by_role("heading", name=NOT_SENT)).to_be_visible()


def test_the_page_says_that_nothing_is_sent_and_whom_to_call(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    expect(page.get_by_role("heading", name=NOT_SENT)).to_be_focused()
    expect(page.get_by_text("Nobody has been told so far.").first).to_be_visible()
    expect(page.get_by_text("Most likely nobody has been told so far.")).to_be_hidden()
    expect(page.get_by_text("This device has no network.")).to_be_visible()
    expect(page.locator("[data-reach-out] a[href^='tel:']").first).to_be_visible()
    assert reach_outs(instance, alias) == []


def test_what_was_pressed_cannot_be_read_in_the_browsers_storage(context: BrowserContext, page: Page) -> None:
    press(context, page)
    rows = kept_rows(page)
    assert rows["reach-out"]["plain"].keys() == {"page", "at"}
    whole = json.dumps([rows, cached_texts(page)])
    assert [word for word in (NOTE, "valley") if word in whole] == []


def test_it_is_sent_once_when_the_network_is_back_and_leads_to_its_page(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    second = context.new_page()
    second.goto("/account/")
    expect(second.get_by_role("heading", name=NOT_SENT)).to_be_visible()
    find_the_network(context)
    page.wait_for_url(LIVE)
    expect(page.get_by_text(NOTE)).to_be_visible()
    second.wait_for_url(LIVE)
    assert page.url == second.url
    [(level, _state)] = reach_outs(instance, alias)
    assert level == "urgent"
    assert "reach-out" not in kept_rows(page)


def test_a_form_pressed_as_the_network_went_is_not_lost(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    page.goto("/reach-out/")
    page.get_by_label("I would like to talk").check()
    lose_the_network(context)
    page.get_by_role("button", name="Ask my people now").click()
    expect(page.get_by_role("heading", name=NOT_SENT)).to_be_visible()
    expect(page.get_by_text("Most likely nobody has been told so far.")).to_be_visible()
    find_the_network(context)
    page.wait_for_url(LIVE)
    assert [level for level, _state in reach_outs(instance, alias)] == ["talk"]


def test_the_service_worker_sends_it_when_no_page_does(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    page.goto("about:blank")
    find_the_network(context)
    [worker] = context.service_workers
    for _ in range(2):
        worker.evaluate(
            """async () => {
              const waits = [];
              const event = Object.assign(new Event("sync"), { tag: "reach-out", waitUntil: (one) => waits.push(one) });
              self.dispatchEvent(event);
              await Promise.all(waits);
            }"""
        )
    assert [level for level, _state in reach_outs(instance, alias)] == ["urgent"]
    page.goto("/reach-out/waiting/")
    page.wait_for_url(LIVE)


def test_called_off_sends_none(context: BrowserContext, page: Page, instance: Instance, alias: str) -> None:
    press(context, page)
    page.get_by_role("button", name="Call it off", exact=True).click()
    expect(page.get_by_role("heading", name="You called it off")).to_be_focused()
    expect(page.get_by_text("Nothing was sent, and nothing will be.")).to_be_visible()
    assert "reach-out" not in kept_rows(page)
    find_the_network(context)
    page.goto("/reach-out/waiting/")
    expect(page.get_by_role("heading", name="Nothing waits to be sent")).to_be_visible()
    assert reach_outs(instance, alias) == []


@pytest.mark.parametrize(
    ("answer", "sent"), [("Yes, ask my people now", ["urgent"]), ("No, call it off", [])], ids=["yes", "no"]
)
def test_an_old_one_asks_first(
    context: BrowserContext, page: Page, instance: Instance, *, alias: str, answer: str, sent: list[str]
) -> None:
    press(context, page)
    page.evaluate(MAKE_OLD)
    find_the_network(context)
    page.goto("/")
    page.wait_for_url("**/reach-out/waiting/")
    expect(page.get_by_role("heading", name="Do you still want somebody?")).to_be_visible()
    assert reach_outs(instance, alias) == []
    page.get_by_role("button", name=answer).click()
    if sent:
        page.wait_for_url(LIVE)
    else:
        expect(page.get_by_role("heading", name="You called it off")).to_be_visible()
    assert [level for level, _state in reach_outs(instance, alias)] == sent


@pytest.mark.parametrize("context", ["en-GB", "en-US"], indirect=True)
def test_the_day_of_an_old_one_is_said_as_on_every_page(context: BrowserContext, page: Page) -> None:
    press(context, page)
    page.evaluate(MAKE_OLD.replace("31 * 60", "2 * 24 * 3600"))
    find_the_network(context)
    page.goto("/")
    page.wait_for_url("**/reach-out/waiting/")
    expect(page.get_by_role("heading", name="Do you still want somebody?")).to_be_visible()
    day = datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(days=2)
    expect(page.locator('[data-state="ask"] [data-pressed]')).to_have_text(
        re.compile(rf"^{day.day} {day:%B %Y}, \d\d?:\d\d")
    )


def test_the_next_page_leads_to_what_waits_but_holds_nobody_there(context: BrowserContext, page: Page) -> None:
    press(context, page)
    page.evaluate(MAKE_OLD)
    find_the_network(context)
    page.goto("/")
    page.wait_for_url("**/reach-out/waiting/")
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.wait_for_timeout(300)
    assert page.url.endswith("/account/")


def test_signed_out_meanwhile_it_is_not_sent_and_that_is_said(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    context.clear_cookies()
    find_the_network(context)
    expect(page.get_by_role("heading", name="It was not sent")).to_be_visible()
    expect(page.get_by_text("You are not signed in here any more, so nobody has been told.")).to_be_visible()
    eventually(page, "async () => !('reach-out' in (await self.vault.labels()))")
    assert reach_outs(instance, alias) == []


def test_a_page_for_nobody_says_what_will_not_be_sent(context: BrowserContext, page: Page) -> None:
    press(context, page)
    page.goto("about:blank")
    context.clear_cookies()
    find_the_network(context)
    page.goto("/crisis-lines/")
    expect(page.get_by_role("alert")).to_contain_text("has not gone out, because you are signed out")
    assert kept_rows(page) == {}
    page.reload()
    expect(page.locator("[data-unsent]")).to_be_hidden()


def test_the_next_person_here_does_not_send_it(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    page.goto("about:blank")
    context.clear_cookies()
    find_the_network(context)
    page.goto("/join/")
    other = fresh_alias("Next Madeup")
    join(page, other)
    page.goto("/")
    eventually(page, "async () => !('reach-out' in (await self.vault.labels()))")
    assert reach_outs(instance, alias) == reach_outs(instance, other) == []


def test_somebody_who_was_not_signed_in_is_offered_only_what_works(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = context.new_page()
    page.goto("/")
    looked_after(page)
    lose_the_network(context)
    page.goto("/circle/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    expect(page.get_by_role("button", name="Send it when there is a network")).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("999")).first).to_be_visible()


def test_a_server_that_is_away_is_not_called_a_missing_network(context: BrowserContext, page: Page) -> None:
    page.goto("/reach-out/")
    context.route("**/reach-out/waiting/send/", lambda route: route.fulfill(status=503))
    lose_the_network(context)
    page.get_by_role("button", name="Ask my people now").click()
    expect(page.get_by_text("This device has no network.")).to_be_visible()
    find_the_network(context)
    expect(page.get_by_text("We cannot reach this place at the moment.")).to_be_visible()
    expect(page.get_by_role("heading", name=NOT_SENT)).to_be_visible()


SENDING = "**/reach-out/waiting/send/"
NEXT_IS_HERE = "async () => (await self.vault.whose()) === document.body.dataset.keptFor"


def somebody_else_signs_in(context: BrowserContext) -> str:
    """In another tab, one person signs out and another joins; return the other's alias."""
    page = context.new_page()
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody recovers alone")
    other = fresh_alias("Next Madeup")
    join(page, other)
    page.goto("/")
    eventually(page, NEXT_IS_HERE)
    return other


def test_one_whose_answer_was_lost_is_not_said_to_be_unsent(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    press(context, page)
    context.route(SENDING, lose_the_answer)
    find_the_network(context)
    expect(page.get_by_text("Most likely nobody has been told so far.")).to_be_visible()
    expect(page.get_by_text("Nobody has been told so far.", exact=False).first).to_be_hidden()
    assert [level for level, _state in reach_outs(instance, alias)] == ["urgent"]
    page.get_by_role("button", name="Call it off", exact=True).click()
    expect(page.get_by_text("If it did arrive before, you see it on Today")).to_be_visible()
    expect(page.get_by_text("Nothing was sent, and nothing will be.")).to_be_hidden()


def test_every_open_page_says_that_it_is_sent(context: BrowserContext, page: Page) -> None:
    press(context, page)
    others = [context.new_page() for _ in range(3)]
    for other in others:
        other.goto("/account/")
        expect(other.get_by_role("heading", name=NOT_SENT)).to_be_visible()
    find_the_network(context)
    for one in (page, *others):
        one.wait_for_url(LIVE)


def test_what_is_pressed_while_another_is_on_its_way_is_not_lost(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    press(context, page)
    page.evaluate(
        """async () => {
          const record = await self.vault.get("reach-out");
          record.fields.level = "talk";
          await self.vault.put("reach-out", record, { page: "/reach-out/waiting/" });
        }"""
    )
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    context.route(SENDING, hold_the_first)
    find_the_network(context)
    while not held:
        page.wait_for_timeout(50)
    page.evaluate(
        """async () => self.waiting.press(
          { level: "urgent", note: "", support: "", request_key: "the-second" },
          { owner: await self.vault.whose(), isUncertain: true },
        )"""
    )
    held[0].continue_()
    page.wait_for_url(LIVE)
    assert [level for level, _state in reach_outs(instance, alias)] == ["talk", "urgent"]


def test_what_one_person_typed_on_the_kept_page_is_not_sent_for_the_next(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    lose_the_network(context)
    page.goto("/circle/")
    page.get_by_label("Is there something you want to say first?").fill(NOTE)
    find_the_network(context)
    other = somebody_else_signs_in(context)
    page.get_by_role("button", name="Send it when there is a network").click()
    expect(page.get_by_text("You are not signed in here any more, so nobody has been told.")).to_be_visible()
    assert reach_outs(instance, alias) == reach_outs(instance, other) == []


def test_what_one_person_typed_in_the_form_is_not_kept_for_the_next(
    context: BrowserContext, page: Page, instance: Instance, alias: str
) -> None:
    # A tab in the background hears nothing of what happens to the session.
    page.route("**/live", lambda route: route.abort())
    page.goto("/reach-out/")
    page.locator("main details summary").first.click()
    page.get_by_label("Is there something you want to say first?").fill(NOTE)
    other = somebody_else_signs_in(context)
    lose_the_network(context)
    page.get_by_role("button", name="Ask my people now").click()
    expect(page.get_by_text("it has most likely not gone out")).to_be_visible()
    assert "reach-out" not in kept_rows(page)
    find_the_network(context)
    page.wait_for_timeout(500)
    assert reach_outs(instance, alias) == reach_outs(instance, other) == []


def test_a_network_that_hangs_holds_nobody_back_from_calling_it_off(context: BrowserContext, page: Page) -> None:
    press(context, page)
    context.route(SENDING, lambda _route: None)
    find_the_network(context)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Call it off", exact=True).click()
    expect(page.get_by_role("heading", name="You called it off")).to_be_visible(timeout=45_000)
    page.get_by_role("button", name="Reach out", exact=True).click()
    expect(page.get_by_role("button", name="Send it when there is a network")).to_be_visible()
