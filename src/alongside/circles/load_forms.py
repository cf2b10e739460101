"""Forms about carrying for others: a thank-you, and the burnout check."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles.burnout import Answers
from alongside.circles.burnout_wording import answer_choices, item_words
from alongside.circles.texts import THANKS_LENGTH


class ThanksForm(forms.Form):
    """A word of thanks; `key` makes a form that is sent twice count once."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_("A sentence is plenty. Only they can read it, and nobody counts how often you say it."),
        max_length=THANKS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=lambda: uuid4().hex)


class BurnoutForm(forms.Form):
    """The six questions of the personal scale; each may be left open."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.update({key: _question(words) for key, words in item_words()})

    def answers(self) -> Answers:
        """Return the answers in the order of the scale, None for what was left open."""
        return tuple(self.cleaned_data[key] for key, _words in item_words())


def _question(words: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=words, choices=answer_choices(), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
