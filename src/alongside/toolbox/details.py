"""What services of the toolbox take, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in: answers by field, as a form has them; only these fields are written.

    `once` makes a form that is sent twice one sheet. `is_at_hand` None leaves that as it is. With `minutes` an urge is
    waited out for so long.
    """

    said: Mapping[str, object] = field(default_factory=dict)
    once: str = ""
    is_at_hand: bool | None = None
    minutes: int | None = None
