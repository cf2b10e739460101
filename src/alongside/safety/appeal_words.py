"""Words of danger in a request for another look: they come before moderators of the place as others do, without a name.

Whoever decided does not see them, as they do not see the request.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.safety.enums import Act
from alongside.safety.models import Appeal
from alongside.safety.reportable import Piece, Reportable, Thing, nameless

APPEAL = "appeal"
WHO = _("Somebody who asks for another look")


def _for_nobody(_person: Person, _subject: object) -> None:
    """Nobody reports a request for another look: who answers it is all who reads it."""


KIND = Reportable(
    APPEAL,
    _("Words to a request for another look"),
    _for_nobody,
    spared=frozenset({Act.PAUSE, Act.REMOVE}),
)


def appeal_as_thing(row: Appeal, words: str) -> Thing:
    """Return what somebody wrote to it as moderators of the whole place are shown it."""
    who = nameless(WHO)
    piece = Piece(row.id, who, to_the_minute(row.created_at), words)
    back = reverse("decision", args=[row.decision_id])
    return Thing(APPEAL, row.id, who, "", (piece,), row.decision.about_id, None, back, is_quoted=True)
