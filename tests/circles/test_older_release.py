"""An older release goes on while a newer schema is in place: it deletes what it knows, and the rest goes along.

The older release is played by the models of the migrations that it knows.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.enums import Side
from alongside.circles.models import (
    Acquaintance,
    Agreement,
    Ask,
    BuildPath,
    BurnoutCheck,
    LoadWord,
    Snapshot,
    Supporter,
    SupportHours,
    Terms,
    Thanks,
    Tie,
)
from alongside.circles.terms import offered_terms

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN = [
    ("kernel", "0001_initial"),
    ("audit", "0002_append_only"),
    ("accounts", "0002_checks"),
    ("notifications", "0002_quiet_retries_and_lanes"),
    ("circles", "0003_safety_card"),
    ("reachouts", "0003_left_is_an_answer"),
    ("today", "0001_first_visit"),
]


@pytest.fixture
def older() -> Any:
    """The models of the older release."""
    return MigrationLoader(connection).project_state(KNOWN).apps


def newer_models() -> list[type[models.Model]]:
    """The models of circles that the older release does not know."""
    known = MigrationLoader(connection).project_state(KNOWN).models
    return [
        one for one in apps.get_app_config("circles").get_models() if ("circles", one._meta.model_name) not in known
    ]


def counts() -> dict[str, int]:
    return {one.__name__: one._default_manager.count() for one in newer_models()}


@pytest.fixture
def tie(accepted: Callable[..., Tie], named: Callable[..., Tie], owner: Person, mate: Person, now: datetime) -> Tie:
    """A tie of two with everything that has come since."""
    tie, other = accepted(mate), named("Another Test")
    first, second = sorted([tie, other], key=lambda one: one.id)
    Acquaintance.objects.create(created_at=now, owner=owner, first=first, second=second)
    Snapshot.objects.all().delete()
    parts = {"size": 1, "with_you": 1, "daily": 0, "supporting_recovery": 1, "mutual": 0}
    Snapshot.objects.create(created_at=now, owner=owner, day=date(2026, 3, 4), gives=[1, 0, 0], **parts)
    BuildPath.objects.create(created_at=now, owner=owner)
    Ask.objects.create(created_at=now, tie=tie, support="practical")
    Thanks.objects.create(created_at=now, tie=tie, key="reach-out:1", words_sealed=b"not read here")
    BurnoutCheck.objects.create(created_at=now, person=mate, answers_sealed=b"not read here")
    LoadWord.objects.create(created_at=now, supporter=tie.supporter)
    terms = replace(offered_terms(tie), most_a_week=2)
    services.write_terms(actor=mate, tie_id=tie.id, side=Side.SUPPORTER, terms=terms, now=now)
    SupportHours.objects.create(created_at=now, tie=tie, support="emotional", hours=[1])
    assert min(counts().values()) > 0, "a table that came since has nothing in it"
    return tie


def test_it_erases_an_owner(tie: Tie, older: Any, owner: Person) -> None:
    with transaction.atomic():
        older.get_model("accounts", "Person").objects.filter(id=owner.id).delete()
    assert {name for name, left in counts().items() if left} == {"BurnoutCheck", "LoadWord"}  # they are the other's


def test_it_erases_a_supporter_with_their_account(tie: Tie, older: Any, mate: Person) -> None:
    with transaction.atomic():
        older.get_model("accounts", "Person").objects.filter(id=mate.id).delete()
    assert {name for name, left in counts().items() if left} == {"Snapshot", "BuildPath"}
    assert not Supporter.objects.exists()


def test_it_deletes_a_tie(tie: Tie, older: Any) -> None:
    with transaction.atomic():
        older.get_model("circles", "Tie").objects.filter(id=tie.id).delete()
    assert {name for name, left in counts().items() if left} == {"Snapshot", "BuildPath", "BurnoutCheck", "LoadWord"}


def test_it_deletes_a_supporter_whose_ties_it_gave_to_another(
    tie: Tie, older: Any, stranger: Person, now: datetime
) -> None:
    another = Supporter.objects.create(created_at=now, person=stranger)
    with transaction.atomic():
        older.get_model("circles", "Tie").objects.filter(id=tie.id).update(supporter=another.id)
        older.get_model("circles", "Supporter").objects.filter(id=tie.supporter_id).delete()
    assert not LoadWord.objects.exists()
    assert Terms.objects.filter(agreement__tie=tie.id).exists()


def test_by_plain_statements_that_name_only_its_own_tables(tie: Tie, owner: Person) -> None:
    theirs = "SELECT id FROM circles_tie WHERE owner_id = %s"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM circles_invitation WHERE tie_id IN ({theirs})", [owner.id])  # noqa: S608 - our own words
        cursor.execute("DELETE FROM circles_tie WHERE owner_id = %s", [owner.id])
    assert [model.objects.count() for model in (Ask, Acquaintance, Thanks, Agreement, Terms)] == [0] * 5


def on_delete() -> dict[str, str]:
    """What the database does with a row of circles when what it refers to is deleted: c cascades, a refuses."""
    statement = (
        "SELECT conrelid::regclass::text, attname, confdeltype::text FROM pg_constraint"
        " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
        " WHERE contype = 'f' AND condeferrable AND condeferred"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {f"{table}.{column}": kind for table, column, kind in cursor.fetchall()}


def cascading() -> set[str]:
    """The keys of the newer models that must go along."""
    fields = [field for one in newer_models() for field in one._meta.concrete_fields]
    return {
        f"{field.model._meta.db_table}.{field.column}"
        for field in fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    }


def test_every_key_of_a_table_that_came_since_cascades_and_still_waits_for_the_commit() -> None:
    kinds = on_delete()
    assert len(cascading()) >= 11
    assert {name: kinds.get(name) for name in cascading()} == dict.fromkeys(cascading(), "c")


def test_it_can_be_taken_back() -> None:
    state = MigrationLoader(connection).project_state()
    operations = import_module("alongside.circles.migrations.0013_cascade_in_the_database").Migration.operations
    with connection.schema_editor() as editor:
        for operation in operations:
            operation.database_backwards("circles", editor, state, state)
    try:
        assert Counter(on_delete()[name] for name in cascading()) == {"a": len(operations)}
    finally:
        with connection.schema_editor() as editor:
            for operation in operations:
                operation.database_forwards("circles", editor, state, state)
    assert {on_delete()[name] for name in cascading()} == {"c"}
