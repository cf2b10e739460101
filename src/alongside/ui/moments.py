"""How a moment is said to a person: near ones in relation to now, far ones by date, always in their zone."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

_HOUR = timedelta(hours=1)


def say_moment(moment: datetime, *, now: datetime) -> str:
    """Say an aware moment in the active time zone: "5 minutes ago", "today at 14:05", "3 March 2026, 14:05"."""
    if abs(moment - now) < _HOUR:
        minutes = int(abs(moment - now).total_seconds() // 60)
        return _near(minutes, get_language(), is_past=moment <= now)
    local = timezone.localtime(moment)
    return _sentence((local.date() - timezone.localdate(now)).days) % {
        "time": _time(local.hour, local.minute, get_language()),
        "date": _date(local.date(), get_language()),
    }


def _sentence(days: int) -> str:
    if days == -1:
        return gettext("yesterday at %(time)s")
    if days == 0:
        return gettext("today at %(time)s")
    return gettext("tomorrow at %(time)s") if days == 1 else gettext("%(date)s, %(time)s")


# A list says the same few days and hours over and over, and to write one takes longer than to look its row up.
@lru_cache(maxsize=512)
def _time(hour: int, minute: int, _language: str | None) -> str:
    return formats.time_format(time(hour, minute))


@lru_cache(maxsize=512)
def _date(day: date, _language: str | None) -> str:
    return formats.date_format(day)


@lru_cache(maxsize=512)
def _near(minutes: int, _language: str | None, *, is_past: bool) -> str:
    if minutes == 0:
        return gettext("just now") if is_past else gettext("in a moment")
    if is_past:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
