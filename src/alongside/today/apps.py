"""Django's handle on today."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """Home and the first steps."""

    name = "alongside.today"
