"""Who is there while a supporter rests: by hand, and for the pages that say it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.coverage import ALWAYS, NEVER, Helper, Times, mask_of
from alongside.circles.details import Offer, TieDetails
from alongside.circles.models import Supporter, Tie
from alongside.circles.offers import Support
from alongside.circles.relief import Relief, relief_of
from alongside.circles.taking_over import taking_over_from
from tests.circles.conftest import OFFER, token_of
from tests.conftest import MakePerson

TALKS, DRIVES = frozenset({Support.EMOTIONAL}), frozenset({Support.PRACTICAL})
NIGHT = mask_of(range(7))


class TestReckoned:
    def test_alone(self) -> None:
        assert relief_of(Helper("me", TALKS, NIGHT), []) == Relief(0, NIGHT)

    def test_others_at_other_hours_leave_mine_to_nobody(self) -> None:
        others = [Helper("a", TALKS, mask_of([3, 20])), Helper("b", TALKS, mask_of([20]))]
        assert relief_of(Helper("me", TALKS, NIGHT), others) == Relief(2, mask_of([0, 1, 2, 4, 5, 6]))

    def test_whatever_others_give_they_are_there(self) -> None:
        assert relief_of(Helper("me", TALKS, NIGHT), [Helper("a", DRIVES, ALWAYS)]) == Relief(1, NEVER)

    def test_hours_are_those_in_which_a_reach_out_finds_somebody(self) -> None:
        mornings = {Support.EMOTIONAL: Times(mask_of([3])), Support.PRACTICAL: Times(ALWAYS)}
        others = [Helper("a", TALKS | DRIVES, NEVER, others=mornings)]
        assert relief_of(Helper("me", TALKS, NIGHT), others) == Relief(1, NIGHT & ~mask_of([3]))
        own = Helper("me", TALKS | DRIVES, NIGHT, others={Support.PRACTICAL: Times(ALWAYS)})
        assert relief_of(own, []) == Relief(0, NIGHT)

    def test_who_cannot_answer_at_any_hour_is_not_there(self) -> None:
        assert relief_of(Helper("me", TALKS, NIGHT), [Helper("a", TALKS, NEVER)]) == Relief(0, NIGHT)


ANY_HOUR = Offer(gives=("practical",), wakes_at="urgent")


@pytest.mark.django_db
class TestTold:
    def test_nobody_else(self, mate: Person, accepted: Callable[..., Tie], now: datetime) -> None:
        accepted(mate)
        (told,) = taking_over_from(mate, now=now)
        assert told.sentence == (
            "Nobody else stands with Odd Owner at the moment. If they reach out while you rest, the listeners on call "
            "are asked."
        )

    def test_others_and_the_hours_left_on_the_supporters_own_clock(
        self, mate: Person, stranger: Person, contact: Supporter, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        accepted(mate, "CANARY-NAME", offer=replace(OFFER, hours=(12, 13, 14)))
        # The stranger is in UTC, and the coming Monday is the first of summer time in New York: 17:00 is 13:00 there.
        accepted(stranger, "CANARY-OTHER", offer=replace(OFFER, hours=(17, 18)))
        told = taking_over_from(mate, now=now)
        assert [one.sentence for one in told] == [
            (
                "2 others stand with Odd Owner. At these hours of your week nobody else does: between 12:00 and 13:00 "
                "(Mon)."
            )
        ]
        assert "CANARY" not in repr(told)

    def test_a_full_week_of_ones_own_and_being_marked_change_nothing(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        accepted(mate, stance="undermines")
        accepted(stranger, offer=ANY_HOUR)
        services.start_breather(actor=mate, until=now + timedelta(days=3), now=now)
        assert [one.sentence for one in taking_over_from(mate, now=now)] == [
            "1 other person stands with Odd Owner, at every hour at which you do."
        ]

    def test_who_rests_or_makes_it_harder_cannot_be_told_from_the_others(
        self, mate: Person, stranger: Person, make_person: MakePerson, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        accepted(mate)
        accepted(stranger, offer=ANY_HOUR)
        accepted(make_person("Hard"), offer=ANY_HOUR, stance="undermines")
        services.start_breather(actor=stranger, until=now + timedelta(days=30), now=now)
        assert [one.relief.others for one in taking_over_from(mate, now=now)] == [2]

    def test_the_queries_are_as_many_for_three_people_as_for_one(
        self,
        mate: Person,
        make_person: MakePerson,
        now: datetime,
        django_assert_num_queries: Callable[[int], Any],
    ) -> None:
        for size in (1, 3):
            for number in range(size):
                _stand_with(make_person(f"Other {size} {number}"), mate, now)
            with django_assert_num_queries(3):
                told = taking_over_from(mate, now=now)
        assert [one.alias for one in told] == ["Other 1 0", "Other 3 0", "Other 3 1", "Other 3 2"]

    def test_who_supports_nobody_has_nobody_to_hand_over(self, stranger: Person, now: datetime) -> None:
        assert taking_over_from(stranger, now=now) == ()


def _stand_with(owner: Person, mate: Person, now: datetime) -> None:
    tie = services.name_tie(actor=owner, details=TieDetails(name="Mia", relation="peer"), now=now)
    token = token_of(services.invite(actor=owner, tie_id=tie.id, now=now).id)
    services.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)
