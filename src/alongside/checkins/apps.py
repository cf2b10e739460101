"""Django's handle on check-ins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinsConfig(AppConfig):
    """Registers what check-ins bring to the rest of the house."""

    name = "alongside.checkins"
    verbose_name = _("Check-ins")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known holding, wordings, due work, cards and what works offline; listen to what is below."""
        from alongside.checkins import cards, outgoing, privacy, receivers, services
        from alongside.checkins.models import Rhythm
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding
        from alongside.ui.offline_parts import register_offline_part
        from alongside.ui.worker_scripts import register_worker_script

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        register_kind(DueKind("check-in", Rhythm, services.move_rhythms, batch=500, fields=services.READS))
        cards.register()
        receivers.register()
        register_worker_script("checkins/waiting.js")
        register_worker_script("checkins/sw-waiting.js")
        register_offline_part(
            order=15,
            template="checkins/offline_part.html",
            scripts=("checkins/waiting.js", "checkins/offline-check-in.js"),
        )
