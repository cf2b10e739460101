"""The database files: made whole or not at all, with one role that is not a superuser and one database it owns."""

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from alongside.kernel.embedded.accounts import identity
from alongside.kernel.embedded.errors import EmbeddedPostgresError
from alongside.kernel.embedded.places import Places
from alongside.kernel.guarded import Account

ROLE = DATABASE = "alongside"
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# pg_trgm sees letters beyond ASCII only under such a locale; not every system has the first one
LETTER_LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
BOOTSTRAP = """\
CREATE ROLE alongside LOGIN CREATEDB PASSWORD '{password}';
CREATE DATABASE alongside OWNER alongside;
"""


def ensure_cluster(places: Places) -> str:
    """Make the database files at the first start; returns the role's password.

    A password file that got lost is replaced: whoever can write here owns the database anyway.
    """
    for leftover in places.home.glob("data.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    exists = (places.data / "PG_VERSION").exists()
    kept = read_password(places.password)
    if exists and kept:
        return kept
    password = kept or secrets.token_urlsafe(24)
    if exists:
        run_single(places, places.data, f"ALTER ROLE {ROLE} PASSWORD '{password}';\n")
        write_password(places.password, password)
    else:
        make_cluster(places, password)
    return password


def make_cluster(places: Places, password: str) -> None:
    """Under another name first, then renamed: a start that is killed here begins anew the next time."""
    growing = Path(tempfile.mkdtemp(prefix="data.new-", dir=places.home))
    if places.account:
        os.chown(growing, places.account.uid, places.account.gid)
    run_initdb(places, growing)
    (growing / "pg_hba.conf").write_text(
        "# Unix sockets only, and never without the password\nlocal all all scram-sha-256\n"
    )
    run_single(places, growing, BOOTSTRAP.format(password=password))
    write_password(places.password, password)
    try:
        growing.rename(places.data)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"{places.data} holds something that is not a database ({error.strerror}). "
            "Nothing in it was changed. Move it away, then start again."
        ) from error
    sync_folder(places.home)


def run_initdb(places: Places, data: Path) -> None:
    """An empty cluster in UTF-8, sorted by code point so that no system upgrade can break an index."""
    for letters in LETTER_LOCALES:
        done = run(
            places.account,
            [
                *(str(places.binaries / "initdb"), "-D", str(data), "--username=postgres", "--auth=reject"),
                *("--encoding=UTF8", "--locale=C", f"--lc-ctype={letters}"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
            ],
        )
        if "invalid locale name" not in done.stderr:
            break
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"The database files could not be made in {places.home}. {last_words(done.stderr)}")


def run_single(places: Places, data: Path, statements: str) -> None:
    """Statements by the superuser, who has no password and so no other way in; one statement a line."""
    program = [str(places.binaries / "postgres"), "--single", "-D", str(data)]
    options = ["-c", "exit_on_error=on", "-c", "log_checkpoints=off", "-c", "log_min_error_statement=panic"]
    done = run(places.account, [*program, *options, "postgres"], statements)
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"The database in {data} could not be prepared. {last_words(done.stderr)}")


def run(account: Account | None, argv: Sequence[str], given: str = "") -> subprocess.CompletedProcess[str]:
    """One of PostgreSQL's programs, to its end, under the account."""
    return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        argv,
        check=False,
        input=given,
        capture_output=True,
        text=True,
        errors="replace",
        cwd="/",
        env=server_environment(),
        **identity(account),
    )


def server_environment() -> dict[str, str]:
    """What the server may see of our environment: no PG* variables, and none of the instance's secrets."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def last_words(text: str) -> str:
    """The last lines of a log, as one sentence's worth."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][-5:]
    return f"PostgreSQL says: {' | '.join(lines)}" if lines else "PostgreSQL gave no reason."


def read_password(path: Path) -> str:
    """The kept password, or nothing."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    return ""


def write_password(path: Path, password: str) -> None:
    """Kept for this process's account alone; whole or not at all."""
    handle, name = tempfile.mkstemp(prefix="password-", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(f"{password}\n")
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
