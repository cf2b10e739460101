"""Going with someone: that a tie is asked to come along to one date of a meeting somebody saved.

Seen by the two alone, and forgotten some weeks after that date.
"""

from django.db import models
from django.db.models import Q

from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel
from alongside.meetings.enums import AlongState, Way
from alongside.meetings.mine_models import Saved

OPEN = (AlongState.ASKED, AlongState.AGREED)
OVER = (AlongState.NOT_NOW, AlongState.TAKEN_BACK, AlongState.CALLED_OFF)


class Along(BaseModel):
    """That a tie is asked to come along to one date of a saved meeting, or to take its owner there.

    `on_date` is the date on the clock of the meeting, `starts_at` when it was to begin as the tie was asked: if it is
    another time by now, their page says so. `words_sealed` is what the owner says to it, sealed with their data key,
    for the two of them, as long as it is open. Of a tie and a date at most one is open.
    """

    saved = models.ForeignKey(Saved, on_delete=models.CASCADE, related_name="asked_along")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    on_date = models.DateField()
    starts_at = models.DateTimeField()
    way = models.CharField(max_length=20, choices=Way.choices)
    words_sealed = models.BinaryField(null=True)
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
        ]
        indexes = [models.Index(fields=["starts_at"], name="meetings_along_starts_at")]
