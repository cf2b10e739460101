"""Django's handle on reach-outs."""

from django.apps import AppConfig


class ReachoutsConfig(AppConfig):
    """Registers what reach-outs bring to the rest of the house."""

    name = "alongside.reachouts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the due work, the wordings, the load and the holding known, and listen to circles."""
        from alongside.circles.load import register_load_source
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.privacy import register_holding
        from alongside.reachouts import cards, privacy, receivers, records, services, wordings
        from alongside.reachouts.models import FollowUp, ReachOut

        # Few at a time: what a wave tells goes out when its batch is committed, and a kill undoes a whole batch.
        register_kind(DueKind("reach-out", ReachOut, services.move_due, batch=10))
        # Small batches: no reach-out waits long behind one, and senders have something to send meanwhile.
        register_kind(DueKind("follow-up", FollowUp, services.ask_follow_ups, batch=100))
        register_load_source(records.loads_of)
        register_holding(privacy.HOLDING)
        wordings.register()
        cards.register()
        receivers.register()
