"""What a first visit cannot find out from facts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel
from alongside.today.enums import Step


class FirstVisit(BaseModel):
    """A newcomer's way through the first steps: which they went past, when they rehearsed, when they put it away."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    passed = ArrayField(models.CharField(max_length=20, choices=Step.choices), default=list, blank=True)
    rehearsed_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(passed__contained_by=Step.values), name="today_firstvisit_passed"),
        ]
