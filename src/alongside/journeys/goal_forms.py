"""Forms of goals: one with its steps, and who asks about it on which day."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.journeys.details import TITLE_LENGTH
from alongside.ui import phrases
from alongside.ui.forms import DayInput


class GoalForm(forms.Form):
    """A goal, and its steps one a line."""

    title = forms.CharField(
        label=phrases.WHAT_TO_DO,
        help_text=_("Something small that you can tell has happened, such as: walk to the river twice this week."),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    steps = forms.CharField(
        label=phrases.STEPS_TO_IT,
        help_text=_("One on each line, as small as you like. You can leave it empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def lines(self) -> list[str]:
        """Return the steps."""
        return [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]


class AskForm(forms.Form):
    """Who asks about a goal, and on which day."""

    who = forms.TypedChoiceField(label=_("Who asks you?"), coerce=UUID, widget=forms.RadioSelect)
    day = forms.DateField(label=phrases.ON_WHICH_DAY, widget=DayInput)

    def __init__(self, *args: Any, people: dict[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(tie_id), name) for tie_id, name in people.items()]
        label = self.fields["who"].label
        self.fields["who"] = forms.TypedChoiceField(label=label, coerce=UUID, choices=choices, widget=forms.RadioSelect)
