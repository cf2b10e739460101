"""Forms of needs: several at once by tapping, one in own words, and one to change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.details import NeedDetails
from alongside.circles.enums import Support
from alongside.circles.suggestions import BY_KEY, EVERY_DAY, TOPICS, Suggestion, Topic
from alongside.circles.texts import NEED_LENGTH


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


class NeedForm(forms.Form):
    """One need in its owner's words."""

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
        return NeedDetails(support=self.cleaned_data["support"], words=self.cleaned_data["words"])


class NeedsForm(NeedForm):
    """Several needs at once: suggestions to tap, and one in own words, folded away until it is wanted.

    What is in `kept` already is not proposed again.
    """

    template_name = "circles/needs_form.html"
    chosen = forms.MultipleChoiceField(label=_("What fits"), choices=[(key, key) for key in BY_KEY], required=False)

    def __init__(self, *args: Any, kept: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept = {words.casefold() for words in kept}
        self.fields["words"].required = False
        self.fields["words"].label = _("In your own words")
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
        return TopicBoxes(topic.words, ticks, topic is EVERY_DAY or any(tick.ticked for tick in ticks))

    def _is_new(self, suggestion: Suggestion) -> bool:
        return str(suggestion.words).casefold() not in self._kept

    @property
    def says_own(self) -> bool:
        """Tell whether there is something in the folded part that must not be hidden from who typed it."""
        return bool(self["words"].value() or self["words"].errors or self["support"].errors)

    def needs(self) -> list[NeedDetails]:
        """Return what was tapped and typed, as services take it."""
        tapped = [NeedDetails(BY_KEY[key].support, str(BY_KEY[key].words)) for key in self.cleaned_data["chosen"]]
        words = self.cleaned_data["words"]
        typed = [NeedDetails(self.cleaned_data["support"] or Support.EMOTIONAL, words)] if words else []
        return tapped + typed
