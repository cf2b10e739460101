"""How soon first posts, and threads that ask for an answer, were answered: by month, for who runs the place."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.groups.unanswered.answers import is_answered
from alongside.groups.unanswered.models import Waiting
from alongside.safety.numbers import FEWEST, Month, MonthlyLine, said

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Median(Aggregate):
    """The middle one of durations, between the two middle ones of an even number (PostgreSQL's `percentile_cont`)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def answered_by_month(zone: ZoneInfo, since: datetime) -> list[MonthlyLine]:
    """Return what came since then and how soon it was answered, by the month in which it was written.

    What was hidden before anybody answered, or whose writer left, is not counted: there was nothing to answer any more.
    """
    took = ExpressionWrapper(F("answered_at") - F("created_at"), output_field=DurationField())
    rows = Waiting.objects.filter(Q(answered_at=None) | is_answered(), created_at__gte=since)
    rows = rows.annotate(month=TruncMonth("created_at", tzinfo=zone))
    found = rows.values("month").annotate(
        came=Count("id"),
        in_time=Count("id", filter=Q(answered_at__lte=F("answer_by"))),
        later=Count("id", filter=Q(answered_at__gt=F("answer_by"))),
        half=Median(took),
    )
    came: dict[Month, str] = {}
    in_time: dict[Month, str] = {}
    later: dict[Month, str] = {}
    half: dict[Month, str] = {}
    for row in found:
        month = row["month"].year, row["month"].month
        came[month], in_time[month], later[month] = (said(row[name]) for name in ("came", "in_time", "later"))
        if row["in_time"] + row["later"] >= FEWEST:
            half[month] = about(row["half"])
    return [
        (_("First posts, and threads that ask for an answer"), came),
        (_("Answered in the time that their group promises"), in_time),
        (_("Answered later"), later),
        (_("Half of what was answered was answered within"), half),
    ]


def about(took: timedelta) -> str:
    """Say a duration as people do: in minutes, from an hour on in hours, from two days on in days; never too short."""
    if took < HOUR:
        minutes = _up(took, timedelta(minutes=1))
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    if took < 2 * DAY:
        hours = _up(took, HOUR)
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    days = _up(took, DAY)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _up(took: timedelta, unit: timedelta) -> int:
    return max(1, -(-took // unit))
