"""When something that comes again and again is due, in words."""

from collections.abc import Sequence
from datetime import time

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.kernel.schedule import Freq, Rule, rule_of
from alongside.ui import phrases
from alongside.ui.lists import listed


def schedule_words(rule: str, times: Sequence[time]) -> str:
    """Say on which days and at what times of day it is."""
    return _("%(days)s, at %(times)s") % {
        "days": days_words(rule_of(rule)),
        "times": listed([clock(one) for one in times]),
    }


def clock(at: time) -> str:
    """Say a time of day as the reader's language writes it."""
    return formats.time_format(at)


def days_words(rule: Rule) -> str:
    """Say on which days a rule falls."""
    if rule.freq == Freq.DAILY:
        return _every_days(rule.interval)
    if rule.freq == Freq.MONTHLY:
        return _monthly(rule)
    days = listed([str(WEEKDAYS[day]) for day in sorted(rule.weekdays)])
    if rule.interval == 1:
        return _("Every week on %(days)s") % {"days": days}
    return _("Every %(weeks)d weeks on %(days)s") % {"weeks": rule.interval, "days": days}


def _every_days(days: int) -> str:
    return str(phrases.EVERY_DAY) if days == 1 else _("Every %(days)d days") % {"days": days}


def _monthly(rule: Rule) -> str:
    values = {"months": rule.interval, "day": rule.month_day}
    if rule.month_day == -1:
        last = ngettext("On the last day of every month", "On the last day of every %(months)d months", rule.interval)
        return last % values
    given = ngettext("On day %(day)d of every month", "On day %(day)d of every %(months)d months", rule.interval)
    return given % values
