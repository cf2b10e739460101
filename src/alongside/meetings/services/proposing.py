"""Proposing a meeting of this place, taking it back, and what an organiser makes of it."""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import people_with
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.meetings import run_outgoing
from alongside.meetings.details import Draft
from alongside.meetings.enums import ProposalState
from alongside.meetings.models import Meeting, Proposal
from alongside.meetings.proposal_policies import access_proposal, access_proposed, access_proposing
from alongside.meetings.services.own import put, write_meeting
from alongside.safety.pauses import check_may_write

MOST_WAITING, PROPOSED_A_DAY = 3, 5
WHY_LENGTH = 500
KEPT_FOR = timedelta(days=90)
TOO_MANY = _("Three of your meetings wait for the organisers already. You can take one back. Nothing is lost.")


@transaction.atomic
def propose_meeting(*, actor: Person, draft: Draft, now: datetime) -> Proposal:
    """Propose a meeting to the organisers, who are told. Invalid, NotAllowed; Conflict and TooMany past a few."""
    access_proposing()
    check_may_write(actor, None, now=now)
    put(Meeting(created_at=now, state_since=now, source=None), draft, now)
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    if Proposal.objects.filter(person=actor, ended_at=None).count() >= MOST_WAITING:
        raise Conflict(TOO_MANY)
    count_try("meetings.proposed", str(actor.id), limit=PROPOSED_A_DAY, window=timedelta(days=1), now=now)
    row = Proposal.objects.create(created_at=now, person=actor, said=_said(draft))
    run_outgoing.tell_proposed(people_with(Role.ORGANISER).exclude(id=actor.id), now=now)
    record("meetings.proposed", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _said(draft: Draft) -> dict[str, object]:
    """Return what was written down as JSON has it."""
    encoder = DjangoJSONEncoder()
    values = asdict(draft)
    return {name: encoder.default(one) if hasattr(one, "isoformat") else one for name, one in values.items()}


@transaction.atomic
def take_back_proposal(*, actor: Person, proposal_id: UUID, now: datetime) -> None:
    """Take back what the actor proposed and nobody answered yet: it is deleted. NotFound."""
    row = access_proposal(actor, proposal_id, lock=True)
    record("meetings.proposal_taken_back", actor=actor.id, subject=row.id, about=actor.id, now=now)
    row.delete()


@transaction.atomic
def let_in_proposal(*, actor: Person, proposal_id: UUID, draft: Draft, now: datetime) -> Meeting:
    """Have everybody find a meeting that was proposed, as an organiser has it by now. Invalid, NotAllowed, NotFound."""
    row = access_proposed(actor, proposal_id, lock=True)
    row.meeting = write_meeting(actor=actor, draft=draft, now=now)
    _end(row, ProposalState.LET_IN, actor, now)
    return row.meeting


@transaction.atomic
def not_let_in(*, actor: Person, proposal_id: UUID, why: str, now: datetime) -> None:
    """Tell who proposed a meeting why it does not go in. Invalid without a word, NotAllowed, NotFound."""
    row = access_proposed(actor, proposal_id, lock=True)
    row.why = checked_text(why, field="why", most=WHY_LENGTH, required=True)
    _end(row, ProposalState.NOT_LET_IN, actor, now)


@transaction.atomic
def forget_proposals(now: datetime) -> int:
    """Forget proposals some months after they were answered: a chore; return how many."""
    return Proposal.objects.filter(ended_at__lt=now - KEPT_FOR).delete()[0]


def _end(row: Proposal, state: ProposalState, actor: Person, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at", "why", "meeting"])
    run_outgoing.tell_of_proposal(row, now=now)
    action = "meetings.proposal_let_in" if state == ProposalState.LET_IN else "meetings.proposal_not_let_in"
    record(action, actor=actor.id, subject=row.id, about=row.person_id, now=now)
