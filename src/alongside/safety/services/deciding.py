"""Deciding about a case: what is done, with the reason the person reads; a removal needs a second person."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import ApiToken, Person
from alongside.accounts.services.roles import give_roles_back, take_all_roles
from alongside.accounts.services.sessions import end_sessions_of
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.sealed import seal, unseal
from alongside.safety.acts import packed_why
from alongside.safety.details import Choice
from alongside.safety.enums import ASKS_AGAIN, TO_A_PERSON, TO_A_THING, Act, DecisionState, Event, Reach
from alongside.safety.models import Case, Decision
from alongside.safety.outgoing import tell_affected, tell_moderators
from alongside.safety.policies import (
    access_case,
    access_own_proposal,
    access_proposal,
    hold_case,
    is_in_danger,
    lifted_by,
    may_act,
    may_hide_lately,
    organisers_for,
    others_for,
    own_proposals,
    waits_for_word,
)
from alongside.safety.reasons import checked_ready, sealed_reason
from alongside.safety.reportable import (
    let_back_into,
    reinstate_everywhere,
    relieve_everywhere,
    remove_from,
    written_lately,
)
from alongside.safety.sealing import MEMO
from alongside.safety.services.doing import came_before, comes_with, do_to_things, hide_all, undo_to_things
from alongside.safety.services.handling import access_claimed
from alongside.safety.services.rows import checked_answered, keep, note
from alongside.ui import phrases

REASON_LENGTH = 1000
Things = Collection[tuple[str, UUID]]
# What is not done to somebody in danger by the way.
TAKES = {Act.HIDE, Act.LOCK, Act.PAUSE, Act.REMOVE}
WRITE_FIRST = _(
    "They may be in danger right now, and nobody has written to them from here. Please do that first, and say whom "
    "they can turn to. Nothing was changed."
)
PAUSES = (1, 3, 7, 14, 30)
# So long writing is paused at most until a second person has decided; whoever looks at it can end that before.
PAUSED_FOR = timedelta(days=7)
NOT_HIDDEN = _("That goes with what is decided about somebody who is in the group. Nothing was changed.")
# So far back what somebody wrote is hidden with what is decided about them.
HIDES_BACK = timedelta(days=7)
NOT_POSSIBLE = _("This cannot be done here. Nothing was changed.")
HAS_LEFT = _("Whoever it is about has left. Nothing was changed.")
PROPOSED_BEFORE = _("Somebody has proposed this already, and it waits for a second person.")
# What undoes a removal from the whole place are roles there, and those in communities, which begin so.
OF_COMMUNITY = "in:"
IS_OVER = _("This does not hold any more. Nothing was changed.")
HOLDS_EVERYWHERE = _(
    "This holds everywhere here, so a moderator of the whole place has to undo it. Nothing was changed."
)


@transaction.atomic
def decide(*, actor: Person, case_id: UUID, choice: Choice, now: datetime) -> Decision:
    """Decide about a case. Whoever it is about is told, and reads why; a removal is proposed only.

    Nothing is taken from somebody in danger before they were written to, unless it is to be done `anyway`. Invalid,
    NotFound; Conflict while another has the case, and for what cannot be done with it.
    """
    ready = checked_ready(choice.begins)
    reason = checked_text(choice.reason, field="reason", most=REASON_LENGTH, required=not ready)
    person = _held_about(case_id)
    case = access_claimed(actor, case_id, now=now)
    act, reach = _possible(actor, case, choice)
    takes = act in TAKES or choice.hides
    check_written_to(waits=takes and waits_for_word(actor, case, now=now), anyway=choice.anyway)
    about = person if act != Act.NOTE else None
    if act in TO_A_PERSON and about is None:
        raise Conflict(HAS_LEFT)
    if choice.hides and (act == Act.NOTE or not may_hide_lately(case)):
        raise Invalid(NOT_HIDDEN, field="hides")
    # Before all else that holds the group or what is in it.
    lately = things_lately(case, now=now) if choice.hides else ()
    key = about.data_key_id if about else keep(case, nearly=timedelta(0), now=now)
    row = Decision(
        created_at=now,
        case=case,
        act=act,
        reach=reach,
        community=case.community if reach == Reach.GROUP else None,
        about=about,
        by=actor,
        state=DecisionState.PROPOSED if act == Act.REMOVE else DecisionState.IN_FORCE,
        reason_sealed=sealed_reason(key, reason, ready=ready),
        until=now + timedelta(days=choice.days) if act == Act.PAUSE else None,
    )
    if act == Act.REMOVE:
        propose(row, now=now)
        if choice.pauses:
            pause_meanwhile(row, now=now)
    else:
        put_in_force(row, things=choice.things, now=now)
    hide_lately(row, by=actor, things=lately, now=now)
    # They do not hear of what is proposed only, whatever they take along.
    heard_by = about.id if about and act != Act.REMOVE else None
    record(f"safety.{act}", actor=actor.id, subject=row.id, about=heard_by, now=now)
    return row


def _possible(actor: Person, case: Case, choice: Choice) -> tuple[Act, str]:
    reach = Reach(choice.reach) if choice.reach in Reach.values else None
    if choice.act not in Act.values or (Act(choice.act), reach) not in may_act(actor, case):
        raise Conflict(NOT_POSSIBLE)
    if choice.act == Act.PAUSE and choice.days not in PAUSES:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="days")
    return Act(choice.act), reach or ""


def check_written_to(*, waits: bool, anyway: bool) -> None:
    """Raise Invalid for what is taken from somebody who may be in danger and `waits` for a word."""
    if waits and not anyway:
        raise Invalid(WRITE_FIRST, field="anyway")


def held_person(person_id: UUID | None) -> Person | None:
    """Return somebody, held: who is just being erased is waited for, and found gone."""
    return Person.objects.select_for_update(no_key=True).filter(id=person_id).first() if person_id else None


def _held_about(case_id: UUID) -> Person | None:
    return held_person(Case.objects.filter(id=case_id).values_list("about", flat=True).first())


def propose(row: Decision, *, now: datetime) -> None:
    """Have a removal wait for a second person; where there is none, for an organiser."""
    if row.case.decisions.filter(state=DecisionState.PROPOSED).exists():
        raise Conflict(PROPOSED_BEFORE)
    others = others_for(row.case, besides={row.by_id}, reach=row.reach, now=now)
    row.needs_organiser = not others
    row.save()
    note(row.case, Event.PROPOSED, act=row.act, now=now)
    tell_moderators(others or organisers_for(row.case, besides={row.by_id}), urgent=False, now=now)


def pause_meanwhile(removal: Decision, *, now: datetime) -> None:
    """Pause the writing of whom a removal is about, until a second person has decided."""
    about = removal.about
    assert about  # noqa: S101 - a removal is about somebody
    pause = Decision(
        created_at=now,
        case=removal.case,
        act=Act.PAUSE,
        reach=removal.reach,
        community=removal.community,
        about=about,
        by_id=removal.by_id,
        reason_sealed=removal.reason_sealed,
        until=now + PAUSED_FOR,
    )
    put_in_force(pause, now=now)
    record("safety.pause", actor=removal.by_id, subject=pause.id, about=about.id, now=now)


def hide_lately(row: Decision, *, by: Person, things: Things, now: datetime) -> None:
    """Hide what whoever a decision is about wrote there lately: a decision of its own, undone with that one."""
    about = row.case.about
    memo = hide_all(row, things, now=now) if about else ""
    if about is None or not memo:
        return
    hidden = Decision(created_at=now, case=row.case, act=Act.HIDE, about=about, by=by, reason_sealed=row.reason_sealed)
    hidden.memo_sealed = seal(about.data_key_id, memo, what=MEMO)
    hidden.state, hidden.in_force_at = DecisionState.IN_FORCE, now
    hidden.save()
    note(row.case, Event.DECIDED, act=Act.HIDE, now=now)
    record("safety.hide_lately", actor=by.id, subject=hidden.id, about=about.id, now=now)
    if row.state == DecisionState.PROPOSED:  # of all else they are told with what was decided
        tell_affected(about, now=now)


def things_lately(case: Case, *, now: datetime) -> Things:
    """Return what whoever a case is about wrote there lately, held; nothing where that cannot be hidden with it."""
    if not may_hide_lately(case):
        return ()
    assert case.community  # noqa: S101 - asked for above
    assert case.about_id  # noqa: S101 - the same
    return written_lately(case.community, case.about_id, since=now - HIDES_BACK)


def _show_with(row: Decision, *, now: datetime) -> None:
    """Undo the hiding of all that somebody wrote lately, that came with a decision which does not hold any more."""
    for hidden in row.case.decisions.filter(act=Act.HIDE, state=DecisionState.IN_FORCE):
        if comes_with(hidden) == row.id:
            undo(hidden, now=now)


def put_in_force(row: Decision, *, things: Collection[UUID] | None = None, now: datetime) -> None:
    """Do what was decided, to `things` of its case or all, keep what it takes to undo it, and tell whom it is about."""
    memo = _done(row, things, now=now)
    row.memo_sealed = None
    if memo:
        owner = row.about or row.by
        assert owner  # noqa: S101 - whoever decides is there
        row.memo_sealed = seal(owner.data_key_id, memo, what=MEMO)
    row.state, row.in_force_at = DecisionState.IN_FORCE, now
    row.save()
    note(row.case, Event.DECIDED, act=row.act, now=now)
    if row.about and row.act != Act.NOTE:
        tell_affected(row.about, now=now)


def _done(row: Decision, things: Collection[UUID] | None, *, now: datetime) -> str:
    act = Act(row.act)
    if act in TO_A_THING:
        return do_to_things(row, things, now=now)
    if act != Act.REMOVE or row.about is None:
        return ""
    if row.reach == Reach.GROUP:
        assert row.community  # noqa: S101 - the constraint says so
        for_good = unseal(row.memo_sealed, what=MEMO) != ASKS_AGAIN
        return remove_from(row.community, row.about.id, for_good=for_good, now=now)
    end_sessions_of(row.about.id, keep=None, actor=row.by_id, now=now)
    ApiToken.objects.filter(person=row.about).delete()
    roles = take_all_roles(row.about, by=row.by_id, now=now)
    there = relieve_everywhere(row.about.id, now=now)
    return " ".join(roles + [OF_COMMUNITY + one for one in there])


@transaction.atomic
def answer_proposal(
    *,
    actor: Person,
    decision_id: UUID,
    confirms: bool,
    answered: str = "",
    hides: bool = False,
    why: str = "",
    now: datetime,
) -> Decision:
    """Confirm a removal that somebody else proposed, or drop it. NotFound; NotAllowed for who proposed it; Conflict.

    Nobody who may be in danger is removed before it is said whether somebody `answered` them: Invalid without that.
    With `hides`, what they wrote there lately is hidden with it. Who proposed it reads `why` it was dropped.
    """
    said = checked_text(why, field="why", most=REASON_LENGTH) if not confirms else ""
    row = access_proposal(actor, decision_id, now=now)
    about = held_person(row.case.about_id)
    hold_case(row.case_id)
    row = access_proposal(actor, decision_id, now=now)
    row.about = about
    row.confirmed_by = actor
    if not confirms:
        _drop(row, why=said, now=now)
    elif row.about is None:
        raise Conflict(HAS_LEFT)
    else:
        became = checked_answered(answered, is_danger=is_in_danger(actor, row.case, now=now))
        note(row.case, Event.CONFIRMED, act=row.act, answered=became, now=now)
        shown = things_lately(row.case, now=now) if hides else ()
        put_in_force(row, now=now)
        hide_lately(row, by=actor, things=shown, now=now)
    action = "safety.confirmed" if confirms else "safety.dropped"
    record(action, actor=actor.id, subject=row.id, about=row.about_id if confirms else None, now=now)
    return row


def _drop(row: Decision, *, why: str = "", now: datetime) -> None:
    """Have a removal not be done; whoever proposed it reads `why`, as long as what was shown is kept."""
    row.state = DecisionState.DROPPED
    if why:
        asked_again = unseal(row.memo_sealed, what=MEMO) or ""
        key = keep(row.case, nearly=timedelta(0), now=now)
        row.memo_sealed = seal(key, packed_why(asked_again, why), what=MEMO)
        tell_moderators([row.by_id] if row.by_id else [], urgent=False, now=now)
    row.save(update_fields=["state", "confirmed_by", "memo_sealed"])
    note(row.case, Event.DROPPED, act=row.act, now=now)
    _end_pause_with(row, now=now)
    _show_with(row, now=now)


def _end_pause_with(removal: Decision, *, now: datetime) -> None:
    """Undo the pause that came with a removal, so that they could not write until that was decided."""
    # By when it began, and by nobody's name: whoever proposed it may have erased their account since.
    holds = Decision.objects.filter(case=removal.case_id, act=Act.PAUSE, state=DecisionState.IN_FORCE)
    for pause in holds.filter(reach=removal.reach, created_at=removal.created_at):
        undo(pause, now=now)


@transaction.atomic
def take_proposal_back(*, actor: Person, decision_id: UUID, now: datetime) -> None:
    """Drop a removal that the actor proposed, whether they may look after its case or not. NotFound once it is decided.

    Who brought a case, as whoever proposes does, is not shown it.
    """
    hold_case(access_own_proposal(actor, decision_id).case_id)
    _drop(access_own_proposal(actor, decision_id), now=now)
    record("safety.dropped", actor=actor.id, subject=decision_id, about=None, now=now)


@transaction.atomic
def lift(*, actor: Person, case_id: UUID, decision_id: UUID, now: datetime) -> None:
    """Undo what was decided about a case that the actor may look after, removals apart: these one appeals against.

    A removal that waits is taken back by whoever proposed it. NotFound; NotAllowed for a group's own moderators when it
    holds everywhere; Conflict when it holds no more.
    """
    case = access_case(actor, case_id, now=now, lock=True)
    if own_proposals(actor).filter(case=case, id=decision_id).exists():
        take_proposal_back(actor=actor, decision_id=decision_id, now=now)
        return
    row = case.decisions.filter(id=decision_id).exclude(act__in=[Act.NOTE, Act.REMOVE]).select_related("about").first()
    if row is None:
        raise NotFound
    if row.reach not in lifted_by(actor, case):
        raise NotAllowed(HOLDS_EVERYWHERE)
    if row.state != DecisionState.IN_FORCE:
        raise Conflict(IS_OVER)
    undo(row, now=now)
    record("safety.lifted", actor=actor.id, subject=row.id, about=row.about_id, now=now)
    if row.about:
        tell_affected(row.about, now=now)


def undo(row: Decision, *, now: datetime) -> None:
    """Undo a decision that holds, within the transaction of whoever does: all is as it was before.

    While another decision wants the same, it stays done, and that one keeps what it takes to undo it.
    """
    if row.act in TO_A_THING:
        undo_to_things(row, now=now)
    else:
        _undo_to_person(row, now=now)
    row.state, row.undone_at = DecisionState.UNDONE, now
    if row.act == Act.WRITE:
        # What was written to somebody is taken back as everything is here: nobody reads it any more.
        row.reason_sealed = None
    row.save(update_fields=["state", "undone_at", "reason_sealed"])
    _show_with(row, now=now)


def _undo_to_person(row: Decision, *, now: datetime) -> None:
    other = _wanted_too(row)
    if other is not None:
        if came_before(row, other):
            Decision.objects.filter(id=other.id).update(memo_sealed=row.memo_sealed)
    elif row.act == Act.REMOVE and row.about_id:
        _take_in_again(row, row.about_id, unseal(row.memo_sealed, what=MEMO) or "", now=now)
        _end_pause_with(row, now=now)


def _wanted_too(row: Decision) -> Decision | None:
    """Return what else holds and did the same to the same person as far; the earliest of it."""
    rows = Decision.objects.filter(act=row.act, state=DecisionState.IN_FORCE).exclude(id=row.id)
    rows = rows.filter(about__isnull=False, about=row.about_id, reach=row.reach, community=row.community)
    return rows.order_by("in_force_at", "created_at", "id").first()


def _take_in_again(row: Decision, about_id: UUID, memo: str, *, now: datetime) -> None:
    if row.community:
        let_back_into(row.community, about_id, memo, now=now)
    else:
        roles = memo.split()
        give_roles_back(about_id, [one for one in roles if not one.startswith(OF_COMMUNITY)], now=now)
        there = [one.removeprefix(OF_COMMUNITY) for one in roles if one.startswith(OF_COMMUNITY)]
        reinstate_everywhere(about_id, there)
        # What they see next is decided anew.
        end_sessions_of(about_id, keep=None, actor=None, now=now)
