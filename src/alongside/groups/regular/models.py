"""Threads that open by themselves: what they say and when, who hosts them in turn, and which have opened."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.groups.models import Group, Membership
from alongside.groups.threads.models import NOTE_LENGTH, Thread
from alongside.kernel.models import BaseModel, DueRow

REGULAR_TITLE_LENGTH = 80
WEEK = list(range(7))


class Regular(DueRow):
    """A thread that a group has open by itself; `due_at` is the next time, None while it rests, `next_day` its day.

    `writer` is the host whose words they are; once they host no more, another host of the group stands for them.
    `with_pledge`: under the thread of today stands what members share of their day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="regulars")
    writer = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=REGULAR_TITLE_LENGTH)
    text = models.TextField()
    note = models.CharField(max_length=NOTE_LENGTH, default="", blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    at = models.TimeField()
    zone = models.CharField(max_length=64)
    with_pledge = models.BooleanField(default=False)
    next_day = models.DateField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="groups_regular_says_something"),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0, weekdays__contained_by=WEEK), name="groups_regular_weekdays"
            ),
            models.CheckConstraint(condition=~Q(zone=""), name="groups_regular_zone"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(next_day__isnull=False), name="groups_regular_next_day"
            ),
        ]


class RegularHost(BaseModel):
    """A member who said yes to hosting such a thread in turn, and on which day they did last."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    regular = models.ForeignKey(Regular, on_delete=models.CASCADE, related_name="hosts")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    hosted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regular", "membership"], name="groups_regularhost_once"),
        ]


class RegularDay(BaseModel):
    """The thread that opened on one day, and who hosts it. There is never a second of the same day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    regular = models.ForeignKey(Regular, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="regular_day")
    host = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regular", "day"], name="groups_regularday_once"),
        ]
