"""Choices of medication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Answer(models.TextChoices):
    """What somebody writes down about one time that was planned."""

    TAKEN = "taken", _("Taken")
    NOT_THIS_TIME = "not_this_time", phrases.NOT_THIS_TIME


class Again(models.IntegerChoices):
    """After how many minutes there is a second, gentle reminder."""

    QUARTER = 15, _("After 15 minutes")
    HALF = 30, _("After half an hour")
    HOUR = 60, _("After one hour")
    TWO_HOURS = 120, _("After two hours")
