"""Who wants quiet now, and until when, on the clock of where they live."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import window_end
from alongside.notifications.models import Preferences


def quiet_ends(person_ids: Iterable[UUID | None], *, now: datetime) -> dict[UUID | None, datetime]:
    """Return the moment (UTC) until which each of these people wants quiet now; whoever does not is missing."""
    wanted = {person_id for person_id in person_ids if person_id}
    if not wanted:
        return {}
    rows = Preferences.objects.filter(person__id__among=wanted, quiet_from__isnull=False)
    found = rows.values_list("person_id", "quiet_from", "quiet_until", "person__time_zone")
    ends = {person: window_end(start, end, now, ZoneInfo(zone)) for person, start, end, zone in found if start and end}
    return {person: end for person, end in ends.items() if end > now}
