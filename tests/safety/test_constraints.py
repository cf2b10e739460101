"""What the database refuses of cases, decisions and the log, whoever writes it."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.safety.enums import DecisionState
from alongside.safety.models import Case, Decision, LogLine
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["UPDATE safety_logline SET event = 'closed'", "DELETE FROM safety_logline"])
def test_the_database_lets_nobody_change_the_log(bring: Bring, change: str) -> None:
    bring()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert LogLine.objects.count() == 1


def test_two_open_cases_of_one_thing_are_refused_by_the_database(bring: Bring) -> None:
    case = bring()
    case.id, case.data_key = uuid4(), None
    with pytest.raises(IntegrityError, match="safety_case_one_open"), transaction.atomic():
        case.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("safety_decision_act", {"act": "burn", "reach": "", "until": None}),
        ("safety_decision_reach", {"reach": ""}),
        ("safety_decision_until", {"until": None}),
        ("safety_decision_in_force", {"in_force_at": None}),
        ("safety_decision_undone", {"state": DecisionState.UNDONE}),
        ("safety_decision_community", {"community": None}),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_by_the_database(
    place: Place, bring: Bring, decide: Decide, *, name: str, change: dict[str, object]
) -> None:
    row = decide(place.keeper, bring(), "pause", "group", 3)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Decision.objects.filter(id=row.id).update(**change)


def test_a_removal_by_one_person_alone_is_refused_by_the_database(place: Place, removed: Decision) -> None:
    with pytest.raises(IntegrityError, match="safety_decision_two_people"), transaction.atomic():
        Decision.objects.filter(id=removed.id).update(confirmed_by=place.keeper)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("safety_case_community", {"community": None}),
        ("safety_case_for_somebody", {"for_community": False}),
        ("safety_case_closed", {"state": "closed"}),
        ("safety_case_kind", {"kind": ""}),
    ],
)
def test_a_case_that_makes_no_sense_is_refused_by_the_database(
    bring: Bring, *, name: str, change: dict[str, object]
) -> None:
    case = bring()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Case.objects.filter(id=case.id).update(**change)
