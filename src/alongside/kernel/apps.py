"""Django's handle on the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Tables that every capability stands on."""

    name = "alongside.kernel"
    default_auto_field = "django.db.models.BigAutoField"
