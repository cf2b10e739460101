"""What every page reads: the session of a cookie, and whose it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from alongside.accounts.models import Person, PersonManager, Session
from alongside.accounts.sessions import SessionStore
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_their_id_alone(make_person: MakePerson) -> None:
    ada, tom = make_person("Ada Madeup"), make_person("Tom Madeup", locale="es")
    for one in (ada, tom, ada):
        found = Person.objects.get(pk=one.pk)
        assert (found, found.alias, found.locale, found.password) == (one, one.alias, one.locale, one.password)
        assert not found._state.adding
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get(pk=uuid4())
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get(pk=ada.pk, alias="Tom Madeup")
    assert Person.objects.get(pk=str(tom.pk)) == tom


def test_whoever_sees_some_people_only_gets_no_other_by_their_id(make_person: MakePerson) -> None:
    class Nobody(PersonManager):
        def get_queryset(self) -> QuerySet[Person]:
            return super().get_queryset().none()

    few = Nobody()
    few.model = Person
    with pytest.raises(Person.DoesNotExist):
        few.get(pk=make_person("Ada Madeup").pk)


def test_a_session_holds_what_was_put_into_it_until_it_ends() -> None:
    store = SessionStore()
    store["place"] = "here"
    store.create()
    assert dict(SessionStore(store.session_key).items()) == {"place": "here"}
    row = Session.objects.get(session_key=store.session_key)
    Session.objects.update(expire_date=row.expire_date - timedelta(days=400))
    ended = SessionStore(store.session_key)
    assert dict(ended.items()) == {}
    assert ended.session_key is None
    assert dict(SessionStore("nosuchsessionkey").items()) == {}
