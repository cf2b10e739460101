"""A whole instance, as it runs for people, and a real Chromium to look at it with.

Nothing of the instance is reached into but through its pages.
"""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.instance import (
    CHROMIUM,
    DESKTOP,
    PHONE,
    Instance,
    is_own,
    running_chromium,
    running_instance,
)

__all__ = ["DESKTOP", "PASSPHRASE", "PHONE", "Instance", "OpenBrowser", "fresh_alias", "join"]


# As long as a context waits for what it is to press: a busy machine is no fault of a page.
expect.set_options(timeout=30_000)

# The tour through all pages has an instance of its own, so that it can run beside the rest.
BESIDE = {"test_pages.py", "test_pages_mirrored.py"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--weigh`, when this folder is named on the command line."""
    parser.addoption(
        "--weigh", action="store_true", help="browser: measure first content, write docs/reference/weight.md"
    )


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in a hook of the same name
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser and run it in one process, the tour in another; skip it where there is none."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("pages" if item.path.name in BESIDE else "browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here; on Debian: apt-get install chromium"))


@pytest.fixture(scope="session")
def instance() -> Iterator[Instance]:
    """Run an instance with short waits between waves, which believes the address that `open_browser` says it has."""
    with running_instance(ALONGSIDE_WAVE_MINUTES="0.5/0.5/0.05", ALONGSIDE_TRUSTED_PROXIES="1") as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium for the tests of a file; while it runs, so does an event loop of Playwright's here."""
    with running_chromium() as browser:
        yield browser


OpenBrowser = Callable[..., BrowserContext]

# Each browser stands at an address of its own, as people do: what one address may try is counted (accounts/limits.py).
HOUSEHOLDS = (f"2001:db8:{number:x}::1" for number in itertools.count(1))


@pytest.fixture
def open_browser(chromium: Browser, instance: Instance) -> Iterator[OpenBrowser]:
    """Open a browser of somebody's own: `open_browser(java_script_enabled=False)`. No request leaves the instance."""
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(
            **{
                "base_url": instance.url,
                "viewport": PHONE,
                "locale": "en-GB",
                "timezone_id": "Europe/Berlin",
                "extra_http_headers": {"X-Forwarded-For": next(HOUSEHOLDS)},
                **options,
            }
        )
        context.set_default_timeout(30_000)
        context.on("request", lambda request: None if is_own(request.url, instance) else elsewhere.append(request.url))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not elsewhere, f"asked another host for {elsewhere}"


def fresh_alias(name: str) -> str:
    """Return an alias nobody has yet."""
    return f"{name} {os.urandom(3).hex()}"


PASSPHRASE = "seven quiet lamps by the door"


def join(page: Page, alias: str) -> None:
    """Join as a new person does, up to their first page; where somebody already is at the page to join, from there."""
    if "/join/" not in page.url:
        page.goto("/join/")
    page.get_by_label("Alias").fill(alias)
    page.get_by_label("Passphrase", exact=False).first.fill(PASSPHRASE)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/account/recovery-codes/**", timeout=45_000)  # a passphrase is slow work on a busy machine
    page.get_by_role("button").filter(has_text="kept").click()
