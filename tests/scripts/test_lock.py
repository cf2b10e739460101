"""What the lock of all dependencies must say, so that it can be installed tomorrow as well as today."""

import re
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).parents[2] / "requirements" / "dev.lock"
PINNED = re.compile(r"^([a-z0-9-]+)(?:\[([a-z0-9, -]+)\])?==", re.MULTILINE)


def locked() -> dict[str, set[str]]:
    """Return the extras that the lock names, by package."""
    return {name: set(extras.split(", ")) if extras else set() for name, extras in PINNED.findall(LOCK.read_text())}


def wanted() -> set[tuple[str, str]]:
    """Return every extra that something installed asks for here, with the package whose extra it is."""
    needed = [Requirement(text) for one in distributions() for text in one.requires or ()]
    return {
        (_normal(one.name), _normal(extra))
        for one in needed
        if one.marker is None or one.marker.evaluate({"extra": ""})
        for extra in one.extras
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_an_extra_that_a_package_asks_for_is_named_or_pip_takes_a_release_that_the_lock_does_not_know() -> None:
    missing = [f"{name}[{extra}]" for name, extra in wanted() if extra not in locked().get(name, set())]
    assert ("coverage", "toml") in wanted()
    assert not missing
