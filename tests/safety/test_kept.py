"""How long what was shown is kept: at its end it is destroyed, and what is shown later has a time of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.models import Group, Membership, Post
from alongside.groups.services.unsent import bring_unsent
from alongside.kernel.due import kinds, step_due
from alongside.kernel.models import DataKey
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case, Decision, Report
from alongside.safety.own_queries import own_decisions
from alongside.safety.privacy import export
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def step(now: datetime) -> None:
    """Move the cases that are due."""
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now)


def shown(case: Case, place: Place, now: datetime) -> list[list[str]]:
    """Return the words that each report shows, the oldest first."""
    view = case_view(case, place.host, now=now)
    return [[piece.words for piece in one.pieces] for one in view.reports]


def reasons(case: Case, actor: Person, now: datetime) -> list[str]:
    """Return what was said with each decision, as somebody who may look after the case reads it."""
    return [one.reason for one in case_view(case, actor, now=now).decisions]


def reported(case: Case, place: Place, now: datetime) -> Case:
    """Have the group's moderator report the same at this moment; return the case of that."""
    row = services.report(actor=place.keeper, kind=case.kind, subject=case.subject, telling=Telling("spam"), now=now)
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


def test_notes_and_what_was_said_of_nobody_are_destroyed_with_what_was_shown(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    notes = decide(place.keeper, case, "note"), decide(place.keeper, case, "warn")
    erase_person(actor=place.writer, now=now)
    notes += (decide(place.keeper, case, "note"),)
    keys = [UUID(bytes=bytes(one.reason_sealed)[:16]) for one in (notes[0], notes[2])]
    assert keys == [case.data_key_id] * 2
    assert reasons(case, place.host, now) == ["That does not go here.", "", "That does not go here."]
    step(now + timedelta(days=90))
    assert reasons(case, place.host, now) == ["", "", ""]
    assert not Decision.objects.exclude(reason_sealed=None).exists()


def test_what_was_said_to_somebody_stays_for_them(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    case = bring()
    decide(place.keeper, case, "warn")
    step(now + timedelta(days=90))
    assert [one.why for one in own_decisions(place.writer, now=now)] == ["That does not go here."]
    assert reasons(case, place.host, now) == ["That does not go here."]


def test_a_note_is_kept_for_its_own_time_where_the_evidence_is_destroyed(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case, later = bring(), now + timedelta(days=100)
    step(now + timedelta(days=90))
    services.decide(actor=place.keeper, case_id=case.id, choice=Choice("note", "Look here."), now=later)
    assert reasons(case, place.host, later) == ["Look here."]
    step(later + timedelta(days=90))
    assert reasons(case, place.host, later) == [""]


def test_who_erases_their_account_takes_their_notes_along(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    decide(place.keeper, case, "note")
    decide(place.keeper, case, "warn")
    erase_person(actor=place.keeper, now=now)
    assert reasons(case, place.host, now) == ["", "That does not go here."]


WORDS = "I want to die, canary words."


def cry_unsent(place: Place, now: datetime) -> None:
    """Type words of danger where they cannot be sent."""
    bring_unsent(standing=place.membership(place.writer), words=WORDS, now=now)


def cry_in_another_look(place: Place, now: datetime) -> None:
    """Ask for another look in words of danger."""
    row = Decision.objects.get(act="warn")
    services.appeal(actor=place.writer, decision_id=row.id, words=WORDS, now=now)


def cry_in_a_report(place: Place, now: datetime) -> None:
    """Report somebody in words of danger about oneself."""
    subject = Post.objects.get(place=1).id
    services.report(actor=place.writer, kind="post", subject=subject, telling=Telling("unkind", WORDS), now=now)


def cry_in_a_request(place: Place, now: datetime) -> None:
    """Ask to come back in words of danger."""
    Group.objects.update(openness="by_request")
    groups.leave_group(actor=place.writer, slug=place.group.slug, now=now)
    entering = Entering("New Moon", place.group.agreements_since, word=WORDS)
    groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=now)


@pytest.mark.parametrize("cry", [cry_unsent, cry_in_another_look, cry_in_a_report, cry_in_a_request])
def test_a_cry_that_only_moderators_have_read_can_be_taken_along_and_goes_with_its_writer(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, cry: Callable[[Place, datetime], None]
) -> None:
    first = decide(place.keeper, bring(), "warn").case
    cry(place, now)
    case = Case.objects.get(is_urgent=True)
    assert [row["words"] for row in export(place.writer.id)["cries"]] == [WORDS]
    assert export(place.keeper.id)["cries"] == export(place.stranger.id)["cries"] == []
    key = case.data_key_id
    erase_person(actor=place.writer, now=now)
    case.refresh_from_db()
    assert shown(case, place, now) == [[]]
    assert case.state == "closed", "nobody is left who could be answered"
    assert not DataKey.objects.filter(id=key).exists(), "no backup opens it"
    assert shown(first, place, now) == [["Buy my canary pills."]], "what somebody reported stays until its time"


def test_the_word_of_who_asks_to_join_stays_where_somebody_reported_it(place: Place, now: datetime) -> None:
    cry_in_a_request(place, now)
    subject = Membership.objects.get(state="asked").id
    services.report(actor=place.keeper, kind="request", subject=subject, telling=Telling("preying"), now=now)
    case = Case.objects.get()
    erase_person(actor=place.writer, now=now)
    assert shown(case, place, now) == [[], [WORDS]]
