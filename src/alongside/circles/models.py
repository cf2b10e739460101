"""Ties, the people and places at their other end, invitations, needs, and the safety card."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.circles.enums import Level, Relation, Stance, Support, TieState
from alongside.kernel.models import BaseModel

HOURS_OF_THE_WEEK = list(range(168))


class Supporter(BaseModel):
    """One human who stands by people: somebody with an account, or a contact without one who belongs to one circle.

    What they can carry and a breather count over everyone they support. A contact's e-mail address is sealed with the
    data key of the circle's owner, `contact_of`.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, related_name="+")
    contact_of = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    email_sealed = models.BinaryField(null=True)
    locale = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    weekly_capacity = models.PositiveSmallIntegerField(null=True)
    breather_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, contact_of__isnull=True, email_sealed__isnull=True)
                | Q(person__isnull=True, contact_of__isnull=False),
                name="circles_supporter_kind",
            ),
        ]

    @property
    def zone_name(self) -> str:
        """Name the zone their hours are in: their account's, or what they said as a contact."""
        return self.person.time_zone if self.person else self.time_zone


class Tie(BaseModel):
    """One connection in a circle, from its owner to a supporter, or to a place nobody is notified at.

    `name_sealed`, `ways_sealed` (how the owner reaches them: a number, an address, a room) and `stance` are the owner's
    alone. `hours` are hours of the week (0 = Monday 00:00) in the supporter's own zone, empty for any hour.
    `wakes_at` is the lowest level at which they agreed to be asked outside those hours or woken in their quiet hours.
    `on_safety_card` puts the owner's `ways` to them on the owner's safety card.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, null=True, related_name="ties")
    name_sealed = models.BinaryField()
    ways_sealed = models.BinaryField(null=True)
    relation = models.CharField(max_length=20, choices=Relation.choices)
    ring = models.PositiveSmallIntegerField(default=2)
    gives = ArrayField(models.CharField(max_length=20, choices=Support.choices), default=list, blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices, default=Stance.SUPPORTS)
    state = models.CharField(max_length=20, choices=TieState.choices, default=TieState.NAMED)
    hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    wakes_at = models.CharField(max_length=20, choices=Level.choices, null=True, blank=True)
    by_email = models.BooleanField(default=True)
    by_push = models.BooleanField(default=True)
    on_safety_card = models.BooleanField(default=False, db_default=False)  # an older release may still name ties
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "supporter"], condition=~Q(state="ended"), name="circles_tie_once"
            ),
            models.CheckConstraint(condition=Q(ring__gte=1, ring__lte=3), name="circles_tie_ring"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="circles_tie_relation"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="circles_tie_stance"),
            models.CheckConstraint(condition=Q(gives__contained_by=Support.values), name="circles_tie_gives"),
            models.CheckConstraint(condition=Q(hours__contained_by=HOURS_OF_THE_WEEK), name="circles_tie_hours"),
            models.CheckConstraint(
                condition=Q(wakes_at__isnull=True) | Q(wakes_at__in=Level.values), name="circles_tie_wakes_at"
            ),
            models.CheckConstraint(
                condition=Q(state=TieState.ENDED, ended_at__isnull=False)
                | Q(state=TieState.ACCEPTED, ended_at__isnull=True, supporter__isnull=False)
                | Q(state__in=[TieState.NAMED, TieState.INVITED, TieState.DECLINED], ended_at__isnull=True),
                name="circles_tie_state",
            ),
            models.CheckConstraint(
                condition=Q(on_safety_card=False) | ~Q(state=TieState.ENDED), name="circles_tie_on_card_lives"
            ),
        ]
        indexes = [models.Index(fields=["supporter"], name="circles_tie_supporter", condition=Q(state="accepted"))]


class Invitation(BaseModel):
    """A link that lets one person accept one tie, once. The link itself is signed, not stored (see `links`).

    At most one invitation of a tie is open; making a new one takes the older back.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="invitations")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tie"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="circles_invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="circles_invitation_one_end",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="circles_invitation_expiry"),
        ]


class Need(BaseModel):
    """What the owner of a circle wants support for: a kind of support, in their own words, for their eyes alone."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs")
    support = models.CharField(max_length=20, choices=Support.choices)
    words_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(support__in=Support.values), name="circles_need_support"),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="circles_need_words"),
        ]


class SafetyCard(BaseModel):
    """What somebody wants to have at hand in the worst hour: the name they are called by and a sentence to themself.

    Whom to call are the ties with `on_safety_card`. Everything on it is the owner's alone.
    """

    owner = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    called_sealed = models.BinaryField()
    sentence_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(called_sealed=b""), name="circles_safetycard_called"),
            models.CheckConstraint(
                condition=Q(sentence_sealed__isnull=True) | ~Q(sentence_sealed=b""),
                name="circles_safetycard_sentence",
            ),
        ]
