"""Undoing what was decided: by whoever may have decided it, and not while another decision still wants the same."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Role, RoleGrant
from alongside.groups import services as groups
from alongside.groups.enums import Standing
from alongside.groups.models import Post, Thread
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import NotAllowed
from alongside.safety import services
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Decision
from alongside.safety.pauses import paused_until
from tests.safety.conftest import Bring, Decide, Place

pytestmark = pytest.mark.django_db


def test_a_group_does_not_lift_what_holds_in_the_whole_place(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    case = bring(reason="preying")
    row = decide(place.moderator, case, "pause", "instance", 3)
    there = decide(place.moderator, case, "pause", "group", 3)
    offers = {one.id: one.may_lift for one in case_view(case, place.keeper, now=now).decisions}
    assert offers == {row.id: False, there.id: True}
    with pytest.raises(NotAllowed):
        services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    RoleGrant.objects.create(created_at=now, person=place.keeper, role=Role.ORGANISER)
    with pytest.raises(NotAllowed):
        services.lift(actor=place.keeper, case_id=case.id, decision_id=row.id, now=now)
    assert paused_until(place.writer, None, now=now) == now + timedelta(days=3)
    assert [one.may_lift for one in case_view(case, place.second, now=now).decisions] == [True, True]
    services.lift(actor=place.second, case_id=case.id, decision_id=row.id, now=now)
    assert paused_until(place.writer, None, now=now) is None


def twice(place: Place, post: Post, act: str, now: datetime) -> list[Decision]:
    """Have the same be done to a post in the group's case and in one of the place, a minute later."""
    rows = []
    for number, (reporter, actor) in enumerate(((place.reader, place.host), (place.keeper, place.moderator))):
        at = now + timedelta(minutes=number)
        telling = Telling("spam", not_there=number == 1)
        case = services.report(actor=reporter, kind="post", subject=post.id, telling=telling, now=at).case
        choice = Choice(act, "That does not go here.")
        rows.append(services.decide(actor=actor, case_id=case.id, choice=choice, now=at))
    return rows


def lift(place: Place, row: Decision, now: datetime) -> None:
    """Undo this by one who looks after its case."""
    actor = place.host if row.case.for_community else place.moderator
    services.lift(actor=actor, case_id=row.case_id, decision_id=row.id, now=now + timedelta(hours=1))


@pytest.mark.parametrize("first", [0, 1])
def test_a_post_that_two_cases_hide_is_hidden_until_both_are_undone(
    place: Place, post: Post, now: datetime, *, first: int
) -> None:
    rows = twice(place, post, "hide", now)
    hidden = []
    for row in (rows[first], rows[1 - first]):
        lift(place, row, now)
        post.refresh_from_db()
        hidden.append(post.hidden_at is not None)
    assert hidden == [True, False]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("act", "state"), [("hide", "hidden"), ("lock", "locked")])
def test_a_thread_that_two_cases_close_opens_when_both_are_undone(
    place: Place, now: datetime, *, act: str, state: str, first: int
) -> None:
    opening = Opening("Pills", Said("Buy my canary pills."))
    thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    rows = twice(place, thread.posts.get(), act, now)
    states = []
    for row in (rows[first], rows[1 - first]):
        lift(place, row, now)
        states.append(Thread.objects.get(id=thread.id).state)
    assert states == [state, "open"]


@pytest.mark.parametrize("acts", [("lock", "hide"), ("hide", "lock")])
@pytest.mark.parametrize("first", [0, 1])
def test_a_thread_that_was_locked_and_hidden_is_opened_and_shown_each_by_itself(
    place: Place, decide: Decide, now: datetime, *, acts: tuple[str, str], first: int
) -> None:
    opening = Opening("Pills", Said("Buy my canary pills."))
    thread = groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    post = thread.posts.get()
    case = services.report(actor=place.reader, kind="post", subject=post.id, telling=Telling("spam"), now=now).case
    rows, states = {act: decide(place.host, case, act) for act in acts}, []
    order = [acts[first], acts[1 - first]]
    for act in order:
        lift(place, rows[act], now)
        states.append(Thread.objects.get(id=thread.id).state)
    assert states == ["hidden" if order[0] == "lock" else "locked", "open"]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("moves", [False, True])
def test_a_thread_that_is_locked_for_two_of_its_posts_opens_when_both_are_undone(
    place: Place, post: Post, decide: Decide, now: datetime, *, first: int, moves: bool
) -> None:
    slug, thread = place.group.slug, post.thread_id
    other = groups.answer_thread(actor=place.reader, slug=slug, thread_id=thread, said=Said("Go away."), now=now)
    rows = []
    for subject, by in ((post, place.reader), (other, place.writer)):
        case = services.report(actor=by, kind="post", subject=subject.id, telling=Telling("spam"), now=now).case
        rows.append(decide(place.host, case, "lock"))
        if moves:
            decide(place.host, case, "move")
    states = []
    for row in (rows[first], rows[1 - first]):
        lift(place, row, now)
        states.append(Thread.objects.get(id=thread).state)
    assert states == ["locked", "open"]


def test_what_locks_one_thread_does_not_keep_another_locked(place: Place, decide: Decide, now: datetime) -> None:
    threads, rows = [], []
    for number in range(2):
        opening = Opening(f"Pills {number}", Said("Buy my canary pills."))
        threads.append(groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now))
        subject, telling = threads[-1].posts.get().id, Telling("spam")
        case = services.report(actor=place.reader, kind="post", subject=subject, telling=telling, now=now).case
        rows.append(decide(place.host, case, "lock"))
    lift(place, rows[0], now)
    assert [Thread.objects.get(id=one.id).state for one in threads] == ["open", "locked"]


@pytest.mark.parametrize("first", [0, 1])
def test_a_post_that_two_cases_move_goes_back_when_both_are_undone(
    place: Place, post: Post, now: datetime, *, first: int
) -> None:
    before = post.thread_id
    rows = twice(place, post, "move", now)
    is_back = []
    for row in (rows[first], rows[1 - first]):
        lift(place, row, now)
        post.refresh_from_db()
        is_back.append(post.thread_id == before)
    assert is_back == [False, True]


@pytest.mark.parametrize("first", [0, 1])
def test_who_is_removed_twice_is_back_when_both_are_undone(
    place: Place, bring: Bring, decide: Decide, now: datetime, *, first: int
) -> None:
    there, elsewhere = bring(), bring(by=place.keeper, not_there=True)
    rows = [decide(place.keeper, there, "remove", "group"), decide(place.moderator, elsewhere, "remove", "group")]
    for number, (row, other) in enumerate(zip(rows, (place.host, place.second), strict=True)):
        at = now + timedelta(minutes=number)
        services.answer_proposal(actor=other, decision_id=row.id, confirms=True, now=at)
    states = []
    for row in (rows[first], rows[1 - first]):
        asked = services.appeal(actor=place.writer, decision_id=row.id, words="Please look.", now=now)
        services.answer_appeal(actor=place.organiser, appeal_id=asked.id, grants=True, answer="Yes.", now=now)
        states.append(place.membership(place.writer).state)
    assert states == [Standing.BANNED, Standing.IN]
