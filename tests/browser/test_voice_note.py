"""A voice note in a browser on a phone: recorded, listened to, sent, and heard by whom it is for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenBrowser, fresh_alias, join
from tests.browser.instance import running_chromium
from tests.browser.test_setback import begins, invitation_to, stands_with
from tests.support.recordings import recorded

# A microphone that beeps once a second, and somebody who says yes when asked for it.
FAKE_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SAM = "Sam Madeup"
# Ends once sound has gone by; a page of ours evaluates no text, so Playwright cannot look for that again and again.
PLAY = """async (player) => {
  const heard = new Promise((done) => player.addEventListener("timeupdate", () => player.currentTime > 0.2 && done()));
  player.muted = true;
  await player.play();
  await heard;
  return player.duration;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium with a made-up microphone, instead of the one other tests share."""
    with running_chromium(*FAKE_MICROPHONE) as browser:
        yield browser


def told(owner: Page, supporter: Page) -> None:
    """Have two people stand together, and the one tell the other of a setback."""
    join(owner, fresh_alias("Olga Madeup"))
    stands_with(supporter, SAM, invitation_to(owner, SAM))
    begins(owner)
    owner.get_by_role("link", name="I had a setback").click()
    owner.get_by_label(SAM).check()
    owner.get_by_role("button", name="See what this changes").click()
    owner.get_by_role("button", name="Keep it, and tell them").click()
    supporter.goto("/")
    supporter.get_by_role("link", name="Send a word").click()


def hears(owner: Page) -> float:
    """Play what has come; return how many seconds it lasts, once it really plays."""
    owner.goto("/")
    player = owner.get_by_label(f"Voice note from {SAM}")
    expect(player).to_be_visible()
    seconds = player.evaluate(PLAY)
    assert player.evaluate("player => player.readyState") >= 2
    assert owner.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits on a phone"
    return float(seconds)


def test_it_is_recorded_listened_to_sent_and_heard(open_browser: OpenBrowser) -> None:
    owner, supporter = open_browser().new_page(), open_browser(viewport={"width": 320, "height": 640}).new_page()
    told(owner, supporter)
    expect(supporter.get_by_text("your browser asks whether it may use the microphone")).to_be_visible()
    supporter.get_by_role("button", name="Record a voice note").press("Enter")
    said = supporter.locator("[data-said]")
    expect(said).to_have_text("Recording. It stops by itself after 60 seconds.")
    expect(supporter.get_by_role("button", name="Stop recording")).to_be_focused()
    expect(supporter.get_by_role("timer")).to_have_text(re.compile("Time left: 0:5[0-8]"))
    supporter.get_by_role("button", name="Send it").click()
    expect(said).to_have_text("It is recorded, and not sent yet.")
    supporter.get_by_role("button", name="Throw it away").press("Enter")
    expect(said).to_have_text("It is thrown away. Nothing was sent.")
    supporter.get_by_role("button", name="Record a voice note").press("Enter")
    expect(supporter.get_by_role("timer")).to_have_text(re.compile("Time left: 0:(5[0-4]|4.)"))
    supporter.get_by_role("button", name="Stop recording").press("Enter")
    expect(supporter.get_by_text("Length of your recording: 0:")).to_be_visible()
    supporter.get_by_role("button", name="Listen to it").press("Enter")
    expect(supporter.get_by_role("button", name="Stop listening")).to_be_focused()
    supporter.get_by_role("button", name="Stop listening").press("Enter")
    expect(supporter.get_by_role("button", name="Listen to it")).to_be_visible()
    assert supporter.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits on a small phone"
    supporter.get_by_label("Your words").fill("I say: I am with you.")
    supporter.get_by_role("button", name="Send it").click()
    expect(supporter.get_by_text("Your words are on their way.")).to_be_visible()
    assert 5 < hears(owner) < 60
    expect(owner.get_by_text("I say: I am with you.")).to_be_visible()
    supporter.get_by_role("link", name="See what you said").click()
    supporter.get_by_role("button", name="Take this back").click()
    expect(supporter.get_by_text("There is nothing here now.")).to_be_visible()
    owner.goto("/")
    expect(owner.locator("audio")).to_have_count(0)


def test_where_the_microphone_stays_closed_a_file_can_be_chosen(open_browser: OpenBrowser) -> None:
    owner, supporter = open_browser().new_page(), open_browser().new_page()
    supporter.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    told(owner, supporter)
    supporter.get_by_role("button", name="Record a voice note").click()
    expect(supporter.get_by_text("The microphone stays closed, and that is fine.")).to_be_visible()
    expect(supporter.get_by_label("Choose a recording")).to_be_focused()


def test_without_scripts_a_file_is_sent(open_browser: OpenBrowser) -> None:
    owner, supporter = open_browser().new_page(), open_browser(java_script_enabled=False).new_page()
    told(owner, supporter)
    expect(supporter.get_by_role("button", name="Record a voice note")).to_be_hidden()
    file = {"name": "Recording 1.m4a", "mimeType": "audio/mp4", "buffer": recorded(4, form="mp4", codec="aac")}
    supporter.get_by_label("Choose a recording").set_input_files([file])
    supporter.get_by_role("button", name="Send it").click()
    expect(supporter.get_by_text("Your words are on their way.")).to_be_visible()
    assert hears(owner) == pytest.approx(4, abs=0.2)
