"""What pages of chat rooms say of time, in sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from alongside.accounts.zones import zone_name
from alongside.groups.chat.models import ChatRoom


def clock_shown() -> str:
    """Return by which clock times are written for the reader on all pages, as a browser names it: of 24 hours or 12."""
    return "h23" if "H" in get_format("TIME_FORMAT") else "h12"


def quiet_words(room: ChatRoom, until: datetime, now: datetime) -> str:
    """Say until when only those who look after the group write in a room, on the clocks of the room."""
    there = ZoneInfo(room.zone)
    at = until.astimezone(there)
    moment = date_format(at, "TIME_FORMAT")
    if at.date() != now.astimezone(there).date():
        moment = f"{date_format(at, 'l')}, {moment}"
    return _(
        "This room is resting until %(moment)s (%(zone)s time). Until then its hosts and moderators write, and "
        "everybody can read. Your words are welcome again then."
    ) % {"moment": moment, "zone": zone_name(room.zone)}
