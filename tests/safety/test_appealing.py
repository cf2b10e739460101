"""Another look at what was decided: by others, once, in time, and what it undoes."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from alongside.groups import services as groups
from alongside.groups.enums import Standing
from alongside.kernel.errors import Conflict, NotFound
from alongside.safety import services
from alongside.safety.cards import decided
from alongside.safety.enums import Act
from alongside.safety.forms import AppealForm, DecisionForm
from alongside.safety.models import Case, Decision
from alongside.safety.own_queries import own_decisions
from alongside.safety.policies import access_appeal, access_decision, may_act, visible_appeals
from alongside.safety.services.appealing import may_appeal
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db


def test_an_appeal_is_answered_by_others_and_undoes_what_was_decided(
    place: Place, removed: Decision, now: datetime
) -> None:
    asked = services.appeal(actor=place.writer, decision_id=removed.id, words="It was a joke.", now=now)
    for person in (place.keeper, place.host, place.writer, place.reader, place.stranger, place.organiser):
        with pytest.raises(NotFound):
            access_appeal(person, asked.id, now=now)
    services.answer_appeal(actor=place.moderator, appeal_id=asked.id, grants=True, answer="Welcome back.", now=now)
    back = place.membership(place.writer)
    assert (back.state, back.alias, back.role) == (Standing.IN, "Amber Finch", "member")
    (shown,) = own_decisions(place.writer, now=now)
    assert (shown.asked, shown.answer, shown.is_granted) == ("It was a joke.", "Welcome back.", True)
    assert shown.holds == "This was undone. It is as if it had not been."
    with pytest.raises(NotFound):
        services.answer_appeal(actor=place.second, appeal_id=asked.id, grants=False, answer="No.", now=now)


def test_an_answer_is_new_on_today_and_among_what_was_decided_until_it_is_opened(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "hide")
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="It was a joke.", now=now)
    new, writer = "Your word was answered", as_(place.writer)
    assert [new in text_of(writer, path) for path in ("/", reverse("decisions"))] == [False, False]
    services.answer_appeal(actor=place.host, appeal_id=asked.id, grants=False, answer="It stays.", now=now)
    assert [new in text_of(writer, path) for path in ("/", reverse("decisions"))] == [True, True]
    assert new not in text_of(as_(place.reader), "/")
    with pytest.raises(NotFound):
        services.read_answer(actor=place.reader, decision_id=row.id, now=now)
    assert "It stays." in text_of(writer, reverse("decision", args=[row.id]))
    assert [new in text_of(writer, path) for path in ("/", reverse("decisions"))] == [False, False]


def test_an_appeal_comes_once_in_time_and_only_from_whom_it_is_about(
    place: Place, removed: Decision, now: datetime
) -> None:
    for person in (place.reader, place.host, place.moderator):
        with pytest.raises(NotFound):
            services.appeal(actor=person, decision_id=removed.id, words="For them.", now=now)
        with pytest.raises(NotFound):
            access_decision(person, removed.id)
    with pytest.raises(Conflict):
        services.appeal(actor=place.writer, decision_id=removed.id, words="Late.", now=now + timedelta(days=61))
    asked = services.appeal(actor=place.writer, decision_id=removed.id, words="Please look.", now=now)
    with pytest.raises(Conflict):
        services.appeal(actor=place.writer, decision_id=removed.id, words="Again.", now=now)
    services.answer_appeal(actor=place.moderator, appeal_id=asked.id, grants=False, answer="It stays.", now=now)
    assert place.membership(place.writer).state == Standing.BANNED
    with pytest.raises(Conflict):
        services.appeal(actor=place.writer, decision_id=removed.id, words="Again.", now=now)


def test_a_cry_for_help_in_an_appeal_comes_before_moderators_of_the_place_without_a_name(
    place: Place, removed: Decision, now: datetime
) -> None:
    words = "Please. I want to die without you all."
    services.appeal(actor=place.writer, decision_id=removed.id, words=words, now=now)
    said = AppealForm({"words": words}).sent("Thank you.")
    assert said.startswith("Thank you. ")
    assert "You do not have to carry it alone" in said
    assert "with the others" not in said, "moderators alone read it"
    case = Case.objects.get(kind="cry")
    assert (case.is_urgent, case.about, case.community) == (True, place.writer, None)
    path = reverse("moderate-case", args=[case.id])
    shown = text_of(as_(place.moderator), path)
    assert "I want to die without you all." in shown
    assert "Amber Finch" not in shown
    assert "Writer Madeup" not in shown
    for person in (place.host, place.keeper, place.reader, place.writer):
        assert as_(person).get(path).status_code in {403, 404}
    acts = {act for act, _reach in may_act(place.moderator, case)}
    assert Act.WRITE in acts
    assert not acts & {Act.PAUSE, Act.REMOVE}
    assert "days" not in DecisionForm(place.moderator, case, now=case.created_at).fields


def test_where_everybody_else_decided_an_organiser_answers(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    assert [visible_appeals(one, now=now).count() for one in (place.organiser, place.moderator, place.host)] == [
        1,
        0,
        0,
    ]
    services.answer_appeal(actor=place.organiser, appeal_id=asked.id, grants=True, answer="Come back.", now=now)
    assert place.membership(place.writer).state == Standing.IN


def test_who_comes_back_gets_another_alias_when_theirs_is_taken(place: Place, removed: Decision, now: datetime) -> None:
    later = now + timedelta(days=31)  # so long nobody else can have it
    groups.change_alias(actor=place.reader, slug=place.group.slug, alias="Amber Finch", now=later)
    asked = services.appeal(actor=place.writer, decision_id=removed.id, words="Please.", now=later)
    services.answer_appeal(actor=place.moderator, appeal_id=asked.id, grants=True, answer="Yes.", now=later)
    back = place.membership(place.writer)
    assert back.state == Standing.IN
    assert back.alias not in ("", "Amber Finch")


def test_the_time_for_another_look_begins_when_a_removal_is_confirmed(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case, later = bring(), now + timedelta(days=61)
    removal, warning = decide(place.keeper, case, "remove", "group"), decide(place.keeper, case, "warn")
    services.answer_proposal(actor=place.host, decision_id=removal.id, confirms=True, now=later)
    assert [one.id for one in own_decisions(place.writer, now=later)] == [removal.id, warning.id]
    removal.refresh_from_db()
    end = later + timedelta(days=60)
    assert may_appeal(removal, now=end)
    assert not may_appeal(removal, now=end + timedelta(seconds=1))
    with pytest.raises(Conflict):
        services.appeal(actor=place.writer, decision_id=removal.id, words="Late.", now=end + timedelta(seconds=1))
    assert services.appeal(actor=place.writer, decision_id=removal.id, words="Please look.", now=end)


def test_the_home_page_tells_of_a_removal_for_two_weeks_after_it_is_confirmed(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row, later = decide(place.keeper, bring(), "remove", "group"), now + timedelta(days=15)
    assert decided(place.writer, now) is None
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=later)
    card = decided(place.writer, later + timedelta(days=13))
    assert card is not None
    assert [one.id for one in card["lines"]] == [row.id]
    assert decided(place.writer, later + timedelta(days=14)) is None
