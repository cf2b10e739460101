"""The form in which a host writes a thread that is to open by itself."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import ChosenZoneField
from alongside.groups.models import Regular
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.models import REGULAR_TITLE_LENGTH
from alongside.groups.regular.turns import Plan
from alongside.groups.threads.checks import POST_LENGTH
from alongside.groups.threads.forms import NOTE_HELP
from alongside.groups.threads.models import NOTE_LENGTH
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases
from alongside.ui.schedule_form import time_field


class RegularForm(AsksFirst):
    """A thread that opens by itself: its words, its days and its time."""

    asked = ("title", "text", "note")

    title = forms.CharField(
        label=_("Title"),
        help_text=_("Such as: Pledge of the day. The day is added to it."),
        max_length=REGULAR_TITLE_LENGTH,
    )
    text = forms.CharField(
        label=_("What it begins with"),
        help_text=_("A question, a sentence to go on from. It opens in your name, as the host whose words these are."),
        max_length=POST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(label=phrases.WORD_OF_CARE, help_text=NOTE_HELP, max_length=NOTE_LENGTH, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=phrases.ON_WHICH_DAYS,
        choices=list(WEEKDAYS.items()),
        coerce=int,
        initial=list(WEEKDAYS),
        widget=forms.CheckboxSelectMultiple,
    )
    at = time_field(phrases.AT_WHAT_TIME, required=True)
    zone = ChosenZoneField(phrases.PLACE_IS_READ)
    with_pledge = forms.BooleanField(
        label=_("Show below it what members share of their day"),
        help_text=_("What they set out with, and how they look back on it, as on the page of the group."),
        required=False,
    )

    def details(self) -> RegularDetails:
        """Return what was written."""
        data = self.cleaned_data
        plan = Plan(frozenset(data["weekdays"]), data["at"].replace(second=0, microsecond=0), data["zone"])
        return RegularDetails(data["title"], data["text"], data["note"], plan, data["with_pledge"])


def regular_initial(row: Regular) -> dict[str, Any]:
    """Return what such a thread says now, for the form."""
    return {name: getattr(row, name) for name in RegularForm.base_fields}
