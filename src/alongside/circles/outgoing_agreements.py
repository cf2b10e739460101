"""What the two of an agreement are told: neutrally, and where to look."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.circles import links
from alongside.circles.enums import Side
from alongside.circles.models import Supporter, Tie
from alongside.notifications.services import Telling
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

WRITTEN = "circles.agreement_written"
REVIEW = "circles.agreement_review"
WORDS = {
    WRITTEN: _("There is something new about what you two agree."),
    REVIEW: _("It is time to look again at what you two agreed."),
}
# It stands on their page for as long as it takes; a message about it is of no use after that.
USEFUL_FOR = timedelta(days=7)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for text, more in WORDS.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


def agreement_path(tie: Tie, side: Side) -> str:
    """Return where this side of an accepted tie sees what the two agreed."""
    supporter = tie.supporter
    if side == Side.OWNER or supporter is None:
        return reverse("circle-tie-agreement", args=[tie.id])
    if supporter.person_id:
        return reverse("supporting-agreement", args=[tie.id])
    return reverse("with-agreement", args=[links.sign(supporter.id, salt=links.CONTACT)])


def telling_side(tie: Tie, side: Side, text: str, *, key: str, now: datetime) -> Telling:
    """Say something about an agreement to one side of an accepted tie; it wakes nobody."""
    supporter = tie.supporter if side == Side.SUPPORTER else None
    person = tie.owner if supporter is None else supporter.person
    return Telling(
        key=f"{key}:{side.value}",
        text=text,
        path=agreement_path(tie, side),
        expires_at=now + USEFUL_FOR,
        person_id=person.id if person else None,
        address_sealed=None if person or supporter is None else _address(supporter),
        about_id=tie.owner_id,
        locale=(person or supporter or tie.owner).locale,
        wakes=False,
        by_push=supporter is None or tie.by_push,
        by_email=supporter is None or tie.by_email,
    )


def _address(supporter: Supporter) -> bytes | None:
    return bytes(supporter.email_sealed) if supporter.email_sealed is not None else None
