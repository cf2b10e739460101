"""One owner for one data folder: a lock the kernel gives back when the owner dies, whatever it died of."""

import fcntl
import os
from pathlib import Path

from alongside.kernel.embedded.errors import AlreadyRunning, EmbeddedPostgresError


class FolderLock:
    """An exclusive lock on `folder/alongside.lock`, which names its owner's pid for the next one to read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "alongside.lock"
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock, or keep it. Raises `AlreadyRunning` when another process has it."""
        if self._file is not None:
            return
        handle = self._open()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(handle, 20).decode("ascii", "replace").strip()
            os.close(handle)
            raise AlreadyRunning(
                f"Alongside already runs on the data folder {self._path.parent}"
                f"{f', as process {owner}' if owner else ''}. Stop that one first, or choose another folder."
            ) from error
        except OSError as error:
            os.close(handle)
            raise self._unusable(error) from error
        os.truncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._file = handle

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> EmbeddedPostgresError:
        return EmbeddedPostgresError(
            f"The data folder {self._path.parent} cannot be used: {error.strerror}. "
            "Start Alongside under the account that owns it, or choose another folder."
        )

    def release(self) -> None:
        """Give the lock back; harmless when it is not held. The file stays: removing it would part two owners."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
