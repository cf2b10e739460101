"""Aliases that are offered: made up, free, and drawn by chance alone."""

from itertools import cycle

import pytest

from alongside.accounts.aliases import alias_key, alias_problem
from alongside.groups.suggesting import _FIRST, _SECOND, suggested_alias


def test_every_alias_that_can_be_offered_can_be_used() -> None:
    for language, firsts in _FIRST.items():
        aliases = [f"{first} {second}" for first in firsts for second in _SECOND[language]]
        assert len(set(map(alias_key, aliases))) == 100
        assert [alias for alias in aliases if alias_problem(alias)] == []


@pytest.mark.parametrize(("locale", "alias"), [("en", "Quiet Lantern"), ("es", "Faro Azul"), ("fr", "Quiet Lantern")])
def test_it_speaks_the_language_of_the_reader(locale: str, alias: str) -> None:
    assert suggested_alias(locale, taken=(), key=alias_key, draw=lambda words: words[0]) == alias


def test_what_is_taken_is_passed_over() -> None:
    chance = cycle([0, 0, 1, 0])
    alias = suggested_alias("en", taken={"quiet lantern"}, key=alias_key, draw=lambda words: words[next(chance)])
    assert alias == "Amber Lantern"


def test_where_all_are_taken_there_is_a_number() -> None:
    taken = {"quiet lantern", "quiet lantern 2"}
    assert suggested_alias("en", taken=taken, key=alias_key, draw=lambda words: words[0]) == "Quiet Lantern 3"
