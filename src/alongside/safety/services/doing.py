"""Doing something to what was written, one thing or the several that a case shows, and undoing it thing by thing."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal, unseal
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
    for kind, thing, memo in _all_memos(row):
        doing = _doing_to(kind, Act(row.act))
        other = _wanted_too(row, doing, kind, thing, memo) if doing else None
        if doing and other is None:
            doing.undo(thing, memo, now)
        elif doing and other and doing.to is None and came_before(row, other):
            _hand_on(other, kind, thing, memo)


def done_to(row: Decision) -> list[UUID]:
    """Return to what of its case something was decided; what is decided about a person is about all that it shows."""
    return [thing for _kind, thing, _memo in _all_memos(row)] if row.act in TO_A_THING else row.case.things


def came_before(row: Decision, other: Decision) -> bool:
    """Tell which of two that did the same came first: it knows how all was before."""
    return (row.in_force_at, row.created_at, row.id) < (other.in_force_at, other.created_at, other.id)


def hide_all(of: Decision, things: Collection[tuple[str, UUID]], *, now: datetime) -> str:
    """Hide all of this, of a kind each; return what it takes to undo it together with the decision it comes with."""
    memos: dict[str, dict[str, str]] = {}
    for kind, thing in things:
        doing = _doing_to(kind, Act.HIDE)
        if doing:
            memos.setdefault(kind, {})[str(thing)] = doing.do(thing, now)
    return LATELY + json.dumps({"of": str(of.id), "hidden": memos})


def comes_with(row: Decision) -> UUID | None:
    """Return with which decision this hid all that somebody wrote lately; None for what hid one thing."""
    memo = unseal(row.memo_sealed, what=MEMO) or ""
    return UUID(json.loads(memo.removeprefix(LATELY))["of"]) if memo.startswith(LATELY) else None


def _doing(row: Decision) -> Doing | None:
    return _doing_to(row.case.kind, Act(row.act))


def _doing_to(kind: str, act: Act) -> Doing | None:
    known = reportable(kind)
    return known.doings.get(act) if known else None


def _packed(case: Case, memos: Mapping[UUID, str]) -> str:
    if list(memos) == [case.subject]:
        return memos[case.subject]
    return SEVERAL + json.dumps({str(one): memo for one, memo in memos.items()})


def _all_memos(row: Decision) -> list[tuple[str, UUID, str]]:
    """Return to what it was done, with its kind, each with what undoes it."""
    memo = unseal(row.memo_sealed, what=MEMO) or ""
    if memo.startswith(LATELY):
        held = json.loads(memo.removeprefix(LATELY))["hidden"]
        return [(kind, UUID(one), kept) for kind, things in held.items() for one, kept in things.items()]
    if not memo.startswith(SEVERAL):
        return [(row.case.kind, row.case.subject, memo)]
    several = json.loads(memo.removeprefix(SEVERAL))
    return [(row.case.kind, UUID(one), kept) for one, kept in several.items()]


def _memos(row: Decision, kind: str) -> dict[UUID, str]:
    """Return to what of a kind it was done, each with what undoes it."""
    return {thing: memo for of, thing, memo in _all_memos(row) if of == kind}


def _wanted_too(row: Decision, doing: Doing, kind: str, thing: UUID, memo: str) -> Decision | None:
    """Return what else holds and did the same to a thing, or to what it has in common with it; the earliest of it."""
    rows = Decision.objects.filter(act=row.act, state=DecisionState.IN_FORCE).exclude(id=row.id)
    rows = rows.select_related("case", "about", "by").order_by("in_force_at", "created_at", "id")
    if doing.to is None:
        shown = Q(case__kind=kind) & (Q(case__subject=thing) | Q(case__also__contains=[thing]))
        # One that hid all they wrote lately may have hidden it, whatever its case shows.
        if row.about_id:
            shown |= Q(about=row.about_id, case__community=row.case.community)
        return next((one for one in rows.filter(shown) if thing in _memos(one, kind)), None)
    to, near = doing.to, rows.filter(case__kind=kind, case__community=row.case.community)
    return next((one for one in near if to(thing, memo) in {to(*each) for each in _memos(one, kind).items()}), None)


def _hand_on(other: Decision, kind: str, thing: UUID, memo: str) -> None:
    """Have another decision keep what undoes this for a thing."""
    owner = other.about or other.by
    if owner is not None:
        packed = _with_memo(other, kind, thing, memo)
        sealed = seal(owner.data_key_id, packed, what=MEMO) if packed else None
        Decision.objects.filter(id=other.id).update(memo_sealed=sealed)


def _with_memo(other: Decision, kind: str, thing: UUID, memo: str) -> str:
    kept = unseal(other.memo_sealed, what=MEMO) or ""
    if not kept.startswith(LATELY):
        return _packed(other.case, {**_memos(other, kind), thing: memo})
    held = json.loads(kept.removeprefix(LATELY))
    held["hidden"][kind][str(thing)] = memo
    return LATELY + json.dumps(held)
