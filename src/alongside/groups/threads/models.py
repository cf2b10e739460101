"""Threads of groups, what is written in them, and how a member stands to one.

All ids are drawn at random, and what a member wrote hangs on their membership: nothing here leads to a person, or from
one group to another.
"""

from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from alongside.groups.enums import Reacts, ThreadState, Wants
from alongside.groups.models import Group, Membership
from alongside.kernel.models import BaseModel

TITLE_LENGTH = 120
NOTE_LENGTH = 100


class Thread(BaseModel):
    """What is talked of under one title; without one it was taken back. Who began it is who wrote the post at place 1.

    `milestone` is the group's word for what its first post celebrates, '' for any other thread. `last_place` and
    `last_at` are those of its newest post. What was locked (`locked_at`) and is hidden is locked once it is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=TITLE_LENGTH, default="", blank=True)
    milestone = models.CharField(max_length=40, default="", db_default="", blank=True)
    needs_answer = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=ThreadState.choices, default=ThreadState.OPEN)
    locked_at = models.DateTimeField(null=True)
    last_place = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ThreadState.values), name="groups_thread_state"),
            models.CheckConstraint(condition=Q(last_place__gt=0), name="groups_thread_last_place"),
            models.CheckConstraint(condition=Q(last_at__gte=F("created_at")), name="groups_thread_last_at"),
        ]
        indexes = [
            models.Index(fields=["group", "-last_at", "-id"], name="groups_thread_newest"),
            models.Index(fields=["group", "-created_at"], condition=~Q(milestone=""), name="groups_thread_milestones"),
        ]


class Post(BaseModel):
    """One post: `text` as it was written, `html` made of it then. What was taken back keeps its place alone.

    Whole and without a membership is what somebody let stay who has erased their account.

    What a moderator hid (`hidden_at`) is there for its writer and for those who moderate. `is_heavy`: its words sounded
    like danger to life when it was written.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="posts")
    place = models.PositiveIntegerField()
    text = models.TextField(default="", blank=True)
    html = models.TextField(default="", blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, default="", blank=True)
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    edited_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    is_heavy = models.BooleanField(default=False, db_default=False)
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "place"], name="groups_post_place"),
            models.CheckConstraint(condition=Q(place__gt=0), name="groups_post_place_counts"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) & ~Q(text="") & ~Q(html="")
                | Q(taken_back_at__isnull=False, text="", html="", note="", search__isnull=True),
                name="groups_post_whole_or_taken_back",
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="groups_post_search")]


class Reaction(BaseModel):
    """That a member says one of a few kind words to a post, each once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Reacts.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "membership", "kind"], name="groups_reaction_once"),
            models.CheckConstraint(condition=Q(kind__in=Reacts.values), name="groups_reaction_kind"),
        ]


class Reading(BaseModel):
    """How far a member has read a thread, whether they want to hear of it, and whether they were told."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    read_place = models.PositiveIntegerField(default=0)
    wants = models.CharField(max_length=20, choices=Wants.choices, default=Wants.NOTHING)
    is_told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "thread"], name="groups_reading_once"),
            models.CheckConstraint(condition=Q(wants__in=Wants.values), name="groups_reading_wants"),
        ]


class Draft(BaseModel):
    """What a member has begun to write and not sent: a reply or, with no thread, a thread. Sealed with their key."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    words_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "thread"], nulls_distinct=False, name="groups_draft_one_a_place"
            ),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="groups_draft_words"),
        ]
