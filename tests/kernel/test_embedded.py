"""The embedded server through its life: first start, second start, stops and crashes of every kind. All real."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from alongside.kernel.embedded import AlreadyRunning, EmbeddedPostgresError, StartCancelled, server
from alongside.kernel.embedded.accounts import choose_account, identity
from alongside.kernel.embedded.processes import living_processes, processes_of
from alongside.kernel.guarded import Account
from tests.kernel.conftest import Embed, Owner, none_left
from tests.processes import lives, until

Own = Callable[..., Owner]
Unrelated = Callable[..., subprocess.Popen[bytes]]


def write_row(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def rows(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept ORDER BY text")]


def ask(url: str, question: str) -> str:
    with psycopg.connect(url) as connection:
        answer = connection.execute(question).fetchone()
        assert answer is not None
        return str(answer[0])


def account_of(folder: Path) -> Account | None:
    return choose_account(folder / "postgres" / "data")


def uid_of(folder: Path) -> int:
    account = account_of(folder)
    return account.uid if account else os.geteuid()


def mark_of(url: str) -> str:
    return ask(url, "SHOW cluster_name")


def pid_file(folder: Path) -> Path:
    return folder / "postgres" / "data" / "postmaster.pid"


def write_pid(folder: Path, pid: int) -> None:
    """A pid file as a crash leaves it, but naming this process; the socket's twin of it too."""
    account = account_of(folder)
    data = folder / "postgres" / "data"
    text = f"{pid}\n{data}\n1700000000\n5432\n{folder / 'postgres' / 'socket'}\n\n  1 1\nready   \n"
    for path in (pid_file(folder), folder / "postgres" / "socket" / ".s.PGSQL.5432.lock"):
        path.write_text(text)
        path.chmod(0o600)
        if account:
            os.chown(path, account.uid, account.gid)


# First start


def test_the_first_start_makes_a_database_with_the_extensions_at_hand(embed: Embed, new_folder: Path) -> None:
    url = embed(new_folder).start()
    with psycopg.connect(url) as connection:
        for name in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {name}".encode())
        assert connection.execute("SELECT unaccent('canción'), lower('ÑANDÚ')").fetchone() == ("cancion", "ñandú")
        trigrams = connection.execute("SELECT array_length(show_trgm('é'), 1)").fetchone()
    assert trigrams == (2,)  # letters beyond ASCII count as letters
    assert ask(url, "SELECT current_database()") == "alongside"
    assert ask(url, "SHOW server_encoding") == "UTF8"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("max_connections", "200"),
        ("listen_addresses", ""),
    ],
)
def test_settings_keep_what_was_committed(shared_url: str, name: str, value: str) -> None:
    assert ask(shared_url, f"SHOW {name}") == value


def test_the_role_is_no_superuser_and_may_make_a_test_database(shared_url: str) -> None:
    question = "SELECT concat_ws(' ', rolname, rolsuper, rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    assert ask(shared_url, question) == "alongside f t"


def test_nobody_gets_in_without_the_password(shared_url: str) -> None:
    password = urlsplit(shared_url).password
    assert password is not None
    for wrong in (shared_url.replace(password, "wrong"), shared_url.replace(f"alongside:{password}", "postgres:")):
        with pytest.raises(psycopg.OperationalError, match=r"password"):
            psycopg.connect(wrong)


def test_password_socket_and_log_are_private(embed: Embed, new_folder: Path) -> None:
    embed(new_folder).start()
    home = new_folder / "postgres"
    modes = {name: (home / name).stat().st_mode & 0o777 for name in ("data", "socket", "password", "postgres.log")}
    assert modes == {"data": 0o700, "socket": 0o700, "password": 0o600, "postgres.log": 0o600}


def test_the_server_runs_under_an_unprivileged_account(embed: Embed, new_folder: Path) -> None:
    database = embed(new_folder)
    database.start()
    (uid,) = {process.uid for process in living_processes() if process.pid == database.pid}
    assert uid != 0
    assert uid == uid_of(new_folder)


def test_the_log_does_not_hold_what_members_wrote(embed: Embed, new_folder: Path) -> None:
    with psycopg.connect(embed(new_folder).start(), autocommit=True) as connection:
        connection.execute("CREATE TABLE short (text text CHECK (length(text) < 3))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO short VALUES ('canary in a statement')")
    log = (new_folder / "postgres" / "postgres.log").read_text()
    assert 'violates check constraint "short_text_check"' in log
    assert "canary" not in log


def test_what_a_killed_first_start_left_is_cleared_away(embed: Embed, new_folder: Path) -> None:
    half = new_folder / "postgres" / "data.new-half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    new_folder.chmod(0o711)
    (new_folder / "postgres").chmod(0o711)
    embed(new_folder).start()
    assert not half.exists()


def test_files_that_are_no_database_are_left_alone(embed: Embed, new_folder: Path) -> None:
    precious = new_folder / "postgres" / "data" / "letters.txt"
    precious.parent.mkdir(parents=True)
    precious.write_text("dear")
    new_folder.chmod(0o711)
    (new_folder / "postgres").chmod(0o711)
    with pytest.raises(EmbeddedPostgresError, match="holds something that is not a database"):
        embed(new_folder).start()
    assert precious.read_text() == "dear"


def test_the_address_is_asked_for_too_early(embed: Embed, new_folder: Path) -> None:
    for early in (lambda: embed(new_folder).url, lambda: embed(new_folder).pid):
        with pytest.raises(EmbeddedPostgresError, match="has not been started yet"):
            early()


# Stop, and start again


def test_rows_address_and_password_survive_stop_and_start(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    with database:
        url = database.url
        write_row(url, "ada")
        pid = database.pid
    assert not lives(pid)
    assert not database.is_running()
    assert database.start() == url
    assert database.start() == url  # it runs: nothing happens
    assert rows(url) == ["ada"]


def test_a_stop_ends_sessions_that_hang_on(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    with psycopg.connect(database.start()) as connection:
        connection.execute("SELECT 1")  # a transaction is open
        database.stop()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_lost_password_is_replaced_and_the_rows_are_kept(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    old = database.start()
    write_row(old, "ada")
    database.stop()
    (folder / "postgres" / "password").unlink()
    new = database.start()
    assert rows(new) == ["ada"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(old)


def test_a_large_log_is_put_aside(embed: Embed, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LARGEST_LOG", 10)
    database = embed(folder)
    database.start()
    database.stop()
    log = folder / "postgres" / "postgres.log"
    before = log.read_text()
    database.start()
    assert log.with_name("postgres.log.1").read_text() == before


# One owner


def test_a_second_owner_is_refused_and_told_who_the_first_is(own: Own, embed: Embed, folder: Path) -> None:
    owner = own()
    with pytest.raises(AlreadyRunning) as refusal:
        embed(folder).start()
    assert str(refusal.value) == (
        f"Alongside already runs on the data folder {folder}, as process {owner.process.pid}. "
        "Stop that one first, or choose another folder."
    )
    assert lives(owner.postmaster)


def test_a_second_object_in_the_same_process_is_refused_too(embed: Embed, folder: Path) -> None:
    first = embed(folder)
    first.start()
    with pytest.raises(AlreadyRunning, match=f"as process {os.getpid()}"):
        embed(folder).start()
    first.stop()
    assert embed(folder).start() == first.url


def test_a_folder_that_cannot_be_made_is_a_sentence(embed: Embed) -> None:
    with pytest.raises(EmbeddedPostgresError, match=r"^The data folder /dev/null/var cannot be"):
        embed(Path("/dev/null/var")).start()


# Crashes


def test_after_a_kill_of_everything_the_next_start_keeps_the_rows(own: Own, embed: Embed, folder: Path) -> None:
    owner = own()
    write_row(owner.url, "ada")
    for pid in (owner.process.pid, owner.guard, owner.postmaster):
        os.kill(pid, signal.SIGKILL)
    owner.process.wait()
    assert rows(embed(folder).start()) == ["ada"]


def test_a_busy_orphan_of_a_killed_server_is_stopped_first(own: Own, embed: Embed, folder: Path) -> None:
    owner = own()
    write_row(owner.url, "ada")
    mark, uid = mark_of(owner.url), uid_of(folder)
    busy = psycopg.connect(owner.url, autocommit=True)
    busy_pid = busy.info.backend_pid
    busy.pgconn.send_query(b"DO $$BEGIN LOOP END LOOP; END$$")  # never looks whether its server still lives
    for pid in (owner.process.pid, owner.guard, owner.postmaster):
        os.kill(pid, signal.SIGKILL)
    owner.process.wait()
    until(lambda: [process.pid for process in processes_of(mark, uid)] == [busy_pid])
    said: list[str] = []
    url = embed(folder, say=said.append).start()
    busy.close()
    assert said == [f"an earlier database process of this folder is still there ({busy_pid}); stopping it"]
    assert not lives(busy_pid)
    assert rows(url) == ["ada"]


def test_a_killed_postmaster_is_noticed_and_the_owner_can_start_again(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    url = database.start()
    write_row(url, "ada")
    first = database.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: not database.is_running())
    assert database.start() == url
    assert database.pid != first
    assert rows(url) == ["ada"]


def test_a_killed_owner_takes_the_server_down_in_order(own: Own, embed: Embed, folder: Path) -> None:
    owner = own()
    write_row(owner.url, "ada")
    mark = mark_of(owner.url)
    owner.kill()
    none_left(mark, uid_of(folder))
    until(lambda: not lives(owner.guard))
    assert "database system is shut down" in (folder / "postgres" / "postgres.log").read_text()
    assert rows(embed(folder).start()) == ["ada"]


def test_a_killed_owner_takes_the_server_down_though_a_fork_of_it_lives_on(own: Own, folder: Path) -> None:
    then = "import os, time; child = os.fork(); child and print(child, flush=True); child or time.sleep(600)"
    owner = own(then=then)
    assert owner.process.stdout is not None
    forked = int(owner.process.stdout.readline())
    mark = mark_of(owner.url)
    owner.kill()
    none_left(mark, uid_of(folder))
    assert lives(forked)
    os.kill(forked, signal.SIGKILL)


def test_a_start_right_after_the_owner_was_killed_waits_for_the_old_server(
    own: Own, embed: Embed, folder: Path
) -> None:
    owner = own()
    write_row(owner.url, "ada")
    owner.kill()
    assert rows(embed(folder).start()) == ["ada"]


def test_a_killed_guard_is_noticed_and_the_owner_can_start_again(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    url = database.start()
    write_row(url, "ada")
    first = database.pid
    assert database._server is not None
    os.kill(database._server.guard_pid, signal.SIGKILL)
    until(lambda: not database.is_running())
    assert database.start() == url
    assert not lives(first)
    assert rows(url) == ["ada"]


def test_a_zombie_of_the_server_does_not_stand_in_the_way(own: Own, embed: Embed, folder: Path) -> None:
    owner = own()
    write_row(owner.url, "ada")
    mark, uid = mark_of(owner.url), uid_of(folder)
    os.kill(owner.guard, signal.SIGSTOP)  # so that nobody takes note of its child's end
    os.kill(owner.postmaster, signal.SIGKILL)
    owner.kill()
    none_left(mark, uid)
    os.kill(owner.postmaster, 0)  # the kernel still knows it,
    assert pid_file(folder).read_text().split()[0] == str(owner.postmaster)  # and so does the pid file
    try:
        assert rows(embed(folder).start()) == ["ada"]
    finally:
        os.kill(owner.guard, signal.SIGKILL)


def test_a_pid_that_another_program_has_by_now_is_not_taken_for_the_server(
    embed: Embed, folder: Path, unrelated: Unrelated
) -> None:
    database = embed(folder)
    write_row(database.start(), "ada")
    database.stop()
    other = unrelated(account_of(folder))
    write_pid(folder, other.pid)
    assert rows(database.start()) == ["ada"]
    assert other.poll() is None


def test_a_pid_that_a_zombie_has_is_not_taken_for_the_server(embed: Embed, folder: Path, unrelated: Unrelated) -> None:
    database = embed(folder)
    write_row(database.start(), "ada")
    database.stop()
    zombie = unrelated(account_of(folder), "0")
    until(lambda: not lives(zombie.pid))
    write_pid(folder, zombie.pid)
    assert rows(database.start()) == ["ada"]


def test_a_pid_that_another_folders_server_has_is_not_taken_for_ours(embed: Embed, folder: Path) -> None:
    ours, other = embed(folder), embed(folder.with_name("other"))
    write_row(ours.start(), "ada")
    ours.stop()
    other.start()
    write_pid(folder, other.pid)
    assert rows(ours.start()) == ["ada"]
    assert other.is_running()


@pytest.mark.parametrize("text", ["", "not a number\n", "999999999999999999999\n"])
def test_a_pid_file_cut_short_by_a_crash_is_no_obstacle(embed: Embed, folder: Path, text: str) -> None:
    database = embed(folder)
    write_row(database.start(), "ada")
    database.stop()
    write_pid(folder, 1)
    pid_file(folder).write_text(text)
    assert rows(database.start()) == ["ada"]


def test_a_server_somebody_else_started_on_our_files_is_left_alone(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    database.start()
    (binaries,) = {
        Path(process.command.split(" -D ")[0]) for process in living_processes() if process.pid == database.pid
    }
    database.stop()
    data = folder / "postgres" / "data"
    command = [str(binaries), "-D", str(data), "-c", "listen_addresses=", "-c", f"unix_socket_directories={data}"]
    with subprocess.Popen(command, cwd="/", stderr=subprocess.DEVNULL, **identity(account_of(folder))) as foreign:
        until(lambda: pid_file(folder).exists() and "ready" in pid_file(folder).read_text())
        with pytest.raises(EmbeddedPostgresError, match=f"did not start, process {foreign.pid}, works on"):
            database.start()
        assert foreign.poll() is None
        foreign.send_signal(signal.SIGQUIT)


# A start that fails, takes long, or is called off


def test_a_server_that_ends_while_starting_says_why(embed: Embed, folder: Path) -> None:
    with pytest.raises(EmbeddedPostgresError) as failure:
        embed(folder, settings={"shared_buffers": "nonsense"}).start()
    assert 'invalid value for parameter "shared_buffers": "nonsense"' in str(failure.value)
    assert "postgres.log" in str(failure.value)
    assert embed(folder).start()  # the folder is free again


def test_a_long_recovery_is_waited_for_and_told_about(
    embed: Embed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SAY_SECONDS", 0.3)
    database = embed(folder)
    write_row(database.start(), "ada")
    database.stop()
    (folder / "postgres" / "data" / "recovery.signal").touch()
    said: list[str] = []
    slow = embed(folder, settings={"restore_command": "sleep 0.5; false"}, say=said.append)
    assert rows(slow.start()) == ["ada"]
    assert any(line.startswith("waiting for the database, 0 s so far. PostgreSQL says: ") for line in said)


def test_a_start_nobody_wants_any_more_leaves_nothing_behind(embed: Embed, folder: Path) -> None:
    database = embed(folder)
    with pytest.raises(StartCancelled):
        database.start(lambda: False)
    assert not database.is_running()
    assert not pid_file(folder).exists()
    assert embed(folder).start()
