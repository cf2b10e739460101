"""A guarded program ends when it is asked to, when its owner dies and when its guard dies; nothing stays behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alongside.kernel.guarded import CouldNotStart, GuardedProcess, StopStage
from tests.processes import ENVIRONMENT, lives, until

PATIENT = (StopStage(signal.SIGTERM, 10.0),)
HURRIED = (StopStage(signal.SIGTERM, 0.2),)
WAIT = "import time; time.sleep(600)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""
# Starts a child of its own, tells its pid, and waits.
PARENT = "import subprocess; child = subprocess.Popen(['sleep', '600']); print(child.pid, flush=True); child.wait()"

Begin = Callable[..., GuardedProcess]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Start Python code behind a guard; ended after the test."""
    started: list[GuardedProcess] = []

    def start(code: str, **options: object) -> GuardedProcess:
        process = GuardedProcess("made-up", [sys.executable, "-c", code], **{"stages": PATIENT, **options})
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()


def output_into(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def test_a_program_that_ends_gives_its_status(begin: Begin) -> None:
    process = begin("raise SystemExit(7)")
    assert process.wait(20)
    assert process.exit_status() == 7


def test_a_program_that_is_killed_gives_128_and_the_signal(begin: Begin) -> None:
    process = begin(WAIT)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(20)
    assert process.exit_status() == 128 + signal.SIGKILL


def test_a_stop_sends_the_first_stages_signal(begin: Begin) -> None:
    process = begin(WAIT)
    assert process.exit_status() is None
    process.stop()
    assert process.exit_status() == 128 + signal.SIGTERM
    assert not lives(process.pid)


def test_a_program_that_does_not_listen_is_killed(begin: Begin, tmp_path: Path) -> None:
    said = tmp_path / "said"
    output = output_into(said)
    process = begin(STUBBORN, stages=HURRIED, output=output)
    os.close(output)
    until(lambda: said.read_text() == "up\n")
    process.stop()
    assert process.exit_status() == 128 + signal.SIGKILL


def test_what_a_program_left_in_its_group_is_killed_with_it(begin: Begin, tmp_path: Path) -> None:
    said = tmp_path / "said"
    output = output_into(said)
    process = begin(PARENT, output=output)
    os.close(output)
    until(lambda: said.read_text().endswith("\n"))
    process.stop()
    until(lambda: not lives(int(said.read_text())))


def test_a_program_that_does_not_exist_is_a_sentence() -> None:
    with pytest.raises(CouldNotStart, match=r"^web could not be started: .*No such file.*/no/such/program.*\.$"):
        GuardedProcess("web", ["/no/such/program"], stages=PATIENT)


def test_a_program_has_the_environment_and_group_it_was_given(begin: Begin, tmp_path: Path) -> None:
    said = tmp_path / "said"
    output = output_into(said)
    code = "import os; print(os.environ['COLOUR'], 'HOME' in os.environ, os.getpgid(0) == os.getpid())"
    process = begin(code, env={"COLOUR": "green"}, output=output)
    os.close(output)
    assert process.wait(20)
    assert said.read_text() == "green False True\n"


def test_signals_to_a_guard_do_not_part_it_from_its_program(begin: Begin) -> None:
    process = begin(WAIT)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(process.guard_pid, number)
    assert not process.wait(0.3)
    assert lives(process.pid)


def test_a_killed_guard_takes_nothing_living_with_it_into_the_dark(begin: Begin) -> None:
    process = begin(WAIT)
    os.kill(process.guard_pid, signal.SIGKILL)
    until(lambda: process.exit_status() == 128 + signal.SIGKILL)
    process.kill_what_a_dead_guard_left()
    until(lambda: not lives(process.pid))


def test_a_killed_owner_takes_its_programs_down() -> None:
    code = f"""
import signal, sys, time
from alongside.kernel.guarded import GuardedProcess, StopStage
process = GuardedProcess("made-up", [sys.executable, "-c", {WAIT!r}], stages=[StopStage(signal.SIGTERM, 5.0)])
print(process.pid, process.guard_pid, flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as owner:
        assert owner.stdout is not None
        program, guard = (int(word) for word in owner.stdout.readline().split())
        assert lives(program)
        owner.kill()
    until(lambda: not lives(program) and not lives(guard))
