"""Choices of calls to quiet members, with the words a person reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody wants to be called."""

    MESSAGE = "message", _("By a message here")
    PHONE = "phone", _("By a call to my number")


class PartOfDay(models.TextChoices):
    """At what time of the day it suits."""

    ANY = "any", _("At any time of the day")
    MORNING = "morning", _("In the morning")
    AFTERNOON = "afternoon", _("In the afternoon")
    EVENING = "evening", _("In the evening")


class Why(models.TextChoices):
    """What brings somebody on the list."""

    QUIET = "quiet", _("It has been quiet around them")
    AGREED = "agreed", _("This date was agreed in the call before")


class Outcome(models.TextChoices):
    """What a call came to."""

    REACHED = "reached", _("We talked")
    NOT_REACHED = "not_reached", _("I did not reach them")
    MORE = "more", _("We talked, and they wish for more of it")
    NO_CALLS = "no_calls", _("They want no calls any more")
