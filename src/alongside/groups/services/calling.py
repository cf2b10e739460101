"""Calls to members who are quiet: saying yes to them, the list, claiming one, and what it came to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.calls import checked_number
from alongside.groups import outgoing
from alongside.groups.calling.details import CallDetails
from alongside.groups.calling.enums import Outcome, PartOfDay, Way, Why
from alongside.groups.calling.models import Call, CallWish
from alongside.groups.calling.policies import OPEN_STATES, access_call, access_held_call, holds, not_called
from alongside.groups.calling.quiet import (
    ALONE,
    BETWEEN,
    CLAIM,
    COUNTED,
    FURTHEST,
    KEPT,
    Caller,
    Quiet,
    call_at,
    first_to_ask,
)
from alongside.groups.enums import GroupState, Standing, Use
from alongside.groups.models import ChatLine, Membership, Post
from alongside.groups.policies import access_standing, those_who_may
from alongside.groups.sealing import CALL_NUMBER
from alongside.groups.services.threads import writing_standing
from alongside.groups.threads.policies import check_writable
from alongside.kernel.due import wake
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.schedule import label_at, moment_of
from alongside.kernel.sealed import seal
from alongside.kernel.statements import Statement
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases
from alongside.ui.letters import apart_from, stopped_anywhere

A_DAY = timedelta(days=1)
CLAIMED = _("Somebody else has said that they will call them. Thank you for looking.")
NEEDS_NUMBER = _("Please write the number under which you want to be called.")
OUT_OF_REACH = _("Please choose a day from a week on, within the next two months.")


@transaction.atomic
def choose_calls(*, actor: Person, slug: str, details: CallDetails, now: datetime) -> CallWish:
    """Say yes to being called once one is quiet, or change how. Invalid, NotAllowed, NotFound; Conflict if closed."""
    standing = writing_standing(actor, slug)
    check_writable(standing)
    row = CallWish.objects.select_for_update(no_key=True).filter(membership=standing).first()
    row = row or CallWish(created_at=now, membership=standing, seen_on=now.date())
    _fill(row, details, actor)
    row.seen_on = now.date()
    row.due_at = _due_at(row, now=now)
    row.save()
    record("group.calls_wanted", actor=actor.id, subject=row.id, about=actor.id, now=now)
    wake()
    return row


def _fill(row: CallWish, details: CallDetails, actor: Person) -> None:
    if details.way not in Way.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="way")
    if details.part not in PartOfDay.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="part")
    if not details.weekdays or not details.weekdays <= frozenset(range(7)):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="weekdays")
    number = checked_number(details.number, field="number") if details.way == Way.PHONE else ""
    if details.way == Way.PHONE and not number:
        raise Invalid(NEEDS_NUMBER, field="number")
    row.way, row.weekdays, row.part = details.way, sorted(details.weekdays), details.part
    row.zone = checked_zone(details.zone)
    row.number_sealed = seal(actor.data_key_id, number, what=CALL_NUMBER) if number else None


@transaction.atomic
def stop_calls(*, actor: Person, slug: str, now: datetime) -> None:
    """Take one's yes back: off the list at once, with the number gone. May be said twice. NotAllowed, NotFound."""
    standing = access_standing(actor, slug)
    forget_wish(standing, now=now)
    record("group.calls_stopped", actor=actor.id, subject=standing.id, about=actor.id, now=now)


def forget_wish(standing: Membership, *, now: datetime) -> None:
    """Have nobody call a member any more; whoever held the call is told that something is new."""
    list(CallWish.objects.filter(membership=standing).select_for_update())
    waiting = Call.objects.filter(membership=standing, outcome="")
    callers = Membership.objects.filter(id__in=waiting.filter(claimed_until__gt=now).values("claimed_by"))
    outgoing.tell_people([one.person for one in callers.select_related("person")], now=now)
    waiting.delete()
    CallWish.objects.filter(membership=standing).delete()


def give_calls_up(standing: Membership, *, now: datetime) -> None:
    """Ask others at once for what somebody said they would do, who greets no more."""
    waits = Call.objects.filter(outcome="")
    waits.filter(claimed_by=standing).update(claimed_by=None, claimed_until=None, due_at=now)
    Call.objects.filter(asked=standing).update(asked=None)


def leave_calls(standing: Membership, *, now: datetime) -> None:
    """Forget the calls to who leaves a group, and whose the calls were that they made."""
    give_calls_up(standing, now=now)
    Call.objects.filter(claimed_by=standing).update(claimed_by=None)
    forget_wish(standing, now=now)
    Call.objects.filter(membership=standing).delete()


def note_visit(standing: Membership, *, now: datetime) -> None:
    """Note the day on which somebody who wants calls looked into the group: they are not quiet, so nobody need call.

    Without an entry in the audit: it is nobody's deed, and would be a record of who looked when.
    """
    today = now.date()
    if all(seen_on >= today for [seen_on] in _seen_on(membership=standing.id)):
        return  # most want none, or were here today: a page writes nothing for that
    if CallWish.objects.filter(membership=standing, seen_on__lt=today).update(seen_on=today):
        Call.objects.filter(membership=standing, outcome="", why=Why.QUIET, claimed_by=None).delete()


def _days_seen(membership: UUID) -> QuerySet[CallWish, Any]:
    return CallWish.objects.filter(membership=membership).values_list("seen_on")


_seen_on = Statement(_days_seen, membership=UUID)


def _due_at(row: CallWish, *, now: datetime) -> datetime:
    """Return when this member comes on the list, as far as can be seen now; never before `now`."""
    found = call_at(
        Quiet(
            heard_at=_heard_at(row),
            days=row.membership.group.quiet_days,
            listed_at=Call.objects.filter(membership=row.membership_id).aggregate(at=Max("created_at"))["at"],
            next_at=_morning(row.next_on, row.zone) if row.next_on else None,
        )
    )
    return max(found, now + timedelta(minutes=1))


def _morning(day: date, zone: str) -> datetime:
    return moment_of(datetime.combine(day, time(6)), zone)


def _heard_at(row: CallWish) -> datetime:
    heard = [datetime.combine(row.seen_on, time(), tzinfo=UTC)]
    for model in (Post, ChatLine):
        heard += (
            model.objects.filter(membership=row.membership_id)
            .order_by("-created_at")[:1]
            .values_list("created_at", flat=True)
        )
    return max(heard)


def move_wishes(rows: Sequence[CallWish], now: datetime) -> None:
    """Put on the list who is quiet by now, or whose date has come, once a week at most."""
    for row in rows:
        row.due_at = _moved(row, now=now)
        row.save(update_fields=["due_at", "next_on"])


def _moved(row: CallWish, *, now: datetime) -> datetime | None:
    member = row.membership
    if member.group.state == GroupState.CLOSED or member.state != Standing.IN:
        return None
    is_out = member.group.state not in OPEN_STATES or not_called([member.person_id], member.group_id, now=now)
    waits = Call.objects.filter(membership=member, outcome="")
    # The release before asked once about a call that nobody took on.
    waits.filter(due_at=None).update(due_at=now)
    if is_out or waits.exists():
        return now + A_DAY
    due = _due_at(row, now=now - timedelta(minutes=1))
    if due > now:
        return due
    _list(row, now=now)
    row.next_on = None
    return now + BETWEEN


def _list(row: CallWish, *, now: datetime) -> None:
    why = Why.AGREED if row.next_on else Why.QUIET
    call = Call(created_at=now, membership=row.membership, why=why)
    callers = _callers(call, now=now)
    calls = _loads(callers, now=now)
    first = first_to_ask(Caller(one.id, calls[one.id], one.created_at) for one in callers)
    call.asked = next((one for one in callers if one.id == first), None)
    call.due_at = now + (ALONE if call.asked else BETWEEN)
    call.save(force_insert=True)
    record("group.call_listed", actor=None, subject=call.id, about=row.membership.person_id, now=now)
    outgoing.tell_people([call.asked.person] if call.asked else [], now=now)


def _callers(call: Call, *, now: datetime) -> list[Membership]:
    """Return who could call: who greets there, may write, and hears who is called, who hears them everywhere."""
    member = call.membership
    rows = those_who_may(Use.GREET).filter(group=member.group_id).exclude(id=member.id)
    found = list(rows.select_related("person"))
    people = [one.person_id for one in found]
    out = not_called(people, member.group_id, now=now)
    out |= {of for _by, of in stopped_anywhere([member.person_id], people)}
    apart = apart_from(member.person_id, member.id)
    return [one for one in found if one.person_id not in out and one.id not in apart]


def _loads(callers: Sequence[Membership], *, now: datetime) -> dict[UUID, int]:
    """Return how many calls of late were somebody's: those they took on, and those that they are asked for now."""
    late = Call.objects.filter(created_at__gt=now - COUNTED)
    asked = late.filter(outcome="", claimed_by=None, asked__in=callers)
    taken = late.filter(claimed_by__in=callers)
    loads = {one.id: 0 for one in callers}
    for rows, field in ((asked, "asked"), (taken, "claimed_by")):
        for who, calls in rows.values_list(field).annotate(calls=Count("id")).order_by():
            loads[who] += calls
    return loads


def move_calls(rows: Sequence[Call], now: datetime) -> None:
    """Ask everybody who could call: who was asked alone did not say that they will, a claim is over, or in a week.

    While whoever is to be called may not write, or nothing can be added in their group, nobody is asked.
    """
    for row in rows:
        row.claimed_by = row.claimed_until = None
        row.due_at = now + BETWEEN
        row.save(update_fields=["due_at", "claimed_by", "claimed_until"])
        member = row.membership
        if member.group.state in OPEN_STATES and not not_called([member.person_id], member.group_id, now=now):
            outgoing.tell_people([one.person for one in _callers(row, now=now)], now=now)


@transaction.atomic
def claim_call(*, actor: Person, slug: str, call_id: UUID, now: datetime) -> Call:
    """Say that the actor will call: theirs for two days. NotAllowed, NotFound; Conflict once another has said so."""
    standing = access_standing(actor, slug, to=Use.GREET)
    check_may_write(actor, standing.group_id, now=now)
    row = access_call(standing, call_id, now=now, lock=True)
    if holds(row, standing, now=now):
        return row  # said once more, it is not held for longer
    if row.claimed_by_id and row.claimed_until and row.claimed_until > now:
        raise Conflict(CLAIMED)
    row.claimed_by, row.claimed_until, row.due_at = standing, now + CLAIM, now + CLAIM
    row.save(update_fields=["claimed_by", "claimed_until", "due_at"])
    record("group.call_claimed", actor=actor.id, subject=row.id, about=row.membership.person_id, now=now)
    return row


@transaction.atomic
def give_call_back(*, actor: Person, slug: str, call_id: UUID, now: datetime) -> None:
    """Not call after all: the others are asked at once. NotAllowed, NotFound."""
    standing = access_standing(actor, slug, to=Use.GREET)
    row = access_held_call(standing, call_id, now=now, lock=True)
    row.claimed_by, row.claimed_until, row.due_at = None, None, now
    row.save(update_fields=["claimed_by", "claimed_until", "due_at"])
    record("group.call_given_back", actor=actor.id, subject=row.id, about=row.membership.person_id, now=now)
    wake()


@transaction.atomic
def note_call(
    *, actor: Person, slug: str, call_id: UUID, outcome: str, next_on: date | None = None, now: datetime
) -> None:
    """Say what a call came to, and when the next is. Invalid, NotAllowed, NotFound for a call they do not hold.

    Who was not reached, or wishes for more, is called again in a week if no date is said; who wants no calls is off
    the list for good, and told.
    """
    standing = access_standing(actor, slug, to=Use.GREET)
    if outcome not in Outcome.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="outcome")
    held = access_held_call(standing, call_id, now=now)
    wish = CallWish.objects.select_for_update(no_key=True).filter(membership=held.membership_id).first()
    if wish is None:
        raise NotFound  # they took their yes back just now
    row = access_held_call(standing, call_id, now=now, lock=True)
    row.outcome, row.done_at, row.due_at = outcome, now, None
    row.next_on = _next_on(wish, outcome, next_on, now=now)
    row.save(update_fields=["outcome", "done_at", "due_at", "next_on"])
    record("group.call_noted", actor=actor.id, subject=row.id, about=row.membership.person_id, now=now)
    if outcome == Outcome.NO_CALLS:
        wish.delete()
        outgoing.tell_people([row.membership.person], now=now)
        return
    wish.next_on = row.next_on
    wish.due_at = max(_due_at(wish, now=now), now + BETWEEN)
    wish.save(update_fields=["next_on", "due_at"])


def _next_on(wish: CallWish, outcome: str, wanted: date | None, *, now: datetime) -> date | None:
    if outcome == Outcome.NO_CALLS:
        return None
    today = label_at(now, wish.zone).date()
    if wanted is None:
        return None if outcome == Outcome.REACHED else today + BETWEEN
    if not today + BETWEEN <= wanted <= today + FURTHEST:
        raise Invalid(OUT_OF_REACH, field="next_on")
    return wanted


def forget_calls(now: datetime) -> int:
    """Delete calls that were made long ago; return how many those were."""
    return Call.objects.filter(Q(done_at__lte=now - KEPT)).delete()[0]
