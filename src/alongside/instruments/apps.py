"""Django's handle on instruments."""

from django.apps import AppConfig

from alongside.ui import phrases


class InstrumentsConfig(AppConfig):
    """Registers what instruments bring to the rest of the house."""

    name = "alongside.instruments"
    verbose_name = phrases.QUESTIONNAIRES
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the wording, the due work and the cards; listen to circles."""
        from alongside.instruments import cards, outgoing, privacy, receivers, services
        from alongside.instruments.models import Rhythm
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        # Small batches: no reach-out waits long behind one.
        register_kind(DueKind("retake", Rhythm, services.ask_retakes, batch=100))
        cards.register()
        receivers.register()
