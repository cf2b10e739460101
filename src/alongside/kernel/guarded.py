"""Programs that end when this process does, even when this process is killed with SIGKILL."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")
FIRST_WORD_SECONDS = 60.0  # a guard answers in 0.05 s; on a machine that is drowning it may take long
BEYOND_STAGES_SECONDS = 15.0


class CouldNotStart(Exception):
    """A program could not be started; the text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class StopStage:
    """Send this signal, then wait this many seconds before the next stage; after the last one comes SIGKILL."""

    signal: signal.Signals
    seconds: float


@dataclass(frozen=True, slots=True)
class Account:
    """An operating-system account a program runs under."""

    uid: int
    gid: int
    name: str


class GuardedProcess:
    """A running program behind a guard (see `guard.py`), in a session and process group of its own.

    `pid` is the program's; `env` is its whole environment, None for this process's own; `output` a file descriptor
    for what it prints, None for this process's own. Starting raises `CouldNotStart`.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        stages: Sequence[StopStage],
        env: Mapping[str, str] | None = None,
        account: Account | None = None,
        output: int | None = None,
    ) -> None:
        self.pid = 0
        self._stages = tuple(stages)
        self._channel, guards_end = socket.socketpair()
        with guards_end:
            self._guard = subprocess.Popen(  # noqa: S603 - our own script, and the name is a label
                [sys.executable, "-I", "-S", str(GUARD), name],
                stdin=guards_end.fileno(),
                stdout=output,
                stderr=output,
                env=None if env is None else dict(env),
                start_new_session=True,
            )
        try:
            self.pid = self._give_order(name, argv, account)
        except BaseException:
            self.stop()
            raise

    def _give_order(self, name: str, argv: Sequence[str], account: Account | None) -> int:
        order = {
            "argv": list(argv),
            "stages": [[int(stage.signal), stage.seconds] for stage in self._stages],
            "uid": account.uid if account else None,
            "gid": account.gid if account else None,
        }
        self._channel.settimeout(FIRST_WORD_SECONDS)
        try:
            self._channel.sendall(json.dumps(order).encode() + b"\n")
            with self._channel.makefile("rb") as lines:
                answer = json.loads(lines.readline() or b"{}")
        except OSError as error:
            raise CouldNotStart(f"{name} could not be started: its guard does not answer ({error}).") from error
        if "pid" not in answer:
            raise CouldNotStart(f"{name} could not be started: {answer.get('error', 'its guard ended early')}.")
        return int(answer["pid"])

    @property
    def guard_pid(self) -> int:
        """The guard's pid; its session id too, and so its program's."""
        return self._guard.pid

    def fileno(self) -> int:
        """For `select`: becomes readable when the guard ends; -1 once closed."""
        return self._channel.fileno()

    def exit_status(self) -> int | None:
        """None while the program runs; then its status, or 128 + the signal that ended it."""
        status = self._guard.poll()
        if status is None:
            return None
        self._channel.close()
        return 128 - status if status < 0 else status

    def ask_to_stop(self) -> None:
        """Let the guard begin with the first stage; returns at once."""
        self._channel.close()

    def wait(self, seconds: float) -> bool:
        """Whether the program has ended within this time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._guard.wait(seconds)
        return self.exit_status() is not None

    def stop(self) -> None:
        """Go through the stages; when this returns the program has ended."""
        self.ask_to_stop()
        if not self.wait(sum(stage.seconds for stage in self._stages) + BEYOND_STAGES_SECONDS):
            self.kill()

    def kill(self) -> None:
        """End guard, program and the program's process group with SIGKILL, now."""
        self.ask_to_stop()
        self.kill_what_a_dead_guard_left()
        self._guard.kill()
        self._guard.wait()

    def kill_what_a_dead_guard_left(self) -> None:
        """SIGKILL to the program's process group, if that still is the one the guard started."""
        with contextlib.suppress(OSError):
            # A pid can be given to somebody else meanwhile; the session it was born in cannot.
            if os.getsid(self.pid) == self.guard_pid:
                os.killpg(self.pid, signal.SIGKILL)
