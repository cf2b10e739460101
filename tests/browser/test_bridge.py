"""Four people speak through a bridge (Janus), and reach it through a relay alone: nobody learns where anybody is."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.instance import Instance, free_port, running_chromium, running_instance
from tests.browser.talking import FAKE, all_speak, four_in_a_room, is_heard_by_all, of, states, stats
from tests.processes import until
from tests.support import janus, relay

# The relay of this test stands where Janus does, which uses no loopback.
STANDS_AT = janus.own_address()
pytestmark = [
    pytest.mark.skipif(not STANDS_AT, reason="this machine has no address but loopback, which Janus does not use"),
    pytest.mark.skipif(relay.TURNSERVER is None, reason=relay.MISSING),
    pytest.mark.skipif(janus.JANUS is None, reason=janus.MISSING),
]


# How a browser itself speaks: what the bridge's side looks like from here is the relay, or what stands beside it.
WAYS = """async () => {
  const found = new Set();
  for (const connection of window.connections.filter((one) => one.connectionState !== "closed")) {
    for (const one of (await connection.getStats()).values()) {
      if (one.type === "local-candidate") found.add(one.candidateType);
    }
  }
  return [...found];
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium with a made-up microphone and camera, instead of the one other tests share."""
    with running_chromium(*FAKE) as browser:
        yield browser


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with a relay and a bridge."""
    folder: Path = tmp_path_factory.mktemp("bridge")
    relay_port = free_port()
    with (
        relay.running_relay(relay_port, folder, host=STANDS_AT) as address,
        janus.running_janus(free_port(), relay_port, folder, relay_host=STANDS_AT) as bridge,
        running_instance(
            ALONGSIDE_TURN_URLS=address,
            ALONGSIDE_TURN_SECRET=relay.SECRET,
            ALONGSIDE_JANUS_URL=bridge,
            ALONGSIDE_JANUS_SECRET=janus.API_SECRET,
            ALONGSIDE_TRUSTED_PROXIES="1",
        ) as found,
    ):
        yield found


@pytest.fixture
def told() -> list[str]:
    """What browsers told of themselves and were told, as it travelled."""
    return []


@pytest.fixture
def pages(open_browser: OpenBrowser, instance: Instance, told: list[str]) -> list[Page]:
    """Four people in the room of a meeting, each in a browser of their own."""

    def asked(request: Request) -> None:
        if "/voice/" in request.url:
            told.append(request.post_data or "")

    def answered(response: Response) -> None:
        if re.search(r"/voice/(publish|listen)/$", response.url) and response.ok:
            told.append(response.text())

    def watch(page: Page) -> None:
        page.on("request", asked)
        page.on("response", answered)

    return four_in_a_room(open_browser, instance, watch)


def test_four_people_hear_each_other_through_the_bridge_and_nobody_learns_where_anybody_is(
    pages: list[Page], told: list[str]
) -> None:
    all_speak(pages)
    for page in pages:
        until(partial(is_heard_by_all, page), seconds=60)
        assert page.evaluate(WAYS) == ["relay"]
        open_ones = "window.connections.filter((one) => one.connectionState === 'connected').length"
        assert page.evaluate(open_ones) == 2, "one to send on, one to hear all"
    shows_and_leaves(pages)
    everything = "".join(told)
    assert everything.count("typ relay") >= 16
    assert "v=0" in everything
    assert not re.search(r"typ (host|srflx|prflx)|\.local", everything)
    through_relay = re.sub(r"candidate:\S+ \d+ udp \d+ \S+ \d+ typ relay raddr 0\.0\.0\.0 rport 0", "", everything)
    addresses = set(re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", through_relay))
    assert addresses == {"0.0.0.0", "127.0.0.1"}, "but for ways through the relay, nobody's"  # noqa: S104 - only read
    assert janus.API_SECRET not in everything


def shows_and_leaves(pages: list[Page]) -> None:
    """Have one show themself, one go and come back, and one leave the meeting."""
    ada, ben, cleo, dora = pages
    dora.locator("summary", has_text="Microphone and camera").press("Enter")
    dora.get_by_role("button", name="Switch your camera on").press("Enter")
    for page in (ada, ben, cleo):
        expect(of(page, "Dora").locator("video")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits on a phone"
    cleo.get_by_role("button", name="Switch voice off").press("Enter")
    expect(cleo.get_by_role("button", name="Switch voice on")).to_be_focused()
    assert stats(cleo)["bytes"] == []
    dora.get_by_role("button", name="Leave the meeting").press("Enter")
    for page in (ada, ben):
        expect(states(page)).to_have_count(1)
    cleo.get_by_role("button", name="Switch voice on").press("Enter")
    for page in (ada, ben):
        expect(of(page, "Cleo")).to_contain_text("Quiet now", timeout=60_000)
    expect(of(cleo, "Ada")).to_contain_text("Speaking now", timeout=60_000)
