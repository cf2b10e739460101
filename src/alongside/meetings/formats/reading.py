"""What the readers of all formats share (pure): text, numbers, days, times and JSON as people really write them."""

import html
import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from alongside.meetings import sentences

LONGEST_TEXT = 10_000
MOST_RECORDS = 250_000
# A day, a time or a moment: no pattern has to look through more.
SHORT = 40
DEEPEST = 12
# What the record of a meeting has at least one of, in the forms that we read.
OF_A_MEETING = frozenset(
    {
        *("slug", "name", "group", "location", "day", "time", "id_bigint", "meeting_name", "location_text"),
        *("weekday_tinyint", "start_time"),
    }
)
# Other lists of BMLT servers, by what each record of theirs has: formats, service bodies, names of fields.
OTHERS_OF_BMLT = (
    frozenset({"key_string", "name_string"}),
    frozenset({"parent_id", "name", "type"}),
    frozenset({"key", "description"}),
)
PROGRAMS = ("javascript:", "vbscript:", "data:")
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_TAG = re.compile(r"<(/?)(p|br|div|li|ul|ol|b|i|em|strong|a|span|font|h\d)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_IN_WORDS = {"noon": time(12), "12 noon": time(12), "midnight": time(0), "12 midnight": time(0), "24:00": time(0)}
_UPDATED = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y")


def plain(value: object, most: int = LONGEST_TEXT) -> str:
    """Return a value as plain text: no tags, no HTML entities, no signs that cannot be kept; '' for nothing."""
    if (not value and value != 0) or isinstance(value, (dict, list, bool)):
        return ""
    text = value if isinstance(value, str) else str(value)
    if "&" in text:
        text = html.unescape(text)
    elif "<" not in text and text.isprintable():
        return text.strip()[:most].strip()
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[2].lower() in ("p", "br", "div", "li") else "", text)
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()[:most].strip()


def texts(value: object, most: int) -> tuple[str, ...]:
    """Return the texts of a list, or the one of a single value."""
    parts = value if isinstance(value, list) else [value]
    return tuple(filter(None, (plain(part, most) for part in parts)))


def kept(value: Any, depth: int = 0) -> Any:
    """Return a JSON value as it can be kept in the database: nothing endless, no signs that it refuses."""
    if isinstance(value, str):
        return (value if value.isprintable() else _CONTROL.sub("", value))[:LONGEST_TEXT]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth >= DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {kept(str(name)): kept(one, depth + 1) for name, one in value.items()}
    return [kept(one, depth + 1) for one in value] if isinstance(value, list) else value


def number(value: object) -> float | None:
    """Return a number that may be written as text; None when it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = float(str(value).strip())
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def place_of(latitude: object, longitude: object) -> tuple[float | None, float | None]:
    """Return a point on earth; none where half of it is missing or impossible, or both are 0, which means nothing."""
    north, east = number(latitude), number(longitude)
    is_there = north is not None and east is not None and abs(north) <= 90 and abs(east) <= 180 and (north or east)
    return (north, east) if is_there else (None, None)


def day_of(value: object) -> int | None:
    """Return a day of the week, 0 for Sunday; ValueError when it is none, None when nothing was said."""
    text = plain(value, SHORT).casefold()
    if not text:
        return None
    if text in DAYS:
        return DAYS.index(text)
    found = number(text)
    if found is None or found not in range(7):
        raise ValueError(sentences.NO_DAY)
    return int(found)


def time_of(value: object) -> time | None:
    """Return a time of day as people write it; ValueError when it is none, None when nothing was said."""
    text = plain(value, SHORT).casefold()
    return _time(text) if text else None


@lru_cache(maxsize=2048)
def _time(text: str) -> time:
    if text in _IN_WORDS:
        return _IN_WORDS[text]
    found = _TIME.fullmatch(text)
    if found is None or not (found[2] or found[4]):
        raise ValueError(sentences.NO_TIME)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] == "p" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise ValueError(sentences.NO_TIME)
    return time(hour, minute)


def minutes_between(start: time | None, end: time | None) -> int | None:
    """Return how long a meeting lasts; an end before the start is on the next day, the same moment says nothing."""
    if start is None or end is None or start == end:
        return None
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % (24 * 60)


def updated_of(value: object) -> str:
    """Return when a record was changed last, as "2026-11-28 19:30:00"; '' when that is not said in a known way."""
    text = plain(value, SHORT)
    return _updated(text) if text else ""


@lru_cache(maxsize=2048)
def _updated(text: str) -> str:
    for style in _UPDATED:
        try:
            return datetime.strptime(text, style).strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - feeds name no zone here
        except ValueError:
            continue
    return ""


def slug_text(*parts: str) -> str:
    """Return words as they can stand in an address: small letters, digits and hyphens."""
    plain_letters = unicodedata.normalize("NFKD", " ".join(parts).casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_letters).strip("-")


class NoFeed(ValueError):
    """The whole is no feed; its text is a sentence."""


def decoded(body: bytes) -> str:
    """Return a feed as text, in UTF-8 or as old programs write it. NoFeed for nothing and for a web page."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    text = text.strip()
    if not text:
        raise NoFeed(sentences.EMPTY)
    if re.match(r"(?i)<(!doctype|html|head|body|\?xml|!--)", text):
        raise NoFeed(sentences.HTML)
    return text


def json_of(body: bytes) -> Any:
    """Return what a feed in JSON holds. NoFeed."""
    try:
        return json.loads(decoded(body), parse_constant=lambda _name: None)
    except (ValueError, RecursionError) as error:
        if isinstance(error, NoFeed):
            raise
        raise NoFeed(sentences.NOT_JSON) from error


def records_of(found: object) -> list[Any]:
    """Return the records that JSON holds: a list of them, or an object with such a list in `meetings`. NoFeed."""
    records = found.get("meetings") if isinstance(found, dict) else found
    if not isinstance(records, list):
        raise NoFeed(sentences.NOT_A_LIST)
    if not records:
        raise NoFeed(sentences.EMPTY)
    if len(records) > MOST_RECORDS:
        raise NoFeed(sentences.TOO_MANY)
    _check_what_they_are([one for one in records if isinstance(one, dict)])
    return records


def _check_what_they_are(records: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a list in which no record has anything of a meeting. NoFeed."""
    if not records:
        return
    if any(all(fields <= record.keys() for record in records) for fields in OTHERS_OF_BMLT):
        raise NoFeed(sentences.OTHER_OF_BMLT)
    if all(OF_A_MEETING.isdisjoint(record) for record in records):
        raise NoFeed(sentences.NOT_MEETINGS)


def is_program(value: object) -> bool:
    """Tell whether an address runs something where somebody follows it, as `javascript:` does, however it is spaced."""
    return "".join(plain(value, 2000).split()).casefold().startswith(PROGRAMS)


def joined(*parts: str) -> str:
    """Return texts as one, each on a line of its own, as long as a text can be."""
    return "\n".join(filter(None, parts))[:LONGEST_TEXT]


def first_of(record: Mapping[str, Any], names: Sequence[str], most: int) -> str:
    """Return the first of these fields that says something."""
    return next(filter(None, (plain(record.get(name), most) for name in names)), "")
