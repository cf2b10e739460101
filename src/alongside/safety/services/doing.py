"""Doing something to what was written, one thing or the several that a case shows, and undoing it thing by thing."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal, unseal
from alongside.safety.enums import TO_A_THING, Act, DecisionState
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
    doing = _doing(row)
    if doing is None:
        return
    for thing, memo in _memos(row).items():
        other = _wanted_too(row, doing, thing, memo)
        if other is None:
            doing.undo(thing, memo, now)
        elif doing.to is None and came_before(row, other):
            _hand_on(other, thing, memo)


def done_to(row: Decision) -> list[UUID]:
    """Return to what of its case something was decided; what is decided about a person is about all that it shows."""
    return list(_memos(row)) if row.act in TO_A_THING else row.case.things


def came_before(row: Decision, other: Decision) -> bool:
    """Tell which of two that did the same came first: it knows how all was before."""
    return (row.in_force_at, row.created_at, row.id) < (other.in_force_at, other.created_at, other.id)


def _doing(row: Decision) -> Doing | None:
    kind = reportable(row.case.kind)
    return kind.doings.get(Act(row.act)) if kind else None


def _packed(case: Case, memos: Mapping[UUID, str]) -> str:
    if list(memos) == [case.subject]:
        return memos[case.subject]
    return SEVERAL + json.dumps({str(one): memo for one, memo in memos.items()})


def _memos(row: Decision) -> dict[UUID, str]:
    """Return to what it was done, each with what undoes it."""
    memo = unseal(row.memo_sealed, what=MEMO) or ""
    if not memo.startswith(SEVERAL):
        return {row.case.subject: memo}
    return {UUID(one): kept for one, kept in json.loads(memo.removeprefix(SEVERAL)).items()}


def _wanted_too(row: Decision, doing: Doing, thing: UUID, memo: str) -> Decision | None:
    """Return what else holds and did the same to a thing, or to what it has in common with it; the earliest of it."""
    rows = Decision.objects.filter(act=row.act, state=DecisionState.IN_FORCE, case__kind=row.case.kind)
    rows = rows.exclude(id=row.id).select_related("case", "about", "by").order_by("in_force_at", "created_at", "id")
    if doing.to is None:
        shown = rows.filter(Q(case__subject=thing) | Q(case__also__contains=[thing]))
        return next((one for one in shown if thing in _memos(one)), None)
    to, near = doing.to, rows.filter(case__community=row.case.community)
    return next((one for one in near if to(thing, memo) in {to(*each) for each in _memos(one).items()}), None)


def _hand_on(other: Decision, thing: UUID, memo: str) -> None:
    """Have another decision keep what undoes this for a thing."""
    owner = other.about or other.by
    if owner is not None:
        packed = _packed(other.case, {**_memos(other), thing: memo})
        sealed = seal(owner.data_key_id, packed, what=MEMO) if packed else None
        Decision.objects.filter(id=other.id).update(memo_sealed=sealed)
