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
        """Make the holding, the wordings, the cards, the part of the offline page and the hourly chore known."""
        from alongside.circles import cards, load_cards, outgoing, privacy
        from alongside.circles.services import end_load_words
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.privacy import register_holding
        from alongside.ui.offline_parts import register_offline_part

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        cards.register()
        load_cards.register()
        register_chore(Chore("words about load", timedelta(hours=1), lambda now: end_load_words(now=now)))
        register_offline_part(order=20, template="circles/offline_card.html", scripts=("circles/offline-card.js",))
