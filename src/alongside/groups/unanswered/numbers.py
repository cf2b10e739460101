"""How soon first posts, and threads that ask for an answer, were answered: by month, for who runs the place."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.groups.unanswered.answers import answers_since
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
    rows = Waiting.objects.filter(created_at__gte=since).annotate(month=TruncMonth("created_at", tzinfo=zone))
    rows = rows.annotate(first=Subquery(answers_since().values("created_at")[:1]))
    was_answered = Q(first__lte=F("answered_at"))
    took = ExpressionWrapper(F("first") - F("created_at"), output_field=DurationField())
    found = rows.filter(Q(answered_at=None) | was_answered).values("month")
    counted = found.annotate(
        came=Count("id"),
        in_time=Count("id", filter=was_answered & Q(first__lte=F("answer_by"))),
        later=Count("id", filter=was_answered & Q(first__gt=F("answer_by"))),
        half=Median(took, filter=was_answered),
    )
    by_month: dict[Month, Any] = {(row["month"].year, row["month"].month): row for row in counted}
    return [
        MonthlyLine(_("First posts, and threads that ask for an answer"), _said(by_month, "came")),
        MonthlyLine(_("Answered in the time that their group promises"), _said(by_month, "in_time")),
        MonthlyLine(_("Answered later"), _said(by_month, "later")),
        MonthlyLine(_("Half of what was answered was answered within"), _halves(by_month), otherwise=""),
    ]


def _said(by_month: Mapping[Month, Any], what: str) -> dict[Month, str]:
    return {month: said(row[what]) for month, row in by_month.items()}


def _halves(by_month: Mapping[Month, Any]) -> dict[Month, str]:
    return {month: about(row["half"]) for month, row in by_month.items() if row["in_time"] + row["later"] >= FEWEST}


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
