"""Django's handle on meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registers what meetings bring to the rest of the house."""

    name = "alongside.meetings"
    verbose_name = _("Meetings")
    default_auto_field = "django.db.models.BigAutoField"
