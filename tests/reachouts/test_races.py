"""What happens at the same moment: whoever comes second waits for the first, is told so, and nothing happens twice.

Each race is run again and again in threads that start together; afterwards `network` looks at every table. A deadlock
would come out as an OperationalError of one of them.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.circles.offers import Level
from alongside.circles.sealing import NAME
from alongside.kernel import due
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from alongside.kernel.sealed import seal
from alongside.notifications.models import Delivery
from alongside.reachouts import policies, services
from alongside.reachouts.models import FollowUp, Notification, ReachOut
from tests.conftest import MakePerson
from tests.reachouts import network
from tests.reachouts.conftest import give_device

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8
DEADLINE = 60.0  # seconds; a thread that takes longer hangs
REACH_OUT = next(kind for kind in due.kinds() if kind.name == "reach-out")
Outcome = object | BaseException


def at_once(*calls: Callable[[], object]) -> list[Outcome]:
    """Make all calls at the same moment, each in a thread; return what each returned, or raised."""
    start = threading.Barrier(len(calls))
    outcomes: list[Outcome] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            start.wait(DEADLINE)
            outcomes[place] = calls[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
        assert not thread.is_alive(), "somebody waits for ever"
    unexpected = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, EXPECTED)]
    assert not unexpected
    return outcomes


EXPECTED = (Conflict, NotFound, NotAllowed)


def refused(outcomes: list[Outcome]) -> list[type]:
    """Which refusals came out."""
    return [type(one) for one in outcomes if isinstance(one, Exception)]


@dataclass
class Circle:
    """An owner with supporters; `row` is their open reach-out, if they have one."""

    owner: Person
    people: dict[str, Person]
    now: datetime
    row: ReachOut | None = None

    def reach_out(self, level: Level = Level.TALK, key: str = "") -> ReachOut:
        asking = services.Asking(level=level, request_key=key or uuid4().hex)
        return services.reach_out(owner_id=self.owner.id, asking=asking, now=self.now)

    def asked(self, alias: str) -> Notification:
        """Their newest notification, as their page loads it."""
        return (
            policies.visible_notifications(self.people[alias])
            .select_related("reach_out__owner", "supporter__person", "tie", "wave")
            .latest("created_at")
        )

    def answer(self, alias: str) -> Callable[[], object]:
        one = self.asked(alias)
        return lambda: services.answer(notification=one, now=self.now)

    def decline(self, alias: str) -> Callable[[], object]:
        one = self.asked(alias)
        return lambda: services.decline(notification=one, now=self.now)

    def step(self, seconds: int = 600) -> Callable[[], object]:
        return lambda: due.step_due(REACH_OUT, now=self.now + timedelta(seconds=seconds))

    def tie_to(self, alias: str) -> Tie:
        return Tie.objects.select_related("supporter__person").get(
            owner=self.owner, supporter__person=self.people[alias]
        )

    def state(self) -> str:
        self.row = ReachOut.objects.filter(owner=self.owner).latest("created_at")
        return self.row.state


@pytest.fixture
def circles_of_five(make_person: MakePerson, now: datetime, settings: Settings) -> Iterator[Callable[[], Circle]]:
    """Make an owner with Ann and Ben (asked first), Cleo, Dan and Eve; afterwards look at every table."""
    settings.EMAIL_URL = None
    made = 0

    def make(names: tuple[str, ...] = ("Ann", "Ben", "Cleo", "Dan", "Eve")) -> Circle:
        nonlocal made
        made += 1
        owner = make_person(f"Ona {made} Madeup")
        give_device(owner, now)
        people = {name: make_person(f"{name} {made} Madeup") for name in names}
        for name, person in people.items():
            give_device(person, now)
            supporter = Supporter.objects.create(person=person, created_at=now)
            Tie.objects.create(
                created_at=now,
                owner=owner,
                supporter=supporter,
                state="accepted",
                relation="friend",
                ring=1 if name in ("Ann", "Ben") else 2,
                name_sealed=seal(owner.data_key_id, name, what=NAME),
            )
        return Circle(owner, people, now)

    yield make
    network.check_everything(latest=now + timedelta(minutes=10))


Make = Callable[..., Circle]


def test_of_two_who_answer_at_once_one_is_with_them_and_the_other_is_told(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        circle.reach_out()
        outcomes = at_once(circle.answer("Ann"), circle.answer("Ben"))
        assert refused(outcomes) == [Conflict]
        winner = next(one for one in outcomes if isinstance(one, ReachOut))
        assert ReachOut.objects.get(owner=circle.owner).answered_by_id == winner.answered_by_id
        assert Delivery.objects.filter(key__startswith=f"answered:{winner.id}").count() == 1


def test_one_who_answers_twice_at_once_answers_once(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()
        assert refused(at_once(circle.answer("Ann"), circle.answer("Ann"), circle.answer("Ann"))) == []
        assert Delivery.objects.filter(key__startswith=f"answered:{row.id}").count() == 1
        assert FollowUp.objects.filter(reach_out=row).count() == 1


def test_an_answer_and_the_next_wave_meet(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()
        assert refused(at_once(circle.answer("Ann"), circle.step())) == []
        assert circle.state() == "answered"
        # Whichever came first: those the second wave may have asked are told that it is taken care of.
        second = Notification.objects.filter(reach_out=row, supporter__person=circle.people["Cleo"])
        told = Delivery.objects.filter(person=circle.people["Cleo"], text="reach-out.taken-care-of")
        assert told.count() == second.count()


def test_an_answer_and_calling_off_meet(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()

        def call_off(circle: Circle = circle, row: ReachOut = row) -> object:
            return services.cancel(reach_out_id=row.id, actor=circle.owner, now=circle.now)

        outcomes = at_once(circle.answer("Ann"), call_off)
        assert refused(outcomes) == [Conflict]
        assert circle.state() == ("answered" if isinstance(outcomes[0], ReachOut) else "cancelled")


def test_the_last_two_decline_at_once_and_the_next_wave_starts_once(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()
        assert refused(at_once(circle.decline("Ann"), circle.decline("Ben"), circle.step(599))) == []
        assert row.waves.exclude(started_at=None).count() == 2
        assert Notification.objects.filter(reach_out=row).count() == 5


def test_the_last_decline_and_the_timer_start_the_next_wave_once(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()
        circle.decline("Ann")()
        circle.now += timedelta(minutes=10)  # all three at the moment the wait is over
        at_once(circle.decline("Ben"), circle.step(0), circle.step(0))
        assert row.waves.exclude(started_at=None).count() == 2
        assert circle.state() == "open"


def test_the_same_form_sent_several_times_at_once_is_one_reach_out(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        outcomes = at_once(*[partial(circle.reach_out, key="the form's")] * 4)
        assert refused(outcomes) == []
        assert len({one.id for one in outcomes if isinstance(one, ReachOut)}) == 1
        assert Notification.objects.filter(reach_out__owner=circle.owner).count() == 2


def test_raising_the_level_at_once_leaves_one_open(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        circle.reach_out()
        outcomes = at_once(*[partial(circle.reach_out, level) for level in Level])
        assert refused(outcomes) == []
        under_way = ReachOut.objects.get(owner=circle.owner, ended_at=None)
        assert (under_way.level, under_way.state) == ("urgent", "open")


def test_several_workers_start_each_wave_once(circles_of_five: Make) -> None:
    made = [circles_of_five() for _ in range(12)]
    for circle in made:
        circle.reach_out()
    steps = at_once(*[made[0].step() for _ in range(4)])
    assert refused(steps) == []
    assert due.step_due(REACH_OUT, now=made[0].now + timedelta(minutes=10)) == 0
    assert sum(one for one in steps if isinstance(one, int)) == 12
    for circle in made:
        assert Notification.objects.filter(reach_out__owner=circle.owner).count() == 5


def test_a_tie_removed_while_its_supporter_answers(circles_of_five: Make) -> None:
    """Either they came too late; or they were with the owner for a moment, and the others are asked again."""
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row, tie = circle.reach_out(), circle.tie_to("Ann")

        def remove(circle: Circle = circle, tie: Tie = tie) -> object:
            return circles.remove_tie(actor=circle.owner, tie_id=tie.id, now=circle.now)

        outcomes = at_once(circle.answer("Ann"), remove, circle.step())
        assert refused(outcomes) in ([], [NotFound])
        assert circle.state() == "open"
        assert not Delivery.objects.filter(person=circle.people["Ann"], state="waiting").exists()
        assert not row.waves.filter(started_at=None).filter(number=1).exists()


def test_everybody_leaves_while_the_next_wave_starts(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        circle.reach_out()

        def leave(name: str, circle: Circle = circle) -> Callable[[], object]:
            actor, tie = circle.people[name], circle.tie_to(name)
            return lambda: circles.leave_tie(actor=actor, tie_id=tie.id, now=circle.now)

        assert refused(at_once(*map(leave, circle.people), circle.step())) == []
        assert circle.state() == "unanswered"
        asked = Delivery.objects.filter(person__in=circle.people.values(), text="reach-out.asked")
        assert not asked.filter(state="waiting").exists()


@pytest.mark.parametrize("who", ["Ann", "Ben"])
def test_an_account_is_erased_while_it_answers(circles_of_five: Make, who: str) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        circle.reach_out()

        def erase(circle: Circle = circle) -> object:
            return erase_person(actor=circle.people[who], now=circle.now)

        at_once(circle.answer(who), erase, circle.step())
        assert not Person.objects.filter(id=circle.people[who].id).exists()
        assert circle.state() == "open"


def test_an_account_is_erased_while_its_wave_starts(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        row = circle.reach_out()

        def erase(circle: Circle = circle) -> object:
            return erase_person(actor=circle.people["Cleo"], now=circle.now)

        at_once(circle.step(), erase, circle.decline("Ann"))
        circle.step()()  # as the worker does, who steps over a row that somebody else has in hand
        assert not Person.objects.filter(id=circle.people["Cleo"].id).exists()
        assert circle.state() == "open"
        assert row.waves.exclude(started_at=None).count() == 2


def test_the_owner_is_erased_while_somebody_answers_and_the_engine_runs(circles_of_five: Make) -> None:
    for _ in range(ROUNDS):
        circle = circles_of_five()
        circle.reach_out()

        def erase(circle: Circle = circle) -> object:
            return erase_person(actor=circle.owner, now=circle.now)

        assert set(refused(at_once(circle.answer("Ann"), erase, circle.step(), circle.decline("Ben")))) <= {NotFound}
        assert not Person.objects.filter(id=circle.owner.id).exists()
        assert not ReachOut.objects.filter(owner=circle.owner).exists()
        assert not Delivery.objects.filter(about=circle.owner).exists()
