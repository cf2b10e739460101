"""The table of addresses is complete, and holds for every kind of person."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from scripts.npm import NODE
from tests.architecture.row import WHO, Row
from tests.architecture.source import ROOT
from tests.architecture.urls import ROWS
from tests.architecture.world import World
from tests.conftest import MakePerson

VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# A part has no frame of its own.
PARTS = '{"rules": {"missing-doctype": "off", "heading-level": "off"}}'


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Return every route below a resolver, written as in urls.py."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def fill(route: str, values: dict[str, object]) -> str:
    """Return the path of a route: each `<converter:name>` becomes the value of that name."""

    def value(found: re.Match[str]) -> str:
        return get_converters()[found["converter"] or "str"].to_url(values[found["name"]])

    return "/" + re.sub(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>", value, route)


def get(row: Row, who: str, world: World) -> HttpResponse:
    """Ask for a row's address as that kind of person."""
    client = Client()
    if who != "stranger":
        person = getattr(world.people, who)
        client.force_login(person)
        session = client.session
        # As after typing the passphrase again: what asks for that can be seen.
        record_authentication(SimpleNamespace(session=session), person, method="password", reauthenticated=True)
        session.save()
    return client.get(fill(row.route, dict(row.of(world))))


@pytest.fixture
def world(make_person: MakePerson) -> World:
    """A community of this test's own."""
    return World(make_person)


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    there = set(routes(get_resolver()))
    listed = [row.route for row in ROWS]
    assert sorted(there - set(listed)) == [], "not in tests/architecture/urls.py"
    assert sorted(set(listed) - there) == [], "in the table, but nowhere else"
    assert len(listed) == len(set(listed))


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route or "/")
def test_each_kind_of_person_gets_the_code_of_the_table(row: Row, world: World) -> None:
    assert {who: get(row, who, world).status_code for who in WHO} == row.expected()


def readers(row: Row) -> dict[int, str]:
    """Return one kind of person for each code a row is answered with: those who see most first."""
    expected = row.expected()
    order = ("owner", "supporter", "listener", "stranger", "member")
    return {expected[who]: who for who in reversed(order)}


def pages(world: World) -> Iterator[tuple[str, bytes]]:
    """Return every page of the table, and each refusal of it once."""
    for row in ROWS:
        for who in readers(row).values():
            answer = get(row, who, world)
            if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
                yield f"{row.route or 'front'} as {who}", answer.content


def is_whole(page: bytes) -> bool:
    """Tell a page from a part that is put into one."""
    return page.lstrip()[:15].lower() == b"<!doctype html>"


@pytest.mark.django_db
def test_every_page_is_valid_html(world: World, tmp_path: Path) -> None:
    assert VALIDATOR.is_file(), "html-validate is not installed; `make assets` does that"
    for folder in ("pages", "parts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "parts" / ".htmlvalidate.json").write_text(PARTS)
    for name, page in pages(world):
        folder = "pages" if is_whole(page) else "parts"
        (tmp_path / folder / f"{re.sub(r'[^a-z0-9-]+', '_', name)}.html").write_bytes(page)
    assert len(list((tmp_path / "pages").iterdir())) > len(ROWS) / 2
    (tmp_path / ".htmlvalidate.json").write_text((ROOT / ".htmlvalidate.json").read_text())
    with (tmp_path / "told").open("w+") as told:
        command = [str(NODE), str(VALIDATOR), "--formatter", "text", "pages/*.html", "parts/*.html"]
        ended = subprocess.run(command, cwd=tmp_path, stdout=told, stderr=told, timeout=300, check=False)
        told.seek(0)
        assert ended.returncode == 0, told.read()
