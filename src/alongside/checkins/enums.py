"""Choices of check-ins."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Reaction(models.TextChoices):
    """What a supporter can say to a check-in with one press: fitting, never a measure."""

    WITH_YOU = "with_you", _("I am with you")
    PROUD = "proud", phrases.PROUD_OF_YOU
    THANK_YOU = "thank_you", _("Thank you for telling me")
    HOPE = "hope", _("Holding hope for you")


# What fits one that was missed: nobody did or told anything that one could be proud of, or thank for.
TO_MISSED = (Reaction.WITH_YOU, Reaction.HOPE)


class Within(models.IntegerChoices):
    """How long there is to answer before a check-in counts as missed, in minutes."""

    HOUR = 60, _("One hour")
    THREE_HOURS = 180, _("Three hours")
    SIX_HOURS = 360, _("Six hours")
    HALF_A_DAY = 720, _("Twelve hours")
