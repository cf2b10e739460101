"""What those who serve a meeting see of it: the next dates with who does what, who said yes, how it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import formats, timezone

from alongside.accounts.models import Person
from alongside.circles.choosing import chosen
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.circles.policies import visible_ties
from alongside.kernel.errors import NotFound
from alongside.meetings.agendas import Item, Reading, agenda, held, minutes_of
from alongside.meetings.called import called
from alongside.meetings.enums import State
from alongside.meetings.filling import coming_starts, roles_in_order
from alongside.meetings.models import Hosting, Meeting, MeetingRole, NotThen, Service, Serving
from alongside.meetings.policies import (
    find_hosting,
    is_steward,
    takes_part,
    visible_asked,
    visible_offers,
    visible_services,
    visible_wanted,
)
from alongside.meetings.run_words import FormatView, SegmentView, format_view, role_words, segment_views
from alongside.meetings.services.running import format_of
from alongside.meetings.timing import Start
from alongside.meetings.words import day_words
from alongside.ui.communities import kept_by, listed_to


@dataclass(frozen=True, slots=True)
class Place:
    """One role on one date: who serves ('' for nobody), whether a stand-in is looked for, what the reader can do."""

    role_id: UUID
    role: str
    who: str
    is_wanted: bool
    can_take: bool
    service_id: UUID | None


@dataclass(frozen=True, slots=True)
class DateOf:
    """One date: as an address has it, in words, and who does what."""

    on_date: date
    at: datetime
    day: str
    time: str
    places: list[Place]
    is_not_then: bool

    @property
    def slug(self) -> str:
        """Return the date as an address has it."""
        return self.on_date.isoformat()


@dataclass(frozen=True, slots=True)
class TeamRole:
    """One role: who said yes, and how many were asked and have not said so yet."""

    role: MeetingRole
    name: str
    people: list[str]
    asked: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who said yes to a role, and waits for those who look after the meeting."""

    id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """A meeting, for those who serve it."""

    hosting: Hosting
    format: FormatView
    minutes: int
    dates: list[DateOf]
    team: list[TeamRole]
    offers: list[Offer]
    is_steward: bool
    serves: bool


def run_page(hosting: Hosting, reader: Person, *, now: datetime) -> RunPage:
    """Return how a meeting is run, in the active language and time zone."""
    roles = roles_in_order(hosting.roles.all())
    servings = list(Serving.objects.filter(role__in=roles).select_related("person").order_by("created_at", "id"))
    starts = coming_starts(hosting, now=now)
    names = called(hosting.meeting, [one.person for one in servings])
    asked = list(visible_asked_of(hosting))
    return RunPage(
        hosting=hosting,
        format=format_view(format_of(hosting)),
        minutes=minutes_of(items_of(hosting)),
        dates=_dates(roles, servings, starts, reader, names),
        team=[
            TeamRole(
                one,
                role_words(one),
                [names.get(row.person_id, "") for row in servings if row.role_id == one.id],
                asked.count(one.id),
            )
            for one in roles
        ],
        offers=_offers(reader, hosting, names),
        is_steward=is_steward(reader, hosting),
        serves=any(one.person_id == reader.id for one in servings),
    )


def _offers(reader: Person, hosting: Hosting, names: Mapping[UUID, str]) -> list[Offer]:
    rows = visible_offers(reader, hosting).select_related("role").order_by("created_at", "id")
    return [Offer(one.id, names.get(one.person_id, ""), role_words(one.role)) for one in rows]


def visible_asked_of(hosting: Hosting) -> Sequence[UUID]:
    """Return the roles of a meeting that somebody was asked to serve, once for each, to those who were let at it."""
    return list(hosting.roles.filter(asked__isnull=False).values_list("id", flat=True))


def _dates(
    roles: Sequence[MeetingRole],
    servings: Sequence[Serving],
    starts: Sequence[Start],
    reader: Person,
    names: Mapping[UUID, str],
) -> list[DateOf]:
    rows = Service.objects.filter(role__in=roles, on_date__in=[one.on_date for one in starts])
    there = {(one.role_id, one.on_date): one for one in rows.select_related("serving__person")}
    mine = {one.role_id for one in servings if one.person_id == reader.id}
    not_then = NotThen.objects.filter(serving__role__in=roles, serving__person=reader)
    away = set(not_then.values_list("on_date", flat=True))
    found = []
    for start in starts:
        here = timezone.localtime(start.at)
        places = [_place(one, there.get((one.id, start.on_date)), mine, reader, names) for one in roles]
        line = DateOf(
            start.on_date,
            start.at,
            day_words(here.date()),
            formats.time_format(here),
            places,
            start.on_date in away,
        )
        found.append(line)
    return found


def _place(role: MeetingRole, row: Service | None, mine: set[UUID], reader: Person, names: Mapping[UUID, str]) -> Place:
    who = row.serving.person if row and row.serving else None
    return Place(
        role_id=role.id,
        role=role_words(role),
        who=names.get(who.id, "") if who else "",
        is_wanted=row is not None and who is None,
        can_take=who is None and role.id in mine,
        service_id=row.id if row and who and who.id == reader.id else None,
    )


def items_of(hosting: Hosting) -> tuple[Item, ...]:
    """Return the segments of a meeting with its own minutes and readings."""
    readings = {one.segment: Reading(one.title, one.text) for one in hosting.readings.all()}
    return agenda(format_of(hosting), hosting.changes, readings)


def script_of(hosting: Hosting) -> list[SegmentView]:
    """Return how a meeting goes, part by part, in the active language."""
    return segment_views(held(items_of(hosting)))


@dataclass(frozen=True, slots=True)
class Mine:
    """One date on which the reader serves, or could stand in."""

    row: Service
    meeting: Meeting
    role: str
    day: str
    time: str

    @property
    def on_date(self) -> str:
        """Return the date as an address has it."""
        return self.row.on_date.isoformat()


def my_services(person: Person, *, now: datetime) -> list[Mine]:
    """Return when somebody serves from now on, the next first."""
    return _in_words(visible_services(person).filter(starts_at__gt=now))


def my_wanted(person: Person, *, now: datetime) -> list[Mine]:
    """Return where somebody could stand in, the next first."""
    return _in_words(visible_wanted(person).filter(starts_at__gt=now))


def _in_words(rows: QuerySet[Service]) -> list[Mine]:
    found = rows.select_related("role__hosting__meeting").order_by("starts_at", "id")
    return [
        Mine(
            one,
            one.role.hosting.meeting,
            role_words(one.role),
            day_words(timezone.localtime(one.starts_at).date()),
            formats.time_format(timezone.localtime(one.starts_at)),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A role that the reader is asked to serve."""

    meeting: Meeting
    role: str


def my_asked(person: Person) -> list[AskedLine]:
    """Return the roles somebody is asked to serve, the first asked first."""
    rows = visible_asked(person).select_related("role__hosting__meeting").order_by("created_at", "id")
    return [AskedLine(one.role.hosting.meeting, role_words(one.role)) for one in rows]


def my_meetings(person: Person) -> list[Meeting]:
    """Return the meetings that somebody serves or looks after, also as a host of their group, by name."""
    serves = Q(hosting__in=Hosting.objects.filter(roles__servings__person=person))
    stewards = Q(hosting__in=Hosting.objects.filter(stewards__person=person))
    hosts = Q(community__in=kept_by(person.id), hosting__isnull=False) & ~Q(state=State.GONE)
    return list(Meeting.objects.filter(serves | stewards | hosts).order_by("name", "id"))


def serve_part(reader: Person | AnonymousUser, meeting: Meeting) -> dict[str, object] | None:
    """Return what the page of a meeting says about serving it, None to strangers and where it is not run here."""
    hosting = find_hosting(meeting) if isinstance(reader, Person) and takes_part(reader, meeting) else None
    if hosting is None or not isinstance(reader, Person):
        return None
    serves = Serving.objects.filter(role__hosting=hosting, person=reader).exists()
    return {"serves": serves, "may_run": serves or is_steward(reader, hosting), "has_roles": hosting.roles.exists()}


def to_ask(steward: Person, hosting: Hosting, role: MeetingRole, *, now: datetime) -> dict[str, str]:
    """Return whom a steward may ask for a role: who serves already, and people of their own circle who have said yes.

    Nobody learns here who has an account and who has not. For a meeting of a group those are its members, by alias.
    """
    there = set(Serving.objects.filter(role=role).values_list("person", flat=True))
    return people_to_ask(steward, hosting, there, now=now)


def people_to_ask(steward: Person, hosting: Hosting, here: set[UUID], *, now: datetime) -> dict[str, str]:
    """Return whom a steward may ask for something at a meeting that those who are `here` do already."""
    if hosting.meeting.community:
        members = listed_to(steward.id, hosting.meeting.community, now=now)
        return {f"member-{one.id}": one.alias for one in members if one.person not in {steward.id, *here}}
    serving = Serving.objects.filter(role__hosting=hosting).exclude(person=steward).select_related("person")
    people = {f"person-{one.person_id}": one.person.alias for one in serving if one.person_id not in here}
    ties = visible_ties(steward).filter(state=TieState.ACCEPTED, supporter__person__isnull=False)
    names = names_of(ties.exclude(supporter__person__in=here))
    return people | {f"tie-{tie_id}": name for tie_id, name in names.items()}


def person_to_ask(steward: Person, hosting: Hosting, choice: str, *, now: datetime) -> Person:
    """Return who is meant by a choice of `to_ask`. NotFound when they are not there any more."""
    kind, _dash, key = choice.partition("-")
    if kind == "person":
        found = Person.objects.filter(id=UUID(key)).first()
    elif kind == "member":
        community = hosting.meeting.community or UUID(int=0)
        there = {one.id: one.person for one in listed_to(steward.id, community, now=now)}
        found = Person.objects.filter(id__in=[there[UUID(key)]] if UUID(key) in there else []).first()
    else:
        supporter = chosen(steward, [UUID(key)])[0].supporter
        found = supporter.person if supporter else None
    if found is None:
        raise NotFound
    return found


def served_by(person: Person, hosting: Hosting) -> set[UUID]:
    """Return the roles of a meeting that somebody said yes to."""
    return set(Serving.objects.filter(role__hosting=hosting, person=person).values_list("role", flat=True))
