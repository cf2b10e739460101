"""Django's handle on reachouts."""

from django.apps import AppConfig


class ReachoutsConfig(AppConfig):
    """Registers what reachouts brings to the rest of the house."""

    name = "alongside.reachouts"
    default_auto_field = "django.db.models.BigAutoField"
