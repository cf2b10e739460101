"""Choices of journeys, with the words a person reads. The bare values of customs are those of the pure `milestones`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class JourneyKind(models.TextChoices):
    """What a journey counts."""

    SOBER = "sober", _("Days in recovery")
    MEALS = "meals", _("Meals kept")
    PHYSIO = "physio", _("Physiotherapy or exercise done")
    OWN_DAYS = "own-days", _("Days of something else")
    OWN_ACTIONS = "own-times", _("How often you did something else")


# Journeys that count days; all others count actions.
OF_DAYS: frozenset[JourneyKind] = frozenset({JourneyKind.SOBER, JourneyKind.OWN_DAYS})


class Custom(models.TextChoices):
    """By whose custom the milestones of a journey are chosen."""

    TWELVE_STEP = "twelve_step", _("As in twelve-step groups: 24 hours, 30, 60 and 90 days, months, years")
    SMALL_STEPS = "small_steps", _("Many small ones: 1, 3, 7 and 14 days, and so on")
    ACTIONS = "actions", _("The usual ones: 1, 5, 10, 25, 50 times, and so on")
    OWN = "own", _("Only my own")


CUSTOMS_OF_DAYS = (Custom.TWELVE_STEP, Custom.SMALL_STEPS, Custom.OWN)
CUSTOMS_OF_ACTIONS = (Custom.ACTIONS, Custom.OWN)


class Motif(models.TextChoices):
    """What is on a drawn card that a tie sends; each is of our own drawing."""

    SUNRISE = "sunrise", _("A sunrise")
    SPROUT = "sprout", _("A sprout")
    LANTERN = "lantern", _("A lantern")
    CUP = "cup", _("A warm cup")


class AskState(models.TextChoices):
    """Where it stands that a tie asks about a goal on a day."""

    PROPOSED = "proposed", _("Proposed, no answer yet")
    AGREED = "agreed", _("You two agreed")
    NOT_NOW = "not_now", phrases.NOT_NOW
    ASKED = "asked", _("They have asked")
    TAKEN_BACK = "taken_back", _("You took it back")


def customs_of(kind: JourneyKind) -> tuple[Custom, ...]:
    """Return the customs that fit what a journey counts."""
    return CUSTOMS_OF_DAYS if kind in OF_DAYS else CUSTOMS_OF_ACTIONS
