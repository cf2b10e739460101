"""Forms of chat rooms: a line, a room, how long a group's rooms remember, why a line is hidden."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.accounts.fields import ChosenZoneField
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.models import ROOM_NAME_LENGTH, ROOM_PURPOSE_LENGTH, ChatRoom
from alongside.groups.models import CHAT_DAYS
from alongside.groups.services.chat import LINE_LENGTH
from alongside.safety.asking import AsksFirst
from alongside.ui import phrases

SLOW = [
    (0, _("As they like")),
    (10, _("One line every 10 seconds")),
    (30, _("One line every 30 seconds")),
    (60, _("One line a minute")),
    (300, _("One line every 5 minutes")),
]
ONE_LINE = {"rows": 1, "placeholder": phrases.WRITE_HERE}
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def days_words(days: int) -> str:
    """Say how long rooms remember."""
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _choices() -> list[tuple[int, str]]:
    return [(days, days_words(days)) for days in CHAT_DAYS]


def first_room() -> RoomDetails:
    """Return the room that a new group can have at once, in the active language."""
    return RoomDetails(_now("Open room"), _now("For whatever is on your mind right now."))


class LineForm(AsksFirst):
    """A line; what may give somebody away is asked about first. `key` makes it one, however often it is sent."""

    text = forms.CharField(
        label=_("What you want to say to the room"), max_length=LINE_LENGTH, widget=forms.Textarea(attrs=ONE_LINE)
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def written(self) -> Written:
        """Return what was written."""
        key: UUID = self.cleaned_data["key"]
        return Written(self.cleaned_data["text"], key)


class RoomForm(AsksFirst):
    """A room."""

    asked = ("name", "purpose")

    name = forms.CharField(label=_("What is the room called?"), max_length=ROOM_NAME_LENGTH)
    purpose = forms.CharField(label=phrases.WHAT_IT_IS_FOR, max_length=ROOM_PURPOSE_LENGTH)
    slow_seconds = forms.TypedChoiceField(
        label=_("How often may one person write?"),
        help_text=_("Going slowly lets everybody keep up. Hosts and moderators are not held."),
        choices=SLOW,
        coerce=int,
    )
    sleeps_from = forms.TimeField(
        label=_("The room sleeps from"),
        help_text=_("If it has a night: until it wakes only hosts and moderators write."),
        required=False,
        widget=CLOCK,
    )
    sleeps_to = forms.TimeField(label=_("The room wakes at"), required=False, widget=CLOCK)
    zone = ChosenZoneField(phrases.PLACE_IS_READ, required=False)

    def is_heavy(self) -> bool:
        """Tell that it is no cry for help: what people come together for may be hard, and is said by its name."""
        return False

    def details(self) -> RoomDetails:
        """Return what was written."""
        return RoomDetails(**self.cleaned_data)


def room_initial(room: ChatRoom) -> dict[str, object]:
    """Return what a room says now, for `RoomForm`."""
    said: dict[str, object] = {name: getattr(room, name) for name in RoomForm.base_fields}
    return said if room.sleeps_from is not None else {**said, "zone": ""}


class MemoryForm(forms.Form):
    """How long the rooms of a group remember."""

    days = forms.TypedChoiceField(label=_("Lines are deleted after"), choices=_choices, coerce=int)
