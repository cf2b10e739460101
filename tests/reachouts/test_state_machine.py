"""Everything that can happen around reach-outs, in any order, with the promises checked after every step.

Hypothesis draws the steps: people reach out, answer, decline, leave, rest, are erased; the engine runs; channels take,
refuse or lose what they are given; the clock jumps, over nights on which it changes and a little backwards.
`HYPOTHESIS_PROFILE=long` looks much longer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.enums import Side
from alongside.circles.models import Supporter, Tie
from alongside.circles.offers import Level
from alongside.circles.sealing import NAME
from alongside.circles.terms import current_terms, offered_terms, zone_of
from alongside.kernel import due
from alongside.kernel.errors import AlongsideError, Conflict
from alongside.kernel.sealed import create_data_key, seal
from alongside.notifications.channels import Outcome, Result
from alongside.notifications.models import Delivery, EmailAddress, Preferences
from alongside.notifications.outbox import LEASE
from alongside.notifications.outcomes import Report, give_up, note_reports
from alongside.reachouts import policies, rota_services, services
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import FollowUp, Notification, ReachOut
from tests.circles.conftest import contact_token, token_of
from tests.reachouts import network
from tests.reachouts.conftest import give_device

LONG = hypothesis_settings.get_current_profile_name() == "long"
SETTINGS = hypothesis_settings(
    max_examples=400 if LONG else 16,
    stateful_step_count=60 if LONG else 25,
    # Making a failure smaller takes minutes: left to who hunts it.
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)

START = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
# Just before a clock changes: Berlin forward and back, New York forward and back, Lord Howe by half an hour.
NIGHTS = [
    datetime(2026, 3, 29, 0, 55, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 55, tzinfo=UTC),
    datetime(2026, 3, 8, 6, 55, tzinfo=UTC),
    datetime(2026, 11, 1, 5, 55, tzinfo=UTC),
    datetime(2026, 4, 4, 14, 55, tzinfo=UTC),
]
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Berlin", "UTC", "Asia/Kathmandu"]
ALIASES = ["Ona", "Oda", "Ann", "Ben", "Cleo", "Lis"]

owners = st.sampled_from(ALIASES[:3])
anybody = st.sampled_from(ALIASES)
levels = st.sampled_from(Level)
some = st.integers(0, 10_000)
outcomes = st.lists(st.sampled_from([Result.DELIVERED, *Result]), min_size=1, max_size=4)
hours = st.sampled_from([(), (), tuple(range(24)), tuple(range(60, 75)), (0, 1, 2, 143, 144, 145, 146)])
wakes = st.sampled_from([None, None, "urgent", "struggling", "talk"])
capacities = st.sampled_from([None, None, 0, 1, 2])
bounds = st.fixed_dictionaries(
    {
        "most_a_week": st.sampled_from([None, 1, 2]),
        "from_level": st.sampled_from([None, None, *Level]),
        "until": st.sampled_from([None, None, timedelta(days=1), timedelta(days=3)]),
    }
)
stances = st.sampled_from(["supports", "supports", "supports", "mixed", "undermines"])


class Network(RuleBasedStateMachine):
    """A few people who stand by each other; every rule is something that somebody does."""

    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.now = self.latest = START
        self.people: dict[str, Person] = {}
        self.seen: set[UUID] = set()
        self.helper: dict[UUID, UUID] = {}
        self.ended: dict[UUID, int] = {}
        self.followed_up: dict[UUID, datetime] = {}

    def teardown(self) -> None:
        try:
            self._everything_settles()
        finally:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)

    @initialize(hours=hours, wakes=wakes, level=levels)
    def people_meet(self, hours: tuple[int, ...], wakes: str | None, level: Level) -> None:
        for place, alias in enumerate(ALIASES):
            self.people[alias] = self._join(alias, ZONES[place])
        for alias in ("Ann", "Ben", "Cleo"):
            if alias == "Cleo":
                self._tie("Ona", alias, ring=3, gives=["practical"], hours=list(hours), wakes_at=wakes)
            else:
                self._tie("Ona", alias, ring=1, gives=["emotional"])
        self._tie("Oda", "Ona", ring=2)
        self._tie("Oda", "Ann", ring=1)
        self.reach_out("Ona", level, again=False, support=None)

    def _join(self, alias: str, zone: str) -> Person:
        key = create_data_key(now=self.now)
        full = f"{alias} Madeup"
        person = Person.objects.create(
            alias=full, alias_key=alias_key(full), created_at=self.now, data_key=key, time_zone=zone
        )
        if alias != "Ben":
            give_device(person, self.now)
        if alias in ("Ann", "Ben"):
            EmailAddress.objects.create(
                created_at=self.now, person=person, address_sealed=b"not read here", verified_at=self.now
            )
        if alias == "Ann":
            Preferences.objects.create(
                created_at=self.now, person=person, quiet_from="22:00", quiet_until="07:00", says_more=False
            )
        if alias == "Lis":
            person.role_grants.create(role="listener", created_at=self.now)
        return person

    def _tie(self, owner: str, supporter: str, **fields: object) -> Tie:
        row, _ = Supporter.objects.get_or_create(person=self.people[supporter], defaults={"created_at": self.now})
        name = seal(self.people[owner].data_key_id, supporter, what=NAME)
        return Tie.objects.create(
            created_at=self.now,
            owner=self.people[owner],
            supporter=row,
            state="accepted",
            relation="friend",
            name_sealed=name,
            **fields,
        )

    @contextmanager
    def _perhaps_refused(self) -> Iterator[None]:
        """A refusal changes nothing."""
        before = self._facts()
        try:
            yield
        except AlongsideError:
            assert self._facts() == before

    def _facts(self) -> tuple[object, ...]:
        states = ReachOut.objects.order_by("id").values_list("id", "state", "answered_by", "due_at")
        said = Notification.objects.order_by("id").values_list("id", "response", "responded_at")
        sent = Delivery.objects.order_by("id").values_list("id", "state")
        return list(states), list(said), list(sent), list(Tie.objects.order_by("id").values_list("id", "state"))

    def _pick(self, rows: object, number: int) -> object | None:
        found = list(rows)  # type: ignore[call-overload] - a bundle gives anything
        return found[number % len(found)] if found else None

    # What owners do

    @rule(owner=owners, level=levels, again=st.booleans(), support=st.sampled_from([None, "emotional", "practical"]))
    def reach_out(self, owner: str, level: Level, again: bool, support: str | None) -> None:
        if owner not in self.people:
            return
        person = self.people[owner]
        earlier = ReachOut.objects.filter(owner=person).order_by("id").last()
        key = earlier.request_key if again and earlier else uuid4().hex
        asking = services.Asking(level=level, request_key=key, support=support, note="a note")
        row = services.reach_out(owner_id=person.id, asking=asking, now=self.now)
        if again and earlier:
            assert row.id == earlier.id
        if row.created_at == self.now and row.id not in self.ended and row != earlier:
            network.check_plan(row, self.now)

    @rule(owner=owners, move=st.sampled_from([services.cancel, services.close, services.resume]))
    def owner_moves(self, owner: str, move: object) -> None:
        row = ReachOut.objects.filter(owner__alias=f"{owner} Madeup", ended_at=None).first()
        if row is None:
            return
        with self._perhaps_refused():
            after = move(reach_out_id=row.id, actor=self.people[owner], now=self.now)  # type: ignore[operator] - one of several services
            if move is services.resume:
                self.helper.pop(row.id, None)
                assert after.state in ("open", "unanswered")

    # What supporters do

    def _asked(self, number: int) -> Notification | None:
        """Somebody's notification, through the door they use; None when they may not see it any more."""
        rows = Notification.objects.select_related("supporter__person").order_by("id")
        # Mostly of what is under way; now and then of what has long ended.
        one = self._pick(rows.filter(reach_out__ended_at=None) if number % 5 else rows, number)
        if one is None:
            return None
        try:
            if one.supporter.person:
                return policies.access_notification(one.supporter.person, one.id)
            return policies.access_by_link(answer_path(one.id).split("/")[2])
        except AlongsideError:
            return None

    @rule(number=some, move=st.sampled_from(["answer", "answer", "answer", "decline", "decline", "say"]))
    def who_was_asked_moves(self, number: int, move: str) -> None:
        one = self._asked(number)
        if one is not None:
            {"answer": self._answer, "decline": self._decline, "say": self._say}[move](one)

    def _answer(self, one: Notification) -> None:
        services.see(notification=one, now=self.now)
        assert Notification.objects.get(id=one.id).seen_at is not None
        row, mine = one.reach_out, one.supporter_id
        if row.ended_at or (row.state == "answered" and row.answered_by_id != mine):
            before = self._facts()
            with pytest.raises(Conflict):
                services.answer(notification=one, now=self.now)
            assert self._facts() == before
            return
        assert services.answer(notification=one, now=self.now).answered_by_id == mine
        self.helper[row.id] = mine
        network.check_told(row, "answered")

    def _decline(self, one: Notification) -> None:
        with self._perhaps_refused():
            services.decline(notification=one, now=self.now)
            assert self.helper.get(one.reach_out_id) != one.supporter_id

    def _say(self, one: Notification) -> None:
        for author in (one, None):
            line = services.Line(text="here", request_key=uuid4().hex, notification=author)
            with self._perhaps_refused():
                message = services.say(reach_out_id=one.reach_out_id, line=line, now=self.now)
                assert message.reach_out.state == "answered"
                assert author is None or author.supporter_id == self.helper[one.reach_out_id]

    @rule(who=anybody, breather=st.sampled_from([None, timedelta(hours=3), timedelta(days=2)]), capacity=capacities)
    def who_supports_says_what_they_can(self, who: str, breather: timedelta | None, capacity: int | None) -> None:
        if who not in self.people:
            return
        actor = self.people[who]
        with self._perhaps_refused():
            circles.change_capacity(actor=actor, weekly_capacity=capacity, now=self.now)
            if breather is None:
                circles.end_breather(actor=actor, now=self.now)
            else:
                circles.start_breather(actor=actor, until=self.now + breather, now=self.now)

    @rule(number=some, bound=bounds, agrees=st.booleans())
    def who_supports_says_what_not(self, number: int, bound: dict[str, Any], agrees: bool) -> None:
        ties = Tie.objects.filter(state="accepted").select_related("owner", "supporter__person").order_by("id")
        tie = self._pick(ties, number)
        if tie is None or not tie.gives:
            return
        zone = zone_of(tie, Side.SUPPORTER)
        until = bound["until"] and self.now.astimezone(zone).date() + bound["until"]
        terms = replace(offered_terms(tie), **{**bound, "until": until})
        sides = {Side.SUPPORTER: tie.supporter.person or tie.supporter, Side.OWNER: tie.owner}
        for side in Side if agrees else [Side.SUPPORTER]:
            circles.write_terms(actor=sides[side], tie_id=tie.id, side=side, terms=terms, now=self.now)
        for side in Side if agrees else []:
            seen = current_terms(Tie.objects.select_related("owner", "supporter__person").get(id=tie.id)).stamp
            circles.confirm_terms(actor=sides[side], tie_id=tie.id, side=side, seen=seen, now=self.now)

    # What happens to circles

    @rule(owner=owners, who=anybody, hours=hours, wakes=wakes, ring=st.integers(1, 3), stance=stances)
    def new_tie(  # noqa: PLR0917 - hypothesis passes them by name
        self, owner: str, who: str, hours: tuple[int, ...], wakes: str | None, ring: int, stance: str
    ) -> None:
        if not {owner, who} <= set(self.people):
            return
        token = self._invite(owner, ring=ring, stance=stance)
        offer = Offer(gives=("emotional",), hours=hours, wakes_at=wakes)
        with self._perhaps_refused():
            actor = self.people[who]
            circles.accept_invitation(actor=actor, token=token, offer=offer, weekly_capacity=None, now=self.now)

    def _invite(self, owner: str, **details: object) -> str:
        actor = self.people[owner]
        described = TieDetails(name="somebody", relation="friend", **details)  # type: ignore[arg-type] - details are drawn
        tie = circles.name_tie(actor=actor, details=described, now=self.now)
        return token_of(circles.invite(actor=actor, tie_id=tie.id, now=self.now).id)

    @rule(owner=owners, has_address=st.booleans())
    def new_contact(self, owner: str, has_address: bool) -> None:
        if owner not in self.people:
            return
        # Each their own: one address gets ten mails a day at most.
        address = f"cousin{Supporter.objects.count()}@example.org" if has_address else ""
        circles.accept_as_contact(
            token=self._invite(owner),
            contact=ContactDetails(email=address, locale="en", time_zone="America/New_York"),
            offer=Offer(gives=("practical",)),
            weekly_capacity=None,
            now=self.now,
        )

    @rule(who=anybody, number=some)
    def contact_joins(self, who: str, number: int) -> None:
        contact = self._pick(Supporter.objects.filter(person=None, ties__state="accepted").order_by("id"), number)
        if contact is None or who not in self.people:
            return
        with self._perhaps_refused():
            own = circles.adopt_contact(actor=self.people[who], token=contact_token(contact), now=self.now).supporter
            self.helper = {row: own.id if one == contact.id else one for row, one in self.helper.items()}

    @rule(number=some, move=st.sampled_from(["remove", "leave", "leave", "stance"]), stance=stances)
    def a_tie_changes(self, number: int, move: str, stance: str) -> None:
        ties = Tie.objects.filter(state="accepted").order_by("id")
        asked = Notification.objects.filter(reach_out__ended_at=None).values("tie")
        tie = self._pick(ties.filter(id__in=asked) if number % 3 else ties, number)
        if tie is None:
            return
        if move == "stance":
            details = TieDetails(name="still", relation="friend", ring=tie.ring, gives=tuple(tie.gives), stance=stance)
            circles.change_tie(actor=tie.owner, tie_id=tie.id, details=details, now=self.now)
        else:
            self._end(tie, by_owner=move == "remove")

    def _end(self, tie: Tie, *, by_owner: bool) -> None:
        if by_owner:
            circles.remove_tie(actor=tie.owner, tie_id=tie.id, now=self.now)
        else:
            circles.leave_tie(actor=tie.supporter.person or tie.supporter, tie_id=tie.id, now=self.now)
        under_way = ReachOut.objects.filter(owner=tie.owner_id, ended_at=None).values_list("id", flat=True)
        self._forget_helper(tie.supporter_id, set(under_way))

    def _forget_helper(self, supporter_id: UUID, rows: set[UUID]) -> None:
        self.helper = {row: one for row, one in self.helper.items() if one != supporter_id or row not in rows}

    @precondition(lambda self: len(self.people) > 4)
    @rule(who=anybody)
    def erase(self, who: str) -> None:
        person = self.people.pop(who, None)
        if person is None:
            return
        supporter = Supporter.objects.filter(person=person).first()
        made = set(ReachOut.objects.filter(owner=person).values_list("id", flat=True))
        contacts = list(Supporter.objects.filter(contact_of=person).values_list("id", flat=True))
        erase_person(actor=person, now=self.now)
        if supporter:
            self._forget_helper(supporter.id, set(self.helper))
        self.helper = {row: one for row, one in self.helper.items() if row not in made}
        self.ended = {row: count for row, count in self.ended.items() if row not in made}
        network.check_nothing_left(person, [*made, *contacts, *([supporter.id] if supporter else [])])

    @rule(begin=st.booleans(), weekday=st.integers(0, 6), hour=st.integers(0, 23))
    def listeners_shift(self, begin: bool, weekday: int, hour: int) -> None:
        if "Lis" not in self.people:
            return
        actor = self.people["Lis"]
        if begin:
            with self._perhaps_refused():
                rota_services.take_shift(actor=actor, weekday=weekday, hour=hour, hours=24, now=self.now)
        elif shift := actor.shifts.order_by("start").first():
            rota_services.end_shift(actor=actor, shift_id=shift.id, now=self.now)

    # Time, the engine and the channels

    @rule(seconds=st.sampled_from([1, 59, 120, 121, 299, 600, 601, 1800, 36_000, 90_000, 604_801]), outcomes=outcomes)
    def time_passes(self, seconds: int, outcomes: list[Result]) -> None:
        self._set_clock(self.now + timedelta(seconds=seconds))
        self._engine_runs()
        self._channels_answer(outcomes)

    @rule(night=st.sampled_from(NIGHTS))
    def a_night_with_a_clock_change_comes(self, night: datetime) -> None:
        while night <= self.now:
            night = night.replace(year=night.year + 1)
        self._set_clock(night)

    @rule(seconds=st.integers(1, 90))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self._set_clock(self.now - timedelta(seconds=seconds))
        self._engine_runs()

    def _set_clock(self, now: datetime) -> None:
        self.now, self.latest = now, max(self.latest, now)

    def _engine_runs(self) -> None:
        was_open = set(ReachOut.objects.filter(state="open"))
        engine = [kind for kind in due.kinds() if kind.name != "delivery"]
        for kind in engine:
            due.step_due(kind, now=self.now)
        assert sum(due.step_due(kind, now=self.now) for kind in engine) == 0
        for row in ReachOut.objects.filter(state="unanswered", id__in=[row.id for row in was_open]):
            network.check_told(row, "unanswered")

    def _channels_answer(self, results: list[Result]) -> None:
        """Lease what is due, as the outbox does, and report what the channels said."""
        rows = list(
            Delivery.objects.filter(due_at__lte=self.now, set_aside_at=None).order_by("-urgent", "due_at", "id")
        )
        give_up([row for row in rows if row.expires_at <= self.now], "It was too late.", now=self.now)
        leased = [row for row in rows if row.expires_at > self.now]
        for row in leased:
            Delivery.objects.filter(id=row.id).update(due_at=self.now + LEASE, attempts=row.attempts + 1)
        reports = [
            Report(row.id, row.attempts + 1, Outcome(results[place % len(results)], "as drawn"))
            for place, row in enumerate(leased)
        ]
        note_reports(reports, now=self.now)

    # What holds after each of these

    @invariant()
    def nothing_is_lost_or_sent_twice(self) -> None:
        network.check_everything(latest=self.latest)

    @invariant()
    def only_who_may_be_asked_is_asked(self) -> None:
        new = Notification.objects.exclude(id__in=self.seen)
        for one in new.select_related("reach_out", "wave", "tie", "supporter__person"):
            network.check_may_be_asked(one, self.now)
            self.seen.add(one.id)

    @invariant()
    def the_first_answer_stands(self) -> None:
        with_somebody = ReachOut.objects.filter(ended_at=None, answered_by__isnull=False)
        under_way = set(ReachOut.objects.filter(ended_at=None).values_list("id", flat=True))
        expected = {row: one for row, one in self.helper.items() if row in under_way}
        assert dict(with_somebody.values_list("id", "answered_by")) == expected

    @invariant()
    def nobody_is_asked_after_the_end(self) -> None:
        for row in ReachOut.objects.filter(ended_at__isnull=False):
            asked = row.notifications.count()
            assert asked <= self.ended.setdefault(row.id, asked)

    @invariant()
    def a_follow_up_is_asked_once(self) -> None:
        asked = dict(FollowUp.objects.exclude(asked_at=None).values_list("id", "asked_at"))
        assert {key: at for key, at in asked.items() if key in self.followed_up}.items() <= self.followed_up.items()
        self.followed_up |= asked

    def _everything_settles(self) -> None:
        """However it stands, left alone every reach-out comes to an answer or to 'nobody came', and all is told."""
        self._set_clock(self.latest)
        # The waves that are planned, and one for each whose hours begin, or who is put off, in between.
        planned = max((row.waves.count() for row in ReachOut.objects.filter(state="open")), default=0)
        for _ in range(1 + planned + 2 * Tie.objects.filter(state="accepted").count()):
            self.time_passes(601, [Result.DELIVERED])
            if not ReachOut.objects.filter(state="open").exists():
                break
        assert not ReachOut.objects.filter(state="open").exists()
        for _ in range(2):
            self.time_passes(90_000, [Result.DELIVERED])
        assert not FollowUp.objects.filter(asked_at=None).exists()
        assert not Delivery.objects.filter(state="waiting").exists()
        network.check_everything(latest=self.latest)


@pytest.mark.django_db
def test_the_promises_hold_whatever_happens_in_whatever_order(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    run_state_machine_as_test(Network, settings=SETTINGS)
