"""allauth's forms with our fields and words, and with limits that hold across processes."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.adapters import WRONG_CODE
from alongside.accounts.fields import AliasField, CodeField, CredentialField, PassphraseField
from alongside.kernel.clock import current_time
from alongside.kernel.errors import TooMany
from alongside.kernel.ratelimit import count_try
from alongside.ui import phrases

# Longer than a code can fit: its own half minute and the one before and after.
USED_UP_FOR = timedelta(minutes=2)
LONGEST_NAME = 60


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Alias and passphrase."""

    password = PassphraseField(autocomplete="current-password")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = AliasField()
        self.order_fields(["login", "password"])


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The passphrase again, before something that matters."""

    password = PassphraseField(autocomplete="current-password", label=phrases.YOUR_PASSPHRASE)


class _OnceOnly:
    """Takes each code of an app once: allauth remembers used ones in a cache, which is one process's own here."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the form beside this class has it
        try:
            who = f"{self.user.pk} {code}"  # type: ignore[attr-defined]  # as above
            count_try("code used", who, limit=1, window=USED_UP_FOR, now=current_time())
        except TooMany as error:
            raise forms.ValidationError(WRONG_CODE) from error
        return code


class CodeForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code as the second step of signing in."""

    code = CodeField()


class ConfirmCodeForm(_OnceOnly, ReauthenticateCodeForm):  # type: ignore[misc]  # allauth ships no types
    """A code, before something that matters."""

    code = CodeField()


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of an app that is being added."""

    code = CodeField(help_text=_("Six digits that your app shows once it knows the secret."))


class _Credential:
    """Takes a passkey's answer; what cannot be read or does not fit is a sentence, never a crash."""

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # the form beside this class has it
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise forms.ValidationError(CredentialField().error_messages["invalid"]) from error
        return found


class PasskeyForm(_Credential, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey as the second step of signing in."""

    credential = CredentialField()


class PasskeySignInForm(_Credential, LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey instead of alias and passphrase."""

    credential = CredentialField()


class ConfirmPasskeyForm(_Credential, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey, before something that matters."""

    credential = CredentialField()


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey that is being added."""

    name = forms.CharField(label=_("Name"), required=False, max_length=LONGEST_NAME)
    credential = CredentialField()
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        help_text=_("Without alias and passphrase. Your device then asks for its PIN, your finger or your face."),
    )

    def clean(self) -> dict[str, Any]:
        """Let allauth check the answer; what it cannot read is a sentence."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise forms.ValidationError(CredentialField().error_messages["invalid"]) from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
