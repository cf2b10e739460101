"""Forms of the meetings somebody saved: when to be reminded, and a day on which they were there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles.forms_agreements import DayInput

CHOICES = [
    ("", _("No reminder")),
    ("15", _("15 minutes before")),
    ("30", _("30 minutes before")),
    ("60", _("An hour before")),
    ("1440", _("A day before")),
]


class ReminderForm(forms.Form):
    """How long before each start the person is reminded."""

    minutes = forms.TypedChoiceField(
        label=_("When should we remind you?"),
        help_text=_(
            "The message names no meeting, only that something begins soon. It comes at that minute, in your quiet "
            "hours as well: you ask for it yourself, and later it would be of no use."
        ),
        choices=CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
    )


class ThereForm(forms.Form):
    """A day on which the person was there."""

    on_date = forms.DateField(label=_("On which day were you there?"), widget=DayInput)


class CalendarForm(forms.Form):
    """What stands in the person's calendar instead of the name of a meeting."""

    words = forms.CharField(
        label=_("What should it be called in your calendar?"),
        help_text=_("Leave it empty for “Appointment”. Every meeting is called the same there."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
