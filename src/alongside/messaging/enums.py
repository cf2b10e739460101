"""Choices of messages, with the words a person reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Through what two people came to write to each other."""

    TIE = "tie", _("A tie of a circle")
    GROUP = "group", _("A group")


class Stand(models.TextChoices):
    """Where somebody stands in a conversation. Who is asked first sees one message and decides."""

    IN = "in", _("In it")
    ASKED = "asked", _("Asked")
    NOT_NOW = "not_now", _("Not now")


class Keep(models.IntegerChoices):
    """For how many days somebody wants messages to be kept; of two, the shorter time holds."""

    DAY = 1, _("One day")
    WEEK = 7, _("One week")
    MONTH = 30, _("30 days")
    SEASON = 90, _("90 days")
    YEAR = 365, _("One year")
