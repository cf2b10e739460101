"""A whole instance, as it runs for people: database, web and worker are real processes on a free port."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from alongside.config.settings import ENVIRONMENT
from tests.processes import ENVIRONMENT as PROCESS_ENVIRONMENT
from tests.processes import until
from tests.support.database import drop_database

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
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


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
            drop_database(connection, name)


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
def running_instance(**changed: str) -> Iterator[Instance]:
    """Run an instance on a database of its own, beside the one under test; `changed` are variables of its own."""
    with prepared_instance(**changed) as found, running(["worker"], found.variables), serving(found):
        yield found


@contextlib.contextmanager
def serving(instance: Instance) -> Iterator[None]:
    """Have an instance serve pages meanwhile."""
    with running(["web", "--port", str(urlsplit(instance.url).port)], instance.variables):
        until(lambda: answers(instance.url), seconds=60)
        yield


@contextlib.contextmanager
def prepared_instance(**changed: str) -> Iterator[Instance]:
    """Make an instance of which nothing runs yet."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="alongside-browser-") as folder, scratch_database() as address:
        variables = {
            **PROCESS_ENVIRONMENT,
            "DATABASE_URL": address,
            "ALONGSIDE_DATA_DIR": str(Path(folder) / "var"),
            "ALONGSIDE_BASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            **changed,
        }
        found = Instance(url, variables)
        found.alongside("prepare")
        yield found


def is_own(url: str, instance: Instance) -> bool:
    """Tell whether an address is the instance's: by number, or by name as passkeys want it."""
    port = urlsplit(instance.url).port
    return url.startswith((f"http://127.0.0.1:{port}/", f"http://localhost:{port}/", "data:", "blob:"))


@contextlib.contextmanager
def running_chromium(*more: str) -> Iterator[Browser]:
    """Start Debian's Chromium, with `more` flags; while it runs, so does an event loop of Playwright's here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *more])
        yield browser
        browser.close()
