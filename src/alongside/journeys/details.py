"""What services take: a journey as its owner describes it, a setback as they tell it.

Each has a `checked_*` that returns it as it will be stored, or raises Invalid naming the field.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.circles.texts import checked_text
from alongside.journeys.enums import Custom, JourneyKind, customs_of
from alongside.journeys.milestones import MOST_ACTIONS
from alongside.journeys.models import OWN_MARKS
from alongside.kernel.errors import Invalid
from alongside.ui import phrases

TITLE_LENGTH = 80
WHY_LENGTH = 500
WORDS_LENGTH = 2000
MESSAGE_LENGTH = 500
KEY_LENGTH = 100
STEP_LENGTH = 120
MOST_STEPS = 12
# Nobody who is alive began before.
EARLIEST = date(1920, 1, 1)

NOT_TO_COME = _("Please choose today or a day before it.")
NOT_BEFORE = _("This day is before the journey began. Please choose a later one, or change the day it began first.")
ENDS_BEFORE = _("The last day cannot be before the first one. Please look at the two days again.")
NO_MARKS = _("Please choose the usual milestones, or write at least one of your own.")
TOO_MANY_MARKS = _("Please keep it to 20 milestones of your own, each from 1 to 100000.")


@dataclass(frozen=True, slots=True)
class JourneyDetails:
    """A journey as its owner describes it; `own_marks` in days or times, by what it counts."""

    kind: str
    title: str
    started_on: date
    custom: str
    own_marks: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetbackDetails:
    """A setback as its owner tells it; `told` are the ties that read `message` and the days, and nothing else.

    `key` names the form, so that one sent twice counts once.
    """

    first_day: date
    last_day: date
    key: str
    happened: str = ""
    helped: str = ""
    message: str = ""
    told: frozenset[UUID] = frozenset()


def checked_journey(details: JourneyDetails, *, today: date) -> JourneyDetails:
    """Return a journey as it will be stored; Invalid when it cannot be."""
    if details.kind not in JourneyKind.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="kind")
    if details.custom not in customs_of(JourneyKind(details.kind)):
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="custom")
    own = _checked_marks(details.own_marks)
    if details.custom == Custom.OWN and not own:
        raise Invalid(NO_MARKS, field="own_marks")
    if not EARLIEST <= details.started_on <= today:
        raise Invalid(NOT_TO_COME, field="started_on")
    return replace(
        details,
        title=checked_text(details.title, field="title", most=TITLE_LENGTH, required=True),
        why=checked_text(details.why, field="why", most=WHY_LENGTH),
        own_marks=own,
    )


def _checked_marks(own: Iterable[int]) -> tuple[int, ...]:
    kept = tuple(sorted(set(own)))
    if len(kept) > OWN_MARKS or any(not 1 <= mark <= MOST_ACTIONS for mark in kept):
        raise Invalid(TOO_MANY_MARKS, field="own_marks")
    return kept


def checked_setback(details: SetbackDetails, *, started: date, today: date) -> SetbackDetails:
    """Return a setback as it will be stored; Invalid when it cannot be."""
    if details.last_day > today:
        raise Invalid(NOT_TO_COME, field="last_day")
    if details.first_day > details.last_day:
        raise Invalid(ENDS_BEFORE, field="last_day")
    if details.first_day < started:
        raise Invalid(NOT_BEFORE, field="first_day")
    return replace(
        details,
        key=checked_key(details.key),
        happened=checked_text(details.happened, field="happened", most=WORDS_LENGTH),
        helped=checked_text(details.helped, field="helped", most=WORDS_LENGTH),
        message=checked_text(details.message, field="message", most=MESSAGE_LENGTH),
    )


def checked_key(key: str) -> str:
    """Return the key of a form; Invalid when it is none."""
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(phrases.FORM_LOST)
    return key
