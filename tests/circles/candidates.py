"""Made-up candidates for tests: one by hand, or many by Hypothesis."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from alongside.circles.offers import Candidate, Level, Stance, Support

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu"))
# Wednesday, 14:00 in Berlin: hour 62 of the week there.
NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def united(weeks: Iterable[int]) -> int:
    """All of these weeks at once."""
    return reduce(or_, weeks, 0)


def a_candidate(number: int = 1, **changes: Any) -> Candidate:
    """Somebody who supports, can be reached at any hour, carries nothing and was never asked."""
    facts: dict[str, Any] = {
        "supporter_id": UUID(int=1000 + number),
        "tie_id": UUID(int=number),
        "ring": 1,
        "gives": frozenset({Support.EMOTIONAL}),
        "stance": Stance.SUPPORTS,
        "hours": frozenset(),
        "zone": BERLIN,
        "wakes_at": None,
        "quiet": None,
        "breather_until": None,
        "weekly_capacity": None,
        "load": 0,
        "asked": 0,
        "answered": 0,
        "last_asked_at": None,
    }
    return Candidate(**(facts | changes))


_AROUND = (None, *(NOON + timedelta(hours=hours) for hours in (-96, -1, 0, 1, 96)))
# At NOON the zones show the hours 56, 62, 65 and 70 of the week; each of these sets holds in some of them.
_HOURS = tuple(frozenset[int](hours) for hours in ((), (0,), (56, 62), (65, 70), range(58, 68)))
_QUIET = (None, (time(22), time(7)), (time(14), time(15)), (time(6), time(13)))
_SETS_OF_SUPPORT = tuple(frozenset(some) for size in range(4) for some in combinations(Support, size))
# At NOON it is the 13th in most of these zones, and the week that begins then ends on the 20th.
_UNTIL = (None, None, None, *(date(2026, 5, day) for day in (12, 13, 14, 16, 30)))
# Most give all they give at the same hours.
_ALL_APART = dict(zip(Support, _HOURS[1:4], strict=True))
_OTHER_HOURS = ({}, {}, *({kind: hours} for kind in Support for hours in _HOURS), _ALL_APART)
_ANSWERS = ((0, 0), (1, 0), (1, 1), (6, 2), (6, 6))


def circles(most: int = 10) -> st.SearchStrategy[list[Candidate]]:
    """Up to `most` ties around NOON, some of them to the same few supporters; no two ties share an id."""
    return st.lists(_facts(), max_size=most).map(
        lambda circle: [_numbered(number, facts) for number, facts in enumerate(circle, start=1)]
    )


def _facts() -> st.SearchStrategy[dict[str, Any]]:
    choices = {
        "same_as": (None, None, None, 1, 2, 3),
        "ring": (1, 2, 3),
        "gives": _SETS_OF_SUPPORT,
        # A person is rarely marked as undermining, and rarely rests; else most plans would be empty.
        "stance": (*[Stance.SUPPORTS] * 3, *[Stance.MIXED] * 2, Stance.UNDERMINES),
        "hours": _HOURS,
        "zone": ZONES,
        "wakes_at": (None, *Level),
        "quiet": _QUIET,
        "breather_until": (None, None, *_AROUND),
        "weekly_capacity": (None, 0, 1, 2, 5),
        "load": (0, 1, 2, 6),
        "answers": _ANSWERS,
        "last_asked_at": _AROUND,
        "from_level": (None, None, *Level),
        "most_a_week": (None, None, 1, 2, 5),
        "asked_lately": (0, 0, 1, 2),
        "until": _UNTIL,
        "hours_by_support": _OTHER_HOURS,
    }
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in choices.items()})


def _numbered(number: int, facts: dict[str, Any]) -> Candidate:
    same_as, (asked, answered) = facts["same_as"], facts["answers"]
    rest = {name: value for name, value in facts.items() if name not in {"same_as", "answers"}}
    # The tie ids run against the order of the list, so that neither can stand in for the other.
    supporter = UUID(int=1000 + (same_as or number))
    return a_candidate(100 - number, supporter_id=supporter, asked=asked, answered=answered, **rest)
