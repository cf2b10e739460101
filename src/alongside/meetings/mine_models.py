"""What one person keeps for themselves about meetings: the ones they saved, and the dates they were there,
and the address of their own calendar.

Nobody else ever sees these rows, and nothing public counts them.
"""

from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel, DueRow
from alongside.meetings.models import Meeting
from alongside.meetings.reminding import MINUTES


class Saved(DueRow):
    """A meeting that somebody saved. It outlives the meeting, by the name it had then, to say that it is gone.

    `due_at` is when they are reminded of the next start, `remind_minutes` before it; `reckoned_for` is the version of
    the meeting (its `changed_at`) that this was counted from. `tie` is the meeting in its owner's circle. `takes_part`
    is no column: whether its owner may come in, as it is for a group while they are in it, by `policies.visible_saved`.
    """

    takes_part = False

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="+")
    tie = models.ForeignKey(Tie, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=300)
    remind_minutes = models.PositiveSmallIntegerField(null=True)
    reckoned_for = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["owner", "meeting"], name="meetings_saved_once"),
            models.CheckConstraint(condition=~Q(name=""), name="meetings_saved_named"),
            models.CheckConstraint(
                condition=Q(remind_minutes=None, due_at=None, reckoned_for=None)
                | Q(remind_minutes__isnull=False, remind_minutes__in=MINUTES),
                name="meetings_saved_reminder",
            ),
        ]


class Attended(BaseModel):
    """One date on which somebody was at a meeting they saved, on the clock of the meeting."""

    saved = models.ForeignKey(Saved, on_delete=models.CASCADE, related_name="dates")
    on_date = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved", "on_date"], name="meetings_attended_once")]


class CalendarFeed(BaseModel):
    """The address at which somebody's own calendar program reads the meetings they saved; only a digest of it is kept.

    `words_sealed` is what stands there instead of the name of a meeting, "Appointment" when it is NULL.
    """

    owner = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    words_sealed = models.BinaryField(null=True)
