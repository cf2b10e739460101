"""The recipe for trying voice on one machine is what the tests of voice do."""

import re
from pathlib import Path

from alongside.config.environment import read_environment
from tests.browser.talking import FAKE
from tests.support.relay import relay_settings

HOW_TO = Path(__file__).parents[3] / "docs/how-to/voice-in-rooms.md"


def recipe() -> str:
    """Return the part of the page that says how to try it."""
    return HOW_TO.read_text().partition("## Try it on one machine")[2].partition("\n## ")[0]


def exported(name: str) -> str:
    """Return what the recipe has one set a variable to."""
    found = re.search(rf'export {name}="?([^"\n]+)"?', recipe())
    assert found, name
    return found[1]


def test_the_relay_is_the_one_of_the_tests() -> None:
    secret = exported("ALONGSIDE_TURN_SECRET")
    blocks = re.findall(r"(?:^    .+\n)+", recipe(), re.M)
    written = [line.strip() for line in blocks[0].splitlines()]
    assert written == relay_settings(3478, "127.0.0.1", secret, Path())


def test_alongside_takes_these_settings() -> None:
    names = ("ALONGSIDE_TURN_URLS", "ALONGSIDE_TURN_SECRET")
    relays = read_environment({name: exported(name) for name in names}).relays
    assert relays.are_there
    assert relays.urls == ("turn:127.0.0.1:3478?transport=udp",)


def test_the_browsers_are_started_as_those_of_the_tests() -> None:
    for flag in FAKE:
        assert recipe().count(flag) == 2, flag
