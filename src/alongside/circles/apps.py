"""Django's handle on circles."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Registers what circles brings to the rest of the house."""

    name = "alongside.circles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the holding, the wordings and the cards known."""
        from alongside.circles import cards, outgoing, privacy
        from alongside.kernel.privacy import register_holding

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        cards.register()
