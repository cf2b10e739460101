"""allauth's views on our pages. An invalid form is answered with 422, as everywhere here."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy


class _Says422:
    """Tells programs, too, that a form was not valid."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the view beside this class has it
        response.status_code = 422
        return response


class SignIn(_Says422, LoginView):  # type: ignore[misc]  # allauth ships no types
    """Alias and passphrase, or a passkey."""

    template_name = "accounts/sign_in.html"


class SignOut(LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Asks (GET), then ends this session (POST)."""

    template_name = "accounts/sign_out.html"


class SignInSecondStep(_Says422, AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """A code or a passkey after the passphrase."""

    template_name = "accounts/sign_in_second_step.html"


class SignInPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey alone; GET hands a browser's script the challenge."""


class Confirm(_Says422, ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The passphrase again, before something that matters."""

    template_name = "accounts/confirm.html"


class ConfirmCode(_Says422, ReauthenticateCodeView):  # type: ignore[misc]  # allauth ships no types
    """A code, before something that matters."""

    template_name = "accounts/confirm.html"


class ConfirmPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey, before something that matters."""

    template_name = "accounts/confirm_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong and ask again: a passkey's answer cannot be mended by hand."""
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return HttpResponseRedirect(self.request.get_full_path())


class SecondSteps(IndexView):  # type: ignore[misc]  # allauth ships no types
    """The second steps somebody has."""

    template_name = "accounts/second_step.html"


class AddApp(_Says422, ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Add an app that shows codes."""

    template_name = "accounts/app_add.html"


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Remove it again."""

    template_name = "accounts/app_remove.html"


class AddPasskey(_Says422, AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Add a passkey."""

    template_name = "accounts/passkey_add.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Keep the form that was sent, with its errors: allauth would show a fresh one."""
        return {**super().get_context_data(**context), **context}


class RenamePasskey(_Says422, EditWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Give a passkey another name."""

    template_name = "accounts/passkey_rename.html"
    success_url = reverse_lazy("mfa_index")

    def get_success_url(self) -> str:
        """Go back to all second steps."""
        return reverse("mfa_index")


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Remove a passkey."""

    template_name = "accounts/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")
