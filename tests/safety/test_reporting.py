"""Reporting: by whoever sees it, once, to whom it should go; what was shown is sealed and destroyed at its time."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.models import Group, Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Conflict, Invalid, NotFound, TooMany
from alongside.kernel.models import DataKey
from alongside.notifications.models import Delivery, EmailAddress
from alongside.notifications.wording import words_of
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Telling
from alongside.safety.models import Case, LogLine, Report
from alongside.safety.own_queries import own_report_lines
from alongside.safety.policies import visible_cases
from tests.safety.conftest import Bring, Decide, Place, told
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
KIND = "safety-case"


def pieces_of(case: Case, actor: Person, now: datetime) -> list[tuple[str, str]]:
    """Return who wrote what, as somebody who may look at a case sees it."""
    view = case_view(case, actor, now=now)
    return [(one.who, one.words) for report in view.reports for one in report.pieces]


def sees(actor: Person, now: datetime) -> int:
    """Count the cases that somebody may look after."""
    return visible_cases(actor, now=now).count()


def test_a_report_goes_to_those_who_look_after_the_group_and_to_nobody_else(
    place: Place, bring: Bring, now: datetime
) -> None:
    case = bring(words="They write to everybody.")
    others = (place.writer, place.reader, place.stranger, place.moderator, place.organiser)
    assert [sees(one, now) for one in (place.host, place.keeper)] == [1, 1]
    assert [sees(one, now) for one in others] == [0, 0, 0, 0, 0]
    assert pieces_of(case, place.host, now) == [("Amber Finch", "Buy my canary pills.")]
    assert case_view(case, place.host, now=now).reports[0].words == "They write to everybody."


@pytest.mark.parametrize(("reason", "not_there", "seen"), [
    ("unkind", True, [0, 0, 1]),
    ("preying", False, [1, 1, 1]),
    ("danger", False, [1, 1, 1]),
    ("danger", True, [0, 0, 1]),
])  # fmt: skip
def test_what_is_grave_or_should_not_stay_there_goes_to_moderators_of_the_place(
    place: Place, bring: Bring, now: datetime, *, reason: str, not_there: bool, seen: list[int]
) -> None:
    case = bring(reason=reason, not_there=not_there)
    assert [sees(one, now) for one in (place.host, place.keeper, place.moderator)] == seen
    assert case.is_urgent == (reason == "danger")


def test_a_report_about_one_who_looks_after_the_group_does_not_go_to_them_or_their_peers(
    place: Place, post: Post, now: datetime
) -> None:
    first = post.thread.posts.get(place=1)
    services.report(actor=place.reader, kind="post", subject=first.id, telling=Telling("unkind"), now=now)
    assert [sees(one, now) for one in (place.host, place.keeper, place.moderator)] == [0, 0, 1]


def test_nobody_looks_after_what_they_reported_or_what_is_about_them(place: Place, bring: Bring, now: datetime) -> None:
    bring(by=place.keeper)
    assert [sees(one, now) for one in (place.keeper, place.host)] == [0, 1]


def test_two_reports_of_one_thing_are_one_case_and_the_same_again_is_refused(
    place: Place, bring: Bring, now: datetime
) -> None:
    case = bring()
    assert bring(by=place.keeper, reason="spam") == case
    with pytest.raises(Conflict):
        bring()
    assert Report.objects.filter(case=case).count() == 2


def test_who_does_not_want_the_group_to_see_it_gets_a_case_of_their_own(
    place: Place, bring: Bring, now: datetime
) -> None:
    there = bring()
    elsewhere = bring(by=place.keeper, not_there=True, words="I am afraid of the host.")
    assert there.id != elsewhere.id
    assert list(visible_cases(place.host, now=now)) == [there]
    assert list(visible_cases(place.moderator, now=now)) == [elsewhere]


def test_what_one_does_not_see_cannot_be_reported(place: Place, post: Post, now: datetime) -> None:
    Group.objects.filter(id=place.group.id).update(openness="hidden")
    member = place.membership(place.writer)
    for kind, subject in (
        ("post", post.id),
        ("member", member.id),
        ("group", place.group.id),
        ("messages", post.id),
        ("nothing", post.id),
    ):
        with pytest.raises(NotFound):
            services.report(actor=place.stranger, kind=kind, subject=subject, telling=Telling("spam"), now=now)
    assert not Case.objects.exists()


def test_ones_own_and_what_was_taken_back_cannot_be_reported(place: Place, post: Post, now: datetime) -> None:
    with pytest.raises(Conflict):
        services.report(actor=place.writer, kind="post", subject=post.id, telling=Telling("spam"), now=now)
    groups.take_post_back(actor=place.writer, slug=place.group.slug, thread_id=post.thread_id, post_id=post.id, now=now)
    with pytest.raises(NotFound):
        services.report(actor=place.reader, kind="post", subject=post.id, telling=Telling("spam"), now=now)


@pytest.mark.parametrize(
    ("telling", "field"),
    [
        (Telling("rude"), "reason"),
        (Telling("other"), "words"),
        (Telling("other", "null \x00 byte"), "words"),
        (Telling("spam", "x" * 2001), "words"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    place: Place, post: Post, now: datetime, *, telling: Telling, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.report(actor=place.reader, kind="post", subject=post.id, telling=telling, now=now)
    assert refusal.value.field == field


def test_there_is_an_end_to_reports_of_one_day(place: Place, post: Post, now: datetime) -> None:
    def again() -> None:
        services.report(actor=place.reader, kind="post", subject=post.id, telling=Telling("spam"), now=now)

    again()
    for _number in range(29):
        with pytest.raises(Conflict):
            again()
    with pytest.raises(TooMany):
        again()


def test_a_member_and_a_group_can_be_reported_the_group_to_moderators_of_the_place(place: Place, now: datetime) -> None:
    member = place.membership(place.writer)
    services.report(actor=place.reader, kind="member", subject=member.id, telling=Telling("preying"), now=now)
    services.report(actor=place.reader, kind="group", subject=place.group.id, telling=Telling("medical"), now=now)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 2]


def test_words_of_danger_are_urgent_for_the_group_at_once_and_for_the_place_when_nobody_takes_them_on(
    place: Place, now: datetime, settings: Settings
) -> None:
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for one in (place.host, place.moderator):
        EmailAddress.objects.create(created_at=now, person=one, address_sealed=b"no", verified_at=now)
    opening = Opening("Tonight", Said("I want to die."))
    thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    assert thread.posts.get().text == "I want to die."
    case = Case.objects.get()
    assert case.is_urgent
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 0]
    assert [told(one, "safety.urgent") for one in (place.host, place.moderator)] == [1, 0]
    said = words_of("safety.urgent", locale="en", says_more=False)
    assert (said.title, said.body) == ("Alongside", "Please look now: there is something for you.")
    sent = Delivery.objects.get(text="safety.urgent")
    assert (sent.urgent, sent.wakes) == (True, True), "no device holds it back"
    later = now + timedelta(minutes=30)
    step_due(next(kind for kind in kinds() if kind.name == KIND), now=later)
    assert [sees(one, later) for one in (place.host, place.moderator)] == [1, 1]
    assert [told(one, "safety.urgent") for one in (place.host, place.moderator)] == [2, 1]


def test_a_cry_for_help_in_a_report_comes_before_moderators_of_the_place_without_a_name(
    place: Place, post: Post, bring: Bring, now: datetime
) -> None:
    words = "They hid me. I am going to kill myself tonight."
    page = reverse("report", args=["post", post.id])
    sent = as_(place.reader).post(page, {"reason": "unkind", "words": words}, follow=True)
    assert "You do not have to carry it alone." in sent.content.decode()
    cry = Case.objects.get(kind="cry")
    assert (cry.is_urgent, cry.about, cry.community) == (True, place.reader, None)
    assert [
        visible_cases(one, now=current_time()).filter(id=cry.id).exists() for one in (place.host, place.moderator)
    ] == [
        False,
        True,
    ]
    assert pieces_of(cry, place.moderator, current_time()) == [("Somebody who wrote to moderators", words)]
    bring(by=place.keeper, reason="danger", words="They said: I am going to kill myself tonight.")
    assert Case.objects.filter(kind="cry").count() == 1, "who fears for somebody else speaks of them"


def test_what_is_not_danger_brings_nothing_before_moderators(place: Place, post: Post) -> None:
    assert not Case.objects.exists()


def test_the_first_of_a_new_member_is_looked_at_where_the_group_wants_that(place: Place, now: datetime) -> None:
    Group.objects.filter(id=place.group.id).update(looks_at_first=True)
    for number, person in enumerate((place.writer, place.writer, place.host)):
        opening = Opening(f"Evening {number}", Said(f"It is evening {number}."))
        groups.begin_thread(actor=person, slug=place.group.slug, opening=opening, now=now)
    case = Case.objects.get()
    assert pieces_of(case, place.host, now) == [("Amber Finch", "Evening 0\n\nIt is evening 0.")]
    assert [sees(one, now) for one in (place.host, place.moderator, place.writer)] == [1, 0, 0]


def test_evidence_outlasts_a_taking_back_and_erasing_and_is_destroyed_at_its_time(
    place: Place, post: Post, bring: Bring, now: datetime
) -> None:
    case = bring(words="canary words of the reporter")
    groups.take_post_back(actor=place.writer, slug=place.group.slug, thread_id=post.thread_id, post_id=post.id, now=now)
    erase_person(actor=place.writer, now=now)
    erase_person(actor=place.reader, now=now)
    case.refresh_from_db()
    assert pieces_of(case, place.host, now) == [("Somebody who erased their account", "Buy my canary pills.")]
    assert case.about_id is None
    assert not Report.objects.exclude(reporter=None).exists()
    assert not Report.objects.exclude(words_sealed=None).exists()
    key, at = case.data_key_id, now + timedelta(days=90)
    step_due(next(kind for kind in kinds() if kind.name == KIND), now=at)
    case.refresh_from_db()
    assert (case.data_key_id, case.due_at) == (None, at + timedelta(days=1)), "it is open, and looked at as before"
    assert not DataKey.objects.filter(id=key).exists()
    assert pieces_of(case, place.host, at) == []


def test_evidence_is_sealed_in_the_database(bring: Bring) -> None:
    bring(words="canary words of the reporter")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM safety_report AS t")
        (text,) = cursor.fetchone()
    assert b"canary".hex() not in text
    assert "canary" not in text


def test_who_reported_sees_what_became_of_it_and_is_told(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    assert [one.becomes for one in own_report_lines(place.reader, now=now)] == ["It waits for a moderator."]
    decide(place.host, case, "hide")
    services.close_case(actor=place.host, case_id=case.id, now=now)
    (line,) = own_report_lines(place.reader, now=now)
    assert line.becomes.startswith("Somebody looked, and something was done.")
    assert own_report_lines(place.writer, now=now) == []


def test_who_reported_sees_that_somebody_looks_while_they_have_it(place: Place, bring: Bring, now: datetime) -> None:
    services.claim_case(actor=place.host, case_id=bring().id, now=now)
    over = now + timedelta(hours=1)
    for moment, becomes in (
        (over - timedelta(seconds=1), "Somebody looks at it right now."),
        (over, "It waits for a moderator."),
    ):
        assert [one.becomes for one in own_report_lines(place.reader, now=moment)] == [becomes]


def test_the_log_of_what_happened_names_nobody(place: Place, bring: Bring) -> None:
    case = bring()
    (line,) = LogLine.objects.values_list("case", "event", "reason")
    assert line == (case.id, "reported", "money")


def test_beside_what_they_said_of_danger_with_a_report_stays_whom_to_turn_to(place: Place, bring: Bring) -> None:
    kept, page = "Only you are shown these numbers.", reverse("own-reports")
    bring(words="They write to everybody.")
    assert kept not in text_of(as_(place.reader), page)
    bring(by=place.host, words="It is too much, I want to die.")
    assert kept not in text_of(as_(place.host), page), "it was long ago"
    Report.objects.update(created_at=current_time())
    assert text_of(as_(place.host), page).count(kept) == 1
    assert kept not in text_of(as_(place.reader), page)
