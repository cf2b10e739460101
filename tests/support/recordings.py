"""Made-up recordings, as browsers and phones make them, and as nobody should."""

import io
import math
from array import array
from fractions import Fraction
from functools import cache

import av

RATE = 48_000


def recorded(
    seconds: float = 2.0,
    *,
    form: str = "webm",
    codec: str = "libopus",
    tags: dict[str, str] | None = None,
    film: bool = False,
    rate: int = RATE,
    loud: float = 0.3,
) -> bytes:
    """Return a file with a tone of so many seconds; `film` adds a moving picture to it."""
    made = io.BytesIO()
    with av.open(made, "w", format=form) as file:
        file.metadata.update(tags or {})
        sound = file.add_stream(codec, rate=rate, layout="mono")
        picture = file.add_stream("mpeg4", rate=10) if film else None
        if picture:
            picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        for number in range(round(seconds * 10)):
            file.mux(sound.encode(_tone(number, rate, loud)))
            if picture:
                file.mux(picture.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(sound.encode(None))
        if picture:
            file.mux(picture.encode(None))
    return made.getvalue()


@cache
def _wave(rate: int, loud: float) -> bytes:
    """Return a tenth of a second of 220 hertz: 22 whole waves, so that one joins the next."""
    return array(
        "h", (int(32_000 * loud * math.sin(2 * math.pi * 220 * at / rate)) for at in range(rate // 10))
    ).tobytes()


def _tone(number: int, rate: int, loud: float) -> av.AudioFrame:
    size = rate // 10
    frame = av.AudioFrame(format="s16", layout="mono", samples=size)
    frame.planes[0].update(_wave(rate, loud))
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), number * size
    return frame


def length_of(data: bytes) -> float:
    """Return how many seconds of sound a file really holds."""
    with av.open(io.BytesIO(data)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))
