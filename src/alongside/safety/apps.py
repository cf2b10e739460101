"""Django's handle on safety."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    """Safety keeps nothing: it reads a text while it is being sent."""

    name = "alongside.safety"
    verbose_name = _("Safety")
    default_auto_field = "django.db.models.BigAutoField"
