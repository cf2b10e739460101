"""Cases of moderation: what was reported, who looked after it, what was decided, and who asked for another look."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel, DataKey, DueRow
from alongside.kernel.pictures import LARGEST_KEPT
from alongside.safety.enums import Act, Answered, CaseState, DecisionState, Event, Reach, Reason, Shows, Source

# As it is sealed: with the id of a key, a nonce and a tag. A picture is the largest there is.
LARGEST_EXHIBIT = LARGEST_KEPT + 100


class Case(DueRow):
    """One thing that moderators look at, whoever and however many reported it.

    `kind` and `subject` name it among what can be reported; `community` is the group it is in. Those who look after
    that group see it when `for_community`, moderators of the whole place from `instance_from` on. What was written is
    sealed under `data_key`, a key of its own: it outlasts a taking back, and at `due_at` the key is destroyed.

    With `needs_organiser` nobody else was there to look after it. What goes on line by line is in one `venue` of that
    group, a room or an event; of an answer to a word, it is the case that first had somebody write it. `also` are the
    other lines that the case shows of whoever it is about: what is done to the subject is done to them as well.
    """

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    also = ArrayField(models.UUIDField(), default=list, db_default=[], blank=True)
    community = models.UUIDField(null=True)
    venue = models.UUIDField(null=True)
    for_community = models.BooleanField(default=False)
    instance_from = models.DateTimeField(null=True)
    about = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_urgent = models.BooleanField(default=False)
    needs_organiser = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    data_key = models.OneToOneField(DataKey, null=True, on_delete=models.PROTECT, related_name="+")
    evidence_until = models.DateTimeField()
    claimed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "for_community"],
                condition=Q(state=CaseState.OPEN),
                name="safety_case_one_open",
            ),
            models.CheckConstraint(condition=~Q(kind=""), name="safety_case_kind"),
            models.CheckConstraint(
                condition=Q(for_community=False) | Q(community__isnull=False), name="safety_case_community"
            ),
            models.CheckConstraint(
                condition=Q(for_community=True) | Q(instance_from__isnull=False), name="safety_case_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, closed_at__isnull=True)
                | Q(state=CaseState.CLOSED, closed_at__isnull=False, claimed_by__isnull=True),
                name="safety_case_closed",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(claimed_until__isnull=False), name="safety_case_claim"
            ),
            models.CheckConstraint(condition=Q(evidence_until__gt=F("created_at")), name="safety_case_evidence_until"),
        ]
        indexes = [
            *DueRow.Meta.indexes,
            models.Index(fields=["state", "-is_urgent", "created_at"], name="safety_case_queue"),
            models.Index(fields=["community", "state"], name="safety_case_community_of"),
        ]

    @property
    def things(self) -> list[UUID]:
        """Return what can be done something to: the subject, and what is shown beside it by the same person."""
        return [self.subject, *self.also]


class Report(BaseModel):
    """Why something came into the queue: what its reporter said, under their key, and what they saw, under the case's.

    `reporter` is None for what came in by itself, and once they erased their account.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    source = models.CharField(max_length=10, choices=Source.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    reporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    words_sealed = models.BinaryField(null=True)
    evidence_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="safety_report_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="safety_report_source"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="safety_report_reason"),
            models.CheckConstraint(
                condition=Q(words_sealed__isnull=True) | ~Q(words_sealed=b""), name="safety_report_words"
            ),
            models.CheckConstraint(
                condition=Q(evidence_sealed__isnull=True) | ~Q(evidence_sealed=b""), name="safety_report_evidence"
            ),
        ]


class Exhibit(BaseModel):
    """A picture or a voice note that its reporter showed, under the case's key, with the `piece` it goes with."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="exhibits")
    piece = models.UUIDField()
    shows = models.CharField(max_length=10, choices=Shows.choices)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=0)
    data_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "piece", "shows"], name="safety_exhibit_once"),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="safety_exhibit_shows"),
            models.CheckConstraint(
                condition=~Q(data_sealed=b"") & Q(LessThanOrEqual(Length("data_sealed"), LARGEST_EXHIBIT)),
                name="safety_exhibit_size",
            ),
        ]


class Handling(BaseModel):
    """That somebody took a case on. `was_hard`: they handed it over, and it is not shown to them again.

    One from before its case was made keeps it from them from the first, as if they had.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handlings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    was_hard = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="safety_handling_once")]
        indexes = [models.Index(fields=["person", "created_at"], name="safety_handling_week")]


class Decision(BaseModel):
    """What was decided about a case. `reason_sealed` is said to whom it is about, under their key.

    A note is not: it is under the key of its case, and goes with it. `memo_sealed` is what it takes
    to undo it. With `needs_organiser` nobody else was there to confirm it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    reach = models.CharField(max_length=10, choices=Reach.choices, default="", blank=True)
    community = models.UUIDField(null=True)
    about = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    needs_organiser = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DecisionState.choices)
    reason_sealed = models.BinaryField(null=True)
    memo_sealed = models.BinaryField(null=True)
    until = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="safety_decision_act"),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="safety_decision_state"),
            models.CheckConstraint(
                condition=Q(act__in=[Act.PAUSE, Act.REMOVE], reach__in=Reach.values)
                | ~Q(act__in=[Act.PAUSE, Act.REMOVE]) & Q(reach=""),
                name="safety_decision_reach",
            ),
            models.CheckConstraint(
                condition=~Q(reach=Reach.GROUP) | Q(community__isnull=False), name="safety_decision_community"
            ),
            models.CheckConstraint(
                condition=Q(act=Act.PAUSE, until__isnull=False, until__gt=F("created_at"))
                | ~Q(act=Act.PAUSE) & Q(until__isnull=True),
                name="safety_decision_until",
            ),
            models.CheckConstraint(
                condition=~Q(act=Act.REMOVE) | ~Q(state=DecisionState.IN_FORCE) | ~Q(confirmed_by=F("by")),
                name="safety_decision_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DecisionState.PROPOSED, DecisionState.DROPPED], in_force_at__isnull=True)
                | Q(state__in=[DecisionState.IN_FORCE, DecisionState.UNDONE], in_force_at__isnull=False),
                name="safety_decision_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.UNDONE, undone_at__isnull=False)
                | ~Q(state=DecisionState.UNDONE) & Q(undone_at__isnull=True),
                name="safety_decision_undone",
            ),
            models.UniqueConstraint(
                fields=["case", "act"],
                condition=Q(state=DecisionState.PROPOSED),
                name="safety_decision_one_proposal",
            ),
        ]
        indexes = [models.Index(fields=["about", "act", "until"], name="safety_decision_about")]


class Appeal(BaseModel):
    """That somebody asked for another look at what was decided about them: once, and another person answers.

    `read_at` is when they opened that answer: until then it is shown as new.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words_sealed = models.BinaryField(null=True)
    needs_organiser = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer_sealed = models.BinaryField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_granted__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, is_granted__isnull=False),
                name="safety_appeal_decided",
            ),
        ]


class LogLine(models.Model):
    """One line of the log of moderation, which the database lets nobody change or remove. It names no person.

    `answered` is what became of somebody in danger, where something ends that is about them.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    case = models.UUIDField()
    event = models.CharField(max_length=20, choices=Event.choices)
    act = models.CharField(max_length=10, choices=Act.choices, default="", blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, default="", blank=True)
    answered = models.CharField(max_length=10, choices=Answered.choices, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(event__in=Event.values), name="safety_logline_event"),
            models.CheckConstraint(condition=Q(answered__in=["", *Answered.values]), name="safety_logline_answered"),
        ]
        indexes = [models.Index(fields=["at"], name="safety_logline_at")]
