"""What the tests of the architecture look at: files, modules and layers."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "alongside"


@cache
def layers() -> dict[str, int]:
    """Return the height of each part of the package, 0 the lowest, as the contract of the imports says it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        part.strip().removeprefix("alongside."): height
        for height, row in enumerate(reversed(rows))
        for part in row.split("|")
    }


def own_models() -> list[type[models.Model]]:
    """Return every model of ours."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("alongside.")]
    return [model for config in own for model in config.get_models(include_auto_created=True)]


def modules(*folders: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Return every module under these folders with its syntax tree; migrations are left out."""
    for folder in folders or (PACKAGE,):
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def tracked_files() -> list[Path]:
    """Return every file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def short(path: Path) -> str:
    """Return the path as a person says it."""
    return str(path.relative_to(ROOT))
