"""Somebody's own burnout checks, opened for their eyes alone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.burnout import Answers, is_high, score_of
from alongside.circles.models import BurnoutCheck
from alongside.circles.policies import visible_burnout_checks
from alongside.circles.sealing import BURNOUT
from alongside.kernel.sealed import unseal_all


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check: when, the answers in the order of the items, and the score; None when an answer was left open."""

    id: UUID
    at: datetime
    answers: Answers
    score: float | None

    @property
    def is_high(self) -> bool:
        """Tell whether the score is where many studies speak of being worn out."""
        return is_high(self.score)


def checks_of(person: Person) -> tuple[CheckView, ...]:
    """Return a person's own checks, newest first: two queries, however many."""
    return views_of(visible_burnout_checks(person).order_by("-created_at", "-id"))


def check_view(row: BurnoutCheck) -> CheckView:
    """Return one check, fetched through the policies."""
    return views_of([row])[0]


def views_of(rows: Iterable[BurnoutCheck]) -> tuple[CheckView, ...]:
    """Return checks whose person has been looked after already, in their order."""
    found = list(rows)
    texts = unseal_all([row.answers_sealed for row in found], what=BURNOUT)
    return tuple(_view(row, text) for row, text in zip(found, texts, strict=True) if text is not None)


def _view(row: BurnoutCheck, text: str) -> CheckView:
    answers: Answers = tuple(json.loads(text))
    return CheckView(row.id, row.created_at, answers, score_of(answers))
