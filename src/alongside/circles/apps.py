"""Django's handle on circles."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Registers what circles brings to the rest of the house."""

    name = "alongside.circles"
    default_auto_field = "django.db.models.BigAutoField"
