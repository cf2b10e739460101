"""Reads shaped for the pages of questionnaires: a constant number of queries each.

What its person reads and what somebody reads with whom the numbers are shared are different types: the second holds no
answer and no id.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.enums import Relation, TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor, visible_ties
from alongside.instruments.catalogue import instruments
from alongside.instruments.models import Result, Share
from alongside.instruments.policies import visible_own_shares, visible_results, visible_rhythms, visible_shares
from alongside.instruments.scoring import (
    Answers,
    Band,
    Change,
    Instrument,
    Item,
    Option,
    Scale,
    Talk,
    change_of,
    leads_to_help,
)
from alongside.instruments.sealing import ANSWERS
from alongside.kernel.sealed import unseal_all


@dataclass(frozen=True, slots=True)
class Score:
    """One number of a result, None where an answer it needs was left open."""

    scale: Scale
    number: float | None

    @property
    def band(self) -> Band | None:
        """Return what is known about such a number."""
        return self.scale.band(self.number)

    @property
    def advice(self) -> Talk | None:
        """Return what the makers advise for such a number."""
        return self.scale.advises(self.number)


@dataclass(frozen=True, slots=True)
class ResultView:
    """One result as its person reads it."""

    id: UUID
    at: datetime
    instrument: Instrument
    answers: Answers

    @property
    def scores(self) -> tuple[Score, ...]:
        """Return its numbers."""
        return tuple(Score(scale, scale.number(self.answers)) for scale in self.instrument.scales)

    @property
    def has_open(self) -> bool:
        """Tell whether a number is missing."""
        return any(score.number is None for score in self.scores)

    @property
    def leads_to_help(self) -> bool:
        """Tell whether an answer leads to help first."""
        return leads_to_help(self.instrument, self.answers)

    @property
    def advice(self) -> tuple[Talk, ...]:
        """Return what the makers advise for its numbers, each sentence once."""
        return tuple({one.words["en"]: one for score in self.scores if (one := score.advice)}.values())

    @property
    def said(self) -> list[tuple[Item, Option | None]]:
        """Return each question with what was answered."""
        given = ((item, self.answers[item.key]) for item in self.instrument.items)
        return [(item, next((one for one in item.options if one.value == value), None)) for item, value in given]


def views_of(rows: Iterable[Result]) -> tuple[ResultView, ...]:
    """Return results whose person has been looked after already, in their order; of questionnaires that are here."""
    here = instruments()
    found = [row for row in rows if row.instrument in here]
    texts = unseal_all([row.answers_sealed for row in found], what=ANSWERS)
    return tuple(
        ResultView(row.id, row.created_at, here[row.instrument], _complete(here[row.instrument], json.loads(text)))
        for row, text in zip(found, texts, strict=True)
        if text is not None
    )


def _complete(instrument: Instrument, answers: Answers) -> Answers:
    """Return the answers as the file of today asks for them: a question that is new in it was left open."""
    return {item.key: value if (value := answers.get(item.key)) in item.values else None for item in instrument.items}


def results_of(person: Person, key: str) -> tuple[ResultView, ...]:
    """Return a person's own results of one questionnaire, newest first: two queries."""
    return views_of(visible_results(person).filter(instrument=key).order_by("-created_at", "-id"))


def latest_results(person: Person) -> dict[str, ResultView]:
    """Return a person's newest result of each questionnaire, by key: two queries."""
    rows = visible_results(person).order_by("instrument", "-created_at", "-id").distinct("instrument")
    return {view.instrument.key: view for view in views_of(rows)}


def keys_gone(person: Person) -> int:
    """Return of how many questionnaires that are not here any more the person has results."""
    return visible_results(person).exclude(instrument__in=instruments()).values("instrument").distinct().count()


@dataclass(frozen=True, slots=True)
class Compared:
    """A number, the one before it, and how they differ."""

    score: Score
    before_at: datetime
    change: Change


def compared(view: ResultView, earlier: Iterable[ResultView]) -> tuple[Compared, ...]:
    """Return how each number differs from the last one before it; nothing where there is none."""
    before = sorted((one for one in earlier if one.at < view.at), key=lambda one: one.at, reverse=True)
    return tuple(found for place, score in enumerate(view.scores) if (found := _compared(place, score, before)))


def _compared(place: int, score: Score, before: Iterable[ResultView]) -> Compared | None:
    for one in before:
        number = one.scores[place].number
        if score.number is not None and number is not None:
            return Compared(score, one.at, change_of(score.scale, number, score.number))
    return None


def readers_of(person: Person, key: str) -> dict[UUID, str]:
    """Return who may read the person's numbers of a questionnaire, by tie id, as they call them."""
    ids = visible_own_shares(person).filter(instrument=key).values("tie")
    names = names_of(visible_ties(person).filter(id__in=ids))
    return dict(sorted(names.items(), key=lambda one: one[1].casefold()))


def professionals_of(person: Person) -> list[str]:
    """Return which professionals are in the person's circle, as they call them: two queries."""
    ties = visible_ties(person).filter(relation=Relation.PROFESSIONAL).exclude(state=TieState.ENDED)
    return sorted(names_of(ties).values(), key=str.casefold)


def asked_again(person: Person) -> tuple[Instrument, ...]:
    """Return the questionnaires that the person wanted to take again about now: one query."""
    here = instruments()
    keys = visible_rhythms(person).filter(asked_at__isnull=False).values_list("instrument", flat=True)
    return tuple(here[key] for key in here if key in set(keys))


@dataclass(frozen=True, slots=True)
class SharedInstrument:
    """The numbers of one questionnaire as somebody reads them: for each day, newest first, one per scale."""

    instrument: Instrument
    lines: tuple[tuple[datetime, tuple[Score, ...]], ...]


def shared_through(tie: Tie) -> tuple[SharedInstrument, ...]:
    """Return the numbers that the owner of an accepted tie shares with its supporter: three queries."""
    keys = set(Share.objects.filter(tie=tie).values_list("instrument", flat=True))
    rows = visible_results(tie.owner).filter(instrument__in=keys).order_by("-created_at", "-id")
    views = views_of(rows)
    return tuple(
        SharedInstrument(one, tuple((view.at, view.scores) for view in views if view.instrument.key == one.key))
        for one in instruments().values()
        if one.key in keys
    )


def sharing_with(actor: SupportingActor) -> tuple[tuple[UUID, str], ...]:
    """Return the ties through which the actor may read numbers, with the alias of whom they support: one query."""
    rows = visible_shares(actor).filter(instrument__in=instruments())
    found = rows.values_list("tie_id", "tie__owner__alias").distinct()
    return tuple(sorted(found, key=lambda row: (row[1].casefold(), row[0])))
