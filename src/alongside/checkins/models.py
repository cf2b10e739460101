"""Check-ins, their rhythm (the due row), what was answered or missed, with whom it is shared, what supporters replied.

Which parts a check-in has would say what somebody lives with, so they are sealed like the answers; rows refer to a part
by a number that says nothing.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.checkins.enums import Reaction, Within
from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel, DueRow
from alongside.kernel.schedule import MOST_TIMES


class CheckIn(BaseModel):
    """A check-in that somebody built: its name, its parts, and what those are told who were chosen for a missed one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name_sealed = models.BinaryField()
    parts_sealed = models.BinaryField()
    next_part = models.PositiveSmallIntegerField(default=1)
    missed_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name_sealed=b"") & ~Q(parts_sealed=b""), name="checkins_checkin_said"),
        ]
        indexes = [models.Index(fields=["person"], name="checkins_checkin_person")]


class Rhythm(DueRow):
    """When a check-in is asked, and where it stands (see `turns`); narrow, as every turn writes it.

    `rule` is a subset of RFC 5545. `next_on` and `next_time` are the label that comes next, on the clock of `zone`,
    which is the person's own as long as it `moves` with them. While `paused_at` is set nothing is asked.
    """

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="rhythm")
    rule = models.CharField(max_length=100)
    times = ArrayField(models.TimeField(), size=MOST_TIMES)
    begins_on = models.DateField()
    zone = models.CharField(max_length=60)
    moves = models.BooleanField(default=True)
    within = models.PositiveSmallIntegerField(choices=Within.choices, default=Within.THREE_HOURS)
    nudges = models.BooleanField(default=True)
    next_on = models.DateField()
    next_time = models.TimeField()
    asked_for = models.DateTimeField(null=True)
    asked_on = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)
    nudged = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=Q(times__len__gte=1, times__len__lte=6), name="checkins_rhythm_times"),
            models.CheckConstraint(condition=Q(within__in=Within.values), name="checkins_rhythm_within"),
            models.CheckConstraint(
                condition=Q(asked_for__isnull=True, asked_on__isnull=True, asked_at__isnull=True, nudged=False)
                | Q(asked_for__isnull=False, asked_on__isnull=False, asked_at__gte=F("asked_for")),
                name="checkins_rhythm_open",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, due_at__isnull=False)
                | Q(paused_at__isnull=False, due_at__isnull=True, asked_for__isnull=True),
                name="checkins_rhythm_paused",
            ),
        ]


class Entry(BaseModel):
    """One check-in as the history has it: answered, missed, or planned and never asked because we could not.

    `asked_for` is NULL for one that nobody asked for. `on_day` is the person's day. `key` names the form it came from,
    so that what is sent twice counts once; `answered_at` is when they pressed, `created_at` when it reached us. With
    `is_private` nothing of it is shared. `told_at` is when those chosen were told that it was missed.
    """

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="entries")
    on_day = models.DateField()
    asked_for = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=100, null=True)
    is_private = models.BooleanField(default=False)
    was_asked = models.BooleanField(default=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "asked_for"], name="checkins_entry_once"),
            models.UniqueConstraint(fields=["check_in", "key"], name="checkins_entry_key"),
            models.CheckConstraint(
                condition=Q(asked_for__isnull=False) | Q(answered_at__isnull=False), name="checkins_entry_of_something"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, key__isnull=True)
                | Q(answered_at__isnull=False, key__isnull=False),
                name="checkins_entry_answered",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(was_asked=True), name="checkins_entry_told_of_asked"
            ),
        ]
        indexes = [models.Index(fields=["check_in", "on_day"], name="checkins_entry_day")]


class Answer(BaseModel):
    """The answer to one part, sealed by itself with the data key of whom it is.

    `changed_at` is when it was last corrected: by the answer, so that nobody learns that another was.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    part = models.CharField(max_length=5)
    value_sealed = models.BinaryField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "part"], name="checkins_answer_once"),
            models.CheckConstraint(condition=~Q(value_sealed=b""), name="checkins_answer_said"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(changed_at__gte=F("created_at")),
                name="checkins_answer_changed",
            ),
        ]


class Share(BaseModel):
    """That one part of a check-in is shared with one tie: answers given from now on, never those before."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="shares")
    part = models.CharField(max_length=5)
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_in", "part", "tie"], name="checkins_share_once")]


class Watch(BaseModel):
    """That one tie is told when this check-in is missed, from now on."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="watches")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_in", "tie"], name="checkins_watch_once")]


class Reply(BaseModel):
    """What a supporter said to a check-in: a reaction, words (sealed with the owner's data key), or both."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="replies")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=20, choices=Reaction.choices, null=True)
    words_sealed = models.BinaryField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "tie"], name="checkins_reply_once"),
            models.CheckConstraint(
                condition=Q(reaction__isnull=True) | Q(reaction__in=Reaction.values), name="checkins_reply_reaction"
            ),
            models.CheckConstraint(
                condition=Q(reaction__isnull=False) | Q(words_sealed__isnull=False), name="checkins_reply_said"
            ),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="checkins_reply_words"),
        ]
