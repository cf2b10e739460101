"""What could help next, from rows to pages: whom it proposes, what it says, and who never reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person, RoleGrant
from alongside.circles import services
from alongside.circles.asks_queries import LEFT_IN_PEACE
from alongside.circles.coverage import ALWAYS, mask_of
from alongside.circles.details import AskDetails, NeedDetails, Offer
from alongside.circles.models import Invitation, Need, Supporter, Tie
from alongside.circles.next_step_providers import Offered, Said, Situation, register_provider
from alongside.circles.next_steps import Step, StepKind
from alongside.circles.next_steps_queries import NextSteps, next_steps_for
from alongside.circles.next_steps_wording import hours_of_value, hours_value
from alongside.kernel.clock import current_time
from alongside.reachouts import rota_services
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db
NIGHT = [0, 1, 2]
EVENINGS = Offer(gives=("emotional",), hours=(18, 19, 20))


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def night(owner: Person, now: datetime) -> Need:
    """Somebody to call, Monday night from 0 to 3 o'clock in Berlin."""
    need = services.add_need(actor=owner, details=NeedDetails("emotional", "CANARY-NEED"), now=now)
    assert need
    Need.objects.update(hours=NIGHT)
    return need


def steps_of(owner: Person, now: datetime) -> list[tuple[str, str]]:
    """The kinds of steps that are shown, and their titles."""
    return [(step.kind.value, step.title) for step in next_steps_for(owner, now=now).steps]


def kinds(owner: Person, now: datetime) -> set[str]:
    """The kinds of steps that are shown."""
    return {kind for kind, _title in steps_of(owner, now)}


def test_who_is_there_at_other_hours_comes_first_with_the_reason(
    owner: Person, mate: Person, night: Need, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate, "Mia M.", offer=EVENINGS)
    first = next_steps_for(owner, now=now).first
    assert first
    assert first.title.startswith("Ask Mia M. whether you could reach them then, too: ")
    assert first.reason == "There is nobody to talk to at these hours: between 00:00 and 03:00 (Mon)."
    assert first.words == "CANARY-NEED"
    assert first.address == to("circle-ask", tie.id, "emotional") + "?hours=7"


def test_following_the_step_and_a_yes_close_the_gap(
    mate: Person, night: Need, accepted: Callable[..., Tie], now: datetime, sign_in: SignIn
) -> None:
    owner = accepted(mate, "Mia M.", offer=EVENINGS).owner
    first = next_steps_for(owner, now=now).first
    assert first
    sign_in(owner).post(first.address, {"words": ""})
    (ask,) = next_steps_for(owner, now=now).asks
    assert "ask" not in kinds(owner, now)
    sign_in(mate).post(to("supporting-ask-agree", ask.id))
    assert "There is nobody to talk to at these hours" not in text_of(sign_in(owner).get(to("circle")))


def test_whoever_is_resting_full_undermining_asked_already_or_said_not_now_is_left_alone(
    owner: Person, mate: Person, night: Need, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate, "Mia M.", offer=EVENINGS)
    assert "ask" in kinds(owner, now)
    services.start_breather(actor=mate, until=now + timedelta(days=1), now=now)
    assert "ask" not in kinds(owner, now)
    services.end_breather(actor=mate, now=now)
    Supporter.objects.update(weekly_capacity=0)
    assert "ask" not in kinds(owner, now)
    Supporter.objects.update(weekly_capacity=None)
    Tie.objects.update(stance="undermines")
    assert "ask" not in kinds(owner, now)
    Tie.objects.update(stance="mixed")
    details = AskDetails("emotional", tuple(NIGHT))
    ask = services.ask_tie(actor=owner, tie_id=tie.id, ask=details, now=now)
    assert "ask" not in kinds(owner, now)
    services.say_not_now(actor=mate, ask_id=ask.id, now=now)
    assert "ask" not in kinds(owner, now)
    assert "ask" in kinds(owner, now + LEFT_IN_PEACE)


def test_who_was_named_is_invited_and_who_was_invited_gets_the_link_once_more(
    owner: Person, night: Need, named: Callable[..., Tie], invited: Callable[..., str], now: datetime
) -> None:
    tie = named("Ann")
    assert ("invite", "Invite Ann to stand with you") in steps_of(owner, now)
    services.invite(actor=owner, tie_id=tie.id, now=now)
    assert ("hand_on", "Pass the link on to Ann once more") in steps_of(owner, now)
    Invitation.objects.update(expires_at=now + timedelta(seconds=1))
    assert ("invite", "Invite Ann to stand with you") in steps_of(owner, now + timedelta(seconds=1))


def test_places_and_who_said_not_now_to_standing_with_them_are_not_invited(
    owner: Person, night: Need, named: Callable[..., Tie], invited: Callable[..., str], now: datetime
) -> None:
    named("The Group", relation="group")
    services.decline_invitation(actor=None, token=invited("Max"), now=now)
    assert kinds(owner, now) == {"name", "professional"}


def test_who_said_no_need_yet_is_taken_to_need_all_three(
    owner: Person, named: Callable[..., Tie], now: datetime
) -> None:
    named("Ann", gives=())
    reasons = {step.reason for step in next_steps_for(owner, now=now).steps}
    assert "There is room for somebody to talk to." in reasons
    assert [step.words for step in next_steps_for(owner, now=now).steps] == ["", "", ""]


def test_an_empty_circle_has_its_own_beginning(owner: Person, night: Need, now: datetime) -> None:
    assert next_steps_for(owner, now=now) == NextSteps((), (), is_few=False)
    assert not next_steps_for(owner, now=now).has_any


def test_two_or_fewer_who_support_recovery_are_few(
    owner: Person, make_person: MakePerson, accepted: Callable[..., Tie], now: datetime, sign_in: SignIn
) -> None:
    kind = "It is lighter when several people carry it with you."
    for number in range(4):
        accepted(make_person(f"Mate {number}"), stance="undermines" if number == 2 else "supports")
        assert next_steps_for(owner, now=now).is_few is (number < 3)
        for page in ("circle", "today"):
            assert (kind in text_of(sign_in(owner).get(to(page)))) is (number < 3)


def test_while_the_first_steps_are_offered_today_offers_nothing_else(
    owner: Person, named: Callable[..., Tie], sign_in: SignIn
) -> None:
    named()
    assert "What could help next" in text_of(sign_in(owner).get(to("today")))
    sign_in(owner).post(to("begin-pass", "needs"))
    said = text_of(sign_in(owner).get(to("today")))
    assert "Go on where you stopped" in said
    assert "What could help next" not in said


def test_today_does_not_show_the_words_of_a_need(
    owner: Person, night: Need, named: Callable[..., Tie], sign_in: SignIn
) -> None:
    named()
    assert "CANARY" not in text_of(sign_in(owner).get(to("today")))
    assert "CANARY-NEED" in text_of(sign_in(owner).get(to("circle")))


def test_it_takes_as_many_queries_for_three_as_for_one(
    owner: Person, make_person: MakePerson, accepted: Callable[..., Tie], now: datetime
) -> None:
    counts = []
    for size in (1, 3):
        for number in range(size):
            accepted(make_person(f"Mate {size} {number}"), offer=EVENINGS)
            words = f"Need {size} {number}"
            services.add_need(actor=owner, details=NeedDetails("practical", words), now=now)
        with CaptureQueriesContext(connection) as captured:
            next_steps_for(owner, now=now)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14


class TestListeners:
    @pytest.fixture
    def listener(self, make_person: MakePerson, now: datetime) -> Person:
        """Somebody on call on Sunday night in New York, which is Monday's in Berlin."""
        person = make_person("Liv Listener", time_zone="America/New_York")
        RoleGrant.objects.create(created_at=now, person=person, role="listener")
        rota_services.take_shift(actor=person, weekday=6, hour=19, hours=2, now=now)
        return person

    def test_they_are_offered_for_the_hours_nobody_covers_and_they_do(
        self, owner: Person, night: Need, listener: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        named("The Group", relation="group")
        (step,) = [step for step in next_steps_for(owner, now=now).steps if step.kind == StepKind.LISTENERS]
        assert step.reason == "There is nobody to talk to at these hours: between 01:00 and 03:00 (Mon)."
        assert step.address == to("rehearse")

    def test_not_while_they_rest_nor_without_the_role_nor_for_themself(
        self, owner: Person, night: Need, listener: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        named("The Group", relation="group")
        Supporter.objects.filter(person=listener).update(breather_until=now + timedelta(days=1))
        assert "listeners" not in kinds(owner, now)
        Supporter.objects.filter(person=listener).update(breather_until=None)
        assert "listeners" in kinds(owner, now)
        Need.objects.update(owner=listener)
        Tie.objects.update(owner=listener)
        assert "listeners" not in kinds(listener, now)
        RoleGrant.objects.all().delete()
        Need.objects.update(owner=owner)
        Tie.objects.update(owner=owner)
        assert "listeners" not in kinds(owner, now)

    def test_not_for_practical_help(
        self, owner: Person, night: Need, listener: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        named("The Group", relation="group")
        Need.objects.update(support="practical")
        assert "listeners" not in kinds(owner, now)


def test_a_provider_of_another_capability_is_ranked_with_the_rest(
    owner: Person, night: Need, named: Callable[..., Tie], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meetings(situation: Situation) -> list[Offered]:
        said = Said("Go to the Monday meeting", "It begins at one.", "See the meeting", "/meetings/monday/")
        keys = [one.need.key for one in situation.coverage.needs]
        return [Offered(Step(StepKind.OFFERED, "monday", key, mask_of(NIGHT), effort=1), lambda: said) for key in keys]

    monkeypatch.setattr("alongside.circles.next_step_providers._providers", {})
    register_provider("meetings", meetings)
    named()
    first = next_steps_for(owner, now=now).first
    assert first
    assert (first.title, first.address) == ("Go to the Monday meeting", "/meetings/monday/")
    with pytest.raises(ValueError, match="already"):
        register_provider("meetings", meetings)


def test_hours_in_an_address_are_read_as_they_were_written() -> None:
    for mask in (1, ALWAYS, mask_of([0, 23, 167])):
        assert mask_of(hours_of_value(hours_value(mask)) or ()) == mask
