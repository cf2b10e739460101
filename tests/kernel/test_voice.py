"""Whatever is sent as a recording becomes a small file that holds sound and nothing else, or is refused in words."""

import gzip
import io
import os
import socket
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import av
import pytest

from alongside.kernel.errors import Invalid
from alongside.kernel.voice import LARGEST_VOICE, Voice, landlock, read_recording, recording
from alongside.kernel.voice.recording import CHILD, LARGEST_RECORDING, run_child
from tests.support.recordings import length_of, recorded

NAME = "CANARY Mia Madeup"
AS_BROWSERS_DO = (("webm", "libopus", 48_000), ("ogg", "libopus", 48_000), ("mp4", "aac", 48_000))
AS_PHONES_DO = (("3gp", "aac", 44_100), ("mp3", "libmp3lame", 44_100), ("wav", "pcm_s16le", 16_000))


def read(data: bytes) -> Voice:
    """Take a recording."""
    return read_recording(data, field="voice")


def refused(data: bytes) -> str:
    """Return the sentence with which it is not taken."""
    with pytest.raises(Invalid) as refusal:
        read(data)
    assert refusal.value.field == "voice"
    return str(refusal.value.sentence)


@pytest.mark.parametrize(("form", "codec", "rate"), [*AS_BROWSERS_DO, *AS_PHONES_DO])
def test_what_browsers_and_phones_record_is_taken_whole(form: str, codec: str, rate: int) -> None:
    voice = read(recorded(3, form=form, codec=codec, rate=rate))
    assert voice.seconds == 3
    assert length_of(voice.data) == pytest.approx(3, abs=0.1)


def test_it_is_one_kind_of_file_whatever_came() -> None:
    kinds = set()
    for form, codec, rate in (*AS_BROWSERS_DO, *AS_PHONES_DO):
        with av.open(io.BytesIO(read(recorded(form=form, codec=codec, rate=rate)).data)) as file:
            sound = file.streams.audio[0]
            kinds.add((file.format.name, sound.codec_context.name, sound.rate, sound.channels))
    assert kinds == {("mp3", "mp3float", 24_000, 1)}


def test_a_whole_minute_is_taken_and_fits() -> None:
    voice = read(recorded(60.9, form="mp4", codec="aac"))
    assert voice.seconds == 60
    assert len(voice.data) <= LARGEST_VOICE


@pytest.mark.parametrize("form", ["webm", "mp4", "mp3"])
def test_nothing_of_what_a_file_says_about_its_maker_stays(form: str) -> None:
    codec, rate = {"webm": ("libopus", 48_000), "mp4": ("aac", 48_000), "mp3": ("libmp3lame", 44_100)}[form]
    given = recorded(form=form, codec=codec, rate=rate, tags={"title": NAME, "artist": NAME, "comment": "52.52,13.40"})
    assert NAME.encode() in given, "otherwise this shows nothing"
    made = read(given).data
    assert NAME.encode() not in made
    assert b"13.40" not in made
    assert (made[:3], made[-128:-125]) != (b"ID3", b"TAG")
    with av.open(io.BytesIO(made)) as file:
        assert file.metadata == {}


def zipped() -> bytes:
    """An archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("voice.mp3", recorded())
    return made.getvalue()


def broken_mp4() -> bytes:
    """A file cut off in the middle: what says where its sound is stands at its end."""
    given = recorded(form="mp4", codec="aac")
    return given[: len(given) // 2]


def wav_that_lies() -> bytes:
    """A head that promises four thousand million bytes in 65535 channels at 1 hertz."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 0xFFFF, 1, 0xFFFFFFFF, 0xFFFF, 16)
    return b"RIFF\xff\xff\xff\xffWAVE" + form + b"data\xff\xff\xff\xff" + bytes(4000)


def mp4_that_lies() -> bytes:
    """A table that says it has as many entries as there can be."""
    given = bytearray(recorded(form="mp4", codec="aac"))
    at = given.index(b"stsz") + 12
    given[at : at + 4] = b"\xff\xff\xff\xff"
    at = given.index(b"stts") + 8
    given[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(given)


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"I am no recording",
        lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        lambda: b"ffconcat version 1.0\nfile /etc/passwd\n",
        lambda: b"\x1aE\xdf\xa3" + os.urandom(5000),
        lambda: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + b"\0" * 5000,
        lambda: gzip.compress(recorded()),
        zipped,
        broken_mp4,
        wav_that_lies,
        mp4_that_lies,
        lambda: recorded(codec="libopus")[:200],
    ],
)
def test_what_is_no_recording_is_refused_with_a_sentence(make: Callable[[], bytes]) -> None:
    assert refused(make()).startswith("We cannot read this as a recording. Nothing was sent.")


def test_a_film_is_refused_also_one_with_sound() -> None:
    assert refused(recorded(form="mp4", codec="aac", film=True)).startswith("This is a film.")


def test_what_is_too_long_or_too_short_or_too_large_is_refused() -> None:
    assert refused(recorded(63)).startswith("This recording is longer than 60 seconds.")
    assert refused(recorded(0.1)).startswith("There is nothing to hear")
    assert refused(bytes(LARGEST_RECORDING + 1)).startswith("This recording is too large")


def test_hours_of_silence_in_few_bytes_are_not_unpacked() -> None:
    hours = recorded(2 * 3600, form="flac", codec="flac", rate=8_000, loud=0)
    assert len(hours) < LARGEST_RECORDING
    assert refused(hours).startswith("This recording is longer than 60 seconds.")


def test_a_reader_that_hangs_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "hangs.py"
    script.write_text("import time\nprint('{}', flush=True)\ntime.sleep(600)\n")
    began = time.monotonic()
    assert run_child(script, bytes(1_000_000), seconds=0.5) == ({}, b"")
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
    assert run_child(script, b"", seconds=20) == ({}, b"")


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
    asked = CHILD.read_text().replace("CPU_SECONDS = 10", "CPU_SECONDS = 1").partition("if __name__")[0]
    does = does.replace("written", str(tmp_path / "written"))
    script.write_text(f"{asked}\nhold_back()\n{does}\nsys.stdout.write('{{\"seconds\": 1.0}}\\n')\n")
    assert run_child(script, b"", seconds=60)[0] == ({} if stopped else {"seconds": 1.0})


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
        (tmp_path / "landlock.py").write_bytes(CHILD.with_name("landlock.py").read_bytes())
        asked = CHILD.read_text().partition("if __name__")[0]
        tried = f"try:\n    {does}\nexcept OSError:\n    could = 0.0\nelse:\n    could = 1.0\n"
        says = "sys.stdout.write(json.dumps({'could': could}) + '\\n')\n"
        script.write_text(f"{asked}\nimport os, socket\nhold_back()\n{shuts}\n{tried}{says}")
        return run_child(script, b"", seconds=60)[0].get("could", "it ran")


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
    said, _ = run_child(script, b"", seconds=20)
    assert "ALONGSIDE_CANARY" not in said
    assert not any("secret" in str(value) for value in said.values())


def test_who_would_have_to_wait_behind_others_who_wait_is_told_at_once() -> None:
    """A thread that waits serves no page: of those beyond the first few, none waits."""
    with ExitStack() as others:
        for _one in range(recording.CHILDREN + recording.WAITING):
            others.enter_context(recording._door)
        began = time.monotonic()
        with pytest.raises(Invalid) as refusal:
            read_recording(recorded(), field="voice")
        assert time.monotonic() - began < recording.PATIENCE_SECONDS / 2
    assert refusal.value.sentence == recording.MANY_AT_ONCE
    assert read_recording(recorded(), field="voice").seconds
