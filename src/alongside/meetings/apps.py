"""Django's handle on meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registers what meetings bring to the rest of the house."""

    name = "alongside.meetings"
    verbose_name = _("Meetings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is done again, what is due, the holding, cards, wordings, rooms; listen to circles."""
        from datetime import timedelta

        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.live import register_shared
        from alongside.kernel.privacy import register_holding
        from alongside.meetings import (
            along_telling,
            cards,
            next_steps,
            outgoing,
            privacy,
            receivers,
            room_reporting,
            run_outgoing,
            services,
            serving_cards,
        )
        from alongside.meetings.models import AlongReminder, Hosting, Saved, Service
        from alongside.meetings.of_groups import HOLDER
        from alongside.meetings.room_lobby import shared_lobby
        from alongside.meetings.room_page import shared_room
        from alongside.safety.reportable import register_reportable
        from alongside.ui.communities import register_holder

        register_holder(HOLDER)
        register_chore(Chore("meetings.groups", timedelta(hours=6), services.forget_groups))
        register_kind(services.ROOMS)
        register_shared(shared_room())
        register_shared(shared_lobby())
        register_chore(Chore("meetings.read", timedelta(seconds=30), services.read_next))
        register_chore(Chore("meetings.gone", timedelta(hours=6), services.forget_gone))
        register_chore(Chore("meetings.reports", timedelta(hours=6), services.forget_reports))
        register_chore(Chore("meetings.reminders", timedelta(minutes=1), services.reckon_changed))
        register_chore(Chore("meetings.along", timedelta(hours=6), services.forget_along))
        register_chore(Chore("meetings.company", timedelta(hours=6), services.forget_offers))
        register_kind(DueKind("meeting-reminder", Saved, services.send_reminders, batch=100))
        register_chore(Chore("meetings.along_reminders", timedelta(minutes=1), services.reckon_changed_along))
        register_kind(DueKind("along-reminder", AlongReminder, services.send_along_reminders, batch=100))
        register_holding(privacy.HOLDING)
        cards.register()
        outgoing.register_wordings()
        along_telling.register_wordings()
        receivers.register()
        next_steps.register()
        register_chore(Chore("meetings.served", timedelta(hours=6), services.forget_served))
        register_chore(Chore("meetings.proposals", timedelta(hours=6), services.forget_proposals))
        register_chore(Chore("meetings.stewards", timedelta(hours=6), services.forget_steward_asks))
        register_kind(DueKind("meeting-service", Service, services.send_service_reminders, batch=100))
        register_kind(DueKind("meeting-rota", Hosting, services.fill_rotas, batch=20))
        run_outgoing.register_wordings()
        register_reportable(room_reporting.REPORTABLE)
        serving_cards.register()
        register_chore(Chore("meetings.voice", timedelta(minutes=1), services.forget_old_letters))
        register_chore(Chore("meetings.bridge", timedelta(seconds=10), services.look_after_bridge))
