"""Reading an iCalendar feed (pure): each entry that comes back on some weekdays, monthly on one, or once, is a meeting.

An entry with the address of a call is online, or both online and in a room where it names a place too. Dates that are
left out of a series (EXDATE) are cancelled; those that differ (RECURRENCE-ID) are cancelled or moved.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.kernel.elsewhere import not_a_call_of, where_to
from alongside.meetings import sentences
from alongside.meetings.formats.reading import NoFeed, decoded, place_of, plain
from alongside.meetings.listing import Feed, Listing, OtherDate, Skipped
from alongside.meetings.timing import EARLIEST, LATEST, nth_of_month, weekday_of

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^:;"=]+=(?:"[^"]*"|[^:;"]*))*):(.*)', re.DOTALL)
_MOMENT = re.compile(r"(\d{8})T(\d{6})(Z?)")
# More dates of one series than this are not read: five years of a weekly meeting.
MOST_DATES = 260
_LASTS = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?)?")
_BY_DAY = re.compile(r"(-1|[1-4])?(SU|MO|TU|WE|TH|FR|SA)")
_ADDRESS = re.compile(r"""https?://[^\s<>"']+""", re.IGNORECASE)
# Where the address of a call stands and nothing else does.
CALLS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
# What people write for a place where there is none.
_NOWHERE = re.compile(
    r"(?i)(?:online|virtual|zoom|google meet|(?:microsoft )?teams|jitsi(?: meet)?)(?: only)?(?: meeting)?"
)
# How many days lie at most between two dates of a series.
LONGEST = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 62, "YEARLY": 366}


@dataclass(frozen=True, slots=True)
class Property:
    """The value of one property of an entry, and the zone that it names."""

    value: str
    zone: str


Entry = Mapping[str, Property]


def read(body: bytes, program: str, today: date | None = None) -> Feed:
    """Read a whole calendar; a date of a series that is there is no record of its own.

    By `today` a series that has ended is told from one that will.
    """
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
    return _read(records, others, today) if records else Feed(refusal=sentences.EMPTY)


def _read(entries: list[Entry], others: Mapping[str, list[Entry]], today: date | None) -> Feed:
    listings: list[Listing] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        slug = _said(entry, "UID", 280)
        one = _read_once(entry, slug, place, seen, today)
        if not isinstance(one, str):
            one = [replace(each, dates=_dates(each, entry, others.get(slug, []))) for each in one]
        if isinstance(one, str):
            skipped.append(Skipped(slug or f"record {place + 1}", one, place))
        else:
            listings += one
    return Feed(tuple(listings), tuple(skipped), len(entries))


def _read_once(entry: Entry, slug: str, place: int, seen: set[str], today: date | None) -> list[Listing] | str:
    """Read one entry, unless an earlier one has its slug; a sentence when it cannot be used."""
    try:
        found = _listings(entry, slug, place, today)
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
    return plain(_unescaped(entry[name].value), most)


def _unescaped(value: str) -> str:
    return re.sub(r"\\([nN,;\\])", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def _listings(entry: Entry, slug: str, place: int, today: date | None) -> list[Listing]:
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
    ways = _ways(entry)
    rhythms = _rhythms(entry, start, today)
    return [
        Listing(
            source_slug=slug if len(rhythms) == 1 else f"{slug}-{day}",
            record=place,
            name=name,
            rhythm=rhythm,
            day=day,
            nth=nth,
            on_date=on_date,
            time=time(start.hour, start.minute),
            duration_min=_lasts(entry, start),
            timezone=zone,
            notes=_said(entry, "DESCRIPTION"),
            **ways,
        )
        for rhythm, day, nth, on_date in rhythms
    ]


def _ways(entry: Entry) -> dict[str, Any]:
    """Return how to come, by field: the place and its point, the address of a call, and how people meet by these."""
    where, url = _said(entry, "LOCATION", 2500), _said(entry, "URL", 2000)
    in_it = _ADDRESS.search(where)
    call = in_it[0].rstrip(".,;)")[:2000] if in_it else _call(entry)
    room = (where.replace(in_it[0], "") if in_it else where).strip(" ,;|()\n–-")
    is_nowhere = _NOWHERE.fullmatch(room) is not None
    latitude, longitude = _point(entry)
    attendance = "online" if is_nowhere or (call and not room) else "hybrid" if call else "in_person"
    return {
        "attendance": attendance,
        **_place("" if call and is_nowhere else room),
        "latitude": latitude,
        "longitude": longitude,
        "conference_url": call,
        "extra": {"url": url} if url and url != call else {},
    }


def _call(entry: Entry) -> str:
    """Return the address of a call that an entry names beside its place; '' for none."""
    for name in CALLS:
        if where_to(said := _said(entry, name, 2000)):
            return said
    text = html.unescape(_unescaped(entry["DESCRIPTION"].value)) if "DESCRIPTION" in entry else ""
    found = [_said(entry, "URL", 2000), *(one.rstrip(".,;)")[:2000] for one in _ADDRESS.findall(text))]
    return next((one for one in found if _is_call(one)), "")


def _is_call(url: str) -> bool:
    """Tell whether an address leads to a call of a service that is known: any other may be a page about the meeting."""
    found = where_to(url)
    return bool(found and found.service and not not_a_call_of(url))


def _point(entry: Entry) -> tuple[float | None, float | None]:
    parts = re.split(r"\\?[;,]", entry["GEO"].value) if "GEO" in entry else []
    return place_of(*parts) if len(parts) == 2 else (None, None)


def _place(where: str) -> dict[str, str]:
    """Return a place as what it is called and its address, where both stand in it: "Hall, 1 Main St, Town"."""
    parts = [part for one in re.split(r"[,\n]", where) if (part := one.strip())]
    numbered = [any(map(str.isdigit, part)) for part in parts]
    if len(parts) < 2 or not any(numbered):
        return {"location": where[:500].strip(), "formatted_address": ""}
    named = 0 if numbered[0] else 1
    return {"location": ", ".join(parts[:named])[:500], "formatted_address": ", ".join(parts[named:])[:1000]}


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


def _rhythms(
    entry: Entry, start: datetime, today: date | None
) -> list[tuple[str, int | None, int | None, date | None]]:
    """Return (rhythm, day, nth, date) for each day on which an entry comes back."""
    text = _said(entry, "RRULE").upper()
    if not text:
        if not EARLIEST <= start.date() <= LATEST:
            raise ValueError(sentences.NO_START)
        return [("once", None, None, start.date())]
    parts = {name: value for name, _, value in (part.partition("=") for part in text.split(";"))}
    if parts.keys() & {"COUNT", "UNTIL"}:
        raise ValueError(sentences.ENDED if _has_ended(parts, start.date(), today) else sentences.ENDS)
    if parts.get("INTERVAL", "1") != "1" or parts.keys() & {"BYSETPOS", "BYMONTHDAY", "BYMONTH", "BYWEEKNO"}:
        raise ValueError(sentences.NO_RHYTHM)
    found = [_BY_DAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",") if day]
    if not all(found):
        raise ValueError(sentences.NO_RHYTHM)
    days = list(dict.fromkeys((one[1], DAYS.index(one[2])) for one in found if one))
    if parts.get("FREQ") in ("DAILY", "WEEKLY") and not any(nth for nth, _ in days):
        usual = range(7) if parts["FREQ"] == "DAILY" else [weekday_of(start.date())]
        return [("weekly", day, None, None) for day in ([day for _, day in days] or usual)]
    if parts.get("FREQ") == "MONTHLY" and len(days) == 1 and days[0][0]:
        return [("monthly", days[0][1], int(days[0][0]), None)]
    raise ValueError(sentences.NO_RHYTHM)


def _has_ended(parts: Mapping[str, str], first: date, today: date | None) -> bool:
    """Tell whether a series with an end surely has no date more; of a number of dates, the last that may be counts."""
    if today is None:
        return False
    try:
        if "UNTIL" in parts:
            last = date.fromisoformat(parts["UNTIL"][:8])
        else:
            apart = LONGEST[parts.get("FREQ", "")] * int(parts.get("INTERVAL", "1"))
            last = first + timedelta(days=apart * int(parts["COUNT"]))
    except (ValueError, KeyError, OverflowError):
        return False
    return last < today


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
        found[day] = _other(listing, day, other, _said(entry, "LOCATION", 500)) if day else None
    fitting = [one for one in found.values() if one and _is_held(listing, one.on_date)]
    return tuple(sorted(fitting, key=lambda one: one.on_date)[-MOST_DATES:])


def _is_held(listing: Listing, day: date) -> bool:
    if listing.nth is not None:
        return nth_of_month(day.year, day.month, listing.day or 0, listing.nth) == day
    return weekday_of(day) == listing.day


def _other(listing: Listing, day: date, entry: Entry, usual: str) -> OtherDate | None:
    """Return what is different on one date from the usual; None when nothing is, or when it cannot be read."""
    said = _said(entry, "SUMMARY", 300)
    words = said if said != listing.name else ""
    if _said(entry, "STATUS").upper() == "CANCELLED":
        return OtherDate(day, is_cancelled=True, words=words)
    found = _MOMENT.fullmatch(entry["DTSTART"].value.strip()) if "DTSTART" in entry else None
    start = _on_clock(found, listing.timezone) if found else None
    where = _said(entry, "LOCATION", 500)
    place = where if where != usual else ""
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
