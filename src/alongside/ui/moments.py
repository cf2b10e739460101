"""How a moment is said to a person: near ones in relation to now, far ones by date, always in their zone."""

from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

_HOUR = timedelta(hours=1)


def say_moment(moment: datetime, *, now: datetime) -> str:
    """Say an aware moment in the active time zone: "5 minutes ago", "today at 14:05", "3 March 2026, 14:05"."""
    if abs(moment - now) < _HOUR:
        return _near(moment, now)
    local = timezone.localtime(moment)
    values = {"time": formats.time_format(local), "date": formats.date_format(local)}
    days = (local.date() - timezone.localdate(now)).days
    sentences = {
        -1: gettext("yesterday at %(time)s"),
        0: gettext("today at %(time)s"),
        1: gettext("tomorrow at %(time)s"),
    }
    return sentences.get(days, gettext("%(date)s, %(time)s")) % values


def _near(moment: datetime, now: datetime) -> str:
    minutes = int(abs(moment - now).total_seconds() // 60)
    if minutes == 0:
        return gettext("just now") if moment <= now else gettext("in a moment")
    if moment <= now:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
