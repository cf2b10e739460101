"""Which database a command works on: the one of the settings, or the embedded one of the data folder.

The embedded server belongs to one process. While `alongside serve` owns it, other commands find its address in a file
beside the data; when nobody does, a command starts it for as long as it runs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alongside.config.environment import Environment
from alongside.kernel.embedded import AlreadyRunning, EmbeddedPostgres

FOLDER = "postgres"
ADDRESS_FILE = "database-address"


def has_database(environment: Environment) -> bool:
    """Return whether there is a database already: one that the settings name, or one in the data folder."""
    return bool(environment.database_url) or (environment.data_dir / FOLDER).exists()


@contextmanager
def own_database(environment: Environment) -> Iterator[EmbeddedPostgres | None]:
    """Own the embedded database, with its address in DATABASE_URL; None when the settings name another.

    Raises AlreadyRunning when another process owns it.
    """
    if environment.database_url:
        yield None
        return
    address = environment.data_dir / ADDRESS_FILE
    with EmbeddedPostgres(environment.data_dir / FOLDER) as server:
        os.environ["DATABASE_URL"] = server.url
        _write_privately(address, server.url)
        try:
            yield server
        finally:
            address.unlink(missing_ok=True)


@contextmanager
def any_database(environment: Environment) -> Iterator[None]:
    """Have DATABASE_URL set: to the settings' database, the embedded one that runs, or one started for this command."""
    try:
        with own_database(environment):
            yield
    except AlreadyRunning:
        address = environment.data_dir / ADDRESS_FILE
        if not address.exists():
            raise
        os.environ["DATABASE_URL"] = address.read_text().strip()
        yield


def _write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
