"""Django's handle on the audit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import register_holding


class AuditConfig(AppConfig):
    """Append-only record of writes and looks."""

    name = "alongside.audit"
    verbose_name = _("Record of what was done")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the audit holds about people."""
        from alongside.audit.privacy import HOLDING

        register_holding(HOLDING)
