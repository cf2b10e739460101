"""How long what was shown is kept: at its end it is destroyed, and what is shown later has a time of its own."""

from datetime import datetime, timedelta

import pytest

from alongside.kernel.due import kinds, step_due
from alongside.kernel.models import DataKey
from alongside.safety.details import Telling
from alongside.safety.models import Case, Report
from alongside.safety.queries import case_view
from alongside.safety.services import report
from tests.safety.conftest import Bring, Place

pytestmark = pytest.mark.django_db


def step(now: datetime) -> None:
    """Move the cases that are due."""
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now)


def shown(case: Case, place: Place, now: datetime) -> list[list[str]]:
    """Return the words that each report shows, the oldest first."""
    view = case_view(case, place.host, now=now)
    return [[piece.words for piece in one.pieces] for one in view.reports]


def reported(case: Case, place: Place, now: datetime) -> Case:
    """Have the group's moderator report the same at this moment; return the case of that."""
    row = report(actor=place.keeper, kind=case.kind, subject=case.subject, telling=Telling("spam"), now=now)
    return row.case


@pytest.mark.parametrize("worker_was_there", [False, True])
def test_a_case_left_open_past_its_time_takes_further_reports(
    place: Place, bring: Bring, now: datetime, *, worker_was_there: bool
) -> None:
    case = bring(words="canary words")
    end = now + timedelta(days=90)
    if worker_was_there:
        step(end)
    later = end + timedelta(hours=1)
    assert reported(case, place, later) == case
    case.refresh_from_db()
    assert case.evidence_until == later + timedelta(days=90)
    assert shown(case, place, later) == [[], ["Buy my canary pills."]]
    assert not Report.objects.exclude(words_sealed=None).exists()
    key = case.data_key_id
    step(later + timedelta(days=90))
    assert shown(case, place, later) == [[], []]
    assert not DataKey.objects.filter(id=key).exists()


def test_what_is_shown_in_the_last_week_is_kept_for_as_long_again(place: Place, bring: Bring, now: datetime) -> None:
    case, early, late = bring(), now + timedelta(days=83), now + timedelta(days=83, seconds=1)
    assert reported(case, place, early).evidence_until == now + timedelta(days=90)
    Report.objects.filter(reporter=place.keeper).delete()
    assert reported(case, place, late).evidence_until == late + timedelta(days=90)
    step(now + timedelta(days=90))
    assert shown(case, place, late) == [["Buy my canary pills."], ["Buy my canary pills."]]
