"""Calendars as every program reads them: texts without a line of their own, lines that are not too long."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.icalendar import as_lines, as_text, as_utc


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("Church hall, side door; ring", "Church hall\\, side door\\; ring"),
        ("a\\b", "a\\\\b"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("x\r\nEND:VCALENDAR", "x\\nEND:VCALENDAR"),
    ],
)
def test_a_text_stays_within_its_property(text: str, written: str) -> None:
    assert as_text(text) == written


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
def test_a_line_is_folded_at_75_bytes_and_unfolds_to_what_it_was(line: str) -> None:
    written = as_lines([line])
    assert written.endswith(b"\r\n")
    pieces = written[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert [piece.decode()[:1] for piece in pieces[1:]] == [" "] * (len(pieces) - 1)
    assert written.decode().replace("\r\n ", "") == line + "\r\n"


def test_a_moment_is_written_by_the_clock_of_utc() -> None:
    berlin = datetime(2026, 7, 1, 19, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert as_utc(berlin) == "20260701T173000Z"
    assert as_utc(datetime(2026, 7, 1, 0, 0, 1, tzinfo=UTC) - timedelta(seconds=2)) == "20260630T235959Z"
