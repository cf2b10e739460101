"""Template tags that depend on what else is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils import translation
from pytest_django import Settings

from alongside.ui.templatetags import ui


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Look for files anew in every test, and in what comes after."""
    ui.static_if_built.cache_clear()
    yield
    ui.static_if_built.cache_clear()


def test_a_place_that_does_not_exist_is_not_shown() -> None:
    assert Template('{% load ui %}{% place "no-such-page" "Nowhere" %}').render(Context()).strip() == ""


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", ["Ann"], "Ann"),
        ("en", ["Ann", "Tom"], "Ann and Tom"),
        ("es", ["Ann", "Tom"], "Ann y Tom"),
        ("es", ["Ann", "Bo", "Tom"], "Ann, Bo y Tom"),
        ("es", ["español", "inglés"], "español e inglés"),
        ("es", ["Ann", "Bo", "Íñigo"], "Ann, Bo e Íñigo"),
        ("es", ["Ann", "higos"], "Ann e higos"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["inglés"], "inglés"),
        ("en", ["Ann", "Ida"], "Ann and Ida"),
        ("en", ["<b>", "&"], "&lt;b&gt; and &amp;"),
    ],
)
def test_a_list_is_said_as_the_language_says_it(language: str, words: list[str], said: str) -> None:
    with translation.override(language):
        assert Template("{% load ui %}{{ words|listed }}").render(Context({"words": words})) == said


def test_what_was_not_built_is_taken_from_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "find", lambda name: None)
    assert ui.asset("ui/built/look.css", "ui/css/index.css") == "/static/ui/css/index.css"


def test_what_was_built_is_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "find", lambda name: f"/made-up/{name}")
    assert ui.asset("ui/built/look.css", "ui/css/index.css") == "/static/ui/built/look.css"
    assert ui.built_fonts() == ""


def test_while_building_pages_the_sources_are_linked_and_the_typeface_beside_them(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DEBUG = True
    monkeypatch.setattr(finders, "find", lambda name: f"/made-up/{name}")
    assert ui.asset("ui/built/look.css", "ui/css/index.css") == "/static/ui/css/index.css"
    assert ui.built_fonts() == "/static/ui/built/fonts.css"


def test_what_was_built_after_collecting_waits_for_the_next_collecting(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setattr(finders, "find", lambda name: f"/made-up/{name}")
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {}, "hash": ""}')
    settings.STATIC_ROOT = tmp_path
    strict = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": strict}
    assert ui.static_if_built("ui/built/look.css") == ""


def said(tag: str, **values: object) -> str:
    return Template("{% load ui %}{% phrase " + tag + " %}").render(Context(values))


def test_a_phrase_is_said_by_its_name_in_the_language_that_is_active() -> None:
    assert said('"not_now"') == "Not now"
    with translation.override("es"):
        assert said('"not_now"') == "Ahora no"


def test_what_a_person_wrote_is_shown_in_a_phrase_and_never_read_as_html() -> None:
    assert said('"is_with_you" name=name', name="<b>Ada & Madeup</b>") == (
        "&lt;b&gt;Ada &amp; Madeup&lt;/b&gt; is with you"
    )
    assert said('"is_with_you" name="<bdi></bdi>"|safe') == "<bdi></bdi> is with you"


def test_a_phrase_that_counts_takes_the_form_of_its_number() -> None:
    assert said('"people_with_you" people=1') == "1 person stands with you."
    assert said('"people_with_you" people=3') == "3 people stand with you."
