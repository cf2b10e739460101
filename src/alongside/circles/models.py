"""Ties, the people and places at their other end, invitations, needs, agreements, asks, thanks, the safety card."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.circles.enums import (
    AskState,
    Channel,
    Level,
    PathStep,
    Relation,
    Rhythm,
    Side,
    Stance,
    Support,
    TieState,
    Weight,
    Within,
)
from alongside.kernel.models import BaseModel, DueRow

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
    alone. `hours` are hours of the week (0 = Monday 00:00) in the supporter's own zone, empty for any hour: their usual
    week, from which `SupportHours` differ for a kind of support. `wakes_at` is the lowest level at which they agreed to
    be asked outside those hours or woken in their quiet hours. `on_safety_card` puts the owner's `ways` to them on the
    owner's safety card. `rhythm` is how often the two are in touch, as the owner says, and the owner's alone.

    `most_a_week`, `from_level` and `until` are boundaries the supporter set in their agreement with this owner: at most
    so many reach-outs in 7 days, none lighter than that level, none on or after that day of their zone.
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
    rhythm = models.CharField(max_length=20, choices=Rhythm.choices, null=True, blank=True)
    most_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    from_level = models.CharField(max_length=20, choices=Level.choices, null=True, blank=True)
    until = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(rhythm__isnull=True) | Q(rhythm__in=Rhythm.values), name="circles_tie_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(most_a_week__isnull=True) | Q(most_a_week__gte=1, most_a_week__lte=100),
                name="circles_tie_most_a_week",
            ),
            models.CheckConstraint(
                condition=Q(from_level__isnull=True) | Q(from_level__in=Level.values), name="circles_tie_from_level"
            ),
        ]
        indexes = [models.Index(fields=["supporter"], name="circles_tie_supporter", condition=Q(state="accepted"))]


class SupportHours(BaseModel):
    """The hours in which a tie gives one kind of support, where they differ from the tie's own `hours`.

    They are hours of the week in the supporter's own zone, empty for any hour. Services keep no row for a kind that the
    tie does not give, and none that says what `Tie.hours` says (see `given_hours`); an older release knows no rows, and
    may leave some of a kind that is not given any more: whoever reads passes by those.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="support_hours")  # in the database, too: 0013
    support = models.CharField(max_length=20, choices=Support.choices)
    hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie", "support"], name="circles_supporthours_once"),
            models.CheckConstraint(condition=Q(support__in=Support.values), name="circles_supporthours_support"),
            models.CheckConstraint(
                condition=Q(hours__contained_by=HOURS_OF_THE_WEEK), name="circles_supporthours_hours"
            ),
        ]


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
    """What the owner of a circle wants support for: a kind of support, in their own words, for their eyes alone.

    `hours` are hours of the owner's week (0 = Monday 00:00), empty for any hour, NULL when it does not matter when.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs")
    support = models.CharField(max_length=20, choices=Support.choices)
    words_sealed = models.BinaryField()
    hours = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    # An older release may still add needs.
    weight = models.PositiveSmallIntegerField(
        choices=Weight.choices, default=Weight.MATTERS, db_default=Weight.MATTERS.value
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__contained_by=HOURS_OF_THE_WEEK), name="circles_need_hours"
            ),
            models.CheckConstraint(condition=Q(weight__in=Weight.values), name="circles_need_weight"),
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


class Ask(BaseModel):
    """The owner asks a supporter whether they would give a kind of support as well.

    `hours` are the hours of the supporter's week it is about, empty for any hour, NULL for those they have given
    already, whichever these are when they answer. `words_sealed` is what the owner says to it, sealed with the owner's
    data key, for the two of them. At most one ask of a tie is open.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="asks")
    support = models.CharField(max_length=20, choices=Support.choices)
    hours = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    words_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=20, choices=AskState.choices, default=AskState.OPEN)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie"], condition=Q(state="open"), name="circles_ask_one_open"),
            models.CheckConstraint(condition=Q(support__in=Support.values), name="circles_ask_support"),
            models.CheckConstraint(condition=Q(hours__contained_by=HOURS_OF_THE_WEEK), name="circles_ask_hours"),
            models.CheckConstraint(
                condition=Q(state=AskState.OPEN, ended_at__isnull=True)
                | (Q(state__in=[AskState.AGREED, AskState.NOT_NOW, AskState.TAKEN_BACK]) & Q(ended_at__isnull=False)),
                name="circles_ask_state",
            ),
        ]


class Acquaintance(BaseModel):
    """Two ties of one circle whose people know each other, as its owner says: `first` has the smaller id."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="circles_acquaintance_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="circles_acquaintance_order"),
        ]


class Snapshot(BaseModel):
    """The measures of a circle at the end of a day (of the owner's zone) on which it changed; the owner's alone.

    `measures` says what each number means. `gives` counts who said yes by kind of support, in the order of `Support`.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    size = models.PositiveSmallIntegerField()
    with_you = models.PositiveSmallIntegerField()
    daily = models.PositiveSmallIntegerField()
    supporting_recovery = models.PositiveSmallIntegerField()
    gives = ArrayField(models.PositiveSmallIntegerField(), size=3)
    mutual = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "day"], name="circles_snapshot_once"),
            models.CheckConstraint(
                condition=Q(with_you__lte=F("size"), daily__lte=F("size"), supporting_recovery__lte=F("size")),
                name="circles_snapshot_parts",
            ),
            models.CheckConstraint(condition=Q(mutual__lte=F("with_you")), name="circles_snapshot_mutual"),
            models.CheckConstraint(condition=Q(gives__len=3), name="circles_snapshot_gives"),
        ]


class BuildPath(BaseModel):
    """Where somebody stands on the guided path to a network: the steps they passed by, to come back to."""

    owner = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    passed = ArrayField(models.CharField(max_length=20, choices=PathStep.choices), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(passed__contained_by=PathStep.values), name="circles_buildpath_passed"),
        ]


class Thanks(BaseModel):
    """A word of thanks from the owner to a supporter, for their eyes alone and never counted.

    `key` names what it is for: one thank-you for each. The words are sealed with the owner's data key; NULL says that
    they were asked and said nothing.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="thanks")
    key = models.CharField(max_length=100)
    words_sealed = models.BinaryField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie", "key"], name="circles_thanks_once"),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="circles_thanks_words"),
        ]


class BurnoutCheck(BaseModel):
    """How somebody who supports others answered the six questions about being worn out; theirs alone.

    `answers_sealed` is sealed with their own data key. A contact without account has no such page.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers_sealed = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(answers_sealed=b""), name="circles_burnoutcheck_answers")]
        indexes = [models.Index(fields=["person", "created_at"], name="circles_burnoutcheck_order")]


class LoadWord(BaseModel):
    """That a supporter was told, gently and in private, that they carry more than they said: once each time."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supporter"], condition=Q(ended_at__isnull=True), name="circles_loadword_one_open"
            ),
        ]


class Agreement(DueRow):
    """What the two of a tie agreed: `version` counts what both have confirmed, on `review_on` both are asked again.

    `due_at` is the morning (in the owner's zone) of `review_on`.
    """

    tie = models.OneToOneField(Tie, on_delete=models.CASCADE, related_name="agreement")
    version = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)

    class Meta(DueRow.Meta):
        abstract = False


class Terms(BaseModel):
    """What one side of a tie expects, or (with `version`) what both had confirmed then, as that side had put it.

    `hours` are hours of the week on the clock of `zone`, empty for any hour. `within` is in minutes, `most_a_week` NULL
    for no limit. `not_sealed` says in words what the side does not want, sealed with the owner's data key, for the two.
    `confirmed_at` is when this side said yes to what both have written; any change takes it back.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="terms")
    side = models.CharField(max_length=20, choices=Side.choices)
    version = models.PositiveSmallIntegerField(null=True)
    gives = ArrayField(models.CharField(max_length=20, choices=Support.choices), default=list)
    hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    zone = models.CharField(max_length=60)
    channels = ArrayField(models.CharField(max_length=20, choices=Channel.choices), default=list)
    within = models.PositiveSmallIntegerField(choices=Within.choices, null=True)
    most_a_week = models.PositiveSmallIntegerField(null=True)
    from_level = models.CharField(max_length=20, choices=Level.choices, null=True)
    not_sealed = models.BinaryField(null=True)
    until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "side", "version"], name="circles_terms_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="circles_terms_side"),
            models.CheckConstraint(condition=Q(gives__contained_by=Support.values), name="circles_terms_gives"),
            models.CheckConstraint(condition=Q(hours__contained_by=HOURS_OF_THE_WEEK), name="circles_terms_hours"),
            models.CheckConstraint(condition=Q(channels__contained_by=Channel.values), name="circles_terms_channels"),
            models.CheckConstraint(
                condition=Q(within__isnull=True) | Q(within__in=Within.values), name="circles_terms_within"
            ),
            models.CheckConstraint(
                condition=Q(most_a_week__isnull=True) | Q(most_a_week__gte=1, most_a_week__lte=100),
                name="circles_terms_most_a_week",
            ),
            models.CheckConstraint(
                condition=Q(from_level__isnull=True) | Q(from_level__in=Level.values), name="circles_terms_from_level"
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=True) | Q(version__gte=1, confirmed_at__isnull=False),
                name="circles_terms_version",
            ),
        ]
