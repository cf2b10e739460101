"""Run all that is checked beside tests, two at a time; say of each whether it passed, and at the end what did not."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: what it is called, and the command whose exit code tells."""

    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("types", (f"{BIN}/mypy",)),
    Check("lint", (f"{BIN}/ruff", "check", "--quiet", ".")),
    Check("format", (f"{BIN}/ruff", "format", "--quiet", "--check", ".")),
    Check("layers", (f"{BIN}/lint-imports",)),
    Check("templates", (f"{BIN}/djlint", "src", "--lint")),
    Check("format of templates", (f"{BIN}/djlint", "src", "--check")),
    Check(
        "migrations", (PYTHON, "-m", "tests.with_database", "-m", "django", "makemigrations", "--check", "--dry-run")
    ),
    Check("deployment settings", (PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")),
    Check("description of the API", (PYTHON, "-m", "scripts.openapi", "check")),
    Check("texts and their translations", (PYTHON, "-m", "scripts.texts", "check")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check, and how long it took."""

    check: Check
    passed: bool
    seconds: float
    said: str


def main() -> int:
    """Return 0 when everything passes, else 1."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        failed = [
            outcome.check.name
            for outcome in pool.map(lambda check: _look(check, Path(folder)), CHECKS)
            if not _tell(outcome).passed
        ]
    print(f"Not right yet: {', '.join(failed)}." if failed else "Everything checked is right.")
    return 1 if failed else 0


def _look(check: Check, folder: Path) -> Outcome:
    began = time.monotonic()
    ended = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **_settings(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, ended.returncode == 0, time.monotonic() - began, ended.stdout)


def _settings(folder: Path) -> dict[str, str]:
    """Settings of an instance behind TLS, with secrets of its own that are thrown away."""
    return {
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_BASE_URL": "https://alongside.example",
        "ALONGSIDE_DATA_DIR": str(folder),
        "PYTHONPATH": "src",
    }


def _tell(outcome: Outcome) -> Outcome:
    print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:5.1f} s  {outcome.check.name}", flush=True)
    if not outcome.passed:
        print(outcome.said.rstrip(), flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
