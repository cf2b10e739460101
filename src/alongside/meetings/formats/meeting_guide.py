"""Meeting Guide JSON (pure): how the service offices of many fellowships publish their meetings, with all its quirks.

What we do not model goes along in `extra` as it came, so that publishing again loses nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from alongside.meetings import sentences
from alongside.meetings.formats import other_dates
from alongside.meetings.formats.reading import (
    NoFeed,
    day_of,
    first_of,
    is_program,
    joined,
    json_of,
    kept,
    minutes_between,
    place_of,
    plain,
    records_of,
    texts,
    time_of,
    updated_of,
)
from alongside.meetings.listing import Feed, Listing, Skipped
from alongside.meetings.programs import CLOSED_FOR_NOW, ONLINE, languages_of, programs, read_types
from alongside.meetings.timing import EARLIEST, LATEST

TEXTS = {
    "location": 500,
    "city": 200,
    "postal_code": 30,
    "country": 100,
    "formatted_address": 1000,
    "conference_url_notes": 10_000,
    "conference_phone_notes": 10_000,
    "notes": 10_000,
    "location_notes": 10_000,
    "group": 300,
    "group_notes": 10_000,
}
CONTACTS = (
    "website", "email", "phone", "mailing_address", "venmo", "paypal", "square", "feedback_url", "feedback_emails",
    *(f"contact_{number}_{what}" for number in (1, 2, 3) for what in ("name", "email", "phone")),
)  # fmt: skip
# Those of them that other programs make links of.
ADDRESSES = ("website", "feedback_url")
# What is written again from our own fields. Everything else goes along as it came.
MODELLED = frozenset(
    {
        *TEXTS, *CONTACTS, "slug", "name", "day", "time", "end_time", "types", "address", "state", "latitude",
        "longitude", "approximate", "conference_url", "conference_phone", "regions", "updated", "timezone",
        "attendance_option", "usual_attendance", "languages", "program", "recurrence", "closed_until",
        other_dates.FIELD,
    }
)  # fmt: skip
NUMBER = 300
EMPTY: tuple[object, ...] = (None, "", [], {})
WAYS = frozenset({"in_person", "online", "hybrid"})


def read(body: bytes, program: str) -> Feed:
    """Read a whole feed."""
    try:
        return read_records(json_of(body), program)
    except NoFeed as refusal:
        return Feed(refusal=str(refusal))


def read_records(found: object, program: str) -> Feed:
    """Read what the JSON of a feed holds. NoFeed."""
    records = records_of(found)
    listings: list[Listing] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for place, record in enumerate(records):
        one = _read_once(record, program, place, seen)
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            listings += one
    return Feed(tuple(listings), tuple(skipped), len(records))


def _read_once(record: object, program: str, place: int, seen: set[str]) -> list[Listing] | Skipped:
    """Read one record, unless an earlier one has its slug."""
    if not isinstance(record, dict):
        return Skipped(f"record {place + 1}", sentences.NO_RECORD, place)
    slug = first_of(record, ("slug", "id"), 280)
    try:
        if not slug:
            return Skipped(f"record {place + 1}", sentences.NO_SLUG, place)
        found = read_record(record, program, place)
    except ValueError as refusal:
        return Skipped(slug, str(refusal), place)
    slugs = {one.source_slug for one in found}
    if slugs & seen:
        return Skipped(slug, sentences.SAME_SLUG, place)
    seen |= slugs
    return found


def read_record(record: Mapping[str, Any], program: str, place: int = 0) -> list[Listing]:
    """Read the record of that number: one listing, or one for each of several days. ValueError with a sentence."""
    given = record.get("day")
    days = given if isinstance(given, list) else [given]
    found = sorted({day for day in map(day_of, days) if day is not None})
    base = _base(record, program, place)
    if len(found) < 2:
        one = Listing(**{**base, **_timed(base, record, found[0] if found else None)})
        return [other_dates.with_dates(one, record)]
    slug = base["source_slug"]
    return [Listing(**{**base, "source_slug": f"{slug}-{day}", **_timed(base, record, day)}) for day in found]


def _base(record: Mapping[str, Any], program: str, place: int) -> dict[str, Any]:
    """Return what a listing says beside its time, by field."""
    name = first_of(record, ("name", "group", "location"), 300)
    if not name:
        raise ValueError(sentences.NO_NAME)
    own = plain(record.get("program"), 20)
    program = own if own in programs() else program
    types = read_types(kept(record.get("types")), program)
    latitude, longitude = place_of(record.get("latitude"), record.get("longitude"))
    said = {field: plain(record.get(field), most) for field, most in TEXTS.items()}
    attendance, is_closed = _attendance(record, types)
    conference, remarks = _conference(record, said)
    unsafe = [name for name in ADDRESSES if is_program(record.get(name))]
    return dict(
        source_slug=first_of(record, ("slug", "id"), 280),
        record=place,
        name=name,
        program=own if own == program else "",
        types=types,
        attendance=attendance,
        rhythm="by_appointment",
        timezone=plain(record.get("timezone"), 60),
        languages=_languages(record, types, program),
        street=plain(record.get("address"), 500),
        region=plain(record.get("state"), 200),
        latitude=latitude,
        longitude=longitude,
        is_approximate=_is_yes(record.get("approximate")),
        **conference,
        regions=_regions(record),
        contacts=_there({name: kept(record[name]) for name in CONTACTS if name in record and name not in unsafe}),
        extra=_there({kept(str(key)): kept(value) for key, value in record.items() if key not in MODELLED}),
        feed_updated=updated_of(record.get("updated")),
        is_closed=is_closed,
        closed_until=_until(record) if is_closed else None,
        remarks=(*remarks, *((name, sentences.NO_SAFE_ADDRESS) for name in unsafe)),
    )


def _there(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in EMPTY}


def _languages(record: Mapping[str, Any], types: Iterable[str], program: str) -> tuple[str, ...]:
    """Return the languages that a record names; where it names none, those that its types say."""
    said = tuple(code for code in texts(record.get("languages"), 10) if code.isascii())
    return tuple(dict.fromkeys(said)) or languages_of(types, program)


def _is_yes(value: object) -> bool:
    return value is True or plain(value).casefold() in ("yes", "true", "1")


def _regions(record: Mapping[str, Any]) -> tuple[str, ...]:
    return texts(record.get("regions"), 200) or texts([record.get("region"), record.get("sub_region")], 200)


def _conference(record: Mapping[str, Any], said: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the texts, with what is no address or number of a conference among its notes, and what to remark on."""
    remarks = []
    url, phone = plain(record.get("conference_url"), 2000), plain(record.get("conference_phone"))
    if url and not url.casefold().startswith(("https://", "http://")):
        if "." in url and " " not in url and ":" not in url.partition("/")[0]:
            url = f"https://{url}"[:2000]
        else:
            url, said["conference_url_notes"] = "", joined(url, said["conference_url_notes"])
            remarks.append(("conference_url", sentences.NO_WEB_ADDRESS))
    if len(phone) > NUMBER or sum(sign.isdigit() for sign in phone) < 3 or sum(map(str.isalpha, phone)) > 12:
        remarks += [("conference_phone", sentences.NO_NUMBER)] if phone else []
        phone, said["conference_phone_notes"] = "", joined(phone, said["conference_phone_notes"])
    return {**said, "conference_url": url, "conference_phone": phone}, remarks


def _attendance(record: Mapping[str, Any], types: Iterable[str]) -> tuple[str, bool]:
    """Return how people meet, and whether the meeting is closed for now: its place is, and there is no other way in."""
    said = plain(record.get("attendance_option"), 20).casefold()
    is_closed = said == "inactive" or _date(record.get("closed_until")) is not None
    usual = plain(record.get("usual_attendance"), 20) if said == "inactive" else said
    if usual in WAYS:
        return usual, is_closed
    has_conference = bool(plain(record.get("conference_url")) or plain(record.get("conference_phone")))
    place_is_closed = CLOSED_FOR_NOW in types
    if has_conference or ONLINE in types:
        is_online = place_is_closed or not _has_place(record)
        return ("online" if is_online else "hybrid"), is_closed
    return "in_person", is_closed or place_is_closed


def _has_place(record: Mapping[str, Any]) -> bool:
    if _is_yes(record.get("approximate")):
        return False
    if plain(record.get("address")):
        return True
    # Of "Street 1, City, ST 12345, USA" the parts before the last three are a place to go to.
    return plain(record.get("formatted_address")).count(",") >= 3


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(plain(value, 10))
    except ValueError:
        return None


def _until(record: Mapping[str, Any]) -> date | None:
    """Return up to which day it is closed; None for a day so far ahead that it stands for ever."""
    day = _date(record.get("closed_until"))
    return max(day, EARLIEST) if day and day <= LATEST else None


def _timed(base: Mapping[str, Any], record: Mapping[str, Any], day: int | None) -> dict[str, Any]:
    """Return what a listing says of its time: every week, as `recurrence` says, or by appointment."""
    start, end = time_of(record.get("time")), _end(record)
    recurrence = record.get("recurrence")
    if isinstance(recurrence, dict) and start is not None:
        return _recurring(recurrence, day, start, end)
    if day is None or start is None:
        said = {name: kept(record.get(name)) for name in ("day", "time", "end_time")}
        return {"extra": {**base["extra"], **_there(said)}}
    return {"rhythm": "weekly", "day": day, "time": start, "duration_min": minutes_between(start, end)}


def _end(record: Mapping[str, Any]) -> time | None:
    try:
        return time_of(record.get("end_time"))
    except ValueError:
        return None


def _recurring(recurrence: Mapping[str, Any], day: int | None, start: time, end: time | None) -> dict[str, Any]:
    """Return what a listing says of a rhythm that Meeting Guide does not know: as we write it ourselves."""
    lasts = minutes_between(start, end)
    on_date, nth = _date(recurrence.get("on_date")), recurrence.get("nth")
    if on_date is not None and EARLIEST <= on_date <= LATEST:
        return {"rhythm": "once", "on_date": on_date, "time": start, "duration_min": lasts}
    if nth in (-1, 1, 2, 3, 4) and day is not None:
        return {"rhythm": "monthly", "day": day, "nth": int(nth), "time": start, "duration_min": lasts}
    raise ValueError(sentences.NO_DAY)


def write_record(listing: Listing) -> dict[str, Any]:
    """Write one meeting as Meeting Guide has it, with all that we know beyond it."""
    named = {"slug": listing.source_slug, "name": listing.name}
    return {**named, **_there(_said(listing)), **listing.extra}


def _said(listing: Listing) -> dict[str, Any]:
    return {
        "day": listing.day,
        "time": f"{listing.time:%H:%M}" if listing.time else None,
        "end_time": _end_of(listing.time, listing.duration_min),
        "timezone": listing.timezone,
        "recurrence": _recurrence(listing),
        "types": list(listing.types),
        "languages": list(listing.languages),
        "program": listing.program,
        "attendance_option": "inactive" if listing.is_closed else listing.attendance,
        "usual_attendance": listing.attendance if listing.is_closed else None,
        "closed_until": f"{listing.closed_until:%Y-%m-%d}" if listing.closed_until else None,
        other_dates.FIELD: other_dates.write_dates(listing.dates),
        **{field: getattr(listing, field) for field in TEXTS},
        "notes": other_dates.notes_with(listing.dates, listing.notes),
        "address": listing.street,
        "state": listing.region,
        "regions": list(listing.regions),
        "latitude": listing.latitude,
        "longitude": listing.longitude,
        "approximate": "yes" if listing.is_approximate else None,
        "conference_url": listing.conference_url,
        "conference_phone": listing.conference_phone,
        "updated": listing.feed_updated,
        **listing.contacts,
    }


def _recurrence(listing: Listing) -> dict[str, Any] | None:
    if listing.rhythm == "monthly":
        return {"nth": listing.nth}
    return {"on_date": f"{listing.on_date:%Y-%m-%d}"} if listing.on_date else None


def _end_of(start: time | None, minutes: int | None) -> str | None:
    if start is None or minutes is None:
        return None
    return f"{datetime.combine(date.min, start) + timedelta(minutes=minutes):%H:%M}"


def write_feed(listings: Iterable[Listing]) -> Iterator[bytes]:
    """Write a whole feed, a piece at a time."""
    yield b"["
    for place, listing in enumerate(listings):
        text = json.dumps(write_record(listing), ensure_ascii=False, separators=(",", ":"))
        yield (b",\n" if place else b"\n") + text.encode()
    yield b"\n]\n"
