"""Who may do what about threads that open by themselves: whoever is in the group sees them, hosts write them."""

from uuid import UUID

from django.db.models import QuerySet

from alongside.groups.enums import Standing
from alongside.groups.models import Membership, Regular, RegularDay, Thread
from alongside.kernel.errors import NotFound


def visible_regulars(standing: Membership) -> QuerySet[Regular]:
    """Return the threads that open by themselves in the group of somebody who is in it."""
    rows = Regular.objects.filter(group=standing.group_id)
    return rows if standing.state == Standing.IN else rows.none()


def access_regular(standing: Membership, regular_id: UUID, *, lock: bool = False) -> Regular:
    """Return one of them; NotFound. `lock` holds it until the transaction ends."""
    rows = visible_regulars(standing).filter(id=regular_id)
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    row.group = standing.group
    return row


def access_regular_day(thread: Thread) -> RegularDay:
    """Return the day of a thread that opened by itself, held until the transaction ends; NotFound for any other."""
    rows = RegularDay.objects.filter(thread=thread).select_related("host", "regular")
    day = rows.select_for_update(no_key=True, of=("self",)).first()
    if day is None:
        raise NotFound
    return day
