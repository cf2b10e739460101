"""Addresses are found among those of their own app, and are the same as ever."""

import sys
from types import ModuleType

import pytest
from django.urls import Resolver404, path, resolve, reverse

from alongside.config.branches import branch


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "today"),
        ("/groups/", "groups"),
        ("/groups/lantern-7q/threads/", "group-threads"),
        ("/offline.js", "offline-script"),
        ("/sign-out/", "account_logout"),
        ("/reach-out/", "reach-out"),
        ("/report/group/00000000-0000-4000-8000-000000000000/", "report"),
    ],
)
def test_an_address_leads_where_it_is_made_for(address: str, name: str) -> None:
    found = resolve(address)
    assert found.url_name == name
    assert reverse(name, kwargs=found.kwargs) == address


@pytest.mark.parametrize("address", ["/group", "/groupsx/", "//", "/nowhere/", "/groups/a b/", "/\x00/"])
def test_what_is_no_address_leads_nowhere(address: str) -> None:
    with pytest.raises(Resolver404):
        resolve(address)


def test_a_page_is_not_sought_among_those_of_other_apps() -> None:
    inside = [one[-1] for one in resolve("/meetings/lists/").tried if len(one) > 1]
    words = {str(one.pattern).partition("/")[0] for one in inside}
    assert "meetings" in words
    assert words.isdisjoint({"account", "circle", "groups"})


def test_an_address_begins_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("odd_addresses")
    module.urlpatterns = [path("<slug:word>/", lambda request: request)]  # type: ignore[attr-defined]  # a module made up here has what it is given
    monkeypatch.setitem(sys.modules, "odd_addresses", module)
    with pytest.raises(ValueError, match="An address of odd_addresses begins with <slug:word>"):
        branch("odd_addresses").pattern.match("a/")
