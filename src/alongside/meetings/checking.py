"""What is wrong with a feed (pure): each fault with slug, field, a sentence, and how to mend it.

An error is why a record, or the whole feed, cannot be used. A warning is what readers have to guess at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from alongside.meetings import sentences
from alongside.meetings.formats import read_feed
from alongside.meetings.listing import Listing
from alongside.meetings.passcodes import parted
from alongside.meetings.programs import NOT_SHOWN, programs
from alongside.meetings.sentences import gettext_noop as _

LONGEST = 12 * 60
FIELD_OF = {
    sentences.NO_SLUG: "slug",
    sentences.SAME_SLUG: "slug",
    sentences.NO_NAME: "name",
    sentences.NO_DAY: "day",
    sentences.NO_TIME: "time",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where, what, and how to mend it."""

    slug: str
    field: str
    sentence: str
    mend: str
    is_error: bool = False


def check(body: bytes, *, of: str, program: str) -> list[Fault]:
    """Return all faults of a feed, those of the whole first, then by record."""
    feed = read_feed(body, of=of, program=program)
    if feed.refusal:
        return [Fault("", "", feed.refusal, _("Nothing of it can be used."), is_error=True)]
    skipped = [Fault(one.slug, FIELD_OF.get(one.reason, ""), one.reason, "", is_error=True) for one in feed.skipped]
    return [*skipped, *(fault for one in feed.listings for fault in _faults(one, program))]


def _faults(listing: Listing, program: str) -> Iterator[Fault]:
    for field, sentence, mend in (*_of_time(listing), *_of_place(listing), *_of_words(listing, program)):
        yield Fault(listing.source_slug, field, sentence, mend)


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


def _of_words(listing: Listing, program: str) -> Found:
    known = programs()[program].types.keys() | NOT_SHOWN
    if set(listing.types) - known:
        yield "types", _("It has a type that its fellowship does not know."), _("Please use the codes of its list.")
    for field in ("notes", "conference_url_notes", "conference_phone_notes", "location_notes", "group_notes"):
        if parted(getattr(listing, field)).hidden:
            yield field, _("A passcode stands in a text that anybody reads."), _("Please give it to those who come.")
