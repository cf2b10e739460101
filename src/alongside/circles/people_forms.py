"""Forms in which somebody is named in short: one person, two or three at once, or a place."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.details import TieDetails, checked_details
from alongside.circles.enums import Relation, Ring, Support
from alongside.circles.texts import NAME_LENGTH, WAYS_LENGTH
from alongside.kernel.errors import Invalid
from alongside.ui import phrases

ROWS = 3
LEGENDS = (_("One person"), _("Another person"), _("A third person"))
# Whom one can invite; groups and online communities are named in the circle.
RELATIONS = [
    (relation.value, relation.label)
    for relation in (Relation.FAMILY, Relation.FRIEND, Relation.PEER, Relation.PROFESSIONAL)
]


class PersonForm(forms.Form):
    """Somebody one knows, in short; everything else can be said later, in the circle."""

    name = forms.CharField(
        label=phrases.WHAT_DO_YOU_CALL_THEM,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(label=phrases.WHAT_ARE_THEY_TO_YOU, choices=RELATIONS, widget=forms.RadioSelect)
    gives = forms.MultipleChoiceField(
        label=phrases.WHAT_COULD_THEY_GIVE,
        choices=Support.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ways = forms.CharField(
        label=phrases.THEIR_NUMBER,
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask the rules for ties, so that the row that needs another look is the one that says so."""
        if not self.errors:
            try:
                checked_details(self.details())
            except Invalid as refusal:
                self.add_error(refusal.field, str(refusal.sentence))
        return self.cleaned_data

    def details(self) -> TieDetails:
        """Return what was typed, as services take it."""
        values = self.cleaned_data
        return TieDetails(
            name=values["name"], relation=values["relation"], gives=tuple(values["gives"]), ways=values["ways"]
        )


if TYPE_CHECKING:
    People = forms.BaseFormSet[PersonForm]
else:
    People = forms.BaseFormSet


class BasePeopleForms(People):
    """Several people, all but one folded away; rows left empty do not count, but one has to be filled in."""

    template_name = "circles/people_forms.html"

    def clean(self) -> None:
        """Ask for at least one person."""
        if not any(self.errors) and not people_named(self):
            raise ValidationError(_("Please name one person, or choose “Later”."), code="none")

    def rows(self) -> list[tuple[Promise, PersonForm]]:
        """Return each row with its name; a form that came without its count has none."""
        return list(zip(LEGENDS, self.forms, strict=False))

    def problems(self) -> list[tuple[forms.BoundField, ErrorList]]:
        """Return the fields that need another look, of all rows in order, for the summary on top."""
        return [(field, field.errors) for row in self.forms for field in row if field.errors]


def people_named(rows: People) -> list[TieDetails]:
    """Return who was named in a valid form, as services take it."""
    return [row.details() for row in rows.forms if row.has_changed()]


PeopleForms = forms.formset_factory(
    PersonForm, formset=BasePeopleForms, extra=ROWS, max_num=ROWS, absolute_max=ROWS, validate_max=True
)


class PlaceForm(forms.Form):
    """A group or a place online, in short."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ways = forms.CharField(
        label=_("When and where, if you like (only you see it)"),
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def details(self, relation: Relation) -> TieDetails:
        """Return what was typed, as services take it."""
        values = self.cleaned_data
        return TieDetails(name=values["name"], relation=relation, ring=Ring.OUTER, ways=values["ways"])


class ProfessionalForm(PlaceForm):
    """Somebody who helps as their work, in short."""

    name = forms.CharField(
        label=phrases.WHAT_DO_YOU_CALL_THEM,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ways = forms.CharField(
        label=phrases.THEIR_NUMBER,
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
