"""Read a template as a reader meets it: what is said, what is put in, and where one thing ends and the next begins."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

# Tags within a line of text. A link or a button is read as a thing of its own, and so is what a chip shows.
INLINE = frozenset({"abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "small", "span"})
INLINE |= {"strong", "sub", "sup", "time", "u", "wbr"}
SEPARATORS = re.compile(r"[·•|]")
# Tags of templates that print a value, and those that print nothing where they stand.
VALUES = frozenset({"day", "when"})
UNSEEN = frozenset({"comment", "csrf_token", "endspaceless", "endwith", "load", "now", "regroup", "spaceless", "with"})
QUOTES = "\"'"
# Where the place of a token is held in the markup that is read: signs of Unicode's first private area.
FIRST_HOLD = 0xE000
HELD = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A text that goes through translation, with a hole `{}` for each value in it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is printed, as the template names it."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """Text that stands in the template as it is."""

    text: str


class Turn(Enum):
    """Where the reading turns: to a thing of its own, or into, between and out of alternatives."""

    APART = auto()
    FORK = auto()
    OTHERWISE = auto()
    JOINT = auto()


Part = Said | Value | Written | Turn
TURNS = {
    **dict.fromkeys(("if", "for", "ifchanged"), Turn.FORK),
    **dict.fromkeys(("elif", "else", "empty"), Turn.OTHERWISE),
    **dict.fromkeys(("endif", "endfor", "endifchanged"), Turn.JOINT),
}


def read_template(path: Path, phrases: Mapping[str, str]) -> list[Part]:
    """Return the parts of a template in the order in which they are read; `phrases` by their name."""
    tokens = list(_whole_texts(Lexer(path.read_text()).tokenize(), phrases))
    markup = "".join(token if isinstance(token, str) else "" for token in _held(tokens))
    reader = _Reader([part for part in tokens if not isinstance(part, str)])
    reader.feed(markup)
    reader.close()
    return reader.parts


def texts_in_template(path: Path) -> tuple[set[str], set[str]]:
    """Return the texts that a template translates, and the names of the phrases it says."""
    texts, phrases = set(), set()
    rest = iter(Lexer(path.read_text()).tokenize())
    for token in rest:
        words = token.split_contents() if token.token_type == TokenType.BLOCK else [""]
        if words[0] in {"blocktranslate", "blocktrans"}:
            texts.add(_inside(rest))
        elif words[0] in {"translate", "trans"} and words[1][0] in QUOTES:
            texts.add(_bare(words[1]))
        elif words[0] == "phrase":
            phrases.add(_bare(words[1]))
        elif words[0] == "comment":
            _skip(rest, "endcomment")
    return texts, phrases


def _held(tokens: list["str | Part"]) -> Iterator[str]:
    place = FIRST_HOLD
    for token in tokens:
        if isinstance(token, str):
            yield HELD.sub("", token)
        else:
            yield chr(place)
            place += 1


def _whole_texts(tokens: list[Token], phrases: Mapping[str, str]) -> Iterator["str | Part"]:
    """Give markup as it is, and for each tag of the template the part it stands for."""
    rest = iter(tokens)
    for token in rest:
        if token.token_type == TokenType.TEXT:
            yield token.contents
        elif token.token_type == TokenType.VAR:
            yield Value(token.contents, token.lineno or 0)
        elif token.token_type == TokenType.BLOCK:
            part = _of_tag(token, rest, phrases)
            if part is not None:
                yield part


def _of_tag(token: Token, rest: Iterator[Token], phrases: Mapping[str, str]) -> Part | None:
    """Return what a tag shows where it stands; None for one that shows nothing, or keeps it under a name."""
    words, line = token.split_contents(), token.lineno or 0
    name = words[0]
    shown: Part | None = TURNS.get(name, Turn.APART)
    if name in {"blocktranslate", "blocktrans"}:
        shown = Said(_inside(rest), line)
    elif name == "comment":
        _skip(rest, "endcomment")
    elif name in {"translate", "trans"}:
        shown = Said(_bare(words[1]), line) if words[1][0] in QUOTES else Value(words[1], line)
    elif name == "phrase":
        shown = Said(phrases.get(_bare(words[1]), words[1]), line)
    elif name in VALUES:
        shown = Value(name, line)
    is_kept = "asvar" in words or (len(words) > 2 and words[-2] == "as")
    return None if is_kept or name in UNSEEN else shown


def _bare(word: str) -> str:
    return word.strip(QUOTES)


def _inside(rest: Iterator[Token]) -> str:
    """Return what stands in a blocktranslate, of a plural the first form."""
    kept, is_first = [], True
    for token in rest:
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if word.startswith("endblocktrans"):
            break
        is_first = is_first and word != "plural"
        if is_first:
            kept.append(token.contents if token.token_type == TokenType.TEXT else "{}")
    return " ".join(re.sub(r"<[^>]*>", "", "".join(kept)).split())


def _skip(rest: Iterator[Token], end: str) -> None:
    for token in rest:
        if token.contents.split(maxsplit=1)[:1] == [end]:
            return


class _Reader(HTMLParser):
    """Puts the held parts back where they are read; those inside a tag of HTML are things of their own."""

    def __init__(self, held: list[Part]) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self._kept = held

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._turn(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._turn(tag, [])

    def _turn(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_chip = any(name == "class" and "chip" in (value or "") for name, value in attrs)
        if is_chip or HELD.sub("", tag) not in INLINE:
            self.parts.append(Turn.APART)

    def handle_data(self, data: str) -> None:
        for text in re.split("([\ue000-\uf8ff])", data):
            if HELD.match(text):
                self.parts.append(self._kept[ord(text) - FIRST_HOLD])
            elif text.strip():
                self.parts.append(Written(text.strip()))
