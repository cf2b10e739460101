"""Meetings that people of this place propose, until an organiser lets one in or says why not."""

from django.db import models
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel
from alongside.meetings.enums import ProposalState
from alongside.meetings.models import Meeting


class Proposal(BaseModel):
    """A meeting as somebody proposes it: `said` is what they wrote down, by the names of `details.Draft`.

    `why` is what an organiser says to who proposed one that is not let in. `meeting` is what became of it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said = models.JSONField()
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.WAITING)
    why = models.TextField(default="", blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, ended_at__isnull=True, meeting__isnull=True, why="")
                | Q(state=ProposalState.LET_IN, ended_at__isnull=False, why="")
                | Q(state=ProposalState.NOT_LET_IN, ended_at__isnull=False, meeting__isnull=True) & ~Q(why=""),
                name="meetings_proposal_state",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(ended_at__isnull=True), name="meetings_proposal_waiting")
        ]
