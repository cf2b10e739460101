"""Django's handle on circles."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    """Registers what circles brings to the rest of the house."""

    name = "alongside.circles"
    verbose_name = _("Circles and support")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the wordings, the due work, the chore, the cards and the part of the offline page."""
        from alongside.circles import asks_telling, cards, load_cards, outgoing, outgoing_agreements, privacy, services
        from alongside.circles.models import Agreement
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding
        from alongside.ui.offline_parts import register_offline_part

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        asks_telling.register_wordings()
        outgoing_agreements.register_wordings()
        # Small batches: no reach-out waits long behind one.
        register_kind(DueKind("agreement-review", Agreement, services.ask_reviews, batch=100))
        cards.register()
        load_cards.register()
        register_chore(Chore("words about load", timedelta(hours=1), lambda now: services.end_load_words(now=now)))
        register_offline_part(order=20, template="circles/offline_card.html", scripts=("circles/offline-card.js",))
