"""The examples that docs/explanation/coverage.md works by hand, number by number, and the sentences for them."""

from dataclasses import replace
from datetime import UTC, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from alongside.circles.coverage import ALWAYS, Coverage, Need, coverage_of, helper_of, hours_in
from alongside.circles.coverage_words import (
    circle_sentences,
    need_sentences,
    summary_of,
    without_sentences,
)
from alongside.circles.given_hours import GivenHours
from alongside.circles.offers import Candidate, Level, Support
from alongside.circles.week import from_to
from alongside.circles.week_words import when_words
from alongside.kernel.weekhours import HOURS_IN_WEEK
from tests.circles.candidates import BERLIN, NOON, a_candidate

EVERY_DAY = range(7)
NIGHTS = from_to(22, 7, on=EVERY_DAY)
EVENINGS = frozenset(from_to(18, 24, on=EVERY_DAY))
SAM = a_candidate(1, hours=EVENINGS)
KIM = a_candidate(2, hours=EVENINGS, zone=ZoneInfo("America/New_York"), wakes_at=Level.URGENT)
NEW_YORK_CHANGES = datetime(2026, 3, 4, 12, tzinfo=UTC)
S, K = str(SAM.tie_id), str(KIM.tie_id)
NAMES = {S: "Sam", K: "Kim"}
NIGHT = Need("night", Support.EMOTIONAL, sum(1 << hour for hour in NIGHTS))


def reckoned(*people: Candidate, now: datetime = NOON, needs: tuple[Need, ...] = (NIGHT,)) -> Coverage:
    """The coverage of an example."""
    return coverage_of(needs, [helper for one in people if (helper := helper_of(one, BERLIN, now))])


def said(coverage: Coverage) -> list[str]:
    with override("en"):
        return [text for one in coverage.needs for text in need_sentences(one, coverage.helpers, NAMES)]


def test_example_1_one_friend() -> None:
    found = reckoned(SAM)
    (night,) = found.needs
    assert len(NIGHTS) == 63
    assert hours_in(night.gaps) == list(from_to(0, 7, on=EVERY_DAY))
    assert hours_in(night.singles) == hours_in(night.alone[S]) == list(from_to(22, 24, on=EVERY_DAY))
    assert (night.gaps.bit_count(), night.singles.bit_count(), night.woken) == (49, 14, 0)
    assert found.share == pytest.approx(Fraction(2, 9))
    assert found.carries_everything == S
    assert found.without(S).needs[0].gaps == NIGHT.hours
    assert said(found) == [
        "Every day between 00:00 and 07:00, nobody could answer.",
        "Every day between 22:00 and 24:00, nobody but Sam could answer.",
    ]


def test_example_2_somebody_in_another_zone() -> None:
    found = reckoned(SAM, KIM)
    (night,) = found.needs
    assert hours_in(night.gaps) == hours_in(night.woken) == list(from_to(6, 7, on=EVERY_DAY))
    assert hours_in(night.alone[K]) == list(from_to(0, 6, on=EVERY_DAY))
    assert {key: hours.bit_count() for key, hours in night.alone.items()} == {S: 14, K: 42}
    assert found.share == pytest.approx(Fraction(8, 9))
    assert found.carries_everything is None
    assert found.breaks_without(K)["night"].bit_count() == 42
    assert found.breaks_without(S)["night"].bit_count() == 14
    assert said(found) == [
        "Every day between 06:00 and 07:00, nobody could answer.",
        "If it were urgent, you could reach Kim even then.",
        "Every day between 22:00 and 24:00, nobody but Sam could answer.",
        "Every day between 00:00 and 06:00, nobody but Kim could answer.",
    ]


def test_example_3_the_week_in_which_new_york_changes_its_clocks() -> None:
    found = reckoned(SAM, KIM, now=NEW_YORK_CHANGES)
    (night,) = found.needs
    late, later = from_to(6, 7, on=[3, 4, 5, 6]), from_to(5, 7, on=[0, 1, 2])
    assert hours_in(night.gaps) == sorted((*late, *later))
    twos = [hour for hour in NIGHTS if night.counts[hour] == 2]
    assert twos == [23, 24 + 23, 24 * 6 + 23]
    assert {key: hours.bit_count() for key, hours in night.alone.items()} == {S: 11, K: 39}
    assert len(late + later) + len(twos) + 11 + 39 == 63
    assert (
        said(found)[0]
        == "Between 05:00 and 07:00 (Mon–Wed) and between 06:00 and 07:00 (Thu–Sun), nobody could answer."
    )


def test_example_4_by_weight() -> None:
    needs = (Need("night", NIGHT.support, NIGHT.hours, 3), Need("ride", Support.PRACTICAL, weight=1))
    found = reckoned(SAM, KIM, needs=needs)
    assert found.needs[1].gaps == ALWAYS
    assert found.needs[1].gaps.bit_count() == HOURS_IN_WEEK
    assert found.share == pytest.approx(Fraction(2, 3))
    assert said(found)[-1] == "Nobody could help with this yet."


RIDE, LISTEN = Need("ride", Support.PRACTICAL), Need("listen", Support.EMOTIONAL)
DRIVES = a_candidate(3, gives=frozenset({Support.PRACTICAL}), hours=frozenset({9}))
NAMES[str(DRIVES.tie_id)] = "Ann <3"


@pytest.mark.parametrize(
    ("people", "needs", "summary"),
    [
        ((SAM,), (NIGHT, RIDE), "0 of your 2 needs are covered whenever you need it."),
        ((SAM, KIM), (LISTEN, RIDE), "1 of your 2 needs is covered whenever you need it."),
        ((SAM,), (LISTEN,), "Somebody could answer whenever you need it. For some of it that is one person alone."),
        ((SAM, KIM), (LISTEN,), "Two or more people could answer whenever you need it."),
    ],
)
def test_how_it_stands_is_one_sentence(people: tuple[Candidate, ...], needs: tuple[Need, ...], summary: str) -> None:
    with override("en"):
        assert summary_of(reckoned(*people, needs=needs)) == summary


@pytest.mark.parametrize(
    ("people", "need", "sentences"),
    [
        ((DRIVES,), RIDE, ["Ann <3 alone could help with this."]),
        ((SAM, KIM, DRIVES), LISTEN, ["Sam and Kim could help with this."]),
        (
            (a_candidate(2, hours=frozenset({3}), quiet=(time(22), time(7)), wakes_at=Level.URGENT),),
            LISTEN,
            [
                "Nobody could help with this yet.",
                "If it were urgent, you could reach Kim even then.",
            ],
        ),
        ((a_candidate(1), a_candidate(2)), NIGHT, ["Two or more people could answer in all its hours."]),
        (
            (a_candidate(2), SAM),
            NIGHT,
            [
                "Somebody could answer in all its hours.",
                "Every day between 00:00 and 07:00, nobody but Kim could answer.",
            ],
        ),
    ],
)
def test_what_is_said_of_one_need(people: tuple[Candidate, ...], need: Need, sentences: list[str]) -> None:
    assert said(reckoned(*people, needs=(need,))) == sentences


def test_part_of_the_gaps_in_which_somebody_would_wake_is_told_with_its_hours() -> None:
    weekdays = frozenset(from_to(0, 24, on=range(5)))
    woken = a_candidate(2, hours=weekdays, wakes_at=Level.URGENT, breather_until=datetime(2026, 5, 15, 22, tzinfo=UTC))
    assert said(reckoned(woken)) == [
        "Between 22:00 and 07:00 in the nights of Wed–Sat and between 22:00 and 24:00 (Sun), nobody could answer.",
        (
            "Between 00:00 and 07:00 (Sat), between 22:00 and 07:00 in the nights of Sat, and between 22:00 and 24:00 "
            "(Sun), you could reach Kim if it were urgent."
        ),
        (
            "Between 00:00 and 07:00 (Mon) and between 22:00 and 07:00 in the nights of Mon, Tue, nobody but Kim could "
            "answer."
        ),
    ]


def test_who_carries_all_of_several_needs_is_named_kindly() -> None:
    with override("en"):
        assert circle_sentences(reckoned(SAM, needs=(NIGHT, RIDE)), NAMES) == [
            (
                "All that is covered is covered by Sam alone. It is good that they are there. "
                "With one more person it would be lighter, for them and for you."
            )
        ]
        assert circle_sentences(reckoned(SAM), NAMES) == []
        assert circle_sentences(reckoned(SAM, KIM, needs=(NIGHT, RIDE)), NAMES) == []


def test_what_would_break_without_somebody_is_told_by_need() -> None:
    words = {"night": "Call me", "ride": "A ride", "listen": "Listen"}
    found = reckoned(SAM, KIM, DRIVES, needs=(NIGHT, RIDE, LISTEN))
    with override("en"):
        assert without_sentences(found, S, words, NAMES) == [
            "“Call me”: every day between 22:00 and 24:00, nobody else could answer."
        ]
        assert without_sentences(found, str(DRIVES.tie_id), words, NAMES) == [
            "“A ride”: nobody else could help with this."
        ]
        assert without_sentences(reckoned(SAM, KIM, needs=(LISTEN,)), S, words, NAMES) == [
            "All that is covered now would stay covered without Sam."
        ]


def test_example_5_one_kind_of_support_at_other_hours() -> None:
    monday = from_to(8, 10, on=[0])
    needs = [
        Need(kind.value, kind, sum(1 << hour for hour in monday)) for kind in (Support.PRACTICAL, Support.EMOTIONAL)
    ]
    before = GivenHours(EVENINGS)
    after = before.after_yes([Support.EMOTIONAL], Support.PRACTICAL, monday)
    noor = replace(SAM, gives=frozenset({Support.EMOTIONAL, Support.PRACTICAL}))
    noor = replace(noor, hours=after.usual, hours_by_support=after.own)
    ride, talk = reckoned(SAM, needs=tuple(needs)).needs
    assert (ride.gaps.bit_count(), talk.gaps.bit_count()) == (2, 2)
    found = reckoned(noor, needs=tuple(needs))
    ride, talk = found.needs
    assert (ride.is_met, hours_in(ride.alone[S]), hours_in(talk.gaps)) == (True, list(monday), list(monday))
    assert found.share == pytest.approx(Fraction(1, 2))
    assert found.without(S).needs[0].gaps == found.breaks_without(S)["practical"] == ride.hours
    assert [asked(noor, hour) for hour in (2, 8, 18)] == [False, False, True]
    night = after.after_yes(noor.gives, Support.EMOTIONAL, from_to(2, 4, on=EVERY_DAY))
    noor = replace(noor, hours=night.usual, hours_by_support=night.own)
    assert [asked(noor, hour) for hour in (2, 8, 18)] == [True, False, True]
    assert night.of(Support.PRACTICAL) == frozenset(monday)


def asked(one: Candidate, hour: int) -> bool:
    """Whether a reach-out on the Monday after asks somebody who wants to be asked in their hours alone."""
    return one.is_reachable(datetime(2026, 5, 18, hour, 30, tzinfo=BERLIN), Level.TALK)


def test_hours_scattered_over_the_week_are_counted() -> None:
    with override("en"):
        assert when_words(sum(1 << hour for hour in (1, 3, 5, 7, 9))) == "in 5 hours of the week"
