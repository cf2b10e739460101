"""An instance made of real processes that are killed on purpose, and what is needed to use and to watch it."""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

from tests.chaos.tree import in_django
from tests.processes import lives, until

TARGETS = ("everything", "database", "worker-1", "web", "both workers", "backend", "worker-2")
LOOK_SECONDS = 0.1
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return int(ear.getsockname()[1])


class Endpoint:
    """The push service, in a process of its own that nobody kills."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.push_endpoint"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": "src:."},
        )
        assert self._process.stdout
        self.port = json.loads(self._process.stdout.readline())["port"]

    def ask(self, method: str, path: str, body: object = None) -> Any:
        line = contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60))
        with line as connection:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            return json.load(connection.getresponse())

    def stop(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@dataclass
class Said:
    """What the web said to one request: a status and where it leads; status 0 when the connection broke."""

    status: int
    location: str = ""
    body: str = ""


class World:
    """The tree of processes on one scratch folder."""

    def __init__(self, folder: Path, *, wave_minutes: str, lease_seconds: str) -> None:
        self.endpoint = Endpoint()
        self.port = free_port()
        self.kills: Counter[str] = Counter()
        self._said = folder / "said"
        self._lease = lease_seconds
        self._var = folder / "var"
        taken_out = ("DATABASE_URL", "ALONGSIDE_DATA_DIR")
        self._env = {name: value for name, value in os.environ.items() if name not in taken_out} | {
            "PYTHONPATH": "src:.",
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            "ALONGSIDE_DATA_DIR": str(self._var),
            "ALONGSIDE_BASE_URL": f"http://127.0.0.1:{self.port}",
            "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES": "yes",
            "ALONGSIDE_WAVE_MINUTES": wave_minutes,
        }
        self._tree = self._plant()
        until(lambda: "worker-2 started" in self._said.read_text() or not self._is_growing(), PATIENCE)
        until(lambda: self.get("/crisis-lines/").status == 200 or not self._is_growing(), PATIENCE)
        assert self._is_growing(), self._said.read_text()
        self.url = self._address()

    def _plant(self) -> subprocess.Popen[bytes]:
        with self._said.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.tree", str(self.port), self._lease],
                stdout=said,
                stderr=said,
                env=self._env,
                start_new_session=True,
            )

    def _is_growing(self) -> bool:
        return self._tree.poll() is None

    def _address(self) -> str:
        return (self._var / "database-address").read_text().strip()

    def stop(self) -> None:
        self._tree.terminate()
        self._tree.wait(60)
        self.endpoint.stop()

    def log(self) -> str:
        return self._said.read_text(errors="replace")

    def inside(self, *command: object, given: object = None) -> Any:
        """Run `tests.chaos.inside` on this instance's database, with its keys."""
        done = subprocess.run(
            [*in_django("inside"), *map(str, command)],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            env=self._env | {"DATABASE_URL": self.url},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database; waits while it is away."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as connection:
                    return connection.execute(statement, values).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "the database stays away"
                time.sleep(LOOK_SECONDS)

    # Requests, as a browser sends them

    def get(self, path: str, cookie: str = "") -> Said:
        return self._request("GET", path, None, f"alongside={cookie}")

    def post(self, path: str, cookie: str, **form: str) -> Said:
        token = uuid4().hex
        body = urlencode({"csrfmiddlewaretoken": token, **form})
        return self._request("POST", path, body, f"alongside={cookie}; csrftoken={token}")

    def post_until_done(self, path: str, cookie: str, seen: Counter[str], **form: str) -> Said:
        """Send the same form again until it is answered for good, as a person does who is told to."""
        deadline = time.monotonic() + PATIENCE
        while True:
            said = self.post(path, cookie, **form)
            seen[str(said.status or "no connection")] += 1
            if said.status not in (0, 500, 502, 503):
                return said
            assert "Traceback" not in said.body
            assert said.status != 500, said.body
            assert said.status != 503 or "in a moment" in said.body
            assert time.monotonic() < deadline, "the pages stay away"
            time.sleep(0.3)

    def _request(self, method: str, path: str, body: str | None, cookies: str) -> Said:
        line = contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20))
        headers = {"Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            with line as connection:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return Said(answer.status, answer.headers.get("Location", ""), answer.read().decode())
        except (OSError, http.client.HTTPException):
            return Said(0)

    # Kills

    def pid_of(self, name: str) -> int:
        """The pid of the newest process of that name."""
        return int(re.findall(rf"{name} started, process (\d+)", self.log())[-1])

    def kill(self, target: str) -> None:
        """SIGKILL; what is not running yet is waited for."""
        if target == "everything":
            self._kill_everything()
        elif target in ("database", "backend"):
            self._kill_database(whole=target == "database")
        else:
            for name in ("worker-1", "worker-2") if target == "both workers" else (target,):
                until(lambda name=name: lives(self.pid_of(name)), PATIENCE)  # type: ignore[misc] - a lambda with a default has no type
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid_of(name), signal.SIGKILL)
        self.kills[target] += 1

    def _kill_everything(self) -> None:
        self._tree.kill()
        self._tree.wait(20)

    def keep_up(self) -> None:
        """Start the tree again when it has ended, as the machine's init does."""
        if not self._is_growing():
            self._tree = self._plant()

    def _kill_database(self, *, whole: bool) -> None:
        """The server's first process, or one of those that serve us."""
        while True:
            mine = self.query(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' ORDER BY random()"
            )
            pid = int(mine[0][0])
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{pid}/stat").read_text()
                parent = int(stat.rpartition(")")[2].split()[1])
                os.kill(parent if whole else pid, signal.SIGKILL)
                return


@dataclass
class Watch:
    """Notes when no timer could run: the database away, or no worker alive that has said so."""

    world: World
    down: list[tuple[float, float]] = field(default_factory=list)
    _ending: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def running(self) -> Iterator["Watch"]:
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield self
        finally:
            self._ending.set()
            thread.join()

    def _look(self) -> None:
        since: float | None = None
        while not self._ending.wait(LOOK_SECONDS):
            now = time.time()
            self.world.keep_up()
            if self._works():
                if since is not None:
                    self.down.append((since, time.time()))
                since = None
            elif since is None:
                since = now - LOOK_SECONDS
        if since is not None:
            self.down.append((since, time.time()))

    def _works(self) -> bool:
        names = [f"{socket.gethostname()}:{self.world.pid_of(name)}" for name in ("worker-1", "worker-2")]
        living = [name for name in names if lives(int(name.rpartition(":")[2]))]
        try:
            with psycopg.connect(self.world.url, connect_timeout=5) as connection:
                beaten = connection.execute("SELECT count(*) FROM kernel_heartbeat WHERE name = ANY(%s)", [living])
                return bool(beaten.fetchone()[0])  # type: ignore[index] - count gives one row
        except psycopg.Error:
            return False

    def seconds(self) -> float:
        return sum(end - begin for begin, end in self.down)

    def overlap(self, begin: float, end: float) -> float:
        """How much of that time was down time, in seconds."""
        return sum(max(0.0, min(end, to) - max(begin, since)) for since, to in self.down)


def drawn_targets(draw: random.Random, kills: int) -> Sequence[str]:
    """So many targets: each kind at least once when there are enough, the rest drawn."""
    targets = [*TARGETS[: min(kills, len(TARGETS))]]
    targets += draw.choices(TARGETS[1:], k=kills - len(targets))
    draw.shuffle(targets)
    return targets
