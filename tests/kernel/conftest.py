"""What the tests of the kernel share.

Embedded servers, on folders the unprivileged account that runs them can enter; and rows that wait for a moment.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from alongside.kernel import due
from alongside.kernel.embedded import EmbeddedPostgres
from alongside.kernel.embedded.accounts import identity
from alongside.kernel.embedded.processes import processes_of
from alongside.kernel.guarded import Account
from alongside.reachouts.enums import State
from alongside.reachouts.models import FollowUp, ReachOut
from tests.conftest import MakePerson
from tests.processes import ENVIRONMENT, lives, until

# Made in the folder a test gives, tells where the database is, and waits to be killed.
OWNER = """
import sys
from pathlib import Path
from alongside.kernel.embedded import EmbeddedPostgres
database = EmbeddedPostgres(Path(sys.argv[1]), say=lambda line: None)
url = database.start()
print(url, database.pid, database._server.guard_pid, flush=True)
{then}
sys.stdin.read()
"""
MakeRow = Callable[..., FollowUp]
Embed = Callable[..., EmbeddedPostgres]


@dataclass(frozen=True, slots=True)
class Owner:
    """Another process that owns an embedded server."""

    process: subprocess.Popen[str]
    url: str
    postmaster: int
    guard: int

    def kill(self) -> None:
        """SIGKILL, and see it gone."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder everybody can enter (pytest's own are closed), with a short path."""
    top = Path(tempfile.mkdtemp(prefix="alongside-test-", dir="/tmp")).resolve()
    top.chmod(0o755)
    yield top
    shutil.rmtree(top, ignore_errors=True)  # a server that was killed may be writing its last file still


@pytest.fixture
def new_folder() -> Iterator[Path]:
    """A data folder that does not exist yet."""
    with open_folder() as top:
        yield top / "var"


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A data folder after its first start: copying it is quicker than to make another."""
    with open_folder() as top:
        with EmbeddedPostgres(top / "var", say=lambda _line: None):
            pass
        yield top / "var"


@pytest.fixture
def folder(template: Path, new_folder: Path) -> Path:
    """A data folder with an empty database, not running."""
    subprocess.run(["cp", "-a", str(template), str(new_folder)], check=True)
    return new_folder


@pytest.fixture(scope="module")
def shared_url() -> Iterator[str]:
    """The address of a server for tests that only look."""
    with open_folder() as top, EmbeddedPostgres(top / "var", say=lambda _line: None) as database:
        yield database.url


@pytest.fixture
def embed() -> Iterator[Embed]:
    """Make an `EmbeddedPostgres` on a folder that is stopped after the test."""
    with contextlib.ExitStack() as stack:

        def make(path: Path, **options: object) -> EmbeddedPostgres:
            database = EmbeddedPostgres(path, **{"say": lambda _line: None, **options})
            stack.callback(database.stop)
            return database

        yield make


@pytest.fixture
def own(folder: Path) -> Iterator[Callable[..., Owner]]:
    """Have another process start the server on `folder`; `then` is code it runs afterwards."""
    with contextlib.ExitStack() as stack:

        def begin(then: str = "") -> Owner:
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", OWNER.format(then=then), str(folder)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    env=ENVIRONMENT,
                )
            )
            stack.callback(process.kill)
            assert process.stdout is not None
            url, postmaster, guard = process.stdout.readline().split()
            stack.callback(until, lambda: not lives(int(postmaster)) and not lives(int(guard)))
            stack.callback(process.kill)
            return Owner(process, url, int(postmaster), int(guard))

        yield begin


@pytest.fixture
def unrelated() -> Iterator[Callable[[Account | None], subprocess.Popen[bytes]]]:
    """Start a program that has nothing to do with PostgreSQL, under an account."""
    with contextlib.ExitStack() as stack:

        def begin(account: Account | None, seconds: str = "600") -> subprocess.Popen[bytes]:
            process = stack.enter_context(subprocess.Popen(["sleep", seconds], cwd="/", **identity(account)))
            stack.callback(process.kill)
            return process

        yield begin


def none_left(mark: str, uid: int) -> None:
    """Wait until no process of the marked server runs."""
    until(lambda: not processes_of(mark, uid))


@pytest.fixture
def make_row(make_person: MakePerson, now: datetime) -> MakeRow:
    """Make a row of due work: `make_row(due_at)`. Follow-ups serve, with step functions of the test's own."""
    owner = make_person("Rowan Madeup")

    def make(due_at: datetime | None) -> FollowUp:
        reach_out = ReachOut.objects.create(
            created_at=now,
            owner=owner,
            level="talk",
            state=State.CLOSED,
            ended_at=now,
            request_key=str(ReachOut.objects.count()),
        )
        return FollowUp.objects.create(created_at=now, due_at=due_at, reach_out=reach_out)

    return make


@pytest.fixture
def only_kinds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make these the only kinds of due work there are: `only_kinds(kind)`."""

    def only(*kinds: due.DueKind) -> None:
        monkeypatch.setattr(due, "_kinds", {})
        for kind in kinds:
            due.register_kind(kind)

    return only
