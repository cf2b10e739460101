"""How a moment is said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import formats, timezone, translation

from alongside.ui.moments import say_moment


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (-59, "just now"),
        (-60, "1 minute ago"),
        (-300, "5 minutes ago"),
        (-3599, "59 minutes ago"),
        (30, "in a moment"),
        (60, "in 1 minute"),
        (720, "in 12 minutes"),
        (-3600, "today at 19:00"),
        (2 * 3600, "today at 22:00"),
        (6 * 3600, "tomorrow at 02:00"),
        (-24 * 3600, "yesterday at 20:00"),
        (-48 * 3600, "2 March 2026, 20:00"),
        (48 * 3600, "6 March 2026, 20:00"),
    ],
)
def test_near_moments_are_said_in_relation_to_now(now: datetime, seconds: int, words: str) -> None:
    assert say_moment(now + timedelta(seconds=seconds), now=now) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["4 March 2026", "4 March 2026, 20:05", "4 Mar 2026", "4 March"]),
        ("en-us", ["4 March 2026", "4 March 2026, 8:05 PM", "4 Mar 2026", "4 March"]),
        ("es", ["4 de marzo de 2026", "4 de marzo de 2026 a las 20:05", "04/03/2026", "4 de marzo"]),
    ],
)
def test_days_read_alike_for_everybody_who_reads_a_language(language: str, words: list[str]) -> None:
    moment = datetime(2026, 3, 4, 20, 5, tzinfo=ZoneInfo("UTC"))
    names = ("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "MONTH_DAY_FORMAT")
    with translation.override(language):
        assert [formats.date_format(moment, name) for name in names] == words


def test_it_is_the_readers_day_that_counts(now: datetime) -> None:
    with timezone.override(ZoneInfo("Asia/Tokyo")):  # 05:00 on the next morning there
        assert say_moment(now - timedelta(hours=6), now=now) == "yesterday at 23:00"
        assert say_moment(now - timedelta(hours=2), now=now) == "today at 03:00"


def test_the_night_when_clocks_change_keeps_the_hour_of_the_wall() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    evening = datetime(2026, 3, 29, 20, 0, tzinfo=berlin)
    with timezone.override(berlin):
        assert say_moment(datetime(2026, 3, 29, 1, 30, tzinfo=berlin), now=evening) == "today at 01:30"
        assert say_moment(datetime(2026, 3, 29, 3, 30, tzinfo=berlin), now=evening) == "today at 03:30"


def test_a_page_carries_the_exact_moment_beside_the_words(now: datetime) -> None:
    shown = Template("{% load ui %}{% when moment %}").render(Context({"moment": now}))
    assert shown.startswith('<time datetime="2026-03-04T20:00:00+00:00">')
    assert shown.endswith("</time>")
