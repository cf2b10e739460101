"""The form with which a host of a group begins a meeting of it."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from alongside.meetings.organise_forms import MeetingForm
from alongside.meetings.run_details import RunDetails
from alongside.meetings.run_forms import RunForm, format_choices


class GroupMeetingForm(MeetingForm):
    """A meeting of a group: what is said of every meeting, whether it is held here, and how it goes."""

    held_here = forms.BooleanField(
        label=RunForm.base_fields["held_here"].label,
        help_text=_("Then an address elsewhere is not needed. In the room people go by their alias of this group."),
        required=False,
        initial=True,
    )
    format = forms.ChoiceField(
        label=RunForm.base_fields["format"].label,
        help_text=RunForm.base_fields["format"].help_text,
        choices=lazy(format_choices, list),
        widget=forms.RadioSelect,
        initial="open-circle",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["notes"].help_text = _("Whoever sees the meeting reads this.")

    def run_details(self) -> RunDetails:
        """Return how it is run."""
        return RunDetails(format=self.cleaned_data["format"], held_here=self.cleaned_data["held_here"])
