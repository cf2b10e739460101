"""The writes on a check-in itself: building, changing, pausing, deleting it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.checkins import outgoing
from alongside.checkins.contents import contents, seal_name, seal_parts
from alongside.checkins.details import Draft
from alongside.checkins.enums import Within
from alongside.checkins.models import Answer, CheckIn, Rhythm
from alongside.checkins.parts import KINDS, MOST_OWN, MOST_PARTS, QUESTION_LENGTH, Part, parts_with
from alongside.checkins.policies import access_check_in, visible_check_ins
from alongside.checkins.rhythms import begin, close, plan_of, put_turn, turn_of
from alongside.checkins.services.announcing import announce_own
from alongside.checkins.services.sharing import take_back
from alongside.circles.texts import NAME_LENGTH, checked_text
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.schedule import label_at, schedule_of
from alongside.ui import phrases
from alongside.ui.companies import take_day_back

MOST_CHECK_INS = 20
# Longer than any day: what companies see of a day (`ui.companies`) is younger.
IN_SIGHT = timedelta(days=2)


@transaction.atomic
def build_check_in(*, actor: Person, draft: Draft, now: datetime) -> CheckIn:
    """Build a check-in of the actor's own, shared with nobody. Invalid; Conflict past 20."""
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    if visible_check_ins(actor).count() >= MOST_CHECK_INS:
        raise Conflict(_("You have 20 check-ins. Please delete one that you do not need any more first."))
    check_in = CheckIn(created_at=now, person=actor)
    _put_contents(check_in, draft, ())
    rhythm = Rhythm(created_at=now, check_in=check_in)
    _put_times(rhythm, draft, actor, now)
    begin(rhythm, now=now)
    check_in.save(force_insert=True)
    rhythm.save(force_insert=True)
    _noted("check_in.built", check_in, now)
    return check_in


@transaction.atomic
def change_check_in(*, actor: Person, check_in_id: UUID, draft: Draft, now: datetime) -> CheckIn:
    """Change what is asked and when. Invalid, NotFound.

    Parts that stay keep whom they are shared with; all keep their answers, and go on from them when asked again.
    """
    check_in = access_check_in(actor, check_in_id, lock=True)
    rhythm = check_in.rhythm
    kept = _put_contents(check_in, draft, contents(check_in).known)
    check_in.shares.exclude(part__in=kept).delete()
    before = plan_of(rhythm)
    _put_times(rhythm, draft, actor, now)
    # Whoever changes only the words is not asked anew, and what is open stays open.
    if plan_of(rhythm) != before and rhythm.paused_at is None:
        outgoing.take_back(check_in.id, rhythm.asked_for, now=now)
        begin(rhythm, now=now)
    check_in.save()
    rhythm.save()
    _noted("check_in.changed", check_in, now)
    return check_in


def _put_contents(check_in: CheckIn, draft: Draft, before: Sequence[Part]) -> list[str]:
    """Put name and parts in; return the ids of the parts."""
    name = checked_text(draft.name, field="name", most=NAME_LENGTH, required=True)
    own = _checked_own(draft.own)
    kinds = list(dict.fromkeys(draft.kinds))
    if not all(kind in KINDS and not KINDS[kind].own for kind in kinds):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="kinds")
    if not kinds and not own:
        raise Invalid(_("Please choose at least one thing to look at."), field="kinds")
    if len(kinds) + len(own) > MOST_PARTS:
        raise Invalid(_("That is a lot for one check-in. Please keep it to 20 parts."), field="kinds")
    parts = parts_with(before, kinds, own, first=check_in.next_part)
    check_in.next_part += sum(part not in before for part in parts)
    check_in.name_sealed = seal_name(check_in, name)
    check_in.parts_sealed = seal_parts(
        check_in, parts, _answered(check_in, [one for one in before if one not in parts])
    )
    return [part.id for part in parts]


def _answered(check_in: CheckIn, parts: Sequence[Part]) -> list[Part]:
    """Return those of these that were ever answered."""
    answers = Answer.objects.filter(entry__check_in=check_in, part__in=[part.id for part in parts])
    known = set(answers.values_list("part", flat=True))
    return [part for part in parts if part.id in known]


def _checked_own(own: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    if len(own) > MOST_OWN or not all(kind in KINDS and KINDS[kind].own for kind, _words in own):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="own")
    asked = [(kind, checked_text(words, field="own", most=QUESTION_LENGTH, required=True)) for kind, words in own]
    return list(dict.fromkeys(asked))


def _put_times(rhythm: Rhythm, draft: Draft, actor: Person, now: datetime) -> None:
    if draft.within not in Within.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="within")
    zone = actor.time_zone if draft.zone is None else checked_zone(draft.zone)
    today = label_at(now, zone).date()
    try:
        schedule = schedule_of(draft.rule, draft.times, today)
    except ValueError as refusal:
        raise Invalid(phrases.DAYS_AND_TIMES, field="times") from refusal
    rule = schedule.rule.text()
    if rhythm.rule != rule:
        rhythm.begins_on = today
    rhythm.rule, rhythm.times = rule, list(schedule.times)
    rhythm.zone, rhythm.moves = zone, draft.zone is None
    rhythm.within, rhythm.nudges = draft.within, draft.nudges


@transaction.atomic
def pause_check_in(*, actor: Person, check_in_id: UUID, now: datetime) -> None:
    """Ask nothing until the actor goes on: what is open now is not missed. Pausing twice is pausing. NotFound."""
    check_in = access_check_in(actor, check_in_id, lock=True)
    rhythm = check_in.rhythm
    if rhythm.paused_at is None:
        outgoing.take_back(check_in.id, rhythm.asked_for, now=now)
        close(rhythm)
        rhythm.paused_at, rhythm.due_at = now, None
        rhythm.save()
        _noted("check_in.paused", check_in, now)


@transaction.atomic
def resume_check_in(*, actor: Person, check_in_id: UUID, now: datetime) -> None:
    """Go on with the next occurrence; nothing of the pause is missed. NotFound."""
    check_in = access_check_in(actor, check_in_id, lock=True)
    rhythm = check_in.rhythm
    if rhythm.paused_at is not None:
        rhythm.paused_at = None
        if rhythm.moves:
            rhythm.zone = actor.time_zone
        begin(rhythm, now=now)
        rhythm.save()
        _noted("check_in.resumed", check_in, now)


@transaction.atomic
def remove_check_in(*, actor: Person, check_in_id: UUID, now: datetime) -> None:
    """Delete a check-in with everything that was answered. NotFound."""
    check_in = access_check_in(actor, check_in_id, lock=True)
    take_back(check_in, now=now)
    outgoing.take_back(check_in.id, check_in.rhythm.asked_for, now=now)
    _noted("check_in.removed", check_in, now)
    take_day_back(check_in.entries.filter(answered_at__gt=now - IN_SIGHT).values_list("id", flat=True))
    check_in.delete()


@transaction.atomic
def travel(*, person_id: UUID, zone: str, now: datetime) -> None:
    """Have the check-ins that move with somebody go by the clock of where they are now: each occurrence once."""
    rows = Rhythm.objects.filter(check_in__person=person_id, moves=True).exclude(zone=zone)
    for row in rows.select_for_update(of=("self",), no_key=True).order_by("id"):
        row.zone = zone
        put_turn(row, turn_of(row))
        row.due_at = None if row.paused_at else row.due_at
        row.save()
    due.wake()


def _noted(action: str, check_in: CheckIn, now: datetime) -> None:
    record(action, actor=check_in.person_id, subject=check_in.id, about=check_in.person_id, now=now)
    announce_own(check_in.person_id, check_in.id)
    due.wake()
