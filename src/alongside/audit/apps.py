"""Django's handle on the audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only record of writes and looks."""

    name = "alongside.audit"
    default_auto_field = "django.db.models.BigAutoField"
