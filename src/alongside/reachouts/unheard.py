"""The hours of the week in which no listener is on call, for the community's view."""

from datetime import datetime
from zoneinfo import ZoneInfo

from alongside.circles.coverage import Mask
from alongside.circles.models import Supporter
from alongside.reachouts.rota import Turn, unheard_hours
from alongside.reachouts.waving import listening_shifts


def unheard(zone: ZoneInfo, now: datetime) -> Mask:
    """Return the hours of the week that begins now, on the clock of `zone`, in which no listener is on call."""
    rows = list(listening_shifts().values_list("person_id", "start", "hours", "person__time_zone"))
    resting = Supporter.objects.filter(person__in=[row[0] for row in rows], breather_until__gt=now)
    rests_until = dict(resting.values_list("person_id", "breather_until"))
    turns = [Turn(key, start, hours, ZoneInfo(name), rests_until.get(key)) for key, start, hours, name in rows]
    return unheard_hours(turns, zone, now)
