"""Print what the rules on texts find and miss on the test set: `python -m scripts.safety`."""

import json
from pathlib import Path

from alongside.safety.measuring import DANGER, Sentence, measured

DATA = Path(__file__).parent.parent / "tests" / "safety" / "data"


def sentences(language: str) -> list[Sentence]:
    """Read the test set of a language."""
    rows = map(json.loads, (DATA / f"{language}.jsonl").read_text(encoding="utf-8").splitlines())
    return [Sentence(row["text"], frozenset(row["gives"] + [DANGER] * row["danger"])) for row in rows]


def table() -> str:
    """Return the figures as a table."""
    head = ["| language | kind | found | missed | false alarms |", "|---|---|---|---|---|"]
    counts = [(language, one) for language in ("en", "es") for one in measured(sentences(language))]
    rows = [f"| {language} | {one.kind} | {one.hits} | {one.misses} | {one.false_alarms} |" for language, one in counts]
    return "\n".join(head + rows)


if __name__ == "__main__":
    print(table())
