"""The form of an ask: one word to it, if the owner likes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles.details import AskDetails
from alongside.circles.texts import ASK_LENGTH


class AskForm(forms.Form):
    """What the owner says to an ask; what is asked stands in the address."""

    words = forms.CharField(
        label=_("A word from you, if you like"),
        help_text=_("They read it together with what you ask. Nobody else sees it."),
        max_length=ASK_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def details(self, support: str, hours: tuple[int, ...] | None) -> AskDetails:
        """Return what is asked, as services take it."""
        return AskDetails(support, hours, self.cleaned_data["words"])
