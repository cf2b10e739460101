"""Threads that open by themselves: writing, resting and ending one, hosting in turn, and the step that opens them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.groups import outgoing
from alongside.groups.enums import GroupRole, GroupState, Standing, Use
from alongside.groups.models import Membership, Regular, RegularDay, RegularHost
from alongside.groups.policies import access_standing
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.models import REGULAR_TITLE_LENGTH
from alongside.groups.regular.policies import access_regular, access_regular_day
from alongside.groups.regular.rows import plan_of
from alongside.groups.regular.turns import Turn, is_too_late, next_in_turn, next_opening
from alongside.groups.services.threads import add_thread, writing_standing
from alongside.groups.threads import following
from alongside.groups.threads.checks import checked_said, checked_title
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.policies import access_thread, check_writable
from alongside.kernel.due import wake
from alongside.kernel.errors import Conflict, Invalid, NotAllowed
from alongside.kernel.schedule import label_at
from alongside.safety.pauses import check_may_write, paused_among
from alongside.ui import phrases

MOST_REGULARS = 10
# Somebody who would write it is busy with the group right now.
BUSY = timedelta(minutes=1)
ENOUGH = _("A group has at most ten threads that open by themselves. Please end one first.")
NOT_YOUR_DAY = _("Somebody else hosts this thread now. Nothing was changed.")
BUSY_ELSE = _("Whoever could host next is busy in the group right now. Please try again in a moment.")
NOBODY_ELSE = _("Nobody else has said that they would host. You can leave it as it is: nothing happens to the thread.")


@transaction.atomic
def write_regular(*, actor: Person, slug: str, details: RegularDetails, now: datetime) -> Regular:
    """Have a thread open by itself from now on. Invalid, NotAllowed, NotFound; Conflict past ten in a group."""
    standing = access_standing(actor, slug, to=Use.HOST, lock=True)
    check_may_write(actor, standing.group_id, now=now)
    check_writable(standing)
    if Regular.objects.filter(group=standing.group).count() >= MOST_REGULARS:
        raise Conflict(ENOUGH)
    row = Regular(created_at=now, group=standing.group)
    _fill(row, standing, details)
    _plan(row, now=now)
    row.save(force_insert=True)
    record("group.regular_written", actor=actor.id, subject=row.id, about=actor.id, now=now)
    wake()
    return row


@transaction.atomic
def change_regular(*, actor: Person, slug: str, regular_id: UUID, details: RegularDetails, now: datetime) -> None:
    """Change what it says and when; what has opened stays. One that rests goes on resting."""
    standing = access_standing(actor, slug, to=Use.HOST)
    check_may_write(actor, standing.group_id, now=now)
    row = access_regular(standing, regular_id, lock=True)
    rests = row.due_at is None
    _fill(row, standing, details)
    if not rests:
        _plan(row, now=now)
    row.save()
    record("group.regular_changed", actor=actor.id, subject=row.id, about=actor.id, now=now)
    wake()


@transaction.atomic
def rest_regular(*, actor: Person, slug: str, regular_id: UUID, rests: bool, now: datetime) -> None:
    """Have it rest until a host has it go on, or go on. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, to=Use.HOST)
    row = access_regular(standing, regular_id, lock=True)
    if rests:
        row.due_at = row.next_day = None
    else:
        _plan(row, now=now)
    row.set_aside_at, row.set_aside_why = None, ""
    row.save()
    action = "group.regular_rests" if rests else "group.regular_goes_on"
    record(action, actor=actor.id, subject=row.id, about=actor.id, now=now)
    wake()


@transaction.atomic
def end_regular(*, actor: Person, slug: str, regular_id: UUID, now: datetime) -> None:
    """Have it open no more; the threads that have opened stay. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, to=Use.HOST)
    row = access_regular(standing, regular_id, lock=True)
    record("group.regular_ended", actor=actor.id, subject=row.id, about=actor.id, now=now)
    row.delete()


@transaction.atomic
def host_in_turn(*, actor: Person, slug: str, regular_id: UUID, hosts: bool, now: datetime) -> None:
    """Host it in turn with the others who said yes, or no more; both may be said twice. NotAllowed, NotFound."""
    standing = writing_standing(actor, slug)
    row = access_regular(standing, regular_id, lock=True)
    if hosts:
        RegularHost.objects.get_or_create(regular=row, membership=standing, defaults={"created_at": now})
    else:
        RegularHost.objects.filter(regular=row, membership=standing).delete()
    action = "group.regular_host_yes" if hosts else "group.regular_host_no"
    record(action, actor=actor.id, subject=row.id, about=actor.id, now=now)


@transaction.atomic
def hand_on(*, actor: Person, slug: str, thread_id: UUID, now: datetime) -> Membership:
    """Hand the thread of a day on to who hosts next, who is told. NotAllowed, NotFound; Conflict without anybody."""
    standing = writing_standing(actor, slug)
    day = access_regular_day(access_thread(standing, thread_id))
    if day.host_id != standing.id:
        raise NotAllowed(NOT_YOUR_DAY)
    following_host = _in_turn(day.regular, besides=standing, now=now)
    if following_host is None:
        raise Conflict(BUSY_ELSE if _could_host(day.regular, besides=standing, now=now) else NOBODY_ELSE)
    day.host = following_host
    day.save(update_fields=["host"])
    # Whoever takes over a day that is long past has had their turn now, and not back then.
    _hosts_on(following_host, day.regular_id, max(day.day, label_at(now, day.regular.zone).date()))
    record("group.regular_handed_on", actor=actor.id, subject=day.thread_id, about=actor.id, now=now)
    outgoing.tell_people([following_host.person], now=now)
    return following_host


def _fill(row: Regular, standing: Membership, details: RegularDetails) -> None:
    said = checked_said(Said(details.text, details.note))
    title = checked_title(details.title)
    if len(title) > REGULAR_TITLE_LENGTH:
        raise Invalid(_("Please choose a shorter title: the day is added to it."), field="title")
    plan = details.plan
    if not plan.weekdays or not plan.weekdays <= frozenset(range(7)):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="weekdays")
    row.writer, row.title, row.text, row.note = standing, title, said.text, said.note
    row.weekdays, row.at, row.zone = sorted(plan.weekdays), plan.at, checked_zone(plan.zone)
    row.with_pledge = details.with_pledge


def _plan(row: Regular, *, now: datetime) -> None:
    opening = next_opening(plan_of(row), now=now)
    row.next_day, row.due_at = opening.day, opening.at


def open_regulars(rows: Sequence[Regular], now: datetime) -> None:
    """Open the threads whose time has come, each once a day, and plan the next; in a closed group none any more."""
    for row in rows:
        _open(row, now=now)
        row.save(update_fields=["next_day", "due_at"])


def _open(row: Regular, *, now: datetime) -> None:
    day, at = row.next_day, row.due_at
    if row.group.state == GroupState.CLOSED or day is None or at is None:
        row.next_day = row.due_at = None
        return
    is_open = row.group.state == GroupState.OPEN
    if is_open and not is_too_late(at, now=now) and not row.days.filter(day=day).exists():
        writer = _writer(row)
        if writer is None and _has_hosts(row):
            row.due_at = now + BUSY
            return
        if writer is not None:
            _open_day(row, writer, day, now=now)
    _plan(row, now=now)


def _open_day(row: Regular, writer: Membership, day: date, *, now: datetime) -> None:
    host = _in_turn(row, now=now)
    opening = Opening(_title(row, day), checked_said(Said(row.text, row.note)))
    thread = add_thread(writer, opening, follows=host is None, now=now)
    RegularDay.objects.create(created_at=now, regular=row, day=day, thread=thread, host=host)
    record("group.regular_opened", actor=None, subject=thread.id, about=writer.person_id, now=now)
    if host is not None:
        _hosts_on(host, row.id, day)
        following.begin_to_follow(host, thread, now=now)
        outgoing.tell_people([host.person], now=now)


def _title(row: Regular, day: date) -> str:
    with translation.override(row.group.languages[0]):
        return f"{row.title}, {formats.date_format(day, 'DATE_FORMAT')}"


def _hosts_of(row: Regular) -> list[UUID]:
    rows = Membership.objects.filter(not_removed("person"), group=row.group_id, state=Standing.IN, role=GroupRole.HOST)
    found = list(rows.order_by("joined_at", "id").values_list("id", flat=True))
    return sorted(found, key=lambda one: one != row.writer_id)


def _has_hosts(row: Regular) -> bool:
    return bool(_hosts_of(row))


def _writer(row: Regular) -> Membership | None:
    """Return in whose name it opens: who wrote it, else who hosts the group longest; None while they are busy there.

    Their row is held, as for whoever writes; never waited for, as who leaves or is erased waits for ours.
    """
    hosts = Membership.objects.filter(id__in=_hosts_of(row)[:1], state=Standing.IN, role=GroupRole.HOST)
    writer = hosts.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
    if writer is not None:
        writer.group = row.group
    return writer


def _could_host(row: Regular, *, besides: Membership | None = None, now: datetime) -> list[UUID]:
    """Return who said yes to hosting, is there by now, and may write."""
    said_yes = Membership.objects.filter(state=Standing.IN, id__in=row.hosts.values("membership"))
    others = dict((said_yes.exclude(id=besides.id) if besides else said_yes).values_list("id", "person_id"))
    paused = paused_among(others.values(), row.group_id, now=now) if others else set()
    return [member for member, person in others.items() if person not in paused]


def _in_turn(row: Regular, *, besides: Membership | None = None, now: datetime) -> Membership | None:
    """Return whose turn it is to host, of those who could; who is just leaving is not waited for."""
    there = Membership.objects.filter(id__in=_could_host(row, besides=besides, now=now), state=Standing.IN)
    held = there.select_related("person").select_for_update(no_key=True, skip_locked=True, of=("self",))
    members = {member.id: member for member in held.order_by("id")}
    rows = RegularHost.objects.filter(regular=row)
    turns = [Turn(one.membership_id, one.created_at, one.hosted_on) for one in rows if one.membership_id in members]
    found = next_in_turn(turns)
    return members[found] if found else None


def _hosts_on(host: Membership, regular_id: UUID, day: date) -> None:
    RegularHost.objects.filter(regular=regular_id, membership=host).update(hosted_on=day)
