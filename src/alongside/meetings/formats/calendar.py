"""Writing meetings as a calendar (pure): RFC 5545, each with the rules of its zone, so that every program agrees.

An entry keeps its UID and counts its changes (SEQUENCE), so that a calendar that has it changes it. Its first date is
counted from the day it was made here, so that it stays the same from one reading to the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from alongside.kernel.icalendar import as_lines, as_text, as_utc
from alongside.meetings.listing import Listing
from alongside.meetings.passcodes import parted
from alongside.meetings.timing import Differs, Timing, dates_from

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
USUAL_MINUTES = 60
YEARS_BEFORE, YEARS_AFTER = 1, 6
ONE_DAY = timedelta(days=1)
STANDARD_SINCE = "19700101T000000"


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar has it: what it says, when it is held, and what tells its versions apart."""

    uid: str
    listing: Listing
    timing: Timing
    made_on: date
    changed_at: datetime
    sequence: int
    url: str
    is_confirmed: bool = True


def write_calendar(entries: Iterable[Entry], *, name: str, year: int, product: str = "Meetings") -> Iterator[bytes]:
    """Write a whole calendar, a piece at a time; the rules of zones are written around a year."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Alongside//{product}//EN", f"X-WR-CALNAME:{as_text(name)}"]
    yield as_lines(head)
    zones: set[str] = set()
    for entry in entries:
        events = _events(entry)
        if not events:
            continue
        if entry.timing.timezone not in zones:
            zones.add(entry.timing.timezone)
            yield as_lines(_zone_lines(entry.timing.timezone, year))
        yield as_lines(chain.from_iterable(events))
    yield as_lines(["END:VCALENDAR"])


def _events(entry: Entry) -> list[list[str]]:
    """Return the entry itself and one more for each date that is moved; none where there is no date."""
    timing = entry.timing
    first = max(entry.made_on, timing.closed_until + ONE_DAY) if timing.closed_until else entry.made_on
    first = first if timing.rhythm != "once" else entry.made_on - timedelta(days=366)
    begins = next(dates_from(timing, first), None)
    if begins is None or timing.time is None or (timing.is_closed and timing.closed_until is None):
        return []
    differs = {day: one for day, one in timing.differs.items() if next(dates_from(timing, day), None) == day}
    out = [day for day, one in differs.items() if one.is_cancelled and day >= begins]
    moved = [(day, one) for day, one in differs.items() if not one.is_cancelled and day >= begins]
    zone = timing.timezone
    dates = [f"EXDATE;TZID={zone}:{datetime.combine(day, timing.time):%Y%m%dT%H%M%S}" for day in sorted(out)]
    usual = _event(entry, datetime.combine(begins, timing.time), [*_rule(timing), *dates], entry.listing.location)
    return [usual, *(_moved(entry, day, one) for day, one in sorted(moved, key=lambda pair: pair[0]))]


def _moved(entry: Entry, day: date, one: Differs) -> list[str]:
    usual = datetime.combine(day, entry.timing.time or time.min)
    named = f"RECURRENCE-ID;TZID={entry.timing.timezone}:{usual:%Y%m%dT%H%M%S}"
    return _event(entry, one.start or usual, [named], one.place or entry.listing.location, one.words)


def _rule(timing: Timing) -> list[str]:
    if timing.rhythm == "once" or timing.day is None:
        return []
    freq, nth = ("MONTHLY", timing.nth) if timing.rhythm == "monthly" else ("WEEKLY", "")
    return [f"RRULE:FREQ={freq};BYDAY={nth}{DAYS[timing.day]}"]


def _event(entry: Entry, start: datetime, more: list[str], location: str, words: str = "") -> list[str]:
    one = entry.listing
    where = ", ".join(filter(None, (location, one.formatted_address or _address(one))))
    if not where or (one.attendance == "online" and location == one.location):
        where = one.conference_url or where
    said = "\n".join(filter(None, (words, parted(one.notes).said)))
    optional = {"LOCATION": as_text(parted(where).said), "DESCRIPTION": as_text(said), "URL": entry.url}
    place = [f"GEO:{one.latitude};{one.longitude}"] if one.latitude is not None and not one.is_approximate else []
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{as_utc(entry.changed_at)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART;TZID={entry.timing.timezone}:{start:%Y%m%dT%H%M%S}",
        f"DURATION:PT{one.duration_min or USUAL_MINUTES}M",
        *more,
        f"SUMMARY:{as_text(one.name)}",
        *(f"{name}:{value}" for name, value in optional.items() if value),
        *place,
        f"STATUS:{'CONFIRMED' if entry.is_confirmed else 'TENTATIVE'}",
        "END:VEVENT",
    ]


def _address(one: Listing) -> str:
    return ", ".join(filter(None, (one.street, one.city, " ".join(filter(None, (one.region, one.postal_code))))))


@lru_cache(maxsize=512)
def _zone_lines(name: str, year: int) -> tuple[str, ...]:
    """Return the rules of a zone around a year: each change of its clock, with the clocks before and after."""
    zone = ZoneInfo(name)
    begin = datetime(year - YEARS_BEFORE, 1, 1, tzinfo=UTC)
    parts = [_observance(zone, before, after) for before, after in _changes(zone, begin)]
    at_first = begin.astimezone(zone)
    since = ["BEGIN:STANDARD", f"DTSTART:{STANDARD_SINCE}", *_offsets(at_first, at_first), "END:STANDARD"]
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *since, *chain.from_iterable(parts), "END:VTIMEZONE")


def _changes(zone: ZoneInfo, begin: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Return the second before and the moment of each change of the clock."""
    days = (begin + timedelta(days=day) for day in range((YEARS_BEFORE + YEARS_AFTER) * 366))
    for one, following in pairwise(day.astimezone(zone) for day in days):
        if one.utcoffset() != following.utcoffset():
            low, high = int(one.timestamp()), int(following.timestamp())
            while high - low > 1:
                middle = (low + high) // 2
                is_before = datetime.fromtimestamp(middle, zone).utcoffset() == one.utcoffset()
                low, high = (middle, high) if is_before else (low, middle)
            yield datetime.fromtimestamp(low, zone), datetime.fromtimestamp(high, zone)


def _observance(zone: ZoneInfo, before: datetime, after: datetime) -> list[str]:
    kind = "DAYLIGHT" if after.astimezone(zone).dst() else "STANDARD"
    shown = (before + timedelta(seconds=1)).replace(tzinfo=None)  # what the old clock would show
    return [f"BEGIN:{kind}", f"DTSTART:{shown:%Y%m%dT%H%M%S}", *_offsets(before, after), f"END:{kind}"]


def _offsets(before: datetime, after: datetime) -> list[str]:
    return [f"TZOFFSETFROM:{before:%z}", f"TZOFFSETTO:{after:%z}", f"TZNAME:{after:%Z}"]
