"""Whatever is sent as a recording becomes a small file that holds sound and nothing else, or is refused in words."""

import gzip
import io
import os
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import ExitStack

import av
import pytest

from alongside.kernel.errors import Invalid
from alongside.kernel.heldback import running
from alongside.kernel.voice import LARGEST_VOICE, Voice, read_recording, recording
from alongside.kernel.voice.recording import LARGEST_RECORDING
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


def test_who_would_have_to_wait_behind_others_who_wait_is_told_at_once() -> None:
    """A thread that waits serves no page: of those beyond the first few, none waits."""
    with ExitStack() as others:
        for _one in range(running.CHILDREN + running.WAITING):
            others.enter_context(recording.DOOR.places)
        began = time.monotonic()
        with pytest.raises(Invalid) as refusal:
            read_recording(recorded(), field="voice")
        assert time.monotonic() - began < running.PATIENCE_SECONDS / 2
    assert refusal.value.sentence == recording.MANY_AT_ONCE
    assert read_recording(recorded(), field="voice").seconds
