"""Django's handle on groups."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Registers what groups bring to the rest of the house."""

    name = "alongside.groups"
    verbose_name = _("Groups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is held, told, shown, due, live and can be reported; and that a day can be shared here."""
        from alongside.groups import cards, holding, letters, outgoing, privacy, reporting, services, together
        from alongside.groups.aliases.kept import forget_kept_aliases
        from alongside.groups.chat import reporting as chat_reporting
        from alongside.groups.chat.live import shared_chat
        from alongside.groups.milestones import words as milestones
        from alongside.groups.models import Call, CallWish, Event, Regular, Waiting
        from alongside.groups.services.calling import forget_calls
        from alongside.groups.services.chat import CHATS
        from alongside.groups.stage import cards as stage_cards
        from alongside.groups.stage import page as stage_page
        from alongside.groups.stage import reporting as stage_reporting
        from alongside.groups.stage import telling as stage_telling
        from alongside.groups.threads.live import shared_thread
        from alongside.groups.unanswered.numbers import answered_by_month
        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import DueKind, register_kind
        from alongside.kernel.live import register_shared
        from alongside.kernel.privacy import register_holding
        from alongside.safety.numbers import register_monthly
        from alongside.safety.reportable import register_reportable, register_wards
        from alongside.ui import celebrations
        from alongside.ui.celebrations import register_celebrations
        from alongside.ui.communities import register_communities
        from alongside.ui.companies import register_companies
        from alongside.ui.letters import register_letters

        register_kind(DueKind("group-answer", Waiting, services.move_waiting, batch=50))
        register_kind(CHATS)
        register_shared(shared_chat())
        register_shared(shared_thread())
        register_kind(DueKind("group-regular", Regular, services.open_regulars, batch=10))
        register_kind(DueKind("group-quiet", CallWish, services.move_wishes, batch=50))
        register_kind(DueKind("group-call", Call, services.move_calls, batch=50))
        register_chore(Chore("groups.aliases", timedelta(hours=24), forget_kept_aliases))
        register_chore(Chore("groups.calls", timedelta(hours=24), forget_calls))
        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        cards.register()
        register_communities(holding.PROVIDER)
        register_companies("groups", together.PROVIDER)
        register_celebrations("groups", celebrations.Provider(of=milestones.rooms_of, hear=services.hear_milestone))
        register_letters("groups", letters.PROVIDER)
        register_kind(DueKind("group-event", Event, services.move_events, batch=50))
        register_shared(stage_page.SHARED)
        stage_telling.register_wordings()
        stage_cards.register()
        register_chore(Chore("groups.days", timedelta(hours=1), together.forget_days))
        register_wards(reporting.WARDS)
        register_monthly(answered_by_month)
        for kind in (*reporting.REPORTABLE, *chat_reporting.REPORTABLE, *stage_reporting.REPORTABLE):
            register_reportable(kind)
