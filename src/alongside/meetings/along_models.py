"""Going with someone: that a tie is asked to come along to one date of a meeting somebody saved, or offers to.

Seen by the two alone, and forgotten some weeks after that date, or after an offer ended.
"""

from django.db import models
from django.db.models import Q

from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel, DueRow
from alongside.meetings.enums import AlongState, OfferState, Way
from alongside.meetings.mine_models import Saved
from alongside.meetings.reminding import MINUTES

OPEN = (AlongState.ASKED, AlongState.AGREED)
OVER = (AlongState.NOT_NOW, AlongState.TAKEN_BACK, AlongState.CALLED_OFF)
OFFER_OVER = (OfferState.TAKEN_UP, OfferState.NOT_NOW, OfferState.TAKEN_BACK)


class Along(BaseModel):
    """That a tie is asked to come along to one date of a saved meeting, or to take its owner there.

    `on_date` is the date on the clock of the meeting, `starts_at` when it was to begin as the tie was asked: if it is
    another time by now, their page says so. `words_sealed` is what the owner says to it, sealed with their data key,
    for the two of them, as long as it is open. Of a tie and a date at most one is open. `offers_pick_up` says
    that the tie, asked to come, could pick the owner up as well, who has not said yet whether they want that.
    """

    saved = models.ForeignKey(Saved, on_delete=models.CASCADE, related_name="asked_along")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    on_date = models.DateField()
    starts_at = models.DateTimeField()
    way = models.CharField(max_length=20, choices=Way.choices)
    words_sealed = models.BinaryField(null=True)
    offers_pick_up = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=20, choices=AlongState.choices, default=AlongState.ASKED)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["saved", "tie", "on_date"], condition=Q(ended_at__isnull=True), name="meetings_along_one_open"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="meetings_along_way"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | Q(state__in=OVER, ended_at__isnull=False, words_sealed__isnull=True),
                name="meetings_along_state",
            ),
            models.CheckConstraint(
                condition=Q(words_sealed__isnull=True) | ~Q(words_sealed=b""), name="meetings_along_words"
            ),
            models.CheckConstraint(
                condition=Q(offers_pick_up=False) | Q(way=Way.COME) & ~Q(state=AlongState.ASKED),
                name="meetings_along_pick_up",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meetings_along_starts_at")]


class AlongReminder(DueRow):
    """That whoever said yes to come along is reminded, at `due_at`, so many minutes before it begins.

    `reckoned_for` is the version of the meeting (its `changed_at`) that this was counted from.
    """

    along = models.OneToOneField(Along, on_delete=models.CASCADE, related_name="reminder")
    minutes = models.PositiveSmallIntegerField()
    reckoned_for = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(minutes__in=MINUTES), name="meetings_alongreminder_minutes"),
        ]


class CompanyOffer(BaseModel):
    """That a tie offers the one they stand with to come along to a meeting, or to pick them up, too.

    It names no meeting: whoever offers may know of none. The owner takes it up for one, which is an `Along` with a yes
    then, or says not now; of a tie at most one is open.
    """

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=20, choices=Way.choices)
    state = models.CharField(max_length=20, choices=OfferState.choices, default=OfferState.OFFERED)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tie"], condition=Q(ended_at__isnull=True), name="meetings_companyoffer_one_open"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="meetings_companyoffer_way"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OFFERED, ended_at__isnull=True)
                | Q(state__in=OFFER_OVER, ended_at__isnull=False),
                name="meetings_companyoffer_state",
            ),
        ]
