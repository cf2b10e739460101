"""Four people speak with each other in the room of a meeting, through a relay alone: nobody learns where anybody is."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

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


def test_four_people_hear_each_other_and_nobody_learns_where_anybody_is(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    pages = []
    letters: list[str] = []
    slug = ""
    for name in NAMES:
        context = open_browser()
        context.add_init_script(KEEP_CONNECTIONS)
        page = context.new_page()
        page.on("request", lambda request: letters.append(said(request)))
        alias = fresh_alias(f"{name} Madeup")
        join(page, alias)
        if not slug:
            slug = subprocess.run(
                [sys.executable, "-c", HOSTED.format(alias=alias)],
                env=instance.variables,
                check=True,
                capture_output=True,
                text=True,
            ).stdout.strip()
        comes_in(page, slug, name)
        pages.append(page)
    for page in pages:
        page.get_by_role("button", name="Switch voice on").press("Enter")
        expect(page.get_by_role("button", name="Switch your microphone on")).to_be_focused()
    for page in pages:
        expect(page.locator(".voices li")).to_have_count(3)
        for state in page.locator(".voices [data-state]").all():
            expect(state).to_have_text("quiet", timeout=60_000)
        assert stats(page)["heard"] == 0, "microphones are off at first"
    pages[0].get_by_role("button", name="Switch your microphone on").press("Enter")
    for page in pages[1:]:
        expect(page.locator(".voices li").filter(has_text="Ada")).to_contain_text("speaking")
    for page in pages[1:]:
        page.get_by_role("button", name="Switch your microphone on").press("Enter")
        expect(page.get_by_text("Your microphone is on: the others hear you.")).to_be_visible()
    for page in pages:
        until(lambda page=page: stats(page)["heard"] == 3, seconds=60)
        before = stats(page)["bytes"]
        until(
            lambda page=page, before=before: all(
                now > then for now, then in zip(stats(page)["bytes"], before, strict=True)
            ),
            seconds=30,
        )
        assert set(stats(page)["ways"]) == {"relay"}
    told = "\n".join(filter(None, letters))
    assert "typ relay" in told
    assert not re.search(r"typ (host|srflx|prflx)|\.local", told)
