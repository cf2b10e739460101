"""Aliases that are offered: made up, free, and drawn by chance alone."""

import re
import secrets
from collections.abc import Collection
from datetime import datetime
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.aliases import LONGEST, alias_key, alias_problem
from alongside.groups.aliases.offering import free_alias
from alongside.groups.aliases.suggesting import _FIRST, _SECOND, suggested_alias
from alongside.groups.models import Group, Membership
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three


def _nobody(_keys: Collection[str]) -> Collection[str]:
    return ()


def test_every_alias_that_can_be_offered_can_be_used() -> None:
    for language, firsts in _FIRST.items():
        aliases = [f"{first} {second}" for first in firsts for second in _SECOND[language]]
        assert len(set(map(alias_key, aliases))) == 400
        assert [alias for alias in aliases if alias_problem(alias)] == []


@pytest.mark.parametrize(("locale", "alias"), [("en", "Quiet Lantern"), ("es", "Faro Azul"), ("fr", "Quiet Lantern")])
def test_it_speaks_the_language_of_the_reader(locale: str, alias: str) -> None:
    assert suggested_alias(locale, taken=_nobody, key=alias_key, draw=lambda words: words[0]) == alias


def test_what_is_taken_is_passed_over() -> None:
    chance = cycle([0, 0, 1, 0])
    alias = suggested_alias(
        "en", taken=lambda keys: {"quiet lantern"} & set(keys), key=alias_key, draw=lambda words: words[next(chance)]
    )
    assert alias == "Amber Lantern"


def test_where_all_are_taken_there_is_a_number() -> None:
    taken = {"quiet lantern", "quiet lantern 2"}
    alias = suggested_alias("en", taken=lambda keys: taken & set(keys), key=alias_key, draw=lambda words: words[0])
    assert alias == "Quiet Lantern 22"


def test_where_every_number_would_pass_for_somebody_too_there_are_two_at_once() -> None:
    alias = suggested_alias("en", taken=_nobody, is_close=lambda _key: True, key=alias_key, draw=lambda words: words[0])
    assert alias == "Quiet Lantern Quiet Lantern"
    longest = max(len(f"{first} {second}") for lang in _FIRST for first in _FIRST[lang] for second in _SECOND[lang])
    assert 2 * longest + 1 <= LONGEST


@pytest.mark.django_db
def test_what_somebody_bears_in_any_group_or_as_their_account_is_never_offered(
    begin: Begin, join: Join, three: Three, make_person: MakePerson, now: datetime, *, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.groups.aliases.suggesting._FIRST", {"en": ("Quiet", "Amber")})
    monkeypatch.setattr("alongside.groups.aliases.suggesting._SECOND", {"en": ("Kettle", "River")})
    _host, mate, stranger = three
    join(begin(name="Evening group"), stranger, "Amber Kettle")
    hidden = begin(name="Hidden group")
    join(hidden, mate, "Quiet  KETTLE")
    Group.objects.filter(id=hidden.id).update(openness="hidden")
    make_person("Quiet River")
    assert {free_alias(mate, now=now) for _time in range(20)} == {"Amber River"}
    last = make_person("Amber River")
    assert re.fullmatch(r"(Quiet|Amber) (Kettle|River) [2-9]", free_alias(mate, now=now))
    last.delete()
    assert free_alias(mate, now=now) == "Amber River", "nobody bears it any longer"


@pytest.mark.django_db
def test_who_bears_an_alias_is_found_without_reading_every_membership(
    begin: Begin, make_person: MakePerson, now: datetime
) -> None:
    # Among a handful of rows any way of reading is as good as another, and which one is taken is chance.
    first, person = begin(), make_person("Everywhere Fern")
    fields = {
        one.attname: getattr(first, one.attname)
        for one in Group._meta.concrete_fields
        if one.name not in ("id", "slug")
    }
    groups = Group.objects.bulk_create(Group(**fields, slug=f"copse-{number}") for number in range(2_000))
    there: dict[str, Any] = {"created_at": now, "agreed_at": now, "joined_at": now, "state": "in", "role": "host"}
    Membership.objects.bulk_create(
        Membership(group=group, person=person, alias=f"fern {number}", alias_key=f"fern {number}", **there)
        for number, group in enumerate(groups)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE groups_membership")
        cursor.execute("EXPLAIN SELECT alias_key FROM groups_membership WHERE alias_key IN ('fern 7', 'fern 1999')")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "groups_membership_named" in plan


@pytest.mark.django_db
def test_where_every_pair_is_borne_in_a_group_few_are_compared_and_its_aliases_are_read_once(
    begin: Begin, join: Join, three: Three, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.groups.aliases.suggesting._FIRST", {"en": ("Amber",)})
    monkeypatch.setattr("alongside.groups.aliases.suggesting._SECOND", {"en": ("Kettle",)})
    _host, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Kettle")
    with CaptureQueriesContext(connection) as read:
        assert free_alias(stranger, group_id=group.id, now=now) == "Amber Kettle Amber Kettle"
    assert len(read) <= 6, [one["sql"] for one in read]
    compared: list[str] = []
    suggested_alias(
        "en", taken=_nobody, is_close=lambda one: bool(compared.append(one)) or True, key=alias_key, draw=secrets.choice
    )
    assert len(compared) == 10
