"""Django's handle on the interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, components and static files."""

    name = "alongside.ui"

    def ready(self) -> None:
        """Put our words in the place of Django's."""
        from alongside.ui.forms import speak_plainly

        speak_plainly()
