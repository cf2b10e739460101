"""The owner's writes on invitations."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import outgoing
from alongside.circles.enums import TieState, TieUse
from alongside.circles.models import Invitation, Tie
from alongside.circles.policies import access_tie, visible_invitations
from alongside.circles.services.moves import move, tell_owner
from alongside.circles.texts import checked_email
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try

OPEN_FOR = timedelta(days=14)
MAILS_A_DAY = 20


@transaction.atomic
def invite(*, actor: Person, tie_id: UUID, now: datetime) -> Invitation:
    """Make a link for one person, good once and for 14 days; an older one of this tie stops working."""
    tie = access_tie(actor, tie_id, to=TieUse.INVITE, lock=True)
    move(tie, TieState.INVITED)
    tie.save(update_fields=["state"])
    _close_older(tie, now)
    invitation = Invitation.objects.create(created_at=now, tie=tie, expires_at=now + OPEN_FOR)
    record("tie.invited", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    tell_owner(tie)
    return invitation


@transaction.atomic
def ensure_invitation(*, actor: Person, tie_id: UUID, now: datetime) -> Invitation:
    """Return the open invitation of a tie, so that a link which was passed on stays good; make one where none is."""
    tie = access_tie(actor, tie_id, to=TieUse.INVITE, lock=True)
    waiting = visible_invitations(now).filter(tie=tie).first()
    return waiting or invite(actor=actor, tie_id=tie_id, now=now)


@transaction.atomic
def revoke_invitation(*, actor: Person, tie_id: UUID, now: datetime) -> None:
    """Take an unanswered invitation back: its link says so from now on. Conflict when it was answered meanwhile."""
    tie = access_tie(actor, tie_id, to=TieUse.CHANGE, lock=True)
    move(tie, TieState.NAMED)
    tie.save(update_fields=["state"])
    _close_older(tie, now)
    record("tie.invitation_revoked", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    tell_owner(tie)


def _close_older(tie: Tie, now: datetime) -> None:
    tie.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)


@transaction.atomic
def send_invitation(*, actor: Person, tie_id: UUID, address: str, now: datetime) -> None:
    """Mail the open invitation of a tie to that address, which is kept no longer than the mail needs.

    Invalid address, TooMany beyond 20 a day or 10 from everybody to one address, Conflict when there is no open
    invitation or this instance sends no mail. The same link to the same address goes out once.
    """
    email = checked_email(address, field="email")
    tie = access_tie(actor, tie_id, to=TieUse.CHANGE, lock=True)
    invitation = visible_invitations(now).filter(tie=tie).first()
    if invitation is None:
        raise Conflict(_("There is no open invitation to send. Please make a new one first."))
    count_try("circles.send_invitation", str(actor.id), limit=MAILS_A_DAY, window=timedelta(days=1), now=now)
    outgoing.mail_invitation(invitation, actor, email, now=now)
    record("tie.invitation_sent", actor=actor.id, subject=tie.id, about=actor.id, now=now)
