"""A fire drill: made-up people reach out, real deliveries go out to a push service of our own, most are answered.

All of it happens in a scratch schema, with a worker inside this process. Other workers of the instance share nothing
with it but wake-ups, at which they find nothing to do.
"""

import queue
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from alongside.accounts.models import Person
from alongside.accounts.services import create_person
from alongside.circles import links, offers
from alongside.circles import services as circles
from alongside.circles.details import Offer, TieDetails
from alongside.circles.enums import Relation, Support
from alongside.config.rehearsal_push import RehearsalPush
from alongside.config.scratch import scratch_schema
from alongside.config.worker import Worker
from alongside.kernel.clock import current_time
from alongside.kernel.models import Heartbeat
from alongside.notifications.channels.webpush import topic
from alongside.notifications.models import Delivery
from alongside.notifications.services import subscribe_device
from alongside.reachouts import services
from alongside.reachouts.enums import State
from alongside.reachouts.models import Notification, ReachOut

NOTE = "This is a rehearsal. Nobody has to do anything."
TIES = 6
LEVELS = tuple(offers.Level)
UNANSWERED_ONE_IN = 5
PAUSE_SECONDS = 0.05
LONGEST_SECONDS = 60.0  # beyond the waits of all waves, which are short here


@dataclass(frozen=True, slots=True)
class Report:
    """How it went. Times are seconds from the press of the button, one for each reach-out that got so far."""

    people: int
    reachouts: int
    answered: int
    unanswered: int
    handed_over: Sequence[float]
    answers: Sequence[float]
    losses: Sequence[str]
    """A sentence for each thing that did not come out as it must."""


def rehearse(*, people: int, reachouts: int) -> Report:
    """Rehearse in a scratch schema with so many people, at most one reach-out each; the schema is dropped again."""
    with scratch_schema(), RehearsalPush() as push:
        made = _gather(people, push, now=current_time())
        drill = Drill(push)
        with _working():
            drill.run(made[:reachouts])
        return drill.report(people)


def _gather(count: int, push: RehearsalPush, *, now: datetime) -> list[Person]:
    """Make people, each with a device and ties to those who follow them in a circle."""
    people = [create_person(alias=f"Rehearsal {number}", now=now) for number in range(1, count + 1)]
    for person in people:
        subscribe_device(actor=person, subscription=push.subscribe(), device="rehearsal", now=now)
    for number, owner in enumerate(people):
        for step in range(1, min(TIES, count - 1) + 1):
            _tie(owner, people[(number + step) % count], now)
    return people


def _tie(owner: Person, member: Person, now: datetime) -> None:
    gives = (Support.EMOTIONAL.value,)
    details = TieDetails(name=member.alias, relation=Relation.PEER, gives=gives)
    tie = circles.name_tie(actor=owner, details=details, now=now)
    token = links.sign(circles.invite(actor=owner, tie_id=tie.id, now=now).id, salt=links.INVITATION)
    circles.accept_invitation(actor=member, token=token, offer=Offer(gives=gives), weekly_capacity=None, now=now)


@contextmanager
def _working() -> Iterator[None]:
    """Have a worker at work in this process, seen alive before anything is pressed."""
    worker = Worker(does_chores=False)
    thread = threading.Thread(target=worker.run, name="rehearsal worker")
    thread.start()
    try:
        while thread.is_alive() and not Heartbeat.objects.exists():
            time.sleep(PAUSE_SECONDS)
        yield
    finally:
        worker.stop()
        thread.join()


class Drill:
    """Presses, answers as messages arrive, and keeps the times."""

    def __init__(self, push: RehearsalPush) -> None:
        """Set up; nothing is pressed yet."""
        self._push = push
        self._pressed: dict[UUID, float] = {}
        self._to_be_answered: set[UUID] = set()
        self._handed_over: dict[UUID, float] = {}
        self._answered: dict[UUID, float] = {}
        self._asks: dict[str, Notification] = {}
        self._arrived: Counter[str] = Counter()

    def run(self, owners: Sequence[Person]) -> None:
        """Press for each of them, one after the other, and see everything through to its end."""
        for number, owner in enumerate(owners):
            self._press(number, owner)
            self._answer_for(PAUSE_SECONDS)
        deadline = time.monotonic() + LONGEST_SECONDS
        while not _is_over() and time.monotonic() < deadline:
            self._answer_for(PAUSE_SECONDS)
        self._answer_for(PAUSE_SECONDS)

    def _press(self, number: int, owner: Person) -> None:
        asking = services.Asking(level=LEVELS[number % len(LEVELS)], request_key=f"rehearsal-{number}", note=NOTE)
        pressed = current_time().timestamp()
        row = services.reach_out(owner_id=owner.id, asking=asking, now=current_time())
        self._pressed[row.id] = pressed
        if number % UNANSWERED_ONE_IN != UNANSWERED_ONE_IN - 1:
            self._to_be_answered.add(row.id)

    def _answer_for(self, seconds: float) -> None:
        """Take what arrives within so many seconds, and answer what is to be answered."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._take(*self._push.arrived.get(timeout=left))
            except queue.Empty:
                return

    def _take(self, arrived: str, at: float) -> None:
        self._arrived[arrived] += 1
        ask = self._ask_of(arrived)
        if ask is None or ask.reach_out_id not in self._pressed:
            return
        reach_out_id = ask.reach_out_id
        self._handed_over.setdefault(reach_out_id, at - self._pressed[reach_out_id])
        if reach_out_id in self._to_be_answered and reach_out_id not in self._answered:
            services.answer(notification=ask, now=current_time())
            self._answered[reach_out_id] = current_time().timestamp() - self._pressed[reach_out_id]

    def _ask_of(self, arrived: str) -> Notification | None:
        """Return which notification a message was; None for one that tells something else."""
        if arrived not in self._asks:
            rows = Notification.objects.select_related("reach_out__owner", "supporter__person", "tie")
            self._asks |= {topic(row.key): row for row in rows}
        return self._asks.get(arrived)

    def report(self, people: int) -> Report:
        """Compare what the database says with what was pressed and what arrived."""
        states = dict(ReachOut.objects.values_list("id", "state"))
        found = Counter(states.values())
        return Report(
            people=people,
            reachouts=len(self._pressed),
            answered=found[State.ANSWERED],
            unanswered=found[State.UNANSWERED],
            handed_over=sorted(self._handed_over.values()),
            answers=sorted(self._answered.values()),
            losses=[*self._wrong_ends(states), *self._wrong_deliveries()],
        )

    def _wrong_ends(self, states: dict[UUID, str]) -> Iterator[str]:
        for row_id in self._pressed:
            wanted = State.ANSWERED if row_id in self._to_be_answered else State.UNANSWERED
            if states.get(row_id) != wanted:
                yield f"A reach-out should be {wanted.value}, and is {states.get(row_id, 'gone')}."

    def _wrong_deliveries(self) -> Iterator[str]:
        for key, state in Delivery.objects.values_list("key", "state"):
            if state in ("waiting", "failed"):
                yield f"A delivery is {state}."
            elif state == "handed_over" and not self._arrived[topic(key)]:
                yield "A delivery is marked as handed over, and never arrived."
        for count in self._arrived.values():
            if count > 1:
                yield f"A message arrived {count} times."


def _is_over() -> bool:
    """Tell whether every reach-out has ended one way or another and nothing is on its way."""
    connection.close_if_unusable_or_obsolete()
    is_open = ReachOut.objects.filter(state=State.OPEN).exists()
    return not is_open and not Delivery.objects.filter(state="waiting").exists()
