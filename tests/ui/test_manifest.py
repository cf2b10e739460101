"""The manifest names the instance in the reader's language, and every icon it promises is there in that size."""

import struct
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from alongside.ui import manifest as module
from tests.ui.conftest import SignedIn

PNG = b"\x89PNG\r\n\x1a\n"


def manifest(language: str = "en", client: Client | None = None) -> dict[str, Any]:
    response = (client or Client(headers={"accept-language": language})).get("/manifest.webmanifest")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/manifest+json"
    said: dict[str, Any] = response.json()
    return said


def static_file(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found)


def test_it_names_the_instance_and_begins_with_today(settings: Settings) -> None:
    settings.INSTANCE_NAME = "Lamp Street"
    said = manifest()
    assert (said["name"], said["short_name"]) == ("Lamp Street", "Lamp Street")
    assert (said["start_url"], said["scope"], said["id"], said["display"]) == ("/", "/", "/", "standalone")
    assert (said["lang"], said["dir"]) == ("en", "ltr")


def test_a_long_press_offers_to_reach_out_and_the_crisis_lines() -> None:
    assert manifest()["shortcuts"] == [
        {"name": "Reach out", "url": "/reach-out/"},
        {"name": "Crisis lines", "url": "/crisis-lines/"},
    ]


def test_it_speaks_the_readers_language() -> None:
    said = manifest("es")
    assert said["lang"] == "es"
    assert [shortcut["name"] for shortcut in said["shortcuts"]] == ["Pedir apoyo", "Líneas de crisis"]


def test_it_says_nothing_about_who_asks(signed_in: SignedIn) -> None:
    assert manifest(client=signed_in()) == manifest("en")


def test_every_drawing_is_there_and_every_purpose_has_one() -> None:
    drawn = [icon for icon in manifest()["icons"] if icon["type"] == "image/svg+xml"]
    assert [icon["purpose"] for icon in drawn] == ["any", "maskable", "monochrome"]
    for icon in drawn:
        assert static_file(icon["src"]).read_text().startswith("<svg "), icon


def test_every_picture_has_the_size_it_says() -> None:
    made = [icon for icon in manifest()["icons"] if icon["type"] == "image/png"]
    if not made:
        pytest.skip("the browser assets were not built")
    assert [(icon["purpose"], icon["sizes"]) for icon in made] == [
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "512x512"),
    ]
    for icon in made:
        start = static_file(icon["src"]).read_bytes()[:24]
        width, height = struct.unpack(">II", start[16:24])
        assert start[:8] == PNG
        assert icon["sizes"] == f"{width}x{height}"


def test_without_built_pictures_the_drawings_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "static_if_built", lambda _name: "")
    assert {icon["type"] for icon in manifest()["icons"]} == {"image/svg+xml"}


def test_the_monochrome_drawing_has_one_colour() -> None:
    drawing = static_file("/static/ui/mark-monochrome.svg").read_text()
    colours = {word.split('"')[1] for word in drawing.split() if word.startswith(("fill=", "stroke="))}
    assert colours == {"#000", "#fff", "none"}  # white only in the mask: what is left out


@pytest.mark.django_db
def test_every_page_leads_to_it() -> None:
    html = Client().get("/crisis-lines/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in html
