"""Django's handle on accounts."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.kernel.chores import Chore, register_chore
from alongside.kernel.privacy import register_holding


class AccountsConfig(AppConfig):
    """Registers what accounts brings to the rest of the house."""

    name = "alongside.accounts"
    verbose_name = _("Account")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what accounts holds about people, and what to tidy up every hour."""
        from alongside.accounts import receivers  # noqa: F401 - importing it connects what it receives
        from alongside.accounts.privacy import HOLDING
        from alongside.accounts.services import forget_ended_sessions

        register_holding(HOLDING)
        register_chore(
            Chore("ended sessions", timedelta(hours=1), lambda now: forget_ended_sessions(now=now)),
        )
