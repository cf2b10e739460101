"""A push asks the browser for the right notification, what cannot be read for none, and a press leads nowhere else.

Chromium hands the service worker a message as a push service would. What the worker then asks of the browser is noted;
what a machine without a desktop does with it is not looked at.
"""

import json
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, Worker, expect

from alongside.notifications.channels.vapid import VapidKey
from tests.browser.conftest import Instance, OpenBrowser, fresh_alias, join
from tests.processes import until

NOTE_WHAT_IS_ASKED = """() => {
  self.shown = [];
  self.opened = [];
  self.registration.showNotification = async (title, options) => { self.shown.push({ title, ...options }); };
  self.clients.openWindow = async (address) => { self.opened.push(address); };
}"""
PRESS = """async (url) => {
  const event = new Event("notificationclick");
  const waits = [];
  event.notification = { close: () => waits.push("closed"), data: url === null ? undefined : { url } };
  event.waitUntil = (promise) => waits.push(promise);
  self.dispatchEvent(event);
  return (await Promise.all(waits))[0];
}"""
SAID = {
    "title": "Alongside",
    "body": "There is something new for you.",
    "url": "/crisis-lines/",
    "tag": "asked:1",
    "lang": "en",
}


class Pusher:
    """Hands pushes to the service worker of an open page."""

    def __init__(self, session: CDPSession, origin: str) -> None:
        self._session, self._origin = session, origin
        self._registration, self.is_ready = "", False
        session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        session.on("ServiceWorker.workerVersionUpdated", self._look)
        session.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            if registration["scopeURL"].startswith(self._origin) and not registration["isDeleted"]:
                self._registration = registration["registrationId"]

    def _look(self, event: dict[str, Any]) -> None:
        mine = [version for version in event["versions"] if version["registrationId"] == self._registration]
        self.is_ready = self.is_ready or any(version["status"] == "activated" for version in mine)

    def push(self, data: str) -> None:
        """Deliver one message."""
        self._session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self._origin, "registrationId": self._registration, "data": data},
        )


@pytest.fixture
def opened(open_browser: OpenBrowser, instance: Instance) -> tuple[Page, Worker, Pusher]:
    """A page of the instance and its service worker, active, with notifications allowed."""
    context = open_browser()
    context.grant_permissions(["notifications"], origin=instance.url)
    page = context.new_page()
    page.goto("/crisis-lines/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    [worker] = context.service_workers
    worker.evaluate(NOTE_WHAT_IS_ASKED)
    pusher = Pusher(context.new_cdp_session(page), instance.url)
    while not pusher.is_ready:
        page.wait_for_timeout(20)
    return page, worker, pusher


def shown(worker: Worker, count: int) -> list[dict[str, Any]]:
    """Return what the worker asked to show once there is so much."""
    until(lambda: worker.evaluate("() => self.shown.length") >= count)
    found: list[dict[str, Any]] = worker.evaluate("() => self.shown")
    return found


def test_a_push_shows_and_its_second_copy_is_to_replace_it(opened: tuple[Page, Worker, Pusher]) -> None:
    _, worker, pusher = opened
    pusher.push(json.dumps(SAID).ljust(512))
    pusher.push(json.dumps({**SAID, "body": "Once more."}))
    said = {key: SAID[key] for key in ("title", "body", "tag", "lang")}
    first = {**said, "renotify": False, "data": {"url": "/crisis-lines/"}}
    assert shown(worker, 2) == [first, {**first, "body": "Once more."}]


def test_what_cannot_be_read_is_passed_over(opened: tuple[Page, Worker, Pusher]) -> None:
    _, worker, pusher = opened
    for broken in (
        "",
        "nonsense",
        "null",
        "[]",
        '{"title": 3, "tag": "x"}',
        '{"title": "x"}',
        '{"title": "x", "tag": ""}',
    ):
        pusher.push(broken)
    pusher.push(json.dumps(SAID))
    assert [one["tag"] for one in shown(worker, 1)] == ["asked:1"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/asked/1/?from=push", "/asked/1/?from=push"),
        (None, "/"),
        ("https://elsewhere.example/", ""),
        ("//elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
    ],
)
def test_a_press_opens_a_page_here_and_nowhere_else(
    opened: tuple[Page, Worker, Pusher], instance: Instance, url: str | None, expected: str
) -> None:
    _, worker, _ = opened
    assert worker.evaluate(PRESS, url) == "closed"
    assert worker.evaluate("() => self.opened") == [f"{instance.url}{expected}"]


def test_the_page_of_being_told_asks_only_after_a_press(open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = context.new_page()
    join(page, fresh_alias("Pia Madeup"))
    page.goto("/notifications/")
    button = page.get_by_role("button", name="Tell me on this device")
    button.wait_for()
    assert page.get_by_text("your browser asks whether this site may show notifications").is_visible()
    assert page.get_by_text("This browser cannot show notifications here").is_hidden()
    assert page.evaluate("() => Notification.permission") == "default"


def test_without_javascript_the_page_says_what_is_missing(open_browser: OpenBrowser) -> None:
    with_script = open_browser()
    page = with_script.new_page()
    join(page, fresh_alias("Pax Madeup"))
    without = open_browser(java_script_enabled=False)
    without.add_cookies(with_script.cookies())
    page = without.new_page()
    page.goto("/notifications/")
    assert page.get_by_text("This browser cannot show notifications here").is_visible()
    assert page.get_by_role("button", name="Tell me on this device").is_hidden()
    page.get_by_label("Quiet from").fill("22:00")
    page.get_by_label("Quiet until").fill("07:00")
    page.get_by_role("button", name="Keep", exact=True).click()
    assert page.get_by_text("Your choice is kept.").is_visible()
    assert page.get_by_label("Quiet from").input_value() == "22:00"


# Without a push service of its own a test says for the browser what one would have given it.
SUBSCRIBES = """
  const given = {
    endpoint: "%s",
    get options() {
      const key = document.querySelector("[data-push-key]").dataset.pushKey;
      const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
      return { applicationServerKey: Uint8Array.from(plain, (letter) => letter.charCodeAt(0)) };
    },
    unsubscribe: async () => { localStorage.removeItem("given"); return true; },
    toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: "%s", auth: "AAAAAAAAAAAAAAAAAAAAAA" } }),
  };
  PushManager.prototype.subscribe = async () => { localStorage.setItem("given", "yes"); return given; };
  PushManager.prototype.getSubscription = async () => localStorage.getItem("given") ? given : null;
"""


def subscribing(open_browser: OpenBrowser, instance: Instance, endpoint: str) -> Page:
    """Open the page of being told, as somebody new, in a browser that would be pushed to at that address."""
    context = open_browser()
    context.grant_permissions(["notifications"], origin=instance.url)
    context.add_init_script(SUBSCRIBES % (endpoint, VapidKey.generate("mailto:made-up@circle.example").public_text()))
    page = context.new_page()
    join(page, fresh_alias("Pim Madeup"))
    page.goto("/notifications/")
    return page


def test_a_browser_is_added_finds_itself_and_is_removed(open_browser: OpenBrowser, instance: Instance) -> None:
    page = subscribing(open_browser, instance, "https://192.0.1.1/push/made-up")  # never asked: nothing is sent there
    page.get_by_role("button", name="Tell me on this device").click()
    page.get_by_text("This device", exact=True).wait_for()
    assert page.get_by_role("button", name="Tell me on this device").is_hidden()
    assert page.get_by_role("button", name="Send me a test").is_visible()
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("You are not told on that device any more.").wait_for()
    page.get_by_role("button", name="Tell me on this device").wait_for()
    assert page.evaluate("() => localStorage.getItem('given')") is None


def test_a_browser_that_is_refused_reads_why(open_browser: OpenBrowser, instance: Instance) -> None:
    page = subscribing(open_browser, instance, "https://10.0.0.1/push/inside")
    page.get_by_role("button", name="Tell me on this device").click()
    page.get_by_role("status").get_by_text("does not lead to a public push service").wait_for()


ANSWERS = """
  Notification.requestPermission = async () => { window.asked = (window.asked ?? 0) + 1; return "%s"; };
"""


def test_who_reaches_out_is_told_what_it_means_before_the_browser_asks(open_browser: OpenBrowser) -> None:
    context = open_browser()
    context.add_init_script(ANSWERS % "default")
    page = context.new_page()
    join(page, fresh_alias("Pan Madeup"))
    page.goto("/reach-out/")
    page.get_by_role("button", name="Ask my people now").click()
    offer = page.get_by_role("region", name="Hear of it when somebody answers or writes")
    button = offer.get_by_role("button", name="Tell me on this device")
    expect(button).to_be_visible()
    for words in ("It never says who", "cannot read it", "You can stop it at any time"):
        expect(offer.get_by_text(words)).to_be_visible()
    assert page.evaluate("() => window.asked") is None
    button.click()
    expect(offer.get_by_text("press the button once more")).to_be_visible()
    expect(button).to_be_visible()
    assert page.evaluate("() => window.asked") == 1


def test_a_browser_that_may_not_says_what_to_do(open_browser: OpenBrowser) -> None:
    context = open_browser()
    context.add_init_script(ANSWERS % "denied")
    page = context.new_page()
    join(page, fresh_alias("Per Madeup"))
    page.goto("/notifications/")
    page.get_by_role("button", name="Tell me on this device").click()
    expect(page.get_by_text("Press the sign next to the address of this page")).to_be_visible()
    expect(page.get_by_role("button", name="Tell me on this device")).to_be_hidden()


def test_a_phone_that_wants_it_installed_first_says_how(open_browser: OpenBrowser) -> None:
    context = open_browser()
    context.add_init_script("delete window.PushManager;")
    page = context.new_page()
    join(page, fresh_alias("Pip Madeup"))
    page.goto("/notifications/")
    expect(page.get_by_text("press Share, then “Add to Home Screen”")).to_be_visible()
    expect(page.get_by_role("button", name="Tell me on this device")).to_be_hidden()
