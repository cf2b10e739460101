"""What the rules find and miss on the test set, exactly; and that hostile texts cost no more than their length."""

from pathlib import Path

import pytest

from alongside.safety.danger import sounds_like_danger
from alongside.safety.giving_away import Finding, Given, look
from scripts.safety import table

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "what-a-text-gives-away.md"


def test_the_page_says_what_the_rules_find_and_miss() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


def test_a_finding_says_where_it_stands() -> None:
    assert look("Call 555 0142 717 or ask @heron_9.") == (
        Finding(Given.PHONE, 5, 17, "555 0142 717"),
        Finding(Given.ACCOUNT, 25, 33, "@heron_9"),
    )


@pytest.mark.parametrize(
    "text", ["I don't want to live", "I used to hope, now I want to die", "I don't know if I want to die"]
)
def test_a_denial_counts_only_where_it_denies(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize("gap", ["\r\n", " \n", "\n", "\u00a0", "  ", "\t"])
def test_words_of_danger_are_found_wherever_a_line_is_broken(gap: str) -> None:
    assert sounds_like_danger(f"I want to{gap}die")


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n \n"])
def test_a_paragraph_ends_what_is_denied(end: str) -> None:
    assert sounds_like_danger(f"They say never{end}I want to die")
    assert not sounds_like_danger("They say never I want to die")


@pytest.mark.parametrize(
    "piece", ["1 ", "a.", "Aa ", "@", "calle de ", "12 Aa ", "I am Aa ", "no quiero ", "c/ Aa a a "]
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000] + ". Write to heron@example.org. I want to die"
    assert look(text)[-1].words == "heron@example.org"
    assert sounds_like_danger(text)
