"""Crisis lines as a reader sees them."""

from django.utils import translation

from alongside.ui.crisis_lines import Checked
from alongside.ui.crisis_words import month_checked, shown_countries, shown_country


def test_a_line_says_what_it_is_for_when_and_in_which_languages() -> None:
    line = shown_country("US").lines[0]
    assert line.purposes == "Thoughts of suicide, a mental-health crisis, somebody to talk to, and alcohol and drugs"
    assert line.hours == "Day and night"
    assert line.languages == "English and Spanish"
    assert [(number.dial, number.address) for number in line.numbers] == [("988", "tel:988")]


def test_hours_that_are_not_all_day_are_said() -> None:
    lines = {line.name: line for line in shown_country("FR").lines}
    assert lines["Alcool Info Service"].hours == "Every day, 08:00 to 02:00"


def test_what_is_not_known_stays_empty() -> None:
    lines = {line.name: line for line in shown_country("IN").lines}
    unknown = lines["National drug de-addiction helpline"]
    assert (unknown.hours, unknown.languages) == ("", "")


def test_who_comes_is_said_only_where_numbers_differ() -> None:
    assert [number.reaches for number in shown_country("US").emergency] == ["Every emergency"]
    germany = [(number.number.dial, number.reaches) for number in shown_country("DE").emergency]
    assert germany == [("112", "Ambulance and fire brigade"), ("110", "Police")]


def test_a_country_we_know_nothing_of_gets_the_number_to_try_anywhere() -> None:
    tuvalu = shown_country("TV")
    assert (tuvalu.name, tuvalu.known, tuvalu.lines) == ("Tuvalu", False, ())
    assert tuvalu.emergency[0].number.dial == "112"
    assert shown_country("").name == ""


def test_only_the_unions_numbers_are_shared() -> None:
    assert shown_country("EU").shared
    assert not shown_country("DE").shared


def test_countries_are_named_and_ordered_in_the_readers_language() -> None:
    names = [country.name for country in shown_countries()]
    assert "Germany" in names
    assert names == sorted(names, key=str.casefold)
    with translation.override("es"):
        assert shown_country("DE").name == "Alemania"


def test_the_month_is_said_in_words() -> None:
    checked = Checked("2026-11", "made up", confirmed_by_operator=True)
    assert month_checked(checked) == "November 2026"
    with translation.override("es"):
        assert month_checked(checked) == "noviembre de 2026"
