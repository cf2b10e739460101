"""Made-up pictures, as phones make them, and as nobody should."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

PAPER, HILL, SUN = (238, 231, 218), (64, 104, 84), (214, 140, 72)


def drawn(width: int = 640, height: int = 480, *, form: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """Return a file with a hill and the sun beside it."""
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    pen.ellipse((-width // 4, height // 2, width, height * 2), fill=HILL)
    pen.ellipse((width * 2 // 3, height // 8, width * 5 // 6, height // 8 + width // 6), fill=SUN)
    made = io.BytesIO()
    image.convert(mode).save(made, form, **options)
    return made.getvalue()


def two_halves(*, turned: int = 1) -> bytes:
    """Return a picture that is black at its left and white at its right, and says how it is to be turned."""
    image = Image.new("RGB", (40, 20), (255, 255, 255))
    image.paste((0, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = turned
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, quality=95)
    return made.getvalue()


def moving(form: str) -> bytes:
    """Return a picture of three that follow each other."""
    frames = [Image.new("RGB", (20, 20), (place * 80, 0, 0)) for place in range(3)]
    made = io.BytesIO()
    frames[0].save(made, form, save_all=True, append_images=frames[1:])
    return made.getvalue()


def png_that_says(width: int, height: int, *, data: bytes = b"") -> bytes:
    """Return a PNG file whose head promises so many pixels, and which holds next to none."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data or zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return one part of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
