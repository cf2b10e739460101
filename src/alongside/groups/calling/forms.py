"""The forms of calls to quiet members: saying yes to them, and what one came to."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import ChosenZoneField
from alongside.groups.calling.details import CallDetails
from alongside.groups.calling.enums import Outcome, PartOfDay, Way
from alongside.groups.calling.models import CallWish
from alongside.groups.calling.quiet import BETWEEN, FURTHEST
from alongside.groups.sealing import CALL_NUMBER
from alongside.kernel.sealed import unseal
from alongside.ui import phrases
from alongside.ui.forms import DayInput


class WishForm(forms.Form):
    """How and when somebody wants to be called once they are quiet."""

    way = forms.ChoiceField(
        label=_("How would you like to be called?"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.MESSAGE
    )
    number = forms.CharField(
        label=_("Your number, if you want to be rung up"),
        help_text=_("It is kept sealed. Only who has said that they will call you reads it, and until then nobody."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=phrases.ON_WHICH_DAYS,
        choices=list(WEEKDAYS.items()),
        coerce=int,
        initial=list(WEEKDAYS),
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(
        label=_("When does it suit you?"), choices=PartOfDay.choices, widget=forms.RadioSelect, initial=PartOfDay.ANY
    )
    zone = ChosenZoneField(
        _(
            "So that nobody calls you at night. Those who greet here see what time it is there, and whoever calls you "
            "reads the name of this place. It need not be where you are."
        )
    )

    def details(self) -> CallDetails:
        """Return what was chosen."""
        data = self.cleaned_data
        return CallDetails(data["way"], frozenset(data["weekdays"]), data["part"], data["zone"], data["number"])


def wish_initial(row: CallWish | None) -> dict[str, Any]:
    """Return what somebody has chosen, for the form."""
    if row is None:
        return {}
    number = unseal(row.number_sealed, what=CALL_NUMBER) or ""
    return {"way": row.way, "number": number, "weekdays": row.weekdays, "part": row.part, "zone": row.zone}


# Of a call that was a message.
WRITTEN = {
    Outcome.REACHED: _("We wrote to each other"),
    Outcome.NOT_REACHED: _("I wrote, and no answer came"),
    Outcome.MORE: _("We wrote to each other, and they wish for more of it"),
    Outcome.NO_CALLS: _("They want no such messages any more"),
}


class OutcomeForm(forms.Form):
    """What a call came to, rung or written (`is_rung`), and when the next one is."""

    outcome = forms.ChoiceField(label=_("What did it come to?"), choices=Outcome.choices, widget=forms.RadioSelect)
    next_on = forms.DateField(
        label=_("The next date, if you agreed on one"),
        help_text=_(
            "From a week on. Without a date they are called when they are quiet again; who was not reached, or wishes "
            "for more, in a week."
        ),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, today: date, is_rung: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 - it is written above
        if not is_rung:
            outcome.choices = list(WRITTEN.items())
        bounds = {"min": today + BETWEEN, "max": today + FURTHEST - timedelta(days=1)}
        self.fields["next_on"].widget.attrs.update({name: day.isoformat() for name, day in bounds.items()})
