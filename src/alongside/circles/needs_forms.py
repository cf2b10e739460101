"""Forms of needs: several at once by tapping, one in own words, and one to change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.details import NeedDetails
from alongside.circles.enums import Support, Weight
from alongside.circles.hours_field import NeedHoursField
from alongside.circles.queries import NeedView
from alongside.circles.suggestions import BY_KEY, FOR_EVERYBODY, TOPICS, Suggestion, Topic
from alongside.circles.texts import NEED_LENGTH
from alongside.ui import phrases


@dataclass(frozen=True, slots=True)
class Tick:
    """One suggestion as a box to tick."""

    key: str
    words: Promise
    ticked: bool


@dataclass(frozen=True, slots=True)
class TopicBoxes:
    """The boxes of one topic, folded away unless it is for everybody or something in it is ticked."""

    words: Promise
    ticks: tuple[Tick, ...]
    is_open: bool


class WordsForm(forms.Form):
    """One need in its owner's words, and nothing more."""

    words = forms.CharField(
        label=_("What do you want support for?"),
        max_length=NEED_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    support = forms.ChoiceField(
        label=_("What kind of support is that?"),
        choices=Support.choices,
        initial=Support.EMOTIONAL,
        widget=forms.RadioSelect,
    )

    def details(self) -> NeedDetails:
        """Return what was typed, as services take it."""
        values = self.cleaned_data
        return NeedDetails(
            support=values["support"] or Support.EMOTIONAL,
            words=values["words"],
            hours=values.get("hours"),
            weight=values.get("weight") or Weight.MATTERS,
        )


class WhenForm(forms.Form):
    """When something is needed, and how much it matters; both can be left as they are."""

    hours = NeedHoursField(
        label=_("When do you need it?"),
        help_text=_("In your own time zone. With hours, you see in which of them somebody could answer."),
    )
    weight = forms.TypedChoiceField(
        label=_("How much does it matter?"),
        choices=Weight.choices,
        coerce=int,
        initial=Weight.MATTERS,
        required=False,
        widget=forms.RadioSelect,
    )


class NeedForm(WhenForm, WordsForm):
    """One need with all that can be said of it."""

    field_order = ["words", "support", "hours", "weight"]


def need_initial(need: NeedView) -> dict[str, Any]:
    """Return what a need says now, for `NeedForm`."""
    return {"words": need.words, "support": need.support, "hours": need.hours, "weight": need.weight}


class NeedsForm(WordsForm):
    """Several needs at once: suggestions to tap, and one in own words, folded away until it is wanted.

    What is in `kept` already is not proposed again.
    """

    template_name = "circles/needs_form.html"
    chosen = forms.MultipleChoiceField(label=_("What fits"), choices=[(key, key) for key in BY_KEY], required=False)

    def __init__(self, *args: Any, kept: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept = {words.casefold() for words in kept}
        self.fields["words"].required = False
        self.fields["words"].label = phrases.IN_YOUR_OWN_WORDS
        self.fields["support"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for at least one need, tapped or typed."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not values["chosen"] and not values["words"]:
            raise ValidationError(_("Please tap what fits, or say it in your own words."), code="none")
        return values

    @property
    def topics(self) -> list[TopicBoxes]:
        """Return the suggestions that are not kept yet, by topic; a topic without any is left out."""
        ticked = set(self["chosen"].value() or ())
        boxes = (self._boxes(topic, ticked) for topic in TOPICS)
        return [topic for topic in boxes if topic.ticks]

    def _boxes(self, topic: Topic, ticked: set[str]) -> TopicBoxes:
        ticks = tuple(Tick(one.key, one.words, one.key in ticked) for one in topic.suggestions if self._is_new(one))
        return TopicBoxes(topic.words, ticks, topic is FOR_EVERYBODY or any(tick.ticked for tick in ticks))

    def _is_new(self, suggestion: Suggestion) -> bool:
        return str(suggestion.words).casefold() not in self._kept

    @property
    def own(self) -> list[forms.BoundField]:
        """Return the fields of the folded part: what is said in own words."""
        return [field for field in self if field.name != "chosen"]

    @property
    def says_own(self) -> bool:
        """Tell whether there is something in the folded part that must not be hidden from who typed it."""
        return bool(self["words"].value() or any(field.errors for field in self.own))

    def needs(self) -> list[NeedDetails]:
        """Return what was tapped and typed, as services take it."""
        tapped = [BY_KEY[key].details() for key in self.cleaned_data["chosen"]]
        return [*tapped, self.details()] if self.cleaned_data["words"] else tapped


class WholeNeedsForm(WhenForm, NeedsForm):
    """The same, and what is in own words has hours and a weight as well."""

    field_order = ["chosen", "words", "support", "hours", "weight"]
