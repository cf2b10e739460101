"""What a steward says about running a meeting."""

from dataclasses import dataclass

from alongside.meetings.enums import Admits, Chat


@dataclass(frozen=True, slots=True)
class RunDetails:
    """How a meeting is run: the code of its format, and its room here, and a call elsewhere."""

    format: str
    held_here: bool = False
    chat: str = Chat.OFF
    admits: str = Admits.MEMBERS
    call_url: str = ""
    call_phone: str = ""
