"""A month of reach-outs among made-up people, planned and begun by `reachouts.waves` (pure: no database and no clock).

Everybody has a circle drawn from all, some people being known by many; hours, a capacity, and how likely they answer a
wave that asks them in their hours. Reach-outs come over 28 days and are played wave by wave in the order of time; each
later wave looks again at what its people carry by then.
Whether somebody would answer a certain reach-out is drawn from its number and theirs: two plans meet the same people.
"""

import heapq
import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.circles.offers import Candidate, Level, Stance, Support
from alongside.circles.week import hours_of_part
from alongside.reachouts.waves import Plan, WaveSettings, as_planned, look_again, plan

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 28
WEEK = timedelta(days=7)
ZONE = ZoneInfo("America/New_York")
# An evening, a whole waking day at weekends, office hours, any hour: as parts of a week of six hours each.
HOURS = (
    frozenset().union(*(hours_of_part(day * 4 + 3) for day in range(7))),
    frozenset().union(*(hours_of_part(day * 4 + part) for day in (5, 6) for part in (1, 2, 3))),
    frozenset().union(*(hours_of_part(day * 4 + part) for day in range(5) for part in (1, 2))),
    frozenset[int](),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who supports others: when, up to how many reach-outs in 7 days, and how likely they answer."""

    number: int
    hours: frozenset[int]
    capacity: int | None
    answers: float


@dataclass(frozen=True, slots=True)
class Community:
    """People, the circle of each (numbers of others, with their ring), and the moments somebody reaches out."""

    people: Sequence[Person]
    circles: Sequence[Sequence[tuple[int, int]]]
    reach_outs: Sequence[tuple[datetime, int, Level]]


@dataclass(slots=True)
class Month:
    """What became of a month.

    `over_...` counts who was asked beyond their capacity while another of the circle could have been:
    as the plan knew it, and as it was when the wave began.
    """

    asked: Counter[int] = field(default_factory=Counter)
    answered: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    over_when_planned: int = 0
    over_when_asked: int = 0
    most_in_a_week_beyond: int = 0

    def share_of_most(self, people: int) -> float:
        """Return which share of all answers came from the so many people who gave most."""
        return sum(count for _, count in self.answered.most_common(people)) / max(self.answered.total(), 1)


@dataclass(slots=True)
class _Running:
    """A reach-out under way: its plan, and who of the circle has been asked."""

    number: int
    owner: int
    level: Level
    plan: Plan
    by_tie: dict[UUID, Candidate]
    waiting: deque[Sequence[UUID]]
    planned: set[UUID] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)


def draw_community(people: int, *, seed: int) -> Community:
    """Draw a community; the same seed draws the same."""
    draw = random.Random(seed)
    everybody = [
        Person(number, draw.choice(HOURS), draw.choice([None, 1, 2, 2, 3, 4]), draw.uniform(0.2, 0.8))
        for number in range(people)
    ]
    known = [draw.paretovariate(2) for _ in everybody]
    circles = [_circle(owner, known, draw) for owner in range(people)]
    often = [draw.expovariate(1 / 0.7) for _ in everybody]  # reach-outs a week; a few people need much
    return Community(everybody, circles, sorted(_reach_outs(often, draw), key=lambda one: one[:2]))


def _circle(owner: int, known: Sequence[float], draw: random.Random) -> list[tuple[int, int]]:
    size = draw.randint(3, 8)
    drawn = dict.fromkeys(draw.choices(range(len(known)), known, k=size * 3))
    drawn.pop(owner, None)
    return [(number, draw.randint(1, 3)) for number in list(drawn)[:size]]


def _reach_outs(often: Sequence[float], draw: random.Random) -> Iterator[tuple[datetime, int, Level]]:
    for owner, rate in enumerate(often):
        at = BEGIN + timedelta(days=draw.expovariate(rate / 7))
        while at < BEGIN + timedelta(days=DAYS):
            yield at, owner, draw.choices(list(Level), [6, 3, 1])[0]
            at += timedelta(hours=2, days=draw.expovariate(rate / 7))


class Simulation:
    """Plays one month. With `with_load` False, load and capacity are hidden from the plan, and from it alone."""

    def __init__(self, community: Community, *, seed: int, with_load: bool) -> None:
        """Set up before the first reach-out."""
        self.month = Month()
        self._community = community
        self._seed = seed
        self._with_load = with_load
        self._settings = WaveSettings()
        self._lately: defaultdict[int, deque[datetime]] = defaultdict(deque)
        self._asking: Counter[int] = Counter()
        self._history: Counter[tuple[int, int, bool]] = Counter()
        self._last: dict[tuple[int, int], datetime] = {}

    def play(self) -> Month:
        """Go through all reach-outs, and their waves, in the order of time."""
        events: list[tuple[datetime, int, int, _Running | None]] = []
        for number, (at, _, _) in enumerate(self._community.reach_outs):
            heapq.heappush(events, (at, number, -1, None))
        while events:
            at, number, step, running = heapq.heappop(events)
            one = running or self._begin(number, at)
            after = self._wave(one, step + 1, at)
            if after:
                heapq.heappush(events, (after, number, step + 1, one))
        return self.month

    def _begin(self, number: int, at: datetime) -> _Running:
        _, owner, level = self._community.reach_outs[number]
        circle = self._circle(owner, at)
        made = plan(level, None, self._seen(circle), at, self._settings)
        by_tie = {one.tie_id: one for one in circle}
        running = _Running(number, owner, level, made, by_tie, deque(wave.members for wave in made.waves))
        running.planned.update(*running.waiting)
        self.month.over_when_planned += self._wrongly_early(running, at)
        return running

    def _wave(self, one: _Running, step: int, at: datetime) -> datetime | None:
        """Ask the members of a wave; return when the next begins, None when somebody answered or nobody is left."""
        if step:
            self._take_in_others(one, at)
        members: list[int] = []
        while one.waiting and not members:
            members = self._members(one, step, at)
        if not members:
            self._end(one, None, at)
            return None
        self.month.over_when_asked += self._wrongly_asked(one, members, at)
        for member in members:
            one.asked.add(member)
            self.month.asked[member] += 1
            self._asking[member] += 1
            self._history[one.owner, member, False] += 1
            self._last[one.owner, member] = at
        answering = [member for member in members if self._would_answer(one, member, at)]
        if answering:
            self._end(one, min(answering, key=lambda member: self._draw(one, member, "when")), at)
            return None
        return at + self._settings.waits[one.level]

    def _members(self, one: _Running, step: int, at: datetime) -> list[int]:
        """Return whom the next wave asks, none when it gives way to the one after it."""
        circle = self._seen(self._circle(one.owner, at))
        look = look_again(one.level, circle, at) if step else as_planned(one.by_tie)
        wave = one.waiting.popleft()
        members, put_off = look.begin(wave, [tie for later in one.waiting for tie in later])
        one.waiting.extend([put_off] if put_off else [])
        return [one.by_tie[tie].supporter_id.int for tie in members]

    def _end(self, one: _Running, helper: int | None, at: datetime) -> None:
        for member in one.asked:
            self._asking[member] -= 1
        if helper is None:
            self.month.unanswered += 1
            return
        self.month.answered[helper] += 1
        self._history[one.owner, helper, True] += 1
        self._lately[helper].append(at)
        capacity = self._community.people[helper].capacity
        beyond = self._load(helper, at) - capacity if capacity is not None else 0
        self.month.most_in_a_week_beyond = max(self.month.most_in_a_week_beyond, beyond)

    def _load(self, number: int, at: datetime) -> int:
        lately = self._lately[number]
        while lately and lately[0] <= at - WEEK:
            lately.popleft()
        return len(lately) + self._asking[number]

    def _take_in_others(self, one: _Running, at: datetime) -> None:
        """Have those asked, after the others, who could not be when the plan was made."""
        others = [who for who in self._seen(self._circle(one.owner, at)) if who.tie_id not in one.planned]
        for wave in plan(one.level, None, others, at, self._settings).waves:
            one.waiting.append(wave.members)
            one.planned.update(wave.members)

    def _circle(self, owner: int, at: datetime) -> list[Candidate]:
        return [self._candidate(owner, one, ring, at) for one, ring in self._community.circles[owner]]

    def _seen(self, circle: Sequence[Candidate]) -> Sequence[Candidate]:
        return circle if self._with_load else [_unburdened(one) for one in circle]

    def _candidate(self, owner: int, number: int, ring: int, at: datetime) -> Candidate:
        person = self._community.people[number]
        return Candidate(
            supporter_id=UUID(int=number),
            tie_id=UUID(int=owner << 32 | number),
            ring=ring,
            gives=frozenset(Support),
            stance=Stance.SUPPORTS,
            hours=person.hours,
            zone=ZONE,
            wakes_at=None,
            quiet=None,
            breather_until=None,
            weekly_capacity=person.capacity,
            load=self._load(number, at),
            asked=self._history[owner, number, False],
            answered=self._history[owner, number, True],
            last_asked_at=self._last.get((owner, number)),
        )

    def _wrongly_early(self, one: _Running, at: datetime) -> int:
        """Count who is full and planned before, or together with, somebody who is not and could be asked then."""
        waves = {tie: wave.number for wave in one.plan.waves for tie in wave.members}
        if one.level is Level.URGENT:  # all at once: nothing is worse than nobody
            return 0
        free = [waves.get(tie, 99) for tie, who in one.by_tie.items() if _could_be_asked(who, at, one.level)]
        last = max(free, default=0)
        return sum(wave <= last for tie, wave in waves.items() if one.by_tie[tie].is_over_capacity)

    def _wrongly_asked(self, one: _Running, members: Sequence[int], at: datetime) -> int:
        """Count who is full by now and asked while somebody who is not has not been asked yet."""
        if one.level is Level.URGENT:
            return 0
        now = self._circle(one.owner, at)
        waiting = [
            who
            for who in now
            if who.supporter_id.int not in one.asked | set(members) and _could_be_asked(who, at, one.level)
        ]
        full = [who for who in now if who.supporter_id.int in members and who.is_over_capacity]
        return len(full) if waiting else 0

    def _would_answer(self, one: _Running, member: int, at: datetime) -> bool:
        person = self._community.people[member]
        awake = one.by_tie[UUID(int=one.owner << 32 | member)].is_reachable(at, one.level)
        return awake and self._draw(one, member, "whether") < person.answers

    def _draw(self, one: _Running, member: int, what: str) -> float:
        return random.Random(f"{self._seed} {one.number} {member} {what}").random()


def _unburdened(one: Candidate) -> Candidate:
    return replace(one, load=0, weekly_capacity=None)


def _could_be_asked(one: Candidate, at: datetime, level: Level) -> bool:
    return one.is_reachable(at, level) and not one.is_over_capacity
