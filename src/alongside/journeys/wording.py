"""How milestones and counts of journeys are said to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.journeys.enums import JourneyKind
from alongside.journeys.milestones import A_YEAR, Mark, Unit, mark_of

# From how many days on one speaks roundly of weeks, months and years.
ROUND_WEEKS, ROUND_MONTHS, ROUND_YEARS = 14, 60, 720
# What a journey is called unless its owner calls it something else; who counts something of their own names it.
CALLED: dict[JourneyKind, Promise] = {
    JourneyKind.SOBER: gettext_lazy("My recovery"),
    JourneyKind.MEALS: gettext_lazy("Meals I kept"),
    JourneyKind.PHYSIO: gettext_lazy("My exercises"),
}


def mark_words(mark: Mark) -> str:
    """Say a milestone: "24 hours", "30 days", "6 months", "2 years", "50 times"."""
    if mark.unit is Unit.ACTIONS:
        return times_words(mark.amount)
    if mark.unit is Unit.MONTHS:
        return _months_words(mark.amount)
    return _("24 hours") if mark.amount == 1 else days_words(mark.amount)


def _months_words(months: int) -> str:
    if months % A_YEAR == 0:
        return ngettext("%(count)d year", "%(count)d years", months // A_YEAR) % {"count": months // A_YEAR}
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def days_words(days: int) -> str:
    """Say so many days."""
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def times_words(times: int) -> str:
    """Say so many times."""
    return ngettext("%(count)d time", "%(count)d times", times) % {"count": times}


def count_words(kind: str, count: int) -> str:
    """Say what a journey has counted: "41 days in recovery", "12 times"."""
    if kind == JourneyKind.SOBER:
        return ngettext("%(count)d day in recovery", "%(count)d days in recovery", count) % {"count": count}
    return days_words(count) if kind == JourneyKind.OWN_DAYS else times_words(count)


def round_words(mark: str) -> str:
    """Say a milestone by its name as roundly as it goes: "some days", "some weeks", "some months", "some years"."""
    found = mark_of(mark)
    if found is None or found.unit is Unit.ACTIONS:
        return _("Many times")
    days = found.amount * 30 if found.unit is Unit.MONTHS else found.amount
    if days < ROUND_WEEKS:
        return _("Some days")
    if days < ROUND_MONTHS:
        return _("Some weeks")
    return _("Some months") if days < ROUND_YEARS else _("Some years")
