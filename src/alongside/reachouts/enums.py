"""Choices of reach-outs, and the table of what may become of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a reach-out stands."""

    OPEN = "open", _("We are asking your people")
    ANSWERED = "answered", _("Somebody is with you")
    UNANSWERED = "unanswered", _("Nobody has answered yet")
    CANCELLED = "cancelled", _("You called it off")
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
    DECLINED = "declined", _("Cannot right now")
