"""Forms of the meetings somebody saved: when to be reminded, a day on which they were there, who comes along."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.meetings.enums import Way
from alongside.ui import phrases
from alongside.ui.forms import DayInput

CHOICES = [
    ("", _("No reminder")),
    ("15", _("15 minutes before")),
    ("30", _("30 minutes before")),
    ("60", _("An hour before")),
    ("1440", _("A day before")),
]


class ReminderForm(forms.Form):
    """How long before each start the person is reminded; who cannot be told is promised nothing."""

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

    def __init__(self, *args: Any, is_untold: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_untold:
            self.fields["minutes"].help_text = ""


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


class TakeUpForm(forms.Form):
    """To which date of which saved meeting the person goes with who offered to come along, and how."""

    when = forms.ChoiceField(label=_("Which meeting do you go to together?"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How would you like to go?"),
        choices=[(Way.COME, _("We meet there")), (Way.PICK_UP, _("They pick me up"))],
        initial=Way.COME,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, dates: list[tuple[str, str]], can_pick_up: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["when"]).choices = dates
        self.fields["when"].initial = dates[0][0] if dates else None
        if not can_pick_up:
            del self.fields["way"]

    def taken(self) -> dict[str, Any]:
        """Return what was chosen, as the service takes it."""
        saved_id, _bar, day = self.cleaned_data["when"].partition("|")
        way = self.cleaned_data.get("way", Way.COME)
        return {"saved_id": UUID(saved_id), "on_date": date.fromisoformat(day), "way": way}


class AlongForm(forms.Form):
    """Who is asked to come along, on which date, and how."""

    on_date = forms.TypedChoiceField(label=phrases.ON_WHICH_DAY, coerce=date.fromisoformat, widget=forms.RadioSelect)
    who = forms.TypedChoiceField(label=phrases.WHOM_DO_YOU_ASK, coerce=UUID, widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("What do you ask for?"), choices=Way.choices, initial=Way.COME, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("A word to it, if you like"),
        help_text=_("Such as where you would meet, and when."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, people: dict[UUID, str], dates: list[tuple[str, str]], has_a_way: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if not has_a_way:
            del self.fields["way"]
        cast("forms.ChoiceField", self.fields["who"]).choices = [(str(one), name) for one, name in people.items()]
        cast("forms.ChoiceField", self.fields["on_date"]).choices = dates
        self.fields["on_date"].initial = dates[0][0] if dates else None

    def asked(self) -> dict[str, Any]:
        """Return what was chosen, as the service takes it."""
        values = self.cleaned_data
        way = values.get("way", Way.COME)
        return {"tie_id": values["who"], "way": way, **{name: values[name] for name in ("on_date", "words")}}
