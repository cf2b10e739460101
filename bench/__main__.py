"""Runs every question in turn: `python -m bench [--quick]`."""

import subprocess
import sys

QUESTIONS = (
    "reachout",
    "due",
    "server",
    "coverage",
    "month",
    "checkins",
    "together",
    "feeds",
    "meetings",
    "rooms",
    "chat",
    "community",
)


def main() -> int:
    """Run each as a process of its own, so that none warms another up; return how many failed."""
    commands = [[sys.executable, "-m", f"bench.{name}", *sys.argv[1:]] for name in QUESTIONS]
    return sum(subprocess.run(command, check=False).returncode != 0 for command in commands)


if __name__ == "__main__":
    sys.exit(main())
