"""Choices of notifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A way out of the instance. The open page needs none: it is told by `kernel.live`."""

    PUSH = "push", _("Notification on this device")
    EMAIL = "email", _("E-mail")


class DeliveryState(models.TextChoices):
    """Where a delivery stands. Only `waiting` rows have a `due_at`; while one is being sent it is the end of
    the lease."""

    WAITING = "waiting", _("On its way")
    HANDED_OVER = "handed_over", _("Delivered")
    FAILED = "failed", _("Could not be delivered")
    WITHDRAWN = "withdrawn", _("No longer needed")
