"""Forms in which the two of a tie write what they expect. They say what is missing; the last word is the services'."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.circles import offers
from alongside.circles.agreements import Terms, as_hours, hours_on
from alongside.circles.details import MOST_A_WEEK
from alongside.circles.enums import Channel, Support, Within
from alongside.circles.forms import OfferForm
from alongside.circles.hours_field import HoursField
from alongside.circles.texts import WAYS_LENGTH
from alongside.circles.wording_agreements import FROM_LEVEL, NO_TIME
from alongside.ui.forms import DayInput

EMPTY_FOR_NO_END = _("Leave it empty if there is no end.")
EMPTY_FOR_NO_LIMIT = _("Leave it empty for no limit.")
OPEN_IF_ANY = _("You can leave it open: then any way is fine.")


def _within_choices() -> list[tuple[str, str | Promise]]:
    return [("", NO_TIME), *((str(value), label) for value, label in Within.choices)]


def _level_choices() -> list[tuple[str, str | Promise]]:
    return [(level.value, words) for level, words in FROM_LEVEL.items()]


class HopeForm(forms.Form):
    """What the owner hopes for from one supporter."""

    gives = forms.MultipleChoiceField(
        label=_("What do you hope for?"), choices=Support.choices, widget=forms.CheckboxSelectMultiple
    )
    hours = HoursField(label=_("When do you hope to reach them?"), help_text=_("In your own time zone."))
    channels = forms.MultipleChoiceField(
        label=_("How do you want to be in touch?"),
        help_text=OPEN_IF_ANY,
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    within = forms.TypedChoiceField(
        label=_("How soon do you hope for an answer?"),
        choices=_within_choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    most_a_week = forms.IntegerField(
        label=_("How often a week do you want to ask, at most?"),
        help_text=EMPTY_FOR_NO_LIMIT,
        min_value=1,
        max_value=MOST_A_WEEK,
        required=False,
    )
    from_level = forms.ChoiceField(
        label=_("From when on do you want to ask?"), choices=_level_choices, widget=forms.RadioSelect
    )
    not_wanted = forms.CharField(
        label=_("What would you rather not have?"),
        help_text=_("You both read this. You can leave it empty."),
        max_length=WAYS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("Until when do you hope for it?"), help_text=EMPTY_FOR_NO_END, required=False, widget=DayInput
    )
    review_on = forms.DateField(
        label=_("When do you want to look at it again, together?"),
        help_text=_("On that day we ask you both. If it is empty, it is three months after you both say yes."),
        required=False,
        widget=DayInput,
    )

    def __init__(self, *args: Any, terms: Terms | None, zone: ZoneInfo, now: datetime, **options: Any) -> None:
        self._zone = zone
        self._before = terms
        self._hours = _hours_for(terms, zone, now)
        today = now.astimezone(zone).date()
        initial = _initial(terms, self._hours, today) if terms else {"from_level": offers.Level.TALK, "within": ""}
        super().__init__(*args, **{**options, "initial": initial})

    def terms(self) -> Terms:
        """Return what was chosen, as services take it; hours left as they were stay on the clock they were said on."""
        values = self.cleaned_data
        hours, zone = frozenset(values["hours"]), self._zone
        if self._before is not None and hours == self._hours:
            hours, zone = self._before.hours, self._before.zone
        return Terms(
            gives=frozenset(map(offers.Support, values["gives"])),
            zone=zone,
            hours=hours,
            channels=frozenset(values["channels"]),
            within=values["within"],
            most_a_week=values["most_a_week"],
            from_level=_heavier_than_any(values["from_level"]),
            until=values["until"],
            review_on=values["review_on"],
            not_wanted=values["not_wanted"],
        )


class OfferedTermsForm(HopeForm):
    """What the supporter offers: the same questions, asked from their side."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("gives", "hours"):
            self.fields[name] = deepcopy(OfferForm.base_fields[name])
        for name, label in OFFERED_LABELS.items():
            self.fields[name].label = str(label)


OFFERED_LABELS: dict[str, Promise] = {
    "channels": _("How can you be reached?"),
    "within": _("How soon can you answer?"),
    "most_a_week": _("How often a week may they ask you, at most?"),
    "from_level": _("From when on may they ask you?"),
    "until": _("Until when may they ask you?"),
}


def _hours_for(terms: Terms | None, zone: ZoneInfo, now: datetime) -> frozenset[int]:
    return as_hours(hours_on(terms, zone, now)) if terms else frozenset()


def _initial(terms: Terms, hours: frozenset[int], today: date) -> dict[str, Any]:
    """Return what was said, for the form; a day that has passed is to be chosen anew."""
    to_come = {name: day for name in ("until", "review_on") if (day := getattr(terms, name)) and day > today}
    return {
        **to_come,
        "gives": sorted(terms.gives),
        "hours": hours,
        "channels": sorted(terms.channels),
        "within": terms.within,
        "most_a_week": terms.most_a_week,
        "from_level": terms.from_level or offers.Level.TALK,
        "not_wanted": terms.not_wanted,
    }


def _heavier_than_any(level: str) -> offers.Level | None:
    """Return from which level on; the lightest is no boundary."""
    return None if level == offers.Level.TALK else offers.Level(level)
