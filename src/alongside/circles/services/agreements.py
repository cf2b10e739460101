"""What the two of a tie agree: each side writes, takes over, says yes; both are asked again on a day they choose.

Every write locks the tie first, so that of two who write or say yes at once one waits for the other, and says yes to
nothing it has not seen.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.removed import not_removed
from alongside.audit.services import record
from alongside.circles import agreements, outgoing_agreements
from alongside.circles.agreements import Field
from alongside.circles.enums import Side, TieState
from alongside.circles.given_hours import GivenHours
from alongside.circles.models import Agreement, Terms, Tie
from alongside.circles.own_hours import given_hours_of
from alongside.circles.policies import SupportingActor, access_agreed
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import tell_both_ends
from alongside.circles.services.support_hours import put_hours
from alongside.circles.terms import Current, checked_terms, current_terms, put_into, review_begins, zone_of
from alongside.kernel.errors import Conflict, Invalid
from alongside.notifications.services import tell
from alongside.ui import phrases

# When nobody named a day: a quarter of a year, on the same weekday.
REVIEW_AFTER = timedelta(weeks=13)
ASKED_AT = time(10)

# What a version keeps of the terms that both have said yes to.
SAID = (
    "side",
    "gives",
    "hours",
    "zone",
    "channels",
    "within",
    "most_a_week",
    "from_level",
    "not_sealed",
    "until",
    "review_on",
    "confirmed_at",
)

OWNER_SAYS_NOTHING = _("What is hoped for is not written down yet. As soon as it is, you see both sides here.")
CHANGED_MEANWHILE = _("Something has changed since you looked. Nothing is lost. Please read it once more.")
STILL_DIFFERENT = _("You two still say different things. Nothing is lost. You can agree as soon as both sides fit.")
NOT_DUE = _("There is nothing to look at again yet. Nothing is lost.")


@transaction.atomic
def write_terms(
    *, actor: SupportingActor, tie_id: UUID, side: Side, terms: agreements.Terms, now: datetime
) -> Agreement:
    """Write what one side expects. What a supporter offers holds at once, also before anybody has said yes.

    Invalid, NotFound, NotAllowed. It takes back what both have said yes to so far; confirmed versions stay.
    """
    tie = access_agreed(actor, tie_id, side, lock=True)
    terms = checked_terms(terms, today=_today(zone_of(tie, side), now))
    return _write(actor, current_terms(tie), side, terms, now)


@transaction.atomic
def take_over(*, actor: SupportingActor, tie_id: UUID, side: Side, field: str, seen: str, now: datetime) -> Agreement:
    """Say what the other side says, as it was `seen` (its stamp), in one field, or with "" wherever they do not fit.

    Conflict when something has changed since, or as long as the owner has written nothing; Invalid for a day gone by.
    """
    if field and field not in list(Field):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="field")
    tie = access_agreed(actor, tie_id, side, lock=True)
    current = current_terms(tie)
    if current.owner is None:
        raise Conflict(OWNER_SAYS_NOTHING)
    if seen != current.stamp:
        raise Conflict(CHANGED_MEANWHILE)
    fields = [Field(field)] if field else [one.field for one in current.mismatches(now)]
    own, other = (current.owner, current.supporter) if side == Side.OWNER else (current.supporter, current.owner)
    taken = agreements.taken_over(own, other, fields, now, keeps_zone=side == Side.SUPPORTER)
    taken = checked_terms(taken, today=_today(zone_of(tie, side), now))
    return _write(actor, current, side, taken, now)


@transaction.atomic
def confirm_terms(*, actor: SupportingActor, tie_id: UUID, side: Side, seen: str, now: datetime) -> Agreement:
    """Say yes to what both have written, as it was `seen` (its stamp); with the other's yes a version is kept.

    Conflict when something has changed since, or the two do not fit. Saying yes twice counts once.
    """
    tie = access_agreed(actor, tie_id, side, lock=True)
    current = current_terms(tie)
    if current.owner is None:
        raise Conflict(OWNER_SAYS_NOTHING)
    if seen != current.stamp:
        raise Conflict(CHANGED_MEANWHILE)
    if current.mismatches(now):
        raise Conflict(STILL_DIFFERENT)
    agreement = _with_both_sides(current, now)
    rows = {row.side: row for row in agreement.terms.filter(version=None)}
    if rows[side].confirmed_at is None:
        rows[side].confirmed_at = now
        rows[side].save(update_fields=["confirmed_at"])
        if all(row.confirmed_at for row in rows.values()):
            _keep_version(agreement, tie, list(rows.values()), now)
        _noted("agreement.confirmed", actor, tie, side, now)
    return agreement


@transaction.atomic
def say_still_right(*, actor: SupportingActor, tie_id: UUID, side: Side, now: datetime) -> Agreement:
    """Say on the day of the review that it is still right; when both have, the next one is a quarter of a year on.

    Conflict when no review is due, or something was changed since both said yes.
    """
    tie = access_agreed(actor, tie_id, side, lock=True)
    current = current_terms(tie)
    agreement, begins = current.agreement, review_begins(tie, current.agreement)
    if agreement is None or begins is None or now < begins or not all(map(current.confirmed_at, Side)):
        raise Conflict(NOT_DUE)
    current.rows[side].confirmed_at = now
    if all(row.confirmed_at and row.confirmed_at >= begins for row in current.rows.values()):
        next_on = _today(zone_of(tie, Side.OWNER), now) + REVIEW_AFTER
        for row in current.rows.values():
            row.review_on = next_on
        _ask_again_on(agreement, tie, next_on)
    for row in current.rows.values():
        row.save(update_fields=["confirmed_at", "review_on"])
    record("agreement.still_right", actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    tell_both_ends(tie)
    return agreement


def keep_in_step(tie: Tie, *, own_changed: bool = False) -> None:
    """Have what a supporter has written say what their locked tie offers now; what changes takes both yes back.

    Terms have the usual week alone. That a kind of support has other hours of its own now (`own_changed`) is a change
    all the same.
    """
    current = current_terms(tie)
    row = current.rows.get(Side.SUPPORTER)
    if row is None or current.agreement is None:
        return
    offered = (list(tie.gives), list(tie.hours), zone_of(tie, Side.SUPPORTER).key)
    if (row.gives, row.hours, row.zone) != offered:
        row.gives, row.hours, row.zone = offered
        row.save(update_fields=["gives", "hours", "zone"])
        own_changed = True
    if own_changed:
        _take_back_yes(current.agreement)


def ask_reviews(rows: Sequence[Agreement], now: datetime) -> None:
    """Ask both sides whether what they agreed is still right: the step of the engine, a batch at a time."""
    waiting = Agreement.objects.filter(id__in=[row.id for row in rows])
    here = not_removed("tie__owner") & not_removed("tie__supporter__person")
    both = waiting.filter(here, tie__state=TieState.ACCEPTED)
    found = list(both.select_related("tie__owner", "tie__supporter__person"))
    tell(
        [
            outgoing_agreements.telling_side(
                one.tie, side, outgoing_agreements.REVIEW, key=f"agreement-review:{one.id}:{one.review_on}", now=now
            )
            for one in found
            for side in Side
        ],
        now=now,
    )
    waiting.update(due_at=None)
    for row in rows:
        row.due_at = None
    for one in found:
        tell_both_ends(one.tie)


def _write(actor: SupportingActor, current: Current, side: Side, terms: agreements.Terms, now: datetime) -> Agreement:
    tie = current.tie
    if current.agreement and side in current.rows and current.of(side) == terms:
        return current.agreement  # sent twice, or kept as it was: what both said yes to still holds
    agreement = _with_both_sides(current, now)
    row = agreement.terms.filter(side=side, version=None).first()
    row = row or Terms(created_at=now, agreement=agreement, side=side)
    put_into(row, terms, _key_of(tie, side))
    if side == Side.SUPPORTER:
        _bind(tie, row, now)
    row.save()
    _take_back_yes(agreement)
    _noted("agreement.written", actor, tie, side, now)
    if side == Side.SUPPORTER:
        remember_measures([tie.owner], now=now)
    return agreement


def _bind(tie: Tie, row: Terms, now: datetime) -> None:
    """Have the tie offer, and the waves respect, what its supporter has just written in `row`, not saved yet.

    A kind of support keeps hours of its own as long as it is given. A week that was written anew holds for something:
    for all of it, if every kind that is left had hours of its own.
    """
    before, is_anew = given_hours_of(tie), row.hours != tie.hours
    given = GivenHours(frozenset(row.hours), before.own).settled(row.gives)
    if is_anew and given.usual != frozenset(row.hours):
        given = GivenHours(frozenset(row.hours))
    tie.gives = row.gives
    put_hours(tie, given, now=now)
    row.hours = tie.hours
    tie.most_a_week, tie.from_level, tie.until = row.most_a_week, row.from_level, row.until
    tie.save(update_fields=["gives", "hours", "most_a_week", "from_level", "until"])


def _with_both_sides(current: Current, now: datetime) -> Agreement:
    """Return the agreement of a locked tie, made when there is none, with what the supporter offers in it."""
    tie = current.tie
    agreement = current.agreement or Agreement.objects.create(created_at=now, tie=tie)
    if Side.SUPPORTER not in current.rows:
        row = Terms(created_at=now, agreement=agreement, side=Side.SUPPORTER)
        put_into(row, current.supporter, _key_of(tie, Side.SUPPORTER))
        row.save()
    keep_in_step(tie)
    return agreement


def _key_of(tie: Tie, side: Side) -> UUID:
    """Return the data key that this side's words are sealed with: their own; a contact has none but the owner's."""
    person = tie.supporter.person if side == Side.SUPPORTER and tie.supporter else None
    return (person or tie.owner).data_key_id


def _take_back_yes(agreement: Agreement) -> None:
    agreement.terms.filter(version=None).update(confirmed_at=None)


def _keep_version(agreement: Agreement, tie: Tie, rows: Sequence[Terms], now: datetime) -> None:
    """Keep what both have said yes to as the next version, and choose the day on which they are asked again."""
    agreement.version += 1
    Terms.objects.bulk_create(
        Terms(
            created_at=now,
            agreement=agreement,
            version=agreement.version,
            **{name: getattr(row, name) for name in SAID},
        )
        for row in rows
    )
    today = _today(zone_of(tie, Side.OWNER), now)
    to_come = [row.review_on for row in rows if row.review_on and row.review_on > today]
    _ask_again_on(agreement, tie, min(to_come, default=today + REVIEW_AFTER))


def _ask_again_on(agreement: Agreement, tie: Tie, day: date) -> None:
    agreement.review_on = day
    agreement.due_at = datetime.combine(day, ASKED_AT, tzinfo=zone_of(tie, Side.OWNER)).astimezone(ZoneInfo("UTC"))
    agreement.set_aside_at, agreement.set_aside_why = None, ""
    agreement.save()


def _today(zone: ZoneInfo, now: datetime) -> date:
    return now.astimezone(zone).date()


def _noted(action: str, actor: SupportingActor, tie: Tie, side: Side, now: datetime) -> None:
    """Write down who did it, have open pages show it, and tell the other side, at most once a day."""
    record(action, actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    tell_both_ends(tie)
    other = Side.SUPPORTER if side == Side.OWNER else Side.OWNER
    key = f"agreement:{tie.id}:{_today(zone_of(tie, other), now)}"
    tell([outgoing_agreements.telling_side(tie, other, outgoing_agreements.WRITTEN, key=key, now=now)], now=now)
