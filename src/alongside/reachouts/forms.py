"""Forms of reach-outs."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.circles import offers
from alongside.circles.enums import Level, Support
from alongside.reachouts.services import LONGEST_MESSAGE, LONGEST_NOTE, Asking


def new_request_key() -> str:
    """Return a key that makes a form that is sent twice count once."""
    return uuid4().hex


class LevelSelect(forms.RadioSelect):
    """Large choices for an unsteady hand, each with what follows from it."""

    template_name = "reachouts/levels.html"


class ReachOutForm(forms.Form):
    """How pressing it is, and if the person wants, what for and a note: folded away, so that the button is in sight."""

    template_name = "reachouts/start_form.html"
    # Chosen beforehand is what reaches most people without waking everybody: one press has to be enough.
    level = forms.ChoiceField(
        label=_("How is it right now?"), choices=Level.choices, initial=Level.STRUGGLING, widget=LevelSelect
    )
    support = forms.ChoiceField(
        label=_("What would help?"),
        choices=[("", _("Anything, or I do not know")), *Support.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Is there something you want to say first?"),
        help_text=_("Only the people we ask can read it. You can leave this empty."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=new_request_key)

    @property
    def says_more(self) -> bool:
        """Tell whether there is something in the folded part that must not be hidden from who typed it."""
        return any(self[name].value() or self[name].errors for name in ("support", "note"))

    def asking(self) -> Asking:
        """Return what was asked for; call it on a valid form."""
        support = self.cleaned_data["support"]
        return Asking(
            level=offers.Level(self.cleaned_data["level"]),
            request_key=self.cleaned_data["request_key"],
            support=offers.Support(support) if support else None,
            note=self.cleaned_data["note"],
        )


class RehearsalForm(ReachOutForm):
    """The same, to try it: what is typed goes nowhere."""

    request_key = None  # type: ignore[assignment]  # Django's way to leave an inherited field out

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].help_text = _("In this rehearsal nobody reads it, and it is not kept.")


def offline_form() -> dict[str, object]:
    """Return the form for the offline page, the same for everybody; the browser makes up its request key."""
    return {"form": ReachOutForm()}


class LineForm(forms.Form):
    """One line of the conversation."""

    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 3})
    )
    request_key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=new_request_key)


class ShiftForm(forms.Form):
    """A weekly shift of a listener, in their own time zone."""

    weekday = forms.TypedChoiceField(
        label=_("Day"),
        coerce=int,
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
            (6, _("Sunday")),
        ],
    )
    hour = forms.TypedChoiceField(label=_("From"), coerce=int, choices=[(hour, f"{hour:02d}:00") for hour in range(24)])
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=24, initial=4)
