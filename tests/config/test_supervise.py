"""The supervised tree with real programs: restarts, the order of stopping, and no way to survive it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from alongside.config.supervise import Child, ChildCommand, Pace, ending
from alongside.kernel.embedded.processes import living_processes
from tests.kernel.conftest import open_folder
from tests.processes import ENVIRONMENT, lives, until

# A tree made from the lines a test gives; `python`, `folder` and `Pace` are at hand in them.
TREE = """
import sys
from pathlib import Path
from alongside.config.supervise import ChildCommand, Pace, run_tree
from alongside.kernel.embedded import AlreadyRunning, EmbeddedPostgres
folder = Path(sys.argv[1])
def python(name, code, **env):
    return ChildCommand(name, [sys.executable, "-c", code], env)
"""
WAIT = "import time; time.sleep(600)"
# On SIGTERM: leave a line in the shared file, then go.
POLITE = """
import os, signal, sys, time
def leave(number, frame):
    with open(os.environ["BOOK"], "a") as book:
        print(os.environ["NAME"], "left; database", os.path.exists(os.environ["SOCKET"]), file=book)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print(os.environ["NAME"], "up", flush=True)
time.sleep(600)
"""


@dataclass(frozen=True, slots=True)
class Tree:
    """A running tree and what it says on standard error."""

    process: subprocess.Popen[bytes]
    said: Path

    def lines(self) -> list[str]:
        return self.said.read_text().splitlines()

    def wait_for(self, pattern: str, times: int = 1) -> list[str]:
        """The first group of every match, once there are this many."""
        until(lambda: len(re.findall(pattern, self.said.read_text())) >= times, 40)
        return re.findall(pattern, self.said.read_text())

    def pid_of(self, name: str, start: int = 1) -> int:
        """The pid of the n-th start of this child."""
        return int(self.wait_for(rf"{name} started, process (\d+)", start)[start - 1])

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as top:
        yield top


@pytest.fixture
def grow(folder: Path) -> Iterator[Callable[[str], Tree]]:
    """Run Python lines that end in `run_tree(...)`."""
    with contextlib.ExitStack() as stack:

        def run(lines: str) -> Tree:
            said = folder / "said"
            with said.open("wb") as output:
                process = stack.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-c", TREE + lines, str(folder)],
                        stdout=output,
                        stderr=output,
                        env=ENVIRONMENT,
                    )
                )
            stack.callback(all_gone, said, folder)
            stack.callback(process.kill)
            return Tree(process, said)

        yield run


def all_gone(said: Path, folder: Path) -> None:
    """Wait until every child the tree ever told of has ended, and the database that works in the folder."""
    told = [int(pid) for pid in re.findall(r"started, process (\d+)", said.read_text())]
    until(lambda: not any(process.pid in told or str(folder) in process.command for process in living_processes()))


Grow = Callable[[str], Tree]


# The thinking


def test_pauses_double_from_one_second_to_thirty() -> None:
    assert [Pace().pause(deaths) for deaths in range(1, 8)] == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert Pace().pause(10_000) == 30.0


def test_deaths_are_forgotten_once_a_child_has_run_steadily() -> None:
    child = Child(ChildCommand("worker", ["true"]))
    assert child.count_death(Pace(), now=1.0) == 1.0
    assert child.count_death(Pace(), now=2.0) == 2.0
    assert child.due == 4.0
    child.started = 4.0
    assert child.count_death(Pace(), now=64.0) == 1.0


def test_kinds_are_names_up_to_the_dash() -> None:
    assert [ChildCommand(name, []).kind for name in ("web-1", "web-2", "worker")] == ["web", "web", "worker"]


def test_endings_are_told_in_words() -> None:
    assert [ending(status) for status in (0, 3, 137, 255)] == [
        "exit status 0",
        "exit status 3",
        "signal SIGKILL",
        "exit status 255",
    ]


# Stopping


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_everything_with_status_0(grow: Grow, number: signal.Signals) -> None:
    tree = grow(f"sys.exit(run_tree([python('web-1', {WAIT!r})]))")
    pid = tree.pid_of("web-1")
    assert tree.stop(number) == 0
    assert not lives(pid)
    assert tree.lines()[1:] == [
        f"alongside: stopping, because of {number.name}",
        "alongside: web-1 stopped (signal SIGTERM)",
    ]


def test_web_stops_first_then_the_worker_then_the_database(grow: Grow, folder: Path) -> None:
    tree = grow(f"""
database = EmbeddedPostgres(folder / "var")
database.start()
common = {{"BOOK": str(folder / "book"), "SOCKET": str(folder / "var/postgres/socket/.s.PGSQL.5432")}}
sys.exit(run_tree([
    python("web-1", {POLITE!r}, NAME="web-1", **common),
    python("web-2", {POLITE!r}, NAME="web-2", **common),
    python("worker", {POLITE!r}, NAME="worker", **common),
], database=database))
""")
    tree.wait_for(r"(\S+) up", 3)
    assert tree.stop() == 0
    book = (folder / "book").read_text().splitlines()
    assert sorted(book[:2]) == ["web-1 left; database True", "web-2 left; database True"]
    assert book[2:] == ["worker left; database True"]
    assert tree.lines()[-5:] == [
        "alongside: stopping, because of SIGTERM",
        "alongside: web-1 stopped (exit status 0)",
        "alongside: web-2 stopped (exit status 0)",
        "alongside: worker stopped (exit status 0)",
        "alongside: the database stopped",
    ]


STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


def test_a_child_that_does_not_stop_is_killed_after_its_grace(grow: Grow) -> None:
    tree = grow(f"sys.exit(run_tree([python('worker', {STUBBORN!r})], pace=Pace(grace=0.3)))")
    tree.wait_for("deaf")
    assert tree.stop() == 0
    assert tree.lines()[-1] == "alongside: worker stopped (signal SIGKILL)"


def test_a_second_signal_cuts_the_grace_short(grow: Grow) -> None:
    tree = grow(f"sys.exit(run_tree([python('worker', {STUBBORN!r})], pace=Pace(grace=600)))")
    tree.wait_for("deaf")
    tree.process.send_signal(signal.SIGINT)
    tree.wait_for("because of SIGINT")
    assert tree.stop() == 0
    assert tree.lines()[-1] == "alongside: worker stopped (signal SIGKILL)"


def test_a_killed_tree_takes_children_and_database_with_it(grow: Grow) -> None:
    tree = grow(f"""
database = EmbeddedPostgres(folder / "var")
database.start()
print("database started, process", database.pid, flush=True)
run_tree([python("web-1", {WAIT!r}), python("worker", {WAIT!r})], database=database)
""")
    pids = [tree.pid_of(name) for name in ("database", "web-1", "worker")]
    tree.process.kill()
    until(lambda: not any(lives(pid) for pid in pids))


def test_a_stop_signal_calls_off_a_long_start_of_the_database(grow: Grow, folder: Path) -> None:
    tree = grow(f"""
with EmbeddedPostgres(folder / "var"):
    pass
(folder / "var/postgres/data/recovery.signal").touch()
print("going", flush=True)
database = EmbeddedPostgres(folder / "var", settings={{"restore_command": "sleep 600; false"}})
sys.exit(run_tree([python("worker", {WAIT!r})], database=database))
""")
    tree.wait_for("going")
    until(lambda: any("restore_command=sleep" in process.command for process in living_processes()))
    assert tree.stop() == 0
    assert "worker started" not in tree.said.read_text()


# Starting again


def test_a_child_that_keeps_ending_is_started_with_longer_and_longer_pauses(grow: Grow) -> None:
    tree = grow("run_tree([python('worker', 'raise SystemExit(3)')], pace=Pace(first=0.05, longest=0.2))")
    pauses = tree.wait_for(r"worker ended \(exit status 3\); it starts again in (\S+) s", 4)
    assert pauses[:4] == ["0.05", "0.1", "0.2", "0.2"]


def test_a_killed_child_is_started_again_and_its_neighbour_is_left_alone(grow: Grow) -> None:
    tree = grow(f"run_tree([python('web-1', {WAIT!r}), python('worker', {WAIT!r})], pace=Pace(first=0.05))")
    web, worker = tree.pid_of("web-1"), tree.pid_of("worker")
    os.kill(worker, signal.SIGKILL)
    tree.wait_for(r"worker ended \(signal SIGKILL\); it starts again in 0.05 s")
    assert lives(tree.pid_of("worker", 2))
    assert lives(web)


def test_a_child_whose_guard_was_killed_does_not_run_twice(grow: Grow) -> None:
    tree = grow(f"run_tree([python('worker', {WAIT!r})], pace=Pace(first=0.05))")
    first = tree.pid_of("worker")
    os.kill(os.getsid(first), signal.SIGKILL)  # the guard leads the session
    assert lives(tree.pid_of("worker", 2))
    until(lambda: not lives(first))


def test_a_program_that_cannot_be_started_is_told_and_tried_again(grow: Grow) -> None:
    tree = grow("run_tree([ChildCommand('worker', ['/no/such/program'])], pace=Pace(first=0.05, longest=0.1))")
    pauses = tree.wait_for(r"worker could not be started: .*/no/such/program.* The next try is in (\S+) s\.", 3)
    assert pauses[:3] == ["0.05", "0.1", "0.1"]
    assert tree.stop() == 0


def test_a_killed_database_is_started_again_under_its_running_children(grow: Grow) -> None:
    tree = grow(f"""
class Telling(EmbeddedPostgres):
    def start(self, *arguments):
        url = super().start(*arguments)
        print("database started, process", self.pid, flush=True)
        return url
sys.exit(run_tree([python("worker", {WAIT!r})], database=Telling(folder / "var")))
""")
    worker, first = tree.pid_of("worker"), tree.pid_of("database")
    os.kill(first, signal.SIGKILL)
    second = tree.pid_of("database", 2)
    tree.wait_for("the database runs again")
    assert second != first
    assert lives(second)
    assert lives(worker)
    assert tree.stop() == 0
    assert not lives(second)


def test_a_database_that_cannot_be_started_again_is_tried_until_it_can(grow: Grow, folder: Path) -> None:
    tree = grow(f"""
database = EmbeddedPostgres(folder / "var")
database.start()
print("database started, process", database.pid, flush=True)
sys.exit(run_tree([python("worker", {WAIT!r})], database=database, pace=Pace(first=0.05)))
""")
    tree.pid_of("worker")
    version = folder / "var" / "postgres" / "data" / "PG_VERSION"
    good = version.read_text()
    version.write_text("1\n")
    os.kill(tree.pid_of("database"), signal.SIGKILL)
    tree.wait_for(r"The database did not start\. .* The next try is in (0.1) s\.")
    version.write_text(good)
    tree.wait_for("the database runs again")
    assert tree.stop() == 0


def test_a_second_tree_on_one_folder_is_refused_before_it_starts_anything(grow: Grow, folder: Path) -> None:
    tree = grow(f"run_tree([python('worker', {WAIT!r})], database=EmbeddedPostgres(folder / 'var'))")
    tree.pid_of("worker")
    second = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{TREE}\nrun_tree([python('worker', {WAIT!r})], database=EmbeddedPostgres(folder / 'var'))",
            str(folder),
        ],
        check=False,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    assert f"Alongside already runs on the data folder {folder / 'var'}, as process {tree.process.pid}" in second.stderr
    assert "worker started" not in second.stderr


def test_it_is_told_once_when_the_tree_does_its_work(grow: Grow, folder: Path) -> None:
    tree = grow(
        "from alongside.config.supervise import Ready\n"
        "there = Ready(lambda: (folder / 'up').exists(), 'ready at an address')\n"
        f"sys.exit(run_tree([python('web', {WAIT!r})], pace=Pace(first=0.1), ready=there))"
    )
    first = tree.pid_of("web")
    assert "alongside: ready at an address" not in tree.lines()
    (folder / "up").touch()
    tree.wait_for("ready at an address")
    os.kill(first, signal.SIGKILL)
    tree.pid_of("web", 2)
    assert tree.stop() == 0
    assert tree.lines().count("alongside: ready at an address") == 1
