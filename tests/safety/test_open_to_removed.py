"""Which addresses stay open to somebody who was asked to leave the whole place: help, their own, and leaving well."""

import pytest
from django.urls import get_resolver

from alongside.safety.middleware import OPEN
from tests.architecture.test_urls import routes

# By what they are for; the name of an address says it, wherever it moves.
HELP = {
    "answer", "answer-move", "answer-part", "asked", "asked-move", "asked-part", "crisis-lines", "plan", "plan-step",
    "plans", "reach-out", "reach-out-live", "reach-out-move", "reach-out-part", "reach-out-send", "reach-out-waiting",
    "safety-card",
}  # fmt: skip
OWN = {
    "account", "account_change_password", "account_reauthenticate", "decision", "decisions", "end-sessions", "erase",
    "export", "mfa_reauthenticate", "own-reports", "plan-remove", "profile", "recovery-codes", "revoke-token",
    "safety-card-remove", "sessions",
}  # fmt: skip
LEAVING = {"account_logout", "leave", "notes"}
# A browser asks for these by itself; without them the pages above are not whole, or not there without a network.
AROUND = {"look", "manifest", "offline", "offline-script", "service-worker", "set_language"}


def paths() -> dict[str, list[str]]:
    """Every path by the name of its address, as far as it is the same for everybody."""
    found: dict[str, list[str]] = {}
    for name, patterns in get_resolver().reverse_dict.lists():
        if isinstance(name, str):
            found[name] = ["/" + way[0][0][0].partition("%(")[0] for way in patterns]
    return found


@pytest.mark.parametrize("name", sorted(HELP | OWN | LEAVING | AROUND))
def test_what_must_stay_open_does(name: str) -> None:
    assert [path for path in paths()[name] if not path.startswith(OPEN)] == []


@pytest.mark.parametrize("beginning", OPEN)
def test_what_is_open_is_there(beginning: str) -> None:
    assert [route for route in routes(get_resolver()) if f"/{route}".startswith(beginning)]


def test_nothing_of_others_is_open() -> None:
    opened = {path for ways in paths().values() for path in ways if path.startswith(OPEN)}
    assert {path.split("/")[1] for path in opened} == {path.split("/")[1] for path in OPEN} | {"offline.js"}
    assert not any(path.startswith(OPEN) for path in ("/", "/groups/", "/messages/", "/supporting/", "/meetings/"))
