"""Forms of events: planning one, asking, speaking, asking a guest, the summary."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import ChosenZoneField
from alongside.groups.models import Event, Membership
from alongside.groups.policies import askable_members
from alongside.groups.stage.checks import ABOUT_LENGTH, LINE_LENGTH, QUESTION_LENGTH, SUMMARY_LENGTH
from alongside.groups.stage.details import Planning
from alongside.groups.stage.enums import EventKind
from alongside.groups.stage.models import TITLE_LENGTH
from alongside.groups.stage.times import LONGEST, SHORTEST
from alongside.groups.threads.forms import WrittenField
from alongside.kernel.elsewhere import MOST_TYPED
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases
from alongside.ui.forms import DayInput
from alongside.ui.schedule_form import time_field

MOST_OFFERED = 50


class PlanForm(AsksFirst):
    """An event as somebody plans it."""

    asked = ("title", "about")

    title = forms.CharField(label=_("What is the event called?"), max_length=TITLE_LENGTH)
    about = WrittenField(
        label=_("What is it about, and for whom?"),
        max_length=ABOUT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(label=_("What kind of event?"), choices=EventKind.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=phrases.ON_WHICH_DAY, widget=DayInput)
    at = time_field(phrases.AT_WHAT_TIME, required=True)
    time_zone = ChosenZoneField(phrases.PLACE_IS_READ)
    minutes = forms.IntegerField(
        label=_("How many minutes does it take?"), min_value=SHORTEST, max_value=LONGEST, initial=60
    )
    call_url = forms.CharField(
        label=_("If people speak in a call elsewhere: at which address?"),
        help_text=_(
            "Without one, those who speak write on the stage here. The call runs on a server that is not ours."
        ),
        max_length=MOST_TYPED,
        required=False,
    )

    def planning(self) -> Planning:
        """Return what was planned."""
        data = self.cleaned_data
        return Planning(
            title=data["title"],
            about=data["about"],
            kind=data["kind"],
            day=data["day"],
            at=data["at"],
            zone=data["time_zone"],
            minutes=data["minutes"],
            call_url=data["call_url"],
        )


def planned(event: Event) -> dict[str, Any]:
    """Return what the form of an event begins with: day and time on the clock it was planned on."""
    local = event.starts_at.astimezone(ZoneInfo(event.zone))
    names = ("title", "about", "kind", "minutes", "call_url")
    same = {name: getattr(event, name) for name in names}
    return {**same, "day": local.date(), "at": local.strftime("%H:%M"), "time_zone": event.zone}


class QuestionForm(AsksFirst):
    """A question for those who speak."""

    asked = ("words",)

    words = forms.CharField(
        label=_("What would you like to ask?"),
        help_text=_("The others read the question and never who asked it."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_anonymous = forms.BooleanField(
        label=_("Do not tell those who moderate either that it is me"),
        required=False,
    )


class LineForm(AsksFirst):
    """What a speaker says on the stage."""

    asked = ("words",)
    prefix = "say"

    words = forms.CharField(
        label=_("Say it on the stage"), max_length=LINE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class PartForm(forms.Form):
    """Part of the alias of whom one would ask to speak."""

    part = forms.CharField(label=_("Part of their alias"), max_length=40, required=False)

    def typed(self) -> str:
        """Return what was typed, '' for nothing."""
        return str(self.cleaned_data["part"]) if self.is_valid() else ""


class GuestForm(forms.Form):
    """Whom to ask to speak: the first of those whose alias holds `part`; `are_more`: some are left out."""

    guest = forms.ModelChoiceField(
        label=_("Whom in the group would you like to ask?"), queryset=Membership.objects.none()
    )

    def __init__(self, standing: Membership, *args: Any, part: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["guest"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - it is the one above
        field.queryset = askable_members(standing).exclude(id=standing.id)
        found = field.queryset.filter(alias__icontains=part).order_by("alias_key").values_list("id", "alias")
        offered = list(found[: MOST_OFFERED + 1])
        self.finds_any = bool(offered)
        self.are_more = len(offered) > MOST_OFFERED
        field.choices = [("", _("Choose somebody")), *offered[:MOST_OFFERED]]


class SummaryForm(AsksFirst):
    """What an event brought."""

    text = WrittenField(
        label=_("What should people know who were not there?"),
        max_length=SUMMARY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
