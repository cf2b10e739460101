"""Chaos: `--long` is the run of the release, without it a short one; what was counted is printed at the end."""

from collections.abc import Callable, Iterator

import pytest

from tests.chaos.world import World
from tests.kernel.conftest import open_folder

Table = list[tuple[str, object]]
_tables: list[tuple[str, Table]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--long`, when this folder is named on the command line."""
    parser.addoption("--long", action="store_true", help="chaos: the long run")


@pytest.fixture(scope="session")
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long run."""
    return bool(request.config.getoption("--long", default=False))


@pytest.fixture(scope="session")
def world(is_long: bool) -> Iterator[World]:
    """An instance on a scratch folder, with two workers; leases as released in the long run."""
    with open_folder() as folder:
        made = World(
            folder,
            wave_minutes="0.3/0.25/0.2" if is_long else "0.08/0.07/0.06",
            lease_seconds="" if is_long else "5",
        )
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def tell_table() -> Callable[[str, Table], None]:
    """Have a table printed after all tests."""

    def tell(title: str, table: Table) -> None:
        _tables.append((title, table))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted."""
    for title, table in _tables:
        terminalreporter.section(title)
        for label, value in table:
            terminalreporter.line(f"{label:.<64} {value}")
    _tables.clear()
