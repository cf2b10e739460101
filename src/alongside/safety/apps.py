"""Django's handle on safety."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    """Registers what safety brings to the rest of the house."""

    name = "alongside.safety"
    verbose_name = _("Safety")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the texts, the cards, and what becomes due of a case."""
        from django.contrib.auth.signals import user_logged_in

        from alongside.accounts.events import RoleRevoked
        from alongside.accounts.removed import register_removed
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.events import subscribe
        from alongside.kernel.privacy import register_holding
        from alongside.safety import cards, cries, outgoing, pauses, privacy, receivers, replies, services
        from alongside.safety.models import Case
        from alongside.safety.reportable import register_reportable

        register_chore(Chore("safety.left_to_organisers", timedelta(hours=1), services.leave_to_organisers))
        register_kind(DueKind("safety-case", Case, services.move_cases, batch=50))
        register_holding(privacy.HOLDING)
        register_reportable(cries.KIND)
        register_reportable(replies.KIND)
        outgoing.register_wordings()
        cards.register()
        register_removed(pauses.removed_people)
        user_logged_in.connect(receivers.note_removed)
        subscribe(RoleRevoked, receivers.role_revoked)
