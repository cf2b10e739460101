"""A look at one page after the other, in a real browser: each is loaded once, and asked everything there is to ask.

What is found is kept by promise; the tests of `test_pages.py` each hold one promise for all pages.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Response, ViewportSize

from alongside.config.settings import SESSION_COOKIE_NAME
from tests.browser.instance import DESKTOP, PHONE, Instance, is_own
from tests.browser.pages import Community, View
from tests.browser.weight import Weight

SMALLEST: ViewportSize = {"width": 320, "height": 568}
# A window of 1280 by 900 at 200 %: the browser lays it out as one of half the size.
ZOOMED: ViewportSize = {"width": 640, "height": 450}
PROBES = Path(__file__).with_name("probes.js").read_text()
AXE = "(options) => axe.run(document, {resultTypes: ['violations'], ...options}).then((found) => found.violations)"
# What the night changes are colours: names, order and sizes were looked at by day.
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# With a reader's own colours the contrast is theirs. axe would measure the page's: Chromium still calls those the
# colour that letters are filled with. That nothing holds on to its own colours is asked by a probe instead.
NOT_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}
# What somebody chose in their browser's settings, in pixels: letters as they come, and twice as large.
AS_IT_COMES, TWICE_AS_LARGE = 16, 32
# A page that takes longer than so many seconds on a busy machine will not end.
LONGEST_LOAD = 60.0
SETTLED = "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))"
# How soon a picture further down is asked for is the browser's to say: it weighs the same.
ALL_PICTURES = "for (const one of document.querySelectorAll('img[loading=lazy]')) one.loading = 'eager'"

# The promises a page is held to.
LIGHT_PHONE, DARK_PHONE = "axe, phone, light", "axe, phone, dark"
LIGHT_DESKTOP, DARK_DESKTOP = "axe, desktop, light", "axe, desktop, dark"
OWN_COLOURS = "axe, forced colours"
ANSWERED, COMPLAINED, ELSEWHERE = "as expected", "the browser has no complaint", "no other host"
POLICED, LIGHT = "nothing from elsewhere by policy", "within the budget"
NARROW, ZOOM, LARGE_PRINT = "320 px wide", "200 % zoom", "large print"
WHOLE_WORDS, STILL, SEEN_FOCUS, MARKED_PLACE = "no words cut off", "reduced motion", "focus is seen", "place is seen"
PROMISES = (
    LIGHT_PHONE,
    DARK_PHONE,
    LIGHT_DESKTOP,
    DARK_DESKTOP,
    OWN_COLOURS,
    ANSWERED,
    COMPLAINED,
    ELSEWHERE,
    POLICED,
    LIGHT,
    NARROW,
    ZOOM,
    LARGE_PRINT,
    WHOLE_WORDS,
    STILL,
    SEEN_FOCUS,
    MARKED_PLACE,
)


class Traffic:
    """What a page asks of the network, as Chromium's own network panel counts it."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._document = ""
        self._clear()
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda event: self._waiting.pop(event["requestId"], None))
        session.send("Network.enable")

    def _clear(self) -> None:
        self.addresses: list[str] = []
        self._sent_out: dict[str, str] = {}
        self._cached: set[str] = set()
        self._bytes: dict[str, int] = defaultdict(int)
        self._fonts: set[str] = set()
        self._news: set[str] = set()
        self._waiting: dict[str, str] = {}

    def begin(self) -> None:
        """Count from nothing, with nothing kept from earlier pages."""
        self._session.send("Network.clearBrowserCache")
        self._clear()

    @property
    def on_its_way(self) -> list[str]:
        """The addresses waited for; a live stream never ends, and is not."""
        return list(self._waiting.values())

    def weight(self) -> Weight:
        """Return what came over the wire so far: headers and bodies as they were sent, without fonts.

        What keeps an open page up to date is no part of its first view: the live stream, and what that brings later.
        """
        again = [address for request, address in self._sent_out.items() if request in self._cached]
        fresh = [address for request, address in self._sent_out.items() if request not in self._cached]
        assert set(again) <= set(fresh), "the browser had some of it from before"
        counted = sum(size for request, size in self._bytes.items() if request not in self._fonts | self._news)
        return Weight(counted, len(fresh))

    def _sent(self, event: Mapping[str, Any]) -> None:
        address = event["request"]["url"]
        if address.startswith(("data:", "blob:")):
            return
        if event["requestId"] == event["loaderId"]:
            # A new document: Chromium need not say of what the last one still asked for that it ended.
            self._document = event["loaderId"]
            self._waiting.clear()
        elif event["loaderId"] != self._document:
            return
        self.addresses.append(address)
        if event.get("type") == "EventSource" or event["request"]["headers"].get("X-Requested-With") == "live":
            self._news.add(event["requestId"])
        else:
            self._sent_out[event["requestId"]] = address
        if event.get("type") == "Font":
            self._fonts.add(event["requestId"])
        if event.get("type") != "EventSource":
            self._waiting[event["requestId"]] = address

    def _answered(self, event: Mapping[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._cached.add(event["requestId"])

    def _received(self, event: Mapping[str, Any]) -> None:
        self._bytes[event["requestId"]] += event["encodedDataLength"]

    def _finished(self, event: Mapping[str, Any]) -> None:
        self._bytes[event["requestId"]] = int(event["encodedDataLength"])
        self._waiting.pop(event["requestId"], None)


@dataclass
class Found:
    """What is wrong, by promise, one line a finding; and what each page weighs (not those put there by the test)."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, set[View]] = field(default_factory=lambda: defaultdict(set))
    weights: dict[View, Weight] = field(default_factory=dict)

    def note(self, promise: str, view: View, findings: list[str]) -> None:
        """Write down what breaks a promise on this page, and that the page was asked."""
        self.asked[promise].add(view)
        self.wrong[promise] += [f"{view.name}: {finding}" for finding in findings]


class Looker:
    """The browser of one kind of person: signed in as them, on a phone, with motion switched off."""

    def __init__(self, browser: Browser, instance: Instance, cookie: str, *, locale: str = "en-GB") -> None:
        self._instance = instance
        self.context: BrowserContext = browser.new_context(
            base_url=instance.url,
            viewport=PHONE,
            locale=locale,
            timezone_id="Europe/London",
            reduced_motion="reduce",
            service_workers="block",  # what it keeps for later is weighed by itself
        )
        self.context.set_default_timeout(30_000)
        if cookie:
            self.context.add_cookies([{"name": SESSION_COOKIE_NAME, "value": cookie, "url": instance.url}])
        self.page = self.context.new_page()
        self._devtools = self.context.new_cdp_session(self.page)
        self.traffic = Traffic(self._devtools)
        self._complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complaints.append(str(error)))

    def close(self) -> None:
        """Close the browser."""
        self.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(message.text)

    def open(self, view: View) -> Response:
        """Load a page, with nothing in the browser's cache, until nothing is on its way."""
        with put_at_its_address(self.context, view, self._instance.url):
            self._complaints.clear()
            self.traffic.begin()
            response = self.page.goto(view.path)
            assert response
            self.page.evaluate(ALL_PICTURES)
            self.page.evaluate(SETTLED)
            self._wait_until_quiet()
        return response

    def _wait_until_quiet(self) -> None:
        deadline = time.monotonic() + LONGEST_LOAD
        while waited_for := self.traffic.on_its_way:
            assert time.monotonic() < deadline, f"{self.page.url} still waits for {waited_for}"
            self.page.wait_for_timeout(10)

    def look(self, view: View, found: Found) -> None:
        """Ask everything of one page."""
        response = self.open(view)
        self._weigh(view, response, found)
        self.page.evaluate(AXE_SCRIPT)
        self.page.evaluate(PROBES)
        found.note(STILL, view, self._probe("moving"))
        self._run_axe(view, found)
        self._resize(view, found)

    def fit(self, view: View, found: Found) -> None:
        """Ask only whether a page and its words fit the smallest phone."""
        self.page.set_viewport_size(SMALLEST)
        self.open(view)
        self.page.evaluate(PROBES)
        found.note(NARROW, view, self._probe("sideways"))
        found.note(WHOLE_WORDS, view, self._probe("cutOff"))

    def _weigh(self, view: View, response: Response, found: Found) -> None:
        if not view.html:
            found.weights[view] = self.traffic.weight()
            found.note(LIGHT, view, found.weights[view].over_budget())
        code = [] if response.status == view.status else [f"{response.status}, not {view.status}"]
        found.note(ANSWERED, view, code)
        # The browser itself says that a page came with an error code, if it did.
        found.note(COMPLAINED, view, [said for said in self._complaints if f"status of {view.status}" not in said])
        found.note(ELSEWHERE, view, [one for one in self.traffic.addresses if not is_own(one, self._instance)])
        policy = response.headers.get("content-security-policy", "")
        found.note(POLICED, view, [] if "default-src 'self';" in policy and "unsafe" not in policy else [policy])

    def _run_axe(self, view: View, found: Found) -> None:
        found.note(LIGHT_PHONE, view, self._axe())
        self.page.emulate_media(color_scheme="dark")
        found.note(DARK_PHONE, view, self._axe(ONLY_COLOURS))
        self.page.set_viewport_size(DESKTOP)
        found.note(DARK_DESKTOP, view, self._axe(ONLY_COLOURS))
        self.page.emulate_media(color_scheme="light")
        found.note(LIGHT_DESKTOP, view, self._axe())
        found.note(WHOLE_WORDS, view, self._probe("cutOff"))
        self.page.emulate_media(forced_colors="active")
        found.note(OWN_COLOURS, view, [*self._axe(NOT_CONTRAST), *self._probe("ownColours")])
        found.note(MARKED_PLACE, view, self._probe("unmarkedPlace"))
        found.note(SEEN_FOCUS, view, [f"forced colours: {one}" for one in self._probe("unseenFocus")])
        self.page.emulate_media(forced_colors="none")

    def _resize(self, view: View, found: Found) -> None:
        self.page.set_viewport_size(ZOOMED)
        found.note(ZOOM, view, self._probe("sideways"))
        self.page.set_viewport_size(SMALLEST)
        found.note(NARROW, view, self._probe("sideways"))
        found.note(WHOLE_WORDS, view, self._probe("cutOff"))
        self.page.set_viewport_size(PHONE)
        found.note(SEEN_FOCUS, view, self._probe("unseenFocus"))
        self.set_letters(TWICE_AS_LARGE)
        found.note(LARGE_PRINT, view, self._probe("sideways"))
        self.set_letters(AS_IT_COMES)

    def set_letters(self, pixels: int) -> None:
        """Choose how large letters are, as in the browser's settings: sizes in em follow, those of windows too."""
        self._devtools.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})

    def _axe(self, options: Mapping[str, object] = MappingProxyType({})) -> list[str]:
        violations = self.page.evaluate(AXE, dict(options))
        return [f"{one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]

    def _probe(self, name: str) -> list[str]:
        said: list[str] = self.page.evaluate(f"probes.{name}()")
        return said


@contextmanager
def put_at_its_address(context: BrowserContext, view: View, at: str) -> Iterator[None]:
    """Have the browser get the page that the view brings along, if it does, when it asks for its address."""
    if not view.html:
        yield
        return
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": view.policy}
    address = f"{at}{view.path}"
    context.route(
        lambda asked: asked == address, lambda route: route.fulfill(status=view.status, body=view.html, headers=headers)
    )
    yield
    context.unroute_all()


@contextmanager
def lookers(browser: Browser, community: Community, *, locale: str = "en-GB") -> Iterator[dict[str, Looker]]:
    """Give everybody who looks at anything a browser of their own, in this language, meanwhile."""
    cookies = community.cookies
    made = {who: Looker(browser, community.instance, cookies[who], locale=locale) for who in community.people()}
    yield made
    for looker in made.values():
        looker.close()
