"""What a name, a place or a note says of how people meet, against what the fields say (pure).

"Upper Darby (Online Only)" is no room to go to, whatever its types say, and "(SUSPENDED) Hair of the Dog" is not held.
Of notes a whole sentence has to say so: "Inclement weather zoom only." and "Meetings suspended on Christmas Day." speak
of some days.
"""

import re
from dataclasses import replace

from alongside.meetings import sentences
from alongside.meetings.listing import Listing
from alongside.meetings.programs import ONLINE

_ONLY_ONLINE = re.compile(r"(?i)\b(?:online|zoom|virtual)[ -]only\b")
_WHOLLY_ONLINE = re.compile(
    r"(?i)(?:(?:this|the|our|meeting|we|group|is|are|currently|now|held) )*"
    r"(?:(?:online|zoom|virtual)[ -]only|(?:only|exclusively) (?:online|on zoom|virtual))"
)
_SUSPENDED = re.compile(
    r"(?i)(?:^\W*suspended\W*[:)\]–—-]|\b(?:temporarily|in[ -]person|meetings?) suspended\b|[(\[]\s*suspended\b"
    r"|(?:^|[:,/–—-]\s*)suspended\s*(?:[)\]]|until\b|$))(?!\s+(?:on|in|during|when|while|if|over|every|each)\b)"
)
_MEETING_SUSPENDED = re.compile(
    r"(?i)(?:(?:this|the|our|all|group|in[ -]person|currently|temporarily) )*meetings?"
    r"(?: (?:is|are|has|have|been|currently|now|temporarily|indefinitely))* suspended"
    r"(?: (?:until further notice|for now|for the time being|at this time|temporarily|indefinitely"
    r"|due to (?:the )?(?:covid|corona|pandemic|lack of|low attendance).*))*"
)
_ALSO_ONLINE = re.compile(r"(?i)[(\[](?:online|zoom|virtual)[)\]]")
_SENTENCE = re.compile(r"[.!;\n]+|\s[–—-]+\s")
_FULL_STOP = re.compile(r"[.!;\n]+")


def as_said(listing: Listing) -> Listing:
    """Return a listing with what its words say: held online alone, or closed for now."""
    words = f"{listing.name} {listing.location} {listing.notes} {listing.location_notes}".casefold()
    if "only" in words and listing.attendance != "online" and _is_only_online(listing):
        return replace(listing, attendance="online")
    if "suspended" in words and not listing.is_closed and listing.attendance != "online" and _is_suspended(listing):
        return _suspended(listing)
    return listing


def _suspended(listing: Listing) -> Listing:
    """Return a listing without its room, or closed for now, and a remark for whoever looks after its source."""
    field = "name" if _SUSPENDED.search(listing.name) else "notes"
    if _has_way_in(listing):
        remarks = (*listing.remarks, (field, sentences.ROOM_SUSPENDED))
        return replace(listing, attendance="online", remarks=remarks)
    return replace(listing, is_closed=True, remarks=(*listing.remarks, (field, sentences.SUSPENDED)))


def _is_only_online(listing: Listing) -> bool:
    sentences = _SENTENCE.split(f"{listing.notes}\n{listing.location_notes}")
    is_whole = any(_WHOLLY_ONLINE.fullmatch(one.strip()) for one in sentences)
    return is_whole or any(_ONLY_ONLINE.search(text) for text in (listing.name, listing.location))


def _is_suspended(listing: Listing) -> bool:
    said = _FULL_STOP.split(f"{listing.notes}\n{listing.location_notes}")
    # "Movers and Shakers meeting suspended": by its name it speaks of itself.
    own = (one.strip().removeprefix(listing.name).strip(" –—-") for one in said)
    return bool(_SUSPENDED.search(listing.name)) or any(_MEETING_SUSPENDED.fullmatch(one) for one in own)


def _has_way_in(listing: Listing) -> bool:
    """Tell whether people still meet online while their room is closed."""
    is_said = ONLINE in listing.types or _ALSO_ONLINE.search(listing.name)
    return bool(listing.conference_url or listing.conference_phone or is_said)
