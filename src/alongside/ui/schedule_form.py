"""The part of a form that asks on which days and at what times something is."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.kernel.schedule import MOST_TIMES, Freq, Rule, rule_of
from alongside.ui import phrases


class Days:
    """How days are chosen."""

    DAILY, WEEKLY, EVERY_FEW, MONTHLY = "daily", "weekly", "every_few", "monthly"


def days_field(*others: tuple[str, Any]) -> forms.ChoiceField:
    """Return the field that asks for the kind of days; `others` are choices of a form's own."""
    return forms.ChoiceField(
        label=phrases.ON_WHICH_DAYS,
        choices=[
            (Days.DAILY, phrases.EVERY_DAY),
            (Days.WEEKLY, _("On days of the week")),
            (Days.EVERY_FEW, _("Every few days")),
            (Days.MONTHLY, _("Once a month")),
            *others,
        ],
        initial=Days.DAILY,
        widget=forms.RadioSelect,
    )


def time_field(label: Any, *, required: bool = False) -> forms.TimeField:
    """Return a field for a time of day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}), required=required)


class ScheduleForm(forms.Form):
    """Days and times of day; a form built on it may have more times, `time4` and on."""

    days = days_field()
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"),
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    every = forms.IntegerField(
        label=_("Every how many days or weeks?"),
        help_text=_("1 is every day or every week, 2 is every second one."),
        min_value=1,
        max_value=12,
        initial=1,
        required=False,
    )
    month_day = forms.IntegerField(
        label=_("On which day of the month?"),
        help_text=_("From 1 to 28, only for once a month."),
        min_value=1,
        max_value=28,
        initial=1,
        required=False,
    )
    time1 = time_field(phrases.AT_WHAT_TIME, required=True)
    time2 = time_field(_("And a second time, if you like"))
    time3 = time_field(_("And a third time, if you like"))
    stays = forms.BooleanField(
        label=_("Keep to the clock of home when I travel"),
        help_text=_("Without this it goes by the clock of where you are."),
        required=False,
    )

    def rule(self) -> str:
        """Return the rule of days that was chosen, as RFC 5545 writes it."""
        data = self.cleaned_data
        every = data["every"] or 1
        if data["days"] == Days.WEEKLY:
            return Rule(Freq.WEEKLY, every, frozenset(map(int, data["weekdays"]))).text()
        if data["days"] == Days.MONTHLY:
            return Rule(Freq.MONTHLY, month_day=data["month_day"] or 1).text()
        return Rule(Freq.DAILY, every if data["days"] == Days.EVERY_FEW else 1).text()

    def times(self) -> tuple[time, ...]:
        """Return the times of day that were given."""
        given = (self.cleaned_data.get(f"time{number}") for number in range(1, MOST_TIMES + 1))
        return tuple(one for one in given if one)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("days") == Days.WEEKLY and not data.get("weekdays"):
            self.add_error("weekdays", _("Please choose at least one day of the week."))
        return data


def schedule_initial(rule_text: str, times: Sequence[time]) -> dict[str, Any]:
    """Return what the form says for a rule, as RFC 5545 writes it, and times."""
    rule = rule_of(rule_text)
    days = {Freq.WEEKLY: Days.WEEKLY, Freq.MONTHLY: Days.MONTHLY}.get(rule.freq, Days.DAILY)
    if rule.freq == Freq.DAILY and rule.interval > 1:
        days = Days.EVERY_FEW
    return {
        "days": days,
        "every": rule.interval,
        "weekdays": [str(day) for day in sorted(rule.weekdays)],
        "month_day": max(rule.month_day, 1),
        **{f"time{number}": at for number, at in enumerate(times, start=1)},
    }
