"""Choices of notifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.ui import phrases


class Channel(models.TextChoices):
    """A way out of the instance. The open page needs none: it is told by `kernel.live`."""

    PUSH = "push", _("Notification on this device")
    EMAIL = "email", _("E-mail")


class DeliveryState(models.TextChoices):
    """Where a delivery stands. Only `waiting` rows have a `due_at`; while one is being sent it is the end of
    the lease."""

    WAITING = "waiting", phrases.ON_ITS_WAY
    HANDED_OVER = "handed_over", phrases.DELIVERED
    FAILED = "failed", phrases.COULD_NOT_BE_DELIVERED
    WITHDRAWN = "withdrawn", _("No longer needed")
