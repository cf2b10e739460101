"""What the owner calls the people of their circle. For the owner's eyes alone."""

from collections.abc import Iterable
from uuid import UUID

from alongside.circles.models import Tie
from alongside.circles.sealing import NAME
from alongside.kernel.sealed import unseal_all


def names_of(ties: Iterable[Tie]) -> dict[UUID, str]:
    """Return the owner's name for each tie, by tie id, with one query; a tie that has ended has no name left."""
    rows = list(ties)
    texts = unseal_all([row.name_sealed for row in rows], what=NAME)
    return {row.id: text for row, text in zip(rows, texts, strict=True) if text}
