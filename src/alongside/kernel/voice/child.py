"""Reads a recording that somebody sent and writes it anew, held back as `heldback/held.py` does it.

Run as a script, never imported: `python -I child.py`. It answers `{"seconds": 12.5}` and the new file.
"""

import io
import runpy
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

ADDRESS_BYTES = 400_000_000  # the libraries alone take a third of it
INPUT_BYTES = 2_000_000
HELD = Path(__file__).parents[1] / "heldback" / "held.py"

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


def silence() -> bytes:
    """Return half a second of nothing as a WAV file of our own."""
    sound = bytes(RATES.start)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATES.start, 2 * RATES.start, 2, 16)
    return b"".join(
        (b"RIFF", struct.pack("<I", 36 + len(sound)), b"WAVE", form, b"data", struct.pack("<I", len(sound)), sound)
    )


def demuxer_of(data: bytes) -> str:
    """Return which demuxer reads this; Refused when it is nothing we take."""
    for offset, start, name in STARTS:
        if data[offset : offset + len(start)] == start:
            return name
    raise Refused("unreadable")


def rewrite(data: bytes) -> tuple[dict[str, object], bytes]:
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
    return {"seconds": samples / RATE}, made.getvalue()


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


if __name__ == "__main__":
    runpy.run_path(str(HELD))["answer"](rewrite, known=[silence()], largest=INPUT_BYTES, address_bytes=ADDRESS_BYTES)
