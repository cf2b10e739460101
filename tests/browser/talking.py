"""People who speak with each other in the room of a meeting, for tests: how they come in, and what arrives of whom."""

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.instance import Instance

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


def comes_in(page: Page, slug: str, name: str) -> None:
    """Come into the room under a name."""
    page.goto(f"/meetings/{slug}/room/")
    page.get_by_label("Your name", exact=False).fill(name)
    page.get_by_role("button", name=re.compile("Come in|Open the room")).click()
    expect(page.get_by_role("heading", name="Voice")).to_be_visible()


def stats(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STATS)
    return found


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


def four_in_a_room(open_browser: OpenBrowser, instance: Instance, watch: Callable[[Page], None]) -> list[Page]:
    """Have four people come into the room of a meeting, each in a browser of their own; `watch` each page first."""
    found: list[Page] = []
    slug = ""
    for name in NAMES:
        context = open_browser()
        context.add_init_script(KEEP_CONNECTIONS)
        page = context.new_page()
        watch(page)
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
        # Also for who was the first, and alone then.
        expect(page.get_by_text("You hear the others. Your microphone is off.")).to_be_visible()
    pages[0].get_by_role("button", name="Switch your microphone on").press("Enter")
    for page in pages[1:]:
        expect(of(page, "Ada")).to_contain_text("Speaking now")
    for page in pages[1:]:
        page.get_by_role("button", name="Switch your microphone on").press("Enter")
        expect(page.get_by_text("Your microphone is on: the others hear you.")).to_be_visible()
