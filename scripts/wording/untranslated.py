"""Find words in a template that stand there as they are, and would be English to everybody."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

# Attributes that are read out or shown.
SPOKEN = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title"})
UNSPOKEN = frozenset({"script", "style"})
# Tags whose strings are names in the code, no words for people.
TAGS_OF_CODE = frozenset({"block", "extends", "if", "elif", "ifchanged", "include", "load", "now", "static", "url"})
TAGS_OF_CODE |= {"get_static_prefix", "partial", "partialdef", "translate", "trans", "with"}
# A word for people begins with a capital; `name="Words"` is one given by name.
GIVEN = re.compile(r"""^(?:\w+=)?(["'])([A-Z“¿¡][^"']*)\1$""")
DEFAULTS = re.compile(r"""\|(?:default|default_if_none|yesno):["']([A-Z“¿¡][^"']*[a-z][^"']*)["']""")
# Stands where a tag of the template stood: no letter, so it is no word.
HOLE = "\N{REPLACEMENT CHARACTER}"


def untranslated_texts(path: Path, root: Path) -> list[str]:
    """Return a sentence for each text of the template that does not go through translation."""
    finder = _Finder()
    for token in _outside_translation(Lexer(path.read_text()).tokenize()):
        if token.token_type == TokenType.TEXT:
            finder.feed(token.contents)
        elif token.token_type != TokenType.COMMENT:
            finder.feed(HOLE)
    finder.close()
    found = [*finder.found, *_given_to_tags(path.read_text())]
    return [f"{path.relative_to(root)}: not translatable: {text!r}" for text in found]


def _given_to_tags(template: str) -> Iterator[str]:
    """Give the words that tags and filters of the template are given as they are: `{% card "Hello" %}`."""
    for token in _outside_translation(Lexer(template).tokenize()):
        if token.token_type == TokenType.BLOCK and token.split_contents()[0] not in TAGS_OF_CODE:
            yield from (found[2] for word in token.split_contents()[1:] if (found := GIVEN.match(word)))
        elif token.token_type == TokenType.VAR:
            yield from DEFAULTS.findall(token.contents)


def _outside_translation(tokens: list[Token]) -> list[Token]:
    kept, inside = [], False
    for token in tokens:
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if word in {"blocktranslate", "blocktrans", "comment"}:
            inside = True
        elif word in {"endblocktranslate", "endblocktrans", "endcomment"}:
            inside = False
        elif not inside:
            kept.append(token)
    return kept


class _Finder(HTMLParser):
    """Collects texts with a letter in them; single letters such as units do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in UNSPOKEN
        for name, value in attrs:
            if name in SPOKEN:
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, text: str) -> None:
        if sum(letter.isalpha() for letter in text) > 1:
            self.found.append(" ".join(text.replace(HOLE, " ").split()))
