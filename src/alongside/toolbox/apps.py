"""Django's handle on the toolbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolboxConfig(AppConfig):
    """Registers what the toolbox brings to the rest of the house."""

    name = "alongside.toolbox"
    verbose_name = _("Toolbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the card, and what is at hand in a hard hour."""
        from alongside.toolbox import offered

        offered.register()
