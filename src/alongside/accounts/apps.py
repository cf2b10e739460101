"""Django's handle on accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers what accounts brings to the rest of the house."""

    name = "alongside.accounts"
    default_auto_field = "django.db.models.BigAutoField"
