"""Doing something to what was written, one thing or the several that a case shows, and undoing it thing by thing."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal, unseal
from alongside.safety.acts import came_with
from alongside.safety.enums import LATELY, TO_A_THING, Act, DecisionState
from alongside.safety.models import Case, Decision
from alongside.safety.reportable import Doing, reportable
from alongside.safety.sealing import MEMO
from alongside.safety.services.rows import APPEALS_FOR, keep

CHOOSE_ONE = _("Please choose at least one of what was written. Nothing was changed.")
# What undoes it thing by thing begins so; for the subject of a case alone it is kept as it came.
SEVERAL = "several "


def do_to_things(row: Decision, things: Collection[UUID] | None, *, now: datetime) -> str:
    """Do what was decided to `things` of its case, all it shows unless said; return what it takes to undo it.

    Invalid when none of them is there.
    """
    doing = _doing(row)
    chosen = [one for one in row.case.things if things is None or one in things]
    if not chosen:
        raise Invalid(CHOOSE_ONE, field="things")
    if doing and doing.keeps_words:
        keep(row.case, nearly=APPEALS_FOR, now=now)
    return _packed(row.case, {one: doing.do(one, now) for one in chosen}) if doing else ""


def undo_to_things(row: Decision, *, now: datetime) -> None:
    """Undo what was done to each thing, but for those to which another decision wants the same: it stays done."""
    for kind, memos in _by_kind(row).items():
        doing = _doing_to(kind, Act(row.act))
        if doing is None:
            continue
        others = _wanted_too(row, doing, kind, memos)
        _undo_each(doing, {thing: memo for thing, memo in memos.items() if thing not in others}, now=now)
        for other in {one.id: one for one in others.values() if doing.to is None}.values():
            if came_before(row, other):
                _hand_on(other, kind, {thing: memos[thing] for thing, one in others.items() if one.id == other.id})


def _undo_each(doing: Doing, memos: Mapping[UUID, str], *, now: datetime) -> None:
    if doing.undo_each is not None:
        doing.undo_each(memos, now)
        return
    for thing, memo in memos.items():
        doing.undo(thing, memo, now)


def done_to(row: Decision) -> list[UUID]:
    """Return to what of its case something was decided; what is decided about a person is about all that it shows."""
    return [thing for memos in _by_kind(row).values() for thing in memos] if row.act in TO_A_THING else row.case.things


def came_before(row: Decision, other: Decision) -> bool:
    """Tell which of two that did the same came first: it knows how all was before."""
    return (row.in_force_at, row.created_at, row.id) < (other.in_force_at, other.created_at, other.id)


def hide_all(of: Decision, things: Collection[tuple[str, UUID]], *, now: datetime) -> str:
    """Hide all of this, of a kind each; return what it takes to undo it together with the decision it comes with.

    What was hidden meanwhile is left to what hid it; '' where nothing else is there.
    """
    memos: dict[str, dict[str, str]] = {}
    for kind in dict.fromkeys(kind for kind, _thing in things):
        doing = _doing_to(kind, Act.HIDE)
        if doing and doing.do_each:
            hidden = doing.do_each([thing for one, thing in things if one == kind], now)
            memos[kind] = {str(thing): memo for thing, memo in hidden.items()}
    return LATELY + json.dumps({"of": str(of.id), "hidden": memos}) if any(memos.values()) else ""


def comes_with(row: Decision) -> UUID | None:
    """Return with which decision this hid all that somebody wrote lately; None for what hid one thing."""
    return came_with(unseal(row.memo_sealed, what=MEMO) or "")


def _doing(row: Decision) -> Doing | None:
    return _doing_to(row.case.kind, Act(row.act))


def _doing_to(kind: str, act: Act) -> Doing | None:
    known = reportable(kind)
    return known.doings.get(act) if known else None


def _packed(case: Case, memos: Mapping[UUID, str]) -> str:
    if list(memos) == [case.subject]:
        return memos[case.subject]
    return SEVERAL + json.dumps({str(one): memo for one, memo in memos.items()})


def _by_kind(row: Decision) -> dict[str, dict[UUID, str]]:
    """Return of each kind to what it was done, each with what undoes it."""
    memo = unseal(row.memo_sealed, what=MEMO) or ""
    if memo.startswith(LATELY):
        held = json.loads(memo.removeprefix(LATELY))["hidden"]
        return {kind: {UUID(one): kept for one, kept in things.items()} for kind, things in held.items()}
    if not memo.startswith(SEVERAL):
        return {row.case.kind: {row.case.subject: memo}}
    several = json.loads(memo.removeprefix(SEVERAL))
    return {row.case.kind: {UUID(one): kept for one, kept in several.items()}}


def _memos(row: Decision, kind: str) -> dict[UUID, str]:
    """Return to what of a kind it was done, each with what undoes it."""
    return _by_kind(row).get(kind, {})


def _wanted_too(row: Decision, doing: Doing, kind: str, memos: Mapping[UUID, str]) -> dict[UUID, Decision]:
    """Return of each of these what else holds and did the same to it, or to what it has in common; the earliest."""
    rows = Decision.objects.filter(act=row.act, state=DecisionState.IN_FORCE).exclude(id=row.id)
    rows = rows.select_related("case", "about", "by").order_by("in_force_at", "created_at", "id")
    if doing.to is None:
        shown = Q(case__kind=kind) & (Q(case__subject__in=memos) | Q(case__also__overlap=list(memos)))
        # One that hid all they wrote lately may have hidden it, whatever its case shows.
        if row.about_id:
            shown |= Q(about=row.about_id, case__community=row.case.community)
        done = [(one, set(_memos(one, kind))) for one in rows.filter(shown)]
        return _first_of_each({thing: thing for thing in memos}, done)
    to, near = doing.to, rows.filter(case__kind=kind, case__community=row.case.community)
    done_in_common = [(one, {to(*each) for each in _memos(one, kind).items()}) for one in near]
    return _first_of_each({thing: to(thing, memo) for thing, memo in memos.items()}, done_in_common)


def _first_of_each(
    wanted: Mapping[UUID, UUID | None], done: Sequence[tuple[Decision, Collection[UUID | None]]]
) -> dict[UUID, Decision]:
    firsts = {thing: next((one for one, to in done if common in to), None) for thing, common in wanted.items()}
    return {thing: one for thing, one in firsts.items() if one is not None}


def _hand_on(other: Decision, kind: str, memos: Mapping[UUID, str]) -> None:
    """Have another decision keep what undoes this for these things."""
    owner = other.about or other.by
    if owner is not None:
        packed = _with_memos(other, kind, memos)
        sealed = seal(owner.data_key_id, packed, what=MEMO) if packed else None
        Decision.objects.filter(id=other.id).update(memo_sealed=sealed)


def _with_memos(other: Decision, kind: str, memos: Mapping[UUID, str]) -> str:
    kept = unseal(other.memo_sealed, what=MEMO) or ""
    if not kept.startswith(LATELY):
        return _packed(other.case, {**_memos(other, kind), **memos})
    held = json.loads(kept.removeprefix(LATELY))
    held["hidden"][kind].update((str(thing), memo) for thing, memo in memos.items())
    return LATELY + json.dumps(held)
