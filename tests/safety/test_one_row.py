"""What is urgent of one person in one place is one row of the queue, and Today says how often danger was told of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.services.roles import grant_role
from alongside.groups import services as groups
from alongside.groups.details import Entering
from alongside.groups.enums import Openness
from alongside.groups.models import Group, Membership, Post
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.clock import current_time
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case
from alongside.safety.queue import PAGE, queue_of
from tests.conftest import MakePerson
from tests.safety.conftest import DETAILS, Bring, Decide, Place
from tests.safety.test_pages import as_, text_of

pytestmark = pytest.mark.django_db
Cry = Callable[..., Case]


@pytest.fixture
def cry(place: Place, now: datetime) -> Cry:
    """Have somebody begin a thread with words of danger: `cry(place.writer, "Tonight", after=3)`, in minutes."""

    def cried(by: Person, title: str = "Tonight", *, after: int = 0, slug: str = "") -> Case:
        opening, moment = Opening(title, Said("I want to die.")), now + timedelta(minutes=after)
        thread = groups.begin_thread(actor=by, slug=slug or place.group.slug, opening=opening, now=moment)
        return Case.objects.get(subject=thread.posts.get().id)

    return cried


def row(case: Case) -> str:
    """Return where a row of the queue leads."""
    return f'<a href="{reverse("moderate-case", args=[case.id])}">'


def test_several_urgent_things_of_one_person_are_one_row_that_leads_to_the_first(
    place: Place, bring: Bring, cry: Cry, now: datetime
) -> None:
    first, second, third = (cry(place.writer, f"Night {number}", after=number) for number in range(3))
    other, calm = cry(place.reader), bring()
    shown = text_of(as_(place.host), reverse("moderate"))
    assert [row(one) in shown for one in (first, second, third, other, calm)] == [True, False, False, True, True]
    assert "2 other things of the same person here are urgent as well" in shown
    assert shown.count("urgent as well") == 1
    assert "Signs of danger came 3 times" in shown
    page = text_of(as_(place.host), reverse("moderate-case", args=[first.id]))
    assert [row(one) in page for one in (second, third, other)] == [True, True, False]
    assert "This is from the same person, and is urgent as well." in page
    services.claim_case(actor=place.keeper, case_id=first.id, now=current_time())
    urgent = queue_of(place.host, now=current_time()).urgent
    assert [(one.id, one.who, one.carer) for one in urgent] == [(other.id, "", ""), (first.id, "other", "Brave Otter")]
    shown = text_of(as_(place.host), reverse("moderate"))
    assert shown.index(row(other)) < shown.index(row(first)), "what nobody looks after comes first"
    assert "Brave Otter looks after them right now." in shown
    assert next(one.id for one in queue_of(place.keeper, now=now).lines) == first.id
    for person in (place.writer, place.stranger):
        assert as_(person).get(reverse("moderate")).status_code == 403


def test_whoever_takes_one_on_has_the_others_of_the_same_person_there_and_gives_them_back_together(
    place: Place, cry: Cry
) -> None:
    first, second, of_another = cry(place.writer), cry(place.writer, "Again"), cry(place.reader)
    services.claim_case(actor=place.keeper, case_id=second.id, now=current_time())
    held = Case.objects.filter(claimed_by=place.keeper)
    assert set(held) == {first, second}
    assert "1 case is urgent: somebody may be in danger." in text_of(as_(place.host), "/")
    later = cry(place.writer, "Once more")
    page = text_of(as_(place.host), reverse("moderate-case", args=[later.id]))
    assert "Brave Otter looks after them right now." in page
    services.release_case(actor=place.keeper, case_id=first.id, now=current_time())
    assert not held.all().exists()
    services.claim_case(actor=place.host, case_id=first.id, now=current_time())
    services.hand_over(actor=place.host, case_id=later.id, now=current_time())
    assert [one.id for one in queue_of(place.host, now=current_time()).lines] == [of_another.id]


def test_what_came_after_somebody_took_one_on_is_nobodys_and_stands_before_whom_somebody_has(
    place: Place, cry: Cry
) -> None:
    first, others, now = cry(place.writer), cry(place.reader), current_time()
    for case in (first, others):
        services.claim_case(actor=place.keeper, case_id=case.id, now=now)
    later = cry(place.writer, "Again", after=5)
    lines = queue_of(place.host, now=now).urgent
    assert [(one.id, one.who) for one in lines] == [(later.id, ""), (others.id, "other")]
    shown = text_of(as_(place.host), reverse("moderate"))
    assert "Nobody has this yet. Brave Otter looks after something else of theirs." in shown
    assert "Nobody has this yet" not in text_of(as_(place.keeper), reverse("moderate")), "it leads to what is theirs"
    services.claim_case(actor=place.host, case_id=later.id, now=now)
    assert [one.who for one in queue_of(place.host, now=now).urgent] == ["you", "other"]


def test_who_has_it_is_named_to_those_alone_who_know_them_by_that_name(place: Place, cry: Cry) -> None:
    case, later = cry(place.writer), current_time()
    services.claim_case(actor=place.keeper, case_id=case.id, now=later)
    for person, name in ((place.host, "Brave Otter"), (place.moderator, "")):
        assert [one.carer for one in queue_of(person, now=later).urgent] == [name]
    services.release_case(actor=place.keeper, case_id=case.id, now=later)
    services.claim_case(actor=place.moderator, case_id=case.id, now=later)
    for person, name in ((place.host, ""), (place.second, "Moderator Madeup")):
        assert [one.carer for one in queue_of(person, now=later).urgent] == [name]
        assert ("Moderator Madeup" in text_of(as_(person), reverse("moderate"))) is bool(name)


def test_who_looks_after_a_group_is_shown_to_nobody_by_the_name_of_their_account(place: Place, cry: Cry) -> None:
    case, now = cry(place.writer), current_time()
    grant_role(person=place.keeper, role=Role.MODERATOR, actor=place.organiser, now=now)
    services.claim_case(actor=place.keeper, case_id=case.id, now=now)
    later = now + timedelta(minutes=40)
    assert [(one.who, one.carer) for one in queue_of(place.moderator, now=later).urgent] == [("other", "")]
    assert [one.carer for one in queue_of(place.host, now=later).urgent] == ["Brave Otter"]


def test_what_they_wrote_by_another_name_or_elsewhere_stays_apart(place: Place, cry: Cry, now: datetime) -> None:
    before, later = cry(place.writer), now + timedelta(hours=1)
    groups.leave_group(actor=place.writer, slug=place.group.slug, now=later)
    entering = Entering("Brand New", place.group.agreements_since)
    groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=later)
    after = cry(place.writer, "Again", after=61)
    elsewhere = groups.begin_group(actor=place.host, details=DETAILS, alias="Tall Reed", now=later)
    entering = Entering("Small Wave", elsewhere.agreements_since)
    groups.join_group(actor=place.writer, slug=elsewhere.slug, entering=entering, now=later)
    there = cry(place.writer, "There", after=62, slug=elsewhere.slug)
    lines = queue_of(place.host, now=later).lines
    assert {(one.id, one.more) for one in lines} == {(before.id, 0), (after.id, 0), (there.id, 0)}


def test_the_queue_costs_the_same_with_more_of_it(place: Place, cry: Cry, now: datetime) -> None:
    counts = []
    for number in range(3):
        cry(place.writer, f"Night {number}")
        with CaptureQueriesContext(connection) as queries:
            queue_of(place.host, now=now)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_today_says_so_when_more_comes_of_what_waits_already(place: Place, cry: Cry) -> None:
    case, host = cry(place.writer), as_(place.host)
    once, again = "1 case is urgent: somebody may be in danger.", "Signs of danger came 2 times, the last one"
    assert (once in text_of(host, "/"), again in text_of(host, "/")) == (True, False)
    thread, said = Post.objects.get(id=case.subject).thread_id, Said("I took all my pills.")
    moment = case.created_at + timedelta(minutes=9)
    groups.answer_thread(actor=place.writer, slug=place.group.slug, thread_id=thread, said=said, now=moment)
    assert (once in text_of(host, "/"), again in text_of(host, "/")) == (True, True)
    for person in (place.writer, place.stranger):
        assert again not in text_of(as_(person), "/")


def test_a_flood_of_three_people_pushes_nobody_off_the_first_page(
    place: Place, cry: Cry, make_person: MakePerson, now: datetime
) -> None:
    for number in range(3):
        somebody = make_person(f"Flood {number}")
        entering = Entering(f"Flood {number}", place.group.agreements_since)
        groups.join_group(actor=somebody, slug=place.group.slug, entering=entering, now=now)
        for count in range(18):
            cry(somebody, f"Night {count}", after=60 * count)
    real = cry(place.writer, after=2_000)
    assert real.id in [one.id for one in queue_of(place.keeper, now=now).lines]


def test_what_does_not_fit_on_a_page_of_the_queue_stands_on_the_next(place: Place, cry: Cry, now: datetime) -> None:
    assert "Nothing waits" in text_of(as_(place.host), reverse("moderate") + "?page=3")
    first = cry(place.writer)
    kept = model_to_dict(first, exclude=["id", "about", "data_key", "claimed_by", "is_urgent"])
    Case.objects.bulk_create(
        Case(**{**kept, "subject": uuid4(), "created_at": now + timedelta(minutes=number)}) for number in range(PAGE)
    )
    page, later = queue_of(place.host, now=now), queue_of(place.host, page=2, now=now)
    assert (len(page.lines), page.later, page.lines[0].id) == (PAGE, 2, first.id)
    assert (len(later.lines), later.later) == (1, None)
    host, path = as_(place.host), reverse("moderate")
    assert "See what waits behind these" in text_of(host, path)
    assert "See what waits behind these" not in text_of(host, f"{path}?page=2")
    past, empty = text_of(host, f"{path}?page=3"), "Nothing waits"
    assert (empty in past, "See what waits before these" in past) == (False, True), "it is the last page"
    assert row(Case.objects.latest("created_at")) in past
    assert (empty in text_of(host, path), "See what waits before these" in text_of(host, path)) == (False, False)
    assert row(first) in text_of(host, f"{path}?page=-1")


def test_whom_nobody_has_answered_comes_first_and_who_preys_on_people_before_what_is_sold(
    place: Place, bring: Bring, cry: Cry, now: datetime
) -> None:
    answered, sold = cry(place.writer), bring()
    waits = cry(place.reader, after=5)
    thread = Post.objects.get(id=answered.subject).thread_id
    groups.answer_thread(
        actor=place.host, slug=place.group.slug, thread_id=thread, said=Said("I am here."), now=now + timedelta(hours=1)
    )
    telling = Telling("preying")
    preys = services.report(
        actor=place.writer, kind="member", subject=place.membership(place.reader).id, telling=telling, now=now
    ).case
    lines = queue_of(place.host, now=now + timedelta(hours=1)).lines
    assert [one.id for one in lines] == [waits.id, answered.id, preys.id, sold.id]


def test_who_cries_again_after_somebody_was_there_comes_before_whom_somebody_answered(
    place: Place, cry: Cry, now: datetime
) -> None:
    written, answered = cry(place.writer), cry(place.reader)
    later, end = now + timedelta(hours=1), now + timedelta(hours=3)
    services.claim_case(actor=place.keeper, case_id=written.id, now=now)
    services.decide(actor=place.keeper, case_id=written.id, choice=Choice("write", "I am here."), now=later)
    thread, said = Post.objects.get(id=answered.subject).thread_id, Said("I am here.")
    groups.answer_thread(actor=place.host, slug=place.group.slug, thread_id=thread, said=said, now=later)
    assert [one.is_answered for one in queue_of(place.keeper, now=later).lines] == [True, True]
    cry(place.reader, "Again", after=90)
    assert [(one.id, one.is_answered) for one in queue_of(place.keeper, now=end).lines] == [
        (answered.id, False),
        (written.id, True),
    ]
    cry(place.writer, "Again", after=120)
    assert not any(one.is_answered for one in queue_of(place.keeper, now=end).lines)


def test_who_left_is_not_led_to_by_another_name(place: Place, bring: Bring, cry: Cry, decide: Decide) -> None:
    now = current_time()
    decide(place.keeper, bring(), "warn")
    before = cry(place.writer)
    groups.leave_group(actor=place.writer, slug=place.group.slug, now=now)
    Group.objects.update(openness=Openness.BY_REQUEST)
    entering = Entering("New Moon", place.group.agreements_since, word="I want to die.")
    groups.join_group(actor=place.writer, slug=place.group.slug, entering=entering, now=now + timedelta(hours=1))
    asks = Case.objects.exclude(id=before.id).get(is_urgent=True)
    later = now + timedelta(hours=2)
    gone = "They are not in the group any more, and do not read what is answered there."
    pages = [text_of(as_(place.keeper), reverse("moderate-case", args=[one.id])) for one in (before, asks)]
    assert [gone in page for page in pages] == [True, False]
    assert [case_view(one, place.keeper, now=later).dangers for one in (before, asks)] == [[], []]
    assert [one.more for one in queue_of(place.keeper, now=later).lines if one.is_urgent] == [0, 0]
    row = Membership.objects.get(alias="New Moon")
    groups.answer_request(actor=place.host, slug=place.group.slug, membership_id=row.id, lets_in=True, now=later)
    opening = Opening("Hello", Said("I want to die."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=later + timedelta(hours=1))
    came = Case.objects.exclude(id__in=[before.id, asks.id]).get(is_urgent=True)
    assert [case_view(one, place.keeper, now=later).earlier for one in (before, asks, came)] == [0, 0, 0]
    assert [case_view(one, place.keeper, now=later).has_left for one in (before, came)] == [True, False]
