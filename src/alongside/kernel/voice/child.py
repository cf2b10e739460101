"""Reads a recording that somebody sent and writes it anew, in a process with limits of time, memory and files.

Run as a script, never imported: `python -I child.py`. Standard input is the recording; standard output one line of
JSON, `{"seconds": 12.5}`, and the new file after it, or `{"refused": word}` and nothing. What is read here was made by
a stranger, and decoders have had holes: so this process is given no environment, no file to write to, little time and
little memory, and before it reads a byte it gives up for good to open any file and to connect to anything. It ends by
itself, whatever has become of the process that started it.
"""

import io
import json
import resource
import runpy
import signal
import struct
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

CPU_SECONDS = 10
WALL_SECONDS = 20
ADDRESS_BYTES = 400_000_000  # the libraries alone take a third of it
OPEN_FILES = 32
INPUT_BYTES = 2_000_000
LANDLOCK = Path(__file__).with_name("landlock.py")

LONGEST = 61.5  # seconds: sixty, and what a recorder adds before it stops
SHORTEST = 0.3
RATE = 24_000  # samples a second: speech has next to nothing above twelve thousand hertz
BIT_RATE = 48_000
RATES = range(8_000, 96_001)
CHANNELS = 2

# Told by its first bytes, never by its name or by what a browser says. Each leads to one demuxer, and to none that
# reads a list of other files or addresses.
STARTS = (
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (4, b"ftyp", "mov"),
    (0, b"OggS", "ogg"),
    (8, b"WAVE", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"#!AMR", "amr"),
    (0, b"caff", "caf"),
    (0, b"\xff\xf1", "aac"),
    (0, b"\xff\xf9", "aac"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf2", "mp3"),
)
CODECS = frozenset(
    {
        *("aac", "alac", "amrnb", "amrwb", "flac", "mp3", "mp3float", "opus", "vorbis"),
        *("pcm_f32le", "pcm_s16be", "pcm_s16le", "pcm_s24le", "pcm_u8"),
    }
)


class Refused(Exception):
    """It is not taken; the one argument is the word for why, as `recording.SENTENCES` has it."""


def hold_back() -> None:
    """Give up for good what a decoder does not need."""
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    if sys.platform == "linux":  # elsewhere the kernel takes no such limit
        limits[resource.RLIMIT_AS] = ADDRESS_BYTES
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    signal.alarm(WALL_SECONDS)


def shut_doors() -> None:
    """Give up for good to open files and sockets: what is open stays, and what is needed has to be loaded already."""
    runpy.run_path(str(LANDLOCK))["give_up"]()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def silence() -> bytes:
    """Return half a second of nothing as a WAV file of our own."""
    sound = bytes(RATES.start)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATES.start, 2 * RATES.start, 2, 16)
    return b"".join(
        (b"RIFF", struct.pack("<I", 36 + len(sound)), b"WAVE", form, b"data", struct.pack("<I", len(sound)), sound)
    )


def demuxer_of(data: bytes) -> str:
    """Return which demuxer reads this; Refused when it is nothing we take."""
    if len(data) > INPUT_BYTES:
        raise Refused("large")
    for offset, start, name in STARTS:
        if data[offset : offset + len(start)] == start:
            return name
    raise Refused("unreadable")


def rewrite(data: bytes) -> tuple[float, bytes]:
    """Return how many seconds a recording lasts, and its sound as a new file that holds nothing else."""
    import av

    made, samples = io.BytesIO(), 0
    with (
        av.open(io.BytesIO(data), "r", format=demuxer_of(data)) as given,
        av.open(
            made,
            "w",
            format="mp3",
            options={"id3v2_version": "0", "write_id3v1": "0", "fflags": "+bitexact"},  # no tags, also none of our own
        ) as kept,
    ):
        sound = kept.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=BIT_RATE)
        for frame in pieces(given, av.AudioResampler(format=sound.format, layout="mono", rate=RATE)):
            frame.pts, frame.time_base = samples, Fraction(1, RATE)
            samples += frame.samples
            if samples > LONGEST * RATE:
                raise Refused("long")
            kept.mux(sound.encode(frame))
        if samples < SHORTEST * RATE:
            raise Refused("silent")
        kept.mux(sound.encode(None))
    return samples / RATE, made.getvalue()


def pieces(given: "InputContainer", sampler: "AudioResampler") -> "Iterator[AudioFrame]":
    """Decode the one sound in a recording piece by piece, each as the encoder wants it."""
    stream = sound_in(given)
    stream.codec_context.thread_type = "NONE"
    for frame in given.decode(stream):
        frame.pts = None  # a clock that jumps would make the sampler fill years with silence
        yield from sampler.resample(frame)
    yield from sampler.resample(None)


def sound_in(given: "InputContainer") -> "AudioStream":
    """Return the sound of a recording; Refused when there is none, more than one, or a film to it."""
    from av.stream import Disposition

    if any(not stream.disposition & Disposition.attached_pic for stream in given.streams.video):
        raise Refused("film")
    if len(given.streams.audio) != 1:
        raise Refused("unreadable")
    stream = given.streams.audio[0]
    known = stream.codec_context.name in CODECS and stream.rate in RATES and 1 <= stream.channels <= CHANNELS
    if not known:
        raise Refused("unreadable")
    return stream


def main() -> None:
    """Read, write anew, answer."""
    hold_back()
    rewrite(silence())  # loads what reading opens, while it still can
    shut_doors()
    data = sys.stdin.buffer.read(INPUT_BYTES + 1)
    try:
        seconds, made = rewrite(data)
    except Refused as refusal:
        answer, made = {"refused": refusal.args[0]}, b""
    else:
        answer = {"seconds": seconds}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
