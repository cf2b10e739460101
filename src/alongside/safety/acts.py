"""What was decided, in words that say how far it goes, as it stands by now."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from alongside.kernel.sealed import unseal_all
from alongside.safety.enums import ASKS_AGAIN, Act, DecisionState, Reach
from alongside.safety.models import Decision
from alongside.safety.reportable import out_of
from alongside.safety.sealing import MEMO
from alongside.safety.wording import act_words


def acts_of(rows: Sequence[Decision]) -> list[str]:
    """Say of each decision what it does and how far it goes, of a removal whether it is for good."""
    waits = [row.act == Act.REMOVE and row.state in (DecisionState.PROPOSED, DecisionState.DROPPED) for row in rows]
    memos = unseal_all(
        [row.memo_sealed if waiting else None for row, waiting in zip(rows, waits, strict=True)], what=MEMO
    )
    out = out_for(rows)
    return [
        act_words(
            Act(row.act),
            Reach(row.reach) if row.reach else None,
            for_good=memo != ASKS_AGAIN if waiting else for_good_by_now(row, out),
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
