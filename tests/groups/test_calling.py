"""Calls to members who are quiet: only with their yes, weekly at most, shared fairly, and seen by whom they should."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.calling.page import calls_of, own_calls
from alongside.groups.calling.policies import access_held_call, number_of
from alongside.groups.calling.quiet import Caller, Quiet, call_at, first_to_ask
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.enums import GroupRole, GroupState
from alongside.groups.models import Call, CallWish, Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.messaging import services as messaging
from alongside.messaging.services import Line
from alongside.ui.letters import reach
from tests.conftest import MakePerson
from tests.groups import calls
from tests.groups.calls import A_DAY, BY_PHONE, NUMBER, Make, Two, Wish, at, claimed, listed, moved
from tests.groups.conftest import Begin, Join, Three, standing
from tests.support.removing import paused, removed

wish, make, two, told = calls.wish, calls.make, calls.two, calls.told


@pytest.mark.parametrize(
    ("quiet", "moment"),
    [
        (Quiet(at("2026-03-01 00:00"), 14), "2026-03-15 00:00"),
        (Quiet(at("2026-03-01 00:00"), 7), "2026-03-08 00:00"),
        # A date that was agreed counts, whether they are quiet or not.
        (Quiet(at("2026-03-09 00:00"), 14, next_at=at("2026-03-12 05:00")), "2026-03-12 05:00"),
        # Once a week at most, whatever else is due.
        (Quiet(at("2026-03-01 00:00"), 14, listed_at=at("2026-03-14 00:00")), "2026-03-21 00:00"),
        (Quiet(at("2026-03-01 00:00"), 14, at("2026-03-10 00:00"), at("2026-03-12 05:00")), "2026-03-17 00:00"),
    ],
)
def test_when_somebody_is_called(quiet: Quiet, moment: str) -> None:
    assert call_at(quiet) == at(moment)


def test_who_called_least_is_asked_first_and_of_those_who_is_there_longest() -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    since = at("2026-03-01 00:00")
    callers = [Caller(first, 2, since), Caller(second, 1, since + A_DAY), Caller(third, 1, since)]
    assert first_to_ask(callers) == third
    assert first_to_ask(callers[:2]) == second
    assert first_to_ask([]) is None


@pytest.mark.django_db
def test_who_has_not_said_yes_is_never_on_the_list(begin: Begin, join: Join, mate: Person, now: datetime) -> None:
    group = begin()
    join(group, mate)
    services.note_visit(standing(mate, group), now=now + A_DAY)
    assert (CallWish.objects.count(), Call.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_who_is_quiet_for_the_days_of_the_group_comes_on_the_list_once_a_week(
    begin: Begin, join: Join, wish: Wish, mate: Person, now: datetime
) -> None:
    group = begin(quiet_days=7)
    join(group, mate)
    row = wish(group, mate)
    quiet_at = datetime.combine(now.date() + timedelta(days=7), datetime.min.time(), tzinfo=UTC)
    assert row.due_at == quiet_at
    call = listed(row)
    assert (call.why, call.asked, call.created_at) == (
        "quiet",
        standing(group.memberships.get(role="host").person, group),
        quiet_at,
    )
    row.refresh_from_db()
    assert row.due_at == quiet_at + timedelta(days=7)
    moved(row, row.due_at)
    assert Call.objects.count() == 1
    row.refresh_from_db()
    assert row.due_at == quiet_at + timedelta(days=8)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["visit", "thread", "chat"])
def test_who_looks_in_or_writes_is_not_quiet(make: Make, two: Two, now: datetime, how: str) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    row = wish(group, mate)
    first, later = row.due_at, now + timedelta(days=10)
    assert first is not None
    if how == "visit":
        services.note_visit(standing(mate, group), now=later)
    elif how == "thread":
        services.begin_thread(actor=mate, slug=group.slug, opening=Opening("Here", Said("I am here.")), now=later)
    else:
        room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Open room", "For all."), now=now)
        written = Written("I am here.", uuid4())
        services.write_line(actor=mate, slug=group.slug, room_id=room.id, written=written, now=later)
    moved(row, first)
    row.refresh_from_db()
    assert not Call.objects.exists()
    assert row.due_at is not None
    assert row.due_at.date() == later.date() + timedelta(days=14)


@pytest.mark.django_db
def test_who_comes_back_by_themself_is_off_the_list_unless_somebody_holds_the_call(
    begin: Begin, join: Join, wish: Wish, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    for person, alias in ((mate, "Amber Test"), (stranger, "Birch Test")):
        join(group, person, alias)
    held, free = listed(wish(group, mate)), listed(wish(group, stranger))
    claimed(held, owner, held.created_at)
    for person in (mate, stranger):
        services.note_visit(standing(person, group), now=held.created_at + A_DAY)
    assert list(Call.objects.all()) == [held]
    assert not Call.objects.filter(id=free.id).exists()


@pytest.mark.django_db
def test_who_called_least_is_asked_alone_and_after_two_days_all_others(
    make: Make, three: Three, make_person: MakePerson, told: list[UUID]
) -> None:
    begin, join, wish = make
    owner, mate, stranger = three
    group = begin()
    greeter = join(group, make_person("Greeter Madeup"), "Greeter Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    join(group, mate, "Amber Test")
    join(group, stranger, "Birch Test")
    first = listed(wish(group, mate))
    asked_first = first.asked
    assert asked_first is not None
    second = listed(wish(group, stranger))
    assert second.asked is not None
    assert {asked_first.id, second.asked.id} == {greeter.id, standing(owner, group).id}
    assert told == [asked_first.person_id, second.asked.person_id]
    told.clear()
    assert first.due_at is not None
    moved(first, first.due_at)
    assert sorted(told) == sorted([greeter.person_id, owner.id])
    first.refresh_from_db()
    assert first.due_at is not None


@pytest.mark.django_db
def test_a_call_is_held_by_one_lapses_and_can_be_given_back(begin: Begin, join: Join, wish: Wish, three: Three) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Test")
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    call = listed(wish(group, mate, BY_PHONE))
    now, slug = call.created_at, group.slug
    claimed(call, owner, now)
    assert claimed(call, owner, now + A_DAY).claimed_until == now + 2 * A_DAY
    with pytest.raises(Conflict):
        claimed(call, stranger, now + A_DAY)
    with pytest.raises(NotFound):
        services.give_call_back(actor=stranger, slug=slug, call_id=call.id, now=now)
    host, other = access_standing(owner, slug), access_standing(stranger, slug)
    assert number_of(access_held_call(host, call.id, now=now), host, now=now) == NUMBER
    with pytest.raises(NotFound):
        access_held_call(other, call.id, now=now)
    # After two days it is anybody's again, and who held it does not read the number any more.
    over = now + 2 * A_DAY
    with pytest.raises(NotFound):
        access_held_call(host, call.id, now=over)
    call.refresh_from_db()
    moved(call, over)
    assert claimed(call, stranger, over).claimed_by == other
    services.give_call_back(actor=stranger, slug=slug, call_id=call.id, now=over)
    call.refresh_from_db()
    assert (call.claimed_by, call.due_at) == (None, over)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "days", "next_days"),
    [("reached", None, None), ("reached", 9, 9), ("not_reached", None, 7), ("more", None, 7), ("more", 20, 20)],
)
def test_what_a_call_came_to_and_the_next_date(
    make: Make, two: Two, outcome: str, days: int | None, next_days: int | None
) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    row = wish(group, mate)
    call = listed(row)
    now = call.created_at + timedelta(hours=12)
    claimed(call, owner, now)
    wanted = now.date() + timedelta(days=days) if days else None
    services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome=outcome, next_on=wanted, now=now)
    call.refresh_from_db()
    row.refresh_from_db()
    expected = now.date() + timedelta(days=next_days) if next_days else None
    assert (call.outcome, call.done_at, call.next_on, row.next_on) == (outcome, now, expected, expected)
    assert row.due_at is not None
    assert row.due_at >= now + timedelta(days=7)
    if expected:
        # They are called on that date even when they were there meanwhile.
        services.note_visit(standing(mate, group), now=now + timedelta(days=6))
        again = listed(row)
        assert (again.why, again.created_at.date()) == ("agreed", max(expected, row.due_at.date()))
    with pytest.raises(NotFound):
        services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome=outcome, now=now)


@pytest.mark.django_db
def test_who_wants_no_calls_any_more_is_called_no_more_and_told(make: Make, two: Two, told: list[UUID]) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate))
    now = call.created_at
    claimed(call, owner, now)
    services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome="no_calls", now=now)
    assert not CallWish.objects.exists()
    assert told == [owner.id, mate.id]
    seen = own_calls(access_standing(mate, group.slug), now=now)
    assert (seen.wish, seen.is_listed) == (None, False)
    assert [(one.by, one.outcome) for one in seen.made] == [
        ("Quiet Heron", "You said that you want no calls any more.")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 6, 61])
def test_a_date_out_of_reach_is_refused_and_nothing_noted(make: Make, two: Two, days: int) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate))
    now = call.created_at + timedelta(hours=12)
    claimed(call, owner, now)
    with pytest.raises(Invalid) as refused:
        services.note_call(
            actor=owner,
            slug=group.slug,
            call_id=call.id,
            outcome="reached",
            next_on=now.date() + timedelta(days=days),
            now=now,
        )
    assert refused.value.field == "next_on"
    with pytest.raises(Invalid):
        services.note_call(actor=owner, slug=group.slug, call_id=call.id, outcome="sung", now=now)
    call.refresh_from_db()
    assert call.outcome == ""


@pytest.mark.django_db
def test_who_takes_their_yes_back_is_off_the_list_with_their_number(make: Make, two: Two, told: list[UUID]) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate, BY_PHONE))
    claimed(call, owner, call.created_at)
    told.clear()
    for _twice in range(2):
        services.stop_calls(actor=mate, slug=group.slug, now=call.created_at)
    assert (CallWish.objects.count(), Call.objects.count()) == (0, 0)
    assert told == [owner.id]
    with pytest.raises(NotFound):
        claimed(call, owner, call.created_at)


@pytest.mark.django_db
def test_who_leaves_is_called_no_more_and_what_they_held_others_are_asked_for(
    begin: Begin, join: Join, wish: Wish, three: Three
) -> None:
    _owner, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Test")
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    call = listed(wish(group, mate, BY_PHONE))
    claimed(call, stranger, call.created_at)
    services.leave_group(actor=stranger, slug=group.slug, now=call.created_at)
    call.refresh_from_db()
    assert (call.claimed_by, call.due_at) == (None, call.created_at)
    services.leave_group(actor=mate, slug=group.slug, now=call.created_at)
    assert (CallWish.objects.count(), Call.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["called", "caller"])
def test_who_do_not_hear_each_other_do_not_call_each_other(make: Make, three: Three, now: datetime, who: str) -> None:
    begin, join, wish = make
    owner, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Test")
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    services.choose_letters(actor=mate, slug=group.slug, lets_write=True, now=now)
    source, line = standing(mate, group).id, Line("Good evening", uuid4().hex)
    message = messaging.write_first(actor=stranger, origin="group", source=source, line=line, now=now)
    messaging.accept(actor=mate, conversation_id=message.conversation_id, now=now)
    stops = mate if who == "called" else stranger
    messaging.block(actor=stops, conversation_id=message.conversation_id, now=now)
    call = listed(wish(group, mate))
    assert call.asked == standing(owner, group)
    assert calls_of(access_standing(stranger, group.slug), now=call.created_at) == []
    assert [one.id for one in calls_of(access_standing(owner, group.slug), now=call.created_at)] == [call.id]
    with pytest.raises(NotFound):
        claimed(call, stranger, call.created_at)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["called", "caller"])
def test_what_was_stopped_in_another_group_keeps_a_number_and_leaves_no_gap(
    make: Make, three: Three, now: datetime, who: str
) -> None:
    """A number is not for whom its person stopped hearing anywhere; who greets misses nobody they stopped elsewhere."""
    begin, join, wish = make
    owner, mate, stranger = three
    other = begin(name="Another lantern Test")
    for person, alias in ((mate, "Willow Test"), (stranger, "Maple Test")):
        join(other, person, alias)
    Membership.objects.filter(group=other).update(lets_write=True, joined_at=now - 30 * A_DAY)
    stops, stopped = (mate, stranger) if who == "called" else (stranger, mate)
    source, line = standing(stopped, other).id, Line("Please stop.", uuid4().hex)
    message = messaging.write_first(actor=stops, origin="group", source=source, line=line, now=now)
    messaging.block(actor=stops, conversation_id=message.conversation_id, now=now)
    group = begin()
    join(group, mate, "Amber Test")
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    call = listed(wish(group, mate))
    at = call.created_at
    assert [one.id for one in calls_of(access_standing(owner, group.slug), now=at)] == [call.id]
    seen = [one.id for one in calls_of(access_standing(stranger, group.slug), now=at)]
    if who == "called":
        assert seen == []
        with pytest.raises(NotFound):
            claimed(call, stranger, at)
    else:
        assert seen == [call.id]
        assert claimed(call, stranger, at).claimed_by_id == greeter.id


@pytest.mark.django_db
@pytest.mark.parametrize("state", [GroupState.CLOSED, GroupState.HELD])
def test_nobody_is_called_in_a_group_that_is_not_open(
    begin: Begin, join: Join, wish: Wish, mate: Person, state: str
) -> None:
    group = begin()
    join(group, mate)
    row = wish(group, mate)
    first = row.due_at
    assert first is not None
    Group.objects.filter(id=group.id).update(state=state)
    moved(row, first)
    row.refresh_from_db()
    assert not Call.objects.exists()
    assert (row.due_at is None) == (state == GroupState.CLOSED)


@pytest.mark.django_db
def test_a_message_may_be_written_while_the_call_is_held_and_by_nobody_else(
    begin: Begin, join: Join, wish: Wish, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    source = join(group, mate, "Amber Test").id
    join(group, stranger, "Birch Test")
    call = listed(wish(group, mate))
    now = call.created_at
    assert reach(owner, source, now=now) is None
    claimed(call, owner, now)
    found = reach(owner, source, now=now)
    assert found is not None
    assert found.known.name == "Amber Test"
    assert reach(stranger, source, now=now) is None
    assert reach(owner, source, now=now + 2 * A_DAY) is None
    services.choose_calls(actor=mate, slug=group.slug, details=BY_PHONE, now=now)
    assert reach(owner, source, now=now) is None


@pytest.mark.django_db
def test_members_and_strangers_call_nobody(begin: Begin, join: Join, wish: Wish, three: Three) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    call = listed(wish(group, mate))
    for person in (mate, stranger):
        with pytest.raises(NotAllowed):
            claimed(call, person, call.created_at)
    other = begin(name="Other Test")
    with pytest.raises(NotFound):
        services.claim_call(actor=owner, slug=other.slug, call_id=call.id, now=call.created_at)
    # Who greets does not call themself.
    own = listed(wish(group, owner))
    assert own.asked is None
    with pytest.raises(NotFound):
        claimed(own, owner, own.created_at)


@pytest.mark.django_db
def test_who_was_asked_to_leave_the_place_is_asked_for_no_call(
    make: Make, three: Three, told: list[UUID], now: datetime
) -> None:
    begin, join, wish = make
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER, created_at=now - A_DAY)
    removed(stranger, now)
    call = listed(wish(group, mate))
    assert (call.asked, told) == (standing(owner, group), [owner.id])


@pytest.mark.django_db
def test_who_greets_no_more_hands_on_what_they_said_they_would_do(make: Make, three: Three, told: list[UUID]) -> None:
    begin, join, wish = make
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    greeter = join(group, stranger, "Birch Test")
    Membership.objects.filter(id=greeter.id).update(role=GroupRole.GREETER)
    call = listed(wish(group, mate))
    now = call.created_at
    claimed(call, stranger, now)
    assert reach(stranger, standing(mate, group).id, now=now) is not None
    services.step_back(actor=stranger, slug=group.slug, now=now)
    assert reach(stranger, standing(mate, group).id, now=now) is None
    call.refresh_from_db()
    assert (call.claimed_by, call.due_at) == (None, now)
    claimed(call, owner, now)


@pytest.mark.django_db
def test_a_call_that_nobody_takes_on_is_asked_for_again_each_week(
    make: Make, two: Two, told: list[UUID], now: datetime
) -> None:
    begin, join, wish = make
    mate, owner = two
    group = begin()
    join(group, mate)
    row = wish(group, mate)
    call = listed(row)
    weeks = []
    for _week in range(3):
        told.clear()
        call.refresh_from_db()
        assert call.due_at is not None
        moved(call, call.due_at)
        weeks.append(((call.due_at - call.created_at).days, list(told)))
    assert weeks == [(2, [owner.id]), (9, [owner.id]), (16, [owner.id])]
    Call.objects.update(due_at=None)  # as the release before left it
    row.refresh_from_db()
    assert row.due_at is not None
    moved(row, row.due_at)
    call.refresh_from_db()
    assert call.due_at == row.due_at
    told.clear()
    paused(mate, now=row.due_at, community=group.id)
    moved(call, row.due_at)
    assert told == [], "whose writing is paused is called by nobody"
