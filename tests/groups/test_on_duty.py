"""Within which time a group wants to answer, who is asked beyond it, and who is asked no more than a few times."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import outgoing, services
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole, Openness, ThreadState
from alongside.groups.models import Group, Membership, Thread, Waiting
from alongside.groups.own_groups import WAITS, news_of
from alongside.groups.policies import access_standing
from alongside.groups.reporting import keepers
from alongside.groups.services import move_waiting
from alongside.groups.unanswered.duty import waiting_for_duty
from alongside.groups.unanswered.page import waiting_of
from alongside.kernel.errors import Invalid
from alongside.reachouts.rota_services import end_shift, take_shift
from alongside.ui import duty
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three
from tests.support.engine import step_of_the_engine
from tests.support.removing import removed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Told = list[tuple[str, str]]
Posted = Callable[[Group], Waiting]


@dataclass
class Rota:
    """Who is on duty, for a test to fill, and who was told what, by alias, in order."""

    on_duty: list[UUID] = field(default_factory=list)
    told: Told = field(default_factory=list)


@pytest.fixture
def rota(monkeypatch: pytest.MonkeyPatch) -> Rota:
    """A rota of nobody; what is told is taken where groups hand over to notifications."""
    made = Rota()

    def hear(tellings: list[outgoing.Telling], **_how: object) -> None:
        made.told.extend((Person.objects.get(id=one.person_id).alias, one.text) for one in tellings)

    monkeypatch.setattr(outgoing, "tell", hear)
    monkeypatch.setattr(duty, "_sources", {"listeners": lambda _now: made.on_duty})
    return made


@pytest.fixture
def posted(brought_in: Join, open_thread: Open, mate: Person) -> Posted:
    """Let the mate into a group, where they write for the first time."""

    def post(group: Group) -> Waiting:
        brought_in(group, mate)
        return Waiting.objects.get(post__thread=open_thread(group, by=mate))

    return post


def moved(waiting: Waiting, rota: Rota) -> list[tuple[float, Told]]:
    """Let the engine move a row to its end: after how many hours who was told what."""
    heard = []
    while waiting.due_at is not None:
        rota.told.clear()
        at = waiting.due_at
        step_of_the_engine(move_waiting, waiting, at)
        waiting.refresh_from_db()
        heard.append(((at - waiting.created_at) / HOUR, sorted(rota.told)))
    return heard


@pytest.mark.parametrize("hours", [1, 4, 12, 24])
def test_a_group_answers_within_the_time_it_chose(
    begin: Begin, join: Join, open_thread: Open, mate: Person, hours: int
) -> None:
    group = begin(answer_hours=hours)
    join(group, mate)
    open_thread(group, by=mate)
    waiting = Waiting.objects.get()
    assert waiting.answer_by - waiting.created_at == hours * HOUR


def test_a_host_chooses_the_time_and_only_one_that_is_offered(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    group = begin()
    assert group.answer_hours == 4
    browser = sign_in(owner)
    said = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}
    browser.post(to("group-change", group.slug), {**said, "answer_hours": "12"})
    group.refresh_from_db()
    assert group.answer_hours == 12
    assert browser.post(to("group-change", group.slug), {**said, "answer_hours": "7"}).status_code == 422
    with pytest.raises(Invalid):
        services.change_group(
            actor=owner, slug=group.slug, details=replace(DETAILS, answer_hours=7), now=group.created_at
        )


def test_those_on_duty_are_asked_when_nobody_of_an_open_group_came(
    begin: Begin, posted: Posted, three: Three, rota: Rota
) -> None:
    owner, mate, stranger = three
    waiting = posted(begin())
    rota.on_duty += [stranger.id, mate.id]
    assert moved(waiting, rota) == [
        (3.5, [(stranger.alias, "groups.duty")]),
        (4, [(owner.alias, "groups.word")]),
    ]


@pytest.mark.parametrize("openness", [Openness.BY_REQUEST, Openness.HIDDEN])
def test_whoever_is_on_duty_hears_nothing_of_a_group_they_could_not_join_at_once(
    begin: Begin, posted: Posted, three: Three, rota: Rota, openness: str
) -> None:
    owner, _mate, stranger = three
    group = begin(openness=openness)
    waiting = posted(group)
    rota.on_duty.append(stranger.id)
    assert moved(waiting, rota) == [(3.5, []), (4, [(owner.alias, "groups.word")])]
    assert list(waiting_for_duty(stranger, now=group.created_at + 5 * HOUR)) == []


def test_a_member_on_duty_is_asked_in_any_group(
    begin: Begin, posted: Posted, brought_in: Join, stranger: Person, rota: Rota
) -> None:
    group = begin(openness=Openness.HIDDEN)
    brought_in(group, stranger, "Silver Test")
    rota.on_duty.append(stranger.id)
    assert moved(posted(group), rota)[0] == (3.5, [(stranger.alias, "groups.word")])


def test_the_page_of_groups_leads_whoever_is_on_duty_there_and_nobody_else(
    begin: Begin, posted: Posted, three: Three, rota: Rota, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    group = begin(name="Who waits Test")
    now, waiting = group.created_at, posted(group)
    rota.on_duty += [stranger.id, mate.id]
    assert not waiting_for_duty(stranger, now=now)
    step_of_the_engine(move_waiting, waiting, now + 3.5 * HOUR)
    assert list(waiting_for_duty(stranger, now=now)) == [group]
    assert not waiting_for_duty(mate, now=now)
    assert "You are on duty" in text_of(sign_in(stranger).get(to("groups")))
    assert "You are on duty" not in text_of(sign_in(mate).get(to("groups")))
    Thread.objects.update(state=ThreadState.HIDDEN)
    assert not waiting_for_duty(stranger, now=now)
    Thread.objects.update(state=ThreadState.OPEN)
    rota.on_duty.remove(stranger.id)
    assert not waiting_for_duty(stranger, now=now)
    rota.on_duty.append(stranger.id)
    entering = Entering("Silver Test", group.agreements_since)
    row = services.join_group(actor=stranger, slug=group.slug, entering=entering, now=now)
    services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=True, now=now)
    assert not waiting_for_duty(stranger, now=now)


def test_a_listener_is_on_duty_during_their_shift_and_while_they_have_the_role(
    stranger: Person, now: datetime, make_person: MakePerson
) -> None:
    listener = make_person("Lists Test")
    RoleGrant.objects.create(created_at=now, person=listener, role=Role.LISTENER)
    shift = take_shift(actor=listener, weekday=now.weekday(), hour=now.hour, hours=2, now=now)
    take_shift(actor=stranger, weekday=now.weekday(), hour=now.hour, hours=2, now=now)
    assert duty.on_duty(now=now) == {listener.id}
    assert duty.on_duty(now=now + 2 * HOUR) == frozenset()
    end_shift(actor=listener, shift_id=shift.id, now=now)
    assert duty.on_duty(now=now) == frozenset()


def test_hosts_see_who_was_asked(begin: Begin, join: Join, open_thread: Open, owner: Person, mate: Person) -> None:
    group = begin()
    join(group, mate)
    open_thread(group, by=mate)
    there = access_standing(owner, group.slug)
    assert [one.asked for one in waiting_of(there, now=group.created_at)] == ["Hosts were asked."]


@pytest.mark.parametrize("state", [ThreadState.HIDDEN, ThreadState.LOCKED])
def test_what_cannot_be_answered_is_counted_for_nobody(
    begin: Begin, join: Join, open_thread: Open, three: Three, *, state: str
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    greeter = join(group, stranger, "Silver Test")
    Membership.objects.filter(id=greeter.id).update(role="greeter")
    thread = open_thread(group, by=mate)
    one = {(group.id, WAITS): 1}
    assert (news_of(owner), news_of(stranger)) == (one, one)
    assert news_of(mate) == {}, "who greets nowhere is told of none"
    locked_at = thread.created_at if state == ThreadState.LOCKED else None
    Thread.objects.filter(id=thread.id).update(state=state, locked_at=locked_at)
    assert (news_of(owner), news_of(stranger)) == ({}, {})


def test_what_waits_has_an_id_that_tells_no_moment(begin: Begin, join: Join, open_thread: Open, mate: Person) -> None:
    group = begin()
    join(group, mate)
    open_thread(group, by=mate)
    assert Waiting.objects.get().id.version == 4


def test_whoever_takes_back_and_writes_anew_has_others_told_a_few_times_a_day(
    begin: Begin, join: Join, open_thread: Open, three: Three, rota: Rota
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    rota.told.clear()
    for number in range(5):
        thread = open_thread(group, f"Try {number}", by=mate)
        if number < 4:
            post = thread.posts.get()
            services.take_post_back(
                actor=mate, slug=group.slug, thread_id=thread.id, post_id=post.id, now=group.created_at
            )
    assert rota.told == [(owner.alias, "groups.word")] * 3
    waiting = Waiting.objects.get()
    assert waiting.due_at == waiting.created_at + timedelta(minutes=30)
    assert moved(waiting, rota)[0] == (0.5, [(owner.alias, "groups.word")])


def test_whoever_was_asked_to_leave_this_place_is_asked_for_no_answer(
    begin: Begin, posted: Posted, brought_in: Join, three: Three, rota: Rota
) -> None:
    owner, _mate, stranger = three
    group = begin()
    brought_in(group, stranger, "Silver Test")
    Membership.objects.filter(person__in=[owner, stranger]).update(role=GroupRole.HOST)
    assert keepers([group.id]) == {group.id: {owner.id, stranger.id}}
    removed(stranger, group.created_at)
    assert moved(posted(group), rota)[-1] == (4, [(owner.alias, "groups.word")])
    assert keepers([group.id]) == {group.id: {owner.id}}
