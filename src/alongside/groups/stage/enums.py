"""Choices of events, with the words a person reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.groups.stage.times import Stands
from alongside.ui import phrases


class EventKind(models.TextChoices):
    """What an event is."""

    TALK = "talk", _("A talk, with questions after it")
    QUESTIONS = "questions", _("Questions and answers")


class EventState(models.TextChoices):
    """Where an event stands."""

    PLANNED = Stands.PLANNED.value, _("Planned")
    LIVE = Stands.LIVE.value, _("Going on now")
    OVER = Stands.OVER.value, _("Over")
    CANCELLED = Stands.CANCELLED.value, _("Called off")


class Asked(models.TextChoices):
    """What somebody who is asked to speak has said."""

    ASKED = "asked", _("Asked, no word yet")
    YES = "yes", _("Speaks")
    NO = "no", phrases.NOT_THIS_TIME


class QuestionState(models.TextChoices):
    """Where a question stands."""

    WAITING = "waiting", _("Waits")
    TAKEN = "taken", _("Comes soon")
    PUT_OFF = "put_off", _("Put off")
    MERGED = "merged", _("Asked together with another one")
    ON_STAGE = "on_stage", _("On the stage now")
    ANSWERED = "answered", _("Answered")


# Moderators still have these before them; members see the first two and can say that they would like to hear them.
IN_QUEUE = (QuestionState.WAITING, QuestionState.TAKEN, QuestionState.PUT_OFF)
TO_HEAR = (QuestionState.WAITING, QuestionState.TAKEN)
# What was said before everybody, and stays.
SHOWN = (QuestionState.ON_STAGE, QuestionState.ANSWERED)
STILL_TO_COME = (EventState.PLANNED, EventState.LIVE)
