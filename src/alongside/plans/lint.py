"""What a plan still lacks, so that it holds in the hour it is for (pure).

A safety plan helps more when it names somebody to ask, who knows of it and can be rung; about a third name nobody. Each
rule is one finding with the step it is about, and `wording` says it in a sentence with what to do. None of them keeps
anybody from using the plan as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from alongside.plans.steps import PlanKind, Step


class Standing(StrEnum):
    """How somebody who is named stands to the plan's owner."""

    WITH_THEM = "with them"
    ASKED = "asked"
    NOT_ASKED = "not asked"
    GONE = "gone"
    IN_WORDS = "in words"


class Rule(StrEnum):
    """What may be missing."""

    NOBODY_TO_ASK = "nobody to ask"
    ONLY_ONE = "only one"
    NOT_CONFIRMED = "not confirmed"
    NEVER_ACCEPTED = "never accepted"
    NO_NUMBER = "no number"
    NOTHING_SAFER = "nothing safer"
    TOO_OLD = "too old"


# A plan is looked at again after so long: a hard hour finds what is written, not what has changed since.
HOLDS_FOR = {PlanKind.SAFETY: timedelta(days=90), PlanKind.STAYING_WELL: timedelta(days=180)}
BY_STANDING = {
    Standing.ASKED: Rule.NOT_CONFIRMED,
    Standing.NOT_ASKED: Rule.NEVER_ACCEPTED,
    Standing.GONE: Rule.NEVER_ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something in a step: a name as its owner wrote it, how they stand, whether there is a number."""

    name: str
    standing: Standing = Standing.IN_WORDS
    has_number: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of a plan: what stands in which step, and when its owner last said that it holds."""

    kind: PlanKind
    steps: dict[Step, tuple[Named, ...]]
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule, in which step (None for the whole plan), and about whom ('' for nobody)."""

    rule: Rule
    step: Step | None = None
    name: str = ""


def findings(plan: Facts, *, now: datetime) -> tuple[Finding, ...]:
    """Return what a plan lacks, what matters most first."""
    found = _of_safety(plan) if plan.kind == PlanKind.SAFETY else ()
    return (*found, *_of_age(plan, now))


def is_too_old(kind: PlanKind, looked_at: datetime, *, now: datetime) -> bool:
    """Tell whether it is time to look at a plan again."""
    return now - looked_at > HOLDS_FOR[kind]


def _of_safety(plan: Facts) -> Iterator[Finding]:
    helpers = plan.steps.get(Step.HELPERS, ())
    yield from _of_number(helpers)
    yield from (finding for helper in helpers for finding in _of_helper(helper))
    if not plan.steps.get(Step.SAFER):
        yield Finding(Rule.NOTHING_SAFER, Step.SAFER)


def _of_number(helpers: tuple[Named, ...]) -> Iterator[Finding]:
    if not helpers:
        yield Finding(Rule.NOBODY_TO_ASK, Step.HELPERS)
    elif len(helpers) == 1:
        yield Finding(Rule.ONLY_ONE, Step.HELPERS, helpers[0].name)


def _of_helper(helper: Named) -> Iterator[Finding]:
    rule = BY_STANDING.get(helper.standing)
    if rule:
        yield Finding(rule, Step.HELPERS, helper.name)
    if not helper.has_number and helper.standing != Standing.GONE:
        yield Finding(Rule.NO_NUMBER, Step.HELPERS, helper.name)


def _of_age(plan: Facts, now: datetime) -> Iterable[Finding]:
    return (Finding(Rule.TOO_OLD),) if is_too_old(plan.kind, plan.looked_at, now=now) else ()
