"""Aliases are unique however they are typed, and give nobody away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.aliases import AliasProblem, alias_key, alias_problem, tidy_alias


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quiet River", "quiet  river"),
        ("STRASSE", "straße"),
        ("\uff21da", "ada"),  # full width A
        ("Zoe\u0308", "zo\u00eb"),
        ("\u13a0\u13a1", "\uab70\uab71"),  # Cherokee, which folds to capitals
        (" ada\u00a0madeup ", "Ada Madeup"),
        ("Ada \u2764\ufe0f", "ada \u2764"),  # a heart as a keyboard sends it
        ("Ada\ufe0f", "Ada"),
    ],
)
def test_aliases_that_read_alike_share_a_key(one: str, other: str) -> None:
    assert alias_key(one) == alias_key(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(alias: str) -> None:
    assert alias_key(alias_key(alias)) == alias_key(alias)
    assert tidy_alias(tidy_alias(alias)) == tidy_alias(alias)
    assert alias_key(tidy_alias(alias)) == alias_key(alias)


@pytest.mark.parametrize(
    "alias",
    [
        "Al",
        "Quiet River",
        "sober20190304",
        "Zoë",
        "静かな川",
        "Ольга",
        "Ada 🌊",
        "O'Neil-2",
        "@ada",
        "day 1000",
        "x" * 40,
    ],
)
def test_names_people_choose_are_fine(alias: str) -> None:
    assert alias_problem(alias) is None


@pytest.mark.parametrize(
    ("alias", "problem"),
    [
        ("", AliasProblem.TOO_SHORT),
        ("A", AliasProblem.TOO_SHORT),
        ("--", AliasProblem.TOO_SHORT),
        ("🌊🌊", AliasProblem.TOO_SHORT),
        ("x" * 41, AliasProblem.TOO_LONG),
        ("x" * 1_000_000, AliasProblem.TOO_LONG),
        ("\ufdfa" * 10, AliasProblem.TOO_LONG),
        ("Ada\u200b", AliasProblem.HIDDEN),
        ("Ada\u202eneb", AliasProblem.HIDDEN),
        ("Ada\u2066x", AliasProblem.HIDDEN),
        ("Ada\x00", AliasProblem.HIDDEN),
        ("Ada\x1b[1m", AliasProblem.HIDDEN),
        ("\u3164\u3164", AliasProblem.HIDDEN),
        ("Ada\ue000", AliasProblem.HIDDEN),
        ("Ada\u034f", AliasProblem.HIDDEN),
        ("Ada\u180b", AliasProblem.HIDDEN),
        ("Ada\U000e0101", AliasProblem.HIDDEN),
        ("A\u0301\u0301\u0301\u0301da", AliasProblem.HIDDEN),
        ("ada@example.org", AliasProblem.EMAIL),
        ("ada\uff20example", AliasProblem.EMAIL),
        ("+49 30 1234567", AliasProblem.PHONE),
        ("Ada 555-010-9999", AliasProblem.PHONE),
        ("\uff15\uff15\uff15\uff10\uff11\uff10\uff19", AliasProblem.PHONE),
        ("\u13f4en", AliasProblem.MIXED),  # a Cherokee letter that looks like B
        ("\ua4d0en", AliasProblem.MIXED),  # and one of Lisu
        ("\u0410da", AliasProblem.MIXED),  # a Cyrillic A before Latin letters
    ],
)
def test_what_cannot_be_an_alias(alias: str, problem: AliasProblem) -> None:
    assert alias_problem(alias) is problem


@given(st.text(max_size=60))
def test_an_alias_without_a_problem_fits_its_columns(alias: str) -> None:
    tidy = tidy_alias(alias)
    if alias_problem(tidy) is None:
        assert 2 <= len(tidy) <= 40
        assert 1 <= len(alias_key(tidy)) <= 60
        assert "\x00" not in tidy
