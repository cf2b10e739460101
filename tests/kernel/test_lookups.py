"""Our own lookups find what `in` finds, and take one parameter however long the list."""

import pytest

from alongside.accounts.models import Person
from alongside.kernel.ids import new_id
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_among_finds_exactly_those_of_the_list(make_person: MakePerson) -> None:
    one, other = make_person("One"), make_person("Other")
    make_person("Third")
    ids = [one.id, other.id, new_id()]
    assert set(Person.objects.filter(id__among=ids)) == {one, other}
    assert list(Person.objects.filter(id__among=[])) == []
    assert list(Person.objects.filter(id__among={other.id})) == [other]


def test_among_reads_signs_of_arrays_as_text(make_person: MakePerson) -> None:
    odd = make_person('Odd, {"one"} \\ NULL')
    make_person("Odd")
    assert list(Person.objects.filter(alias__among=[odd.alias, "NULL"])) == [odd]


def test_a_list_of_many_is_one_parameter() -> None:
    statement, parameters = Person.objects.filter(id__among=[new_id() for _ in range(500)]).query.sql_with_params()
    assert statement.endswith("= ANY(%s::uuid[])")
    assert len(parameters) == 1
