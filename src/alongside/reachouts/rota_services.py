"""Writes of the listeners' rota."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.services.supporting import ensure_supporter
from alongside.kernel.errors import Conflict, NotFound
from alongside.reachouts.models import Shift
from alongside.reachouts.policies import visible_shifts


def take_shift(*, actor: Person, weekday: int, hour: int, hours: int, now: datetime) -> Shift:
    """Put a listener on call every week from that hour (Monday is 0) of their own zone, for so many hours."""
    start = weekday * 24 + hour
    with transaction.atomic():
        ensure_supporter(actor, now=now)
        shift, is_new = Shift.objects.get_or_create(
            person=actor, start=start, defaults={"hours": hours, "created_at": now}
        )
        if not is_new:
            raise Conflict(_("You already have a shift that starts then. Please end it first to change its length."))
        record("shift.taken", actor=actor.id, subject=shift.id, about=actor.id, now=now)
        return shift


def end_shift(*, actor: Person, shift_id: UUID, now: datetime) -> None:
    """Take a listener off call for one of their shifts; NotFound when it is not theirs."""
    with transaction.atomic():
        deleted, _rows = visible_shifts(actor).filter(id=shift_id).delete()
        if not deleted:
            raise NotFound
        record("shift.ended", actor=actor.id, subject=shift_id, about=actor.id, now=now)
