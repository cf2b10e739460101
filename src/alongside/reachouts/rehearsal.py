"""A rehearsed reach-out: whom it would ask, in which order and when, from the same plan as a real one.

Everything here only reads. Nothing of a rehearsal is kept but that there was one, and nobody is told anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, ngettext

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import offers
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import is_place, visible_ties
from alongside.kernel import events
from alongside.reachouts import waves
from alongside.reachouts.events import Rehearsed
from alongside.reachouts.records import records_of
from alongside.reachouts.waving import can_be_told, listeners_on_call, wave_settings


@dataclass(frozen=True, slots=True)
class RehearsedPerson:
    """Somebody a real reach-out would ask, by the owner's name for them.

    `by_hand`: they gave no address, so the owner passes a link on to them.
    """

    name: str
    by_hand: bool

    @property
    def words(self) -> str:
        """Say what is special about asking them."""
        return gettext("You get a link to pass on to them") if self.by_hand else ""


@dataclass(frozen=True, slots=True)
class RehearsedWave:
    """People who would be asked together, that long after the beginning, if nobody has answered by then."""

    after: timedelta
    people: tuple[RehearsedPerson, ...]

    @property
    def when(self) -> str:
        """Say when they would be asked."""
        return after_words(self.after)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a reach-out of this moment would do.

    `listeners` are on call now and would be asked after `listeners_after`; at `said_plainly_after` the page says that
    nobody came. `not_now` are with the owner but would not be asked at this moment, without a reason: it may be theirs
    to tell. `once_yes` are named or invited.
    """

    waves: tuple[RehearsedWave, ...]
    listeners: int
    listeners_after: timedelta
    said_plainly_after: timedelta
    not_now: tuple[str, ...]
    once_yes: tuple[str, ...]

    @property
    def listeners_when(self) -> str:
        """Say when the listeners on call would be asked."""
        return after_words(self.listeners_after)

    @property
    def said_plainly_when(self) -> str:
        """Say when the page would say that nobody came."""
        return after_words(self.said_plainly_after)

    @property
    def first(self) -> str | None:
        """Return who might answer first, None when there is nobody to ask."""
        return self.waves[0].people[0].name if self.waves else None


# Who is asked through another tie is named there; a stance is not for whoever looks over somebody's shoulder.
UNSAID = frozenset({waves.Reason.ANOTHER_TIE, waves.Reason.UNDERMINES})


def after_words(after: timedelta) -> str:
    """Say how long after the beginning something happens, as a heading."""
    if not after:
        return gettext("At once")
    minutes = round(after / timedelta(minutes=1))
    if not minutes:
        return gettext("A moment later")
    return ngettext("After %(count)d minute", "After %(count)d minutes", minutes) % {"count": minutes}


def rehearsed(owner: Person, level: offers.Level, wanted: offers.Support | None, *, now: datetime) -> Rehearsal:
    """Plan a reach-out of this moment as `services.reach_out` would, and keep nothing of it."""
    settings = wave_settings()
    ties = accepted_ties(owner.id)
    records = records_of([tie.supporter_id for tie in ties if tie.supporter_id], owner_id=owner.id, now=now)
    plan = waves.plan(level, wanted, [_without_load(one) for one in candidates_of(ties, records)], now, settings)
    by_id = {tie.id: tie for tie in ties}
    names = names_of([*ties, *(unanswered := _unanswered(owner))])
    asked, listeners_after = _timed(plan.waves, by_id, names)
    planned = [tie_id for wave in plan.waves for tie_id in wave.members]
    listeners = listeners_on_call(owner.id, now).exclude(ties__in=planned).count()
    return Rehearsal(
        waves=asked,
        listeners=listeners,
        listeners_after=listeners_after,
        said_plainly_after=listeners_after + (settings.waits[level] if listeners else timedelta()),
        not_now=tuple(names[left.tie_id] for left in plan.left_out if left.reason not in UNSAID),
        once_yes=tuple(names[tie.id] for tie in unanswered),
    )


def _without_load(candidate: offers.Candidate) -> offers.Candidate:
    """Leave out what a supporter carries for others: it is theirs to know, and a rehearsal costs nothing to repeat."""
    return replace(candidate, weekly_capacity=None, load=0, quiet=None)


def _unanswered(owner: Person) -> list[Tie]:
    """Return the people of a circle who have not said yes yet."""
    ties = visible_ties(owner).filter(state__in=[TieState.NAMED, TieState.INVITED]).order_by("created_at", "id")
    return [tie for tie in ties if not is_place(tie)]


def _timed(
    planned: Sequence[waves.Wave], ties: Mapping[UUID, Tie], names: Mapping[UUID, str]
) -> tuple[tuple[RehearsedWave, ...], timedelta]:
    """Say when each wave would begin, and what follows the last; one that we can tell nobody of gives way at once."""
    asked, after = [], timedelta()
    for wave in planned:
        people = tuple(RehearsedPerson(names[tie_id], not can_be_told(ties[tie_id])) for tie_id in wave.members)
        asked.append(RehearsedWave(after, people))
        after += timedelta() if all(person.by_hand for person in people) else wave.wait
    return tuple(asked), after


@transaction.atomic
def end_rehearsal(*, actor: Person, now: datetime) -> None:
    """Note that the actor has rehearsed reaching out; nothing else is kept of it."""
    record("reach-out.rehearsed", actor=actor.id, about=actor.id, now=now)
    events.publish(Rehearsed(person_id=actor.id, at=now))
