"""Hours of a week in plain words, the one way in which they are said: “every night between 23:00 and 07:00”.

`wording.hours_words` says the same where it stands by itself.
"""

from collections.abc import Collection

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.circles.coverage import ALWAYS, Mask, mask_of
from alongside.circles.runs import Run, runs_of
from alongside.ui import phrases
from alongside.ui.lists import listed

# A sentence with more runs than that is harder to take in than the week's grid.
MOST_RUNS = 4
# What goes on for longer than that over midnight is no night.
LONGEST_NIGHT = 14


def when_words(hours: Mask) -> str:
    """Say when these hours are; when they are scattered over the week, how many there are."""
    runs = runs_of(hours)
    if len(runs) > MOST_RUNS:
        count = hours.bit_count()
        return ngettext("in %(hours)d hour of the week", "in %(hours)d hours of the week", count) % {"hours": count}
    return all_words(hours)


def all_words(hours: Mask) -> str:
    """Say when these hours are, run by run, however many there are."""
    return _("at any hour") if hours == ALWAYS else listed([_run_words(run) for run in runs_of(hours)])


def needed_words(hours: Collection[int] | None) -> str:
    """Say when something is needed: no hours are any hour, None is when it does not matter when."""
    if hours is None:
        return str(phrases.NO_MATTER_WHEN)
    return capfirst(when_words(mask_of(hours) or ALWAYS))


def _run_words(run: Run) -> str:
    values = {
        "begin": _on_the_clock(run.from_hour),
        "end": _on_the_clock(run.to_hour),
        "days": days_words(run.weekdays),
        "first": str(WEEKDAYS_ABBR[run.weekdays[0]]),
        "last": str(WEEKDAYS_ABBR[run.last_weekday]),
    }
    return _sentence_of(run) % values


def _sentence_of(run: Run) -> str:
    if run.is_whole_day:
        return _("all day (%(days)s)")
    if run.days_on == 0:
        every = _("every day between %(begin)s and %(end)s")
        return every if run.is_daily else _("between %(begin)s and %(end)s (%(days)s)")
    if run.is_over_midnight and run.hours > LONGEST_NIGHT:
        every = _("every day from %(begin)s until %(end)s on the next day")
        return every if run.is_daily else _("from %(begin)s until %(end)s on the next day (%(days)s)")
    if run.is_over_midnight:
        every = _("every night between %(begin)s and %(end)s")
        return every if run.is_daily else _("between %(begin)s and %(end)s in the nights of %(days)s")
    return _("from %(first)s at %(begin)s until %(last)s at %(end)s")


def days_words(weekdays: tuple[int, ...]) -> str:
    """Say weekdays (0 = Monday) in short: `Mon–Fri`, or `Sat, Sun`."""
    names = [str(WEEKDAYS_ABBR[weekday]) for weekday in weekdays]
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _on_the_clock(hour: int) -> str:
    return f"{hour:02}:00"
