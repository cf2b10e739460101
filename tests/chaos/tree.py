"""`alongside serve` with two workers, and brisk about starting again what was killed: argv is host port, then a lease.

Everything else is as operators run it: the same commands, the same supervised tree, the same embedded database.
"""

import os
import subprocess
import sys

from alongside.config.database import own_database
from alongside.config.environment import read_environment
from alongside.config.supervise import ChildCommand, Pace, run_tree


def in_django(module: str) -> list[str]:
    """The command that runs `main` of a module of this folder with Django set up."""
    code = f"import django; django.setup(); from tests.chaos.{module} import main; main()"
    return [sys.executable, "-c", code]


PACE = Pace(first=0.5, longest=2.0)


def main(port: str, lease_seconds: str) -> int:
    """Run until SIGTERM."""
    own = [sys.executable, "-m", "alongside"]
    worker = [*own, "worker"]
    if lease_seconds:
        worker = [*in_django("quick_worker"), lease_seconds]
    with own_database(read_environment(os.environ)) as database:
        subprocess.run([*own, "prepare"], check=True)
        commands = [
            ChildCommand("web", [*own, "web", "--port", port]),
            ChildCommand("worker-1", worker),
            ChildCommand("worker-2", worker),
        ]
        return run_tree(commands, database=database, pace=PACE)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
