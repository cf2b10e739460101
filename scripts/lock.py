"""Choose versions for all dependencies and write them down with hashes, without naming any download address."""

import json
import subprocess
import sys
from pathlib import Path

from scripts.npm import npm

ROOT = Path(__file__).parent.parent
UV = [
    str(Path(sys.executable).with_name("uv")),
    "pip",
    "compile",
    "--python-version",
    "3.11",
    "--universal",
    # pip holds `name[extra]` to a version and a hash only where the lock names the extra, too.
    "--no-strip-extras",
    "--generate-hashes",
    "--no-emit-index-url",
]
# What npm writes beside version and hash: where it was downloaded, and where somebody asks for money.
ADDRESSES = ("resolved", "funding")


def main() -> None:
    """Write requirements/*.lock and package-lock.json; `--upgrade` takes the newest versions."""
    upgrade = "--upgrade" in sys.argv[1:]
    for name in ("base", "dev"):
        command = [*UV, f"requirements/{name}.in", "-o", f"requirements/{name}.lock"]
        subprocess.run([*command, "--quiet", *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    if status := npm(["update" if upgrade else "install", "--package-lock-only", "--silent"]):
        sys.exit(status)
    _drop_addresses(ROOT / "package-lock.json")


def _drop_addresses(path: Path) -> None:
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        for word in ADDRESSES:
            package.pop(word, None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
