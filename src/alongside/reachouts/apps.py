"""Django's handle on reach-outs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReachoutsConfig(AppConfig):
    """Registers what reach-outs bring to the rest of the house."""

    name = "alongside.reachouts"
    verbose_name = _("Reaching out")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known due work, wordings, load, help, rota, the holding and what works offline; listen to circles."""
        from alongside.circles.asked import register_asked_source
        from alongside.circles.community_sources import Sources, register_sources
        from alongside.circles.helped import register_help_source
        from alongside.circles.load import register_load_source
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding
        from alongside.reachouts import cards, next_steps, privacy, receivers, records, services, wordings
        from alongside.reachouts.forms import offline_form
        from alongside.reachouts.models import FollowUp, ReachOut
        from alongside.reachouts.unheard import unheard
        from alongside.reachouts.waving import people_on_call
        from alongside.ui.duty import register_duty
        from alongside.ui.offline_parts import register_offline_part
        from alongside.ui.worker_scripts import register_worker_script

        # Few at a time: what a wave tells goes out when its batch is committed, and a kill undoes a whole batch.
        register_kind(DueKind("reach-out", ReachOut, services.move_due, batch=10))
        # Small batches: no reach-out waits long behind one, and senders have something to send meanwhile.
        register_kind(DueKind("follow-up", FollowUp, services.ask_follow_ups, batch=100))
        register_load_source(records.loads_of)
        register_asked_source(records.asked_lately)
        register_help_source(records.helped_lately)
        register_sources(Sources(records.carried_by_all, records.asked_by_all, unheard))
        register_duty("listeners", people_on_call)
        register_holding(privacy.HOLDING)
        wordings.register()
        cards.register()
        next_steps.register()
        receivers.register()
        register_worker_script("reachouts/waiting.js")
        register_worker_script("reachouts/sw-waiting.js")
        register_offline_part(
            order=10,
            template="reachouts/offline_part.html",
            scripts=("reachouts/waiting.js", "reachouts/offline-reach-out.js"),
            context=offline_form,
        )
