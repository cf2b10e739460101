"""What is kept of an agreement, what cannot be, and what becomes of it when the tie or one of the two goes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.circles import privacy, services
from alongside.circles.models import Agreement, Supporter, Tie
from alongside.circles.models import Terms as Row
from alongside.circles.offers import Level
from alongside.kernel import due
from tests.circles.agreeing import HOPE, OWNER, REVIEW, SUPPORTER, Two
from tests.circles.conftest import contact_token

pytestmark = pytest.mark.django_db


class TestEnding:
    @pytest.mark.parametrize("by", ["owner", "supporter"])
    def test_it_ends_with_its_tie_and_nobody_is_asked_again(self, two: Two, by: str) -> None:
        due_at = two.agree().due_at
        two.write(SUPPORTER, replace(HOPE, most_a_week=1, from_level=Level.URGENT, until=date(2026, 12, 1)))
        if by == "owner":
            services.remove_tie(actor=two.tie.owner, tie_id=two.tie.id, now=two.now)
        else:
            services.leave_tie(actor=two.actor(SUPPORTER), tie_id=two.tie.id, now=two.now)
        assert not Agreement.objects.exists()
        assert not Row.objects.exists()
        tie = Tie.objects.get(id=two.tie.id)
        assert (tie.most_a_week, tie.from_level, tie.until) == (None, None, None)
        assert due_at
        assert due.step_due(REVIEW, now=due_at) == 0

    @pytest.mark.parametrize("who", ["owner", "mate"])
    def test_who_is_erased_leaves_nothing_of_it(self, two: Two, who: str, request: pytest.FixtureRequest) -> None:
        two.agree()
        privacy.erase(request.getfixturevalue(who).id, two.now)
        assert not Row.objects.exists()

    def test_each_takes_along_what_they_wrote_and_the_owner_what_a_contact_wrote(
        self, two: Two, by_link: Two, mate: Person, owner: Person
    ) -> None:
        two.agree(not_wanted="owner's words")
        by_link.write(SUPPORTER, replace(HOPE, not_wanted="contact's words"))
        told = {who: privacy.export(who.id)["agreements"] for who in (owner, mate)}
        assert {(row["with"], row["side"], row["version"], row["not_wanted"]) for row in told[owner]} == {
            ("Auntie Test", "owner", None, "owner's words"),
            ("Auntie Test", "owner", 1, "owner's words"),
            ("Uncle Test", "supporter", None, "contact's words"),
        }
        assert {(row["with"], row["side"], row["not_wanted"]) for row in told[mate]} == {("Odd Owner", "supporter", "")}
        assert len(told[mate]) == 2

    def test_a_contact_who_makes_an_account_takes_the_agreement_along(
        self, by_link: Two, contact: Supporter, stranger: Person
    ) -> None:
        by_link.agree()
        services.adopt_contact(actor=stranger, token=contact_token(contact), now=by_link.now)
        after = Two(Tie.objects.select_related("owner", "supporter__person").get(id=by_link.tie.id), by_link.now)
        assert Agreement.objects.get().version == 1
        assert after.says(SUPPORTER) == replace(HOPE, zone=ZoneInfo("UTC"), hours=frozenset({18, 19, 20}))


class TestRows:
    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"side": "nobody"}, "circles_terms_side"),
            ({"gives": ["gold"]}, "circles_terms_gives"),
            ({"hours": [168]}, "circles_terms_hours"),
            ({"channels": ["pigeon"]}, "circles_terms_channels"),
            ({"within": 61}, "circles_terms_within"),
            ({"most_a_week": 0}, "circles_terms_most_a_week"),
            ({"most_a_week": 101}, "circles_terms_most_a_week"),
            ({"from_level": "loud"}, "circles_terms_from_level"),
            ({"version": 0, "confirmed_at": datetime(2026, 1, 1, tzinfo=UTC)}, "circles_terms_version"),
            ({"version": 1, "confirmed_at": None}, "circles_terms_version"),
        ],
    )
    def test_what_must_not_be_cannot_be_stored(self, two: Two, values: dict[str, Any], constraint: str) -> None:
        two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Row.objects.filter(side="owner").update(**values)

    def test_a_side_says_one_thing_at_a_time(self, two: Two) -> None:
        agreement = two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError, match="circles_terms_once"), transaction.atomic():
            Row.objects.create(created_at=two.now, agreement=agreement, side="owner", zone="UTC")

    def test_a_tie_has_one_agreement(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(created_at=two.now, tie=two.tie)
