"""Serving a meeting: saying yes to roles, days on which one cannot, handing a date back, standing in, reminders."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.meetings import run_outgoing
from alongside.meetings.enums import Admits
from alongside.meetings.filling import SEEN, coming_starts, fill_rota, take_near
from alongside.meetings.models import Hosting, NotThen, RoleAsked, Service, Serving
from alongside.meetings.policies import access_offered, access_service, access_stewarded, is_steward, visible_offers
from alongside.meetings.room_policies import ONLY_TEAM
from alongside.meetings.rota import SURE, next_reminder
from alongside.meetings.services.stewards import tell_of_offer
from alongside.notifications.services import tell
from alongside.ui import phrases

# So often the rota is looked at anew, whatever happens.
LOOKED_AT = timedelta(hours=12)
# So many dates can be given back within a day: each asks others.
HANDED_BACK = 20
NO_SUCH_DATE = _("The meeting is not held on this date.")
BEGUN = _("It has begun already.")
TAKEN = _("Somebody else has taken it already. Thank you for offering.")


@transaction.atomic
def choose_served(*, actor: Person, slug: str, role_ids: Collection[UUID], now: datetime) -> None:
    """Say yes to exactly these roles of a meeting, and no to all others, whose dates are open. NotAllowed, NotFound."""
    hosting = access_offered(actor, slug, lock=True)
    roles = {one.id: one for one in hosting.roles.all()}
    if not set(role_ids) <= roles.keys():
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="roles")
    mine = Serving.objects.filter(role__hosting=hosting, person=actor)
    _check_may_serve(actor, hosting, mine)
    ended = mine.exclude(role__in=role_ids)
    freed = list(Service.objects.filter(serving__in=ended, starts_at__gt=now).values_list("role", "on_date"))
    ended.delete()
    there = set(mine.values_list("role", flat=True))
    sure = _confirmed_by_that(actor, hosting)
    new = [
        Serving(created_at=now, role_id=role, person=actor, confirmed_at=now if role in sure else None)
        for role in role_ids
        if role not in there
    ]
    Serving.objects.bulk_create(new)
    if any(one.confirmed_at is None for one in new):
        tell_of_offer(hosting, actor, now)
    RoleAsked.objects.filter(role__hosting=hosting, person=actor).delete()
    fill_rota(hosting, now=now, joined=[one.role_id for one in new])
    take_near(hosting, new, now=now)
    _ask_for_open(hosting, freed, now)
    record("meetings.roles_served", actor=actor.id, subject=hosting.id, about=actor.id, now=now)


def _confirmed_by_that(actor: Person, hosting: Hosting) -> set[UUID]:
    """Return the roles for which a yes of the actor is enough: they were asked, or look after the meeting."""
    if is_steward(actor, hosting):
        return set(hosting.roles.values_list("id", flat=True))
    return set(RoleAsked.objects.filter(role__hosting=hosting, person=actor).values_list("role", flat=True))


@transaction.atomic
def answer_offer(*, actor: Person, slug: str, serving_id: UUID, says_yes: bool, now: datetime) -> None:
    """Confirm who offered to serve a role, or say not now: their dates are open then. NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    row = visible_offers(actor, hosting).select_related("person").filter(id=serving_id).first()
    if row is None:
        raise NotFound
    if says_yes:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
    else:
        dates = Service.objects.filter(serving=row, starts_at__gt=now)
        freed = list(dates.values_list("role", "on_date"))
        row.delete()
        fill_rota(hosting, now=now)
        _ask_for_open(hosting, freed, now)
    run_outgoing.tell_answered(serving_id, row.person, now=now)
    action = "meetings.offer_confirmed" if says_yes else "meetings.offer_not_now"
    record(action, actor=actor.id, subject=serving_id, about=row.person_id, now=now)


def _check_may_serve(actor: Person, hosting: Hosting, mine: QuerySet[Serving]) -> None:
    """Refuse who would come into a room that is for its team by nothing but a yes of their own."""
    may = (
        hosting.admits != Admits.TEAM
        or mine.exists()
        or is_steward(actor, hosting)
        or RoleAsked.objects.filter(role__hosting=hosting, person=actor).exists()
    )
    if not may:
        raise NotAllowed(ONLY_TEAM)


def _ask_for_open(hosting: Hosting, freed: Collection[tuple[UUID, date]], now: datetime) -> None:
    """Look for a stand-in where somebody left and it is too late to put another down."""
    at = {one.on_date: one.at for one in coming_starts(hosting, now=now, count=SEEN)}
    for role, day in freed:
        if day in at and not Service.objects.filter(role=role, on_date=day).exists():
            row = Service.objects.create(created_at=now, role_id=role, on_date=day, starts_at=at[day])
            _ask_for_stand_in(row, now)


@transaction.atomic
def hand_back(*, actor: Person, service_id: UUID, now: datetime) -> None:
    """Give one date back; everybody else who said yes to the role is asked at once. Conflict, NotFound, TooMany."""
    count_try("meetings.handed_back", str(actor.id), limit=HANDED_BACK, window=timedelta(days=1), now=now)
    slug = access_service(actor, service_id).role.hosting.meeting.slug
    access_offered(actor, slug, lock=True)
    row = access_service(actor, service_id)
    if row.starts_at <= now:
        raise Conflict(BEGUN)
    _give_back(row, now)
    record("meetings.service_handed_back", actor=actor.id, subject=row.id, about=actor.id, now=now)


def _give_back(row: Service, now: datetime) -> None:
    NotThen.objects.get_or_create(serving=row.serving, on_date=row.on_date, defaults={"created_at": now})
    row.serving, row.due_at = None, None
    row.save(update_fields=["serving", "due_at"])
    _ask_for_stand_in(row, now)


def _ask_for_stand_in(row: Service, now: datetime) -> None:
    others = (
        Serving.objects.filter(not_removed("person"), role=row.role_id)
        .exclude(not_then__on_date=row.on_date)
        .select_related("person")
    )
    run_outgoing.tell_stand_ins(row, [one.person for one in others], now=now)


@transaction.atomic
def stand_in(*, actor: Person, slug: str, role_id: UUID, on_date: date, now: datetime) -> Service:
    """Take a date of a role that the actor said yes to and that nobody serves; the first yes has it. Conflict."""
    hosting = access_offered(actor, slug, lock=True)
    serving = Serving.objects.filter(role__hosting=hosting, role=role_id, person=actor).first()
    if serving is None:
        raise NotFound
    starts_at = _start_on(hosting, on_date, now)
    due_at = next_reminder(starts_at, now=now)
    values = {"serving": serving, "starts_at": starts_at, "due_at": due_at, "is_own_choice": True}
    row = Service.objects.filter(role=role_id, on_date=on_date).first()
    if row is not None and row.serving_id not in (None, serving.id):
        raise Conflict(TAKEN)
    serving.not_then.filter(on_date=on_date).delete()
    row, _made = Service.objects.update_or_create(
        role_id=role_id, on_date=on_date, defaults=values, create_defaults={**values, "created_at": now}
    )
    record("meetings.stood_in", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _start_on(hosting: Hosting, on_date: date, now: datetime) -> datetime:
    starts = coming_starts(hosting, now=now, count=SEEN)
    found = next((one.at for one in starts if one.on_date == on_date), None)
    if found is None:
        raise Invalid(NO_SUCH_DATE, field="on_date")
    return found


@transaction.atomic
def not_then(*, actor: Person, slug: str, on_date: date, now: datetime) -> None:
    """Say that the actor serves nothing on a date; what they had then is handed back. Invalid, NotFound."""
    hosting = access_offered(actor, slug, lock=True)
    _start_on(hosting, on_date, now)
    servings = list(Serving.objects.filter(role__hosting=hosting, person=actor))
    if not servings:
        raise NotFound
    for row in Service.objects.filter(serving__in=servings, on_date=on_date):
        _give_back(row, now)
    rows = [NotThen(created_at=now, serving=one, on_date=on_date) for one in servings]
    NotThen.objects.bulk_create(rows, ignore_conflicts=True)
    record("meetings.not_then", actor=actor.id, subject=hosting.id, about=actor.id, now=now)


@transaction.atomic
def then_again(*, actor: Person, slug: str, on_date: date, now: datetime) -> None:
    """Take back that the actor serves nothing on a date. NotFound."""
    hosting = access_offered(actor, slug, lock=True)
    NotThen.objects.filter(serving__role__hosting=hosting, serving__person=actor, on_date=on_date).delete()
    fill_rota(hosting, now=now)
    record("meetings.then_again", actor=actor.id, subject=hosting.id, about=actor.id, now=now)


def leave_all(person_id: UUID, now: datetime) -> None:
    """Free somebody who is being erased of every role; where it is too late to put another down, others are asked."""
    leave_these(Hosting.objects.all(), person_id, now)


def leave_these(which: QuerySet[Hosting], person_id: UUID, now: datetime) -> None:
    """Free somebody of every role at these meetings, as `leave_all` does."""
    of_these = {"role__hosting__in": which, "person": person_id}
    mine = Service.objects.filter(role__hosting__in=which, serving__person=person_id, starts_at__gt=now)
    hostings = list(which.filter(roles__servings__person=person_id).values_list("id", flat=True))
    soon = list(mine.filter(starts_at__lt=now + SURE).select_for_update(of=("self",)))
    Service.objects.filter(id__in=[one.id for one in soon]).update(serving=None, due_at=None)
    Serving.objects.filter(**of_these).delete()
    RoleAsked.objects.filter(**of_these).delete()
    for row in soon:
        _ask_for_stand_in(row, now)
    # A row that somebody has locked right now is filled by its next turn.
    free = Hosting.objects.filter(id__in=hostings).select_for_update(skip_locked=True, no_key=True)
    Hosting.objects.filter(id__in=list(free.values_list("id", flat=True))).update(due_at=now)
    due.wake()


def fill_rotas(rows: Sequence[Hosting], now: datetime) -> None:
    """Fill the rotas of meetings: the step of this due work."""
    prefetch_related_objects(rows, "meeting__occurrences")
    for row in rows:
        fill_rota(row, now=now)
        row.due_at = now + LOOKED_AT
        row.save(update_fields=["due_at"])


def send_service_reminders(rows: Sequence[Service], now: datetime) -> None:
    """Remind those who serve soon: the step of this due work."""
    prefetch_related_objects(rows, "serving__person")
    _free_of_removed([row for row in rows if row.serving and row.starts_at > now], now)
    serves = [(row, row.serving.person) for row in rows if row.serving and row.starts_at > now]
    tell([run_outgoing.reminder(row, person) for row, person in serves], now=now)
    for row in rows:
        row.due_at = next_reminder(row.starts_at, now=now) if row.serving else None
        row.save(update_fields=["due_at"])


def _free_of_removed(rows: Sequence[Service], now: datetime) -> None:
    """Look for a stand-in where whoever was to serve was asked to leave this place."""
    serves = {row.id for row in Service.objects.filter(not_removed("serving__person"), id__in=[row.id for row in rows])}
    for row in rows:
        if row.id not in serves:
            row.serving, row.due_at = None, None
            row.save(update_fields=["serving", "due_at"])
            _ask_for_stand_in(row, now)


def forget_served(now: datetime) -> int:
    """Forget what was served more than a year ago, and days that are over: a chore."""
    before = now - timedelta(days=365)
    gone = Service.objects.filter(Q(starts_at__lt=before) | Q(serving=None, starts_at__lt=now)).delete()[0]
    return gone + NotThen.objects.filter(on_date__lt=(now - timedelta(days=2)).date()).delete()[0]
