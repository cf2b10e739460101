"""Events of groups: who comes, who speaks, what is asked and answered.

Ids are drawn at random, so that none tells what came first. Of who was there nothing is kept: who said they would come
and what they would like to hear is deleted when the event ends, and an answered question forgets who asked it.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from alongside.groups.models import Group, Membership
from alongside.groups.stage.enums import SHOWN, Asked, EventKind, EventState, QuestionState
from alongside.groups.stage.times import LONGEST, SHORTEST
from alongside.kernel.elsewhere import MOST_TYPED
from alongside.kernel.models import BaseModel, DueRow

TITLE_LENGTH = 120


class Event(DueRow):
    """A talk, or questions and answers. `due_at` is when something is done about it by itself (`stage`).

    `zone` is the clock it was planned on. `version` is another one after each change that everybody sees, `moved` how
    often it was moved. Where it ended, `summary` is what a host wrote of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="events")
    planned_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    about = models.TextField()
    about_html = models.TextField()
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    state = models.CharField(max_length=20, choices=EventState.choices, default=EventState.PLANNED)
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()
    call_url = models.CharField(max_length=MOST_TYPED, default="", blank=True)
    is_reminded = models.BooleanField(default=False)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    summary = models.TextField(default="", blank=True)
    summary_html = models.TextField(default="", blank=True)
    summary_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(about="") & ~Q(zone=""), name="groups_event_says"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="groups_event_kind"),
            models.CheckConstraint(condition=Q(minutes__range=(SHORTEST, LONGEST)), name="groups_event_minutes"),
            models.CheckConstraint(
                condition=Q(call_url="") | Q(call_url__startswith="https://"), name="groups_event_call_url"
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.PLANNED, began_at__isnull=True, ended_at__isnull=True)
                | Q(state=EventState.LIVE, began_at__isnull=False, ended_at__isnull=True)
                | Q(state=EventState.OVER, began_at__isnull=False, ended_at__isnull=False)
                | Q(state=EventState.CANCELLED, began_at__isnull=True, ended_at__isnull=False),
                name="groups_event_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="groups_event_ends_after",
            ),
            models.CheckConstraint(
                condition=Q(summary="", summary_html="") | Q(state=EventState.OVER) & ~Q(summary=""),
                name="groups_event_summary_after",
            ),
        ]
        indexes = [*DueRow.Meta.indexes, models.Index(fields=["group", "starts_at"], name="groups_event_times")]


class EventComing(BaseModel):
    """That somebody means to come. Only they see it; hosts see how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="comings")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "membership"], name="groups_eventcoming_once")]


class EventGuest(BaseModel):
    """Somebody of the group who is asked to speak; everybody sees it once they said yes.

    `let_go` is how often they were asked no more: whoever is not asked now (`is_asked`) says no.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="guests")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    said = models.CharField(max_length=10, choices=Asked.choices, default=Asked.ASKED)
    is_asked = models.BooleanField(db_default=True, default=True)
    let_go = models.PositiveSmallIntegerField(db_default=0, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "membership"], name="groups_eventguest_once"),
            models.CheckConstraint(condition=Q(is_asked=True) | Q(said=Asked.NO), name="groups_eventguest_asked"),
            models.CheckConstraint(condition=Q(said__in=Asked.values), name="groups_eventguest_said"),
        ]


class EventQuestion(BaseModel):
    """A question: sealed with the key of who asks until it is put on the stage, where everybody reads it.

    `asker` is for moderators alone, and not for them where it is anonymous; it is forgotten when an answered question
    stays. `taken_at` is the order in which those that were taken come. What moderators have
    hidden is shown to its asker alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="+")
    is_anonymous = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=QuestionState.choices, default=QuestionState.WAITING)
    words_sealed = models.BinaryField(null=True)
    words = models.TextField(default="", blank=True)
    taken_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)
    staged_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="together")
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="groups_eventquestion_state"),
            models.CheckConstraint(
                condition=Q(state__in=SHOWN, words_sealed__isnull=True, staged_at__isnull=False) & ~Q(words="")
                | ~Q(state__in=SHOWN) & Q(words="", words_sealed__isnull=False, staged_at__isnull=True),
                name="groups_eventquestion_sealed_before",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state=QuestionState.ON_STAGE), name="groups_eventquestion_one_on_stage"
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.MERGED, merged_into__isnull=False)
                | ~Q(state=QuestionState.MERGED) & Q(merged_into__isnull=True),
                name="groups_eventquestion_merged",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(state__in=[QuestionState.TAKEN, QuestionState.ON_STAGE]),
                name="groups_eventquestion_hidden",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.TAKEN, taken_at__isnull=False)
                | ~Q(state=QuestionState.TAKEN) & Q(taken_at__isnull=True, taken_by__isnull=True),
                name="groups_eventquestion_taken",
            ),
        ]


class EventVote(BaseModel):
    """That somebody would like to hear a question, too. Nobody sees it, nor how many there are: it makes an order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(EventQuestion, on_delete=models.CASCADE, related_name="votes")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "membership"], name="groups_eventvote_once")]


class EventMute(BaseModel):
    """That somebody asks nothing more at this event. Moderators made it by a question, and need not know of whom."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mutes")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "membership"], name="groups_eventmute_once")]


class EventLine(BaseModel):
    """What a speaker says on the stage, sealed with their key; an answer, where a question is there at that moment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="lines")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(EventQuestion, null=True, on_delete=models.CASCADE, related_name="answers")
    words_sealed = models.BinaryField()
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words_sealed=b""), name="groups_eventline_words")]
        indexes = [models.Index(fields=["event", "created_at"], name="groups_eventline_order")]
