"""Four people speak with each other in the room of a meeting, through a relay alone: nobody learns where anybody is."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.instance import Instance, free_port, running_chromium, running_instance
from tests.processes import until
from tests.support.relay import MISSING, SECRET, TURNSERVER, running_relay

pytestmark = pytest.mark.skipif(TURNSERVER is None, reason=MISSING)

# A microphone that beeps, a camera that shows a clock, and somebody who says yes when asked for them. The relay of the
# tests is on this machine, where browsers look for no way by themselves.
FAKE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
)
NAMES = ("Ada", "Ben", "Cleo", "Dora")
# Looks at each connection of the page, whatever holds it; a page of ours evaluates no text, so it is there beforehand.
KEEP_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...all) { super(...all); window.connections.push(this); }
};
"""
STATS = """async () => {
  const found = { heard: 0, bytes: [], frames: 0, ways: [] };
  for (const connection of window.connections.filter((one) => one.connectionState !== "closed")) {
    for (const one of (await connection.getStats()).values()) {
      if (one.type === "inbound-rtp" && one.kind === "audio") {
        found.bytes.push(one.bytesReceived);
        if (one.audioLevel > 0.001 || one.totalAudioEnergy > 0) found.heard += 1;
      }
      if (one.type === "inbound-rtp" && one.kind === "video") found.frames += one.framesDecoded ?? 0;
      if (/^(local|remote)-candidate$/.test(one.type)) found.ways.push(one.candidateType);
    }
  }
  return found;
}"""
HOSTED = """
import django; django.setup()
from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from tests.support.rooms import hosted
print(hosted(Person.objects.get(alias="{alias}"), current_time()).meeting.slug)
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium with a made-up microphone and camera, instead of the one other tests share."""
    with running_chromium(*FAKE) as browser:
        yield browser


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with a relay."""
    folder: Path = tmp_path_factory.mktemp("relay")
    with (
        running_relay(free_port(), folder) as address,
        running_instance(
            ALONGSIDE_TURN_URLS=address, ALONGSIDE_TURN_SECRET=SECRET, ALONGSIDE_TRUSTED_PROXIES="1"
        ) as found,
    ):
        yield found


def comes_in(page: Page, slug: str, name: str) -> None:
    """Come into the room under a name."""
    page.goto(f"/meetings/{slug}/room/")
    page.get_by_label("Your name", exact=False).fill(name)
    page.get_by_role("button", name=re.compile("Come in|Open the room")).click()
    expect(page.get_by_role("heading", name="Voice")).to_be_visible()


def stats(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STATS)
    return found


def said(request: Request) -> str:
    """Return what a browser told another; "" for any other request."""
    is_letter = request.url.endswith("/voice/letter/")
    return (request.post_data or "") if is_letter else ""


def is_heard_by_all(page: Page) -> bool:
    """Tell whether sound of all three others has arrived here."""
    return bool(stats(page)["heard"] == 3)


def flows(page: Page, before: list[int]) -> bool:
    """Tell whether more has arrived on each connection since."""
    return all(now > then for now, then in zip(stats(page)["bytes"], before, strict=True))


def states(page: Page) -> Locator:
    """Return how the others are."""
    return page.locator(".voices [data-state]")


def of(page: Page, name: str) -> Locator:
    """Return somebody else in the talk."""
    return page.locator(".voices li").filter(has_text=name)


@pytest.fixture
def told() -> list[str]:
    """What browsers told each other, as it was sent."""
    return []


@pytest.fixture
def pages(open_browser: OpenBrowser, instance: Instance, told: list[str]) -> list[Page]:
    """Four people in the room of a meeting, each in a browser of their own."""
    found: list[Page] = []
    slug = ""
    for name in NAMES:
        context = open_browser()
        context.add_init_script(KEEP_CONNECTIONS)
        page = context.new_page()
        page.on("request", lambda request: told.append(said(request)))
        alias = fresh_alias(f"{name} Madeup")
        join(page, alias)
        slug = slug or hosted_by(alias, instance)
        comes_in(page, slug, name)
        found.append(page)
    return found


def hosted_by(alias: str, instance: Instance) -> str:
    """Have somebody host a meeting that begins now; return where."""
    code = HOSTED.format(alias=alias)
    done = subprocess.run(
        [sys.executable, "-c", code], env=instance.variables, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def all_speak(pages: list[Page]) -> None:
    """Have all switch voice on, hear nobody yet, then open their microphones by keyboard."""
    for page in pages:
        page.get_by_role("button", name="Switch voice on").press("Enter")
        expect(page.get_by_role("button", name="Switch your microphone on")).to_be_focused()
    for page in pages:
        expect(states(page)).to_have_text(["Quiet now"] * 3, timeout=60_000)
        assert stats(page)["heard"] == 0, "microphones are off at first"
    pages[0].get_by_role("button", name="Switch your microphone on").press("Enter")
    for page in pages[1:]:
        expect(of(page, "Ada")).to_contain_text("Speaking now")
    for page in pages[1:]:
        page.get_by_role("button", name="Switch your microphone on").press("Enter")
        expect(page.get_by_text("Your microphone is on: the others hear you.")).to_be_visible()


def test_four_people_hear_each_other_and_nobody_learns_where_anybody_is(pages: list[Page], told: list[str]) -> None:
    all_speak(pages)
    for page in pages:
        until(partial(is_heard_by_all, page), seconds=60)
        until(partial(flows, page, stats(page)["bytes"]), seconds=30)
        assert set(stats(page)["ways"]) == {"relay"}
    sees_and_leaves(pages)
    everything = "".join(told)
    assert "typ relay" in everything
    assert not re.search(r"typ (host|srflx|prflx)|\.local", everything)
    addresses = set(re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", everything))
    assert addresses == {"0.0.0.0", "127.0.0.1"}, "nobody's, and the relay's"  # noqa: S104 - read, not listened at


def sees_and_leaves(pages: list[Page]) -> None:
    """Have one show themself, one hear nobody, one go and come back, and one leave the meeting."""
    ada, ben, cleo, dora = pages
    dora.locator("summary", has_text="Microphone and camera").press("Enter")
    dora.get_by_role("button", name="Switch your camera on").press("Enter")
    for page in (ada, ben, cleo):
        expect(of(page, "Dora").locator("video")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits on a phone"
    ben.get_by_role("button", name="Hear nobody for now").press("Enter")
    expect(ben.get_by_role("button", name="Hear the others again")).to_be_focused()
    assert ben.evaluate("[...document.querySelectorAll('.voices audio')].every((one) => one.muted)")
    cleo.get_by_role("button", name="Switch voice off").press("Enter")
    expect(cleo.get_by_role("button", name="Switch voice on")).to_be_focused()
    assert stats(cleo)["bytes"] == []
    dora.get_by_role("button", name="Leave the meeting").press("Enter")
    for page in (ada, ben):
        expect(states(page)).to_have_count(1)
    cleo.get_by_role("button", name="Switch voice on").press("Enter")
    for page in (ada, ben):
        expect(of(page, "Cleo")).to_contain_text("Quiet now", timeout=60_000)
