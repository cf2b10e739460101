"""Pages in Spanish: for whoever's browser asks for it, and for a person who chose it, with no English left over."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation.reloader import translation_file_changed

from scripts.texts import PACKAGE, compile_all
from tests.ui.conftest import SignedIn

pytestmark = pytest.mark.django_db

READ_ATTRIBUTES = {"aria-label", "title", "alt", "placeholder", "data-connection"}
# Words that most English sentences have one of, and Spanish none.
ENGLISH = re.compile(r"\b(?:the|you|your|and|with|please|this|that|are|we|of|nobody|somebody|nothing)\b", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def compiled_translations() -> None:
    """Compile the translations when `make setup` has not, and let Django read them again."""
    sources = PACKAGE.glob("*/locale/es/LC_MESSAGES/*.po")
    if any(not path.with_suffix(".mo").exists() for path in sources):
        compile_all()
        translation_file_changed(None, Path("django.mo"))


class ReadText(HTMLParser):
    """Collects what is read on a page, or read out, but for scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect attributes that are read out or shown."""
        self.words += [value for name, value in attrs if name in READ_ATTRIBUTES and value]

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.words += [data.strip()] if data.strip() else []


def text_of(html: str) -> str:
    """Return all that is read on a page."""
    reader = ReadText()
    reader.feed(html)
    return "\n".join(reader.words)


def english_in(html: str) -> list[str]:
    """Return the lines of a page that hold an English word."""
    return [line for line in text_of(html).splitlines() if ENGLISH.search(line)]


OPEN_PAGES = {
    "/": ["Nadie se recupera en soledad", "Unirme", "Entrar", "¿Necesitas a alguien ahora mismo?"],
    "/join/": ["Frase de acceso", "Zona horaria", "Un nombre para este sitio y una frase de acceso, nada más"],
    "/crisis-lines/?country=ES": ["Líneas de crisis", "España", "Salir rápido", "Todas las emergencias"],
}


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_a_browser_that_asks_for_spanish_gets_it(path: str) -> None:
    html = Client(headers={"accept-language": "es-MX,es;q=0.9,en;q=0.5"}).get(path).content.decode()
    assert '<html lang="es"' in html
    assert [words for words in OPEN_PAGES[path] if words not in text_of(html)] == []
    assert english_in(html) == []


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_the_same_pages_in_english_are_seen_to_be_english(path: str) -> None:
    html = Client(headers={"accept-language": "en"}).get(path).content.decode()
    assert '<html lang="en"' in html
    assert len(english_in(html)) >= 3


OWN_PAGES = {
    "/reach-out/": ["Pedir apoyo", "¿Cómo estás ahora mismo?", "Avisar a mi gente ahora", "Lo estoy pasando mal"],
    "/": ["Hola, Ada Madeup.", "Hoy", "Círculo", "Doy apoyo", "Tú"],
    "/circle/": ["Mi círculo", "Nombrar a una persona"],
    "/circle/add/": ["¿Con qué nombre le llamas?", "Apoya mi recuperación", "Guardar"],
    "/supporting/": ["Personas a las que apoyo"],
    "/account/": ["Tu cuenta", "Segundo paso y llaves de acceso", "Cerrar sesión"],
}


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_person_who_chose_spanish_gets_it_whatever_the_browser_asks_for(path: str, signed_in: SignedIn) -> None:
    html = signed_in(locale="es").get(path, headers={"accept-language": "en"}, follow=True).content.decode()
    assert '<html lang="es"' in html
    assert [words for words in OWN_PAGES[path] if words not in text_of(html)] == []
    assert english_in(html) == []


def test_a_form_that_cannot_be_used_says_so_in_spanish() -> None:
    browser = Client(headers={"accept-language": "es"})
    answer = browser.post("/join/", {"alias": "Ada Madeup", "passphrase": "short", "time_zone": "UTC"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "No se ha perdido nada: lo que escribiste sigue aquí." in text_of(html)
    assert "Una frase de acceso necesita al menos 12 caracteres." in text_of(html)
    assert english_in(html) == []


def test_a_page_that_is_not_there_says_so_in_spanish() -> None:
    html = Client(headers={"accept-language": "es"}).get("/no-such-page/").content.decode()
    assert "En esta dirección no hay ninguna página que puedas ver." in text_of(html)
    assert english_in(html) == []
