"""Django's handle on the interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, components and static files."""

    name = "alongside.ui"

    def ready(self) -> None:
        """Give the service worker the vault, before what capabilities add to it."""
        from alongside.ui.worker_scripts import register_worker_script

        register_worker_script("ui/js/vault.js")
