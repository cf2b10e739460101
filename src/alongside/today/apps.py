"""Django's handle on today."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TodayConfig(AppConfig):
    """Home and the first steps."""

    name = "alongside.today"
    verbose_name = _("First steps")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put our cards on the page, make the holding known, and listen to reach-outs."""
        from alongside.kernel.privacy import register_holding
        from alongside.today import own_cards, privacy, receivers

        register_holding(privacy.HOLDING)
        own_cards.register()
        receivers.register()
