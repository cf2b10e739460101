"""What is wrong with a feed (pure): each fault with slug, field, a sentence, and how to mend it.

An error is why a record, or the whole feed, cannot be used. A warning is what readers have to guess at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from alongside.meetings import sentences
from alongside.meetings.formats import read_feed
from alongside.meetings.listing import Feed, Listing
from alongside.meetings.passcodes import parted
from alongside.meetings.programs import NOT_SHOWN, PLAIN, programs
from alongside.meetings.sentences import gettext_noop as _

LONGEST = 12 * 60
SHOWN_SLUGS = 3
SHOWN_CODES = 20
FIELD_OF = {
    sentences.NO_SLUG: "slug",
    sentences.SAME_SLUG: "slug",
    sentences.NO_NAME: "name",
    sentences.NO_DAY: "day",
    sentences.NO_TIME: "time",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where, what, and how to mend it; `value` is what it is about, such as a type code."""

    slug: str
    field: str
    sentence: str
    mend: str
    is_error: bool = False
    value: str = ""


@dataclass(slots=True)
class Faults:
    """The same fault of one record or more: the first of them, how many there are, the slugs of the first ones."""

    fault: Fault
    records: int = 0
    slugs: list[str] = field(default_factory=list)


def check(body: bytes, *, of: str, program: str = "", today: date | None = None) -> list[Fault]:
    """Return all faults of a feed, those of the whole first, then by record; `program` is '' where nobody said it."""
    feed = read_feed(body, of=of, program=program or PLAIN, today=today)
    if feed.refusal:
        return [Fault("", "", feed.refusal, _("Nothing of it can be used."), is_error=True)]
    whole = [] if program else _of_another(feed)
    skipped = [Fault(one.slug, FIELD_OF.get(one.reason, ""), one.reason, "", is_error=True) for one in feed.skipped]
    return [*whole, *skipped, *_once_a_record(feed.listings, program)]


def together(faults: Iterable[Fault]) -> list[Faults]:
    """Return the same fault of several records as one, in the order of the first of each."""
    found: dict[tuple[str, ...], Faults] = {}
    for one in faults:
        same = found.setdefault((one.field, one.sentence, one.value), Faults(one))
        same.records += 1
        if len(same.slugs) < SHOWN_SLUGS:
            same.slugs.append(one.slug)
    return list(found.values())


def _of_another(feed: Feed) -> list[Fault]:
    """Return, once for all records, the codes that Meeting Guide's own list does not have."""
    known = programs()[PLAIN].types.keys() | NOT_SHOWN
    codes = Counter(code for one in feed.listings if not one.program for code in one.types if code not in known)
    named = sorted(codes, key=lambda code: (-codes[code], code))[:SHOWN_CODES]
    mend = _("Please say whose meetings these are: the same code says different things in different fellowships.")
    return [Fault("", "types", _("A code of another fellowship?"), mend, value=", ".join(named))] if named else []


def _once_a_record(listings: Iterable[Listing], program: str) -> Iterator[Fault]:
    """Return the faults of each listing; what a record says wrong of several days counts once."""
    told: set[tuple[object, ...]] = set()
    for one in listings:
        for fault in _faults(one, program):
            same = (one.record, fault.field, fault.sentence, fault.value)
            if same not in told:
                told.add(same)
                yield fault


def _faults(listing: Listing, program: str) -> Iterator[Fault]:
    for name, sentence in listing.remarks:
        yield Fault(listing.source_slug, name, sentence, "")
    for field_name, sentence, mend in (*_of_time(listing), *_of_place(listing), *_of_words(listing)):
        yield Fault(listing.source_slug, field_name, sentence, mend)
    if whose := listing.program or program:
        known = programs()[whose].types.keys() | NOT_SHOWN
        sentence, mend = _("It has a type that its fellowship does not know."), _("Please use the codes of its list.")
        for code in sorted(set(listing.types) - known):
            yield Fault(listing.source_slug, "types", sentence, mend, value=code)


Found = Iterator[tuple[str, str, str]]


def _of_time(listing: Listing) -> Found:
    if not listing.timezone and (listing.latitude is None or listing.attendance == "online"):
        yield "timezone", _("It names no time zone."), _("Please write one like America/New_York.")
    if listing.rhythm == "by_appointment" and {"day", "time"} & listing.extra.keys():
        yield "day", _("It has a day or a time, but not both."), _("Please write both, or none for by appointment.")
    if listing.duration_min and listing.duration_min > LONGEST:
        yield "end_time", _("It lasts more than twelve hours."), _("Please look at whether its end is right.")


def _of_place(listing: Listing) -> Found:
    is_held_somewhere = listing.attendance != "online"
    if is_held_somewhere and listing.latitude is None:
        yield "latitude", _("It has no point on the map."), _("Please write latitude and longitude as numbers.")
    if is_held_somewhere and not (listing.formatted_address or listing.street):
        yield "formatted_address", _("It has no address."), _("Please write one that a map can find.")
    if not is_held_somewhere and not (listing.conference_url or listing.conference_phone):
        yield "conference_url", _("It is online, but says no way in."), _("Please write an address or a number.")


def _of_words(listing: Listing) -> Found:
    for name in ("notes", "conference_url_notes", "conference_phone_notes", "location_notes", "group_notes"):
        if parted(getattr(listing, name)).hidden:
            yield name, _("A passcode stands in a text that anybody reads."), _("Please give it to those who come.")
