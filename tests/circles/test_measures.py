"""The measures of a circle, and a number over time as a line: what is counted, by hand beside it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.coverage import Kind
from alongside.circles.lines import EDGE, HEIGHT, WIDTH, changes_of, step_line
from alongside.circles.measures import Measures, Member, added_lately, kinds_among, measures_of
from alongside.circles.offers import Relation, Stance, Support

TODAY = date(2026, 3, 4)
MEMBERS = st.lists(
    st.builds(
        Member,
        relation=st.sampled_from(Relation),
        gives=st.frozensets(st.sampled_from(Support)),
        stance=st.sampled_from(Stance),
        is_daily=st.booleans(),
        said_yes=st.booleans(),
        is_helped=st.booleans(),
        added=st.dates(TODAY - timedelta(days=200), TODAY),
    ),
    max_size=12,
)


def member(relation: str = "friend", *gives: str, stance: str = "supports", **facts: object) -> Member:
    """Make somebody: named a year ago, not asked, no more said."""
    given = {"is_daily": False, "said_yes": False, "is_helped": False, "added": TODAY - timedelta(days=365), **facts}
    return Member(Relation(relation), frozenset(map(Support, gives)), Stance(stance), **given)


def test_a_circle_counted_by_hand() -> None:
    """The example of docs/explanation/network.md."""
    circle = [
        member("family", "emotional", "practical", said_yes=True, is_daily=True),
        member("peer", "emotional", "accountability", said_yes=True, is_helped=True),
        member("friend", "emotional", stance="mixed"),
        member("peer", stance="undermines", is_daily=True),
        member("group", "emotional"),
    ]
    assert measures_of(circle) == Measures(
        size=5, with_you=2, daily=2, supporting_recovery=3, gives=(2, 1, 1), mutual=1
    )
    assert kinds_among(circle) == {Kind.PEER: 2, Kind.FAMILY_OR_FRIEND: 2, Kind.PROFESSIONAL: 0, Kind.COMMUNITY: 1}


def test_nobody_is_a_circle_of_none() -> None:
    assert measures_of([]) == Measures(0, 0, 0, 0, (0, 0, 0), 0)
    assert set(kinds_among([]).values()) == {0}


def test_who_has_not_said_yes_gives_nothing_yet_and_is_not_mutual() -> None:
    measures = measures_of([member("friend", *Support, said_yes=False, is_helped=True)])
    assert (measures.gives, measures.mutual) == ((0, 0, 0), 0)


def test_ninety_days_are_today_and_the_eighty_nine_before() -> None:
    for days, counted in ((0, 1), (89, 1), (90, 0), (-1, 0)):
        assert added_lately([member(added=TODAY - timedelta(days=days))], TODAY) == counted, days


@given(MEMBERS, MEMBERS)
def test_two_circles_together_count_as_both(some: list[Member], others: list[Member]) -> None:
    one, other, both = measures_of(some), measures_of(others), measures_of([*some, *others])
    assert both.size == one.size + other.size
    assert both.mutual == one.mutual + other.mutual
    assert both.gives == tuple(mine + theirs for mine, theirs in zip(one.gives, other.gives, strict=True))
    assert max(both.with_you, both.daily, both.supporting_recovery) <= both.size
    assert max(both.mutual, *both.gives) <= both.with_you
    assert sum(kinds_among(some).values()) == one.size


@given(MEMBERS)
def test_one_more_who_supports_recovery_is_one_more(circle: list[Member]) -> None:
    before, after = measures_of(circle), measures_of([*circle, member("peer", "practical", said_yes=True)])
    assert after.supporting_recovery == before.supporting_recovery + 1
    assert after.gives == (before.gives[0], before.gives[1], before.gives[2] + 1)


def day(number: int) -> date:
    """Return a day of the line's time."""
    return TODAY + timedelta(days=number)


def test_a_line_of_steps_by_hand() -> None:
    line = step_line([(day(0), 1), (day(5), 4), (day(7), 2)], day(10))
    assert line
    left, right, bottom, top = EDGE, WIDTH - EDGE, HEIGHT - EDGE, EDGE
    # Of 308 units half are over on the fifth day of ten, and of 60 a quarter is one of four.
    assert (left, right, bottom, top) == (6, 314, 66, 6)
    assert line.path == "M6 51H160V6H222V36H314"
    assert (line.end, line.highest) == ((314, 36), 4)


def test_on_the_first_day_there_is_no_line_and_nothing_is_divided_by_nothing() -> None:
    assert step_line([], day(3)) is None
    assert step_line([(day(3), 2)], day(3)) is None
    flat = step_line([(day(0), 0)], day(3))
    assert flat
    assert flat.path == f"M{EDGE} {HEIGHT - EDGE}H{WIDTH - EDGE}"


def test_a_day_on_which_nothing_changed_is_not_told_again() -> None:
    assert changes_of([(day(0), 1), (day(1), 1), (day(2), 3), (day(3), 3), (day(4), 1)]) == (
        (day(0), 1),
        (day(2), 3),
        (day(4), 1),
    )
    assert changes_of([]) == ()


@given(st.lists(st.integers(0, 200), min_size=1, max_size=30), st.integers(1, 400))
def test_a_line_stays_in_its_frame_and_loses_nothing_without_the_days_that_bring_no_news(
    numbers: list[int], rest: int
) -> None:
    points = [(day(place * 3), number) for place, number in enumerate(numbers)]
    until = points[-1][0] + timedelta(days=rest)
    line = step_line(points, until)
    assert line
    assert EDGE <= line.end[1] <= HEIGHT - EDGE
    shorter = step_line(changes_of(points), until)
    assert shorter
    assert (shorter.end, shorter.highest) == (line.end, line.highest)
