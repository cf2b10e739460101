"""A group that somebody must not know of answers as one that never was, at every address there is of groups."""

import re
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.groups.enums import GroupState, Openness
from alongside.groups.models import Group
from alongside.kernel.clock import current_time
from tests.architecture.test_urls import fill
from tests.architecture.urls_groups import ROWS
from tests.architecture.world import World
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db
# Valid for one address or another; what is not asked for there is not looked at.
SENT = {
    "alias": "Silver Pebble",
    "read": "2026-03-04T20:00:00+00:00",
    "agrees": "on",
    "move": "yes",
    "role": "greeter",
    "wants": "follow",
    "lets_in": "yes",
    "opens": "yes",
    "posts": "stay",
    "title": "Evenings",
    "text": "It is long.",
    "name": "Lantern group",
    "purpose": "For long evenings.",
    "agreements": "We listen.",
    "kind": "condition",
    "openness": "open",
    "languages": "en",
    "email": "somebody@mail.example",
}
OF_GROUPS = [row for row in ROWS if "<slug:slug>" in row.route]


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def world(make_person: MakePerson) -> World:
    """A community with a hidden group, of which the member knows nothing."""
    return World(make_person)


def told(answer: HttpResponse, slug: str) -> tuple[object, ...]:
    """Return all that an answer tells, without what is drawn anew each time and without the address asked for."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(slug, "SLUG")
    headers = [(name, value) for name, value in sorted(answer.headers.items()) if name != "Content-Length"]
    return answer.status_code, page, headers, sorted(answer.cookies)


def asked(browser: Client, how: str, path: str, slug: str) -> tuple[tuple[object, ...], list[str]]:
    """Return what one is told, and the statements that it took without their values."""
    sent = {"data": {**SENT, "to": f"{uuid4()} me_too", "key": uuid4().hex}} if how == "post" else {}
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(browser, how)(path, **sent)
    return told(answer, slug), [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", one["sql"]) for one in queries]


@pytest.mark.parametrize("state", ["hidden", "held", "closed"])
def test_every_address_of_groups_answers_as_for_one_that_never_was(world: World, state: str) -> None:
    browser, nowhere = Client(), "lantern-test-zzzzzz"
    paths = [(fill(row.route, values := dict(row.of(world))), str(values["slug"])) for row in OF_GROUPS]
    if state != "hidden":
        Group.objects.filter(id=world.group.id).update(openness=Openness.OPEN, state=GroupState(state))
    browser.force_login(world.people.member)
    browser.get("/groups/")
    differing = {}
    for path, slug in paths:
        for how in ("get", "post"):
            there = asked(browser, how, path, slug)
            not_there = asked(browser, how, path.replace(slug, nowhere), nowhere)
            if there != not_there:
                differing[how, path] = (there, not_there)
            assert there[0][0] in (403, 404, 405), path
    assert differing == {}
    assert len(paths) > 25


def test_an_id_of_it_answers_as_one_that_was_made_up(world: World) -> None:
    browser = Client()
    browser.force_login(world.people.member)
    for path in (
        f"/meetings-of/{world.group.id}/begin/",
        f"/messages/new/group/{world.group_member.id}/",
    ):
        one, other = re.findall(r"[0-9a-f-]{36}", path)[0], str(uuid4())
        browser.get(path)
        for how in ("get", "post"):
            there = asked(browser, how, path, one)
            assert there == asked(browser, how, path.replace(one, other), other)
            assert there[0][0] == 404


def test_a_search_and_a_list_tell_nothing_of_it(world: World) -> None:
    browser = Client()
    browser.force_login(world.people.member)
    assert world.thread
    for path in ("/groups/?q=lant", "/groups/search/?q=shak", "/groups/", "/messages/new/", "/today/cards/"):
        page = browser.get(path).content.decode()
        assert not [word for word in ("Lantern Test", "Shaky", world.group.slug, str(world.group.id)) if word in page]
