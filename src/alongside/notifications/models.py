"""Where people can be told, when not, and every delivery with its outcome."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel, DueRow
from alongside.notifications.enums import Channel, DeliveryState

# What of a delivery to a contact is over with it, as an update: their address, and the link that lets them in.
FORGOTTEN = {
    "address_sealed": Case(When(person=None, then=Value(b"")), default=None),
    "path": Case(When(person=None, then=Value("")), default=F("path")),
}
FINISHED = (DeliveryState.HANDED_OVER, DeliveryState.FAILED, DeliveryState.WITHDRAWN)


class Preferences(BaseModel):
    """When a person wants quiet (their own time zone; may cross midnight), and whether a lock screen may say more."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    says_more = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
                name="notifications_preferences_quiet",
            )
        ]


class EmailAddress(BaseModel):
    """A person's own address, sealed; used only once they proved it is theirs. Another address is another row."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    address_sealed = models.BinaryField()
    verified_at = models.DateTimeField(null=True)


class PushSubscription(BaseModel):
    """One browser of a person. Endpoint and keys are sealed together as JSON; the digest keeps it from being
    stored twice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    endpoint_digest = models.BinaryField(unique=True)
    subscription_sealed = models.BinaryField()
    device = models.CharField(max_length=60, default="", blank=True)


class Delivery(DueRow):
    """One thing told to one person (or contact) through one channel.

    `key` names the event for this recipient; its copies on several devices share it. `text` names a neutral wording in
    `notifications.wording`; `path` is where the link leads. A contact without account has `address_sealed` and
    no person; once it has ended, address and link are forgotten. `about` is whose reach-out or invitation it tells of:
    erasing them erases it. `wakes` lets it through quiet hours.
    `fallbacks` are the channels still to be tried when every delivery of this key has failed for good.
    """

    key = models.CharField(max_length=120)
    text = models.CharField(max_length=40)
    path = models.CharField(max_length=300)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    address_sealed = models.BinaryField(null=True)
    about = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    locale = models.CharField(max_length=10, default="en")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    push_subscription = models.ForeignKey(PushSubscription, on_delete=models.SET_NULL, null=True, related_name="+")
    device = models.UUIDField(null=True)
    fallbacks = ArrayField(models.CharField(max_length=10, choices=Channel.choices), default=list, blank=True)
    urgent = models.BooleanField(default=False)
    wakes = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, default="", blank=True)

    class Meta(DueRow.Meta):
        abstract = False
        indexes = [
            models.Index(
                fields=["urgent", "due_at"],
                name="notifications_delivery_due",
                condition=Q(due_at__isnull=False, set_aside_at__isnull=True),
            ),
            models.Index(fields=["key"], name="notifications_delivery_key"),
            models.Index(
                fields=["finished_at"],
                name="notifications_delivery_end",
                condition=Q(finished_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel", "device"], name="notifications_delivery_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, due_at__isnull=False, finished_at__isnull=True)
                | Q(state__in=FINISHED, due_at__isnull=True, finished_at__isnull=False),
                name="notifications_delivery_state",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address_sealed__isnull=True)
                | Q(person__isnull=True, address_sealed__isnull=False, channel=Channel.EMAIL),
                name="notifications_delivery_recipient",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PUSH, device__isnull=False)
                | Q(channel=Channel.EMAIL, device__isnull=True, push_subscription__isnull=True),
                name="notifications_delivery_channel",
            ),
        ]


class ChannelRecord(models.Model):
    """How a channel did lately, over everybody: whether alerts can go out at all."""

    channel = models.CharField(primary_key=True, max_length=10, choices=Channel.choices)
    last_ok_at = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    failures_since_ok = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_ok_at__isnull=False) | Q(last_failure_at__isnull=False),
                name="notifications_channelrecord_moment",
            )
        ]

    @property
    def last_tried_at(self) -> datetime:
        """Return when it was last tried; a constraint says that it was."""
        return max(at for at in (self.last_ok_at, self.last_failure_at) if at)
