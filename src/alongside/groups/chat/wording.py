"""What pages of chat rooms say of time, in sentences."""

from datetime import datetime
from math import ceil

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60


def clock_shown() -> str:
    """Return by which clock times are written for the reader on all pages, as a browser names it: of 24 hours or 12."""
    return "h23" if "H" in get_format("TIME_FORMAT") else "h12"


def moment_words(until: datetime, now: datetime) -> str:
    """Say when it is quiet no more, on the clock of the reader: the time, and the day where it is another."""
    at = timezone.localtime(until)
    moment = date_format(at, "TIME_FORMAT")
    return moment if at.date() == timezone.localtime(now).date() else f"{date_format(at, 'l')}, {moment}"


def quiet_words(moment: str) -> str:
    """Say until when only those who look after the group write in a room."""
    return _(
        "This room is resting until %(moment)s. Until then its hosts and moderators write, and everybody can read. "
        "Your words are welcome again then."
    ) % {"moment": moment}


def slow_words(seconds: int) -> str:
    """Say how often one person may write in a room that goes slowly, '' for one that does not."""
    if not seconds:
        return ""
    if seconds % MINUTE:
        return ngettext(
            "This room goes slowly: one line every %(seconds)d second from each person.",
            "This room goes slowly: one line every %(seconds)d seconds from each person.",
            seconds,
        ) % {"seconds": seconds}
    if seconds == MINUTE:
        return _("This room goes slowly: one line a minute from each person.")
    minutes = seconds // MINUTE
    return ngettext(
        "This room goes slowly: one line every %(minutes)d minute from each person.",
        "This room goes slowly: one line every %(minutes)d minutes from each person.",
        minutes,
    ) % {"minutes": minutes}


def wait_words(seconds: int) -> str:
    """Say when the next line can be sent, never too early: in seconds below a minute, else in about so many minutes."""
    if seconds < MINUTE:
        return ngettext(
            "This room goes slowly, so that everybody keeps up. In %(seconds)d second you can send this.",
            "This room goes slowly, so that everybody keeps up. In %(seconds)d seconds you can send this.",
            seconds,
        ) % {"seconds": seconds}
    minutes = ceil(seconds / MINUTE)
    return ngettext(
        "This room goes slowly, so that everybody keeps up. In about %(minutes)d minute you can send this.",
        "This room goes slowly, so that everybody keeps up. In about %(minutes)d minutes you can send this.",
        minutes,
    ) % {"minutes": minutes}
