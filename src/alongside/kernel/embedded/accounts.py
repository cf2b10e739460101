"""Which account the server runs under. PostgreSQL refuses to run as root, so root lends it an unprivileged one."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import TypedDict

from alongside.kernel.embedded.errors import EmbeddedPostgresError
from alongside.kernel.guarded import Account

PREFERRED = ("alongside", "postgres", "nobody")


class Identity(TypedDict, total=False):
    """The keyword arguments of `subprocess.run` that change the account."""

    user: int
    group: int
    extra_groups: list[int]


def choose_account(data: Path) -> Account | None:
    """Root: the account that owns `data`, or the first existing of `PREFERRED`. Anyone else: None, itself.

    Raises `EmbeddedPostgresError` when `data` belongs to somebody this process cannot become.
    """
    owner = owner_of(data)
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise EmbeddedPostgresError(
                f"The database files in {data} belong to the account {name_of(owner)}. "
                "Nothing was changed. Start Alongside under that account, or give it a data folder of its own."
            )
        return None
    if owner:
        return Account(owner, data.stat().st_gid, name_of(owner))
    return first_unprivileged()


def first_unprivileged() -> Account:
    """The first account of `PREFERRED` this machine has."""
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, name)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has none of the accounts "
        f"{', '.join(PREFERRED)}. Create one, for example with: useradd --system alongside"
    )


def owner_of(path: Path) -> int | None:
    """The uid that owns `path`; None when there is no such path. EmbeddedPostgresError when nobody tells."""
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"The database files in {path} belong to another account. Nothing was changed. "
            "Start Alongside under that account, or give it a data folder of its own."
        ) from error


def name_of(uid: int | None) -> str:
    """The account's name, or its number when it has none."""
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)


def identity(account: Account | None) -> Identity:
    """What `subprocess.run` needs to become this account; nothing for this process's own."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def can_enter(account: Account | None, folder: Path) -> bool:
    """Whether the account can use what is inside `folder`. Tried for real: modes alone do not tell."""
    return succeeds(account, "/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder))


def succeeds(account: Account | None, *argv: str) -> bool:
    """Whether this command, run by the account, exits with 0."""
    try:
        done = subprocess.run(  # noqa: S603 - commands of this package, paths as arguments
            argv, check=False, capture_output=True, stdin=subprocess.DEVNULL, cwd="/", **identity(account)
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def first_closed(account: Account | None, folder: Path) -> Path:
    """The outermost folder on the way to `folder` that the account cannot enter."""
    way = [*reversed(folder.parents), folder]
    return next((step for step in way if not can_enter(account, step)), folder)


def hand_over(path: Path, account: Account | None) -> None:
    """Give `path` and all inside to the account. The top comes last, so that a hand-over cut short is repeated."""
    if account is None or path.lstat().st_uid == account.uid:
        return
    for folder, folders, files in os.walk(path, topdown=False):
        for name in (*folders, *files):
            os.chown(Path(folder, name), account.uid, account.gid, follow_symlinks=False)
    os.chown(path, account.uid, account.gid, follow_symlinks=False)
