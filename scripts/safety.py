"""Print what the rules on texts find and miss on the test sets: `python -m scripts.safety`."""

import json
from pathlib import Path

from alongside.safety.words.measuring import DANGER, Count, Sentence, measured

DATA = Path(__file__).parent.parent / "tests" / "safety" / "data"
UNSEEN = "-unseen"
"""What the files are called whose sentences no rule was mended by."""


def sentences(name: str) -> list[Sentence]:
    """Read a test set."""
    rows = map(json.loads, (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [Sentence(row["text"], frozenset(row["gives"] + [DANGER] * row["danger"])) for row in rows]


def of_recovery(name: str) -> list[Sentence]:
    """Read the harmless everyday sentences of recovery in a test set, which have a bar of their own."""
    rows = map(json.loads, (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [Sentence(row["text"], frozenset()) for row in rows if row.get("recovery")]


def table(which: str = "") -> str:
    """Return the figures as a table, without a row for what is neither in a set nor found in it."""
    head = ["| language | kind | found | missed | false alarms |", "|---|---|---|---|---|"]
    counts = [(language, one) for language in ("en", "es") for one in measured(sentences(language + which))]
    return "\n".join(head + [_row(language, one) for language, one in counts if one != Count(one.kind, 0, 0, 0)])


def _row(language: str, one: Count) -> str:
    return f"| {language} | {one.kind} | {one.hits} | {one.misses} | {one.false_alarms} |"


if __name__ == "__main__":
    print(table(), table(UNSEEN), sep="\n\n")
