"""Django's handle on medication."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MedicationConfig(AppConfig):
    """Registers what medication brings to the rest of the house."""

    name = "alongside.medication"
    verbose_name = _("Medication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known holding, wordings, due work and cards; listen to what is below."""
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding
        from alongside.medication import cards, outgoing, privacy, receivers, services
        from alongside.medication.models import Timing

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        register_kind(DueKind("medication", Timing, services.move_timings, batch=500))
        cards.register()
        receivers.register()
