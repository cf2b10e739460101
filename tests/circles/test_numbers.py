"""Which telephone numbers stand in what people write down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("+49 30 901820", ["tel:+4930901820"]),
        ("+49 (0)30 901820", ["tel:+4930901820"]),
        ("(030) 90-18-20", ["tel:030901820"]),
        ("555.0100.22", ["tel:555010022"]),
        ("work 555 0100, home 555 0101", ["tel:5550100", "tel:5550101"]),
        ("555 0100\n555 0101", ["tel:5550100", "tel:5550101"]),
        ("555 0100 or 5550100", ["tel:5550100"]),
        ("mobile:+34 600 000 000 (after six)", ["tel:+34600000000"]),
        ("٠٣٠ ٩٠١٨٢٠", ["tel:030901820"]),
        ("the green door, flat 12", []),
        ("room 12345", []),
        ("since 2026-11-22", []),
        ("her birthday is 22.11.1970", []),
        ("18:30 to 21:00", []),
        ("1234567890123456", []),
        ("ada@post4000000.example", []),
        ("https://rooms.example/4455667788", []),
        ("", []),
    ],
)
def test_numbers_are_found_and_other_figures_are_not(text: str, addresses: list[str]) -> None:
    assert [number.address for number in numbers_in(text)] == addresses


def test_a_number_is_shown_as_it_was_written() -> None:
    assert [number.dial for number in numbers_in("Auntie: +49 (0)30 / 90 18 20.")] == ["+49 (0)30 / 90 18 20"]


@given(st.text(max_size=500))
def test_whatever_is_written_an_address_only_dials(text: str) -> None:
    for number in numbers_in(text):
        digits = number.address.removeprefix("tel:").removeprefix("+")
        assert digits.isascii()
        assert digits.isdecimal()
        assert number.dial in text
