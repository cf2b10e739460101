"""Django's handle on notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers what notifications brings to the rest of the house."""

    name = "alongside.notifications"
    default_auto_field = "django.db.models.BigAutoField"
