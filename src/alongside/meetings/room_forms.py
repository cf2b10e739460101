"""The forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.meetings.room_models import NAME_LENGTH
from alongside.meetings.services.room_words import LINE_LENGTH, NOTE_LENGTH
from alongside.meetings.services.rooms import Coming


class EnterForm(forms.Form):
    """Under which name somebody comes in."""

    name = forms.CharField(
        label=_("Your name in this room"),
        max_length=NAME_LENGTH,
        help_text=_("It may be another one than your alias. It is forgotten when the meeting ends."),
    )
    is_new = forms.BooleanField(
        label=_("I am here for the first time"),
        required=False,
        help_text=_("Others see it, so that somebody can say hello."),
    )

    def coming(self) -> Coming:
        """Return what was said."""
        return Coming(self.cleaned_data["name"], is_new=self.cleaned_data["is_new"])


class LineForm(forms.Form):
    """A line for all."""

    words = forms.CharField(label=_("A line for all"), max_length=LINE_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(forms.Form):
    """How somebody is, for who leads the meeting."""

    words = forms.CharField(
        label=_("What you would like them to know"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
