"""Forms of running a meeting: how it goes, minutes, readings, roles, asking somebody, and what one serves."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.kernel.elsewhere import MOST_DIALLED, MOST_TYPED
from alongside.meetings.agendas import MOST_MINUTES, Item, Role, meeting_formats
from alongside.meetings.enums import Admits, Chat, RoleKind
from alongside.meetings.models import Hosting, MeetingRole
from alongside.meetings.run_details import RunDetails
from alongside.meetings.run_words import format_view, role_words
from alongside.meetings.services.running import READING_LENGTH, ROLE_LENGTH, TITLE_LENGTH


def format_choices() -> list[tuple[str, str]]:
    """Return the formats to choose from."""
    return [(one.code, format_view(one).name) for one in meeting_formats().values()]


class RunForm(forms.Form):
    """How a meeting is run."""

    format = forms.ChoiceField(
        label=_("How does it go?"),
        help_text=_("You can change minutes and leave parts out afterwards."),
        choices=lazy(format_choices, list),
        widget=forms.RadioSelect,
    )
    held_here = forms.BooleanField(
        label=_("People can also meet in a room here, online"),
        help_text=_("It opens around the time of the meeting. Nothing is recorded, and no list is kept."),
        required=False,
    )
    admits = forms.ChoiceField(
        label=_("Who may be in the room?"), choices=Admits.choices, widget=forms.RadioSelect, initial=Admits.MEMBERS
    )
    chat = forms.ChoiceField(
        label=_("Who may write in the room?"), choices=Chat.choices, widget=forms.RadioSelect, initial=Chat.OFF
    )
    call_url = forms.CharField(
        label=_("Is there a call elsewhere, too? At which address?"),
        help_text=_(
            "Jitsi Meet, BigBlueButton, LiveKit, Zoom or another. Only those who may be in the room see it, and they "
            "read whose server it is. Leave this empty to take it out again."
        ),
        max_length=MOST_TYPED,
        required=False,
        widget=forms.URLInput,
    )
    call_phone = forms.CharField(
        label=_("Which number can people ring, too?"),
        help_text=_("Those in the call may see the number of whoever rings. The page of the room says so."),
        max_length=MOST_DIALLED,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, data: Any = None, *, of_group: bool, **more: Any) -> None:
        """Say who may be in the room of a meeting of a group: its members, and nobody else who has an account."""
        super().__init__(data, **more)
        if of_group:
            said = {**dict(Admits.choices), Admits.MEMBERS.value: _("Everybody in the group")}
            self.fields["admits"].choices = list(said.items())  # type: ignore[attr-defined]  # a choice has choices

    def details(self) -> RunDetails:
        """Return what was chosen."""
        return RunDetails(**self.cleaned_data)


def run_initial(hosting: Hosting) -> dict[str, Any]:
    """Return what the form says of a meeting as it is run."""
    return {name: getattr(hosting, name) for name in RunForm.base_fields}


class AgendaForm(forms.Form):
    """How many minutes each part takes."""

    def __init__(self, data: Any, items: tuple[Item, ...]) -> None:
        """Ask for each part of a meeting as it is."""
        super().__init__(data)
        for one in items:
            self.fields[one.segment.key] = forms.IntegerField(
                label=gettext(one.segment.title),
                min_value=0,
                max_value=MOST_MINUTES,
                initial=0 if one.is_left_out else one.minutes,
            )

    def minutes(self) -> Mapping[str, int]:
        """Return the minutes by the key of a part."""
        return self.cleaned_data


class ReadingForm(forms.Form):
    """A text of the group's own."""

    title = forms.CharField(label=_("The title"), max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("The text"),
        help_text=_("Those who serve the meeting see it. Please put in only what your group may use."),
        max_length=READING_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class RolesForm(forms.Form):
    """Which roles a meeting has."""

    kinds = forms.MultipleChoiceField(
        label=_("Which of these roles does your meeting have?"),
        choices=[(one.value, RoleKind(one.value).label) for one in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    own = forms.CharField(
        label=_("Roles of your own"),
        help_text=_("One on each line, such as tea, chairs or music."),
        max_length=10 * ROLE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(forms.Form):
    """Whom a steward asks."""

    def __init__(self, data: Any, people: dict[str, str]) -> None:
        """Offer these."""
        super().__init__(data)
        self.fields["who"] = forms.ChoiceField(
            label=_("Who could do it?"), choices=list(people.items()), widget=forms.RadioSelect
        )


class ServeForm(forms.Form):
    """What somebody serves."""

    def __init__(self, data: Any, roles: list[MeetingRole], mine: set[UUID]) -> None:
        """Offer the roles of a meeting, those of the reader chosen."""
        super().__init__(data, initial={"roles": mine})
        self.fields["roles"] = forms.TypedMultipleChoiceField(
            label=_("What would you do?"),
            choices=[(one.id, role_words(one)) for one in roles],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
