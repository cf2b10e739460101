"""Whatever is sent as a picture becomes a JPEG that holds what is seen and nothing else, or is refused in words."""

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from PIL import Image, ImageStat, PngImagePlugin

from alongside.kernel.errors import Invalid
from alongside.kernel.heldback import running
from alongside.kernel.pictures import LARGEST_FILE, LARGEST_KEPT, Picture, read_picture, reading
from tests.support.pictures import chunk, drawn, moving, png_that_says, two_halves

NAME = "CANARY Mia Madeup"
UNREADABLE = "We cannot read this as a picture. Nothing was sent."


def read(data: bytes) -> Picture:
    """Take a picture."""
    return read_picture(data, field="picture")


def refused(data: bytes) -> str:
    """Return the sentence with which it is not taken."""
    with pytest.raises(Invalid) as refusal:
        read(data)
    assert refusal.value.field == "picture"
    return str(refusal.value.sentence)


def seen(picture: Picture) -> Image.Image:
    """Return what a browser would draw."""
    return Image.open(io.BytesIO(picture.data))


def brightness(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return how bright a part of it is, from 0 to 255."""
    return ImageStat.Stat(image.convert("L").crop(box)).mean[0]


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_what_phones_and_screens_make_becomes_one_kind_of_file(form: str, mode: str) -> None:
    picture = read(drawn(form=form, mode=mode))
    assert (picture.width, picture.height) == (640, 480)
    with seen(picture) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))
        hill, paper = (brightness(image, box) for box in ((140, 380, 180, 420), (10, 10, 50, 50)))
        assert hill < 110
        assert paper > 210


def test_a_large_one_is_made_smaller_and_keeps_its_sides() -> None:
    picture = read(drawn(4000, 3000))
    assert (picture.width, picture.height) == (1600, 1200)
    assert len(picture.data) < 100_000


def test_a_picture_full_of_noise_fits_what_we_keep() -> None:
    made = io.BytesIO()
    Image.effect_noise((1600, 1600), 100).convert("RGB").save(made, "JPEG", quality=70)
    assert len(read(made.getvalue()).data) < LARGEST_KEPT


@pytest.mark.parametrize(
    ("turned", "size", "dark"),
    [
        (1, (40, 20), (5, 10)),
        (2, (40, 20), (35, 10)),
        (3, (40, 20), (35, 10)),
        (6, (20, 40), (10, 5)),
        (8, (20, 40), (10, 35)),
    ],
)
def test_it_stands_upright_as_the_phone_was_held(turned: int, size: tuple[int, int], dark: tuple[int, int]) -> None:
    with seen(read(two_halves(turned=turned))) as image:
        assert image.size == size
        x, y = dark
        assert brightness(image, (x - 2, y - 2, x + 2, y + 2)) < 60


def test_what_lets_something_through_stands_on_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")
    with seen(read(made.getvalue())) as image:
        assert brightness(image, (0, 0, 40, 40)) > 250


def with_words(form: str) -> bytes:
    """Return a picture that tells who took it, where and with what, in every way its kind knows."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x9C9B] = NAME, NAME, NAME.encode("utf-16-le")
    exif.get_ifd(0x8825)[1] = "N"
    extra = {"exif": exif, "icc_profile": NAME.encode() * 20}
    if form == "JPEG":
        extra["comment"] = NAME.encode()
        extra["xmp"] = NAME.encode()
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", NAME)
        extra["pnginfo"] = words
    return drawn(form=form, **extra)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_what_a_file_says_about_its_maker_stays(form: str) -> None:
    given = with_words(form)
    assert NAME.encode() in given, "otherwise this shows nothing"
    picture = read(given)
    assert b"CANARY" not in picture.data
    assert b"Exif" not in picture.data
    assert b"ICC_PROFILE" not in picture.data
    with seen(picture) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def polyglot() -> bytes:
    """Return a picture that is an archive and a page as well."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("canary.html", "<script>CANARY</script>")
    return drawn() + b"<script>CANARY</script>" + made.getvalue()


def test_what_hides_behind_a_picture_is_gone() -> None:
    assert zipfile.is_zipfile(io.BytesIO(polyglot())), "otherwise this shows nothing"
    made = read(polyglot()).data
    assert b"CANARY" not in made
    assert not zipfile.is_zipfile(io.BytesIO(made))


def cut(form: str) -> bytes:
    """Return a picture that ends in the middle."""
    given = drawn(form=form)
    return given[: len(given) // 2]


def words_that_unpack() -> bytes:
    """Return a PNG file with a few bytes of words that become two hundred million."""
    given = drawn(form="PNG")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    return given[:33] + bomb + given[33:]


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"I am no picture",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        lambda: b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n",
        lambda: b"push graphic-context\nimage over 0,0 0,0 'https://elsewhere.example/x'\n",
        lambda: b"BM" + os.urandom(5000),
        lambda: drawn(form="TIFF"),
        lambda: b"\xff\xd8\xff" + os.urandom(5000),
        lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(5000),
        lambda: b"RIFF\xff\xff\xff\xffWEBP" + os.urandom(5000),
        lambda: gzip.compress(drawn()),
        lambda: cut("JPEG"),
        lambda: cut("PNG"),
        lambda: cut("WEBP"),
        lambda: png_that_says(7000, 7000),
        lambda: png_that_says(64, 64, data=b"no zlib"),
        words_that_unpack,
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(make: Callable[[], bytes]) -> None:
    assert refused(make()).startswith(UNREADABLE)


@pytest.mark.parametrize(("width", "height"), [(9000, 9000), (100_000, 100_000), (2**31 - 1, 2**31 - 1), (30_000, 2)])
def test_a_few_bytes_that_promise_more_pixels_than_we_open_are_not_unpacked(width: int, height: int) -> None:
    bomb = png_that_says(width, height, data=zlib.compress(bytes(300_000_000 // 100), 9))
    said = refused(bomb)
    assert said.startswith(("This picture has more in it than we can open.", UNREADABLE))


def test_the_most_pixels_that_we_open_are_opened() -> None:
    picture = read(drawn(8000, 8000, form="PNG"))
    assert (picture.width, picture.height) == (1600, 1600)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_what_moves_is_refused(form: str) -> None:
    assert refused(moving(form)).startswith("This is a moving picture.")


def test_what_is_too_small_or_too_large_or_of_another_kind_is_refused_with_what_to_do() -> None:
    assert refused(drawn(1, 1, form="PNG")).startswith("There is nothing to see")
    assert refused(bytes(LARGEST_FILE + 1)).startswith("This picture is too large")
    assert refused(drawn() + bytes(50_000_000)).startswith("This picture is too large")
    assert "Please save it as JPEG" in refused(b"\0\0\0\x18ftypheic" + bytes(2000))


def test_it_is_told_by_what_it_is_and_never_by_what_a_browser_says() -> None:
    with seen(read(drawn(form="WEBP"))) as image:
        assert image.format == "JPEG"


def test_who_would_have_to_wait_behind_others_who_wait_is_told_at_once() -> None:
    with ExitStack() as others:
        for _one in range(running.CHILDREN + running.WAITING):
            others.enter_context(reading.DOOR.places)
        with pytest.raises(Invalid) as refusal:
            read(drawn())
    assert refusal.value.sentence == reading.MANY_AT_ONCE
    assert read(drawn()).width == 640
