"""What must not stand in the repository, whoever writes it."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, short, tracked_files

LOCKS = sorted([*ROOT.glob("requirements/*.lock"), *ROOT.glob("*-lock.json")])
# Folders of one machine; written in pieces so that this file does not find itself.
MACHINE_PATHS = re.compile(
    rf"(?<![\w./-])/(?:{'|'.join(['ro' + 'ot', 'ho' + 'me', 'Us' + 'ers', 'wo' + 'rk', 'mn' + 't'])})/\w"
)
CLAIM = re.compile(r"hipaa[\s-]*(compliant|compliance|certified|ready)", re.IGNORECASE)
TEXT_SUFFIXES = frozenset(
    {"", ".cfg", ".conf", ".css", ".html", ".in", ".ini", ".js", ".json", ".lock", ".md", ".mjs", ".po", ".py", ".sh"}
    | {".service", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml"}
)


def text_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix in TEXT_SUFFIXES]


def test_there_is_something_to_look_at() -> None:
    assert len(text_files()) > 100
    assert {"base.lock", "dev.lock"} <= {path.name for path in LOCKS}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_no_address(path: Path) -> None:
    assert re.findall(r"https?://\S+", path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in LOCKS if path.suffix == ".lock"], ids=lambda path: path.name)
def test_everything_python_brings_is_pinned_with_hashes(path: Path) -> None:
    pinned = re.findall(
        r"^([\w., \[\]-]+)==(\S+)(?: ;[^\\\n]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
        path.read_text(),
        re.MULTILINE,
    )
    named = re.findall(r"^[A-Za-z0-9].*$", path.read_text(), re.MULTILINE)
    assert len(pinned) == len(named) > 20


def test_everything_npm_brings_is_pinned_with_hashes() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    loose = [name for name, package in packages.items() if name and not package.get("integrity")]
    assert loose == []
    asked = json.loads((ROOT / "package.json").read_text())
    versions = {**asked.get("dependencies", {}), **asked.get("devDependencies", {})}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_no_path_of_one_machine() -> None:
    found = [
        f"{short(path)}:{number} {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if MACHINE_PATHS.search(line)
    ]
    assert not found, "\n".join(found)


def test_nothing_claims_what_software_cannot_be() -> None:
    assert [short(path) for path in text_files() if CLAIM.search(path.read_text())] == []


def test_every_dependency_is_justified() -> None:
    record = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text()
    asked = [
        re.split(r"[\[~=<> ;]", line)[0]
        for name in ("base", "dev")
        for line in (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    assert [name for name in asked if f"| {name} |" not in record] == []


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = [
        f"{short(path)} -> {target}"
        for path in tracked_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text())
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)
