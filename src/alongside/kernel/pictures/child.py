"""Reads a picture that somebody sent and writes it anew, held back as `heldback/held.py` does it.

Run as a script, never imported: `python -I child.py`. It answers `{"width": 1600, "height": 1200}` and the new file.
"""

import io
import runpy
from pathlib import Path

from PIL import Image, ImageOps

ADDRESS_BYTES = 700_000_000  # the most pixels there can be, once as they came and once smaller
INPUT_BYTES = 3_900_000
HELD = Path(__file__).parents[1] / "heldback" / "held.py"

LONGEST = 1600
SHORTEST = 2
MOST_PIXELS = 64_000_000  # what phones make; a page of few bytes can unpack to a hundred times that
WIDEST = 20_000
QUALITIES = (80, 65, 45)
ENOUGH_BYTES = 500_000
WHITE = (255, 255, 255)

# Told by its first bytes, never by its name or by what a browser says. Each leads to one reader of Pillow's alone.
STARTS = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (8, b"WEBP", "WEBP"),
)
# Known and not taken, so that a sentence can say what to do.
OTHERS = (
    (0, b"GIF8", "moving"),
    (4, b"ftyphei", "heic"),
    (4, b"ftyphev", "heic"),
    (4, b"ftypmif1", "heic"),
)


class Refused(Exception):
    """It is not taken; the one argument is the word for why, as `reading.SENTENCES` has it."""


def kind_of(data: bytes) -> str:
    """Return which of Pillow's readers reads this; Refused when it is nothing we take."""
    for offset, start, name in STARTS:
        if data[offset : offset + len(start)] == start:
            return name
    for offset, start, word in OTHERS:
        if data[offset : offset + len(start)] == start:
            raise Refused(word)
    raise Refused("unreadable")


def rewrite(data: bytes) -> tuple[dict[str, object], bytes]:
    """Return how large a picture is, and what is seen on it as a new file that holds nothing else."""
    kind = kind_of(data)
    with Image.open(io.BytesIO(data), formats=[kind]) as given:
        check(given, kind)
        given.draft("RGB", (2 * LONGEST, 2 * LONGEST))  # a JPEG is unpacked no larger than is needed
        image = on_white(ImageOps.exif_transpose(shrunk(given)))
    return {"width": image.width, "height": image.height}, written(image)


def check(given: Image.Image, kind: str) -> None:
    """Refuse, before anything is unpacked, what is too large, too small or moves."""
    if max(given.size) > WIDEST or given.width * given.height > MOST_PIXELS:
        raise Refused("many")
    if min(given.size) < SHORTEST:
        raise Refused("small")
    # What JPEG knows as further pictures are depths and previews of the one.
    if kind != "JPEG" and getattr(given, "n_frames", 1) > 1:
        raise Refused("moving")


def shrunk(given: Image.Image) -> Image.Image:
    """Return it as colours, no side longer than we keep."""
    clear = given.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in given.info
    image = given if given.mode in ("RGB", "RGBA") else given.convert("RGBA" if clear else "RGB")
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def on_white(image: Image.Image) -> Image.Image:
    """Return the pixels alone, where they let something through on white; nothing of what a file says comes along."""
    made = Image.new("RGB", image.size, WHITE)
    made.paste(image, mask=image if image.mode == "RGBA" else None)
    return made


def written(image: Image.Image) -> bytes:
    """Return it as a JPEG file, less fine when it would be large otherwise."""
    made = io.BytesIO()
    for quality in QUALITIES:
        made = io.BytesIO()
        image.save(made, "JPEG", quality=quality, progressive=True)
        if made.tell() <= ENOUGH_BYTES:
            break
    return made.getvalue()


def samples() -> list[bytes]:
    """Return small pictures of our own, one of each kind."""
    made = []
    for _offset, _start, kind in STARTS:
        file = io.BytesIO()
        Image.new("RGB", (8, 8), WHITE).save(file, kind)
        made.append(file.getvalue())
    return made


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    runpy.run_path(str(HELD))["answer"](rewrite, known=samples(), largest=INPUT_BYTES, address_bytes=ADDRESS_BYTES)
