"""What somebody answered, when they want to be asked again, and who may read their numbers."""

from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.instruments.retake import Every
from alongside.kernel.models import BaseModel, DueRow

RHYTHMS = [every.value for every in Every]


class Result(BaseModel):
    """One taking of a questionnaire: the answers by item, as JSON, sealed with the person's data key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=40)
    answers_sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["person", "instrument", "created_at"], name="instruments_result_history")]
        constraints = [
            models.CheckConstraint(condition=~Q(answers_sealed=b""), name="instruments_result_answers"),
            models.CheckConstraint(condition=~Q(instrument=""), name="instruments_result_instrument"),
        ]


class Rhythm(DueRow):
    """How often somebody wants to take a questionnaire.

    `due_at` is when they are reminded next; from then on `asked_at` says since when it stands on their page, until they
    take it or put it off. It is always one of the two.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=40)
    every = models.CharField(max_length=20)
    asked_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "instrument"], name="instruments_rhythm_once"),
            models.CheckConstraint(condition=Q(every__in=RHYTHMS), name="instruments_rhythm_every"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=False, asked_at__isnull=True)
                | Q(due_at__isnull=True, asked_at__isnull=False),
                name="instruments_rhythm_due_or_asked",
            ),
        ]


class Share(BaseModel):
    """That the person of a tie may read the owner's numbers of one questionnaire, as long as the tie is accepted."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie", "instrument"], name="instruments_share_once"),
            models.CheckConstraint(condition=~Q(instrument=""), name="instruments_share_instrument"),
        ]
