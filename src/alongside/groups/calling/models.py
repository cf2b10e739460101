"""Who wants to be called once they are quiet, and the calls: open ones are the list, ended ones say who called when."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.groups.calling.enums import Outcome, PartOfDay, Way, Why
from alongside.groups.models import Membership
from alongside.kernel.models import DueRow

WEEK = list(range(7))


class CallWish(DueRow):
    """That a member says yes to being called once they are quiet; without this row nobody calls them.

    `number_sealed` is sealed with their key. `seen_on` is the last day, in UTC, on which they looked into the group:
    no closer than that, and kept of nobody else. `next_on` is the date agreed in the last call. `due_at` is when to
    see whether they are quiet.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="call_wish")
    way = models.CharField(max_length=10, choices=Way.choices)
    number_sealed = models.BinaryField(null=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    part = models.CharField(max_length=10, choices=PartOfDay.choices)
    zone = models.CharField(max_length=64)
    seen_on = models.DateField()
    next_on = models.DateField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(way=Way.PHONE, number_sealed__isnull=False) & ~Q(number_sealed=b"")
                | Q(way=Way.MESSAGE, number_sealed__isnull=True),
                name="groups_callwish_way",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0, weekdays__contained_by=WEEK), name="groups_callwish_weekdays"
            ),
            models.CheckConstraint(condition=Q(part__in=PartOfDay.values), name="groups_callwish_part"),
            models.CheckConstraint(condition=~Q(zone=""), name="groups_callwish_zone"),
        ]


class Call(DueRow):
    """A call to a member: open while it has no `outcome`. Those who greet see its id, which tells no moment.

    `asked` is who was asked first, `claimed_by` who said that they will call, or did. `due_at` is when the others are
    asked, too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="calls")
    why = models.CharField(max_length=10, choices=Why.choices)
    asked = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default="", blank=True)
    done_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(outcome=""), name="groups_call_one_open"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="groups_call_why"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(claimed_until__isnull=False), name="groups_call_claim"
            ),
            models.CheckConstraint(
                condition=(Q(claimed_by__isnull=True) | ~Q(claimed_by=F("membership")))
                & (Q(asked__isnull=True) | ~Q(asked=F("membership"))),
                name="groups_call_by_another",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", done_at__isnull=True, next_on__isnull=True)
                | Q(outcome__in=Outcome.values, done_at__isnull=False, due_at__isnull=True),
                name="groups_call_done",
            ),
        ]
