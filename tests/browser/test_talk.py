"""Four people speak with each other in the room of a meeting, through a relay alone: nobody learns where anybody is."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.instance import Instance, free_port, running_chromium, running_instance
from tests.browser.talking import FAKE, all_speak, flows, four_in_a_room, is_heard_by_all, of, states, stats
from tests.processes import until
from tests.support.relay import MISSING, SECRET, TURNSERVER, running_relay

pytestmark = pytest.mark.skipif(TURNSERVER is None, reason=MISSING)


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


def said(request: Request) -> str:
    """Return what a browser told another; "" for any other request."""
    is_letter = request.url.endswith("/voice/letter/")
    return (request.post_data or "") if is_letter else ""


@pytest.fixture
def told() -> list[str]:
    """What browsers told each other, as it was sent."""
    return []


@pytest.fixture
def pages(open_browser: OpenBrowser, instance: Instance, told: list[str]) -> list[Page]:
    """Four people in the room of a meeting, each in a browser of their own."""
    return four_in_a_room(
        open_browser, instance, lambda page: page.on("request", lambda request: told.append(said(request)))
    )


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
    cleo.reload()
    for page in (ada, ben):
        expect(of(page, "Cleo")).to_contain_text("Quiet now", timeout=60_000)
    expect(cleo.get_by_role("button", name="Switch your microphone on")).to_be_visible()  # it came back by itself
