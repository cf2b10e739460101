"""Undoing what was decided: by whoever may have decided it, and not while another decision still wants the same."""

from datetime import datetime, timedelta

import pytest

from alongside.kernel.errors import NotAllowed
from alongside.safety import services
from alongside.safety.pauses import paused_until
from alongside.safety.queries import case_view
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def test_a_group_does_not_lift_what_holds_in_the_whole_place(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(reason="preying")
    row = decide(place.moderator, case, "pause", "instance", 3)
    there = decide(place.moderator, case, "pause", "group", 3)
    offers = {one.id: one.may_lift for one in case_view(case, place.keeper, now=now).decisions}
    assert offers == {row.id: False, there.id: True}
    with pytest.raises(NotAllowed):
        services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    assert paused_until(place.writer, None, now=now) == now + timedelta(days=3)
    assert [one.may_lift for one in case_view(case, place.second, now=now).decisions] == [True, True]
    services.lift(actor=place.second, case_id=case.id, decision_id=row.id, now=now)
    assert paused_until(place.writer, None, now=now) is None
