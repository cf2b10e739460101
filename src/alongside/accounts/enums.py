"""Choices of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may do for the instance beside being a member. Being a supporter is a tie, not a role."""

    LISTENER = "listener", _("Listener")
    MODERATOR = "moderator", _("Moderator")
    ORGANISER = "organiser", _("Organiser")


class Scope(models.TextChoices):
    """What an API token may be used for."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")
