"""Posts that wait for somebody to answer them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from alongside.groups.models import Membership
from alongside.groups.threads.models import Post
from alongside.kernel.models import DueRow


class Waiting(DueRow):
    """A post that is open until somebody else answers in its thread; `due_at` is when it goes up to the next level.

    Those who greet see its id, which is drawn at random and tells no moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="waiting")
    answer_by = models.DateTimeField()
    level = models.PositiveSmallIntegerField(null=True)
    claimed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(answer_by__gt=F("created_at")), name="groups_waiting_answer_by"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(claimed_until__isnull=False), name="groups_waiting_claim"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(due_at__isnull=True), name="groups_waiting_answered"
            ),
        ]
