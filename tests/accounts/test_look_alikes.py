"""Aliases that would be held for one another, and those that are two people."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.aliases import alias_key
from alongside.accounts.look_alikes import are_one_apart, glances, looks_like, looks_like_any, looks_of
from alongside.groups.aliases.suggesting import _FIRST, _SECOND


def alike(one: str, other: str) -> bool:
    return looks_like(looks_of(alias_key(one)), looks_of(alias_key(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quiet Lantern", "Quiet Lanterrn"),
        ("Northern River", "Northern Rivers"),
        ("Northern River", "Northem River"),
        ("Willow", "VVillow"),
        ("Sam", "Samm"),
        ("Rivers", "River"),
        ("Quiet Lantern", "QuietLantern"),
        ("Quiet Lantern", "quiet-lantern"),
        ("Quiet Lantern", "Quiet Lantren"),
        ("Quiet Lantern", "Quiet Lanten"),
        ("Quiet Lantern", "Quiet Zantern"),
        ("Quiet Lantern", "Qulet Lantern"),
        ("Quiet Lantern", "Quiet Lant3rn"),
        ("Quiet Lantern", "Quiet Lantérn"),
        ("Quiet Lantern", "Quiet Lantern 2"),
        ("Island", "lsland"),
        ("Zoë", "Zoe"),
        ("copa", "сора"),
        ("Mapta", "МАРТА"),
        ("Eba", "Ёва"),
        ("Nina", "ΝΙΝΑ"),
        ("Quiet Maria", "Quiet Marie"),
        ("Marlin", "Marlins"),
        ("Marlin", "Martin"),
        ("Clover", "dover"),
    ],
)
def test_what_looks_like_another_at_one_glance(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sam 1", "Sam 2"),
        ("Sam", "Sam 2"),
        ("Sam", "Pam"),
        ("sober2019", "sober2020"),
        ("Quiet Lantern 47", "Quiet Lantern 48"),
        ("Sober Sam", "Sober Pam"),
        ("Faro Azul", "Farol Azul"),
        ("Quiet Lantern", "Quiet Heron"),
        ("Northern River", "Northern Rill"),
        ("Ada 🌊", "Ada 🌙"),
        ("静かな川", "静かな山"),
        ("1000", "day 1000"),
        ("Marie", "Maria"),
        ("Maria", "Mario"),
        ("Daniel", "Danielle"),
        ("Daniel", "Daniela"),
        ("Christina", "Christine"),
        ("Carlos", "Carla"),
        ("Александр", "Александра"),
        ("Анна", "Anna"),
    ],
)
def test_what_are_two_people(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_no_two_aliases_that_are_offered_look_alike() -> None:
    for language, firsts in _FIRST.items():
        offered = [looks_of(alias_key(f"{first} {second}")) for first in firsts for second in _SECOND[language]]
        pairs = [(one.words, two.words) for n, one in enumerate(offered) for two in offered[:n] if looks_like(one, two)]
        assert pairs == []


WORDS = st.text(string.ascii_lowercase, min_size=6, max_size=12)


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_is_mutual_and_everybody_looks_like_themself(one: str, other: str) -> None:
    assert alike(one, one)
    assert alike(one, other) == alike(other, one)


@given(WORDS, st.integers(0, 11), st.sampled_from(string.ascii_lowercase))
def test_one_letter_in_a_long_word_makes_nobody_else(word: str, place: int, letter: str) -> None:
    before, after = word[:place], word[place:]
    for slip in (before + letter + after, before + after[1:], before + letter + after[1:], before + after[:1] + after):
        assert alike(f"Quiet {word}", f"Quiet {slip}"), slip
    assert alike(word, before + after[1:2] + after[:1] + after[2:])


def steps(one: str, other: str) -> int:
    """Count letters added, left out, changed, or that changed places with their neighbour, by the book."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        rows.append([i])
        for j, b in enumerate(other, 1):
            ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b)]
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i].append(min(ways))
    return rows[-1][-1]


@given(st.text("ab", max_size=6), st.text("abc", max_size=6))
def test_one_apart_is_what_counting_the_steps_says(one: str, other: str) -> None:
    assert are_one_apart(one, other) == (steps(one, other) <= 1)


def test_a_glance_is_the_same_for_what_is_drawn_alike_and_leaves_a_number_out_of_a_long_one() -> None:
    assert glances("northem rivers") == glances("northern river") == ("northemrlver ",)
    assert glances("copper kite") == (glances("copper kite 2")[1],)
    assert len(glances("sam 2")) == 1


def test_a_large_group_is_looked_through_in_no_time() -> None:
    others = [f"wandering {first}{second} harbour" for first in string.ascii_letters for second in string.ascii_letters]
    began = time.process_time()
    assert not looks_like_any("quiet lantern of the evening", others)
    assert time.process_time() - began < 1
