"""Check-ins as people live them: built and answered without a network on a phone, and a missed one reaching a tie."""

import json
import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Instance, OpenBrowser, fresh_alias, join
from tests.browser.offline import cached_texts, eventually, find_the_network, kept_rows, looked_after, lose_the_network
from tests.browser.test_journey import accept, invitation_link, name_somebody

WORDS = "the heron stood still"
MISSED = "Please ring me tonight"
# The time to answer is over: as if it had been asked four hours ago.
PASSED = """
UPDATE checkins_rhythm AS row SET due_at = now(), asked_for = now() - interval '4 hours',
    asked_at = now() - interval '4 hours', asked_on = current_date, nudged = true
FROM checkins_checkin AS c JOIN accounts_person AS person ON person.id = c.person_id
WHERE row.check_in_id = c.id AND person.alias = %s
"""


def build(page: Page, name: str) -> None:
    """Take a pack from Today, with a question of one's own."""
    page.goto("/")
    page.get_by_role("link", name="Choose a check-in").click()
    page.get_by_role("link", name="My recovery").click()
    page.get_by_label("What do you want to call it?").fill(name)
    page.get_by_text("Your own questions").click()
    page.get_by_label("Your own question 1").fill("What did you see?")
    page.get_by_label("How question 1 is answered").select_option(label="With a few words")
    page.get_by_role("button", name="Keep, and go on").click()
    expect(page.get_by_text("Your check-in is ready.")).to_be_visible()


def answers(instance: Instance, alias: str) -> int:
    """Return how many answers of this person have arrived, from the instance's database."""
    with psycopg.connect(instance.variables["DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT count(*) FROM checkins_answer AS answer JOIN checkins_entry AS entry ON entry.id = entry_id"
            " JOIN checkins_checkin AS c ON c.id = check_in_id JOIN accounts_person AS p ON p.id = person_id"
            " WHERE p.alias = %s",
            [alias],
        ).fetchone()
        assert row
        return int(row[0])


def test_built_and_answered_without_a_network_on_a_phone(open_browser: OpenBrowser, instance: Instance) -> None:
    alias, context = fresh_alias("Una Madeup"), open_browser()
    page = context.new_page()
    page.goto("/join/")
    join(page, alias)
    build(page, "My evening")
    page.goto("/check-ins/")
    looked_after(page)
    page.get_by_role("button", name="Keep them on this device").click()
    expect(page.get_by_role("button", name="Forget them on this device")).to_be_visible()

    lose_the_network(context)
    page.goto("/")
    page.locator("[data-check-ins] summary").filter(has_text="My evening").click()
    started = time.monotonic()
    page.get_by_text("So-so", exact=True).click()
    page.get_by_label("What did you see?").fill(WORDS)
    page.get_by_role("button", name="Keep it until there is a network").click()
    expect(page.get_by_role("heading", name="Kept here, and not sent yet")).to_be_visible()
    assert time.monotonic() - started < 20
    assert answers(instance, alias) == 0
    whole = json.dumps([kept_rows(page), cached_texts(page)])
    assert [word for word in (WORDS, "heron", "My evening") if word in whole] == []

    find_the_network(context)
    expect(page.get_by_role("heading", name="Your check-in is sent")).to_be_visible()
    assert answers(instance, alias) == 2
    eventually(page, "async () => !('check-in-answers' in (await self.vault.labels()))")
    page.goto("/check-ins/")
    page.get_by_role("link", name="Look back").click()
    expect(page.get_by_text(WORDS)).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Take all of it along").click()
    assert WORDS in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Lines, part by part").click()
    expect(page.get_by_text("Answered on 1 day: “So-so”.")).to_be_visible()


def test_a_form_pressed_as_the_network_went_is_sent_once(open_browser: OpenBrowser, instance: Instance) -> None:
    alias, context = fresh_alias("Una Madeup"), open_browser()
    page = context.new_page()
    page.goto("/join/")
    join(page, alias)
    build(page, "My evening")
    page.goto("/check-ins/")
    looked_after(page)
    page.get_by_role("link", name="Check in now").click()
    page.get_by_text("So-so", exact=True).click()
    lose_the_network(context)
    page.get_by_role("button", name="Keep", exact=True).click()
    other = context.new_page()
    other.goto("/")
    for one in (page, other):
        expect(one.get_by_role("heading", name="Kept here, and not sent yet")).to_be_visible()
    today = datetime.now(ZoneInfo("Europe/Berlin"))
    expect(other.locator("[data-check-ins] [data-pressed]")).to_have_text(
        re.compile(rf"^{today.day} {today:%B %Y}, \d\d:\d\d$")
    )
    find_the_network(context)
    # Whichever of them sends it, or the service worker, all say so.
    for one in (page, other):
        expect(one.get_by_role("heading", name="Your check-in is sent")).to_be_visible()
    assert answers(instance, alias) == 1


def test_a_missed_one_reaches_the_chosen_tie_and_an_answer_comes_back(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    ona, sam = fresh_alias("Ona Madeup"), fresh_alias("Sam Madeup")
    her, him = open_browser().new_page(), open_browser(viewport=DESKTOP).new_page()
    her.goto("/join/")
    join(her, ona)
    name_somebody(her, "Sam")
    accept(him, invitation_link(her), sam)
    build(her, "My evening")
    told = her.get_by_role("group", name="Who is told when you miss one?")
    told.get_by_label("Sam").check()
    her.get_by_label("What are they told?").fill(MISSED)
    her.get_by_role("button", name="Keep", exact=True).click()
    expect(her.get_by_text("Your changes are kept.")).to_be_visible()

    him.goto("/")
    expect(him.get_by_text(MISSED)).to_be_hidden()
    with psycopg.connect(instance.variables["DATABASE_URL"]) as connection:
        assert connection.execute(PASSED, [ona]).rowcount == 1
    expect(him.get_by_text(MISSED).first).to_be_visible(timeout=60_000)
    him.get_by_role("link", name="Look, and say something").click()
    him.get_by_label("I am with you").check()
    him.get_by_role("button", name="Send it").click()
    her.goto("/")
    expect(her.get_by_text("Sam answered your check-in")).to_be_visible()
    expect(her.get_by_text("I am with you")).to_be_visible()
