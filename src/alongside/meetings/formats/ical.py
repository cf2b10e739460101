"""Reading an iCalendar feed (pure): each entry that comes back weekly, monthly on a weekday, or once, is a meeting.

Dates that are left out of a series (EXDATE) are cancelled; those that differ (RECURRENCE-ID) are cancelled or moved.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from alongside.meetings import sentences
from alongside.meetings.formats.reading import NoFeed, decoded, plain
from alongside.meetings.listing import Feed, Listing, OtherDate, Skipped
from alongside.meetings.timing import EARLIEST, LATEST, nth_of_month, weekday_of

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^:;"=]+=(?:"[^"]*"|[^:;"]*))*):(.*)', re.DOTALL)
_MOMENT = re.compile(r"(\d{8})T(\d{6})(Z?)")
# More dates of one series than this are not read: five years of a weekly meeting.
MOST_DATES = 260
_LASTS = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?)?")
_BY_DAY = re.compile(r"(-1|[1-4])?(SU|MO|TU|WE|TH|FR|SA)")


@dataclass(frozen=True, slots=True)
class Property:
    """The value of one property of an entry, and the zone that it names."""

    value: str
    zone: str


Entry = Mapping[str, Property]


def read(body: bytes, program: str) -> Feed:
    """Read a whole calendar; a date of a series that is there is no record of its own."""
    _ = program
    try:
        text = decoded(body)
    except NoFeed as refusal:
        return Feed(refusal=str(refusal))
    if not text.upper().startswith("BEGIN:VCALENDAR"):
        return Feed(refusal=sentences.NOT_A_CALENDAR)
    entries = list(_entries(text))
    series = {_said(entry, "UID", 280) for entry in entries if "RECURRENCE-ID" not in entry}
    others: dict[str, list[Entry]] = {}
    records = []
    for entry in entries:
        slug = _said(entry, "UID", 280)
        if "RECURRENCE-ID" in entry and slug in series:
            others.setdefault(slug, []).append(entry)
        else:
            records.append(entry)
    return _read(records, others) if records else Feed(refusal=sentences.EMPTY)


def _read(entries: list[Entry], others: Mapping[str, list[Entry]]) -> Feed:
    listings: list[Listing] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        slug = _said(entry, "UID", 280)
        one = _read_once(entry, slug, place, seen)
        if not isinstance(one, str):
            one = [replace(each, dates=_dates(each, entry, others.get(slug, []))) for each in one]
        if isinstance(one, str):
            skipped.append(Skipped(slug or f"record {place + 1}", one, place))
        else:
            listings += one
    return Feed(tuple(listings), tuple(skipped), len(entries))


def _read_once(entry: Entry, slug: str, place: int, seen: set[str]) -> list[Listing] | str:
    """Read one entry, unless an earlier one has its slug; a sentence when it cannot be used."""
    try:
        found = _listings(entry, slug, place)
    except ValueError as refusal:
        return str(refusal)
    slugs = {one.source_slug for one in found}
    if slugs & seen:
        return sentences.SAME_SLUG
    seen |= slugs
    return found


def _entries(text: str) -> Iterator[Entry]:
    """Return the properties of each VEVENT, lines that were folded put together, alarms within left out."""
    entry: dict[str, Property] = {}
    within: list[str] = []
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            within.append(value.strip().upper())
            entry = {} if within[-1] == "VEVENT" else entry
        elif name == "END" and within:
            if within.pop() == "VEVENT":
                yield entry
        elif within and within[-1] == "VEVENT":
            zone = re.search(r'(?i);TZID="?([^";:]+)', found[2])
            earlier = f"{entry[name].value}," if name == "EXDATE" and name in entry else ""
            if earlier or name not in entry:
                entry[name] = Property(earlier + value, zone[1] if zone else "")


def _said(entry: Entry, name: str, most: int = 10_000) -> str:
    if name not in entry:
        return ""
    text = re.sub(r"\\([nN,;\\])", lambda sign: "\n" if sign[1] in "nN" else sign[1], entry[name].value)
    return plain(text, most)


def _listings(entry: Entry, slug: str, place: int) -> list[Listing]:
    if not slug:
        raise ValueError(sentences.NO_SLUG)
    if "RECURRENCE-ID" in entry:
        raise ValueError(sentences.NO_SERIES)
    name = _said(entry, "SUMMARY", 300)
    if not name:
        raise ValueError(sentences.NO_NAME)
    if _said(entry, "STATUS").upper() == "CANCELLED":
        raise ValueError(sentences.CANCELLED)
    start, zone = _start(entry)
    url = _said(entry, "URL", 2000)
    where = _said(entry, "LOCATION", 500)
    is_online = where.casefold().startswith(("https://", "http://"))
    rhythms = _rhythms(entry, start)
    return [
        Listing(
            source_slug=slug if len(rhythms) == 1 else f"{slug}-{day}",
            record=place,
            name=name,
            attendance="online" if is_online else "in_person",
            rhythm=rhythm,
            day=day,
            nth=nth,
            on_date=on_date,
            time=time(start.hour, start.minute),
            duration_min=_lasts(entry, start),
            timezone=zone,
            location="" if is_online else where,
            conference_url=where if is_online else "",
            notes=_said(entry, "DESCRIPTION"),
            extra={"url": url} if url else {},
        )
        for rhythm, day, nth, on_date in rhythms
    ]


def _start(entry: Entry) -> tuple[datetime, str]:
    """Return the start on its own clock, and the zone: UTC where it says so, '' for the source's own."""
    found = _MOMENT.fullmatch(entry["DTSTART"].value.strip()) if "DTSTART" in entry else None
    if found is None:
        raise ValueError(sentences.NO_START)
    return _moment(found), "UTC" if found[3] else plain(entry["DTSTART"].zone, 60)


def _moment(found: re.Match[str]) -> datetime:
    try:
        return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(sentences.NO_START) from error


def _lasts(entry: Entry, start: datetime) -> int | None:
    end = _MOMENT.fullmatch(entry["DTEND"].value.strip()) if "DTEND" in entry else None
    if end is not None:
        minutes = round((_moment(end) - start).total_seconds() / 60)
    else:
        found = _LASTS.fullmatch(_said(entry, "DURATION"))
        days, hours, left = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        minutes = days * 1440 + hours * 60 + left
    return minutes if 1 <= minutes <= 1440 else None


def _rhythms(entry: Entry, start: datetime) -> list[tuple[str, int | None, int | None, date | None]]:
    """Return (rhythm, day, nth, date) for each day on which an entry comes back."""
    text = _said(entry, "RRULE").upper()
    if not text:
        if not EARLIEST <= start.date() <= LATEST:
            raise ValueError(sentences.NO_START)
        return [("once", None, None, start.date())]
    parts = {name: value for name, _, value in (part.partition("=") for part in text.split(";"))}
    if parts.get("INTERVAL", "1") != "1" or parts.keys() & {"COUNT", "UNTIL", "BYSETPOS", "BYMONTHDAY", "BYMONTH"}:
        raise ValueError(sentences.NO_RHYTHM)
    found = [_BY_DAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",") if day]
    if not all(found):
        raise ValueError(sentences.NO_RHYTHM)
    days = list(dict.fromkeys((one[1], DAYS.index(one[2])) for one in found if one))
    if parts.get("FREQ") == "WEEKLY" and not any(nth for nth, _ in days):
        return [("weekly", day, None, None) for _, day in days or [(None, weekday_of(start.date()))]]
    if parts.get("FREQ") == "MONTHLY" and len(days) == 1 and days[0][0]:
        return [("monthly", days[0][1], int(days[0][0]), None)]
    raise ValueError(sentences.NO_RHYTHM)


def _dates(listing: Listing, entry: Entry, others: Iterable[Entry]) -> tuple[OtherDate, ...]:
    """Return the dates on which a meeting is not as usual, in order; what is said of a date goes before EXDATE."""
    if listing.rhythm == "once" or listing.day is None:
        return ()
    found = {}
    for text in entry["EXDATE"].value.split(",") if "EXDATE" in entry else []:
        day = _day(text, listing.timezone)
        found[day] = OtherDate(day, is_cancelled=True) if day else None
    for other in others:
        day = _day(other["RECURRENCE-ID"].value, listing.timezone)
        found[day] = _other(listing, day, other) if day else None
    fitting = [one for one in found.values() if one and _is_held(listing, one.on_date)]
    return tuple(sorted(fitting, key=lambda one: one.on_date)[-MOST_DATES:])


def _is_held(listing: Listing, day: date) -> bool:
    if listing.nth is not None:
        return nth_of_month(day.year, day.month, listing.day or 0, listing.nth) == day
    return weekday_of(day) == listing.day


def _other(listing: Listing, day: date, entry: Entry) -> OtherDate | None:
    """Return what is different on one date; None when nothing is, or when it cannot be read."""
    said = _said(entry, "SUMMARY", 300)
    words = said if said != listing.name else ""
    if _said(entry, "STATUS").upper() == "CANCELLED":
        return OtherDate(day, is_cancelled=True, words=words)
    found = _MOMENT.fullmatch(entry["DTSTART"].value.strip()) if "DTSTART" in entry else None
    start = _on_clock(found, listing.timezone) if found else None
    where = _said(entry, "LOCATION", 500)
    place = where if where not in (listing.location, listing.conference_url) else ""
    is_moved = start is not None and (start.date(), start.time()) != (day, listing.time)
    if start is None or not EARLIEST <= start.date() <= LATEST or not (place or words or is_moved):
        return None
    return OtherDate(day, moved_date=start.date(), moved_time=start.time(), place=place, words=words)


def _day(text: str, zone: str) -> date | None:
    """Return the date that is meant, on the clock of the meeting; None when it is none between 2000 and 2100."""
    moment = _MOMENT.fullmatch(text.strip())
    start = _on_clock(moment, zone) if moment else None
    try:
        day = start.date() if start else date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _on_clock(found: re.Match[str], zone: str) -> datetime | None:
    """Return a moment on the clock of the meeting; None for a moment in UTC where that clock is not known."""
    try:
        moment = _moment(found)
        if found[3] and zone != "UTC":
            moment = moment.astimezone(ZoneInfo(zone))
    except (ValueError, OSError, KeyError, OverflowError):
        return None
    return moment.replace(second=0, tzinfo=None)
