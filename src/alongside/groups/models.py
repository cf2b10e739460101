"""Groups, who is in them under which alias, and the links that let somebody in."""

from datetime import datetime
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.groups.calling.quiet import QUIET_DAYS, USUAL_DAYS
from alongside.groups.enums import LIVE, NAMED, GroupRole, GroupState, Kind, Openness, Standing
from alongside.groups.unanswered.turns import TARGET_HOURS, TARGETS
from alongside.kernel.models import BaseModel
from alongside.ui.companies import Moment

NAMED_STANDINGS = sorted(NAMED)
CHAT_DAYS = (1, 7, 30, 90)
MOMENTS = [moment.value for moment in Moment]


class Group(BaseModel):
    """A community. `agreements_since` is when its agreements were last changed: who agreed before is asked anew.

    `answer_hours`: within how many a first post, and a thread that asks for it, is to be answered. After `chat_days`
    its chat rooms forget what was written. `looks_at_first`: moderators look at the first that a new member writes.
    After `quiet_days` a member who wants that is called. `begins_slowly`: new members write a little at first, and no
    links. `milestone_words`: in which members say what they reached; without any, in ours. The end of `slug` is drawn
    at random, so that a name which is taken tells nothing about hidden groups.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.TextField()
    agreements = models.TextField()
    agreements_since = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    openness = models.CharField(max_length=20, choices=Openness.choices)
    answer_hours = models.PositiveSmallIntegerField(default=TARGET_HOURS, db_default=TARGET_HOURS)
    quiet_days = models.PositiveSmallIntegerField(default=USUAL_DAYS, db_default=USUAL_DAYS)
    milestone_words = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)
    languages = ArrayField(models.CharField(max_length=10))
    state = models.CharField(max_length=20, choices=GroupState.choices)
    chat_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    looks_at_first = models.BooleanField(default=False, db_default=False)
    begins_slowly = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(chat_days__in=CHAT_DAYS), name="groups_group_chat_days"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(purpose="") & ~Q(agreements=""), name="groups_group_says_what_it_is"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="groups_group_kind"),
            models.CheckConstraint(condition=Q(openness__in=Openness.values), name="groups_group_openness"),
            models.CheckConstraint(condition=Q(state__in=GroupState.values), name="groups_group_state"),
            models.CheckConstraint(condition=Q(answer_hours__in=TARGETS), name="groups_group_answer_hours"),
            models.CheckConstraint(condition=Q(quiet_days__in=QUIET_DAYS), name="groups_group_quiet_days"),
            models.CheckConstraint(condition=Q(milestone_words__len__lte=12), name="groups_group_milestone_words"),
            models.CheckConstraint(condition=Q(languages__len__gt=0), name="groups_group_languages"),
            models.CheckConstraint(
                condition=Q(agreements_since__gte=F("created_at")), name="groups_group_agreements_since"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(BaseModel):
    """One person in one group. What they write in the group hangs on this row, and other members see its id.

    So the id is drawn at random, with no time in it: two that were made in one moment would tell that they belong
    together. Whoever has left has no alias here any more, and gets a new row if they come back. `tie` is the group in
    their own circle, which nobody else sees. `lets_write`: other members may write to them first. `was_invited`: they
    came in by a link of a member. `shows_here`: who is in a chat room of the group sees when they are, too.
    `wants_coach`: before their answers are sent, what may sound like advice is shown to them. `word_sealed`: what
    somebody says to those who let people in, while they ask.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    alias = models.CharField(max_length=40, default="", blank=True)
    alias_key = models.CharField(max_length=60, default="", blank=True)
    role = models.CharField(max_length=20, choices=GroupRole.choices, default=GroupRole.MEMBER)
    offered_role = models.CharField(max_length=20, choices=GroupRole.choices, default="", blank=True)
    state = models.CharField(max_length=20, choices=Standing.choices)
    agreed_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    lets_write = models.BooleanField(default=False, db_default=False)
    shows_here = models.BooleanField(default=False, db_default=False)
    was_invited = models.BooleanField(default=False, db_default=False)
    wants_coach = models.BooleanField(default=False, db_default=False)
    word_sealed = models.BinaryField(null=True)
    tie = models.ForeignKey(Tie, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # Not kept here: `policies.access_with_standing` says it of whom a page is made for.
    paused_until: datetime | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "alias_key"], condition=~Q(alias_key=""), name="groups_membership_alias"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(state__in=sorted(LIVE)), name="groups_membership_one_alive"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NAMED_STANDINGS) & ~Q(alias="") & ~Q(alias_key="")
                | ~Q(state__in=NAMED_STANDINGS) & Q(alias="", alias_key=""),
                name="groups_membership_alias_while_there",
            ),
            models.CheckConstraint(condition=Q(state__in=Standing.values), name="groups_membership_state"),
            models.CheckConstraint(condition=Q(role__in=GroupRole.values), name="groups_membership_role"),
            models.CheckConstraint(
                condition=Q(role=GroupRole.MEMBER, offered_role="") | Q(state=Standing.IN),
                name="groups_membership_role_while_in",
            ),
            models.CheckConstraint(
                condition=Q(offered_role="") | Q(offered_role__in=GroupRole.values) & ~Q(offered_role=F("role")),
                name="groups_membership_offered_role",
            ),
            models.CheckConstraint(
                condition=Q(state=Standing.IN, joined_at__isnull=False) | ~Q(state=Standing.IN),
                name="groups_membership_joined",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NAMED_STANDINGS, ended_at__isnull=True)
                | ~Q(state__in=NAMED_STANDINGS) & Q(ended_at__isnull=False),
                name="groups_membership_ended",
            ),
            models.CheckConstraint(
                condition=Q(word_sealed__isnull=True) | ~Q(word_sealed=b""), name="groups_membership_word"
            ),
        ]
        # The constraint begins with the group; an alias to offer is looked for in all of them.
        indexes = [
            models.Index(fields=["alias_key"], condition=~Q(alias_key=""), name="groups_membership_named"),
        ]


class Invitation(BaseModel):
    """A link that lets one person into a group, whatever its openness. `made_by` is who passes it on."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="groups_invitation_expiry"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="groups_invitation_one_end"
            ),
        ]


class KeptAlias(BaseModel):
    """That nobody else takes what a member was called until they left or chose another alias; `until` then, and gone.

    `digest` is keyed and of this group alone: it tells no alias, and leads to no other group. Without a membership it
    was somebody's who erased their account: what they wrote may stay, and nobody passes for them.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("created_at")), name="groups_keptalias_until"),
            models.CheckConstraint(condition=~Q(digest=b""), name="groups_keptalias_digest"),
        ]
        indexes = [models.Index(fields=["until"], name="groups_keptalias_until_at")]


class DayWord(BaseModel):
    """That a member took the day's pledge, or looked back on it, with their group; seen until `until` and then gone.

    `source` is the row of another capability that it came from. Without words they are counted only.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="day_words")
    source = models.UUIDField()
    moment = models.CharField(max_length=10)
    words_sealed = models.BinaryField(null=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "moment"], name="groups_dayword_once"),
            models.CheckConstraint(condition=Q(moment__in=MOMENTS), name="groups_dayword_moment"),
            models.CheckConstraint(condition=Q(until__gt=F("created_at")), name="groups_dayword_until"),
            models.CheckConstraint(
                condition=Q(words_sealed__isnull=True) | ~Q(words_sealed=b""), name="groups_dayword_words"
            ),
        ]
        indexes = [
            models.Index(fields=["source"], name="groups_dayword_source"),
            models.Index(fields=["until"], name="groups_dayword_until_at"),
        ]


from alongside.groups.calling.models import Call, CallWish  # noqa: E402 - they refer to groups
from alongside.groups.chat.models import ChatLine, ChatPresence, ChatRoom  # noqa: E402 - they refer to groups
from alongside.groups.regular.models import Regular, RegularDay, RegularHost  # noqa: E402 - they refer to threads
from alongside.groups.stage.models import (  # noqa: E402 - they refer to groups
    Event,
    EventComing,
    EventGuest,
    EventLine,
    EventMute,
    EventQuestion,
    EventVote,
)
from alongside.groups.threads.models import Draft, Post, Reaction, Reading, Thread  # noqa: E402 - they refer to groups
from alongside.groups.unanswered.models import Waiting  # noqa: E402 - they refer to threads

__all__ = [
    "Call",
    "CallWish",
    "ChatLine",
    "ChatPresence",
    "ChatRoom",
    "DayWord",
    "Draft",
    "Event",
    "EventComing",
    "EventGuest",
    "EventLine",
    "EventMute",
    "EventQuestion",
    "EventVote",
    "Group",
    "Invitation",
    "KeptAlias",
    "Membership",
    "Post",
    "Reaction",
    "Reading",
    "Regular",
    "RegularDay",
    "RegularHost",
    "Thread",
    "Waiting",
]
