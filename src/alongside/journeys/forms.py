"""Forms of journeys: one to begin or change, who hears of it, a setback, and what a tie says."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles.choosing import TiesField, offer_people
from alongside.journeys.details import (
    MESSAGE_LENGTH,
    TITLE_LENGTH,
    WHY_LENGTH,
    WORDS_LENGTH,
    JourneyDetails,
    SetbackDetails,
)
from alongside.journeys.enums import OF_DAYS, Custom, JourneyKind, Motif, customs_of
from alongside.journeys.queries import JourneyView
from alongside.journeys.wording import CALLED
from alongside.kernel.voice import Voice
from alongside.ui import phrases
from alongside.ui.forms import DayInput
from alongside.ui.voice.fields import VoiceField

NO_CARD = _("No card")


class NumbersField(forms.Field):
    """Whole numbers with commas or spaces between them; the clean value is a tuple of them."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> tuple[int, ...]:
        """Return the numbers; ValidationError for anything else."""
        words = str(value or "").replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) <= 6 for word in words):
            raise ValidationError(_("Please write whole numbers with commas between them, such as 10, 45, 100."))
        return tuple(int(word) for word in words)

    def prepare_value(self, value: Any) -> Any:
        """Show numbers as they are typed."""
        return ", ".join(map(str, value)) if isinstance(value, tuple) else value


class JourneyForm(forms.Form):
    """A journey of one kind, as its owner describes it."""

    title = forms.CharField(
        label=_("What do you call it?"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    started_on = forms.DateField(
        label=_("Which was the first day?"),
        help_text=_("The first day that counts. If you are not sure, a day that feels right is good enough."),
        widget=DayInput,
    )
    custom = forms.ChoiceField(label=_("Which milestones do you want?"), widget=forms.RadioSelect)
    own_marks = NumbersField(
        label=_("Milestones of your own"),
        help_text=_("Numbers with commas between them, such as 10, 45, 100. You can leave it empty."),
        required=False,
    )
    why = forms.CharField(
        label=_("What is it for?"),
        help_text=_("For you alone. You see it again on a hard day. You can leave it empty."),
        max_length=WHY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kind: JourneyKind, today: date, **options: Any) -> None:
        self._kind, self._today = kind, today
        initial = {"title": CALLED.get(kind, ""), "started_on": today, "custom": customs_of(kind)[0]}
        super().__init__(*args, **{**options, "initial": {**initial, **options.get("initial", {})}})
        self.fields["custom"] = forms.ChoiceField(
            label=self.fields["custom"].label,
            choices=[(one.value, one.label) for one in customs_of(kind)],
            widget=forms.RadioSelect,
        )
        if kind not in OF_DAYS:
            del self.fields["started_on"]

    def details(self) -> JourneyDetails:
        """Return what was written, as services take it."""
        values = self.cleaned_data
        return JourneyDetails(
            kind=self._kind,
            title=values["title"],
            started_on=values.get("started_on") or self._today,
            custom=values["custom"],
            own_marks=values["own_marks"],
            why=values["why"],
        )


def journey_initial(view: JourneyView, why: str) -> dict[str, Any]:
    """Return what a journey says now, for `JourneyForm`."""
    return {
        "title": view.title,
        "started_on": view.started_on,
        "custom": Custom(view.custom),
        "own_marks": view.own_marks,
        "why": why,
    }


class PeopleForm(forms.Form):
    """A form that lets people of the owner's circle be chosen: `people` are their names by tie."""

    def __init__(self, *args: Any, people: dict[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, people)


class ListenersForm(PeopleForm):
    """Who hears of the milestones of a journey; nobody to begin with."""

    hears = TiesField(label=phrases.WHO_HEARS_OF_MILESTONES)


class SetbackForm(PeopleForm):
    """A setback: when, what happened, what helped, and who is told; all but the days can be left open."""

    first_day = forms.DateField(label=_("On which day was it?"), widget=DayInput)
    last_day = forms.DateField(
        label=_("And until when?"), help_text=_("Leave it empty if it was one day."), required=False, widget=DayInput
    )
    happened = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words, for you alone. You can leave it empty."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    helped = forms.CharField(
        label=_("What has helped before, or helped a little now?"),
        help_text=_("For you alone. You see it here again if you need it."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    told = TiesField(
        label=_("Whom do you want to tell?"),
        help_text=_("Exactly those, and nobody if you choose nobody. Before it is sent you see what they read."),
    )
    message = forms.CharField(
        label=_("A word to those you tell"),
        help_text=_("They read this, and nothing else of what you wrote. You can leave it empty."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(self, *args: Any, people: dict[UUID, str], **options: Any) -> None:
        """Ask whom to tell only where there is somebody."""
        super().__init__(*args, people=people, **options)
        self.asks_whom = bool(people)
        if not people:
            del self.fields["told"], self.fields["message"]

    def details(self) -> SetbackDetails:
        """Return what was written, as services take it."""
        values = {"message": "", "told": (), **self.cleaned_data}
        return SetbackDetails(
            first_day=values["first_day"],
            last_day=values["last_day"] or values["first_day"],
            key=values["key"],
            happened=values["happened"],
            helped=values["helped"],
            message=values["message"],
            told=frozenset(values["told"]),
        )


def _motif_choices() -> list[tuple[str, str | Promise]]:
    return [("", NO_CARD), *Motif.choices]


class WordsForm(forms.Form):
    """What a tie says to what they were told: in words, aloud, with a drawn card."""

    words = forms.CharField(
        label=_("Your words"),
        help_text=_(
            "A sentence is plenty. Only they read it. If you record your voice, please write in a line what you say: "
            "not everybody can listen."
        ),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    voice = VoiceField()
    motif = forms.ChoiceField(
        label=_("A drawn card with it"), choices=_motif_choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, waiting: Voice | None = None, **options: Any) -> None:
        """Take the recording that waits from an earlier try, if there is one."""
        super().__init__(*args, **options)
        self._waiting = waiting

    @property
    def recorded(self) -> Voice | None:
        """Return what was recorded for this try."""
        return self.cleaned_data.get("voice") if self.is_bound else None

    def said(self) -> dict[str, Any]:
        """Return what is said, as the service takes it: without a new recording, with the one of an earlier try."""
        return {**self.cleaned_data, "voice": self.recorded or self._waiting}
