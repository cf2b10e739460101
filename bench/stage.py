"""The stage of a measurement: a scratch database, and our processes running on it."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from alongside.kernel.embedded import EmbeddedPostgres
from alongside.kernel.guarded import GuardedProcess, StopStage
from tests.support.database import drop_database

ROOT = Path(__file__).parents[1]
STAGES = (StopStage(signal.SIGTERM, 10.0),)


class Stage:
    """What a measurement runs on: a folder, a database and, once started, web, workers and push endpoint."""

    def __init__(self, folder: Path, database_url: str) -> None:
        """Point the environment of this process and its children at the scratch database."""
        self.folder = folder
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._running: list[GuardedProcess] = []
        os.environ.update(
            DATABASE_URL=database_url,
            DJANGO_SETTINGS_MODULE="alongside.config.settings",
            PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            ALONGSIDE_DATA_DIR=str(folder / "data"),
            ALONGSIDE_BASE_URL=self.origin,
            ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES="yes",
        )

    def prepare(self) -> None:
        """Bring the schema up to date and have Django ready in this process."""
        subprocess.run([sys.executable, "-m", "alongside", "prepare"], check=True, cwd=ROOT)
        import django

        django.setup()

    def start_web(self) -> GuardedProcess:
        """Start one web process; return when it takes connections."""
        web = self.start("web", [sys.executable, "-m", "alongside", "web", "--port", str(self.port)])
        wait_for(lambda: answers(self.port), "web")
        return web

    def start_worker(self) -> GuardedProcess:
        """Start one worker; return when it has been seen alive."""
        from alongside.kernel.models import Heartbeat

        seen = Heartbeat.objects.count()
        worker = self.start("worker", [sys.executable, "-m", "alongside", "worker"])
        wait_for(lambda: Heartbeat.objects.count() > seen, "worker")
        return worker

    def print_logs(self) -> None:
        """Show the last words of every program."""
        for log in sorted(self.folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-3000:]}", file=sys.stderr)

    def start(self, name: str, argv: list[str]) -> GuardedProcess:
        """Start a program that ends with this process, however this one ends; its words go to a file."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = GuardedProcess(name, argv, stages=STAGES, env=dict(os.environ), output=log.fileno())
        self._running.append(process)
        return process

    def stop(self, process: GuardedProcess) -> None:
        """Stop one of them."""
        self._running.remove(process)
        process.stop()

    def close(self) -> None:
        """Stop what still runs, the last started first."""
        while self._running:
            self.stop(self._running[-1])


@contextmanager
def stage() -> Iterator[Stage]:
    """Give a stage ready for use; everything of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    folder.chmod(0o711)  # root's PostgreSQL runs under another account, which must pass
    try:
        with _scratch_database(folder) as url, contextlib.closing(Stage(folder, url)) as made:
            made.prepare()
            try:
                yield made
            except BaseException:
                made.print_logs()
                raise
            from django.db import connections

            connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _scratch_database(folder: Path) -> Iterator[str]:
    named = os.environ.get("DATABASE_URL")
    if not named:
        with EmbeddedPostgres(folder / "postgres") as server:
            yield server.url
        return
    parts = urlsplit(named)
    name = f"alongside_bench_{secrets.token_hex(4)}"
    with psycopg.connect(named, autocommit=True) as boss:
        boss.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            drop_database(boss, name)


class PushService:
    """The tests' push endpoint as a process of its own, and its control paths."""

    def __init__(self) -> None:
        """Start it and wait until it listens."""
        argv = [sys.executable, "-m", "tests.support.push_endpoint", "--port", "0"]
        self._process = subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["port"])

    def subscriptions(self, count: int) -> list[dict[str, str]]:
        """Make that many subscriptions, each with keys of its own."""
        found: list[dict[str, str]] = self._order("POST", "/control/subscriptions", {"count": count})
        return found

    def received(self) -> list[dict[str, Any]]:
        """Return what has arrived."""
        found: list[dict[str, Any]] = self._order("GET", "/control/received")
        return found

    def count(self) -> int:
        """Return how many different messages have arrived."""
        return len(self._order("GET", "/control/topics"))

    def forget(self) -> None:
        """Forget what has arrived."""
        self._order("DELETE", "/control/received")

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def _order(self, method: str, path: str, body: object = None) -> Any:
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, None if body is None else json.dumps(body))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether somebody listens there."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
        return True
    return False


def wait_for(ready: Callable[[], bool], what: str, seconds: float = 60.0, *, every: float = 0.05) -> None:
    """Look every so many seconds until it is so; TimeoutError when that takes too long."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} was not ready within {seconds:.0f} s")
        time.sleep(every)
