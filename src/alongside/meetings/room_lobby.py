"""What somebody sees of a room before they are in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import formats, timezone

from alongside.accounts.models import Person
from alongside.kernel.live import Shared, Snapshot
from alongside.meetings.called import called, hosts_of_group
from alongside.meetings.models import Gathering, Hosting, Presence, Service, Steward
from alongside.meetings.room_policies import access_hosting, open_gathering, standing_of, visible_presences, was_held
from alongside.meetings.room_queries import next_start, start_after, start_of_room
from alongside.meetings.room_times import may_open, opens_at
from alongside.meetings.room_words import NOT_OPEN, ONLY_HOSTS_YET, WHY_OVER
from alongside.ui.moments import say_moment


@dataclass(frozen=True, slots=True)
class Lobby:
    """Whether the room is open, or may be opened, and if not, why; when it begins, and who hosts it.

    `opens_at` is from when whoever reads this may open it, None without a date.
    """

    is_open: bool
    can_open: bool
    is_over: bool
    why: str
    opens_at: datetime | None
    starts_at: str
    hosts: list[str]


def lobby_of(actor: Person, hosting: Hosting, *, now: datetime) -> Lobby:
    """Return what somebody sees before the room of a meeting."""
    gathering, on = open_gathering(hosting), start_of_room(hosting, now)
    is_over = gathering is None and on is not None and was_held(hosting, on.on_date)
    start = start_after(hosting, max(now, on.at)) if on and is_over else next_start(hosting, now)
    date = on or start
    is_host = date is not None and standing_of(actor, hosting, date.on_date).is_host
    return Lobby(
        is_open=gathering is not None,
        can_open=on is not None and (is_host or not is_over) and may_open(on, now, is_host=is_host),
        is_over=is_over,
        why=str(WHY_OVER if is_over else ONLY_HOSTS_YET if on else NOT_OPEN),
        opens_at=opens_at(start, is_host=is_host) if start and not is_over else None,
        starts_at=_said(start.at, now) if start and gathering is None else "",
        hosts=_hosts(hosting, start.on_date) if start else [],
    )


def _said(moment: datetime, now: datetime) -> str:
    """Say when it begins; for a moment within the hour the clock, for the page stays open meanwhile."""
    near = abs(moment - now) < timedelta(hours=1)
    return formats.time_format(timezone.localtime(moment)) if near else say_moment(moment, now=now)


def shared_lobby() -> Shared:
    """Return how those who wait before a room, by the id of its meeting, learn that it is open."""
    from alongside.meetings.services.rooms import LOBBY, who_may_wait

    return Shared(LOBBY, who_may_wait, _until_open)


def _until_open(meeting_id: UUID, _now: datetime) -> Snapshot | None:
    """Return nothing to be shown; None once it is open: then there is another page to look at."""
    is_open = Gathering.objects.filter(meeting=meeting_id, closed_at=None).exists()
    return None if is_open else Snapshot(1, {})


def _hosts(hosting: Hosting, on_date: date) -> list[str]:
    """Return who hosts a meeting on one date: who chairs it then, else who looks after it."""
    served = Service.objects.filter(
        role__hosting=hosting, role__kind="chair", on_date=on_date, serving__confirmed_at__isnull=False
    )
    chairs = [one.serving.person for one in served.select_related("serving__person") if one.serving]
    people = chairs or [one.person for one in Steward.objects.filter(hosting=hosting).select_related("person")]
    names = called(hosting.meeting, people)
    return [names[one.id] for one in people if one.id in names] or hosts_of_group(hosting.meeting)


def place_in(actor: Person, slug: str) -> tuple[Hosting, Presence | None]:
    """Return how a meeting is run and, while its room is open and they are in it, somebody's place. NotFound."""
    hosting = access_hosting(actor, slug)
    gathering = open_gathering(hosting)
    seat = visible_presences(actor).filter(gathering=gathering).first() if gathering else None
    if seat is not None and gathering is not None:
        seat.gathering, seat.gathering.meeting.hosting = gathering, hosting
    return hosting, seat
