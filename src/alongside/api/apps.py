"""Django's handle on the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """JSON over the same services."""

    name = "alongside.api"
