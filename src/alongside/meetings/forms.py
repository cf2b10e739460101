"""The form with which people look for meetings. It is sent as an address, so it can be kept and passed on."""

from typing import Any, cast

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.fields import ZoneField
from alongside.meetings import kinds
from alongside.meetings.asking import NOW, TOMORROW, TONIGHT, USUAL_KM
from alongside.meetings.distances import MILES, within_words
from alongside.meetings.enums import Attendance
from alongside.meetings.programs import programs, type_words
from alongside.ui.countries import reader_locale

WHEN = [
    (NOW, _("Now, or within two hours")),
    (TONIGHT, _("Tonight")),
    (TOMORROW, _("Tomorrow")),
]
# What is folded away, beyond place, time and way.
MORE = ("within_km", "kind", "program", "types", "language", "q")
OWN_KINDS = _("It has kinds of its own: they can be chosen once you have looked for it.")
ANY_KIND = _("Any kind")
KINDS = [
    (kinds.WHEELCHAIR, _("Wheelchair access")),
    (kinds.WOMEN, _("Women")),
    (kinds.MEN, _("Men")),
    (kinds.BEGINNERS, _("Beginners")),
    (kinds.LGBTQ, _("LGBTQ+")),
    (kinds.YOUNG, _("Young people")),
    (kinds.OPEN, _("Open to everybody")),
]
LANGUAGES = ("en", "es", "fr", "de", "pt", "ru", "pl", "it", "ar", "fa", "ja", "ko", "hi", "ase")


def weekday_choices() -> list[tuple[str, str]]:
    """Return the days of the week by their numbers in Meeting Guide, in the reader's language, Monday first."""
    names = reader_locale().days["stand-alone"]["wide"]
    return [(str((day + 1) % 7), names[day].capitalize()) for day in range(7)]


def language_choices() -> list[tuple[str, str]]:
    """Return languages in which meetings are held, by their names in the reader's language."""
    locale = reader_locale()
    named = [(code, _language(locale, code)) for code in LANGUAGES]
    return [("", str(_("Any language"))), *sorted(named, key=lambda pair: pair[1])]


def _language(locale: Locale, code: str) -> str:
    return str(locale.languages.get(code, code)).capitalize()


def program_choices() -> list[tuple[str, str]]:
    """Return the fellowships by what they call themselves in the reader's language."""
    locale = str(reader_locale())
    named = [(one.code, one.name_in(locale)) for one in programs().values()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def type_choices(program: str, locale: str) -> list[tuple[str, str]]:
    """Return the types of a fellowship, in its words."""
    known = programs().get(program)
    codes = known.types if known else ()
    named = [(code, type_words(program, code, locale)) for code in codes]
    return [("", str(ANY_KIND)), *sorted(named, key=lambda pair: pair[1].casefold())]


class ClockForm(forms.Form):
    """Whose clock is asked for, where nothing says it: part of the search's form, but stands with what was found."""

    tz = ZoneField(_("Your clock"), "", required=False)

    def __init__(self) -> None:
        super().__init__()
        self.fields["tz"].widget.attrs = {"form": "search"}


class SearchForm(forms.Form):
    """Where, when and what for."""

    place = forms.CharField(
        label=_("Town or postal code"),
        help_text=_("Such as Berlin, or 19103. Leave it empty for meetings anywhere."),
        max_length=100,
        required=False,
    )
    when = forms.ChoiceField(label=_("When"), required=False)
    attendance = forms.ChoiceField(label=_("How people meet"), required=False)
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    program = forms.ChoiceField(label=_("Fellowship"), required=False)
    types = forms.ChoiceField(label=_("Kind, in its own words"), required=False)
    within_km = forms.TypedChoiceField(
        label=_("How far away at most"),
        coerce=float,
        empty_value=str(USUAL_KM),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    q = forms.CharField(label=_("Words in its name or place"), max_length=100, required=False)
    near = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    tz = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    # Chosen on the page of what was found. The form does not send it on: another town has another clock.
    clock = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    view = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("when", [("", _("The next ones")), *WHEN, *weekday_choices()])
        # What is not said is the usual distance, so that one is sent as nothing.
        distances = [("" if km == USUAL_KM else km, within_words(km)) for km in MILES]
        self._choices("within_km", distances)
        self._choices("attendance", [("", _("Any way")), *Attendance.choices])
        self._choices("kind", [("", ANY_KIND), *KINDS])
        self._choices("program", [("", _("Any fellowship")), *program_choices()])
        self._choices("language", language_choices())
        program = str(self.data.get("program", "") if self.is_bound else "")
        self._choices("types", type_choices(program, str(reader_locale())))
        if program not in programs():
            del self.fields["types"]
            self.fields["program"].help_text = OWN_KINDS

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def more(self) -> int:
        """Return how many things beyond place, time and way were asked for."""
        return sum(bool(self.data.get(name)) for name in MORE if name in self.fields)
