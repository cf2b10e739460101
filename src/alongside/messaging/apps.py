"""Django's handle on messages."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Registers what messages bring to the rest of the house."""

    name = "alongside.messaging"
    verbose_name = _("Messages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the texts, the card, and that messages are forgotten after their time."""
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.privacy import register_holding
        from alongside.messaging import cards, forgetting, outgoing, policies, privacy, reporting
        from alongside.safety.cries import Letters, register_letters
        from alongside.safety.reportable import register_reportable
        from alongside.ui.letters import register_stopped, register_stopped_anywhere

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        cards.register()
        register_stopped(policies.stopped, policies.stopped_by)
        register_stopped_anywhere(policies.stopped_anywhere)
        register_chore(Chore("messaging.forget", timedelta(hours=1), forgetting.forget_messages))
        register_letters(Letters(policies.written_to, policies.readers_of))
        for kind in reporting.REPORTABLE:
            register_reportable(kind)
