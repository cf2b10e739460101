"""What services of medication take, as plain values."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class When:
    """The days and times of a medicine. `zone` None moves with the person when they travel.

    `again` is after how many minutes there is a second reminder, None for no second one.
    """

    times: tuple[time, ...]
    rule: str = "FREQ=DAILY"
    zone: str | None = None
    reminds: bool = True
    again: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A medicine as somebody writes it down; `when` None is one they take when they need it.

    With `is_private` nobody else ever sees it, whoever may see the log.
    """

    name: str
    how: str = ""
    when: When | None = None
    is_private: bool = False
