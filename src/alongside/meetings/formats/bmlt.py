"""What BMLT servers answer (pure): how Narcotics Anonymous keeps its meetings. The week begins with Sunday as 1."""

from collections.abc import Mapping
from typing import Any

from alongside.meetings import sentences
from alongside.meetings.formats.reading import (
    NoFeed,
    first_of,
    joined,
    json_of,
    kept,
    number,
    place_of,
    plain,
    records_of,
    time_of,
)
from alongside.meetings.listing import Feed, Listing, Skipped
from alongside.meetings.programs import read_types

VENUES = {"1": "in_person", "2": "online", "3": "hybrid"}
# The server's own keys of formats, and the codes that the fellowship's other programs use for the same.
CODES = {
    "B": "BEG", "CL": "CAN", "D": "DISC", "GL": "GL", "IP": "IP", "IW": "IW", "JT": "JFT", "RF": "VAR", "SD": "SPK",
    "SG": "SWG", "So": "SPK", "St": "STEP", "To": "TOP", "Tr": "TRAD", "TW": "TRAD", "WC": "X", "YP": "Y", "ME": "MED",
    "AB": "QA", "CP": "CPT", "BK": "LIT", "LC": "LC", "SL": "ASL",
}  # fmt: skip
SPOKEN = {"ES": "es", "FIN": "fi", "ENG": "en", "PER": "fa"}
MODELLED = frozenset(
    {
        "weekday_tinyint", "venue_type", "start_time", "duration_time", "time_zone", "formats", "longitude", "latitude",
        "meeting_name", "location_text", "location_info", "location_street", "location_municipality",
        "location_province", "location_postal_code_1", "location_nation", "comments", "phone_meeting_number",
        "virtual_meeting_link", "virtual_meeting_additional_info", "published", "train_lines", "bus_lines",
        "email_contact", "contact_phone_1", "contact_email_1", "contact_name_1",
    }
)  # fmt: skip
JOINED_BY = "#@-@#"


def read(body: bytes, program: str) -> Feed:
    """Read an answer to GetSearchResults, alone or together with the formats used."""
    try:
        return _read(records_of(json_of(body)), program)
    except NoFeed as refusal:
        return Feed(refusal=str(refusal))


def _read(records: list[Any], program: str) -> Feed:
    listings: list[Listing] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for place, record in enumerate(records):
        slug = first_of(record, ("id_bigint",), 280) if isinstance(record, dict) else ""
        try:
            listings.append(_read_record(record, slug, program, place, seen))
        except ValueError as refusal:
            skipped.append(Skipped(slug or f"record {place + 1}", str(refusal), place))
    return Feed(tuple(listings), tuple(skipped), len(records))


def _read_record(record: object, slug: str, program: str, place: int, seen: set[str]) -> Listing:
    if not isinstance(record, dict):
        raise ValueError(sentences.NO_RECORD)  # noqa: TRY004 - what a feed holds is no fault of the program
    if not slug:
        raise ValueError(sentences.NO_SLUG)
    if plain(record.get("published")) == "0":
        raise ValueError(sentences.NOT_PUBLISHED)
    if slug in seen:
        raise ValueError(sentences.SAME_SLUG)
    listing = _listing(record, slug, program, place)
    seen.add(slug)
    return listing


def _listing(record: Mapping[str, Any], slug: str, program: str, place: int) -> Listing:
    name = first_of(record, ("meeting_name", "location_text"), 300)
    if not name:
        raise ValueError(sentences.NO_NAME)
    start, day = time_of(record.get("start_time")), _day(record)
    keys = [key.strip() for key in plain(record.get("formats")).split(",") if key.strip()]
    latitude, longitude = place_of(record.get("latitude"), record.get("longitude"))
    timed = start is not None and day is not None
    return Listing(
        source_slug=slug,
        record=place,
        name=name,
        attendance=VENUES.get(plain(record.get("venue_type")), "in_person"),
        rhythm="weekly" if timed else "by_appointment",
        day=day if timed else None,
        time=start if timed else None,
        duration_min=_minutes(record) if timed else None,
        timezone=plain(record.get("time_zone"), 60),
        types=read_types([CODES.get(key, key) for key in keys if key not in SPOKEN], program),
        languages=_languages(record, keys),
        latitude=latitude,
        longitude=longitude,
        **_texts(record),
        **_way_in(record),
        contacts=_there({"email": record.get("email_contact"), **_person(record)}),
        extra=_there({str(key): value for key, value in record.items() if key not in MODELLED}),
    )


def _day(record: Mapping[str, Any]) -> int | None:
    if not plain(record.get("weekday_tinyint")):
        return None
    day = number(record.get("weekday_tinyint"))
    if day not in range(1, 8):
        raise ValueError(sentences.NO_DAY)
    return int(day or 1) - 1


def _minutes(record: Mapping[str, Any]) -> int | None:
    parts = plain(record.get("duration_time")).split(":")
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        return None
    minutes = int(parts[0][:4]) * 60 + int(parts[1][:4])
    return minutes if 1 <= minutes <= 24 * 60 else None


def _languages(record: Mapping[str, Any], keys: list[str]) -> tuple[str, ...]:
    spoken = [SPOKEN[key] for key in keys if key in SPOKEN]
    return tuple(dict.fromkeys(spoken)) or tuple(filter(None, [plain(record.get("lang_enum"), 10)]))


def _texts(record: Mapping[str, Any]) -> dict[str, Any]:
    lines = [plain(record.get(name)).partition(JOINED_BY) for name in ("train_lines", "bus_lines")]
    ways = [after or before for before, _, after in lines]
    return {
        "location": plain(record.get("location_text"), 500),
        "street": plain(record.get("location_street"), 500),
        "city": first_of(record, ("location_municipality", "location_city_subsection"), 200),
        "region": plain(record.get("location_province"), 200),
        "postal_code": plain(record.get("location_postal_code_1"), 30),
        "country": plain(record.get("location_nation"), 100),
        "location_notes": "\n".join(filter(None, [plain(record.get("location_info")), *ways]))[:10_000],
        "notes": plain(record.get("comments")),
        "conference_phone": plain(record.get("phone_meeting_number"), 300),
        "regions": tuple(
            filter(None, (plain(record.get(f"location_{part}"), 200) for part in ("sub_province", "neighborhood")))
        ),
    }


def _way_in(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the address of a meeting online; what is none stands among its notes."""
    url, notes = plain(record.get("virtual_meeting_link"), 2000), plain(record.get("virtual_meeting_additional_info"))
    if not url or url.casefold().startswith(("https://", "http://")):
        return {"conference_url": url, "conference_url_notes": notes}
    remarks = (("virtual_meeting_link", sentences.NO_WEB_ADDRESS),)
    return {"conference_url": "", "conference_url_notes": joined(url, notes), "remarks": remarks}


def _person(record: Mapping[str, Any]) -> dict[str, Any]:
    return {f"contact_1_{what}": record.get(f"contact_{what}_1") for what in ("name", "email", "phone")}


def _there(values: Mapping[str, Any]) -> dict[str, Any]:
    return {kept(name): kept(value) for name, value in values.items() if value not in (None, "", [], {})}
