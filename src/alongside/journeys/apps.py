"""Django's handle on journeys."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JourneysConfig(AppConfig):
    """Registers what journeys bring to the rest of the house."""

    name = "alongside.journeys"
    verbose_name = _("Journeys and goals")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the wordings, the due work, the chore and the cards; listen to what is below."""
        from alongside.journeys import cards, goal_cards, outgoing, privacy, receivers, services
        from alongside.journeys.models import GoalAsk, Journey
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        # Small batches: no reach-out waits long behind one.
        register_kind(DueKind("milestone", Journey, services.mark_milestones, batch=100))
        register_kind(DueKind("goal-ask", GoalAsk, services.remind_to_ask, batch=100))
        register_chore(Chore("journeys.unsent voices", timedelta(minutes=10), services.forget_unsent_voices))
        cards.register()
        goal_cards.register()
        receivers.register()
