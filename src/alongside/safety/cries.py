"""Words of danger that somebody writes or shows to moderators: they come before those of the whole place, nameless.

So those of a group who decided about them, or whom they report, do not see them.
"""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.safety.enums import Act
from alongside.safety.models import Case
from alongside.safety.reportable import Piece, Reportable, Thing, nameless

CRY = "cry"
WHO = _("Somebody who wrote to moderators")


def _for_nobody(_person: Person, _subject: object) -> None:
    """Nobody reports what somebody wrote to moderators."""


KIND = Reportable(CRY, _("A cry for help to moderators"), _for_nobody, spared=frozenset({Act.PAUSE, Act.REMOVE}))


def cry_as_thing(person: Person, subject: UUID, words: str, *, now: datetime) -> Thing:
    """Return what somebody wrote with a report or an appeal, or shows of a message, the `subject`, as it is shown."""
    who = nameless(WHO)
    piece = Piece(subject, who, to_the_minute(now), words)
    return Thing(CRY, subject, who, "", (piece,), person.id, None, reverse("own-reports"), is_quoted=True)


def is_before_moderators(subject: UUID) -> bool:
    """Tell whether these words of somebody were brought before moderators as a cry for help."""
    return Case.objects.filter(kind=CRY, subject=subject).exists()
