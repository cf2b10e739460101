"""Taking a case on, giving it back, handing it over because it is hard, and being done with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict, Invalid
from alongside.safety.enums import CaseState, DecisionState, Event
from alongside.safety.evidence import is_gone
from alongside.safety.models import Case, Handling, LogLine
from alongside.safety.outgoing import tell_reporter
from alongside.safety.policies import CLAIM, access_case, is_claimed, urgent_beside, visible_cases, was_seen_to
from alongside.safety.services.rows import checked_answered, next_look, note, tell_those_who_look

# So long one person alone has something urgent in which nobody was written to and nothing decided: then others look.
HELD_AT_MOST = 3 * CLAIM
HAD_LONG = _(
    "You have had this for three hours, and nobody has written to them yet. The others are told of it now. After that "
    "you can take it on again."
)
TAKEN = _("Somebody else looks at this right now. Nothing was changed. There may be another that waits for you.")
IS_CLOSED = _("Somebody has looked at this already. Nothing was changed.")
MORE_CAME = _("More was written meanwhile, and stands here now. Please read it, too. Nothing was changed.")
WAITS_FOR_YES = _("A removal still waits for a second person. Please wait for them before you close this.")


def take_on(actor: Person, case: Case, *, now: datetime) -> None:
    """Have a case that is locked be the actor's for an hour; Conflict while it is another's, or closed.

    What is urgent, and in which nothing was done, is nobody's longer than three hours.
    """
    if case.state == CaseState.CLOSED:
        raise Conflict(IS_CLOSED)
    if is_claimed(case, now=now) and case.claimed_by_id != actor.id:
        raise Conflict(TAKEN)
    is_new = case.claimed_by_id != actor.id
    case.claimed_by, case.claimed_until = actor, now + CLAIM if is_new else _held_until(case, now=now)
    # Whoever is told of what is due already, such as those of the whole place, is told.
    if case.due_at is None or case.due_at > now:
        case.due_at = next_look(case, now=now)
    case.save(update_fields=["claimed_by", "claimed_until", "due_at"])
    if is_new:
        Handling.objects.get_or_create(case=case, person=actor, defaults={"created_at": now})
        note(case, Event.CLAIMED, now=now)


def _held_until(case: Case, *, now: datetime) -> datetime | None:
    """Return until when somebody has a case who has it already and goes on with it."""
    if not case.is_urgent or was_seen_to(case):
        return now + CLAIM
    taken_on = LogLine.objects.filter(case=case.id, event=Event.CLAIMED, at__gt=now - HELD_AT_MOST)
    began = taken_on.order_by("-id").values_list("at", flat=True).first()
    return min(now + CLAIM, began + HELD_AT_MOST) if began else case.claimed_until


@transaction.atomic
def claim_case(*, actor: Person, case_id: UUID, now: datetime) -> Case:
    """Take a case on for an hour; again while it is one's own, for another. NotFound; Conflict.

    Also Conflict for something urgent that was one's own for three hours in which nothing was done. What else is urgent
    of the same person there comes along, unless somebody else has it: they are answered by one.
    """
    case = access_case(actor, case_id, now=now, lock=True)
    take_on(actor, case, now=now)
    if not is_claimed(case, now=now):
        raise Conflict(HAD_LONG)
    record("safety.claimed", actor=actor.id, subject=case.id, about=actor.id, now=now)
    for other in _beside(actor, case, now=now):
        if not is_claimed(other, now=now) or other.claimed_by_id == actor.id:
            take_on(actor, other, now=now)
            record("safety.claimed", actor=actor.id, subject=other.id, about=actor.id, now=now)
    return case


def _beside(actor: Person, case: Case, *, now: datetime) -> list[Case]:
    """Return what else is urgent of the same person there, held; what somebody else just holds is not waited for."""
    if not case.is_urgent:
        return []
    others = Case.objects.filter(id__in=urgent_beside(actor, case, now=now).values("id")).order_by("id")
    return list(others.select_for_update(no_key=True, skip_locked=True, of=("self",)))


def _with_those_beside(actor: Person, case: Case, *, now: datetime) -> list[Case]:
    """Return a case and what else is the actor's of the same person there, held: what came along goes along."""
    others = _beside(actor, case, now=now)
    return [case, *(one for one in others if one.claimed_by_id == actor.id and is_claimed(one, now=now))]


def access_claimed(actor: Person, case_id: UUID, *, now: datetime) -> Case:
    """Return a case, locked, that is the actor's; one that nobody has becomes it. NotFound, Conflict."""
    case = access_case(actor, case_id, now=now, lock=True)
    take_on(actor, case, now=now)
    return case


@transaction.atomic
def release_case(*, actor: Person, case_id: UUID, now: datetime) -> None:
    """Give a case back for others, with what came along; when it is urgent they are told. NotFound; Conflict."""
    case = access_claimed(actor, case_id, now=now)
    for one in _with_those_beside(actor, case, now=now):
        let_go(one)
        note(one, Event.RELEASED, now=now)
        record("safety.released", actor=actor.id, subject=one.id, about=actor.id, now=now)
    if case.is_urgent:
        tell_those_who_look(case, besides=actor.id, urgent=True, now=now)


@transaction.atomic
def hand_over(*, actor: Person, case_id: UUID, now: datetime) -> None:
    """Hand a case over because it is hard: it is not shown to the actor again, and the others are told of it."""
    case = access_claimed(actor, case_id, now=now)
    for one in _with_those_beside(actor, case, now=now):
        let_go(one)
        Handling.objects.filter(case=one, person=actor).update(was_hard=True)
        note(one, Event.HANDED_OVER, now=now)
        record("safety.handed_over", actor=actor.id, subject=one.id, about=actor.id, now=now)
    tell_those_who_look(case, urgent=case.is_urgent, now=now)


def let_go(case: Case) -> None:
    """Have a case that is held be nobody's."""
    case.claimed_by, case.claimed_until = None, None
    case.save(update_fields=["claimed_by", "claimed_until"])


def let_claims_go(person: Person, *, now: datetime) -> None:
    """Have nobody look after what somebody took on and may not see any more, within the running transaction.

    Of what is urgent the others are told. Whoever just decides about one of these holds it, and waits for the group
    that is held here: so it is not waited for, and is somebody else's after its hour.
    """
    taken_on = Case.objects.filter(claimed_by=person, claimed_until__gt=now)
    lost = taken_on.exclude(id__in=visible_cases(person, now=now).values("id"))
    held = list(lost.select_for_update(no_key=True, skip_locked=True, of=("self",)))
    Case.objects.filter(id__in=[case.id for case in held]).update(claimed_until=now, due_at=now)


@transaction.atomic
def close_case(*, actor: Person, case_id: UUID, answered: str = "", shown: int = 0, now: datetime) -> None:
    """Be done with a case; those who reported it are told that somebody looked. NotFound; Conflict.

    Of what is urgent the log keeps whether somebody `answered` whoever may be in danger. Invalid without that, and when
    more came in it than the actor was `shown`.
    """
    case = access_claimed(actor, case_id, now=now)
    became = checked_answered(answered, is_danger=case.is_urgent and not is_gone(case))
    if case.is_urgent and case.reports.count() > shown:
        raise Invalid(MORE_CAME, field="has_read")
    if case.decisions.filter(state=DecisionState.PROPOSED).exists():
        raise Conflict(WAITS_FOR_YES)
    case.state, case.closed_at, case.claimed_by, case.claimed_until = CaseState.CLOSED, now, None, None
    case.save(update_fields=["state", "closed_at", "claimed_by", "claimed_until"])
    note(case, Event.CLOSED, answered=became, now=now)
    record("safety.closed", actor=actor.id, subject=case.id, about=actor.id, now=now)
    for row in case.reports.filter(reporter__isnull=False).select_related("reporter"):
        assert row.reporter  # noqa: S101 - asked for above
        tell_reporter(row.reporter, now=now)
