"""Our own forms. Rules are the services' and `checks`'; a form asks them early, so that all errors show at once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.accounts.aliases import keys_to_find
from alongside.accounts.checks import checked_alias, checked_passphrase
from alongside.accounts.fields import AliasField, CountryField, PassphraseField, ZoneField
from alongside.accounts.models import Person
from alongside.kernel.errors import AlongsideError, Invalid
from alongside.kernel.privacy import Staying, holdings


def add_sentence(form: forms.BaseForm, error: AlongsideError) -> None:
    """Show a service's sentence at the field it names, or above the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error.sentence))


class _Checked(forms.Form):
    def _ask(self, check: Callable[[], str]) -> str:
        try:
            return check()
        except Invalid as error:
            raise forms.ValidationError(str(error.sentence)) from error


class _WithAlias(_Checked):
    def clean_alias(self) -> str:
        """Ask the rules for aliases."""
        return self._ask(lambda: checked_alias(self.cleaned_data["alias"]))


class _WithNewPassphrase(_Checked):
    def clean_passphrase(self) -> str:
        """Ask the rules for passphrases; the alias counts as it was typed."""
        return self._ask(lambda: checked_passphrase(self.cleaned_data["passphrase"], alias=self.alias_for_check()))

    def alias_for_check(self) -> str:
        """Return the alias that the passphrase must not be like."""
        return str(self.cleaned_data.get("alias", ""))


def new_passphrase_field(**options: Any) -> PassphraseField:
    """Return the field for choosing a passphrase."""
    help_text = _("At least 12 characters. Four or five words that you will remember are good.")
    return PassphraseField(autocomplete="new-password", **{"help_text": help_text, **options})


class JoinForm(_WithAlias, _WithNewPassphrase):
    """Joining. Only alias and passphrase are in the way; the rest is guessed, and folded away where it can be."""

    template_name = "accounts/join_form.html"
    alias = AliasField(help_text=_("Any name but your own. You can change it later."))
    passphrase = new_passphrase_field()
    country = CountryField()
    time_zone = ZoneField()


class RecoverForm(_WithNewPassphrase):
    """Getting in again with a recovery code."""

    alias = AliasField()
    code = forms.CharField(
        label=_("One of your recovery codes"),
        max_length=60,
        help_text=_("Small or capital letters, with or without dashes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    passphrase = new_passphrase_field(label=_("A new passphrase"))


class ChoosePassphraseForm(_WithNewPassphrase):
    """Choosing a passphrase for the first time, or after a sign-in link."""

    passphrase = new_passphrase_field(label=_("Your new passphrase"))

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)

    def alias_for_check(self) -> str:
        """Return the alias of whoever chooses."""
        return self.person.alias


class ChangePassphraseForm(ChoosePassphraseForm):
    """Changing a passphrase one knows."""

    current = PassphraseField(autocomplete="current-password", label=_("Your passphrase now"))
    field_order = ("current", "passphrase")


class ProfileForm(_WithAlias):
    """Alias, language and place."""

    alias = AliasField(help_text=_("What others here call you. Everybody who knows you here sees the new one at once."))
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = ZoneField()
    country = CountryField()

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        names = ("alias", "locale", "time_zone", "country")
        options["initial"] = {name: getattr(person, name) for name in names}
        super().__init__(*args, **options)


def _what_becomes_of_it(staying: Staying) -> forms.Field:
    # Where nothing is said it goes.
    choices = [("go", staying.goes), ("stay", staying.stays)]
    return forms.ChoiceField(
        label=str(staying.question), choices=choices, widget=forms.RadioSelect, initial="go", required=False
    )


class EraseForm(forms.Form):
    """Typing the alias before everything is erased, and saying what of it may stay without its writer."""

    alias = AliasField(
        label=_("Your alias"),
        help_text=_("Type your alias, so that this cannot happen by a slip."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        self.fields["alias"].widget.attrs["autocomplete"] = "off"
        self.apps = []
        for one in holdings():
            if one.staying is not None and one.staying.is_there(person.id):
                self.apps.append(one.app)
                self.fields[one.app] = _what_becomes_of_it(one.staying)

    def leaves(self) -> list[str]:
        """Return the apps of which what others read stays."""
        return [app for app in self.apps if self.cleaned_data[app] == "stay"]

    def clean_alias(self) -> str:
        """Compare with the alias, whatever its capitals."""
        if self.person.alias_key not in keys_to_find(self.cleaned_data["alias"]):
            raise forms.ValidationError(_("This is not your alias. Nothing has been erased. Please type it again."))
        return self.person.alias
