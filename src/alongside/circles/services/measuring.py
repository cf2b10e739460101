"""What every change of a circle leaves behind: the day's numbers, so that they can be drawn over time.

Each service that changes who is in a circle, what they give or how their owner describes them calls `remember_measures`
as the last of its writes, once, with all whom the change touches.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles.counting import measures_now
from alongside.circles.models import Snapshot


def remember_measures(owners: Iterable[Person], *, now: datetime) -> None:
    """Keep the measures of these people's circles for the day that it is where they live; who has no circle, has none.

    Their rows are locked in one order and before anything is counted: of two changes at once the later counts both.
    """
    for owner in sorted(set(owners), key=lambda person: person.id):
        if owner.ties.exists():
            _remember(owner, now)


def _remember(owner: Person, now: datetime) -> None:
    day = now.astimezone(ZoneInfo(owner.time_zone)).date()
    nothing = {"size": 0, "with_you": 0, "daily": 0, "supporting_recovery": 0, "gives": [0, 0, 0], "mutual": 0}
    Snapshot.objects.get_or_create(owner=owner, day=day, defaults={"created_at": now, **nothing})
    row = Snapshot.objects.select_for_update(no_key=True).get(owner=owner, day=day)
    measures = measures_now(owner)
    row.size, row.with_you, row.daily = measures.size, measures.with_you, measures.daily
    row.supporting_recovery, row.gives, row.mutual = measures.supporting_recovery, list(measures.gives), measures.mutual
    row.save()
