"""Plans as they are written, shared and ended: what stands in them, who reads it, and what becomes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.details import TieDetails
from alongside.circles.models import Supporter, Tie
from alongside.circles.numbers import Number
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.plans import privacy, services
from alongside.plans.lint import Standing
from alongside.plans.models import Item, Plan, Share
from alongside.plans.naming import nameable
from alongside.plans.policies import access_plan, access_shared, visible_plans, visible_shares
from alongside.plans.queries import looks_at, plan_of, shared_through, sharing_with, written_plans
from alongside.plans.steps import PlanKind, Step
from tests.circles.conftest import Named
from tests.plans.conftest import Write

pytestmark = pytest.mark.django_db

SAFETY, STAYING_WELL = PlanKind.SAFETY, PlanKind.STAYING_WELL


def share(tie: Tie, *steps: Step, now: datetime, readers: tuple[Tie, ...] | None = None) -> None:
    """Let the people of these ties read these steps of the safety plan."""
    ties = [one.id for one in ((tie,) if readers is None else readers)]
    for step in steps:
        services.share_step(actor=tie.owner, kind=SAFETY, step=step, tie_ids=ties, now=now)


def steps_read_by(tie: Tie) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the other end of a tie reads: titles and lines."""
    return [(str(step.words.title), step.lines) for plan in shared_through(tie) for step in plan.steps]


class TestWritten:
    def test_a_step_says_who_and_what_in_its_order(
        self, owner: Person, named: Named, write: Write, now: datetime
    ) -> None:
        far, near = named("Ada Test", ring=3, ways="555 0101"), named("Zoe Test", ring=1)
        write(Step.HELPERS, "Sol from work, 555 0100", "The night line", ties=[far, near])
        plan = plan_of(owner, SAFETY, now=now)
        assert plan
        step = next(one for one in plan.steps if one.step == Step.HELPERS)
        assert [(one.name, one.standing, one.numbers) for one in step.people] == [
            ("Zoe Test", Standing.NOT_ASKED, ()),
            ("Ada Test", Standing.NOT_ASKED, (Number("555 0101", "tel:5550101"),)),
        ]
        assert [(one.words, one.numbers) for one in step.lines] == [
            ("Sol from work, 555 0100", (Number("555 0100", "tel:5550100"),)),
            ("The night line", ()),
        ]
        assert [one.step for one in plan.steps if not one.is_empty] == [Step.HELPERS]

    def test_writing_a_step_anew_replaces_it_and_leaves_the_others(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        first = write(Step.SIGNS, "I stop eating", "I stop answering")
        write(Step.ALONE, "Cold water")
        again = write(Step.SIGNS, "I stop answering", "I count the days")
        assert first.id == again.id
        plan = plan_of(owner, SAFETY, now=now)
        assert plan
        assert [one.text for one in plan.steps] == ["I stop answering\nI count the days", "Cold water", "", "", "", ""]

    def test_each_kind_is_a_plan_of_its_own(self, owner: Person, write: Write, now: datetime) -> None:
        write(Step.SIGNS, "I stop eating")
        write(Step.DAILY, "Breakfast", kind=STAYING_WELL)
        assert Plan.objects.count() == 2
        assert [plan.kind for plan in written_plans(owner, now=now)] == [SAFETY, STAYING_WELL]

    def test_a_plan_in_which_nothing_stands_is_not_one_to_follow(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        write(Step.SIGNS, "I stop eating")
        write(Step.SIGNS)
        assert written_plans(owner, now=now) == ()

    @pytest.mark.parametrize(
        ("lines", "field"), [(("x" * 301,), "lines"), (("turned \u202e over",), "lines"), (("x",) * 21, "lines")]
    )
    def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
        self, owner: Person, write: Write, lines: tuple[str, ...], field: str, now: datetime
    ) -> None:
        write(Step.SIGNS, "I stop eating")
        with pytest.raises(Invalid) as refused:
            write(Step.SIGNS, *lines)
        assert refused.value.field == field
        plan = plan_of(owner, SAFETY, now=now)
        assert plan
        assert plan.steps[0].text == "I stop eating"

    def test_a_step_of_the_other_plan_is_not_there(self, write: Write) -> None:
        with pytest.raises(NotFound):
            write(Step.DAILY, "Breakfast")
        assert not Plan.objects.exists()

    def test_only_living_ties_of_the_own_circle_can_be_named(
        self, stranger: Person, named: Named, write: Write, now: datetime
    ) -> None:
        gone = named("Gone Test")
        circles.remove_tie(actor=gone.owner, tie_id=gone.id, now=now)
        theirs = circles.name_tie(actor=stranger, details=TieDetails(name="Their Test", relation="friend"), now=now)
        for tie in (gone, theirs):
            with pytest.raises(Invalid) as refused:
                write(Step.HELPERS, ties=[tie])
            assert refused.value.field == "people"
        assert not Item.objects.exists()

    def test_a_place_is_company_but_no_helper(self, owner: Person, named: Named, write: Write) -> None:
        place = named("Tuesday Test", relation="group")
        assert list(nameable(owner, Step.COMPANY)) == [place.id]
        assert nameable(owner, Step.HELPERS) == {}
        assert nameable(owner, Step.SIGNS) == {}
        with pytest.raises(Invalid):
            write(Step.HELPERS, ties=[place])

    def test_a_number_that_changes_in_the_circle_changes_in_the_plan(
        self, owner: Person, named: Named, write: Write, now: datetime
    ) -> None:
        tie = named("Ada Test", ways="555 0100")
        write(Step.HELPERS, ties=[tie])
        details = TieDetails("Ada Test", "friend", gives=("emotional",), ways="555 0177")
        circles.change_tie(actor=owner, tie_id=tie.id, details=details, now=now)
        plan = plan_of(owner, SAFETY, now=now)
        assert plan
        assert [number.address for one in plan.steps[3].people for number in one.numbers] == ["tel:5550177"]

    def test_its_words_are_sealed(self, write: Write) -> None:
        write(Step.SIGNS, "CANARY-LINE")
        with connection.cursor() as cursor:
            cursor.execute("SELECT encode(words_sealed, 'escape') FROM plans_item")
            assert "CANARY" not in cursor.fetchone()[0]


class TestFound:
    """What the whole way from the circle to a sentence says; the rules themselves are tested in `test_lint`."""

    def found(self, owner: Person, now: datetime) -> list[str]:
        """Return the sentences about the owner's safety plan."""
        plan = plan_of(owner, SAFETY, now=now)
        assert plan
        return [one.words for one in plan.findings]

    def test_who_said_yes_and_has_a_number_is_enough(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        write(Step.HELPERS, "Sol 555 0100", ties=[accepted(mate, ways="555 0101")])
        write(Step.SAFER, "The car keys are with Sol")
        assert self.found(owner, now) == []

    def test_who_was_only_named_and_has_no_number_is_said_by_name(
        self, owner: Person, named: Named, write: Write, now: datetime
    ) -> None:
        write(Step.HELPERS, "Sol 555 0100", ties=[named("Ada Test")])
        write(Step.SAFER, "The car keys are with Sol")
        assert self.found(owner, now) == [
            "“Ada Test” has not said yes to you here. Ask them, or name somebody who has.",
            "There is no number for “Ada Test”. Write it down, so that you do not have to look for it.",
        ]

    def test_an_open_invitation_is_not_yet_a_yes(
        self, owner: Person, named: Named, write: Write, now: datetime
    ) -> None:
        tie = named("Ada Test", ways="555 0101")
        circles.invite(actor=owner, tie_id=tie.id, now=now)
        write(Step.HELPERS, "Sol 555 0100", ties=[tie])
        write(Step.SAFER, "The car keys are with Sol")
        assert self.found(owner, now) == [
            "“Ada Test” has not answered your invitation yet. A call could settle it sooner."
        ]

    def test_who_left_is_said_without_shame_and_shown_no_more(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate, "Ada Test", ways="555 0101")
        write(Step.HELPERS, "Sol 555 0100", ties=[tie])
        write(Step.SAFER, "The car keys are with Sol")
        circles.remove_tie(actor=owner, tie_id=tie.id, now=now)
        assert self.found(owner, now) == [
            "Somebody you named is not in your circle any more. Name somebody else in this step."
        ]

    def test_a_percent_sign_in_a_name_is_a_sign(self, owner: Person, named: Named, write: Write, now: datetime) -> None:
        write(Step.HELPERS, ties=[named("100 % Ada")])
        assert "“100 % Ada” has not said yes to you here." in " ".join(self.found(owner, now))

    def test_it_is_old_until_it_was_looked_at(self, owner: Person, write: Write, now: datetime) -> None:
        write(Step.SIGNS, "I stop eating")
        later = now + timedelta(days=91)
        sentence = "You have not looked at it for a while. Read it once: does it still hold?"
        assert sentence in self.found(owner, later)
        services.confirm_plan(actor=owner, kind=SAFETY, now=later)
        assert sentence not in self.found(owner, later)
        # A late clock of another machine takes nothing back.
        services.confirm_plan(actor=owner, kind=SAFETY, now=now)
        assert Plan.objects.get().looked_at == later


class TestShared:
    def test_nobody_reads_anything_before_they_are_chosen(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write
    ) -> None:
        tie = accepted(mate)
        write(Step.SIGNS, "I stop eating")
        assert (steps_read_by(tie), sharing_with(mate)) == ([], ())
        with pytest.raises(NotFound):
            access_shared(mate, tie.id)

    def test_exactly_the_steps_that_were_chosen_are_read_without_a_number(
        self, mate: Person, accepted: Callable[..., Tie], named: Named, write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        write(Step.SIGNS, "I stop eating")
        write(Step.ALONE, "Cold water")
        write(Step.HELPERS, "Sol", ties=[named("Ada Test", ways="555 0101")])
        share(tie, Step.SIGNS, Step.HELPERS, now=now)
        assert steps_read_by(tie) == [
            ("How I notice it coming", ("I stop eating",)),
            ("Whom I ask for help", ("Ada Test", "Sol")),
        ]
        assert "0101" not in repr(shared_through(tie))
        assert sharing_with(mate) == ((tie.id, "Odd Owner"),)

    def test_another_with_the_owner_and_a_stranger_read_nothing(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        chosen, other = accepted(mate), accepted(stranger, "Other Test")
        write(Step.SIGNS, "I stop eating")
        share(chosen, Step.SIGNS, now=now)
        assert access_shared(mate, chosen.id) == chosen
        for tie_id in (chosen.id, other.id):
            with pytest.raises(NotFound):
                services.note_look(actor=stranger, tie_id=tie_id, now=now)
        with pytest.raises(NotAllowed):
            access_shared(chosen.owner, chosen.id)
        assert list(visible_shares(stranger)) == []
        assert list(visible_plans(mate)) == []
        with pytest.raises(NotFound):
            access_plan(mate, SAFETY)

    def test_a_choice_that_is_taken_back_ends_at_once(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        first, second = accepted(mate), accepted(stranger, "Other Test")
        write(Step.SIGNS, "I stop eating")
        share(first, Step.SIGNS, now=now, readers=(first, second))
        share(first, Step.SIGNS, now=now, readers=(second,))
        assert steps_read_by(first) == []
        assert steps_read_by(second) == [("How I notice it coming", ("I stop eating",))]
        share(first, Step.SIGNS, now=now, readers=())
        assert not Share.objects.exists()

    def test_it_ends_with_the_tie(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        write(Step.SIGNS, "I stop eating")
        share(tie, Step.SIGNS, now=now)
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert not Share.objects.exists()
        assert sharing_with(mate) == ()
        with pytest.raises(NotFound):
            services.note_look(actor=mate, tie_id=tie.id, now=now)

    def test_a_share_that_outlived_its_tie_opens_nothing(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        plan = write(Step.SIGNS, "I stop eating")
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        Share.objects.create(created_at=now, plan=plan, step=Step.SIGNS, tie=tie)
        assert list(visible_shares(mate)) == []
        whole = plan_of(tie.owner, SAFETY, now=now)
        assert whole
        assert whole.steps[0].readers == ()

    def test_only_who_stands_with_the_owner_can_be_chosen(
        self, owner: Person, named: Named, write: Write, now: datetime
    ) -> None:
        write(Step.SIGNS, "I stop eating")
        for tie_id in (named("Ada Test").id, uuid4()):
            with pytest.raises(Conflict):
                services.share_step(actor=owner, kind=SAFETY, step=Step.SIGNS, tie_ids=[tie_id], now=now)

    def test_there_must_be_a_plan_with_that_step(self, owner: Person, write: Write, now: datetime) -> None:
        with pytest.raises(NotFound):
            services.share_step(actor=owner, kind=SAFETY, step=Step.SIGNS, tie_ids=[], now=now)
        write(Step.SIGNS, "I stop eating")
        with pytest.raises(NotFound):
            services.share_step(actor=owner, kind=SAFETY, step=Step.DAILY, tie_ids=[], now=now)

    def test_a_contact_reads_it_too_and_the_owner_sees_who_looked(
        self, owner: Person, contact: Supporter, write: Write, now: datetime
    ) -> None:
        tie = contact.ties.get()
        write(Step.SIGNS, "I stop eating")
        share(tie, Step.SIGNS, now=now)
        assert looks_at(owner) == ()
        services.note_look(actor=contact, tie_id=tie.id, now=now + timedelta(hours=1))
        assert looks_at(owner) == (("Uncle Test", now + timedelta(hours=1)),)

    def test_what_was_done_is_audited_without_a_word_of_it(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        plan = write(Step.SIGNS, "I stop eating")
        share(tie, Step.SIGNS, now=now)
        services.note_look(actor=mate, tie_id=tie.id, now=now)
        share(tie, Step.SIGNS, now=now, readers=())
        services.confirm_plan(actor=owner, kind=SAFETY, now=now)
        services.remove_plan(actor=owner, kind=SAFETY, now=now)
        noted = Entry.objects.filter(action__startswith="plan.").order_by("id")
        assert list(noted.values_list("action", "actor", "subject", "about")) == [
            ("plan.written", owner.id, plan.id, owner.id),
            ("plan.shared", owner.id, plan.id, owner.id),
            ("plan.read", mate.id, tie.id, owner.id),
            ("plan.unshared", owner.id, plan.id, owner.id),
            ("plan.confirmed", owner.id, plan.id, owner.id),
            ("plan.removed", owner.id, plan.id, owner.id),
        ]


class TestEnded:
    def test_deleting_a_plan_leaves_the_other_and_the_circle(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        write(Step.HELPERS, "Sol", ties=[tie])
        write(Step.DAILY, "Breakfast", kind=STAYING_WELL)
        share(tie, Step.HELPERS, now=now)
        services.remove_plan(actor=owner, kind=SAFETY, now=now)
        assert [plan.kind for plan in written_plans(owner, now=now)] == [STAYING_WELL]
        assert not Share.objects.exists()
        assert Tie.objects.filter(id=tie.id).exists()
        with pytest.raises(NotFound):
            services.remove_plan(actor=owner, kind=SAFETY, now=now)

    def test_the_owner_takes_it_along_and_nothing_of_it_stays(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate, "Ada Test")
        write(Step.HELPERS, "Sol", ties=[tie])
        write(Step.SIGNS, "I stop eating")
        share(tie, Step.SIGNS, now=now)
        at = now.isoformat()
        assert privacy.export(owner.id) == {
            "plans": [{"plan": "safety", "begun_at": at, "looked_at": at}],
            "plan_items": [
                {"plan": "safety", "step": "signs", "words": "I stop eating", "added_at": at},
                {"plan": "safety", "step": "helpers", "words": "Ada Test", "added_at": at},
                {"plan": "safety", "step": "helpers", "words": "Sol", "added_at": at},
            ],
            "plan_shares": [{"plan": "safety", "step": "signs", "reader": "Ada Test", "shared_at": at}],
        }
        assert privacy.export(mate.id) == {"plans": [], "plan_items": [], "plan_shares": []}
        privacy.erase(mate.id, now)
        assert not Share.objects.exists()
        privacy.erase(owner.id, now)
        assert not Plan.objects.exists()
        assert not Item.objects.exists()


def test_the_number_of_queries_does_not_grow(
    owner: Person, make_person: Callable[..., Person], accepted: Callable[..., Tie], write: Write, now: datetime
) -> None:
    counts = []
    for people in (1, 3):
        ties = [accepted(make_person(f"{people} {place} Madeup"), f"{people} {place} Test") for place in range(people)]
        for step in (Step.COMPANY, Step.HELPERS)[: people + 1]:
            write(step, *(f"line {place}" for place in range(people)), ties=ties)
            services.share_step(actor=owner, kind=SAFETY, step=step, tie_ids=[tie.id for tie in ties], now=now)
        with CaptureQueriesContext(connection) as captured:
            plan = plan_of(owner, SAFETY, now=now)
            shared = shared_through(ties[0])
            looks_at(owner)
        assert plan
        assert len(plan.steps[3].people) == len(shared[0].steps[1].lines) - people == people
        counts.append(len(captured))
    assert counts[0] == counts[1]


class TestConstraints:
    def test_one_plan_of_a_kind(self, owner: Person, write: Write, now: datetime) -> None:
        write()
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.create(created_at=now, owner=owner, kind=SAFETY, looked_at=now)

    @pytest.mark.parametrize("changed", [{"kind": "other"}, {"looked_at": datetime(2020, 1, 1).astimezone()}])
    def test_a_plan_is_of_a_known_kind_and_looked_at_after_it_was_begun(
        self, write: Write, changed: dict[str, object]
    ) -> None:
        plan = write()
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(id=plan.id).update(**changed)

    @pytest.mark.parametrize(
        "item",
        [
            {},
            {"words_sealed": b""},
            {"words_sealed": b"x", "tie": True},
            {"tie": True, "step": Step.SIGNS},
            {"words_sealed": b"x", "step": "other"},
            {"words_sealed": b"x", "place": 0},
        ],
    )
    def test_an_item_is_words_or_a_tie_where_one_can_be_named(
        self, named: Named, write: Write, now: datetime, item: dict[str, object]
    ) -> None:
        plan = write(Step.HELPERS, "Sol")
        values = {"step": Step.HELPERS, "place": 1, **item, "tie": named("Ada Test") if "tie" in item else None}
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.create(created_at=now, plan=plan, **values)

    def test_somebody_is_named_once_in_a_step_and_reads_it_once(
        self, named: Named, write: Write, now: datetime
    ) -> None:
        tie = named("Ada Test")
        plan = write(Step.HELPERS, ties=[tie])
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.create(created_at=now, plan=plan, step=Step.HELPERS, place=1, tie=tie)
        Share.objects.create(created_at=now, plan=plan, step=Step.HELPERS, tie=tie)
        for step in (Step.HELPERS, "other"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Share.objects.create(created_at=now, plan=plan, step=step, tie=tie)
