"""Choices of reach-outs, and the table of what may become of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class State(models.TextChoices):
    """Where a reach-out stands."""

    OPEN = "open", phrases.WE_ARE_ASKING
    ANSWERED = "answered", phrases.SOMEBODY_IS_WITH_YOU
    UNANSWERED = "unanswered", phrases.NOBODY_HAS_ANSWERED_YET
    CANCELLED = "cancelled", phrases.YOU_CALLED_IT_OFF
    CLOSED = "closed", _("Over")


# An unanswered one can still be answered late: a person who comes after all is welcome.
MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.ANSWERED, State.UNANSWERED, State.CANCELLED}),
    State.UNANSWERED: frozenset({State.ANSWERED, State.CANCELLED, State.CLOSED}),
    State.ANSWERED: frozenset({State.OPEN, State.CLOSED}),
    State.CANCELLED: frozenset(),
    State.CLOSED: frozenset(),
}


class WaveKind(models.TextChoices):
    """Who a wave asks."""

    CIRCLE = "circle", _("Your circle")
    AGAIN = "again", _("Those asked before, once more")
    LISTENERS = "listeners", _("The listeners on call")


class Response(models.TextChoices):
    """What somebody who was notified said."""

    NONE = "none", _("Not yet")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", phrases.CANNOT_RIGHT_NOW
    LEFT = "left", _("Was there, and had to go")
