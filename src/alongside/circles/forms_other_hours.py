"""The form of an offer with hours of its own for a kind of support: the usual week first, the rest folded away."""

from dataclasses import replace

from django import forms

from alongside.circles.details import Offer
from alongside.circles.enums import Support
from alongside.circles.forms import AccountOfferForm, OfferForm
from alongside.circles.hours_field import OwnHoursField
from alongside.circles.wording import OTHER_HOURS, hours_words


class OtherHoursForm(OfferForm):
    """What a supporter offers through a tie they have, and at which hours else they give one kind of it."""

    template_name = "circles/offer_fields.html"

    other_emotional = OwnHoursField(label=OTHER_HOURS[Support.EMOTIONAL])
    other_accountability = OwnHoursField(label=OTHER_HOURS[Support.ACCOUNTABILITY])
    other_practical = OwnHoursField(label=OTHER_HOURS[Support.PRACTICAL])

    def others(self) -> list[tuple[forms.BoundField, str]]:
        """Return the field of each kind of support, with the hours it has of its own, '' for none."""
        fields = [self[f"other_{kind}"] for kind in Support.values]
        said = (self.get_initial_for_field(one.field, one.name) for one in fields)
        return [(one, "" if hours is None else hours_words(hours)) for one, hours in zip(fields, said, strict=True)]

    def rest(self) -> list[forms.BoundField]:
        """Return what is asked after the hours."""
        return [self[name] for name in self.fields if name not in {"gives", "hours"} and not name.startswith("other_")]

    def _own_hours(self) -> dict[str, tuple[int, ...]]:
        hours = {kind: self._chosen(f"other_{kind}") for kind in self.cleaned_data["gives"]}
        return {kind: chosen for kind, chosen in hours.items() if chosen is not None}

    def _chosen(self, name: str) -> tuple[int, ...] | None:
        """Return what was chosen; it stays what it was when the page is one of before that, and did not ask."""
        before = self.get_initial_for_field(self.fields[name], name)
        chosen = self.cleaned_data[name] if f"{name}_when" in self.data else before
        return None if chosen is None else tuple(chosen)

    def _has_other_hours(self) -> bool:
        return super()._has_other_hours() or any(self._own_hours().values())

    def offer(self) -> Offer:
        """Return what was chosen, as services take it."""
        return replace(super().offer(), own_hours=self._own_hours())


class AccountOtherHoursForm(OtherHoursForm, AccountOfferForm):
    """The same for somebody with an account, who can be told in more than one way."""
