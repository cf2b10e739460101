"""Forms of medication: a medicine, what is written down about one time, and who sees the log."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles.choosing import TiesField, offer_people
from alongside.circles.texts import NAME_LENGTH
from alongside.medication.details import Draft, When
from alongside.medication.enums import Again, Answer
from alongside.medication.models import Entry
from alongside.medication.services.writing import HOW_LENGTH
from alongside.ui import phrases
from alongside.ui.schedule_form import ScheduleForm, days_field, time_field

NEED = "need"


class MedicineForm(ScheduleForm):
    """A medicine in its person's own words, when it is planned, and whether they are reminded."""

    name = forms.CharField(label=_("What is the medicine called?"), max_length=NAME_LENGTH)
    how = forms.CharField(
        label=_("How do you take it?"),
        help_text=_("In your words, or as it stands on the label. Only you read this."),
        max_length=HOW_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = days_field((NEED, phrases.WHEN_I_NEED_IT))
    time4 = time_field(_("And a fourth time, if you like"))
    reminds = forms.BooleanField(
        label=_("Remind me when it is time"),
        help_text=_("The message says nothing about medication."),
        required=False,
        initial=True,
    )
    again = forms.TypedChoiceField(
        label=_("Remind me gently once more, if I wrote nothing down?"),
        choices=[("", _("No, once is enough")), *Again.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    is_private = forms.BooleanField(
        label=_("Show this one to nobody"),
        help_text=_("Whoever may see your log sees nothing of this medicine."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time1"].required = False
        self.order_fields(["name", "how", "days", "time1", "time2", "time3", "time4"])

    def draft(self, home: str) -> Draft:
        """Return what was written down; `home` is the zone that it keeps to if it does not travel along."""
        data = self.cleaned_data
        when = When(
            times=self.times(),
            rule=self.rule(),
            zone=home if data["stays"] else None,
            reminds=data["reminds"],
            again=data["again"] if data["reminds"] else None,
        )
        planned = None if data["days"] == NEED else when
        return Draft(name=data["name"], how=data["how"], when=planned, is_private=data["is_private"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("days") != NEED and "time1" in data and not self.times():
            self.add_error("time1", _("Please give a time of day, or choose “When I need it”."))
        return data


class EntryForm(forms.Form):
    """What is written down about one time that was planned."""

    answer = forms.ChoiceField(
        label=_("What is written down?"),
        choices=[*Answer.choices, ("", phrases.NOTHING_WRITTEN_DOWN)],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, entry: Entry, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"answer": entry.answer or ""}})


class ShareForm(forms.Form):
    """Who sees the log of these days: nobody until somebody is chosen."""

    people = TiesField(label=_("Who may see it?"))

    def __init__(self, *args: Any, people: dict[UUID, str], chosen: list[UUID], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"people": [str(one) for one in chosen]}})
        offer_people(self, people)
