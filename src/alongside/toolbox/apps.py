"""Django's handle on the toolbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolboxConfig(AppConfig):
    """Registers what the toolbox brings to the rest of the house."""

    name = "alongside.toolbox"
    verbose_name = _("Toolbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the cards, and what is at hand in a hard hour; listen to circles."""
        from alongside.kernel.privacy import register_holding
        from alongside.toolbox import offered, privacy, receivers

        register_holding(privacy.HOLDING)
        offered.register()
        receivers.register()
