"""What somebody sees of a room before they are in it."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.accounts.models import Person
from alongside.meetings.called import called, hosts_of_group
from alongside.meetings.models import Hosting, Presence, Service, Steward
from alongside.meetings.room_policies import access_hosting, open_gathering, standing_of, visible_presences, was_held
from alongside.meetings.room_queries import next_start, start_of_room
from alongside.meetings.room_times import may_open
from alongside.meetings.room_words import NOT_OPEN, ONLY_HOSTS_YET, WHY_OVER
from alongside.ui.moments import say_moment


@dataclass(frozen=True, slots=True)
class Lobby:
    """Whether the room is open, or may be opened, and if not, why; when it begins, and who hosts it."""

    is_open: bool
    can_open: bool
    why: str
    starts_at: str
    hosts: list[str]


def lobby_of(actor: Person, hosting: Hosting, *, now: datetime) -> Lobby:
    """Return what somebody sees before the room of a meeting."""
    gathering, start = open_gathering(hosting), next_start(hosting, now)
    on = start_of_room(hosting, now)
    is_host = on is not None and standing_of(actor, hosting, on.on_date).is_host
    is_over = on is not None and was_held(hosting, on.on_date)
    return Lobby(
        is_open=gathering is not None,
        can_open=on is not None and (is_host or not is_over) and may_open(on, now, is_host=is_host),
        why=str(WHY_OVER if is_over else ONLY_HOSTS_YET if on else NOT_OPEN),
        starts_at=say_moment(start.at, now=now) if start and gathering is None else "",
        hosts=_hosts(hosting, start.on_date) if start else [],
    )


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
