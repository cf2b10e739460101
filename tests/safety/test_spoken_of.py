"""A cry for help that came with a report, or with a word against a decision, is not shown to whom it speaks of."""

from datetime import datetime

import pytest
from django.urls import reverse

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.models import Post
from alongside.groups.thread_details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case
from alongside.safety.policies import others_for, visible_cases
from tests.safety.conftest import Bring, Decide, Place
from tests.safety.test_pages import as_

pytestmark = pytest.mark.django_db
WORDS = "Grey Wolf has hunted me since June, and I want to die."


def sees(case: Case, people: tuple[Person, ...], now: datetime) -> list[bool]:
    """Tell of each of these whether they may look after a case; whoever may is told of it, and nobody else."""
    seen = [visible_cases(one, now=now).filter(id=case.id).exists() for one in people]
    assert {one.id for one, does in zip(people, seen, strict=True) if does} >= others_for(case, besides=set(), now=now)
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
