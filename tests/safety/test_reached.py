"""What was brought before moderators always reaches somebody who can look, whoever hands over, leaves or is removed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services import erase_person
from alongside.accounts.services.roles import revoke_role
from alongside.groups import services as groups
from alongside.groups.models import Membership, Post
from alongside.groups.things import post_as_thing
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.chores import chores, run_alone
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import NotFound
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.cards import waiting as card_of
from alongside.safety.case_page import case_view
from alongside.safety.enums import DecisionState, Source
from alongside.safety.models import Case, Decision, LogLine
from alongside.safety.policies import visible_appeals, visible_cases, visible_decisions, visible_proposals
from alongside.safety.queue import queue_of
from tests.safety.conftest import Bring, Decide, Place, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUERIES = 26


@pytest.fixture(autouse=True)
def everybody_has_mail(place: Place, now: datetime, settings: Settings) -> None:
    """What moderators are told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for one in (place.host, place.keeper, place.moderator, place.second, place.organiser):
        EmailAddress.objects.create(created_at=now, person=one, address_sealed=b"no", verified_at=now)


def sees(actor: Person, now: datetime) -> int:
    """Count the cases that somebody may look after."""
    return visible_cases(actor, now=now).count()


def step(now: datetime) -> None:
    """Move the cases that are due."""
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now)


def remove(place: Place, person: Person, now: datetime) -> None:
    """Have somebody be removed from the whole place, as two moderators decided some time."""
    case = Case.objects.create(
        created_at=now, kind="member", subject=person.id, instance_from=now, about=person, evidence_until=now + DAY
    )
    held = {"state": "in_force", "in_force_at": now, "by": place.moderator, "confirmed_by": place.second}
    Decision.objects.create(created_at=now, case=case, act="remove", reach="instance", about=person, **held)


def test_who_hands_a_case_over_is_not_told_that_it_waits(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    before = told(place.keeper, "safety.queue")
    services.hand_over(actor=place.keeper, case_id=case.id, now=now)
    assert (told(place.keeper, "safety.queue") - before, told(place.host, "safety.queue")) == (0, 2)


def test_who_was_removed_is_told_of_nothing_and_is_no_second_person(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    remove(place, place.host, now)
    row = decide(place.keeper, bring(), "remove", "group")
    assert told(place.host, "safety.queue") == 0
    assert row.needs_organiser


def test_who_handed_a_case_over_is_no_second_person(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    case = bring()
    services.hand_over(actor=place.host, case_id=case.id, now=now)
    assert decide(place.keeper, case, "remove", "group").needs_organiser


def test_what_a_groups_only_moderator_hands_over_reaches_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    Membership.objects.filter(person=place.keeper).update(role="member")
    case = bring()
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 0]
    services.hand_over(actor=place.host, case_id=case.id, now=now)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [0, 1]
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 1]


def test_what_everybody_who_looks_after_the_group_reported_reaches_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    bring(by=place.keeper)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 0]
    bring(by=place.host)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [0, 1]
    assert told(place.moderator, "safety.queue") == 1


def test_what_is_reported_where_everybody_who_looks_was_removed_goes_to_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    for person in (place.host, place.keeper):
        remove(place, person, now)
    bring()
    assert [case.for_community for case in visible_cases(place.moderator, now=now).filter(kind="post")] == [False]


def leave(place: Place, person: Person, now: datetime) -> None:
    """Leave the group."""
    groups.leave_group(actor=person, slug=place.group.slug, now=now)


def erase(_place: Place, person: Person, now: datetime) -> None:
    """Erase the account."""
    erase_person(actor=person, now=now)


@pytest.mark.parametrize("go", [erase, leave, remove])
def test_within_a_day_after_nobody_can_look_those_of_the_place_do(
    place: Place, bring: Bring, now: datetime, *, go: Callable[[Place, Person, datetime], None]
) -> None:
    case = bring(by=place.host)
    go(place, place.keeper, now)
    assert not visible_cases(place.moderator, now=now).filter(id=case.id).exists()
    step(now + DAY)
    assert visible_cases(place.moderator, now=now + DAY).filter(id=case.id).exists()
    assert told(place.moderator, "safety.queue") == 1
    step(now + 2 * DAY)
    assert told(place.moderator, "safety.queue") == 1


def test_while_somebody_can_look_a_case_stays_in_its_group_and_nobody_is_told_again(
    place: Place, bring: Bring, now: datetime
) -> None:
    bring()
    for day in range(1, 4):
        step(now + day * DAY)
    assert [sees(one, now + 3 * DAY) for one in (place.host, place.moderator)] == [1, 0]
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 0]


def give_up(case: Case, person: Person, now: datetime) -> None:
    """Hand a case over once whoever has it gave it back."""
    Case.objects.filter(id=case.id).update(claimed_by=None, claimed_until=None)
    services.hand_over(actor=person, case_id=case.id, now=now)


def test_a_removal_whose_second_person_goes_is_left_to_an_organiser(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    assert not row.needs_organiser
    assert not visible_proposals(place.organiser, now=now).exists()
    give_up(row.case, place.host, now)
    assert list(visible_proposals(place.organiser, now=now)) == [row]
    assert not visible_proposals(place.stranger, now=now).exists()
    services.answer_proposal(actor=place.organiser, decision_id=row.id, confirms=False, now=now)


def test_an_appeal_whose_other_moderators_go_is_left_to_an_organiser(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "warn")
    asked = services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    assert not visible_appeals(place.organiser, now=now).exists()
    remove(place, place.host, now)
    assert list(visible_appeals(place.organiser, now=now)) == [asked]
    services.answer_appeal(actor=place.organiser, appeal_id=asked.id, grants=True, answer="Yes.", now=now)


def test_who_proposed_a_removal_can_take_it_back_and_nobody_else_that_way(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "remove", "group")
    both = (place.keeper, place.host)
    offers = [[line.may_lift for line in case_view(case, one, now=now).decisions] for one in both]
    assert offers == [[True], [False]]
    with pytest.raises(NotFound):
        services.lift(actor=place.host, case_id=case.id, decision_id=row.id, now=now)
    services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == (DecisionState.DROPPED, None)
    assert not visible_proposals(place.host, now=now).exists()
    with pytest.raises(NotFound):
        services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    services.close_case(actor=place.keeper, case_id=case.id, now=now)
    assert not visible_decisions(place.writer).exists()


def test_what_waits_for_organisers_costs_the_same_with_more_of_it(
    place: Place, post: Post, decide: Decide, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(3):
        text = Said(f"I want to die, {number}.")
        thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=Opening("One", text), now=now)
        case = Case.objects.get(subject=thread.posts.get().id)
        decide(place.keeper, case, "remove", "group")
        row = decide(place.keeper, case, "warn")
        services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
        if number == 0:
            with django_assert_num_queries(QUERIES):
                queue_of(place.organiser, now=now)
    with django_assert_num_queries(QUERIES):
        queue_of(place.organiser, now=now)
    remove(place, place.host, now)
    queue = queue_of(place.organiser, now=now)
    assert (len(queue.proposals), len(queue.appeals)) == (3, 3)


def tell_what_is_left(now: datetime) -> None:
    """Do what is done every hour about what is left to organisers."""
    run_alone(next(one for one in chores() if one.name == "safety.left_to_organisers"), now=now)


def organises(person: Person, now: datetime) -> None:
    """Have somebody else be an organiser who is told by mail."""
    RoleGrant.objects.create(created_at=now, person=person, role=Role.ORGANISER)
    EmailAddress.objects.create(created_at=now, person=person, address_sealed=b"no", verified_at=now)


def test_organisers_are_told_once_of_a_removal_that_is_left_to_them(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    row = decide(place.keeper, bring(), "remove", "group")
    tell_what_is_left(now)
    assert told(place.organiser, "safety.queue") == 0, "the host is there"
    give_up(row.case, place.host, now)
    for _time in range(2):
        tell_what_is_left(now)
    assert told(place.organiser, "safety.queue") == 1
    assert [one.id for one in queue_of(place.organiser, now=now).proposals] == [row.id]


def test_organisers_are_told_once_of_an_appeal_that_is_left_to_them_and_never_of_their_own(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    organises(place.writer, now)
    row = decide(place.keeper, bring(), "warn")
    services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    remove(place, place.host, now)
    for _time in range(2):
        tell_what_is_left(now)
    assert [told(one, "safety.queue") for one in (place.organiser, place.writer)] == [1, 0]


def nobody_moderates(place: Place) -> None:
    """Leave nobody who moderates the whole place."""
    RoleGrant.objects.filter(role=Role.MODERATOR).delete()
    assert place.moderator


def test_a_case_that_nobody_is_there_for_goes_to_the_organisers_who_decide_about_it(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    nobody_moderates(place)
    case = bring(not_there=True)
    assert [sees(one, now) for one in (place.host, place.moderator, place.organiser, place.stranger)] == [0, 0, 1, 0]
    assert [told(one, "safety.queue") for one in (place.host, place.organiser)] == [0, 1]
    waiting = card_of(place.organiser, now)
    assert waiting is not None
    assert waiting["free"] == 1
    row = decide(place.organiser, case, "pause", "instance", 3)
    services.lift(actor=place.organiser, case_id=case.id, decision_id=row.id, now=now)
    services.close_case(actor=place.organiser, case_id=case.id, now=now)
    assert card_of(place.organiser, now) is None


def test_a_case_whose_last_moderator_goes_reaches_the_organisers_within_a_day_once(
    place: Place, bring: Bring, now: datetime
) -> None:
    nobody_moderates(place)
    bring(by=place.host)
    leave(place, place.keeper, now)
    assert sees(place.organiser, now) == 0
    for day in (1, 2):
        step(now + day * DAY)
    assert sees(place.organiser, now) == 1
    assert told(place.organiser, "safety.queue") == 1


def test_so_does_one_whose_evidence_was_destroyed_meanwhile(place: Place, bring: Bring, now: datetime) -> None:
    nobody_moderates(place)
    case, end = bring(by=place.host), now + 90 * DAY
    step(end)
    leave(place, place.keeper, end)
    assert sees(place.organiser, end) == 0
    for day in (1, 2):
        step(end + day * DAY)
    assert sees(place.organiser, end + 2 * DAY) == 1
    assert told(place.organiser, "safety.queue") == 1
    case.refresh_from_db()
    assert case.due_at == end + 3 * DAY
    assert LogLine.objects.filter(case=case.id, event="evidence_forgotten").count() == 1, "once is enough"


def test_what_is_closed_and_keeps_nothing_is_looked_at_no_more(place: Place, bring: Bring, now: datetime) -> None:
    case, end = bring(), now + 90 * DAY
    step(end)
    services.close_case(actor=place.keeper, case_id=case.id, now=end)
    case.refresh_from_db()
    assert case.due_at == end + DAY
    step(end + DAY)
    case.refresh_from_db()
    assert case.due_at is None


def test_an_organiser_sees_no_case_about_them_or_from_them(place: Place, bring: Bring, now: datetime) -> None:
    nobody_moderates(place)
    for person in (place.writer, place.reader):
        organises(person, now)
    bring(not_there=True)
    assert [sees(one, now) for one in (place.organiser, place.writer, place.reader)] == [1, 0, 0]
    assert [told(one, "safety.queue") for one in (place.organiser, place.writer, place.reader)] == [1, 0, 0]


@pytest.fixture
def urgent(place: Place, now: datetime) -> Case:
    """Words of danger that the writer has just begun a thread with."""
    opening = Opening("Tonight", Said("I want to die."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    return Case.objects.get()


def test_something_urgent_that_somebody_took_on_and_left_is_told_again(
    place: Place, urgent: Case, now: datetime
) -> None:
    services.claim_case(actor=place.keeper, case_id=urgent.id, now=now)
    services.claim_case(actor=place.keeper, case_id=urgent.id, now=now + HOUR / 4)
    for moment in (HOUR / 2, HOUR):
        step(now + moment)
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 1], "nothing was done yet"
    for moment in (HOUR * 5 / 4, 2 * DAY):
        step(now + moment)
    assert [told(one, "safety.queue") for one in (place.keeper, place.host, place.moderator)] == [2, 2, 2]
    urgent.refresh_from_db()
    assert urgent.claimed_by is None


@pytest.mark.parametrize("how", ["erased", "no longer a moderator"])
def test_something_urgent_of_who_is_gone_is_told_to_the_others_once(
    place: Place, urgent: Case, now: datetime, how: str
) -> None:
    step(now + HOUR / 2)
    services.claim_case(actor=place.moderator, case_id=urgent.id, now=now + HOUR / 2)
    before = [told(one, "safety.queue") for one in (place.second, place.host)]
    if how == "erased":
        erase_person(actor=place.moderator, now=now + HOUR * 3 / 4)
    else:
        revoke_role(person=place.moderator, role=Role.MODERATOR, now=now + HOUR * 3 / 4)
    for moment in (HOUR, 2 * HOUR, 5 * HOUR):
        step(now + moment)
    assert [told(one, "safety.queue") for one in (place.second, place.host)] == [one + 1 for one in before]


def test_what_is_not_urgent_and_was_left_is_not_told_again(place: Place, bring: Bring, now: datetime) -> None:
    services.claim_case(actor=place.keeper, case_id=bring().id, now=now)
    step(now + DAY)
    assert told(place.host, "safety.queue") == 1


def test_something_urgent_that_is_done_is_told_no_more(place: Place, urgent: Case, now: datetime) -> None:
    services.close_case(actor=place.keeper, case_id=urgent.id, answered="here", shown=1, now=now)
    for moment in (HOUR / 2, HOUR, DAY):
        step(now + moment)
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 0]


def test_what_becomes_urgent_later_reaches_those_of_the_place_half_an_hour_after_that(
    place: Place, post: Post, bring: Bring, now: datetime
) -> None:
    case, later = bring(), now + HOUR
    thing = post_as_thing(Post.objects.select_related("thread__group", "membership").get(id=post.id))
    assert services.bring(thing, source=Source.WORDS, now=later) == case
    step(later + HOUR / 2)
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [3, 1]


def test_something_urgent_that_is_given_back_is_told_to_the_others(place: Place, urgent: Case, now: datetime) -> None:
    services.claim_case(actor=place.keeper, case_id=urgent.id, now=now)
    step(now + HOUR / 2)
    services.release_case(actor=place.keeper, case_id=urgent.id, now=now + HOUR / 2)
    assert [told(one, "safety.queue") for one in (place.keeper, place.host, place.moderator)] == [1, 2, 2]


def test_taking_a_case_on_does_not_keep_what_was_shown(place: Place, urgent: Case, now: datetime) -> None:
    end = now + 90 * DAY
    services.claim_case(actor=place.keeper, case_id=urgent.id, now=end)
    step(end)
    urgent.refresh_from_db()
    assert urgent.data_key_id is None
