"""Choices of today."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.today import steps
from alongside.ui import phrases


class Step(models.TextChoices):
    """The steps of a first visit, in their order. The bare values are those of the pure module `steps`."""

    NEEDS = steps.NEEDS, phrases.WHAT_YOU_NEED
    PEOPLE = steps.PEOPLE, _("Whom you know")
    INVITE = steps.INVITE, _("Invite")
    REHEARSE = steps.REHEARSE, _("Try it out")
