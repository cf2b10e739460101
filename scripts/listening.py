"""Print what the listening coach finds and misses on its test set: `python -m scripts.listening`."""

import json
from pathlib import Path

from alongside.groups.coach import Missed, listen

DATA = Path(__file__).parent.parent / "tests" / "groups" / "data"
Row = tuple[str, frozenset[str]]


def sentences(language: str) -> list[Row]:
    """Read the test set of a language: each sentence, and what a person hears in it."""
    rows = map(json.loads, (DATA / f"listening.{language}.jsonl").read_text(encoding="utf-8").splitlines())
    return [(row["text"], frozenset(row["holds"])) for row in rows]


def table() -> str:
    """Return the figures as a table."""
    head = ["| language | kind | found | missed | false alarms |", "|---|---|---|---|---|"]
    rows = [_line(language, kind) for language in ("en", "es") for kind in Missed]
    return "\n".join(head + rows)


def _line(language: str, kind: str) -> str:
    pairs = [(kind in holds, any(one.kind == kind for one in listen(text))) for text, holds in sentences(language)]
    figures = [pairs.count(pair) for pair in ((True, True), (True, False), (False, True))]
    return f"| {language} | {kind} | {' | '.join(map(str, figures))} |"


if __name__ == "__main__":
    print(table())
