"""Statements that are made once: what fills the blanks, what cannot be one, and plans that no longer fit."""

from datetime import UTC
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import NotSupportedError, OperationalError, connection, transaction
from django.db.models import Func, QuerySet, TextField, Value
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.kernel.statements import Statement, columns, instance
from tests.conftest import MakePerson


def named(alias: str) -> QuerySet[Person, Any]:
    return Person.objects.filter(alias=alias, is_active=True).values_list(*columns(Person))


def test_a_statement_is_filled_in_anew_each_time(make_person: MakePerson) -> None:
    ada, tom = make_person("Ada Madeup"), make_person("Tom Madeup")
    statement = Statement(named, alias=str)
    for person in (ada, tom, ada):
        [row] = statement(alias=person.alias)
        found = instance(Person, row)
        assert found == person
        assert (found.alias, found.created_at, found.is_active) == (person.alias, person.created_at, True)


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["Nobody Madeup", "' OR 1=1 --", "%s", "\ue040alias\ue040", ""])
def test_whatever_fills_a_blank_is_a_value(make_person: MakePerson, alias: str) -> None:
    make_person("Ada Madeup")
    assert Statement(named, alias=str)(alias=alias) == []


@pytest.mark.django_db
def test_a_blank_that_nothing_is_compared_with_is_refused() -> None:
    def everybody(alias: str, person: UUID) -> QuerySet[Person, Any]:
        return named(alias)

    with pytest.raises(ValueError, match=r"^Nothing of this statement is compared with person\.$"):
        Statement(everybody, alias=str, person=UUID)(alias="Ada", person=UUID(int=1))


def test_one_blank_can_stand_in_several_places(make_person: MakePerson) -> None:
    ada = make_person("Ada Madeup")

    def either(person: UUID) -> QuerySet[Person, Any]:
        return (Person.objects.filter(id=person) | Person.objects.filter(data_key=person)).values_list("alias")

    statement = Statement(either, person=UUID)
    assert statement(person=ada.id) == statement(person=ada.data_key_id) == [("Ada Madeup",)]


def test_a_row_can_be_made_of_some_of_its_fields_in_any_order(make_person: MakePerson) -> None:
    ada = make_person("Ada Madeup", locale="es")
    found = instance(Person, ("es", "Ada Madeup", ada.id), ("locale", "alias", "id"))
    assert (found.id, found.alias, found.locale) == (ada.id, "Ada Madeup", "es")
    assert found.get_deferred_fields() == {*columns(Person)} - {"id", "alias", "locale"}


def test_what_is_the_same_each_time_is_a_value_too(make_person: MakePerson) -> None:
    ada = make_person("100 %s Madeup")
    make_person("100 or so Madeup")

    def hundred(person: UUID) -> QuerySet[Person, Any]:
        found = Person.objects.filter(alias__startswith="100 %", alias__contains="s Made", is_active=True)
        return found.exclude(id=person).values_list("alias")

    statement = Statement(hundred, person=UUID)
    assert statement(person=UUID(int=1)) == [("100 %s Madeup",)]
    assert statement(person=ada.id) == []


def test_it_reads_the_same_when_somebody_looks_at_its_sql(make_person: MakePerson) -> None:
    ada = make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    unseen = statement(alias="Ada Madeup")
    with CaptureQueriesContext(connection) as seen:
        assert statement(alias="Ada Madeup") == unseen
    assert "'Ada Madeup'" in seen[0]["sql"]
    assert instance(Person, unseen[0]).created_at.tzinfo is UTC
    assert instance(Person, unseen[0]).created_at == ada.created_at


def lengthen(letters: int) -> None:
    """Change a column as a migration does, which has a connection of its own."""
    mine = connection.get_connection_params()
    with psycopg.connect(
        **{name: mine[name] for name in ("dbname", "user", "password", "host", "port") if name in mine}
    ) as other:
        other.execute(f"ALTER TABLE accounts_person ALTER COLUMN alias TYPE varchar({letters})")


@pytest.mark.django_db(transaction=True)
def test_a_migration_meanwhile_is_not_noticed(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    before = statement(alias="Ada Madeup")
    lengthen(41)
    try:
        assert statement(alias="Ada Madeup") == before
    finally:
        lengthen(40)


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_it_is_noticed_once(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    before = statement(alias="Ada Madeup")
    try:
        lengthen(41)
        with pytest.raises(NotSupportedError), transaction.atomic():
            statement(alias="Ada Madeup")
        with transaction.atomic():
            assert statement(alias="Ada Madeup") == before
    finally:
        lengthen(40)


@pytest.mark.django_db(transaction=True)
def test_another_connection_has_plans_of_its_own(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    before = statement(alias="Ada Madeup")
    connection.close()
    assert statement(alias="Ada Madeup") == before


def end_connection() -> None:
    """End this connection as a restart of the database does."""
    mine = connection.get_connection_params()
    with (
        connection.cursor() as cursor,
        psycopg.connect(
            **{name: mine[name] for name in ("dbname", "user", "password", "host", "port") if name in mine}
        ) as other,
    ):
        cursor.execute("SELECT pg_backend_pid()")
        other.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_has_ended_is_not_noticed(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    before = statement(alias="Ada Madeup")
    end_connection()
    assert statement(alias="Ada Madeup") == before


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_a_connection_that_has_ended_is_an_error(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    statement = Statement(named, alias=str)
    before = statement(alias="Ada Madeup")

    @transaction.atomic
    def write() -> None:
        end_connection()
        statement(alias="Ada Madeup")

    with pytest.raises(OperationalError):
        write()
    assert statement(alias="Ada Madeup") == before


@pytest.mark.django_db(transaction=True)
def test_what_the_database_broke_off_is_not_asked_on_another_connection(make_person: MakePerson) -> None:
    make_person("Ada Madeup")
    slept = Func(Value(60), function="pg_sleep", output_field=TextField())

    def asleep(alias: str) -> QuerySet[Person, Any]:
        return Person.objects.filter(alias=alias).values_list(slept)

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1")
    mine = connection.connection
    try:
        with pytest.raises(OperationalError):
            Statement(asleep, alias=str)(alias="Ada Madeup")
        assert connection.connection is mine
    finally:
        connection.close()
