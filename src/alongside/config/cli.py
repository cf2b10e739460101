"""`alongside`: the one command an operator knows.

Exit codes: 0 done; 1 it ran, and something in it failed; 2 arguments or settings that cannot be used. With `--json` one
object goes to standard output and nothing else.
"""

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from typing import ParamSpec

import click

from alongside.config.database import any_database, has_database, own_database
from alongside.config.environment import Environment, UnusableSetting, read_environment
from alongside.config.supervise import ChildCommand, Ready, run_tree
from alongside.kernel.console import say_on_stderr
from alongside.kernel.embedded import EmbeddedPostgresError

P = ParamSpec("P")


class Unusable(click.ClickException):
    """Arguments or settings that cannot be used: a sentence, and exit code 2."""

    exit_code = 2


def _environment() -> Environment:
    try:
        return read_environment(os.environ)
    except UnusableSetting as error:
        raise Unusable(str(error)) from error


@contextmanager
def _django() -> Iterator[None]:
    """Have Django ready on whatever database this command works on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    try:
        with any_database(_environment()):
            import django

            django.setup()
            yield
    except EmbeddedPostgresError as error:
        raise Unusable(str(error)) from error


@contextmanager
def _django_alone() -> Iterator[None]:
    """Have Django ready for what asks no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    _environment()
    import django

    django.setup()
    yield


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn an error of ours, and a database that nobody has prepared, into a sentence and exit code 1."""
    from django.db import ProgrammingError
    from psycopg.errors import UndefinedColumn, UndefinedTable

    from alongside.kernel.errors import AlongsideError

    try:
        yield
    except AlongsideError as error:
        raise click.ClickException(str(error.sentence)) from error
    except ProgrammingError as error:
        if not isinstance(error.__cause__, (UndefinedTable, UndefinedColumn)):
            raise
        said = (
            "The database is not prepared for this release: please run `alongside migrate` first, or `alongside serve`."
        )
        raise click.ClickException(said) from error


def with_django(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command with Django ready; an error of ours becomes its sentence and exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with _django(), _sentences():
            command(*args, **kwargs)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alongside")
def main() -> None:
    """Alongside: a self-hosted support network for recovery."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many web processes.")
@click.option("--demo", is_flag=True, help="Load the demo community first.")
def serve(host: str, port: int, workers: int, demo: bool) -> None:
    """Run web pages, worker and, unless DATABASE_URL is set, the embedded database, until Ctrl-C."""
    # Links that people pass on lead to where this listens, unless the operator says otherwise.
    os.environ.setdefault("ALONGSIDE_BASE_URL", f"http://{host}:{port}")
    environment = _environment()
    try:
        with own_database(environment) as database:
            _check_address(host, port)
            prepare = [sys.executable, "-m", "alongside", "prepare", *(["--demo"] if demo else [])]
            if status := _run_once(prepare):
                raise SystemExit(status)
            ready = Ready(lambda: _answers(host, port), f"ready at {os.environ['ALONGSIDE_BASE_URL']}")
            raise SystemExit(run_tree(_tree(host, port, workers), database=database, ready=ready))
    except EmbeddedPostgresError as error:
        raise Unusable(str(error)) from error


def _check_address(host: str, port: int) -> None:
    """Say it in a sentence when something else listens there; the web process would start over and over in vain."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise Unusable(f"Cannot listen at {host}, port {port}: {reason}. Choose another port with --port.") from error


def _answers(host: str, port: int) -> bool:
    """Tell whether pages are answered there; an address for all of a machine's is asked at its own."""
    from http.client import HTTPConnection, HTTPException

    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared with, not listened at
    connection = HTTPConnection(own, port, timeout=1)
    try:
        connection.request("HEAD", "/notes/")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _run_once(argv: list[str]) -> int:
    import subprocess

    return subprocess.run(argv, check=False).returncode  # noqa: S603 - our own command, nothing from outside


def _tree(host: str, port: int, workers: int) -> list[ChildCommand]:
    own = [sys.executable, "-m", "alongside"]
    web = [*own, "web", "--host", host, "--port", str(port), "--workers", str(workers)]
    return [ChildCommand("web", web), ChildCommand("worker", [*own, "worker"])]


@main.command(hidden=True)
@click.option("--demo", is_flag=True)
@with_django
def prepare(demo: bool) -> None:
    """Bring schema and static files up to date, as `serve` does before it starts anything."""
    from django.core.management import call_command

    say_on_stderr("bringing the database up to date; on an empty one that takes a while")
    call_command("migrate", interactive=False, verbosity=0)
    say_on_stderr("gathering what pages load")
    call_command("collectstatic", interactive=False, verbosity=0)
    if demo:
        _load_demo()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
def web(host: str, port: int, workers: int) -> None:
    """Run the web pages only, for several hosts."""
    from alongside.config.web import run_web

    _environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    run_web(host=host, port=port, workers=workers)


@main.command()
@with_django
def worker() -> None:
    """Run one worker only, for several hosts."""
    from alongside.config.worker import run_worker

    run_worker()


@main.command()
@with_django
def migrate() -> None:
    """Bring the schema up to date; safe while an old release still runs."""
    from django.core.management import call_command

    call_command("migrate", interactive=False)


@main.command()
@with_django
def demo() -> None:
    """Load the demo community: the same people every time. Only on one's own machine."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _load_demo()


def _load_demo() -> None:
    from alongside.config.demo import NotHere, load_demo
    from alongside.kernel.clock import current_time

    try:
        for line in load_demo(now=current_time()):
            click.echo(line)
    except NotHere as error:
        raise Unusable(str(error)) from error


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--whole-audit", is_flag=True, help="Look at every entry of the audit, not only at the newest.")
@with_django
def doctor(as_json: bool, whole_audit: bool) -> None:
    """Examine settings, database, worker, due work, audit, channels and disk; exit 1 if a promise is at risk."""
    from alongside.config.doctor import examine
    from alongside.kernel.clock import current_time

    findings = examine(now=current_time(), whole_audit=whole_audit)
    if as_json:
        click.echo(json.dumps({"ok": all(one.ok for one in findings), "findings": [asdict(one) for one in findings]}))
    else:
        for one in findings:
            click.echo(f"{'ok  ' if one.ok else 'RISK'}  {one.name}: {one.sentence}")
    if not all(one.ok for one in findings):
        raise SystemExit(1)


@main.command()
@click.option(
    "--time-zone", default="UTC", show_default=True, help="On which clock hours are told, such as Europe/Berlin."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_django
def community(time_zone: str, as_json: bool) -> None:
    """Count where the community is thin, without telling anything about one person: as organisers see it."""
    from zoneinfo import ZoneInfo

    from alongside.accounts.zones import known_zones
    from alongside.circles.gathering import community_of
    from alongside.config.counts import lines_of
    from alongside.kernel.clock import current_time

    if time_zone not in known_zones():
        raise Unusable(f"There is no time zone {time_zone}; a zone is written like Europe/Berlin.")
    counts = community_of(ZoneInfo(time_zone), now=current_time())
    if as_json:
        click.echo(json.dumps(counts.facts()))
    else:
        click.echo("\n".join(lines_of(counts)))


@main.command()
@click.option("--people", default=20, show_default=True, type=click.IntRange(2, 500), help="How many made-up people.")
@click.option("--reachouts", default=20, show_default=True, type=click.IntRange(1, 500), help="One a person at most.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def rehearse(people: int, reachouts: int, as_json: bool) -> None:
    """Hold a fire drill in a scratch schema: reach out, deliver, answer; exit 1 if anything was lost."""
    from alongside.config import drill

    if reachouts > people:
        raise Unusable(f"{reachouts} reach-outs need as many people; please ask for --people {reachouts}.")
    drill.change_environment(os.environ)
    with _django():
        losses = drill.hold(people=people, reachouts=reachouts, as_json=as_json)
    if losses:
        raise SystemExit(1)


@main.group()
def meetings() -> None:
    """Meetings: bring in what others publish, publish what is here, find the faults of a feed."""


FORMAT = click.Choice(["meeting-guide", "bmlt", "csv", "ical"])
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@meetings.command("import")
@click.argument("source")
@click.option("--format", "of", type=FORMAT, help="What it is written in; by default that of the source, or found out.")
@click.option("--name", default="", help="What the source is called; by default after its file or host.")
@click.option("--program", default="", help="Whose meetings these are, such as aa, al-anon or na.")
@click.option("--timezone", default="", help="Where a record names none, such as America/New_York.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@AS_JSON
@with_django
def meetings_import(  # noqa: PLR0917 - click names them all
    source: str, of: str | None, name: str, program: str, timezone: str, dry_run: bool, as_json: bool
) -> None:
    """Bring in the meetings of SOURCE, a file or an address; exit 1 when it is held or something was skipped."""
    from alongside.config import meetings as commands

    try:
        said = commands.Wanted(source, of or "", name, program, timezone)
        result = commands.bring_in(said, dry_run=dry_run)
    except commands.NotUsable as error:
        raise Unusable(str(error)) from error
    click.echo(json.dumps(result.facts()) if as_json else commands.counts_in_words(result))
    for line in commands.troubles(result):
        click.echo(line, err=True)
    if result.held or result.skipped:
        raise SystemExit(1)


@meetings.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, writable=True))
@with_django
def meetings_export(file: str | None) -> None:
    """Write the public meetings as Meeting Guide JSON to FILE, or to standard output."""
    from alongside.config import meetings as commands

    with click.open_file(file or "-", "wb") as out:
        for piece in commands.exported():
            out.write(piece)


@meetings.command("check")
@click.argument("source")
@click.option("--format", "of", type=FORMAT, help="What it is written in; by default found out.")
@click.option("--name", default="", help="Which source it is of; by default the one of its file or host.")
@click.option("--program", default="", help="Whose meetings these are, such as aa, al-anon or na; by default known.")
@AS_JSON
def meetings_check(source: str, of: str | None, name: str, program: str, as_json: bool) -> None:
    """Find the faults of a feed, a file or an address, and say how to mend each; exit 1 when there are errors."""
    # The database is only asked whose meetings a source has, so where there is none yet none is made for it.
    asks_sources = not program and has_database(_environment())
    with _django() if asks_sources else _django_alone(), _sentences():
        from alongside.config import meetings as commands

        try:
            faults = commands.faults_of(commands.Wanted(source, of or "", name, program, ""), asks_sources=asks_sources)
        except commands.NotUsable as error:
            raise Unusable(str(error)) from error
    click.echo(json.dumps(commands.faults_as_json(faults)) if as_json else "\n".join(commands.faults_in_words(faults)))
    if any(one.is_error for one in faults):
        raise SystemExit(1)


@meetings.command("verify")
@click.argument("token")
@click.option("--key", "given", multiple=True, help="NAME=KEY as /attendance/keys.json names them; by default our own.")
def meetings_verify(token: str, given: tuple[str, ...]) -> None:
    """Check a proof of attendance; with --key without any network or database. Exit 1 when it is none."""
    from alongside.meetings.attendance import proof_of

    proof = proof_of(token, dict(one.partition("=")[::2] for one in given) or _own_keys())
    if proof is None:
        click.echo("This proof was not made with these keys, or something in it was changed.", err=True)
        raise SystemExit(1)
    click.echo(f"{proof.name} was at {proof.meeting} on {proof.on_date} for {proof.minutes} minutes.")


def _own_keys() -> dict[str, str]:
    with _django():
        from alongside.meetings.proofs import public_keys

        return public_keys()


@main.group()
def person() -> None:
    """People with an account."""


@person.command("create")
@click.argument("alias")
@click.option("--role", "roles", multiple=True, type=click.Choice(["listener", "moderator", "organiser"]))
@with_django
def person_create(alias: str, roles: tuple[str, ...]) -> None:
    """Make an account and print its one-time sign-in link."""
    from django.conf import settings

    from alongside.accounts.enums import Role
    from alongside.accounts.services import create_person, make_sign_in_link
    from alongside.kernel.clock import current_time

    now = current_time()
    made = create_person(alias=alias, roles=[Role(role) for role in roles], now=now)
    click.echo(f"{settings.BASE_URL}{make_sign_in_link(person=made, now=now)}")


@main.group()
def token() -> None:
    """API tokens."""


@token.command("create")
@click.argument("alias")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "write"]), default=["read"])
@with_django
def token_create(alias: str, scopes: tuple[str, ...]) -> None:
    """Print a new API token of a person: this once."""
    from alongside.accounts.enums import Scope
    from alongside.accounts.models import Person
    from alongside.accounts.services import create_token
    from alongside.kernel.clock import current_time

    try:
        owner = Person.objects.get_by_natural_key(alias)
    except Person.DoesNotExist as error:
        raise Unusable(f"There is nobody called {alias} here.") from error
    click.echo(create_token(person=owner, scopes=[Scope(scope) for scope in scopes], now=current_time()))


@main.group()
def keys() -> None:
    """The instance keys that wrap everybody's data keys."""


@keys.command("rotate")
@click.option("--drop-old", is_flag=True, help="Forget the older keys: old backups cannot be opened any more.")
@with_django
def keys_rotate(drop_old: bool) -> None:
    """Make a new instance key and wrap every data key with it."""
    from pathlib import Path

    from django.conf import settings

    from alongside.kernel.keyring import add_key
    from alongside.kernel.sealed import drop_older_instance_keys, rewrap_data_keys

    source = settings.INSTANCE_KEYS
    if isinstance(source, Path):
        add_key(source)
    elif drop_old:
        raise Unusable("The keys come from ALONGSIDE_INSTANCE_KEYS: please take the old ones out of it yourself.")
    click.echo(f"{rewrap_data_keys()} data keys are now wrapped by the newest instance key.")
    if drop_old and isinstance(source, Path):
        drop_older_instance_keys(source)
        click.echo("The older instance keys are gone.")
