"""What reach-outs say on a device or in a mail: neutral, and at most "somebody reached out" for who asked for more."""

from django.utils.translation import gettext_lazy as _

from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

ASKED = "reach-out.asked"
MORE = {
    ASKED: _("Somebody reached out."),
    "reach-out.taken-care-of": _("It is taken care of. Thank you for being there."),
    "reach-out.answered": _("Somebody is with you."),
    "reach-out.unanswered": _("Please look at your page: there is something you can do now."),
    "reach-out.follow-up": _("How are you today?"),
    "conversation.said": _("There is a new message for you."),
}


def register() -> None:
    """Make the texts known to notifications."""
    for text, more in MORE.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))
