"""Who may see a reach-out: its owner, and those it asked, each from their own side.

To everybody else it does not exist.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.policies import SupportingActor
from alongside.kernel.errors import Gone, NotFound
from alongside.reachouts.links import notification_of
from alongside.reachouts.models import Notification, ReachOut, Shift
from alongside.ui import phrases

# Somebody who was removed from the circle, or left it, sees the reach-outs of its owner no more. Listeners have no tie:
# their `tie` is NULL, and the kind of wave tells that from a tie that was erased.
STILL_ASKED = Q(tie__state=TieState.ACCEPTED) | Q(tie=None, wave__kind="listeners")


def visible_reach_outs(actor: Person) -> QuerySet[ReachOut]:
    """Return the reach-outs this person made."""
    return ReachOut.objects.filter(owner=actor)


def access_reach_out(actor: Person, reach_out_id: UUID) -> ReachOut:
    """Return a reach-out to who made it; NotFound for everybody else."""
    row = visible_reach_outs(actor).select_related("owner", "answered_by__person").filter(id=reach_out_id).first()
    if row is None:
        raise NotFound
    return row


def visible_notifications(actor: SupportingActor) -> QuerySet[Notification]:
    """Return what asked this person or contact, as long as they are in the circle, or were asked as listener.

    A contact is whom the policies of circles let in by their own link; one with an account by now answers there.
    """
    if isinstance(actor, Person):
        return Notification.objects.filter(STILL_ASKED, supporter__person=actor)
    return Notification.objects.filter(tie__state=TieState.ACCEPTED, supporter=actor, supporter__person=None)


def access_notification(actor: Person, notification_id: UUID) -> Notification:
    """Return one notification to the supporter it asked; NotFound for everybody else."""
    row = _whole(visible_notifications(actor)).filter(id=notification_id).first()
    if row is None:
        raise NotFound
    return row


def newest_notification(actor: Person, reach_out_id: UUID) -> Notification | None:
    """Return what asked this person last in that reach-out, None when they were not asked."""
    rows = _whole(visible_notifications(actor)).filter(reach_out=reach_out_id)
    return rows.order_by("-created_at").first()


def access_by_link(token: str) -> Notification:
    """Return the notification a contact's link names; NotFound when it was altered, Gone when it works no more."""
    notification_id = notification_of(token)
    row = _whole(Notification.objects.all()).filter(id=notification_id).first() if notification_id else None
    if row is None:
        raise NotFound(phrases.LINK_NOT_COMPLETE)
    if row.tie is None or row.tie.state != TieState.ACCEPTED:
        raise Gone(_("This link is no longer open. You do not have to do anything."))
    if row.supporter.person_id is not None:
        # A contact who has an account by now answers there: a mail from before must not open what is theirs.
        raise Gone(_("This link belongs to an account now. Sign in, and you find everything on your page."))
    return row


def _whole(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    return rows.select_related("reach_out__owner", "supporter__person", "tie", "wave")


def visible_shifts(actor: Person) -> QuerySet[Shift]:
    """Return this listener's own shifts."""
    return Shift.objects.filter(person=actor)
