"""How one gets into a meeting that is not, or not only, in a room: its address, its number, and the codes for both."""

import re
from dataclasses import dataclass, replace

from alongside.kernel.elsewhere import Elsewhere, dialled, is_number, where_to
from alongside.meetings.enums import Attendance
from alongside.meetings.models import Meeting
from alongside.meetings.passcodes import Parted, is_bare, names_a_secret, parted

# What stands before everything else is the number; no number of the world has more digits (E.164).
NUMBER = re.compile(r"\s*(?P<number>\+?\(?\+?\d[\d ()./-]*\d)(?P<rest>.*)", re.DOTALL)
MOST_DIGITS = 15
# One of North America has ten, or eleven with the 1 before them; what comes next is no part of it.
AMERICAN = re.compile(r"(?:[+(]*1(?:\D*\d){10}|\(?[2-9](?:\D*\d){9})(?!\d)")
# No other, once it has ten, goes on with four at once, or after more than a blank, a point or a dash.
ANY_OTHER = re.compile(r"(?:\D*\d){10}.*?(?=[ ()./-]\d{4}|[ ()./-]{2}|[/(])")
# How a program writes that it waits before it types on, and what stands between a number and its code.
PAUSES, JOINTS = re.compile(r"[,\s]+"), " .,;:/-\n"
NO_WORDS = JOINTS + "#*"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to ring, '' when there is none that can be told from its code; words after it; the code behind it.

    The addresses have a phone ring the number: alone, and with the code typed after it.
    """

    number: str = ""
    words: str = ""
    code: str = ""
    address: str = ""
    address_with_code: str = ""


@dataclass(frozen=True, slots=True)
class WayIn:
    """Where one joins and whose server that is, by which number, what is said about it, and the codes, for who asks."""

    url: str
    elsewhere: Elsewhere | None
    phone: Phone | None
    notes: list[Parted]
    codes: list[str]

    @property
    def is_there(self) -> bool:
        """Tell whether one can join without being in the room."""
        return bool(self.url or self.phone)

    @property
    def is_to_be_told(self) -> bool:
        """Tell whether there is something to say though one joins nowhere else, such as the code of a door."""
        return not self.is_there and bool(self.notes or self.has_codes)

    @property
    def has_codes(self) -> bool:
        """Tell whether there is something to show to who asks for it."""
        return bool(self.codes or (self.phone and self.phone.code))


def way_in(meeting: Meeting) -> WayIn:
    """Return how one gets into a meeting."""
    is_online = meeting.attendance != Attendance.IN_PERSON
    elsewhere = where_to(meeting.conference_url) if is_online else None
    said = [text for text in (meeting.conference_url_notes, meeting.conference_phone_notes) if text]
    around = [text for text in (meeting.location_notes, meeting.notes, meeting.group_notes) if text]
    hiding = [*said, *around, meeting.conference_url]
    return WayIn(
        url=meeting.conference_url if elsewhere else "",
        elsewhere=elsewhere,
        phone=phone_of(meeting.conference_phone) if meeting.conference_phone else None,
        notes=[parted(text) for text in said if not is_bare(text)],
        codes=[code for text in hiding for code in parted(text).hidden],
    )


def phone_of(text: str) -> Phone:
    """Part a number from the code that stands behind it, however somebody wrote that."""
    found = NUMBER.fullmatch(text)
    if found is None or sum(map(str.isdigit, found["number"])) > MOST_DIGITS:
        return Phone(code=text.strip())
    number = _alone(found["number"])
    rest = found["number"].removeprefix(number) + found["rest"]
    phone = Phone(number, address=dialled(number))
    if not any(map(str.isdigit, rest)):
        said = rest.strip(NO_WORDS)
        return replace(phone, code=said) if names_a_secret(said) else replace(phone, words=said)
    if not rest.startswith(","):
        return replace(phone, code=rest.strip(JOINTS))
    typed = [part for part in PAUSES.split(rest) if part.strip("#")]
    whole = dialled(text.strip()) if is_number(text.strip()) else ""
    return replace(phone, code=" ".join(typed), address_with_code=whole)


def _alone(number: str) -> str:
    """Return a number without the code that somebody wrote behind it as if it were a part of it."""
    found = AMERICAN.match(number) or ANY_OTHER.match(number)
    return found[0] if found else number
