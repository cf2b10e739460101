"""Django's handle on the interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, components and static files."""

    name = "alongside.ui"

    def ready(self) -> None:
        """Put our words in the place of Django's; give the service worker the vault, before what others add to it."""
        from alongside.ui.forms import speak_plainly
        from alongside.ui.worker_scripts import register_worker_script

        speak_plainly()
        register_worker_script("ui/js/vault.js")
