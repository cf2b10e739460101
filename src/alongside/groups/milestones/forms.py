"""The form in which a member says that they reached something, in a word of the group."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.groups.threads.checks import POST_LENGTH
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases
from alongside.ui.celebrations import Marked


class MilestoneForm(AsksFirst):
    """Which word of the group it is; how long, and more, only if they like."""

    asked = ("how_long", "text")

    word = forms.ChoiceField(label=_("What do you celebrate?"), widget=forms.RadioSelect)
    how_long = forms.CharField(
        label=_("How long, or how often, if you like to say it"),
        help_text=_("As round as you want: “some months” is fine. Nothing here is counted or compared."),
        max_length=40,
        required=False,
    )
    text = forms.CharField(
        label=phrases.WORDS_TO_IT,
        max_length=POST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, words: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["word"].choices = [(word, word) for word in words]  # type: ignore[attr-defined]  # a ChoiceField

    def marked(self) -> Marked:
        """Return what was said."""
        data = self.cleaned_data
        return Marked(data["word"], data["how_long"], data["text"])
