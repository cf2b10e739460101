"""Forms of organisers: a source, a meeting of this place, closing it for a while, one date that is not as usual."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import PlaceZoneField
from alongside.meetings.details import Draft
from alongside.meetings.enums import Attendance, Format, Rhythm, Trust
from alongside.meetings.forms import program_choices
from alongside.meetings.listing import OtherDate
from alongside.meetings.models import Meeting
from alongside.meetings.programs import read_types
from alongside.meetings.services.own import NOTES_LENGTH
from alongside.meetings.services.proposing import WHY_LENGTH
from alongside.meetings.services.sources import SourceDetails
from alongside.ui.forms import DayInput

NOT_SAID = ("", _("Please choose"))
# What is sent along with it must fit in, too: see `config.bridge.LARGEST_BODY`.
LARGEST_FILE = 3_900_000
WHERE_HELD = _("The clock where the meeting is held.")


def _days() -> list[tuple[str, Any]]:
    """Return the days of the week as Meeting Guide counts them, from Sunday."""
    return [NOT_SAID, *((str(day), WEEKDAYS[(day - 1) % 7]) for day in range(7))]


class SourceForm(forms.Form):
    """Where meetings come from."""

    name = forms.CharField(label=_("What is this source called?"), max_length=200)
    url = forms.CharField(
        label=_("At which address is it?"),
        help_text=_("It starts with https:// and leads to the feed itself, not to a page about it."),
        max_length=2000,
        widget=forms.URLInput,
    )
    format = forms.ChoiceField(label=_("What is it written in?"), choices=Format.choices)
    program = forms.ChoiceField(label=_("Whose meetings are these?"), choices=lazy(program_choices, list), initial="aa")
    time_zone = PlaceZoneField(_("In which time zone are they, where a meeting names none?"), WHERE_HELD)
    trust = forms.ChoiceField(label=_("What happens with what it says?"), choices=Trust.choices)
    every_hours = forms.IntegerField(label=_("After how many hours is it read again?"), min_value=1, max_value=720)

    def details(self) -> SourceDetails:
        """Return what was written down."""
        data = self.cleaned_data
        return SourceDetails(
            name=data["name"],
            url=data["url"],
            format=data["format"],
            program=data["program"],
            timezone=data["time_zone"],
            trust=data["trust"],
            every_hours=data["every_hours"],
        )


class FeedField(forms.FileField):
    """A feed as a file; the clean value is its bytes, None without one. It must fit into a request."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        said = _("Up to 3.9 megabytes. It is read once, and not asked for again by itself.")
        super().__init__(help_text=said, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """Return what the file holds; ValidationError for one that is too large."""
        upload = super().clean(data, initial)
        if upload and upload.size > LARGEST_FILE:
            raise ValidationError(
                _("This file is larger than 3.9 megabytes. Please give it in parts or at an address.")
            )
        return upload.read() if upload else None


class NewSourceForm(SourceForm):
    """A source that is new: at an address, or a file that is brought along."""

    file = FeedField(label=_("Or which file is it?"), required=False)
    field_order = ("name", "url", "file")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["url"].required = False
        program = cast("forms.ChoiceField", self.fields["program"])
        program.choices, program.initial = [NOT_SAID, *program_choices()], ""

    def clean(self) -> dict[str, Any]:
        """Ask for an address or a file, and not both."""
        data = super().clean() or self.cleaned_data
        has_file = data.get("file") is not None
        if not {"url", "file"} & self.errors.keys() and bool(data.get("url")) == has_file:
            self.add_error("url", _("Please write down an address or choose a file: one of the two."))
        return data


class NewerFileForm(forms.Form):
    """A newer file of a source that is one."""

    file = FeedField(label=_("Which file is it?"))


class MeetingForm(forms.Form):
    """A meeting that this place holds itself."""

    name = forms.CharField(label=_("What is the meeting called?"), max_length=200)
    program = forms.ChoiceField(label=_("Whose meeting is it?"), choices=lazy(program_choices, list), initial="sg")
    types = forms.CharField(
        label=_("What kind of meeting is it?"),
        help_text=_("In the words or codes of the fellowship, with commas, such as Open, Discussion."),
        max_length=500,
        required=False,
    )
    rhythm = forms.ChoiceField(label=_("How often is it held?"), choices=Rhythm.choices, widget=forms.RadioSelect)
    day = forms.TypedChoiceField(
        label=_("On which day of the week?"), choices=lazy(_days, list), coerce=int, empty_value=None, required=False
    )
    nth = forms.TypedChoiceField(
        label=_("Which one of the month?"),
        choices=[
            NOT_SAID,
            ("1", _("The first")),
            ("2", _("The second")),
            ("3", _("The third")),
            ("4", _("The fourth")),
            ("-1", _("The last")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    on_date = forms.DateField(label=_("On which date, if once?"), required=False, widget=DayInput)
    time = forms.TimeField(
        label=_("At what time does it begin?"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    duration_min = forms.IntegerField(
        label=_("How many minutes does it last?"), min_value=1, max_value=1440, required=False, initial=60
    )
    time_zone = PlaceZoneField(_("In which time zone?"), WHERE_HELD)
    attendance = forms.ChoiceField(
        label=_("How do people meet?"), choices=Attendance.choices, widget=forms.RadioSelect, initial="in_person"
    )
    location = forms.CharField(label=_("In which building or room?"), max_length=500, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=500, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=30, required=False)
    city = forms.CharField(label=_("Town or city"), max_length=200, required=False)
    region = forms.CharField(label=_("State or region"), max_length=200, required=False)
    conference_url = forms.CharField(
        label=_("At which address do people join online?"), max_length=2000, required=False, widget=forms.URLInput
    )
    conference_phone = forms.CharField(label=_("Which number do people ring?"), max_length=300, required=False)
    notes = forms.CharField(
        label=_("What should people know?"),
        help_text=_("Everybody reads this. A passcode is shown only to those who ask for it."),
        max_length=NOTES_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def draft(self) -> Draft:
        """Return what was written down."""
        data = {name: value for name, value in self.cleaned_data.items() if name in SAID}
        types = read_types(data["types"], data["program"])
        return Draft(**data | {"types": types, "timezone": self.cleaned_data["time_zone"]})


class WhyNotForm(forms.Form):
    """What an organiser says to who proposed a meeting that does not go in."""

    why = forms.CharField(
        label=_("Why does it not go in?"),
        help_text=_("Whoever proposed it reads this. What would help, or where it is listed already, is good to know."),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


SAID = [name for name in MeetingForm.base_fields if name != "time_zone"]


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """Return what the form says of a meeting as it is."""
    same = {name: getattr(meeting, name) for name in MeetingForm.base_fields if name not in ("types", "time_zone")}
    return {**same, "types": ", ".join(meeting.types), "time_zone": meeting.timezone}


class CloseForm(forms.Form):
    """Until when a meeting is closed."""

    until = forms.DateField(
        label=_("What is the last day on which it is closed?"),
        help_text=_("Leave this empty when nobody knows yet. You can open it again at any time."),
        required=False,
        widget=DayInput,
    )


class DateForm(forms.Form):
    """One date that is not as usual."""

    on_date = forms.DateField(label=_("Which date is not as usual?"), widget=DayInput)
    is_cancelled = forms.BooleanField(label=_("It is cancelled"), required=False)
    moved_date = forms.DateField(label=_("To which day is it moved?"), required=False, widget=DayInput)
    moved_time = forms.TimeField(
        label=_("At what time does it begin then?"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=_("Where is it held then, if elsewhere?"), max_length=500, required=False)
    words = forms.CharField(label=_("What should people know about it?"), max_length=500, required=False)

    def other(self) -> OtherDate:
        """Return what was written down."""
        return OtherDate(**self.cleaned_data)
