"""Statements that are made once: what fills the blanks, and what cannot be one."""

from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet

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
