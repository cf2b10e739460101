"""Words we do not use: read from `docs/reference/words.md`, one table a language, and looked for in texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HOLES = re.compile(r"%\(\w+\)\w|\{\w*\}|<[^>]*>")


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A word as the table has it, what finds it, and what to write instead."""

    word: str
    pattern: re.Pattern[str]
    rather: str


def read_words(document: str) -> dict[str, list[Unwanted]]:
    """Read rows `| word | because | rather |` under headings such as `## es: Spanish`, by code of language."""
    words: dict[str, list[Unwanted]] = {}
    language = ""
    for line in document.splitlines():
        if heading := re.match(r"## ([a-z-]+):", line):
            language = heading[1]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in {"not", "---"}:
            words.setdefault(language, []).append(Unwanted(cells[0], _pattern(cells[0]), cells[2]))
    return words


def _pattern(word: str) -> re.Pattern[str]:
    escaped = re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]")
    return re.compile(rf"\b{escaped}\b", re.IGNORECASE)


def unwanted_in(text: str, words: list[Unwanted]) -> Iterator[str]:
    """Say which words a text has that it should not; names of values and tags of HTML do not count."""
    said = HOLES.sub("", text)
    for unwanted in words:
        if unwanted.pattern.search(said):
            yield f"{text!r} says {unwanted.word!r}; rather: {unwanted.rather} (docs/reference/words.md)"
