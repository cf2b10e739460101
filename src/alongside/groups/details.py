"""What services are handed: a group as somebody describes it, and somebody as they come in."""

from dataclasses import dataclass
from datetime import datetime

from alongside.groups.calling.quiet import USUAL_DAYS
from alongside.groups.unanswered.turns import TARGET_HOURS


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """A group in the words of its host. `kind` and `openness` are values of their enums, `languages` are codes.

    `answer_hours` is one of `unanswered.TARGETS`, `quiet_days` of `calling.QUIET_DAYS`.
    `milestone_words`: how its members say what they reached; none are those for its kind.
    """

    name: str
    purpose: str
    agreements: str
    kind: str
    openness: str
    languages: tuple[str, ...]
    answer_hours: int = TARGET_HOURS
    quiet_days: int = USUAL_DAYS
    milestone_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody who comes in: what they want to be called, and which wording of the agreements they have read.

    `word` is what they say to those who let people in, where one asks.
    """

    alias: str
    read: datetime
    word: str = ""
