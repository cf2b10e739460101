"""What becomes of reach-outs when a supporter was removed, left or is erased: nobody waits for someone gone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.enums import TieState
from alongside.circles.models import Supporter, Tie
from alongside.notifications.services import withdraw
from alongside.reachouts import waving
from alongside.reachouts.enums import State
from alongside.reachouts.models import Message, Notification, ReachOut, Shift
from alongside.reachouts.services import ask_again, move_on


def leave_circle(*, owner_id: UUID, supporter_id: UUID, now: datetime) -> None:
    """Take a supporter, whose tie has just ended, out of the reach-out that its owner has under way.

    What still asks them is taken back. If they were with the owner, the others are asked again; if they were the last
    who had not said anything, the next wave starts.
    """
    with transaction.atomic():
        # The owner's row first, as when a reach-out starts: one that is just starting is waited for.
        Person.objects.select_for_update(no_key=True).filter(id=owner_id).first()
        for row in _locked(ReachOut.objects.filter(owner=owner_id, ended_at=None)):
            gone = [one for one in waving.asked_notifications(row) if one.supporter_id == supporter_id]
            if gone:
                withdraw([one.key for one in gone], now=now)
                _go_on_without(row, supporter_id, now)
                waving.announce(row, gone)


def erase_person(person_id: UUID, *, now: datetime) -> None:
    """Delete own reach-outs with all that hangs on them, what one said elsewhere, and one's shifts; others go on."""
    with transaction.atomic():
        supporter = _lock_all_of(person_id)
        Shift.objects.filter(person=person_id).delete()
        ReachOut.objects.filter(owner=person_id).delete()
        if supporter is not None:
            involved = _locked(_involved(person_id).exclude(owner=person_id))
            Message.objects.filter(supporter=supporter).delete()
            Notification.objects.filter(supporter=supporter).delete()
            for row in involved:
                _go_on_without(row, supporter.id, now)


def _involved(person_id: UUID) -> QuerySet[ReachOut]:
    """Return the reach-outs under way that this person made, was asked by, or may still be asked by."""
    asked = Notification.objects.filter(supporter__person=person_id).values("reach_out")
    supported = _supported(person_id)
    return ReachOut.objects.filter(Q(owner=person_id) | Q(owner__in=supported) | Q(id__in=asked), ended_at=None)


def _supported(person_id: UUID) -> list[UUID]:
    ties = Tie.objects.filter(supporter__person=person_id, state=TieState.ACCEPTED)
    return list(ties.values_list("owner_id", flat=True))


def hold_supported(person_id: UUID) -> None:
    """Hold whom somebody supports; before all that is held after people, whichever app it is of."""
    owners = Person.objects.select_for_update(no_key=True).filter(id__in=_supported(person_id)).order_by("id")
    list(owners.values_list("id", flat=True))


def _lock_all_of(person_id: UUID) -> Supporter | None:
    """Lock whom they support, all their reach-outs, then their row as supporter: no wave can ask them from here on.

    In this order, as everywhere: a wave that is just starting holds its reach-out and waits for the supporter.
    """
    hold_supported(person_id)
    _locked(_involved(person_id))
    return Supporter.objects.select_for_update().filter(person=person_id).first()


def _locked(rows: QuerySet[ReachOut]) -> list[ReachOut]:
    return list(rows.select_for_update(of=("self",), no_key=True).select_related("owner").order_by("id"))


def _go_on_without(row: ReachOut, supporter_id: UUID, now: datetime) -> None:
    if row.state == State.ANSWERED and row.answered_by_id == supporter_id:
        ask_again(row, now=now)
        record("reach-out.resumed", actor=None, subject=row.id, about=row.owner_id, now=now)
    else:
        move_on(row, now=now)


def merge_supporters(*, old_id: UUID, new_id: UUID) -> None:
    """Make what asked a contact, and what they said, that of the account they now have."""
    with transaction.atomic():
        involved = Notification.objects.filter(supporter=old_id).values("reach_out")
        _locked(ReachOut.objects.filter(id__in=involved))
        ReachOut.objects.filter(answered_by=old_id).update(answered_by=new_id)
        Notification.objects.filter(supporter=old_id).update(supporter=new_id)
        Message.objects.filter(supporter=old_id).update(supporter=new_id)
        Message.objects.filter(helper=old_id).update(helper=new_id)
