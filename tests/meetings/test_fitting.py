"""Meetings for hours in which nobody of a circle could be there, and a saved meeting as a tie of the circle."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles import services as circles
from alongside.circles.covering import coverage_for
from alongside.circles.details import NeedDetails
from alongside.circles.enums import Weight
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.next_step_providers import Situation
from alongside.circles.next_steps_queries import next_steps_for
from alongside.circles.week import from_to
from alongside.kernel.errors import Conflict, NotFound
from alongside.meetings import services
from alongside.meetings.fit_page import fit_page
from alongside.meetings.models import Meeting, Saved
from alongside.meetings.next_steps import offered
from tests.circles import conftest as circle
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.meetings.conftest import MakeMeeting

owner, stranger, sign_in, named = circle.owner, circle.stranger, circle.sign_in, circle.named


pytestmark = pytest.mark.django_db

# Saturday noon. The owner's clock is that of Berlin.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
WORDS = "Nobody at home on Sundays"
SUNDAY_EVENING = from_to(18, 22, on=[6])


@pytest.fixture
def now() -> datetime:
    """The Saturday."""
    return NOW


@pytest.fixture
def need(owner: Person) -> None:
    """The owner needs somebody to talk to on Sunday evenings, and nobody is there."""
    details = NeedDetails("emotional", WORDS, SUNDAY_EVENING, Weight.CANNOT_DO_WITHOUT)
    circles.add_needs(actor=owner, needs=(details,), now=NOW)


@pytest.fixture
def make(make_meeting: MakeMeeting) -> Callable[..., Meeting]:
    """Return what makes a meeting on Sundays at 19:00 in Berlin."""

    def made(name: str, **values: Any) -> Meeting:
        return make_meeting(**{"name": name, "day": 0, "time": time(19), "timezone": "Europe/Berlin", **values})

    return made


def save(owner: Person, meeting: Meeting) -> Saved:
    """Save a meeting."""
    return services.save_meeting(actor=owner, slug=meeting.slug, now=NOW)


def steps(owner: Person) -> list[tuple[str, list[int]]]:
    """Return what is offered as next steps, by why and hours."""
    coverage = coverage_for(owner, now=NOW)
    found = list(offered(Situation(owner, NOW, coverage)))
    return [(str(one.said().why), [hour for hour in range(168) if one.step.hours >> hour & 1]) for one in found]


def names(owner: Person) -> list[tuple[str, str]]:
    """Return what fits, and why."""
    return [(one.name, one.why) for one in fit_page(owner, now=NOW).lines]


def test_saved_ones_come_first_then_what_is_online_in_these_hours(
    owner: Person, need: None, make: Callable[..., Meeting]
) -> None:
    make("Early online", attendance="online", time=time(17, 30))
    make("Other day online", attendance="online", day=1)
    make("In person")
    make("Online", attendance="online", time=time(18))
    save(owner, make("Saved", time=time(20)))
    save(owner, make("Saved, on another day", day=3))
    why = "nobody could be there for this then: “Nobody at home on Sundays”"
    assert names(owner) == [("Saved", f"You saved it, and {why}"), ("Online", f"It is online, and {why}")]
    assert steps(owner) == [("You saved one that is held at such an hour.", [6 * 24 + 18, 6 * 24 + 20])]


def test_an_hour_is_one_on_the_owners_clock(owner: Person, need: None, make: Callable[..., Meeting]) -> None:
    make("Noon in New York", attendance="online", time=time(12), timezone="America/New_York")
    make("Evening in New York", attendance="online", timezone="America/New_York")
    assert [name for name, _why in names(owner)] == ["Noon in New York"]
    assert [hours for _why, hours in steps(owner)] == [[6 * 24 + 18]]


def test_without_a_gap_or_for_practical_help_nothing_is_offered(owner: Person, make: Callable[..., Meeting]) -> None:
    make("Online", attendance="online")
    details = NeedDetails("practical", WORDS, SUNDAY_EVENING, Weight.MATTERS)
    circles.add_needs(actor=owner, needs=(details,), now=NOW)
    assert (steps(owner), fit_page(owner, now=NOW).has_gaps) == ([], False)


def test_who_has_said_no_need_is_shown_what_is_online(owner: Person, make: Callable[..., Meeting]) -> None:
    make("Online", attendance="online")
    assert names(owner) == [("Online", "You can join from wherever you are.")]


def test_a_meeting_of_the_circle_is_not_offered_once_more_and_is_no_answer(
    owner: Person, need: None, make: Callable[..., Meeting]
) -> None:
    row = save(owner, make("Saved", duration_min=60))
    make("Online at the same hour", attendance="online")
    tie = services.add_to_circle(actor=owner, saved_id=row.id, now=NOW)
    assert services.add_to_circle(actor=owner, saved_id=row.id, now=NOW) == tie
    assert (tie.relation, tie.rhythm, tie.gives, tie.state) == ("group", "weekly", ["emotional"], "named")
    assert names_of([tie]) == {tie.id: "Saved"}
    assert (steps(owner), names(owner)) == ([], [])
    assert "19" in fit_page(owner, now=NOW).held
    (one,) = coverage_for(owner, now=NOW).needs
    assert one.gaps.bit_count() == 4, "a reach-out goes to nobody there"


def test_removed_from_the_circle_it_can_be_added_anew(owner: Person, make: Callable[..., Meeting]) -> None:
    row = save(owner, make("Online", attendance="online"))
    first = services.add_to_circle(actor=owner, saved_id=row.id, now=NOW)
    circles.remove_tie(actor=owner, tie_id=first.id, now=NOW)
    second = services.add_to_circle(actor=owner, saved_id=row.id, now=NOW)
    assert (first.relation, second != first) == ("online", True)
    services.remove_saved(actor=owner, saved_id=row.id, now=NOW)
    assert Tie.objects.filter(id=second.id, state="named").exists(), "the tie is the owner's to remove"


def test_nobody_else_adds_it_and_one_that_is_gone_is_not_added(
    owner: Person, stranger: Person, make: Callable[..., Meeting]
) -> None:
    row = save(owner, make("Saved"))
    with pytest.raises(NotFound):
        services.add_to_circle(actor=stranger, saved_id=row.id, now=NOW)
    Meeting.objects.update(state="gone")
    with pytest.raises(Conflict):
        services.add_to_circle(actor=owner, saved_id=row.id, now=NOW)
    assert not Tie.objects.exists()


def test_it_costs_the_same_whatever_there_is(
    owner: Person, need: None, make: Callable[..., Meeting], django_assert_num_queries: Callable[[int], Any]
) -> None:
    coverage = coverage_for(owner, now=NOW)
    for number in (1, 2, 3):
        make(f"Online {number}", attendance="online")
        save(owner, make(f"Saved {number}"))
        if number != 2:
            with django_assert_num_queries(7):
                assert len(list(offered(Situation(owner, NOW, coverage)))) == 1


def test_it_stands_below_the_best_steps_where_others_could_help_more(
    owner: Person, need: None, make: Callable[..., Meeting], named: Callable[..., Tie]
) -> None:
    for name in ("Ada", "Bo", "Cai"):
        named(name, gives=("emotional",))
    assert len(next_steps_for(owner, now=NOW).steps) == 3
    make("Online", attendance="online")
    steps = next_steps_for(owner, now=NOW).steps
    assert [step.button for step in steps[:3]].count("See which meetings fit") == 0
    assert [step.button for step in steps[3:]] == ["See which meetings fit"]


def test_the_pages(owner: Person, stranger: Person, need: None, make: Callable[..., Meeting], sign_in: SignIn) -> None:
    row, browser = save(owner, make("Saved")), sign_in(owner)
    assert WORDS in text_of(browser.get(to("meetings-that-fit")))
    assert sign_in(stranger).post(to("my-meeting-to-circle", row.id)).status_code == 404
    said = text_of(browser.post(to("my-meeting-to-circle", row.id), follow=True))
    assert "It is part of your circle" in said
    tie = Tie.objects.get()
    assert "Saved" in text_of(browser.get(to("circle-tie", tie.id)))
    assert WORDS not in text_of(sign_in(stranger).get(to("meetings-that-fit")))
