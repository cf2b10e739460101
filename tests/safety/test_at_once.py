"""Two at once: whoever waits for somebody that erases themself holds nothing meanwhile that these wait for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic

import pytest
from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.models import Post, Thread
from alongside.groups.threads.details import Said
from alongside.kernel.errors import AlongsideError
from alongside.safety import services
from alongside.safety.details import Choice
from alongside.safety.models import Case, Decision
from tests.safety.conftest import Bring, Decide, Place
from tests.support.database import waiting_for_locks

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[[Place, Case, datetime], object]


def decides(place: Place, case: Case, now: datetime) -> None:
    """Say something to whom it is about."""
    services.decide(actor=place.keeper, case_id=case.id, choice=Choice("warn", "That does not go here."), now=now)


def confirms(place: Place, case: Case, now: datetime) -> None:
    """Agree to a removal."""
    row = case.decisions.get(act="remove")
    services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)


def answers(place: Place, case: Case, now: datetime) -> None:
    """Undo something after another look."""
    asked = case.decisions.get(act="warn").appeal
    services.answer_appeal(actor=place.host, appeal_id=asked.id, grants=True, answer="It is undone.", now=now)


def changes(place: Place, _case: Case, now: datetime) -> None:
    """Change the writer's own post into words of danger."""
    post = Post.objects.get(membership=place.membership(place.writer))
    where = {"slug": place.group.slug, "thread_id": post.thread_id, "post_id": post.id}
    groups.change_post(actor=place.writer, **where, said=Said("I want to die."), now=now)


def replies(place: Place, case: Case, now: datetime) -> None:
    """Have the writer answer a word."""
    row = case.decisions.get(act="write")
    services.reply(actor=place.writer, decision_id=row.id, words="Canary words.", now=now)


def lifts(place: Place, case: Case, now: datetime) -> None:
    """Undo a hiding."""
    services.lift(actor=place.keeper, case_id=case.id, decision_id=case.decisions.get(act="hide").id, now=now)


def goes(place: Place, _case: Case, now: datetime) -> None:
    """Have the moderator erase themself."""
    erase_person(actor=place.keeper, now=now)


def proposes(place: Place, _case: Case, now: datetime) -> None:
    """Have the host propose that the writer leaves."""
    row = place.membership(place.writer)
    said = {"membership_id": row.id, "for_good": False, "reason": "Pills again."}
    groups.remove_member(actor=place.host, slug=place.group.slug, **said, now=now)


def in_thread(write: Write, place: Place, case: Case, now: datetime) -> str:
    """Do this in a connection of its own; return how it was refused, '' when it was not."""
    try:
        write(place, case, now)
    except AlongsideError as error:
        return type(error).__name__
    finally:
        connection.close()
    return ""


def until_one_waits() -> None:
    """Return once somebody else waits for a lock."""
    end = monotonic() + 15
    while not waiting_for_locks():
        assert monotonic() < end, "nobody waits"


@pytest.fixture
def case(place: Place, bring: Bring, decide: Decide, now: datetime) -> Case:
    """A case with a removal that waits and a word to the writer, who asked for another look at it."""
    case = bring()
    decide(place.keeper, case, "remove", "group")
    row = decide(place.keeper, case, "warn")
    services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    return case


@pytest.mark.parametrize(("write", "refused"), [(decides, "Conflict"), (confirms, "NotFound"), (answers, "NotFound")])
def test_whoever_decides_while_somebody_erases_themself_waits_for_them(
    place: Place, case: Case, now: datetime, *, write: Write, refused: str
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(id=place.writer.id)  # as erasing begins
            outcome = pool.submit(in_thread, write, place, case, now)
            until_one_waits()
            erase_person(actor=place.writer, now=now)
        assert outcome.result(60) == refused


def test_what_somebody_answers_who_is_just_erased_is_not_kept(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(reason="danger")
    decide(place.keeper, case, "write")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(id=place.writer.id)  # as erasing begins
            outcome = pool.submit(in_thread, replies, place, case, now)
            until_one_waits()
            erase_person(actor=place.writer, now=now)
        assert outcome.result(60) == "NotFound"
    assert not Case.objects.filter(kind="reply").exists()


def test_who_answers_an_appeal_waits_for_who_undoes_the_same(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    row = decide(place.keeper, case, "warn")
    services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(id=case.id)  # as undoing begins
            outcome = pool.submit(in_thread, answers, place, case, now + timedelta(hours=1))
            until_one_waits()
            services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
        assert outcome.result(60) == ""
    row.refresh_from_db()
    assert row.undone_at == now
    assert Decision.objects.filter(state="undone").count() == 1


def test_whoever_changes_a_post_into_words_of_danger_does_not_hold_its_thread_while_they_wait_for_its_case(
    place: Place, post: Post, bring: Bring, now: datetime
) -> None:
    case = bring()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(id=case.id)  # as deciding begins
            outcome = pool.submit(in_thread, changes, place, case, now)
            until_one_waits()
            choice = Choice("hide", "That does not go here.")
            services.decide(actor=place.keeper, case_id=case.id, choice=choice, now=now)
        assert outcome.result(60) == ""
    post.refresh_from_db()
    assert (post.hidden_at, post.text) == (now, "I want to die.")
    case.refresh_from_db()
    assert case.is_urgent


def test_a_moderator_who_erases_themself_does_not_hold_their_group_while_they_wait_for_a_case(
    place: Place, case: Case, now: datetime
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(id=case.id)  # as confirming begins
            outcome = pool.submit(in_thread, goes, place, case, now)
            until_one_waits()
            confirms(place, case, now)
        assert outcome.result(60) == ""
    assert place.membership(place.writer).state == "banned"
    assert not Person.objects.filter(id=place.keeper.id).exists()


def test_whoever_proposes_a_removal_does_not_hold_the_group_while_they_wait_for_its_case(
    place: Place, now: datetime
) -> None:
    row = place.membership(place.writer)
    said = {"membership_id": row.id, "for_good": False, "reason": "Pills."}
    groups.remove_member(actor=place.keeper, slug=place.group.slug, **said, now=now)
    case = Case.objects.get()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(id=case.id)  # as erasing begins
            outcome = pool.submit(in_thread, proposes, place, case, now)
            until_one_waits()
            erase_person(actor=place.keeper, now=now)
        assert outcome.result(60) == ""
    # Nobody else looks after the group by now, so it is asked of the place in a case of its own.
    assert Case.objects.filter(kind="member", for_community=False).count() == 1


def test_whoever_shows_a_post_again_does_not_hold_it_while_they_wait_for_its_thread(
    place: Place, post: Post, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring()
    decide(place.keeper, case, "hide")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Thread.objects.select_for_update(no_key=True).get(id=post.thread_id)  # as taking a post back begins
            outcome = pool.submit(in_thread, lifts, place, case, now)
            until_one_waits()
            where = {"slug": place.group.slug, "thread_id": post.thread_id, "post_id": post.id}
            groups.take_post_back(actor=place.writer, **where, now=now)
        assert outcome.result(60) == ""
    post.refresh_from_db()
    assert (post.text, post.taken_back_at) == ("", now)
