"""Django's handle on notifications."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers what notifications brings to the rest of the house."""

    name = "alongside.notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the due work, the texts, the health of the channels, the tidying up and the holding known."""
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import register_kind
        from alongside.kernel.health import register_check
        from alongside.kernel.privacy import register_holding
        from alongside.notifications import cards, outbox, outcomes, privacy, services, wordings
        from alongside.ui.worker_scripts import register_worker_script

        for kind in outbox.watched_kinds():
            register_kind(kind)
        wordings.register()
        cards.register()
        register_check("channels", outcomes.channels_work)
        forget = Chore("old deliveries", timedelta(minutes=1), lambda now: services.forget_finished(now=now))
        register_chore(forget)
        register_holding(privacy.HOLDING)
        register_worker_script("notifications/sw-push.js")
