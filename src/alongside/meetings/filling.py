"""Filling the rota of a meeting: what `rota` finds, kept as rows. Whoever calls this has the hosting locked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from alongside.accounts.removed import not_removed, removed_people
from alongside.meetings.enums import RoleKind, State
from alongside.meetings.models import Hosting, MeetingRole, NotThen, Service, Serving
from alongside.meetings.queries import timing_of
from alongside.meetings.rota import SETTLED, SURE, Turns, fill, next_reminder
from alongside.meetings.timing import Start, next_starts

# For so many dates somebody is put down; as many more are looked at, so that a date that comes in between moves nobody.
AHEAD, SEEN = 4, 12


def coming_starts(hosting: Hosting, *, now: datetime, count: int = AHEAD) -> list[Start]:
    """Return the next starts of a meeting; none of one that is not listed any more."""
    if hosting.meeting.state == State.GONE:
        return []
    return next_starts(timing_of(hosting.meeting), after=now, count=count)


def roles_in_order(roles: Iterable[MeetingRole]) -> list[MeetingRole]:
    """Return roles as people name them: from the chair on, a meeting's own by name last."""
    return sorted(roles, key=lambda one: (RoleKind.values.index(one.kind), one.name.casefold()))


def fill_rota(hosting: Hosting, *, now: datetime, joined: Collection[UUID] = ()) -> list[Service]:
    """Put people down at the open places of the next dates, and forget dates that are not held; return what is new.

    `joined` are roles to which somebody has just said yes: of those, what lies weeks ahead is planned anew.
    """
    starts = coming_starts(hosting, now=now, count=SEEN)
    _follow(hosting, starts, now)
    _make_room(joined, now)
    # Held against a delete until this is kept: somebody may leave meanwhile.
    said_yes = Serving.objects.filter(not_removed("person"), role__hosting=hosting).order_by("created_at", "id")
    servings = {(one.role_id, one.person_id): one for one in said_yes.select_for_update(no_key=True)}
    by_day = {one.on_date: one for one in starts[:AHEAD] if one.at - now >= SURE}
    found = fill(_turns(hosting, list(servings.values()), now), list(by_day))
    new = [
        Service(
            created_at=now,
            role_id=role,
            serving=servings[role, person],
            on_date=day,
            starts_at=by_day[day].at,
            due_at=next_reminder(by_day[day].at, now=now),
        )
        for (day, role), person in found.items()
    ]
    return Service.objects.bulk_create(new)


def take_near(hosting: Hosting, said_yes: Sequence[Serving], *, now: datetime) -> None:
    """Put whoever has just said yes down for what is too near to be filled in turn, one role a date."""
    near = [one for one in coming_starts(hosting, now=now) if now < one.at < now + SURE]
    on = Service.objects.filter(role__hosting=hosting, on_date__in=[one.on_date for one in near])
    there = set(on.values_list("role", "on_date"))
    busy = set(on.filter(serving__person__in=[one.person_id for one in said_yes]).values_list("on_date", flat=True))
    for start in near:
        serving = next((one for one in said_yes if (one.role_id, start.on_date) not in there), None)
        if serving is None or start.on_date in busy:
            continue
        Service.objects.create(
            created_at=now,
            role_id=serving.role_id,
            serving=serving,
            on_date=start.on_date,
            starts_at=start.at,
            due_at=next_reminder(start.at, now=now),
        )


def _make_room(joined: Collection[UUID], now: datetime) -> None:
    """Open what somebody who has just said yes may take: what lies weeks ahead, and the second role of one person."""
    given = Service.objects.filter(role__in=joined, serving__isnull=False, is_own_choice=False)
    given.filter(starts_at__gt=now + SETTLED).delete()
    other = Service.objects.filter(
        serving__person=OuterRef("serving__person"),
        role__hosting=OuterRef("role__hosting"),
        on_date=OuterRef("on_date"),
    ).exclude(id=OuterRef("id"))
    twice = given.filter(Exists(other), starts_at__gte=now + SURE).values_list("id", flat=True)
    Service.objects.filter(id__in=list(twice)).delete()


def _follow(hosting: Hosting, starts: list[Start], now: datetime) -> None:
    """Have what stands follow the meeting: a date that is not held is forgotten, one that was moved is moved."""
    at = {one.on_date: one.at for one in starts}
    standing = Service.objects.filter(role__hosting=hosting, starts_at__gt=now)
    standing.exclude(on_date__in=at).delete()
    standing.filter(serving__person__in=removed_people(), starts_at__gte=now + SURE).delete()
    for row in standing.select_for_update(of=("self",), no_key=True):
        if row.starts_at != at[row.on_date]:
            row.starts_at = at[row.on_date]
            row.due_at = next_reminder(row.starts_at, now=now) if row.serving_id else None
            row.save(update_fields=["starts_at", "due_at"])


def _turns(hosting: Hosting, servings: list[Serving], now: datetime) -> Turns:
    rows = Service.objects.filter(role__hosting=hosting).select_related("serving")
    away = NotThen.objects.filter(serving__in=servings).values_list("on_date", "serving__role", "serving__person")
    served = rows.filter(starts_at__lte=now, serving__isnull=False)
    roles = [one.id for one in roles_in_order(hosting.roles.all())]
    return Turns(
        roles=roles,
        willing={role: [one.person_id for one in servings if one.role_id == role] for role in roles},
        away=frozenset(away),
        served=dict(served.order_by().values_list("serving__person").annotate(last=Max("on_date"))),
        kept={
            (one.on_date, one.role_id): one.serving.person_id if one.serving else None
            for one in rows.filter(starts_at__gt=now)
        },
    )
