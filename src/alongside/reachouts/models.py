"""Reach-outs, their waves, who was notified, what the two said, follow-ups and the listeners' rota."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.circles.enums import Level, Support
from alongside.circles.models import Supporter, Tie
from alongside.kernel.models import BaseModel, DueRow
from alongside.reachouts.enums import Response, State, WaveKind


class ReachOut(DueRow):
    """One person asking for company or help. `due_at` is when the next wave starts; only an open one has it.

    `request_key` is the form's or client's own key: the same key never makes a second reach-out.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reach_outs")
    level = models.CharField(max_length=20, choices=Level.choices)
    support = models.CharField(max_length=20, choices=Support.choices, null=True, blank=True)
    note_sealed = models.BinaryField(null=True)
    request_key = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    answered_by = models.ForeignKey(Supporter, on_delete=models.SET_NULL, null=True, related_name="answered_reach_outs")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["owner", "request_key"], name="reachouts_reachout_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_at__isnull=True), name="reachouts_reachout_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="reachouts_reachout_level"),
            models.CheckConstraint(
                condition=Q(support__isnull=True) | Q(support__in=Support.values),
                name="reachouts_reachout_support",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, due_at__isnull=False, ended_at__isnull=True, answered_at__isnull=True)
                | Q(
                    state=State.ANSWERED,
                    due_at__isnull=True,
                    ended_at__isnull=True,
                    answered_at__isnull=False,
                )
                | Q(
                    state=State.UNANSWERED,
                    due_at__isnull=True,
                    ended_at__isnull=True,
                    answered_at__isnull=True,
                )
                | Q(state__in=[State.CANCELLED, State.CLOSED], due_at__isnull=True, ended_at__isnull=False),
                name="reachouts_reachout_state",
            ),
        ]


class Wave(BaseModel):
    """One step of the frozen plan: whom to ask (ties, in order), and how long to wait for an answer before the next.

    A wave without `started_at` has not begun. The members of a listeners' wave are found when it starts.
    """

    reach_out = models.ForeignKey(ReachOut, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=WaveKind.choices)
    tie_ids = ArrayField(models.UUIDField(), default=list)
    wait = models.DurationField()
    started_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reach_out", "number"], name="reachouts_wave_once"),
            models.CheckConstraint(condition=Q(kind__in=WaveKind.values), name="reachouts_wave_kind"),
        ]


class Notification(BaseModel):
    """One supporter told by one wave; its deliveries hang on its `key`. `tie` is None for a listener.

    A contact without e-mail address, or where no e-mail is sent, is not told by us: `handed_by_owner` says that the
    owner passes the link on.
    """

    reach_out = models.ForeignKey(ReachOut, on_delete=models.CASCADE, related_name="notifications")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="notifications")
    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="notifications")
    tie = models.ForeignKey(Tie, on_delete=models.SET_NULL, null=True, related_name="+")
    handed_by_owner = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    response = models.CharField(max_length=20, choices=Response.choices, default=Response.NONE)
    responded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "supporter"], name="reachouts_notification_once"),
            models.CheckConstraint(
                condition=Q(response=Response.NONE, responded_at__isnull=True)
                | (
                    Q(response__in=[Response.ANSWERED, Response.DECLINED, Response.LEFT])
                    & Q(responded_at__isnull=False)
                ),
                name="reachouts_notification_response",
            ),
        ]
        indexes = [models.Index(fields=["supporter", "created_at"], name="reachouts_notification_load")]

    @property
    def key(self) -> str:
        """Name this notification for the channels: the same for each of its copies."""
        return f"reach-out:{self.id}"


class Message(BaseModel):
    """One line of the conversation of the two, sealed with its author's data key (the owner's when a contact wrote it).

    `supporter` is who wrote it, None when the owner did; `helper` is the supporter of the two. Only these two may read
    it: when somebody else comes later, they have a conversation of their own.
    """

    reach_out = models.ForeignKey(ReachOut, on_delete=models.CASCADE, related_name="messages")
    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, null=True, related_name="+")
    helper = models.ForeignKey(Supporter, on_delete=models.SET_NULL, null=True, related_name="+")
    text_sealed = models.BinaryField()
    request_key = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reach_out", "supporter", "request_key"],
                name="reachouts_message_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["reach_out", "created_at"], name="reachouts_message_order")]


class FollowUp(DueRow):
    """The question on the day after a reach-out: how are you now? `asked_at` is when it went out."""

    reach_out = models.OneToOneField(ReachOut, on_delete=models.CASCADE, related_name="follow_up")
    asked_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(asked_at__isnull=True), name="reachouts_followup_once"
            )
        ]


class Shift(BaseModel):
    """A listener's weekly shift on the on-call rota, in their own time zone.

    From `start` (hour of the week, 0 = Monday 00:00) for `hours` hours; it may run over the end of the week.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shifts")
    start = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "start"], name="reachouts_shift_once"),
            models.CheckConstraint(condition=Q(start__lt=168), name="reachouts_shift_start"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=24), name="reachouts_shift_hours"),
        ]
