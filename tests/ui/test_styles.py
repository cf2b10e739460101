"""The stylesheets as files: how heavy they are, and that each is used."""

import re
from pathlib import Path

CSS = Path(__file__).parents[2] / "src/alongside/ui/static/ui/css"
MOST_BYTES = 34_000


def test_all_stylesheets_together_stay_small() -> None:
    """What is said in comments does not travel: the build leaves it out."""
    rules = {sheet.name: re.sub(r"/\*.*?\*/\s*", "", sheet.read_text(), flags=re.S) for sheet in CSS.glob("*.css")}
    sizes = {name: len(text.encode()) for name, text in rules.items()}
    assert sum(sizes.values()) < MOST_BYTES, sizes


def test_every_part_is_imported_once_into_its_layer() -> None:
    imported = re.findall(
        r'@import "([a-z]+\.css)" layer\((?:tokens|base|frame|parts)\);', (CSS / "index.css").read_text()
    )
    apart = {"index.css", "dark.css", "notes.css"}  # the list itself, and what pages link by themselves
    assert sorted(imported) == sorted({sheet.name for sheet in CSS.glob("*.css")} - apart)


def test_only_reaching_out_has_the_accent() -> None:
    with_accent = {
        selector.strip().split("\n")[-1].strip()
        for sheet in CSS.glob("*.css")
        for selector, body in re.findall(r"([^{}]+){([^{}]*)}", sheet.read_text())
        if "var(--ember" in body
    }
    assert with_accent == {".places .reach-out", ".places .reach-out:hover", ".button.accent", ".button.accent:hover"}
