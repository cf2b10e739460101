"""Dates that are not as usual, in Meeting Guide (pure), which knows only that a meeting comes back each week.

They stand beside, in `other_dates`, for other instances of Alongside, and for all others at the head of the notes: in
English, as the codes and the names of that format are. Where we read both, the notes are as they were.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from alongside.meetings.formats.reading import LONGEST_TEXT, joined, plain, time_of
from alongside.meetings.listing import Listing, OtherDate
from alongside.meetings.timing import EARLIEST, LATEST, Timing, dates_from

FIELD = "other_dates"
# Five years of a weekly meeting; of those that come next so many are said in words.
MOST, SAID = 260, 10
NOT_HELD = "Not held on %s."
MOVED = "On %s it is held on %s at %s."
ELSEWHERE = "On %s it is held at another place: %s."
MOVED_ELSEWHERE = "On %s it is held on %s at %s, at another place: %s."


def write_dates(dates: Iterable[OtherDate]) -> list[dict[str, Any]]:
    """Return dates as JSON values."""
    return [_written(one) for one in dates]


def _written(one: OtherDate) -> dict[str, Any]:
    said = {
        "on_date": one.on_date.isoformat(),
        "is_cancelled": one.is_cancelled,
        "moved_date": one.moved_date.isoformat() if one.moved_date else None,
        "moved_time": f"{one.moved_time:%H:%M}" if one.moved_time else None,
        "place": one.place,
        "words": one.words,
    }
    return {name: value for name, value in said.items() if value}


def notes_with(dates: Iterable[OtherDate], notes: str) -> str:
    """Return the notes of a meeting with its next dates that are not as usual before them."""
    return "\n".join(filter(None, (_in_words(dates), notes)))


def _in_words(dates: Iterable[OtherDate]) -> str:
    some = list(dates)[:SAID]
    out = ", ".join(one.on_date.isoformat() for one in some if one.is_cancelled)
    moved = [_moved_in_words(one) for one in some if not one.is_cancelled]
    return joined(NOT_HELD % out if out else "", *moved)


def _moved_in_words(one: OtherDate) -> str:
    place = plain(one.place, 500)
    if one.moved_date is None or one.moved_time is None:
        return ELSEWHERE % (one.on_date, place)
    start = (one.on_date, one.moved_date, f"{one.moved_time:%H:%M}")
    return MOVED_ELSEWHERE % (*start, place) if place else MOVED % start


def with_dates(listing: Listing, record: Mapping[str, Any]) -> Listing:
    """Return a listing with the dates that its record says beside, and its notes without what they say of those."""
    given = record.get(FIELD)
    read = [_read(one) for one in given[:MOST] if isinstance(one, dict)] if isinstance(given, list) else []
    found = {one.on_date: one for one in read if one and _is_held(listing, one.on_date)}
    if not found:
        return listing
    dates = tuple(found[day] for day in sorted(found))
    said = _in_words(dates)
    notes = plain(record.get("notes"), LONGEST_TEXT + len(said) + 1).removeprefix(said).strip()
    return replace(listing, dates=dates, notes=notes[:LONGEST_TEXT].strip())


def _read(said: Mapping[str, Any]) -> OtherDate | None:
    """Return what is different on one date; None when nothing is, or when it cannot be read."""
    day, words, place = _date(said.get("on_date")), plain(said.get("words"), 500), plain(said.get("place"), 500)
    if day is None or said.get("is_cancelled"):
        return OtherDate(day, is_cancelled=True, words=words) if day else None
    moved_date, moved_time = _date(said.get("moved_date")), _time(said.get("moved_time"))
    if moved_date is None or moved_time is None:
        return OtherDate(day, place=place, words=words) if place else None
    return OtherDate(day, moved_date=moved_date, moved_time=moved_time, place=place, words=words)


def _date(value: object) -> date | None:
    try:
        day = date.fromisoformat(plain(value, 10))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _time(value: object) -> time | None:
    try:
        return time_of(value)
    except ValueError:
        return None


def _is_held(listing: Listing, day: date) -> bool:
    timing = Timing(listing.rhythm, "UTC", day=listing.day, nth=listing.nth, on_date=listing.on_date)
    return next(dates_from(timing, day), None) == day
