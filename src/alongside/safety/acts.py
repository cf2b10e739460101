"""What was decided, in words that say how far it goes, as it stands by now."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from alongside.kernel.sealed import unseal_all
from alongside.safety.enums import ASKS_AGAIN, LATELY, Act, DecisionState, Reach
from alongside.safety.models import Decision
from alongside.safety.reportable import out_of
from alongside.safety.sealing import MEMO
from alongside.safety.wording import act_words, done_words

# What a removal keeps that was not done: after this, why.
WHY = "\nwhy: "


def acts_of(rows: Sequence[Decision]) -> list[str]:
    """Say of each decision what it does and how far it goes, of a removal whether it is for good."""
    waits = [_is_only_proposed(row) for row in rows]
    memos = unseal_all(
        [row.memo_sealed if waiting else None for row, waiting in zip(rows, waits, strict=True)], what=MEMO
    )
    out = out_for(rows)
    return [
        act_words(
            Act(row.act),
            Reach(row.reach) if row.reach else None,
            for_good=memo is None or not memo.startswith(ASKS_AGAIN) if waiting else for_good_by_now(row, out),
        )
        for row, waiting, memo in zip(rows, waits, memos, strict=True)
    ]


def out_for(rows: Sequence[Decision]) -> dict[UUID | None, Mapping[UUID, bool]]:
    """Return for each who was removed from a group from which groups they are out by now."""
    return {one: out_of(one) for one in {row.about_id for row in rows if _keeps_out(row)} if one}


def _keeps_out(row: Decision) -> bool:
    return row.act == Act.REMOVE and row.reach == Reach.GROUP and row.state == DecisionState.IN_FORCE


def for_good_by_now(row: Decision, out: Mapping[UUID | None, Mapping[UUID, bool]]) -> bool | None:
    """Tell whether a removal that was done holds for good by now; None where somebody is back, or gone."""
    if row.reach == Reach.INSTANCE:
        return True if row.state == DecisionState.IN_FORCE else None
    there = out.get(row.about_id, {}) if _keeps_out(row) else {}
    return there.get(row.community) if row.community else None


def _is_only_proposed(row: Decision) -> bool:
    return row.act == Act.REMOVE and row.state in (DecisionState.PROPOSED, DecisionState.DROPPED)


def packed_why(asked_again: str, why: str) -> str:
    """Return what a removal keeps that was not done: whether they could have asked to come back, and why it was not."""
    return asked_again.partition(WHY)[0] + WHY + why


def why_not(rows: Sequence[Decision]) -> list[str]:
    """Return of each why whoever was asked did not agree to it; '' of all others, and where they did not say."""
    dropped = [row.memo_sealed if row.state == DecisionState.DROPPED else None for row in rows]
    return [(memo or "").partition(WHY)[2] for memo in unseal_all(dropped, what=MEMO)]


def came_with(memo: str) -> UUID | None:
    """Return with which decision came what this undoes; None unless it hid all that somebody wrote lately."""
    return UUID(json.loads(memo.removeprefix(LATELY))["of"]) if memo.startswith(LATELY) else None


def hidden_with(rows: Sequence[Decision]) -> dict[UUID, UUID]:
    """Return of each of these by which decision, as long as it holds, what somebody wrote lately is hidden with it."""
    hiding = Decision.objects.filter(act=Act.HIDE, state=DecisionState.IN_FORCE)
    found = list(hiding.filter(case__in={row.case_id for row in rows})) if rows else []
    memos = unseal_all([row.memo_sealed for row in found], what=MEMO)
    came = {came_with(memo or ""): row.id for row, memo in zip(found, memos, strict=True)}
    return {row.id: came[row.id] for row in rows if row.id in came}


def done_each(rows: Sequence[Decision], *, now: datetime) -> list[str]:
    """Say of each decision in one plain sentence what was done, as it stands by now; of a removal, what it does."""
    memos = unseal_all([row.memo_sealed if row.act == Act.HIDE else None for row in rows], what=MEMO)
    return [
        done_words(row, act, is_lately=(memo or "").startswith(LATELY), now=now)
        for row, act, memo in zip(rows, acts_of(rows), memos, strict=True)
    ]
