"""Filled worksheets, and who may read which."""

from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel

KEY_LENGTH = 40


class Sheet(BaseModel):
    """One worksheet as somebody filled it in: what they wrote is sealed with their data key.

    `worksheet` names the file, which may be gone by now. `on_day` is the day in its owner's zone, `once` makes a form
    that is sent twice one sheet. An urge is waited out from `surf_from` until `surf_until`, then it is looked at
    again.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    worksheet = models.CharField(max_length=KEY_LENGTH)
    once = models.CharField(max_length=100)
    on_day = models.DateField()
    changed_at = models.DateTimeField()
    words_sealed = models.BinaryField()
    is_at_hand = models.BooleanField(default=False)
    surf_from = models.DateTimeField(null=True)
    surf_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "worksheet", "once"], name="toolbox_sheet_once"),
            models.CheckConstraint(condition=~Q(once="") & ~Q(worksheet=""), name="toolbox_sheet_named"),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="toolbox_sheet_words"),
            models.CheckConstraint(condition=Q(changed_at__gte=F("created_at")), name="toolbox_sheet_changed_at"),
            models.CheckConstraint(
                condition=Q(surf_until__isnull=True) | Q(surf_until__gt=F("created_at")),
                name="toolbox_sheet_surf",
            ),
            models.CheckConstraint(
                condition=Q(surf_from__isnull=True) | Q(surf_until__isnull=False, surf_until__gt=F("surf_from")),
                name="toolbox_sheet_surf_from",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="toolbox_sheet_newest")]


class Share(BaseModel):
    """That the person of a tie may read one sheet, for as long as the tie is accepted."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="shares")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "tie"], name="toolbox_share_once")]
