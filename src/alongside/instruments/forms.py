"""Forms of questionnaires: their questions, when they are asked again, and who reads the numbers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alongside.circles.choosing import TiesField, offer_people
from alongside.instruments.retake import Every
from alongside.instruments.scoring import Answers, Instrument, Item, leads_to_help
from alongside.instruments.wording import EVERY, NEVER, said
from alongside.ui import phrases

AS_IT_IS = "as_it_is"
STILL_OPEN = _("This one is still open.")


class TakeForm(forms.Form):
    """The questions of one questionnaire.

    Where some are left open it asks once whether that is meant, unless an answer leads to help: that comes first.
    """

    def __init__(self, *args: Any, instrument: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instrument = instrument
        self.fields.update({item.key: _question(place, item) for place, item in enumerate(instrument.items, 1)})

    def clean(self) -> dict[str, Any]:
        """Refuse when nothing is answered, and ask about what is left open."""
        given: dict[str, Any] = super().clean() or {}
        if leads_to_help(self.instrument, given):
            # Help comes before everything else: what cannot be an answer counts as left open.
            self.errors.clear()
            return given
        left = [key for key in self.fields if given.get(key) is None]
        if self.errors or not left:
            return given
        if len(left) == len(self.fields):
            self.add_error(None, phrases.NOTHING_ANSWERED)
        elif AS_IT_IS not in self.data:
            for key in left:
                self.add_error(key, STILL_OPEN)
        return given

    @property
    def is_nearly_whole(self) -> bool:
        """Tell whether it could be kept as it is, with what is left open."""
        return bool(self.errors) and all(STILL_OPEN in errors for errors in self.errors.values())

    def answers(self) -> Answers:
        """Return the answers by item, None for what was left open."""
        return {key: self.cleaned_data.get(key) for key in self.fields}


def _question(place: int, item: Item) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=format_html("{}. {}", place, said(item.words)),
        choices=[(option.value, said(option.words)) for option in item.options],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class RhythmForm(forms.Form):
    """How often somebody wants to be reminded: never, until they choose otherwise."""

    every = forms.TypedChoiceField(
        label=_("When do you want to take it again?"),
        help_text=_(
            "One short message on that day, which does not say what it is about. Each time you take it, the time "
            "begins anew."
        ),
        choices=[("", NEVER), *EVERY.items()],
        coerce=Every,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class ShareForm(forms.Form):
    """Who may read the numbers of a questionnaire: nobody until somebody is chosen."""

    readers = TiesField(label=_("Who may read your numbers?"))

    def __init__(self, *args: Any, people: dict[UUID, str], chosen: list[UUID], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"readers": [str(one) for one in chosen]}})
        offer_people(self, people)
