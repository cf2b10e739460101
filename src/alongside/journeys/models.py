"""Journeys, what was done, setbacks and milestones of them, which chosen tie was told what; goals and who asks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.journeys.enums import CUSTOMS_OF_ACTIONS, CUSTOMS_OF_DAYS, OF_DAYS, AskState, Custom, JourneyKind, Motif
from alongside.kernel.models import BaseModel, DueRow
from alongside.kernel.voice import LARGEST_VOICE, LONGEST_SECONDS

OWN_MARKS = 20
# A voice note as it is sealed: with the id of its key, a nonce and a tag.
LARGEST_SEALED = LARGEST_VOICE + 100
# In one order, as a migration compares them.
DAY_KINDS = sorted(kind.value for kind in OF_DAYS)


class Journey(DueRow):
    """What somebody counts days or actions of, from the day `started_on` of their calendar.

    What they call it and what it is for are sealed with their data key. `own_marks` are milestones of their own, in
    days or times. `due_at` is the morning on which there is a milestone to mark and tell; one that has ended waits for
    nothing.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=JourneyKind.choices)
    custom = models.CharField(max_length=20, choices=Custom.choices)
    own_marks = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    title_sealed = models.BinaryField()
    why_sealed = models.BinaryField(null=True)
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=JourneyKind.values), name="journeys_journey_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=DAY_KINDS, custom__in=CUSTOMS_OF_DAYS)
                | (~Q(kind__in=DAY_KINDS) & Q(custom__in=CUSTOMS_OF_ACTIONS)),
                name="journeys_journey_custom",
            ),
            models.CheckConstraint(
                condition=Q(own_marks__len__lte=OWN_MARKS) & ~Q(own_marks__contains=[0]),
                name="journeys_journey_own_marks",
            ),
            models.CheckConstraint(
                condition=~Q(title_sealed=b"") & (Q(why_sealed__isnull=True) | ~Q(why_sealed=b"")),
                name="journeys_journey_words",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(due_at__isnull=True), name="journeys_journey_ended_waits_not"
            ),
        ]
        indexes = [*DueRow.Meta.indexes, models.Index(fields=["owner"], name="journeys_journey_owner")]

    @property
    def counts_days(self) -> bool:
        """Tell whether it counts days, not actions."""
        return self.kind in OF_DAYS


class Share(BaseModel):
    """That a tie hears of the milestones of a journey: chosen by its owner, and over as soon as they choose again."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="shares")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "tie"], name="journeys_share_once")]


class Action(BaseModel):
    """One time that something was done, on a day of the owner's calendar; one for each `key` of a form."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="actions")
    day = models.DateField()
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "key"], name="journeys_action_once")]


class Setback(BaseModel):
    """Days that do not count. What happened and what helped are for the owner alone, `message` for whom they told.

    All three are in the owner's words, sealed with their data key, and any can be left out.
    """

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="setbacks")
    first_day = models.DateField()
    last_day = models.DateField()
    happened_sealed = models.BinaryField(null=True)
    helped_sealed = models.BinaryField(null=True)
    message_sealed = models.BinaryField(null=True)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "key"], name="journeys_setback_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="journeys_setback_days"),
            models.CheckConstraint(
                condition=(Q(happened_sealed__isnull=True) | ~Q(happened_sealed=b""))
                & (Q(helped_sealed__isnull=True) | ~Q(helped_sealed=b""))
                & (Q(message_sealed__isnull=True) | ~Q(message_sealed=b"")),
                name="journeys_setback_words",
            ),
        ]


class Milestone(BaseModel):
    """A milestone that was reached, by its `mark` (see `milestones`), and stays so whatever happens later.

    `told_at` says when those who were to hear of it did; for one that lay behind when the journey was written down,
    nobody was, and it is the moment of that.
    """

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="milestones")
    mark = models.CharField(max_length=20)
    reached_on = models.DateField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "mark"], name="journeys_milestone_once"),
            models.CheckConstraint(
                condition=Q(mark__regex=r"^(days|months|actions)-[1-9][0-9]{0,5}$"), name="journeys_milestone_mark"
            ),
        ]


class Told(BaseModel):
    """That one chosen tie was told one milestone or one setback, and what they said to it.

    Their words are sealed with their own data key, a contact's with the owner's. `voice_seconds` is how long the
    `VoiceNote` lasts that they recorded. `seen_at` is when they put it away, `read_at` when the owner has read what
    they said.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, null=True, related_name="told")
    setback = models.ForeignKey(Setback, on_delete=models.CASCADE, null=True, related_name="told")
    seen_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    words_sealed = models.BinaryField(null=True)
    motif = models.CharField(max_length=20, choices=Motif.choices, default="", blank=True)
    voice_seconds = models.PositiveSmallIntegerField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie", "milestone"], name="journeys_told_milestone_once"),
            models.UniqueConstraint(fields=["tie", "setback"], name="journeys_told_setback_once"),
            models.CheckConstraint(
                condition=Q(milestone__isnull=True, setback__isnull=False)
                | Q(milestone__isnull=False, setback__isnull=True),
                name="journeys_told_of_one",
            ),
            models.CheckConstraint(condition=Q(motif__in=["", *Motif.values]), name="journeys_told_motif"),
            models.CheckConstraint(
                condition=Q(
                    said_at__isnull=True,
                    words_sealed__isnull=True,
                    motif="",
                    voice_seconds__isnull=True,
                    read_at__isnull=True,
                )
                | (
                    Q(said_at__isnull=False)
                    & (~Q(motif="") | Q(words_sealed__isnull=False) | Q(voice_seconds__isnull=False))
                    & ~Q(words_sealed=b"")
                ),
                name="journeys_told_said",
            ),
            models.CheckConstraint(
                condition=Q(voice_seconds__isnull=True) | Q(voice_seconds__gte=1, voice_seconds__lte=LONGEST_SECONDS),
                name="journeys_told_voice",
            ),
        ]


class VoiceNote(BaseModel):
    """What a tie said to what they were told, in their voice: an MP3 file, sealed as their words are.

    Apart from `Told`, so that no page that lists what was said loads what is heard.
    """

    told = models.OneToOneField(Told, on_delete=models.CASCADE, related_name="voice")
    audio_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(audio_sealed=b"") & Q(LessThanOrEqual(Length("audio_sealed"), LARGEST_SEALED)),
                name="journeys_voicenote_size",
            )
        ]


class UnsentVoice(BaseModel):
    """A recording whose form was refused for something else, kept for its next try: theirs alone, for an hour at most.

    Sealed as the `VoiceNote` is that it may become. One for each thing that was told.
    """

    told = models.OneToOneField(Told, on_delete=models.CASCADE, related_name="unsent_voice")
    seconds = models.PositiveSmallIntegerField()
    audio_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(audio_sealed=b"") & Q(LessThanOrEqual(Length("audio_sealed"), LARGEST_SEALED)),
                name="journeys_unsentvoice_size",
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=LONGEST_SECONDS), name="journeys_unsentvoice_seconds"
            ),
        ]


class Goal(BaseModel):
    """Something small that somebody wants to do, in their words, sealed with their data key."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    title_sealed = models.BinaryField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title_sealed=b""), name="journeys_goal_title")]
        indexes = [models.Index(fields=["owner"], name="journeys_goal_owner")]


class GoalStep(BaseModel):
    """One step to a goal, in its owner's words; theirs alone."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    words_sealed = models.BinaryField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "place"], name="journeys_goalstep_place"),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="journeys_goalstep_words"),
        ]


class GoalAsk(DueRow):
    """That a tie asks the owner about a goal on a day: the owner proposes it, the tie says yes or not now.

    `due_at` is the morning of that day on the clock of the tie; `told_at` is when they were reminded. At most one of
    a goal is open.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="asks")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=20, choices=AskState.choices, default=AskState.PROPOSED)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["goal"], condition=Q(ended_at__isnull=True), name="journeys_goalask_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=AskState.PROPOSED, ended_at__isnull=True, told_at__isnull=True, due_at__isnull=True)
                | Q(state=AskState.AGREED, ended_at__isnull=True)
                | Q(
                    state__in=[AskState.NOT_NOW, AskState.ASKED, AskState.TAKEN_BACK],
                    ended_at__isnull=False,
                    due_at__isnull=True,
                ),
                name="journeys_goalask_state",
            ),
        ]
