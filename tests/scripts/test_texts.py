"""The checks of texts find what they are for."""

from pathlib import Path

import pytest

from scripts.texts import WORDS, read_words
from scripts.untranslated import untranslated_texts


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p>{% translate "Hello" %}</p>', []),
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% blocktranslate trimmed %}Hello <b>you</b>{% endblocktranslate %}</p>", []),
        ("{% comment %}Hello{% endcomment %}{# Hello #}", []),
        ("{% if x %}Yes of course{% endif %}", ["Yes of course"]),
        ("<p>{{ count }} people</p>", ["people"]),
        ("<p>{{ hours }} h · 24/7</p>", []),
        ('<a href="/" title="Go home">{{ name }}</a>', ["Go home"]),
        ('<a href="/" title="{% translate "Home" %}">{{ name }}</a>', []),
        ('<img src="x.svg" alt="{{ name }} is here">', ["is here"]),
        ('<script src="live.js">const hello = 1</script><p class="muted">{{ x }}</p>', []),
    ],
)
def test_words_that_nobody_could_translate_are_found(tmp_path: Path, template: str, found: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)
    assert untranslated_texts(path, tmp_path) == [f"page.html: not translatable: {text!r}" for text in found]


def words_in(text: str) -> list[str]:
    return [word for word, pattern, _ in read_words(WORDS.read_text()) if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Users and their patients", ["user*", "patient*"]),
        ("Your username", ["user*"]),
        ("You have been clean for 3 days", ["clean"]),
        ("Cleaning up", []),
        ("A 7-day streak", ["streak*"]),
        ("Relapses happen", ["relapse*"]),
        ("Don’t miss it", ["don't miss"]),
        ("INVALID value", ["invalid"]),
        ("Somebody is with you. Nothing was lost.", []),
    ],
)
def test_words_we_do_not_use_are_found(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_the_list_of_words_is_read_whole() -> None:
    rows = [line for line in WORDS.read_text().splitlines() if line.startswith("| ")]
    assert len(list(read_words(WORDS.read_text()))) == len(rows) - 1 >= 20
