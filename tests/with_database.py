"""Run a Python command with a database to test on: `python -m tests.with_database -m pytest tests/kernel`.

With DATABASE_URL set that database is used. Otherwise an embedded PostgreSQL is started for the command, in a folder
of its own that is gone afterwards; it does without what keeps data over a crash.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alongside.kernel.embedded import EmbeddedPostgres

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Give the address of a database to test on."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with EmbeddedPostgres(folder / "postgres", settings=QUICK, say=lambda line: None) as server:
        yield server.url


def main(arguments: list[str]) -> int:
    """Run Python with these arguments; return its exit code."""
    with tempfile.TemporaryDirectory(prefix="alongside-test-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root the server runs under another account
        with database(folder) as url:
            own = {"ALONGSIDE_DATA_DIR": str(folder / "var"), "DATABASE_URL": url}
            with subprocess.Popen([sys.executable, *arguments], env={**os.environ, **own}) as command:
                return _wait(command)


def _wait(command: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return command.wait()
        except KeyboardInterrupt:
            continue  # the terminal told the command as well: let it end in its own way


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
