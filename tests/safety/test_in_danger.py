"""Whoever may be in danger: nothing ends, and nobody is removed, before it is said whether somebody answered them."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.enums import Standing
from alongside.groups.models import Post
from alongside.groups.thread_details import Opening, Said
from alongside.kernel.errors import Invalid
from alongside.safety import services
from alongside.safety.models import Case, LogLine
from alongside.safety.policies import access_case
from alongside.safety.queries import case_view
from tests.safety.conftest import DETAILS, Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
HEAVY = Said("I want to die.")
WAITS = "Whoever this is about may be in danger right now."


@pytest.fixture
def danger(place: Place, now: datetime) -> Case:
    """What the writer began with words of danger, before the moderators of the group."""
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=Opening("Tonight", HEAVY), now=now)
    return Case.objects.get(is_urgent=True)


def log_of(case: Case) -> list[tuple[str, str]]:
    """Return what the log has of a case, with what became of whoever was in danger."""
    return list(LogLine.objects.filter(case=case.id).order_by("id").values_list("event", "answered"))


def test_what_is_urgent_ends_once_it_is_said_whether_somebody_answered(
    place: Place, danger: Case, now: datetime
) -> None:
    for answered in ("", "perhaps"):
        with pytest.raises(Invalid) as refused:
            services.close_case(actor=place.host, case_id=danger.id, answered=answered, now=now)
        assert refused.value.field == "answered"
    services.close_case(actor=place.host, case_id=danger.id, answered="unreached", now=now)
    assert log_of(danger)[-1] == ("closed", "unreached")
    view = case_view(access_case(place.keeper, danger.id, now=now), place.keeper, now=now)
    assert (view.is_open, view.answered) == (False, "They could not be reached")


def test_its_page_asks_before_it_ends_and_says_afterwards_what_was_said(place: Place, danger: Case) -> None:
    host, page = as_(place.host), reverse("moderate-case", args=[danger.id])
    assert "Has somebody answered them?" not in text_of(host, page), "it is nobody's yet"
    host.post(reverse("moderate-move", args=[danger.id, "claim"]))
    assert "Has somebody answered them?" in text_of(host, page)
    close = reverse("moderate-move", args=[danger.id, "close"])
    refused = host.post(close)
    assert refused.status_code == 422
    assert "Please say first whether somebody answered them." in refused.content.decode()
    danger.refresh_from_db()
    assert danger.state == "open"
    assert host.post(close, {"answered": "here"}).status_code == 303
    assert "Somebody answered them where they wrote" in text_of(as_(place.keeper), page)


def test_what_is_not_urgent_ends_as_before(place: Place, bring: Bring) -> None:
    case, keeper = bring(), as_(place.keeper)
    keeper.post(reverse("moderate-move", args=[case.id, "claim"]))
    assert "Has somebody answered them?" not in text_of(keeper, reverse("moderate-case", args=[case.id]))
    assert keeper.post(reverse("moderate-move", args=[case.id, "close"]), {"answered": "here"}).status_code == 303
    assert log_of(case)[-1] == ("closed", "")


def test_the_database_refuses_an_answer_that_is_none(danger: Case, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="safety_logline_answered"), transaction.atomic():
        LogLine.objects.create(at=now, case=danger.id, event="closed", answered="perhaps")


def test_every_page_on_which_something_is_decided_about_them_leads_to_it(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    case, link = bring(), reverse("moderate-case", args=[danger.id])
    pages = [reverse("moderate-case", args=[case.id])]
    pages.append(reverse("moderate-removal", args=[decide(place.keeper, case, "remove", "group").id]))
    membership = place.membership(place.writer)
    pages += [reverse("group-remove", args=[place.group.slug, membership.id, how]) for how in ("remove", "ban")]
    host = as_(place.host)
    for page in pages:
        shown = text_of(host, page)
        assert link in shown, page
        assert "may be in danger right now" in shown
    services.close_case(actor=place.host, case_id=danger.id, answered="here", now=now)
    for page in pages:
        assert link not in text_of(host, page), page


def test_nobody_in_danger_is_removed_before_it_is_said_whether_somebody_answered_them(
    place: Place, bring: Bring, danger: Case, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    with pytest.raises(Invalid):
        services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
    assert place.membership(place.writer).state == Standing.IN
    page, host = reverse("moderate-removal", args=[row.id]), as_(place.host)
    assert "Has somebody answered them?" in text_of(host, page)
    assert host.post(page, {"confirms": "yes"}).status_code == 422
    assert host.post(page, {"confirms": "yes", "answered": "wrote"}).status_code == 303
    assert place.membership(place.writer).state == Standing.BANNED
    assert ("confirmed", "wrote") in log_of(row.case)
    danger.refresh_from_db()
    assert danger.state == "open", "it waits as before"


def test_it_takes_no_answer_to_say_no(place: Place, danger: Case, decide: Decide) -> None:
    row = decide(place.keeper, danger, "remove", "group")
    page, host = reverse("moderate-removal", args=[row.id]), as_(place.host)
    assert host.post(page, {"confirms": "yes"}).status_code == 422, "the case itself is urgent"
    assert host.post(page, {"confirms": "no"}).status_code == 303
    row.refresh_from_db()
    assert row.state == "dropped"


def test_only_who_may_look_after_it_learns_of_it_and_nobody_of_another_group(
    place: Place, post: Post, bring: Bring, danger: Case, now: datetime
) -> None:
    case = bring(reason="preying")
    assert case_view(case, place.moderator, now=now).dangers == [], "it is the group's own for half an hour"
    assert [one.id for one in case_view(case, place.host, now=now).dangers] == [danger.id]
    danger.refresh_from_db()
    services.hand_over(actor=place.host, case_id=danger.id, now=now)
    assert case_view(case, place.host, now=now).dangers == [], "they handed it over"
    elsewhere = began_elsewhere(place, place.keeper, now)
    assert WAITS not in text_of(as_(place.keeper), reverse("moderate-case", args=[elsewhere.id]))


def began_elsewhere(place: Place, keeper: Person, now: datetime) -> Case:
    """Return what the writer began in another group, which the same person looks after."""
    other = groups.begin_group(actor=keeper, details=DETAILS, alias="Tall Reed", now=now)
    entering = Entering("Small Wave", other.agreements_since)
    groups.join_group(actor=place.writer, slug=other.slug, entering=entering, now=now)
    groups.begin_thread(actor=place.writer, slug=other.slug, opening=Opening("Later", HEAVY), now=now)
    return Case.objects.get(community=other.id)
