"""With whom answers are shared, and who is told when a check-in is missed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.checkins.contents import contents
from alongside.checkins.details import Sharing
from alongside.checkins.models import CheckIn, Entry, Share, Watch
from alongside.checkins.outgoing import USEFUL_FOR, take_back_from
from alongside.checkins.policies import access_check_in
from alongside.checkins.sealing import MISSED
from alongside.checkins.services.announcing import announce_own, announce_to
from alongside.circles.choosing import chosen
from alongside.circles.models import Tie
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal
from alongside.ui import phrases

MISSED_LENGTH = 300


@transaction.atomic
def share_check_in(*, actor: Person, check_in_id: UUID, sharing: Sharing, now: datetime) -> CheckIn:
    """Share each part with exactly these, from now on, and have exactly these told of a missed one.

    Invalid for a part that is not asked; Conflict when somebody chosen does not stand with the actor; NotFound.
    """
    check_in = access_check_in(actor, check_in_id, lock=True)
    if not sharing.parts.keys() <= {part.id for part in contents(check_in).parts}:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="parts")
    words = checked_text(sharing.missed, field="missed", most=MISSED_LENGTH)
    wanted = {(part, tie_id) for part, tie_ids in sharing.parts.items() for tie_id in tie_ids}
    ties = chosen(actor, {*(tie_id for _, tie_id in wanted), *sharing.watches})
    take_back(check_in, now=now, but={tie.id for tie in ties})
    _set_shares(check_in, wanted, now)
    _set_watches(check_in, sharing.watches, now)
    check_in.missed_sealed = seal(actor.data_key_id, words, what=MISSED) if words else None
    check_in.save(update_fields=["missed_sealed"])
    record("check_in.shared", actor=actor.id, subject=check_in.id, about=actor.id, now=now)
    announce_own(actor.id, check_in.id)
    announce_to(ties, check_in.id)
    return check_in


def _set_shares(check_in: CheckIn, wanted: Collection[tuple[str, UUID]], now: datetime) -> None:
    """Take back what is not wanted any more; what stays keeps since when."""
    known = {(row.part, row.tie_id): row.id for row in check_in.shares.all()}
    gone = [row_id for pair, row_id in known.items() if pair not in wanted]
    check_in.shares.filter(id__in=gone).delete()
    fresh = sorted(set(wanted) - known.keys())
    rows = [Share(created_at=now, check_in=check_in, part=part, tie_id=tie_id) for part, tie_id in fresh]
    Share.objects.bulk_create(rows)


def _set_watches(check_in: CheckIn, wanted: Collection[UUID], now: datetime) -> None:
    check_in.watches.exclude(tie__in=wanted).delete()
    known = set(check_in.watches.values_list("tie_id", flat=True))
    fresh = sorted(set(wanted) - known)
    Watch.objects.bulk_create([Watch(created_at=now, check_in=check_in, tie_id=tie_id) for tie_id in fresh])


def take_back(check_in: CheckIn, *, now: datetime, but: Collection[UUID] = ()) -> None:
    """Have nobody hear of a locked check-in any more who has not heard yet, but for these ties."""
    shared = {*check_in.shares.values_list("tie_id", flat=True), *check_in.watches.values_list("tie_id", flat=True)}
    recent = check_in.entries.filter(Q(answered_at__gt=now - USEFUL_FOR) | Q(told_at__gt=now - USEFUL_FOR))
    take_back_from(shared - set(but), recent.values_list("id", flat=True), now=now)


def end_sharing(tie_id: UUID, *, now: datetime) -> None:
    """Forget what is shared through a tie that is over: should the two meet again, it is chosen anew."""
    about = Q(check_in__shares__tie=tie_id) | Q(check_in__watches__tie=tie_id)
    recent = Q(answered_at__gt=now - USEFUL_FOR) | Q(told_at__gt=now - USEFUL_FOR)
    take_back_from([tie_id], set(Entry.objects.filter(about, recent).values_list("id", flat=True)), now=now)
    Share.objects.filter(tie=tie_id).delete()
    Watch.objects.filter(tie=tie_id).delete()


def shared_with(check_in: CheckIn, parts: Collection[str], *, at: datetime) -> list[Tie]:
    """Return the living ties with which any of these parts was shared already when it was answered, `at`."""
    shares = check_in.shares.filter(part__in=parts, created_at__lte=at).values("tie_id")
    ties = Tie.objects.filter(not_removed("supporter__person"), id__in=shares, state="accepted")
    return list(ties.select_related("supporter__person", "owner"))
