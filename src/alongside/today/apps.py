"""Django's handle on today."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """Home and the first steps."""

    name = "alongside.today"

    def ready(self) -> None:
        """Put the organiser's card on the page."""
        from alongside.today import own_cards

        own_cards.register()
