"""The field somebody writes a message in."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.messaging.enums import Keep
from alongside.messaging.services import LONGEST, Line


def new_request_key() -> str:
    """Return a key that makes a form that is sent twice count once."""
    return uuid4().hex


class MessageForm(forms.Form):
    """One message."""

    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    request_key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=new_request_key)

    def line(self) -> Line:
        """Return what is to be said; call it on a valid form."""
        return Line(text=self.cleaned_data["text"], request_key=self.cleaned_data["request_key"])


class KeepForm(forms.Form):
    """For how long messages are kept."""

    days = forms.TypedChoiceField(label=_("Keep messages for"), choices=Keep.choices, coerce=int)
