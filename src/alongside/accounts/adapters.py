"""How allauth does what it does for us: our words, our sessions, sealed second steps, and no e-mail."""

import base64
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.accounts.services.sessions import ENDED
from alongside.audit.services import record
from alongside.kernel.clock import current_time
from alongside.kernel.live import announce
from alongside.kernel.sealed import seal, unseal
from alongside.ui import phrases

SECRET = "mfa_authenticator.data"  # noqa: S105 - the name of a column, not a secret
WRONG_CODE = _("This code does not fit. Codes change every half minute: please look again and type the new one.")
NOT_TOGETHER = _("This alias and this passphrase do not belong together. Please look at both again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Signing in and out by alias, without e-mail."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NOT_TOGETHER,
        "incorrect_password": _("This is not your passphrase. Nothing has changed. Please type it again."),
        "incorrect_code": WRONG_CODE,
    }
    WAYS: ClassVar[dict[str, Promise]] = {
        "reauthenticate": _("Use your passphrase"),
        "mfa_reauthenticate": _("Use a code from your app"),
        "mfa_reauthenticate:webauthn": phrases.USE_A_PASSKEY,
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer in JSON only where a passkey is asked for, whatever a request says it would like."""
        return bool(request.path == reverse("mfa_login_webauthn") and super().is_ajax(request))

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin a session and note it."""
        super().login(request, user)
        record("session.started", actor=user.id, about=user.id, now=current_time())

    def logout(self, request: HttpRequest) -> None:
        """End this session, and the live streams that run under it."""
        person_id = cast("Person", request.user).id
        super().logout(request)
        record("session.ended", actor=person_id, about=person_id, now=current_time())
        announce([person_id], topic=ENDED)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead somebody who has no passphrase yet to choosing one."""
        person = request.user
        if person.is_authenticated and not person.has_usable_password():
            return reverse("account_set_password")
        return str(super().get_login_redirect_url(request))

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Answer as to anybody who cannot sign in."""
        self.add_message(request, 40, message=NOT_TOGETHER)
        return redirect("account_login")

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Name the ways to confirm who one is in our words."""
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": self.WAYS[method["id"]]} for method in methods]


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second steps: an app's secret is sealed with its person's data key, so erasing and key rotation cover it."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret of whoever is signed in: only they can add their second step."""
        return base64.b64encode(seal(context.request.user.data_key_id, text, what=SECRET)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret; one whose data key is gone fits no code."""
        return unseal(base64.b64decode(encrypted_text), what=SECRET) or ""

    def get_totp_issuer(self) -> str:
        """Name the instance in the app's list."""
        return str(settings.INSTANCE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the instance to the passkey; its id is the host name alone (WebAuthn Level 2, 5.1.2)."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.INSTANCE_NAME}

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - allauth names it so
        """Propose a name for the next passkey."""
        count = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if count == 1 else gettext("Passkey %(number)d") % {"number": count}

    def _get_user_identifier(self, user: Person) -> str:
        return user.alias
