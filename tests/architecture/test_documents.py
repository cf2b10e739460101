"""Documents say what the program does."""

import re
from pathlib import Path

from click import Command, Group

from alongside.config.cli import main
from alongside.config.environment import KNOWN
from tests.architecture.source import PACKAGE, ROOT, layers

DOCS = ROOT / "docs"


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def test_every_setting_is_described_and_no_other() -> None:
    names = [row[0].strip("`") for row in rows((DOCS / "reference" / "settings.md").read_text())[2:]]
    assert sorted(names) == sorted(KNOWN | {"DATABASE_URL"})


def test_what_shows_a_security_requirement_exists() -> None:
    found = rows((DOCS / "reference" / "asvs.md").read_text())[2:]
    assert len(found) >= 10
    shown_by = [
        word.strip(",") for row in found for word in row[3].split() if word.startswith(("tests/", "src/", "docs/"))
    ]
    assert [path for path in shown_by if not (ROOT / path).is_file()] == []
    assert [row[0] for row in found if not re.match(r"(holds|partly|open)\b", row[2])] == []
    assert len({row[0] for row in found}) == len(found)


def test_every_document_can_be_found_from_the_index() -> None:
    index = (DOCS / "README.md").read_text()
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path != DOCS / "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())]
    inner = [(page, link) for page, link in links if not re.match(r"[a-z]+:", link)]
    assert len(inner) > 100
    assert [f"{page.name}: {link}" for page, link in inner if not (page.parent / link).exists()] == []


def test_the_readme_leads_to_every_part() -> None:
    parts = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    table = rows((ROOT / "README.md").read_text().partition("## Find your way")[2])
    named = {Path(name).name for row in table for name in re.findall(r"`([a-z/]+)`", row[0])}
    assert parts - named == set()


def test_the_page_on_layers_names_every_part_at_its_height() -> None:
    drawn = re.findall(r"^ {4}(\w+(?:, \w+)*)", (DOCS / "explanation" / "layers.md").read_text(), re.MULTILINE)
    parts = [sorted(line.split(", ")) for line in drawn]
    heights = sorted(set(layers().values()), reverse=True)
    assert parts == [sorted(part for part, at in layers().items() if at == height) for height in heights]


def test_every_command_in_the_documents_exists() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    named = {words for page in pages for words in re.findall(r"\balongside ((?:[a-z]+ ?)+)", code_of(page.read_text()))}
    assert len(named) >= 8
    assert [words for words in sorted(named) if not exists(main, words.split())] == []


def code_of(text: str) -> str:
    """Return what a document shows as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def exists(command: Command, words: list[str]) -> bool:
    """Tell whether words name a command; what follows one that takes no others is what it is given."""
    if not isinstance(command, Group):
        return True
    inner = command.commands.get(words[0]) if words else None
    return inner is not None and exists(inner, words[1:])


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    named = {word for page in pages for word in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(), re.MULTILINE)}
    assert {"demo", "test", "check"} <= named
    assert named - targets == set()
