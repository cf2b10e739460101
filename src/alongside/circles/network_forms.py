"""Forms on the network: whom somebody knows, and what a map is narrowed to."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.circles.coverage import Mask, mask_of
from alongside.circles.map_view import Asked, Ground
from alongside.circles.wording import ANY_HOUR
from alongside.ui import phrases

DAYS = range(7)
HOURS = range(24)


class KnowsForm(forms.Form):
    """Whom of the same circle somebody knows."""

    knows = forms.TypedMultipleChoiceField(
        label=_("They know"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Sequence[tuple[UUID, str]], known: Collection[UUID], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"knows": [str(one) for one in known]}})
        _choose(self.fields["knows"], [(str(tie_id), name) for tie_id, name in others])


class MapForm(forms.Form):
    """What a map is narrowed to; an address that asks for what is not there asks for less."""

    need = forms.TypedChoiceField(label=phrases.WHAT_YOU_NEED, coerce=UUID, empty_value=None, required=False)
    day = forms.TypedChoiceField(label=_("Day"), coerce=int, empty_value=None, required=False)
    hour = forms.TypedChoiceField(label=_("Hour"), coerce=int, empty_value=None, required=False)
    without = forms.TypedChoiceField(label=_("Without this person"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, ground: Ground, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self.fields["need"], [("", _("Anything")), *((str(need.id), need.words) for need in ground.needs)])
        _choose(self.fields["day"], [("", _("Any day")), *((str(day), WEEKDAYS[day]) for day in DAYS)])
        _choose(self.fields["hour"], [("", ANY_HOUR), *((str(hour), f"{hour:02}:00") for hour in HOURS)])
        people = ((str(tie_id), name) for tie_id, name in ground.with_you)
        _choose(self.fields["without"], [("", _("Everybody is there")), *people])

    def asked(self) -> Asked:
        """Return what was asked for, as far as it is known here."""
        self.full_clean()
        known = self.cleaned_data if self.is_bound else {}
        day, hour = known.get("day"), known.get("hour")
        return Asked(known.get("need"), _hours(day, hour), known.get("without"))


def _hours(day: int | None, hour: int | None) -> Mask | None:
    """Return the hours of the week that are that day's, or that hour of every day, or both at once."""
    if day is None and hour is None:
        return None
    days, hours = DAYS if day is None else [day], HOURS if hour is None else [hour]
    return mask_of(one_day * 24 + one_hour for one_day in days for one_hour in hours)


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
    field.choices = choices
