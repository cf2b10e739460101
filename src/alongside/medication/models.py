"""Medicines as people wrote them down, their timing (the due row), the log, and who may see it.

Name and way of taking say what somebody lives with, so they are sealed; rows refer to a medicine by its id alone.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel, DueRow
from alongside.kernel.schedule import MOST_TIMES
from alongside.medication.enums import Again, Answer


class Medicine(BaseModel):
    """A medicine in its person's words. One without timing is taken when they need it, or has ended."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name_sealed = models.BinaryField()
    how_sealed = models.BinaryField(null=True)
    is_private = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name_sealed=b"") & ~Q(how_sealed=b""), name="medication_medicine_said")
        ]
        indexes = [models.Index(fields=["person"], name="medication_medicine_person")]


class Timing(DueRow):
    """When a medicine is planned, and where it stands (see `turns`).

    `rule` is a subset of RFC 5545. `next_on` and `next_time` are the label that comes next, `open_on` and `open_time`
    the latest that came, on the clock of `zone`, which is the person's own as long as it `moves` with them. `again_at`
    is when they are reminded once more. While `paused_at` is set nothing is planned.
    """

    medicine = models.OneToOneField(Medicine, on_delete=models.CASCADE, related_name="timing")
    rule = models.CharField(max_length=100)
    times = ArrayField(models.TimeField(), size=MOST_TIMES)
    begins_on = models.DateField()
    zone = models.CharField(max_length=60)
    moves = models.BooleanField(default=True)
    reminds = models.BooleanField(default=True)
    again = models.PositiveSmallIntegerField(choices=Again.choices, null=True)
    next_on = models.DateField()
    next_time = models.TimeField()
    open_on = models.DateField(null=True)
    open_time = models.TimeField(null=True)
    again_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=Q(times__len__gte=1, times__len__lte=6), name="medication_timing_times"),
            models.CheckConstraint(
                condition=Q(again__isnull=True) | Q(again__in=Again.values, reminds=True),
                name="medication_timing_again",
            ),
            models.CheckConstraint(
                condition=Q(open_on__isnull=True, open_time__isnull=True, again_at__isnull=True)
                | Q(open_on__isnull=False, open_time__isnull=False),
                name="medication_timing_open",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, due_at__isnull=False)
                | Q(paused_at__isnull=False, due_at__isnull=True, open_on__isnull=True),
                name="medication_timing_paused",
            ),
        ]


class Entry(BaseModel):
    """One line of the log: a time that was planned, or one that somebody took a medicine when they needed it.

    A planned one is named by its label (`on_day`, `at_time`) and came at `planned_for`; as long as `answer` is NULL
    nothing is written down. The other has a `key`, which names the form it came from: sent twice it counts once.
    """

    medicine = models.ForeignKey(Medicine, on_delete=models.CASCADE, related_name="entries")
    on_day = models.DateField()
    at_time = models.TimeField(null=True)
    planned_for = models.DateTimeField(null=True)
    answer = models.CharField(max_length=20, choices=Answer.choices, null=True)
    answered_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=100, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["medicine", "on_day", "at_time"], name="medication_entry_once"),
            models.UniqueConstraint(fields=["medicine", "key"], name="medication_entry_key"),
            models.CheckConstraint(
                condition=Q(at_time__isnull=False, planned_for__isnull=False, key__isnull=True)
                | Q(at_time__isnull=True, planned_for__isnull=True, key__isnull=False, answer__isnull=False)
                & Q(answer=Answer.TAKEN),
                name="medication_entry_of_something",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_at__isnull=True)
                | Q(answer__isnull=False, answer__in=Answer.values, answered_at__isnull=False),
                name="medication_entry_answered",
            ),
        ]
        indexes = [models.Index(fields=["medicine", "on_day"], name="medication_entry_day")]


class Share(BaseModel):
    """That one tie sees the log of today and the days before, but for what is private."""

    tie = models.OneToOneField(Tie, on_delete=models.CASCADE, related_name="+")
