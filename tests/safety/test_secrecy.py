"""Accounts behind aliases stay apart: what both sides of a decision take along names nobody of the other."""

from datetime import datetime
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.audit import privacy as audit
from alongside.safety import services
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def taken_along(person: Person) -> list[dict[str, Any]]:
    """Return what the record holds of moderation for somebody, as they take it along."""
    return [row for row in audit.export(person.id)["entries"] if row["action"].startswith("safety.")]


def accounts(person: Person) -> set[object]:
    """Return the accounts that these rows name beside their own."""
    return {row[name] for row in taken_along(person) for name in ("actor", "about")} - {person.id}


def test_neither_side_of_a_decision_takes_the_account_of_the_other_along(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    warned = decide(place.keeper, row.case, "warn")
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    services.lift(actor=place.keeper, case_id=row.case_id, decision_id=warned.id, now=now)
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    services.answer_appeal(actor=place.organiser, appeal_id=asked.id, grants=False, answer="It stays.", now=now)
    for person in (place.keeper, place.host, place.writer, place.organiser):
        assert {one["action"] for one in taken_along(person)}
        assert accounts(person) == {None}
