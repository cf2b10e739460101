"""A cry for help that came with a report, or with a word against a decision, is not shown to whom it speaks of."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.models import Membership, Post
from alongside.groups.services.moderating import hide_post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.notifications.models import Delivery
from alongside.safety import services
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case, Report
from alongside.safety.policies import moderates, others_for, visible_cases
from alongside.safety.privacy import export
from alongside.safety.reportable import _kinds
from alongside.safety.waits import handled_this_week
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_

pytestmark = pytest.mark.django_db
WORDS = "Grey Wolf has hunted me since June, and I want to die."


def sees(case: Case, people: tuple[Person, ...], now: datetime) -> list[bool]:
    """Tell of each of these whether they may look after a case; who of them moderates and may is told, nobody else."""
    seen = [visible_cases(one, now=now).filter(id=case.id).exists() for one in people]
    told = {one.id for one, does in zip(people, seen, strict=True) if does and moderates(one)}
    assert told == others_for(case, besides=set(), now=now)
    return seen


@pytest.fixture
def cry(place: Place, now: datetime) -> Case:
    """What the reader wrote with a report about a moderator of the whole place who is in the group."""
    entering = Entering("Grey Wolf", place.group.agreements_since)
    groups.join_group(actor=place.moderator, slug=place.group.slug, entering=entering, now=now)
    opening = Opening("Evenings", Said("Come and see me."))
    groups.begin_thread(actor=place.moderator, slug=place.group.slug, opening=opening, now=now)
    subject = Post.objects.get().id
    services.report(actor=place.reader, kind="post", subject=subject, telling=Telling("preying", WORDS), now=now)
    return Case.objects.get(kind="cry")


def test_a_moderator_who_is_reported_reads_neither_the_report_nor_the_cry_that_came_with_it(
    place: Place, cry: Case, now: datetime
) -> None:
    people = (place.moderator, place.second, place.reader, place.host, place.stranger)
    assert sees(cry, people, now) == [False, True, False, False, False]
    page = reverse("moderate-case", args=[cry.id])
    assert [as_(one).get(page).status_code for one in (place.moderator, place.second)] == [404, 200]
    word = services.decide(actor=place.second, case_id=cry.id, choice=Choice("write", "You are not alone."), now=now)
    services.reply(actor=place.reader, decision_id=word.id, words="Thank you. Please hurry.", now=now)
    reply = Case.objects.get(kind="reply")
    assert sees(reply, people, now) == [False, True, False, False, False], "nor what is answered to a word about it"


def refused(place: Place, cry: Case, how: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Have a first report of somebody else be refused in a way; return with which status."""
    post, member = Post.objects.get(), place.membership(place.moderator)
    Report.objects.exclude(case__kind="cry").update(reporter=place.host)
    Case.objects.filter(id=cry.id).delete()
    kind, subject = "post", post.id
    if how == "hidden":
        hide_post(post.id, current_time())
    elif how == "many":
        monkeypatch.setattr("alongside.safety.services.reporting.REPORTS_A_DAY", 0)
    elif how == "erased":
        Post.objects.all().delete()
    else:
        kind, subject = "member", member.id
        Membership.objects.filter(id=member.id).update(state="left", ended_at=current_time(), alias="", alias_key="")
    typed = {"reason": "preying", "words": WORDS, "chosen": str(subject)}
    return as_(place.reader).post(reverse("report", args=[kind, subject]), typed).status_code


@pytest.mark.parametrize(("how", "status"), [("hidden", 404), ("many", 429), ("erased", 404), ("left", 404)])
def test_who_is_spoken_of_in_a_first_report_that_was_refused_reads_nothing_of_it(
    place: Place, cry: Case, how: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Delivery.objects.filter(person=place.moderator).count()
    assert refused(place, cry, how, monkeypatch) == status
    brought, later = Case.objects.get(kind="cry"), current_time()
    people = (place.moderator, place.second, place.reader, place.host, place.stranger)
    assert sees(brought, people, later) == [False, True, False, False, False]
    assert Delivery.objects.filter(person=place.moderator).count() == before, "nor are they told"
    page = reverse("moderate-case", args=[brought.id])
    assert [as_(one).get(page).status_code for one in (place.moderator, place.second)] == [404, 200]
    word = services.decide(actor=place.second, case_id=brought.id, choice=Choice("write", "I am here."), now=later)
    services.reply(actor=place.reader, decision_id=word.id, words="Thank you. Please hurry.", now=later)
    reply = Case.objects.get(kind="reply")
    assert sees(reply, people, later) == [False, True, False, False, False], "nor what is answered to a word about it"
    assert handled_this_week(place.moderator, now=later) == (0, 0)
    assert export(place.moderator.id)["cases_taken_on"] == [], "they looked after nothing of it"


def test_of_each_kind_that_somebody_is_behind_it_is_known_who() -> None:
    nobody = {"cry", "reply", "unsent", "group", "chat-room"}
    assert {name for name, kind in _kinds.items() if kind.behind is None} == nobody


def test_where_no_other_moderator_is_left_a_cry_goes_to_the_organisers(place: Place, now: datetime, post: Post) -> None:
    RoleGrant.objects.filter(person=place.second).delete()
    RoleGrant.objects.create(created_at=now, person=place.writer, role=Role.MODERATOR)
    RoleGrant.objects.filter(person=place.moderator).delete()
    services.report(actor=place.reader, kind="post", subject=post.id, telling=Telling("unkind", WORDS), now=now)
    cry = Case.objects.get(kind="cry")
    assert [visible_cases(one, now=now).filter(id=cry.id).exists() for one in (place.writer, place.organiser)] == [
        False,
        True,
    ]


def test_a_cry_in_another_look_is_not_for_who_decided_or_who_reported_it(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    groups.join_group(
        actor=place.second,
        slug=place.group.slug,
        entering=Entering("Tall Reed", place.group.agreements_since),
        now=now,
    )
    RoleGrant.objects.create(created_at=now, person=place.organiser, role=Role.MODERATOR)
    row = decide(place.moderator, bring(by=place.second, not_there=True), "warn")
    services.appeal(actor=place.writer, decision_id=row.id, words="I want to die without you all.", now=now)
    cry = Case.objects.get(kind="cry")
    people = (place.moderator, place.second, place.organiser, place.writer, place.stranger)
    assert sees(cry, people, now) == [False, False, True, False, False]


def test_a_cry_against_what_does_not_hold_any_more_is_not_for_who_decided_it(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(not_there=True)
    row = decide(place.moderator, case, "warn")
    services.lift(actor=place.moderator, case_id=case.id, decision_id=row.id, now=now)
    refused = as_(place.writer).post(reverse("decision", args=[row.id]), {"words": "I want to die without you all."})
    assert refused.status_code == 409
    cry = Case.objects.get(kind="cry")
    later = current_time()
    assert sees(cry, (place.moderator, place.second, place.host), later) == [False, True, False]


def test_a_cry_of_who_was_put_out_is_not_for_those_who_put_them_out(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.moderator, bring(reason="preying"), "remove", "group")
    services.answer_proposal(actor=place.second, decision_id=row.id, confirms=True, now=now)
    path = reverse("group-thread", args=[place.group.slug, post.thread_id])
    refused = as_(place.writer).post(path, {"text": "I want to die without you all.", "key": str(uuid4())})
    assert refused.status_code == 403
    cry = Case.objects.get(kind="unsent")
    people = (place.moderator, place.second, place.host, place.organiser)
    assert sees(cry, people, current_time()) == [False, False, False, True], "nobody else moderates"
    appeal = services.appeal(actor=place.writer, decision_id=row.id, words="Why?", now=now)
    services.answer_appeal(actor=place.keeper, appeal_id=appeal.id, grants=True, answer="It was wrong.", now=now)
    assert sees(cry, people, current_time()) == [False, False, False, True], "they wrote it about those who did"


def test_what_is_refused_over_and_over_is_one_case_without_what_was_chosen(place: Place) -> None:
    reader = as_(place.reader)
    for number in range(4):
        typed = {"reason": "preying", "words": f"I want to die {number}."}
        assert reader.post(reverse("report", args=["post", uuid4()]), typed).status_code == 404
    cry = Case.objects.get(kind="cry")
    page = as_(place.moderator).get(reverse("moderate-case", args=[cry.id])).content.decode()
    assert ("I want to die 0." in page, "I want to die 3." in page, "preying" in page) == (True, True, False)
    assert sees(cry, (place.moderator, place.second, place.reader, place.stranger), current_time()) == [
        True,
        True,
        False,
        False,
    ]


def test_of_what_is_refused_so_much_is_read_as_a_field_takes(place: Place) -> None:
    words = ["I want to die " + "i " * 9_990 for _ in range(20)]
    as_(place.reader).post(reverse("report", args=["post", uuid4()]), {"reason": "unkind", "words": words})
    assert len(bytes(Report.objects.get().evidence_sealed or b"")) < 50_000
