"""Forms of plans: what stands in a step, and who may read it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles.choosing import TiesField, offer_people
from alongside.plans.queries import StepView
from alongside.plans.steps import lines_of
from alongside.ui import phrases


class StepForm(forms.Form):
    """One step: a thing on each line in the order of trying them and, where people are named, who of the circle."""

    people = TiesField(
        label=_("Who of your circle?"),
        help_text=_("Their numbers come from your circle, so there is one place to change them."),
    )
    lines = forms.CharField(
        label=phrases.IN_YOUR_OWN_WORDS,
        help_text=_("One thing on each line. What you would try first stands first; move a line to change that."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, people: dict[UUID, str], view: StepView | None, **options: Any) -> None:
        named = [str(one.tie_id) for one in view.people] if view else []
        super().__init__(*args, **{**options, "initial": {"people": named, "lines": view.text if view else ""}})
        offer_people(self, people)
        if not people:
            del self.fields["people"]

    def said(self) -> tuple[str, ...]:
        """Return the lines as they were typed."""
        return lines_of(self.cleaned_data["lines"])

    def named(self) -> list[UUID]:
        """Return who was chosen."""
        return list(self.cleaned_data.get("people", []))


class ShareForm(forms.Form):
    """Who may read a step: nobody until somebody is chosen."""

    readers = TiesField(label=_("Who may read this step?"))

    def __init__(self, *args: Any, people: dict[UUID, str], chosen: list[UUID], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"readers": [str(one) for one in chosen]}})
        offer_people(self, people)
