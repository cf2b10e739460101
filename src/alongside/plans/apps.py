"""Django's handle on plans."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Registers what plans bring to the rest of the house."""

    name = "alongside.plans"
    verbose_name = _("Plans")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the cards, what is at hand and what works offline; listen to circles."""
        from alongside.kernel.privacy import register_holding
        from alongside.plans import cards, offered, privacy, receivers
        from alongside.ui.offline_parts import register_offline_part

        register_holding(privacy.HOLDING)
        cards.register()
        offered.register()
        receivers.register()
        register_offline_part(order=15, template="plans/offline_plans.html", scripts=("plans/offline-plans.js",))
