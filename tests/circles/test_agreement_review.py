"""When the two of a tie are asked again what they agreed, and what they say then."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Agreement, Supporter
from alongside.kernel import due
from alongside.kernel.errors import Conflict
from alongside.notifications.models import Delivery, EmailAddress, Preferences
from tests.circles.agreeing import BERLIN, HOPE, OWNER, REVIEW, SUPPORTER, Two
from tests.circles.conftest import contact_token

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("mail")
class TestReview:
    def test_it_is_on_the_day_they_named_or_a_quarter_of_a_year_on_at_ten_in_the_morning(self, two: Two) -> None:
        agreement = two.agree(two.now, review_on=date(2026, 3, 29))
        assert agreement.due_at == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)  # the clock went forward that night
        two.write(OWNER, HOPE)
        two.confirm(OWNER)
        agreement = two.confirm(SUPPORTER)
        today = two.now.astimezone(BERLIN).date()
        assert agreement.review_on == today + timedelta(weeks=13)

    def test_both_are_asked_once_and_neutrally(self, two: Two, mate: Person, owner: Person) -> None:
        for person in (mate, owner):
            EmailAddress.objects.create(
                created_at=two.now, person=person, address_sealed=b"not read", verified_at=two.now
            )
        agreement = two.agree()
        Delivery.objects.all().delete()
        with_mail = agreement.due_at
        assert with_mail
        assert due.step_due(REVIEW, now=with_mail - timedelta(seconds=1)) == 0
        assert due.step_due(REVIEW, now=with_mail) == 1
        assert due.step_due(REVIEW, now=with_mail + timedelta(days=1)) == 0
        told = {row.person_id: row for row in Delivery.objects.all()}
        assert told.keys() == {mate.id, owner.id}
        assert {(row.text, row.wakes, row.urgent) for row in told.values()} == {
            ("circles.agreement_review", False, False)
        }
        assert told[mate.id].path == f"/supporting/{two.tie.id}/agreement/"
        assert told[owner.id].path == f"/circle/ties/{two.tie.id}/agreement/"

    def test_a_contact_is_asked_at_their_address(self, by_link: Two, contact: Supporter) -> None:
        due_at = by_link.agree().due_at
        assert due_at
        due.step_due(REVIEW, now=due_at)
        row = Delivery.objects.get(text="circles.agreement_review")
        assert (row.person_id, row.path) == (None, f"/with/{contact_token(contact)}/agreement/")

    def test_a_worker_that_was_down_asks_when_it_is_back(self, two: Two) -> None:
        due_at = two.agree().due_at
        assert due_at
        late = due_at + timedelta(days=3)
        assert due.step_due(REVIEW, now=late) == 1
        assert Agreement.objects.get().due_at is None
        assert due.count_set_aside() == {}

    def test_quiet_hours_are_kept(self, two: Two, owner: Person) -> None:
        EmailAddress.objects.create(created_at=two.now, person=owner, address_sealed=b"no", verified_at=two.now)
        Preferences.objects.create(created_at=two.now, person=owner, quiet_from=time(8), quiet_until=time(16))
        due_at = two.agree().due_at
        assert due_at
        due.step_due(REVIEW, now=due_at)
        asked = Delivery.objects.get(text="circles.agreement_review", person=owner)
        assert asked.due_at == due_at + timedelta(hours=6)

    def test_still_right_from_both_sets_the_next_day(self, two: Two) -> None:
        agreement = two.agree()
        due_at, first_day = agreement.due_at, agreement.review_on
        assert due_at
        assert first_day
        due.step_due(REVIEW, now=due_at)
        later = due_at + timedelta(hours=2)
        assert two.still_right(SUPPORTER, later).review_on == first_day
        after = two.still_right(OWNER, later)
        assert after.review_on == first_day + timedelta(weeks=13)
        assert after.due_at
        assert after.due_at.astimezone(BERLIN).hour == 10
        assert after.version == 1
        with pytest.raises(Conflict):
            two.still_right(OWNER, later)

    def test_before_the_day_and_after_a_change_there_is_nothing_to_call_still_right(self, two: Two) -> None:
        due_at = two.agree().due_at
        assert due_at
        with pytest.raises(Conflict):
            two.still_right(OWNER, two.now)
        two.write(OWNER, replace(HOPE, most_a_week=1))
        with pytest.raises(Conflict):
            two.still_right(OWNER, due_at)
