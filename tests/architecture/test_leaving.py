"""Whoever leaves takes everything along, and nothing of them stays: over all apps and all tables at once."""

import json
import re
import zipfile
from io import BytesIO
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person, export_person
from alongside.circles.details import TieDetails
from alongside.circles.services import change_tie
from alongside.kernel.privacy import holdings
from alongside.reachouts import services as reachouts
from alongside.reachouts.models import Notification
from alongside.reachouts.services import Line
from tests.architecture.world import World
from tests.conftest import MakePerson
from tests.support.reading import read

pytestmark = pytest.mark.django_db

# Ids of people are all that the audit holds, and it keeps them.
KEPT = {"audit_entry", "audit_link"}


@pytest.fixture
def world(make_person: MakePerson) -> World:
    """A world in which everything was made, and the two, and a contact, have talked."""
    world = World(make_person)
    for name in dir(World):
        if not name.startswith("_"):
            getattr(world, name)
    details = TieDetails(name="Canary Auntie", relation="friend", gives=("emotional",), ways="ring the canary bell")
    change_tie(actor=world.people.owner, tie_id=world.tie.id, details=details, now=world.now)
    _talk(world, world.asked, "supporter")
    reachouts.resume(reach_out_id=world.reach_out.id, actor=world.people.owner, now=world.now)
    by_link = Notification.objects.select_related("reach_out__owner", "supporter__person", "tie", "wave")
    _talk(world, by_link.filter(supporter=world.contact).latest("created_at"), "contact")
    Client().force_login(world.people.owner)
    return world


def _talk(world: World, asked: Notification, who: str) -> None:
    reachouts.answer(notification=asked, now=world.now)
    reachouts.say(reach_out_id=world.reach_out.id, line=Line(f"owner to {who}", f"1{who}"), now=world.now)
    reachouts.say(reach_out_id=world.reach_out.id, line=Line(f"{who} to owner", f"2{who}", asked), now=world.now)


def rows_with(*needles: str) -> set[str]:
    """Return the tables that hold one of these anywhere in a row, in binary columns too."""
    found = set()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608 - the names are the database's own
            text = "\n".join(row for (row,) in cursor.fetchall()).casefold()
        if any(needle.casefold() in text for needle in needles):
            found.add(table)
    return found


def of(key: UUID) -> tuple[str, str]:
    """Return how an id stands in text and in binary columns."""
    return str(key), key.hex


@pytest.mark.parametrize("who", ["owner", "supporter", "listener", "organiser"])
def test_nothing_that_is_or_opens_anything_of_a_person_is_left(world: World, who: str) -> None:
    person: Person = getattr(world.people, who)
    needles = (person.alias, *of(person.id), *of(person.data_key_id))
    assert rows_with(*needles) >= {"accounts_person", "kernel_datakey"}
    erase_person(actor=person, now=world.now)
    assert rows_with(*needles) <= KEPT


def said_in(person: Person, world: World) -> str:
    """Return the data of a person's archive as text."""
    archive = zipfile.ZipFile(BytesIO(export_person(person_id=person.id, now=world.now)))
    return json.dumps(json.loads(archive.read("data.json")), ensure_ascii=False)


def test_the_owner_takes_along_all_they_wrote_and_what_only_they_can_read(world: World) -> None:
    said = said_in(world.people.owner, world)
    for text in (
        "It is a hard night.",
        "Canary Auntie",
        "ring the canary bell",
        "owner to supporter",
        "owner to contact",
        "contact to owner",  # sealed with the owner's key: a contact has no archive of their own
        "Old phone",
        "Advice Test",
    ):
        assert text in said, text
    assert "supporter to owner" not in said, "that is the supporter's"


def test_the_owner_takes_along_whom_they_asked_and_who_came(world: World) -> None:
    archive = zipfile.ZipFile(BytesIO(export_person(person_id=world.people.owner.id, now=world.now)))
    held = json.loads(archive.read("data.json"))["holdings"]["reachouts"]
    assert {(row["whom"], row["response"]) for row in held["people_asked"]} == {
        ("Canary Auntie", "answered"),
        ("Neighbour Test", "answered"),
        ("Cousin Test", "none"),
    }
    assert len(held["follow_ups"]) == 1


def test_the_supporter_takes_along_what_they_said_and_nothing_of_the_owner(world: World) -> None:
    said = said_in(world.people.supporter, world)
    assert "supporter to owner" in said
    for text in ("owner to", "contact to", "hard night", "Canary", "Neighbour", "Advice Test"):
        assert text not in said


def test_the_page_of_an_export_is_for_people_to_read(world: World) -> None:
    owner = world.people.owner
    archive = zipfile.ZipFile(BytesIO(export_person(person_id=owner.id, now=world.now)))
    texts = [reading.text for reading in read(archive.read("index.html").decode())]
    raw = re.compile(r"\d{4}-\d\d-\d\dT|^\[|^\{|^(?:True|False|None)$")
    assert [text for text in texts if raw.search(text)] == []
    for words in ("Canary Auntie", "Friend", "ring the canary bell", "It is urgent", "Supports my recovery"):
        assert words in texts


def test_everything_in_an_export_has_a_name_in_words(world: World) -> None:
    names_of_apps = {holding.app: apps.get_app_config(holding.app).verbose_name for holding in holdings()}
    nameless = {app for app, name in names_of_apps.items() if not isinstance(name, Promise)}
    for person in (world.people.owner, world.people.supporter, world.people.listener):
        for holding in holdings():
            for table, rows in holding.export(person.id).items():
                names = {table, *(column for row in rows for column in row)}
                nameless |= {f"{holding.app}: {name}" for name in names - holding.words.keys()}
            nameless |= {f"{holding.app}: {name}" for name in holding.said.keys() - holding.words.keys()}
    assert nameless == set()
