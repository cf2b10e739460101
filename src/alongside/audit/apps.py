"""Django's handle on the audit."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.kernel.chores import Chore, register_chore
from alongside.kernel.privacy import register_holding


class AuditConfig(AppConfig):
    """Append-only record of writes and looks."""

    name = "alongside.audit"
    verbose_name = _("Record of what was done")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the audit holds about people, and have its chain sealed every minute."""
        from alongside.audit.privacy import HOLDING
        from alongside.audit.services import seal_chain

        register_holding(HOLDING)
        register_chore(Chore("audit chain", timedelta(minutes=1), lambda now: seal_chain(now=now)))
