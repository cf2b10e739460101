"""Thanks as the two sides read them: what waits for a supporter to see, and whom an owner may want to thank.

Nowhere are they counted, and nobody but the two sees one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.helped import Helped, helped_lately
from alongside.circles.models import Thanks
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor, visible_thanks, visible_ties
from alongside.circles.sealing import THANKS
from alongside.kernel.sealed import unseal_all


@dataclass(frozen=True, slots=True)
class ThanksView:
    """A word of thanks as the supporter reads it."""

    id: UUID
    owner_alias: str
    words: str


@dataclass(frozen=True, slots=True)
class Thankable:
    """Somebody who helped, by the owner's name for them, and the key of a thank-you for it."""

    name: str
    tie_id: UUID
    key: str


def unseen_thanks(actor: SupportingActor) -> tuple[ThanksView, ...]:
    """Return the thanks the actor has not put away yet, oldest first: two queries, however many."""
    rows = list(visible_thanks(actor).filter(seen_at=None).select_related("tie__owner").order_by("created_at", "id"))
    texts = unseal_all([row.words_sealed for row in rows], what=THANKS)
    return tuple(
        ThanksView(row.id, row.tie.owner.alias, text) for row, text in zip(rows, texts, strict=True) if text is not None
    )


def to_thank(owner: Person, *, now: datetime) -> Thankable | None:
    """Return who helped the owner last and was neither thanked for it nor put away; None for nobody."""
    found = _unsettled(owner, helped_lately(owner, now=now))
    if found is None:
        return None
    ties = visible_ties(owner).filter(id=found.tie_id, state=TieState.ACCEPTED)
    name = names_of(ties).get(found.tie_id)
    return Thankable(name, found.tie_id, found.key) if name else None


def _unsettled(owner: Person, helped: Sequence[Helped]) -> Helped | None:
    if not helped:
        return None
    keys = [one.key for one in helped]
    settled = set(Thanks.objects.filter(tie__owner=owner, key__in=keys).values_list("key", flat=True))
    return next((one for one in helped if one.key not in settled), None)
