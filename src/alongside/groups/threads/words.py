"""What pages of threads say of who wrote and of reactions, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.groups.enums import Reacts
from alongside.groups.models import Membership

HAS_LEFT = _("Somebody who is not here any more")
WITHOUT_TITLE = _("A thread whose beginning was taken back")
# Only who wrote a post is told how many said it; others see which words were said.
TOLD: Mapping[str, Promise] = {
    Reacts.WITH_YOU: ngettext_lazy("%(people)d person is with you.", "%(people)d people are with you.", "people"),
    Reacts.ME_TOO: ngettext_lazy("%(people)d person says: me too.", "%(people)d people say: me too.", "people"),
    Reacts.PROUD_OF_YOU: ngettext_lazy(
        "%(people)d person is proud of you.", "%(people)d people are proud of you.", "people"
    ),
    Reacts.THANK_YOU: ngettext_lazy("%(people)d person thanks you.", "%(people)d people thank you.", "people"),
    Reacts.HOLDING_HOPE: ngettext_lazy(
        "%(people)d person holds hope with you.", "%(people)d people hold hope with you.", "people"
    ),
}


def alias_of_member(member: Membership | None) -> str:
    """Say who that is: their alias in the group while they are in it."""
    return (member.alias if member else "") or str(HAS_LEFT)
