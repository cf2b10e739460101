"""A whole instance, as it runs for people, and a real Chromium to look at it with.

Database, web and worker are real processes on a free port; nothing of them is reached into but through pages.
"""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from alongside.config.settings import ENVIRONMENT
from tests.processes import ENVIRONMENT as PROCESS_ENVIRONMENT
from tests.processes import until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Chromium as root in a container needs no-sandbox; the rest keeps it from calling home while pages are tested.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, run it in one process, and skip it with a word where there is none."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here; on Debian: apt-get install chromium"))


@dataclass(frozen=True, slots=True)
class Instance:
    """A running instance: where its pages are, and the variables with which commands work on it."""

    url: str
    variables: dict[str, str]

    def alongside(self, *arguments: str) -> str:
        """Run the `alongside` command on this instance and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "alongside", *arguments],
            env=self.variables,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def scratch_database() -> Iterator[str]:
    """Make a database beside the one under test; give its address."""
    base = ENVIRONMENT.database_url
    assert base, "browser tests run under `make test`, which brings a database"
    name = f"browser_{uuid4().hex[:12]}"
    head, question, query = base.partition("?")
    address = f"{head.rsplit('/', 1)[0]}/{name}{question}{query}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield address
    finally:
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def running(arguments: list[str], variables: dict[str, str]) -> Iterator[None]:
    """Run one of our processes meanwhile."""
    process = subprocess.Popen([sys.executable, "-m", "alongside", *arguments], env=variables)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    """Tell whether the instance is there and its alerts can go out."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=2)
    try:
        connection.request("GET", "/api/v1/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def running_instance(more: Mapping[str, str]) -> Iterator[Instance]:
    """Run an instance of one's own with short waits between waves, and with more variables."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="alongside-browser-") as folder, scratch_database() as address:
        variables = {
            **PROCESS_ENVIRONMENT,
            "DATABASE_URL": address,
            "ALONGSIDE_DATA_DIR": str(Path(folder) / "var"),
            "ALONGSIDE_BASE_URL": url,
            "ALONGSIDE_WAVE_MINUTES": "0.5/0.5/0.05",
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            **more,
        }
        found = Instance(url, variables)
        found.alongside("prepare")
        with running(["worker"], variables), running(["web", "--port", str(port)], variables):
            until(lambda: answers(url), seconds=60)
            yield found


@pytest.fixture(scope="session")
def instance() -> Iterator[Instance]:
    """Run the instance that most tests share."""
    with running_instance({}) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium for the tests of a file; while it runs, so does an event loop of Playwright's here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def is_own(url: str, instance: Instance) -> bool:
    """Tell whether an address is the instance's: by number, or by name as passkeys want it."""
    port = urlsplit(instance.url).port
    return url.startswith((f"http://127.0.0.1:{port}/", f"http://localhost:{port}/", "data:", "blob:"))


OpenBrowser = Callable[..., BrowserContext]


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
                **options,
            }
        )
        context.set_default_timeout(15_000)
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
    page.wait_for_url("**/account/recovery-codes/**")
    page.get_by_role("button").filter(has_text="kept").click()
