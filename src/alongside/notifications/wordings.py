"""What notifications say about themselves."""

from django.utils.translation import gettext_lazy as _

from alongside.notifications.wording import NEUTRAL_TITLE, Wording, register_wording

TEST = _("This is a test. If you can read it, you can be told here.")
CONFIRM = _(
    "Somebody gave this address so that they can be told when there is something new for them. "
    "If that was you, please open this link and say so. If not, you do not have to do anything."
)


def register() -> None:
    """Make the texts known."""
    register_wording("notifications.test", Wording(NEUTRAL_TITLE, TEST, TEST))
    register_wording("notifications.confirm-email", Wording(NEUTRAL_TITLE, CONFIRM, CONFIRM))
