"""A child that reads a stranger's file is held back: what it cannot do, and that it harms nobody who started it."""

import socket
import time
from pathlib import Path

import pytest

from alongside.kernel.heldback import landlock, run_child, running

HELD = Path(running.__file__).with_name("held.py")
MOST = 400_000


def test_a_reader_that_hangs_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "hangs.py"
    script.write_text("import time\nprint('{}', flush=True)\ntime.sleep(600)\n")
    began = time.monotonic()
    assert run_child(script, bytes(1_000_000), largest=MOST, seconds=0.5) == ({}, b"")
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "does",
    [
        "raise SystemExit(3)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "print('no json')",
        "print('[1]')",
        "import sys\nwhile True: sys.stdout.buffer.write(bytes(100_000))",
    ],
)
def test_a_reader_that_breaks_or_says_too_much_is_not_believed(tmp_path: Path, does: str) -> None:
    script = tmp_path / "breaks.py"
    script.write_text(does + "\n")
    assert run_child(script, b"", largest=MOST, seconds=20) == ({}, b"")


@pytest.mark.parametrize(
    ("does", "stopped"),
    [
        ("while True: pass", True),
        ("bytearray(2_000_000_000)", True),
        ("open('written', 'wb', buffering=0).write(bytes(10))", True),
        ("pass", False),
    ],
)
def test_a_reader_that_is_held_back_cannot_do_more(tmp_path: Path, does: str, stopped: bool) -> None:
    script = tmp_path / "tries.py"
    asked = HELD.read_text().replace("CPU_SECONDS = 10", "CPU_SECONDS = 1")
    does = does.replace("written", str(tmp_path / "written"))
    script.write_text(f"{asked}\nhold_back(400_000_000)\n{does}\nsys.stdout.write('{{\"seconds\": 1.0}}\\n')\n")
    assert run_child(script, b"", largest=MOST, seconds=60)[0] == ({} if stopped else {"seconds": 1.0})


DOORS = {
    "a file is read": "open('/etc/hostname').close()",
    "a folder is looked into": "os.listdir('/')",
    "a file is made": "os.mkfifo('MADE')",
    "something is connected to": "socket.create_connection(('127.0.0.1', PORT), timeout=5)",
    "something is sent past TCP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "another program is run": "os.execv('/bin/true', ['true'])",
}
LANDLOCK_ALONE = {"a file is read", "a folder is looked into", "a file is made", "another program is run"}


def tries(tmp_path: Path, does: str, *, shuts: str) -> object:
    """Let a child shut its doors so and then try something; return whether it could."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        does = does.replace("PORT", str(server.getsockname()[1])).replace("MADE", str(tmp_path / "made"))
        script = tmp_path / "tries.py"
        (tmp_path / "landlock.py").write_bytes(HELD.with_name("landlock.py").read_bytes())
        asked = HELD.read_text()
        tried = f"try:\n    {does}\nexcept OSError:\n    could = 0.0\nelse:\n    could = 1.0\n"
        says = "sys.stdout.write(json.dumps({'could': could}) + '\\n')\n"
        script.write_text(f"{asked}\nimport os, socket\nhold_back(400_000_000)\n{shuts}\n{tried}{says}")
        return run_child(script, b"", largest=MOST, seconds=60)[0].get("could", "it ran")


@pytest.mark.parametrize("door", DOORS)
def test_a_reader_that_has_shut_its_doors_reaches_nothing(tmp_path: Path, door: str) -> None:
    if door != "another program is run":
        assert tries(tmp_path, DOORS[door], shuts="") == 1.0, "otherwise this shows nothing"
        (tmp_path / "made").unlink(missing_ok=True)
    # A program that cannot open its own libraries ends at once, also where the kernel does not forbid it.
    assert tries(tmp_path, DOORS[door], shuts="shut_doors()") in ((0.0,) if landlock.edition() else (0.0, "it ran"))


@pytest.mark.skipif(not landlock.edition(), reason="this machine's kernel has no Landlock")
@pytest.mark.parametrize("door", [*sorted(LANDLOCK_ALONE), "something is connected to"])
def test_the_kernel_alone_holds_it_back_as_well(tmp_path: Path, door: str) -> None:
    if door not in LANDLOCK_ALONE and landlock.edition() < landlock.TCP_SINCE:
        pytest.skip("this machine's Landlock does not know of TCP")
    assert tries(tmp_path, DOORS[door], shuts="runpy.run_path(str(LANDLOCK))['give_up']()") == 0.0


@pytest.mark.parametrize(
    ("known", "bits", "size"),
    [
        *((1, (13, 0, 0), 8), (2, (14, 0, 0), 8), (3, (15, 0, 0), 8)),
        *((4, (15, 2, 0), 16), (5, (16, 2, 0), 16), (6, (16, 2, 2), 24), (9, (16, 2, 2), 24)),
    ],
)
def test_each_edition_is_asked_for_all_that_it_knows(known: int, bits: tuple[int, int, int], size: int) -> None:
    rules = landlock.rules_of(known)
    assert (rules.files, rules.tcp, rules.scopes) == tuple((1 << count) - 1 for count in bits)
    assert landlock.size_of(known) == size


def test_nothing_of_our_environment_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_CANARY", "secret")
    script = tmp_path / "tells.py"
    script.write_text("import json, os\nprint(json.dumps(dict(os.environ)))\n")
    said, _ = run_child(script, b"", largest=MOST, seconds=20)
    assert "ALONGSIDE_CANARY" not in said
    assert not any("secret" in str(value) for value in said.values())
