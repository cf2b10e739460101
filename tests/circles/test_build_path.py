"""The guided path to a network: where it goes on, and that every step ends with something saved or sent."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import privacy, services
from alongside.circles.build_path import (
    GROUPS,
    NEEDS,
    ONLINE,
    PEOPLE,
    PROFESSIONAL,
    STEPS,
    Facts,
    next_step,
    progress,
    step_after,
)
from alongside.circles.build_queries import path_of
from alongside.circles.details import NeedDetails, TieDetails
from alongside.circles.enums import PathStep
from alongside.circles.models import BuildPath, Need, Tie
from alongside.ui.paths import Progress
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn

NOTHING = frozenset[str]()
FACTS = st.builds(Facts, *[st.integers(0, 2)] * 6)
PASSED = st.frozensets(st.sampled_from(STEPS))
ANN = {"name": "Ann", "relation": "friend", "gives": ["emotional"], "ways": ""}


class TestWhereItGoesOn:
    @pytest.mark.parametrize(
        ("facts", "passed", "expected"),
        [
            (Facts(), NOTHING, NEEDS),
            (Facts(needs=1), NOTHING, PEOPLE),
            (Facts(needs=1, people=2), NOTHING, PEOPLE),
            (Facts(needs=1, people=2, asked=1), NOTHING, GROUPS),
            (Facts(needs=1, people=2, asked=1, groups=1), frozenset({ONLINE}), PROFESSIONAL),
            (Facts(needs=1, people=2, asked=1, groups=1, professionals=1), frozenset({ONLINE}), ONLINE),
            (Facts(professionals=1), NOTHING, NEEDS),
            (Facts(1, 1, 1, 1, 1, 1), NOTHING, None),
        ],
    )
    def test_it_goes_on_at_what_is_not_there_yet(
        self, facts: Facts, passed: frozenset[str], expected: str | None
    ) -> None:
        assert next_step(facts, passed) == expected

    @given(FACTS, PASSED)
    def test_it_never_leads_to_what_is_done_and_is_over_when_nothing_is_empty(
        self, facts: Facts, passed: frozenset[str]
    ) -> None:
        following = next_step(facts, passed)
        if following is None:
            assert all(progress(step, facts) != Progress.EMPTY for step in STEPS)
        else:
            assert progress(following, facts) != Progress.DONE

    def test_the_steps_follow_each_other(self) -> None:
        assert [step_after(step) for step in STEPS] == [*STEPS[1:], None]
        assert list(STEPS) == PathStep.values


@pytest.mark.django_db
class TestServices:
    def test_a_step_is_passed_once_and_steps_keep_their_order(self, owner: Person, now: datetime) -> None:
        for step in (PathStep.ONLINE, PathStep.NEEDS, PathStep.ONLINE):
            services.pass_build_step(actor=owner, step=step, now=now)
        assert BuildPath.objects.get(owner=owner).passed == ["needs", "online"]
        assert Entry.objects.filter(action="build-path.passed", about=owner.id).count() == 2
        assert path_of(owner, now=now).next_step == PathStep.PEOPLE

    def test_the_database_refuses_a_step_there_is_not(self, owner: Person, now: datetime) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            BuildPath.objects.create(created_at=now, owner=owner, passed=["money"])

    def test_it_is_exported_and_erased_with_its_person(self, owner: Person, mate: Person, now: datetime) -> None:
        for person in (owner, mate):
            services.pass_build_step(actor=person, step=PathStep.GROUPS, now=now)
        assert privacy.export(owner.id)["build_path"] == [{"passed": ["groups"]}]
        privacy.erase(owner.id, now)
        assert [row.owner for row in BuildPath.objects.all()] == [mate]

    def test_who_is_there_by_the_same_name_is_not_named_twice(
        self, owner: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        named("Ann", relation="family")
        people = [TieDetails(name=name, relation="friend") for name in ("ann ", "Bo")]
        assert len(services.name_new_ties(actor=owner, people=people, now=now)) == 1
        assert Tie.objects.count() == 2


@pytest.mark.django_db
class TestPages:
    def test_from_nothing_to_a_network_step_by_step(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert "Begin: What you need" in text_of(browser.get(to("circle-build")))
        told = browser.post(step("needs"), {"chosen": ["night"], "words": "", "support": "emotional"})
        assert (told.status_code, told["Location"]) == (302, step("people"))
        told = browser.post(step("people"), people(ANN))
        assert told["Location"] == step("people")
        tie = Tie.objects.get()
        assert "Invite Ann" in text_of(browser.get(step("people")))
        assert "Go on: Whom you know already" in text_of(browser.get(to("circle-build")))
        told = browser.post(to("circle-build-link", "people", tie.id))
        assert told["Location"] == f"{step('people')}#tie-{tie.id}"
        said = browser.get(step("people")).content.decode()
        assert "/invitation/" in said
        assert "Go on to the next step" in said
        assert browser.post(to("circle-build-pass", "people"))["Location"] == step("groups")
        for name, following in (("groups", step("online")), ("online", step("professional"))):
            told = browser.post(step(name), {"name": f"A place for {name}", "ways": ""})
            assert told["Location"] == following
        told = browser.post(step("professional"), {"name": "Doctor Test", "ways": "555 0100"})
        assert told["Location"] == step("professional")
        assert "Invite Doctor Test" in text_of(browser.get(step("professional")))
        assert "There is something in every step now." in text_of(browser.get(to("circle-build")))
        assert sorted(Tie.objects.values_list("relation", flat=True)) == ["friend", "group", "online", "professional"]

    def test_whoever_began_elsewhere_goes_on_from_there(
        self, owner: Person, named: Callable[..., Tie], now: datetime, sign_in: SignIn
    ) -> None:
        named("The Group", relation="group")
        services.add_need(actor=owner, details=NeedDetails("emotional", "CANARY-NEED"), now=now)
        browser = sign_in(owner)
        assert "Go on: Whom you know already" in text_of(browser.get(to("circle-build")))
        assert "CANARY-NEED" in text_of(browser.get(step("needs")))
        assert "The Group" in text_of(browser.get(step("groups")))

    def test_every_step_can_be_passed_by_and_come_back_to(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        ways = [browser.post(to("circle-build-pass", name))["Location"] for name in STEPS]
        assert ways == [*map(step, STEPS[1:]), to("circle-build")]
        assert "Begin: What you need" in text_of(browser.get(to("circle-build")))
        for name in STEPS:
            assert browser.get(step(name)).status_code == 200

    @pytest.mark.parametrize("name", STEPS)
    def test_what_cannot_be_used_stays_typed(self, owner: Person, sign_in: SignIn, name: str) -> None:
        long = "x" * 600
        sent = people({**ANN, "ways": long}) if name == "people" else {"name": "Typed", "ways": long, "words": long}
        answer = sign_in(owner).post(step(name), {"support": "emotional", **sent})
        assert answer.status_code == 422
        assert long in answer.content.decode()
        assert not Tie.objects.exists()
        assert not Need.objects.exists()

    def test_a_form_sent_twice_counts_once(self, owner: Person, sign_in: SignIn) -> None:
        for _time in range(2):
            sign_in(owner).post(step("groups"), {"name": "Tuesday group", "ways": ""})
        assert Tie.objects.count() == 1

    def test_there_is_no_other_step(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert browser.get(step("money")).status_code == 404
        assert browser.post(to("circle-build-pass", "money")).status_code == 404

    def test_only_the_owner_makes_links(self, mate: Person, named: Callable[..., Tie], sign_in: SignIn) -> None:
        assert sign_in(mate).post(to("circle-build-link", "people", named().id)).status_code == 404

    @pytest.mark.parametrize("name", STEPS)
    def test_it_takes_as_many_queries_for_three_as_for_one(
        self, owner: Person, named: Callable[..., Tie], now: datetime, sign_in: SignIn, name: str
    ) -> None:
        browser = sign_in(owner)
        browser.get(step(name))
        counts = []
        for size in (1, 3):
            for number in range(size):
                for relation in ("friend", "group", "online", "professional"):
                    named(f"{relation} {size} {number}", relation=relation)
            with CaptureQueriesContext(connection) as captured:
                browser.get(step(name))
            counts.append(len(captured))
        assert counts[0] == counts[1] < 12

    def test_the_circle_and_its_empty_state_lead_to_it(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        for _state in ("empty", "with somebody"):
            assert f'href="{to("circle-build")}"' in sign_in(owner).get(to("circle")).content.decode()
            named()
        assert f'href="{to("circle-build")}"' in sign_in(owner).get(to("begin-rehearse")).content.decode()


def step(name: str) -> str:
    """Return the address of a step."""
    return to("circle-build-step", name)


def people(*rows: dict[str, object]) -> dict[str, object]:
    """Return what is sent when these people are named."""
    sent: dict[str, object] = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for number in range(3):
        given = rows[number] if number < len(rows) else {"name": "", "ways": ""}
        sent |= {f"form-{number}-{name}": value for name, value in given.items()}
    return sent
