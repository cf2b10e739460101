"""Two people talk in a chat room while the server is restarted in the middle: no line is lost and none is doubled."""

import re
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Instance, OpenBrowser, fresh_alias, join
from tests.browser.instance import prepared_instance, running, serving

DAYS_AGO = "UPDATE groups_chatline SET created_at = created_at - interval '2 days'"
LABEL = "What you want to say to the room"


def room_of(instance: Instance, host: str, member: str) -> str:
    """Have these two be in a group with a chat room; return where it is."""
    command = [sys.executable, "-m", "tests.browser.chatting", host, member]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def writes(page: Page, words: str) -> None:
    """Write a line."""
    page.get_by_label(LABEL).fill(words)
    page.get_by_role("button", name="Send it").click()


def reads(page: Page, *words: str) -> None:
    """See these lines, each once, in this order, and no other."""
    expect(page.locator("[data-line] p[dir=auto]")).to_have_text(list(words))


@pytest.fixture
def restarted() -> Iterator[Instance]:
    """An instance whose web process is started by the test, as often as it likes."""
    with prepared_instance(ALONGSIDE_TRUSTED_PROXIES="1") as found, running(["worker"], found.variables):
        yield found


def test_no_line_is_lost_or_doubled_when_the_server_is_restarted(chromium: Browser, restarted: Instance) -> None:
    contexts = [
        chromium.new_context(
            base_url=restarted.url,
            viewport=PHONE,
            locale="en-GB",
            extra_http_headers={"X-Forwarded-For": f"2001:db8:{number}::1"},
        )
        for number in (1, 2)
    ]
    rosa, sam = (context.new_page() for context in contexts)
    with serving(restarted):
        host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
        join(rosa, host)
        join(sam, member)
        room = room_of(restarted, host, member)
        for page in (rosa, sam):
            page.goto(room)
        writes(rosa, "The heron stood still.")
        reads(sam, "The heron stood still.")
        writes(sam, "I am here.")
        reads(rosa, "The heron stood still.", "I am here.")
        expect(rosa.locator(".line.mine")).to_have_count(1)
    # Nobody serves: both write, one into the middle of the restart.
    writes(rosa, "Sent while nobody listened.")
    expect(rosa.get_by_text("It is not sent yet")).to_be_visible()
    with serving(restarted):
        said = ("The heron stood still.", "I am here.", "Sent while nobody listened.")
        reads(rosa, *said)
        reads(sam, *said)
        expect(rosa.get_by_text("It is not sent yet")).to_have_count(0)
        writes(sam, "Welcome back.")
        reads(rosa, *said, "Welcome back.")
        sam.reload()
        reads(sam, *said, "Welcome back.")
    for context in contexts:
        context.close()


def test_one_without_scripts_talks_with_one_who_has_them(open_browser: OpenBrowser, instance: Instance) -> None:
    rosa, una = open_browser().new_page(), open_browser(java_script_enabled=False).new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Una Madeup")
    join(rosa, host)
    join(una, member)
    room = room_of(instance, host, member)
    for page in (rosa, una):
        page.goto(room)
    writes(una, "I am here.")
    reads(una, "I am here.")
    reads(rosa, "I am here.")
    expect(rosa.locator("[data-line] time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    writes(rosa, "Good that you are.")
    reads(rosa, "I am here.", "Good that you are.")
    una.get_by_role("link", name="Look for new lines").click()
    reads(una, "I am here.", "Good that you are.")
    una.get_by_role("link", name="Take it back").click()
    una.get_by_role("button", name="Take it back").click()
    expect(rosa.get_by_text("This line was taken back.")).to_be_visible()
    takes_a_rest(rosa, una, room)


def test_a_room_put_to_rest_keeps_what_somebody_types(open_browser: OpenBrowser, instance: Instance) -> None:
    rosa, sam = open_browser().new_page(), open_browser(timezone_id="Asia/Kolkata").new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, host)
    join(sam, member)
    room = room_of(instance, host, member)
    for page in (rosa, sam):
        page.goto(room)
    sam.get_by_label(LABEL).fill("It is a long")
    rosa.get_by_text("Look after this room").click()
    rosa.get_by_role("button", name="Let it rest for 15 minutes").click()
    kept = sam.locator("[data-resting]")
    expect(kept).to_contain_text("What you typed is kept here")
    expect(kept).to_contain_text("This room is resting until")
    expect(sam.get_by_label(LABEL)).to_be_visible()
    ends = [
        re.search(r"until \d\d:(\d\d)\. Until", page.locator("[data-why-quiet]").inner_text()) for page in (rosa, sam)
    ]
    minutes = [int(end[1]) for end in ends if end]
    assert abs(minutes[0] - minutes[1]) == 30, "each reads it on their own clock, and India's is half an hour off"
    expect(sam.get_by_label(LABEL)).to_have_value("It is a long")
    expect(sam.get_by_role("main").get_by_role("link", name="Reach out")).to_be_visible()
    rosa.get_by_text("Look after this room").click()
    rosa.get_by_role("button", name="Let everybody write again").click()
    expect(kept).to_have_text("")
    sam.get_by_label(LABEL).fill("It is a long evening.")
    sam.get_by_role("button", name="Send it").click()
    reads(sam, "It is a long evening.")
    says_the_time_in_one_way(rosa, sam)
    says_the_day_as_other_pages_do(sam, instance)
    hides(rosa, sam)


def test_on_a_phone_a_room_opens_where_one_writes_and_a_line_of_danger_is_seen(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    rosa, sam = open_browser(viewport=PHONE).new_page(), open_browser(viewport=PHONE).new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, host)
    join(sam, member)
    room = room_of(instance, host, member)
    rosa.goto(room)
    for number in range(15):
        writes(rosa, f"The heron stood still, and then it did not, {number}.")
        expect(rosa.get_by_label(LABEL)).to_have_value("")
    sam.goto(room)
    is_seen(sam, sam.get_by_label(LABEL))
    is_seen(sam, sam.get_by_role("button", name="Send it"))
    is_seen(sam, sam.locator("[data-line]").last)
    writes(sam, "I want to die tonight.")
    expect(sam.get_by_text("Only you are shown these numbers.")).to_be_visible()
    is_seen(sam, sam.get_by_text("I want to die tonight.", exact=True))
    is_seen(sam, sam.get_by_role("main").get_by_role("link", name="Reach out").first)
    rosa.get_by_text("What you can do for them").click()
    expect(rosa.get_by_text("Say that you are here, ask how it is right now")).to_be_visible()
    # The line came as it is for everybody: who looks after the group tells nobody else.
    expect(rosa.get_by_role("link", name="You look after this group")).to_be_visible()
    expect(rosa.get_by_role("link", name="Tell those who look after the group")).to_have_count(0)
    sam.locator("h1").click()
    sam.keyboard.press("Tab")
    expect(sam.get_by_role("link", name="Go to where you write")).to_be_focused()
    sam.keyboard.press("Enter")
    expect(sam.get_by_label(LABEL)).to_be_focused()


def test_a_line_that_is_asked_about_is_sent_once_and_goes_as_it_is_or_changed(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    rosa, sam = open_browser(viewport=PHONE).new_page(), open_browser(viewport=PHONE).new_page()
    host, member = fresh_alias("Rosa Madeup"), fresh_alias("Sam Madeup")
    join(rosa, host)
    join(sam, member)
    room = room_of(instance, host, member)
    rosa.goto(room)
    sam.goto(room)
    sent: list[str] = []
    sam.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    writes(sam, "Call me on 555 0142 717.")
    question = sam.get_by_role("group", name="Before it is sent")
    expect(question).to_be_focused()
    expect(question).to_contain_text("555 0142 717")
    expect(sam.get_by_label(LABEL)).to_have_value("Call me on 555 0142 717.")
    assert len(sent) == 1
    is_seen(sam, sam.get_by_role("button", name="Send it as it is"))
    sam.get_by_label(LABEL).fill("Call me.")
    sam.get_by_role("button", name="Send it", exact=True).click()
    reads(rosa, "Call me.")
    expect(question).to_have_count(0)
    writes(sam, "It is 555 0142 717.")
    sam.get_by_role("button", name="Send it as it is").click()
    reads(rosa, "Call me.", "It is 555 0142 717.")
    reads(sam, "Call me.", "It is 555 0142 717.")


def is_seen(page: Page, part: Locator) -> None:
    """See a part of a page without scrolling, and not behind the bar at its end."""
    box, bar = part.bounding_box(), page.locator(".places").bounding_box()
    assert box
    assert bar
    assert box["y"] >= 60
    assert box["y"] + box["height"] <= bar["y"]


def says_the_time_in_one_way(rosa: Page, sam: Page) -> None:
    """What came live says its time as what came with the page does."""
    times = sam.locator("[data-line] time").all_text_contents()
    sam.reload()
    expect(sam.locator("[data-line] time")).to_have_text(times)
    writes(rosa, "Good that you are here.")
    reads(sam, "It is a long evening.", "Good that you are here.")
    for time in sam.locator("[data-line] time").all_text_contents():
        assert re.fullmatch(r"\d\d?:\d\d( [AP]M)?", time.replace("\u202f", " "))


def says_the_day_as_other_pages_do(sam: Page, instance: Instance) -> None:
    """A line of days ago says its day in the one order that all pages have, short enough for a phone."""
    with psycopg.connect(instance.variables["DATABASE_URL"]) as connection:
        connection.execute(DAYS_AGO)
    sam.reload()
    expect(sam.locator("[data-line] time").first).to_have_text(re.compile(r"^\d\d? [A-Z][a-z]{2,3} 20\d\d, \d\d:\d\d$"))


def hides(rosa: Page, sam: Page) -> None:
    """Whoever wrote what is hidden is told at once, with their words, and led to why; whoever hid it is not."""
    rosa.locator("[data-others]:not([hidden]) summary").first.click()
    rosa.locator("[data-looks]:not([hidden])").first.click()
    rosa.get_by_role("textbox").fill("It names somebody.")
    rosa.get_by_role("button", name="Hide it").click()
    own = sam.locator("[data-own-hidden]")
    expect(own).to_contain_text("A moderator has hidden this for now.")
    expect(own).to_contain_text("It is a long evening.")
    expect(rosa.locator("[data-own-hidden]")).not_to_contain_text("It is a long evening.")
    own.get_by_role("link", name="See why, and how to ask for another look").click()
    sam.get_by_role("main").get_by_role("link").first.click()
    expect(sam.get_by_text("It names somebody.")).to_be_visible()


def takes_a_rest(rosa: Page, una: Page, room: str) -> None:
    """The host lets the room rest: it says so, and who is not looking after it finds no field to write in."""
    rosa.get_by_text("Look after this room").click()
    rosa.get_by_role("button", name="Let it rest for 15 minutes").click()
    expect(rosa.get_by_text("This room is resting until")).to_be_visible()
    una.goto(room)
    expect(una.get_by_text("This room is resting until")).to_be_visible()
    expect(una.get_by_label(LABEL)).to_be_hidden()
    expect(rosa.get_by_label(LABEL)).to_be_visible()
