"""Aliases that were folded before how a sign is drawn was left out are found again, in accounts and in groups."""

from datetime import datetime
from importlib import import_module

import pytest
from django.db import connection

from alongside.accounts.forms import EraseForm
from alongside.accounts.models import Person
from alongside.accounts.services import recover, renew_recovery_codes
from alongside.groups.models import Membership
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join

pytestmark = pytest.mark.django_db
SUN = "\N{BLACK SUN WITH RAYS}"
DRAWN = "\N{VARIATION SELECTOR-16}"
AS_TEXT = "\N{VARIATION SELECTOR-15}"


def fold_anew(app: str, number: str) -> None:
    migration = import_module(f"alongside.{app}.migrations.{number}_keys_without_how_drawn")
    with connection.cursor() as cursor:
        cursor.execute(migration.FOLDED_ANEW)


def test_who_has_a_picture_in_their_alias_signs_in_by_it_again(make_person: MakePerson) -> None:
    sunny, other, twin = (make_person(alias) for alias in ("Sunny", "Rainy", "Cloudy"))
    for person, key in ((sunny, f"sunny {SUN}{DRAWN}"), (twin, f"sunny {SUN}{AS_TEXT}"), (other, "rainy")):
        Person.objects.filter(id=person.id).update(alias_key=key)
    fold_anew("accounts", "0003")
    assert Person.objects.get_by_natural_key(f"Sunny {SUN}{DRAWN}") == sunny
    assert Person.objects.get_by_natural_key("Rainy") == other
    assert Person.objects.get(id=twin.id).alias_key == f"sunny {SUN}{AS_TEXT}", "the first of the two is found"
    fold_anew("accounts", "0003")
    assert Person.objects.get_by_natural_key(f"Sunny {SUN}") == sunny


def test_who_kept_their_key_is_found_by_it_and_gets_in_with_a_recovery_code(
    make_person: MakePerson, now: datetime
) -> None:
    sunny, twin = make_person(f"Sunny {SUN}"), make_person("Cloudy")
    typed = f"Sunny {SUN}{DRAWN}"
    Person.objects.filter(id=twin.id).update(alias=typed, alias_key=f"sunny {SUN}{DRAWN}")
    fold_anew("accounts", "0003")
    assert Person.objects.get_by_natural_key(typed) == twin
    assert Person.objects.get_by_natural_key(f"SUNNY {SUN}") == sunny
    code = renew_recovery_codes(actor=twin, now=now)[0]
    assert recover(alias=typed, code=code, passphrase="seven quiet otters sleep", now=now) == twin
    twin.refresh_from_db()
    assert EraseForm({"alias": typed}, person=twin).is_valid()
    assert not EraseForm({"alias": f"Sunny {SUN}"}, person=twin).is_valid()


def test_in_a_group_nobody_bears_the_same_beside_it(begin: Begin, join: Join, mate: Person) -> None:
    row = join(begin(), mate)
    Membership.objects.filter(id=row.id).update(alias_key=f"kite {SUN}{DRAWN}")
    fold_anew("groups", "0153")
    assert Membership.objects.get(id=row.id).alias_key == f"kite {SUN}"
