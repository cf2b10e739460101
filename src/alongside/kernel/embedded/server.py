"""`EmbeddedPostgres`: start, reach and stop the PostgreSQL server that Alongside brings along."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from alongside.kernel.console import say_on_stderr
from alongside.kernel.embedded.cluster import DATABASE, ROLE, ensure_cluster, last_words, server_environment
from alongside.kernel.embedded.errors import EmbeddedPostgresError, StartCancelled
from alongside.kernel.embedded.leftovers import clear_pid_file, clear_socket, stop_orphans
from alongside.kernel.embedded.lock import FolderLock
from alongside.kernel.embedded.places import OUTSIDE, Places, prepare_places
from alongside.kernel.guarded import CouldNotStart, GuardedProcess, StopStage

LOOK_SECONDS = 0.05
SAY_SECONDS = 5.0
LARGEST_LOG = 5_000_000  # bytes; a larger one is put aside at the next start
# Fast shutdown: sessions end, everything is written out. Then immediate: the journal is replayed at the next start.
STAGES = (StopStage(signal.SIGINT, 30.0), StopStage(signal.SIGQUIT, 5.0))
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_checkpoints": "off",
    "log_startup_progress_interval": "5s",
    # A log must not hold what members wrote: neither the statement that failed, nor the row in the error's details.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
if sys.platform == "darwin":
    SETTINGS["wal_sync_method"] = "fsync_writethrough"  # else "written" means: in the drive's own memory


def always() -> bool:
    """Wait as long as it takes."""
    return True


class EmbeddedPostgres:
    """One embedded server on one data folder, owned by this process for as long as it runs.

    `folder` is created when missing. `settings` are PostgreSQL's, added to ours. `say` gets lines about what takes
    time. `outside` is where root puts files when the account that runs the server cannot enter `folder`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        say: Callable[[str], None] = say_on_stderr,
        outside: Path = OUTSIDE,
    ) -> None:
        self._folder = folder.absolute()
        self._settings = {**SETTINGS, **(settings or {})}
        self._say = say
        self._outside = outside
        self._lock = FolderLock(self._folder)
        self._server: GuardedProcess | None = None
        self._url = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """`postgresql://` address over the Unix socket, password included; the same at every start on a folder."""
        if not self._url:
            raise EmbeddedPostgresError("The embedded database has not been started yet.")
        return self._url

    @property
    def pid(self) -> int:
        """The pid of the server's first process; raises when it was not started."""
        if self._server is None:
            raise EmbeddedPostgresError("The embedded database has not been started yet.")
        return self._server.pid

    def is_running(self) -> bool:
        """Whether the server's first process lives."""
        return self._server is not None and self._server.exit_status() is None

    def start(self, keep_waiting: Callable[[], bool] = always) -> str:
        """Return `url` once the server takes connections, however long a crash recovery takes.

        Whatever an earlier owner left behind is tidied up first. Returns at once when it runs. Raises `AlreadyRunning`
        when another process owns the folder, `StartCancelled` when `keep_waiting` says no, else
        `EmbeddedPostgresError`; after an error nothing of it runs and the folder is free.
        """
        if self.is_running():
            return self.url
        self._make_folder()
        self._lock.acquire()
        try:
            self._start(keep_waiting)
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """Shut the server down, sessions and all, and give the folder back; harmless when it does not run."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        self._lock.release()

    def _make_folder(self) -> None:
        """A new folder is passable for root's unprivileged account, but shows nobody its list of files."""
        try:
            if not self._folder.exists():
                self._folder.mkdir(parents=True)
                self._folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The data folder {self._folder} cannot be made: {error.strerror}. Choose another one."
            ) from error

    def _start(self, keep_waiting: Callable[[], bool]) -> None:
        places = prepare_places(self._folder, outside=self._outside, say=self._say)
        uid = places.account.uid if places.account else os.geteuid()
        stop_orphans(places.mark, uid, say=self._say, keep_waiting=keep_waiting)
        clear_pid_file(places.data)
        clear_socket(places.socket)
        password = ensure_cluster(places)
        host = quote(str(places.socket), safe="")
        self._url = f"postgresql://{ROLE}:{quote(password)}@:5432/{DATABASE}?host={host}"
        begin = self._launch(places)
        self._wait_until_ready(places, begin, keep_waiting)

    def _launch(self, places: Places) -> int:
        """Start the server; returns where in the log its own lines begin, in bytes."""
        log = open_log(places.log)
        begin = os.lseek(log, 0, os.SEEK_END)
        try:
            self._server = GuardedProcess(
                "database",
                self._command(places),
                stages=STAGES,
                env=server_environment(),
                account=places.account,
                output=log,
            )
        except CouldNotStart as error:
            raise EmbeddedPostgresError(str(error)) from error
        finally:
            os.close(log)
        return begin

    def _command(self, places: Places) -> list[str]:
        quoted = str(places.socket).replace('"', '""')
        settings = {
            "cluster_name": places.mark,  # first: `processes` looks for it
            "unix_socket_directories": f'"{quoted}"',
            **self._settings,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(places.binaries / "postgres"), "-D", str(places.data), *options]

    def _wait_until_ready(self, places: Places, begin: int, keep_waiting: Callable[[], bool]) -> None:
        started = said = time.monotonic()
        # Asked first: a server that was quicker than we were is not wanted either.
        while keep_waiting():
            if is_ready(places.data, self.pid):
                return
            if not self.is_running():
                raise EmbeddedPostgresError(
                    f"The database did not start. {last_words(read_from(places.log, begin))} "
                    f"The whole log is in {places.log}."
                )
            if time.monotonic() - said >= SAY_SECONDS:
                said = time.monotonic()
                news = last_words(read_from(places.log, begin))
                self._say(f"waiting for the database, {said - started:.0f} s so far. {news}")
            time.sleep(LOOK_SECONDS)
        raise StartCancelled("The start of the database was called off.")


def is_ready(data: Path, pid: int) -> bool:
    """Whether the server of this pid takes connections: it says so in the eighth line of its pid file."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def open_log(path: Path) -> int:
    """The server's log, to append to; one that has grown large becomes `postgres.log.1`."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_name(f"{path.name}.1"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def read_from(path: Path, begin: int) -> str:
    """The log from this byte on, at most the last few screens."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(begin, end - 20_000))
        return file.read().decode(errors="replace")
