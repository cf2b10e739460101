"""Django's handle on check-ins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinsConfig(AppConfig):
    """Registers what check-ins bring to the rest of the house."""

    name = "alongside.checkins"
    verbose_name = _("Check-ins")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the wordings, the due work and the cards; listen to what is below."""
        from alongside.checkins import cards, outgoing, privacy, receivers, services
        from alongside.checkins.models import Rhythm
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        register_kind(DueKind("check-in", Rhythm, services.move_rhythms, batch=500))
        cards.register()
        receivers.register()
