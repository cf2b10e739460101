"""The supervised tree of `alongside serve`: database, web processes and worker, all ending with this process.

What dies is started again, with longer and longer pauses. What is asked to stop stops in order: the commands as they
are listed, the database last. Each event is one line on standard error.
"""

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import FrameType
from typing import Protocol

from alongside.kernel.console import say_on_stderr
from alongside.kernel.embedded import EmbeddedPostgresError, StartCancelled
from alongside.kernel.guarded import CouldNotStart, GuardedProcess, StopStage

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 0.5  # how often the database is looked at; an ended child is noticed at once
REAP_SECONDS = 1.0
GUARD_SECONDS = 10.0  # beyond the grace, for a guard to kill what did not stop and to end


class Database(Protocol):
    """What the tree asks of a database it looks after; `EmbeddedPostgres` is one."""

    def start(self, keep_waiting: Callable[[], bool]) -> str:
        """Return the address once it takes connections; give up when `keep_waiting` says no."""

    def is_running(self) -> bool:
        """Tell whether it runs."""

    def stop(self) -> None:
        """Stop it; harmless when it does not run."""


@dataclass(frozen=True, slots=True)
class ChildCommand:
    """A program of the tree. `env` is added to this process's environment.

    Neighbours in the list whose names differ only behind a dash (`web-1`, `web-2`) are stopped together.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What it is called without its number."""
        return self.name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Ready:
    """What to say, once, when the tree does its work: as soon as `is_so`, asked again and again, says yes."""

    is_so: Callable[[], bool]
    words: str


@dataclass(frozen=True, slots=True)
class Pace:
    """All in seconds: the first and longest pause before a restart, how long a child must have run for its earlier
    deaths to be forgotten, and how long it may take to stop before it is killed."""

    first: float = 1.0
    longest: float = 30.0
    settled: float = 60.0
    grace: float = 10.0

    def pause(self, deaths: int) -> float:
        """Before the restart that follows this many deaths in a row, at least 1: doubled each time."""
        return min(self.longest, self.first * 2.0 ** min(deaths - 1, 30))


def run_tree(
    commands: Sequence[ChildCommand],
    *,
    database: Database | None = None,
    pace: Pace | None = None,
    say: Callable[[str], None] = say_on_stderr,
    ready: Ready | None = None,
) -> int:
    """Run everything until SIGINT, SIGTERM or SIGHUP; then stop it in order and return 0.

    A second signal cuts the children's grace short. A database that does not run yet is started first, and what that
    raises goes to the caller. Call from the main thread: it owns the signals meanwhile.
    """
    tree = Tree(commands, database, pace or Pace(), say, ready)
    with tree.signals():
        try:
            tree.run()
        finally:
            tree.stop()
    return 0


class Child:
    """One command and, while it runs, its process."""

    def __init__(self, command: ChildCommand) -> None:
        self.command = command
        self.process: GuardedProcess | None = None
        self.started = 0.0
        self.deaths = 0
        self.due = 0.0

    def count_death(self, pace: Pace, now: float) -> float:
        """Plan the restart; returns the pause in seconds."""
        self.deaths = 1 if now - self.started >= pace.settled else self.deaths + 1
        pause = pace.pause(self.deaths)
        self.due = now + pause
        return pause


class Tree:
    """The loop behind `run_tree`."""

    def __init__(
        self,
        commands: Sequence[ChildCommand],
        database: Database | None,
        pace: Pace,
        say: Callable[[str], None],
        ready: Ready | None = None,
    ) -> None:
        self._ready = ready
        self._children = [Child(command) for command in commands]
        self._database = database
        self._database_deaths = 0
        self._database_due = 0.0
        self._pace = pace
        self._say = say
        self._asked: list[signal.Signals] = []
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)
        os.set_blocking(self._wake_writer, False)

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Count the stop signals instead of dying of them, and wake the loop."""
        earlier = {number: signal.signal(number, self._count_signal) for number in STOP_SIGNALS}
        wake = signal.set_wakeup_fd(self._wake_writer)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wake)
            for number, handler in earlier.items():
                signal.signal(number, handler)
            os.close(self._wake_reader)
            os.close(self._wake_writer)

    def _count_signal(self, number: int, _frame: FrameType | None) -> None:
        # Nothing more: a line written here could meet another half written.
        self._asked.append(signal.Signals(number))

    def _wanted(self) -> bool:
        return not self._asked

    def run(self) -> None:
        """Start, and start again, until a stop signal comes."""
        if self._database and not self._database.is_running():
            with contextlib.suppress(StartCancelled):
                self._database.start(self._wanted)
        while self._wanted():
            self._start_due_children()
            self._wait()
            self._notice_deaths()
            self._look_after_database()
            self._tell_when_ready()

    def _tell_when_ready(self) -> None:
        if self._ready and self._wanted() and self._ready.is_so():
            self._say(self._ready.words)
            self._ready = None

    def _start_due_children(self) -> None:
        for child in self._children:
            if child.process is None and child.due <= time.monotonic() and self._wanted():
                self._start(child)

    def _start(self, child: Child) -> None:
        command = child.command
        child.started = time.monotonic()
        stages = [StopStage(signal.SIGTERM, self._pace.grace)]
        try:
            child.process = GuardedProcess(command.name, command.argv, stages=stages, env={**os.environ, **command.env})
        except CouldNotStart as error:
            pause = child.count_death(self._pace, time.monotonic())
            self._say(f"{error} The next try is in {pause:g} s.")
        else:
            self._say(f"{command.name} started, process {child.process.pid}")

    def _wait(self) -> None:
        """Until a child ends, a signal comes, a restart is due, or it is time to look at the database."""
        pauses = [child.due - time.monotonic() for child in self._children if child.process is None]
        running = {child.process.fileno(): child.process for child in self._children if child.process}
        patience = max(0.0, min([LOOK_SECONDS, *pauses]))
        readable, _, _ = select.select([*running, self._wake_reader], [], [], patience)
        if self._wake_reader in readable:
            os.read(self._wake_reader, 4096)
        for number, process in running.items():
            if number in readable:
                process.wait(REAP_SECONDS)

    def _notice_deaths(self) -> None:
        for child in self._children:
            status = child.process.exit_status() if child.process else None
            if child.process and status is not None:
                child.process.kill_what_a_dead_guard_left()
                child.process = None
                pause = child.count_death(self._pace, time.monotonic())
                self._say(f"{child.command.name} ended ({ending(status)}); it starts again in {pause:g} s")

    def _look_after_database(self) -> None:
        """Start a database that died again; processes that use it connect anew by themselves."""
        if not self._database or self._database.is_running() or time.monotonic() < self._database_due:
            return
        self._say("the database ended unexpectedly; starting it again")
        try:
            self._database.start(self._wanted)
        except StartCancelled:
            return
        except EmbeddedPostgresError as error:
            self._database_deaths += 1
            pause = self._pace.pause(self._database_deaths)
            self._database_due = time.monotonic() + pause
            self._say(f"{error} The next try is in {pause:g} s.")
        else:
            self._database_deaths = 0
            self._say("the database runs again")

    def stop(self) -> None:
        """Stop what runs, kind by kind in the order of the list, then the database."""
        if self._asked:
            self._say(f"stopping, because of {self._asked[0].name}")
        for _, kind in groupby(self._children, key=lambda child: child.command.kind):
            self._stop_together([child for child in kind if child.process])
        if self._database:
            running = self._database.is_running()
            self._database.stop()
            if running:
                self._say("the database stopped")

    def _stop_together(self, children: Sequence[Child]) -> None:
        for child in children:
            if child.process:
                child.process.ask_to_stop()
        for child in children:
            if child.process:
                self._see_out(child.process)
                status = child.process.exit_status()
                self._say(f"{child.command.name} stopped ({ending(status or 0)})")
                child.process = None

    def _see_out(self, process: GuardedProcess) -> None:
        """Wait for its end; kill it when a second signal says that now is now, or its guard does not do its work."""
        deadline = time.monotonic() + self._pace.grace + GUARD_SECONDS
        while not process.wait(0.1):
            if len(self._asked) > 1 or time.monotonic() > deadline:
                process.kill()


def ending(status: int) -> str:
    """An exit status in words."""
    if status > 128:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(status - 128).name}"
    return f"exit status {status}"
