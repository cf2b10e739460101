"""Django's handle on meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registers what meetings bring to the rest of the house."""

    name = "alongside.meetings"
    verbose_name = _("Meetings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is done again and again, and what is read by many at once: the rooms of meetings."""
        from datetime import timedelta

        from alongside.kernel.chores import Chore, register_chore
        from alongside.kernel.due import register_kind
        from alongside.kernel.live import register_shared
        from alongside.kernel.privacy import register_holding
        from alongside.meetings import privacy, services
        from alongside.meetings.room_page import shared_room

        register_holding(privacy.HOLDING)
        register_kind(services.ROOMS)
        register_shared(shared_room())
        register_chore(Chore("meetings.read", timedelta(seconds=30), services.read_next))
        register_chore(Chore("meetings.gone", timedelta(hours=6), services.forget_gone))
        register_chore(Chore("meetings.reports", timedelta(hours=6), services.forget_reports))
        register_chore(Chore("meetings.voice", timedelta(minutes=1), services.forget_old_letters))
