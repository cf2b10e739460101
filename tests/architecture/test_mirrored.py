"""Every text of every page goes through gettext: in a language made of other letters, nothing stays in Latin ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from alongside.config.settings import LANGUAGES
from alongside.meetings.programs import programs
from alongside.ui.crisis_lines import crisis_lines
from tests.architecture.test_urls import is_whole, pages
from tests.architecture.world import World
from tests.conftest import MakePerson
from tests.support.pseudo import CODE, NAME, pseudo, write_catalog
from tests.support.reading import Reading, read

WORD = re.compile(r"[A-Za-z]{2,}")
# What people or this machine named themselves, and no language changes.
OWN_WORDS = re.compile(
    r"Welcome Test, all of you|Shaky Test, but I am here|For people who go through long evenings"
    r"|What is said here stays here|We are glad that you are here|Take what helps you, and leave the rest"
    r"|It named a place to buy from, and that can cost somebody their week\. The rest of it was good to read\. Test"
    r"|Evenings Test, \d+ \w+ \d+"  # a thread that opened by itself on a day
    r"|Zoom|us02web\.zoom\.us|Alongside|(?:\w+ )*(?:Madeup|Test)|meet\.example\.org"
    r"|Old phone|owner@example\.org|It is a hard night\.|Someone to call at night"
    r"|\b(?:AT|NT|OM|QT|UT|Quiet one|Rosa|Sam)\b|Auntie|Neighbour|^Ase$|^Test$"  # initials and short names in pictures
    r"|http\S*|UTC\b|^Kolkata$"
)
# Where codes, addresses and names of places of the time zone database stand; `lang` is another language's own name.
OWN_PLACES = re.compile(r"^(?:code|kbd)\b|^select name=(?:time_)?zone|^\w+ lang=(?!ar-xb)")


@pytest.fixture
def mirrored(tmp_path: Path) -> Iterator[None]:
    """Speak the mirrored language, too, and by default."""
    write_catalog(tmp_path)
    languages = [*LANGUAGES, (CODE, NAME)]
    settings = override_settings(LANGUAGES=languages, LOCALE_PATHS=[str(tmp_path)], LANGUAGE_CODE=CODE)
    with settings, translation.override(CODE):
        yield


@pytest.fixture
def world(mirrored: None, make_person: MakePerson) -> World:
    """A community in which everybody reads it."""
    return World(make_person, locale=CODE)


def names_of_lines() -> set[str]:
    """Return how crisis lines and their sources call themselves, and the words to send them."""
    lines = [line for country in crisis_lines().countries.values() for line in country.lines]
    words = {line.text.word for line in lines if line.text and line.text.word}
    return {line.name for line in lines} | {line.source.name for line in lines} | words


def names_of_fellowships() -> set[str]:
    """Return how fellowships call themselves and their meetings; not every language has words of theirs."""
    words = {said["en"] for program in programs().values() for said in program.types.values()}
    return {name for program in programs().values() for name in (program.name, program.abbr)} | words


def came_past(reading: Reading, own: set[str]) -> bool:
    """Tell whether a text has words that did not go through gettext, and that are nobody's own."""
    if any(map(OWN_PLACES.search, reading.path)):
        return False
    text = OWN_WORDS.sub("", reading.text)
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "")
    return bool(WORD.search(text))


@pytest.mark.django_db
def test_every_text_of_every_page_goes_through_gettext(world: World) -> None:
    own, found, count = names_of_lines() | names_of_fellowships(), set(), 0
    for name, page in pages(world):
        html = page.decode()
        if is_whole(page):
            assert 'lang="ar-xb"' in html[:200]
            assert 'dir="rtl"' in html[:200]
        readings = read(html)
        count += len(readings)
        found |= {f"{name}: {reading.text}" for reading in readings if came_past(reading, own)}
    assert count > 1000
    assert sorted(found) == []


def test_what_a_page_says_past_gettext_would_be_found() -> None:
    html = f'<p title="Hello you">{pseudo("Hello")}, Ada Madeup</p><code>abc</code><p>{pseudo("So")} it is</p>'
    assert [reading.text for reading in read(html) if came_past(reading, set())] == [
        "Hello you",
        f"{pseudo('So')} it is",
    ]


def test_the_mirrored_language_keeps_what_programs_read() -> None:
    assert pseudo("Hi <b>%(name)s</b>, {n}&nbsp;%d!") == f"{pseudo('Hi')} <b>%(name)s</b>, {{n}}&nbsp;%d!"
    assert WORD.search(pseudo("Nobody recovers alone")) is None
    assert len(pseudo("Nobody recovers alone")) == len("Nobody recovers alone") + 8
