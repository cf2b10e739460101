"""Django's handle on groups."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Registers what groups bring to the rest of the house."""

    name = "alongside.groups"
    verbose_name = _("Groups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known the holding, the texts and the cards."""
        from alongside.groups import cards, outgoing, privacy
        from alongside.kernel.privacy import register_holding

        register_holding(privacy.HOLDING)
        outgoing.register_wordings()
        cards.register()
