"""The rota: fair turns, one role each as far as people reach, nobody without a yes, and steady when people change."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.rota import Turns, fill, next_reminder

FIRST = date(2026, 12, 1)
WEEKS = [FIRST + timedelta(days=7 * number) for number in range(6)]
CHAIR, GREETER, READER, TECH = (UUID(int=number) for number in range(1, 5))
ANA, BEN, CLEO, DAN = (UUID(int=number) for number in range(11, 15))
ROLES, PEOPLE = (CHAIR, GREETER, READER, TECH), (ANA, BEN, CLEO, DAN)


def served_by(turns: Turns, role: UUID = CHAIR, dates: list[date] = WEEKS) -> list[UUID | None]:
    found = fill(turns, dates)
    return [found.get((day, role)) for day in dates]


def test_those_who_said_yes_take_turns_in_the_order_of_their_yes() -> None:
    assert served_by(Turns([CHAIR], {CHAIR: [ANA, BEN, CLEO]})) == [ANA, BEN, CLEO, ANA, BEN, CLEO]


def test_who_served_longest_ago_or_never_comes_first() -> None:
    served = {ANA: FIRST - timedelta(days=7), BEN: FIRST - timedelta(days=14)}
    assert served_by(Turns([CHAIR], {CHAIR: [ANA, BEN, CLEO]}, served=served))[:3] == [CLEO, BEN, ANA]


def test_not_this_day_is_kept_and_the_turn_comes_at_the_next() -> None:
    turns = Turns([CHAIR], {CHAIR: [ANA, BEN]}, away={(FIRST, CHAIR, ANA)})
    assert served_by(turns)[:3] == [BEN, ANA, BEN]


def test_nobody_has_two_roles_where_two_people_are_there() -> None:
    # Ana alone can greet, so she leaves the chair to Ben, although it would be her turn.
    assert fill(Turns([CHAIR, GREETER], {CHAIR: [ANA, BEN], GREETER: [ANA]}), [FIRST]) == {
        (FIRST, CHAIR): BEN,
        (FIRST, GREETER): ANA,
    }
    assert set(fill(Turns([CHAIR, GREETER], {CHAIR: [ANA], GREETER: [ANA]}), [FIRST]).values()) == {ANA}


def test_a_place_that_was_handed_back_is_left_to_a_stand_in() -> None:
    turns = Turns([CHAIR], {CHAIR: [ANA, BEN]}, kept={(FIRST, CHAIR): None})
    assert served_by(turns)[:3] == [None, ANA, BEN]


def test_nobody_who_said_yes_leaves_the_place_open() -> None:
    assert fill(Turns([CHAIR], {}), WEEKS) == {}


Away = frozenset[tuple[date, UUID, UUID]]

people = st.lists(st.sampled_from(PEOPLE), unique=True)
willing = st.fixed_dictionaries(dict.fromkeys(ROLES, people))
away = st.frozensets(st.tuples(st.sampled_from(WEEKS), st.sampled_from(ROLES), st.sampled_from(PEOPLE)))


@given(willing, away)
def test_nobody_without_a_yes_or_on_a_day_they_said_no_to(said: dict[UUID, list[UUID]], gone: Away) -> None:
    found = fill(Turns(ROLES, said, gone), WEEKS)
    for (day, role), person in found.items():
        assert person in said[role]
        assert (day, role, person) not in gone
    for day in WEEKS:
        for role in ROLES:
            could = [one for one in said[role] if (day, role, one) not in gone]
            assert ((day, role) in found) == bool(could), "a place is open only where nobody could serve"


@given(willing, away)
def test_as_many_people_serve_on_a_date_as_could(said: dict[UUID, list[UUID]], gone: Away) -> None:
    found = fill(Turns(ROLES, said, gone), [FIRST])
    able = {role: {one for one in said[role] if (FIRST, role, one) not in gone} for role in ROLES}
    most = max(sum(who in able[role] for role, who in zip(ROLES, order, strict=True)) for order in permutations(PEOPLE))
    assert len(set(found.values())) == most


@given(willing, people, st.sampled_from(ROLES))
def test_what_stands_stays_when_somebody_comes(said: dict[UUID, list[UUID]], more: list[UUID], role: UUID) -> None:
    first = fill(Turns(ROLES, said), WEEKS)
    now = {**said, role: [*said[role], *(one for one in more if one not in said[role])]}
    again = fill(Turns(ROLES, now, kept=dict(first)), WEEKS)
    assert not first.keys() & again.keys()


@given(st.permutations(PEOPLE), st.integers(1, 4))
def test_turns_of_one_role_are_even(order: list[UUID], count: int) -> None:
    dates = [FIRST + timedelta(days=7 * number) for number in range(12)]
    found = list(fill(Turns([CHAIR], {CHAIR: order[:count]}), dates).values())
    assert found == [order[number % count] for number in range(12)]


def test_a_reminder_comes_two_days_and_two_hours_before() -> None:
    starts_at = datetime(2026, 12, 8, 19, tzinfo=UTC)
    two_days, two_hours = starts_at - timedelta(days=2), starts_at - timedelta(hours=2)
    assert next_reminder(starts_at, now=two_days - timedelta(seconds=1)) == two_days
    assert next_reminder(starts_at, now=two_days) == two_hours
    assert next_reminder(starts_at, now=two_hours) is None
