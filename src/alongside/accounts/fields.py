"""Form fields of accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.accounts.aliases import LONGEST
from alongside.accounts.checks import LONGEST_PASSPHRASE, normal_passphrase
from alongside.accounts.zones import ELSEWHERE, known_zones, zone_choices
from alongside.ui import phrases
from alongside.ui.countries import country_choices


class AliasField(forms.CharField):
    """Where an alias is typed. `autocomplete="username"` lets a password manager find it."""

    def __init__(self, **options: Any) -> None:
        # Longer than an alias may be, so that a sentence of ours says it and not the browser by cutting it off.
        options = {"label": _("Alias"), "max_length": LONGEST * 5, **options}
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})


class PassphraseInput(forms.PasswordInput):
    """A passphrase that one can look at while typing it, where scripts run (`ui/js/show.js`)."""

    template_name = "accounts/widgets/passphrase.html"


class PassphraseField(forms.CharField):
    """Where a passphrase is typed: `autocomplete` is "new-password" or "current-password" (HTML, autofill)."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = PassphraseInput(attrs={"autocomplete": autocomplete})
        # Room for a sentence of ours about too long ones; far more is refused without being looked at.
        options = {"label": _("Passphrase"), "max_length": LONGEST_PASSPHRASE * 4, **options}
        super().__init__(strip=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        """Return it as it is compared, whatever keyboard typed it."""
        return normal_passphrase(super().to_python(value) or "")


class CodeField(forms.CharField):
    """Where six digits of an app are typed."""

    def __init__(self, **options: Any) -> None:
        options = {"label": _("Code from your app"), "max_length": 20, **options}
        super().__init__(**options)
        self.widget.attrs.update({"autocomplete": "one-time-code", "inputmode": "numeric"})


class CredentialField(forms.JSONField):
    """What a passkey answers, put here by the browser. Nobody types it, so what does not fit gets one sentence."""

    def __init__(self) -> None:
        sentence = _("Your browser did not send what a passkey should answer. Nothing is lost. Please try again.")
        errors = {"required": sentence, "invalid": sentence}
        super().__init__(widget=forms.HiddenInput, error_messages=errors)

    def to_python(self, value: Any) -> Any:
        """Return a JSON object; everything else is refused, before it costs anything to read."""
        try:
            credential = super().to_python(value) if len(value or "") <= 20_000 else None
        except RecursionError:
            credential = None
        if value and not isinstance(credential, dict):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return credential

    def bound_data(self, data: Any, initial: Any) -> None:
        """Never send an answer back: each fits one challenge only, and what was sent may be anything."""

    def prepare_value(self, value: Any) -> str:
        """Leave the field empty, for the browser to fill."""
        return ""


class LongSelect(forms.Select):
    """A list of hundreds, drawn without Django's template for each option, which takes 50 ms a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the same HTML as Django's."""
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join("", "{}", ((_group(label, options),) for label, options, _ in widget["optgroups"]))
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), groups)


def _group(label: Any, options: list[dict[str, Any]]) -> SafeString:
    lines = ((option["value"], " selected" if option["selected"] else "", option["label"]) for option in options)
    inside = format_html_join("", '<option value="{}"{}>{}</option>', lines)
    return format_html('<optgroup label="{}">{}</optgroup>', label, inside) if label else inside


class CountryField(forms.ChoiceField):
    """Which country's crisis lines and customs fit; may be left open."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Country"),
            widget=LongSelect,
            required=False,
            choices=self._choices_now,
            help_text=_("So that we show the crisis lines of your country. You can leave it open."),
            error_messages={"invalid_choice": phrases.UNKNOWN_COUNTRY},
        )

    @staticmethod
    def _choices_now() -> Iterable[tuple[Any, Any]]:
        return [("", _("I would rather not say")), *country_choices()]


class ZoneField(forms.ChoiceField):
    """A time zone, grouped by region; browsers may name older zones too, so every known zone is taken."""

    def __init__(
        self, label: Any = _("Time zone"), help_text: Any = _("All times are shown in it."), *, required: bool = True
    ) -> None:
        super().__init__(
            label=label,
            widget=LongSelect,
            choices=zone_choices,
            initial=ELSEWHERE,
            help_text=help_text,
            required=required,
            error_messages={"invalid_choice": phrases.UNKNOWN_TIME_ZONE},
        )
        self.widget.attrs["data-zone"] = ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Have the list hold the zone it begins with, even one without a line; where that was chosen, guess nothing."""
        bound = super().get_bound_field(form, field_name)
        self.choices = lazy(zone_choices, list)(str(bound.value()))
        if form.initial.get(field_name):
            self.widget.attrs.pop("data-zone", None)
        return bound

    def valid_value(self, value: Any) -> bool:
        """Take every zone that exists."""
        return str(value) in known_zones()


class PlaceZoneField(ZoneField):
    """The time zone of a place, which need not be that of who writes: where their browser is, nobody needs to know."""

    def __init__(self, label: Any, help_text: Any) -> None:
        super().__init__(label, help_text)
        del self.widget.attrs["data-zone"]


class ChosenZoneField(PlaceZoneField):
    """The time zone of a place whose name others read: chosen, never begun with one's own, which would tell it."""

    def __init__(self, help_text: Any, *, required: bool = True) -> None:
        super().__init__(phrases.CLOCK_OF_WHICH_PLACE, help_text)
        self.required, self.initial = required, ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Have the list begin with no place at all."""
        bound = super().get_bound_field(form, field_name)
        self.choices = lazy(_with_none, list)(str(bound.value() or ""))
        return bound


def _with_none(chosen: str) -> list[tuple[Any, Any]]:
    return [("", (("", _("Choose a place")),)), *zone_choices(chosen)]
