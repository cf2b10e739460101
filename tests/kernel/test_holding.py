"""Rows that are held cannot be deleted meanwhile, and everything else goes on beside it."""

import threading

import pytest
from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.kernel.holding import hold
from alongside.kernel.ids import new_id
from tests.conftest import MakePerson

DEADLINE = 20.0  # seconds; a thread that takes longer hangs


@pytest.mark.django_db
def test_it_says_which_of_them_exist(make_person: MakePerson) -> None:
    ann, ben = make_person("Ann Madeup"), make_person("Ben Madeup")
    assert set(hold(Person, [ben.id, new_id(), ann.id])) == {ann.id, ben.id}
    assert hold(Person, []) == {}


@pytest.mark.django_db
def test_rows_can_be_held_by_what_they_refer_to(make_person: MakePerson) -> None:
    ann = make_person("Ann Madeup")
    assert hold(Person, [ann.data_key_id], by="data_key_id") == {ann.id: ann.data_key_id}


@pytest.mark.django_db(transaction=True)
def test_a_delete_waits_and_a_change_does_not(make_person: MakePerson) -> None:
    person = make_person("Ann Madeup")
    deleted = threading.Event()

    def delete() -> None:
        Person.objects.filter(id=person.id).delete()
        deleted.set()
        connection.close()

    def change() -> None:
        Person.objects.filter(id=person.id).update(locale="es")
        connection.close()

    with transaction.atomic():
        hold(Person, [person.id])
        changing = threading.Thread(target=change)
        changing.start()
        changing.join(DEADLINE)
        assert not changing.is_alive()
        deleting = threading.Thread(target=delete)
        deleting.start()
        assert not deleted.wait(0.3)
    assert deleted.wait(DEADLINE)
    deleting.join(DEADLINE)
