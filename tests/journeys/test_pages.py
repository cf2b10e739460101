"""The pages of journeys: the owner's, those of who was told, with an account or by their own link, and Today."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.journeys import services
from alongside.journeys.models import Journey, Setback, Told
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.journeys.conftest import HAPPENED, HELPED, MESSAGE, TITLE, WHY, Started, had_setback, person_of

pytestmark = pytest.mark.django_db

SOBER = {"title": TITLE, "custom": "twelve_step", "own_marks": "45, 100", "why": WHY}


@pytest.fixture
def now(right_now: datetime) -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return right_now


@pytest.fixture
def journey(started: Started) -> Journey:
    """Forty days."""
    return started(days=40)


@pytest.fixture
def browser(owner: Person, sign_in: SignIn) -> Client:
    """The owner's browser."""
    return sign_in(owner)


def day_of(moment: datetime) -> date:
    """Return the day it is for the owner, who lives in Berlin: pages read the clock, also late in the evening."""
    return moment.astimezone(ZoneInfo("Europe/Berlin")).date()


def telling(journey: Journey, *ties: Tie, **said: str) -> dict[str, object]:
    """Return the form of a setback, today."""
    day = day_of(journey.created_at).isoformat()
    return {
        "first_day": day,
        "last_day": "",
        "happened": HAPPENED,
        "helped": HELPED,
        "message": MESSAGE,
        "told": [str(tie.id) for tie in ties],
        "key": "one",
        **said,
    }


def test_somebody_new_finds_the_way_from_today_and_begins(browser: Client, now: datetime) -> None:
    assert "Begin a journey" in text_of(browser.get("/"))
    assert "Days in recovery" in text_of(browser.get(to("journey-choose")))
    day = day_of(now - timedelta(days=40)).isoformat()
    answer = browser.post(to("journey-start", "sober"), {**SOBER, "started_on": day}, follow=True)
    assert answer.redirect_chain == [(to("journey", Journey.objects.get().id), 303)]
    said = text_of(answer)
    for words in (TITLE, "40 days in recovery", "Next: 45 days", "30 days", "24 hours", WHY, "Nobody. You can choose"):
        assert words in said
    today = text_of(browser.get("/"))
    assert "40 days in recovery" in today
    assert WHY not in today


def test_a_form_that_is_not_right_keeps_what_was_typed(browser: Client) -> None:
    answer = browser.post(to("journey-start", "sober"), {**SOBER, "started_on": "", "own_marks": "many"})
    assert answer.status_code == 422
    assert "Please write whole numbers" in text_of(answer)
    assert TITLE in answer.content.decode()
    assert browser.get(to("journey-start", "nothing")).status_code == 404


def test_an_action_is_counted_from_today_and_taken_back(browser: Client, exercises: Journey) -> None:
    answer = browser.post(to("journey-log", exercises.id), {"key": "one", "from": "today"}, follow=True)
    assert answer.redirect_chain == [("/", 303)]
    assert "1 time today" in text_of(answer)
    browser.post(to("journey-log", exercises.id), {"key": "one"})
    assert exercises.actions.count() == 1
    browser.post(to("journey-log-back", exercises.id))
    assert exercises.actions.count() == 0


def test_changing_putting_away_taking_up_and_deleting(browser: Client, journey: Journey) -> None:
    page = browser.get(to("journey-change", journey.id))
    assert f'value="{journey.started_on.isoformat()}"' in page.content.decode()
    day = (journey.started_on - timedelta(days=60)).isoformat()
    browser.post(to("journey-change", journey.id), {**SOBER, "started_on": day})
    assert "100 days in recovery" in text_of(browser.get(to("journey", journey.id)))
    browser.post(to("journey-end", journey.id))
    assert "put away" in text_of(browser.get(to("journey", journey.id)))
    assert TITLE not in text_of(browser.get("/"))
    browser.post(to("journey-take-up", journey.id))
    assert TITLE in text_of(browser.get("/"))
    assert "Delete this journey?" in text_of(browser.get(to("journey-remove", journey.id)))
    browser.post(to("journey-remove", journey.id))
    assert not Journey.objects.exists()


class TestSetback:
    def test_the_page_says_what_changes_and_whom_it_tells_before_anything_is_kept(
        self, browser: Client, journey: Journey, tie: Tie, other_tie: Tie
    ) -> None:
        form = browser.get(to("journey-setback", journey.id))
        said = text_of(form)
        for words in ("Mia M.", "Otto O.", "What you have reached stays: 40 days in recovery", "Reach out", WHY):
            assert words in said
        assert "checked" not in form.content.decode(), "nobody is chosen to begin with"
        review = browser.post(to("journey-setback", journey.id), telling(journey, tie))
        said = text_of(review)
        for words in (
            "This day is not counted. Everything you have counted stays: 40 days in recovery.",
            "Mia M., and nobody else.",
            "Every milestone you have reached stays reached",
            MESSAGE,
        ):
            assert words in said
        assert "Otto" not in said
        assert HAPPENED not in said
        assert (Setback.objects.count(), Told.objects.count()) == (0, 0)

    def test_it_is_kept_when_it_is_sure_and_shows_what_is_near(
        self, browser: Client, journey: Journey, tie: Tie
    ) -> None:
        sure = {**telling(journey, tie), "sure": "1"}
        answer = browser.post(to("journey-setback", journey.id), sure, follow=True)
        browser.post(to("journey-setback", journey.id), sure)
        setback = Setback.objects.get()
        assert answer.redirect_chain == [(to("setback", setback.id), 303)]
        said = text_of(answer)
        for words in (HAPPENED, HELPED, MESSAGE, "Mia M.", "40 days in recovery", "Reach out"):
            assert words in said
        assert Told.objects.get().tie == tie

    def test_something_can_be_changed_after_the_review(self, browser: Client, journey: Journey, tie: Tie) -> None:
        again = browser.post(to("journey-setback", journey.id), {**telling(journey, tie), "again": "1"})
        page = again.content.decode()
        assert HAPPENED in page
        assert page.count("checked") == 1
        assert not Setback.objects.exists()

    def test_days_that_lie_behind_are_said_by_number(self, browser: Client, journey: Journey) -> None:
        first = day_of(journey.created_at - timedelta(days=4)).isoformat()
        last = day_of(journey.created_at - timedelta(days=3)).isoformat()
        form = telling(journey, first_day=first, last_day=last)
        said = text_of(browser.post(to("journey-setback", journey.id), form))
        assert "Of what you have counted, 2 days are taken out. All others stay: 38 days in recovery." in said
        assert "Nobody. It stays with you." in said
        wrong = browser.post(to("journey-setback", journey.id), {**form, "last_day": "2020-01-01"})
        assert wrong.status_code == 422
        assert "The last day cannot be before the first one" in text_of(wrong)

    def test_the_chosen_tie_reads_it_and_sends_a_word_and_nobody_else_sees_any_of_it(
        self, browser: Client, journey: Journey, tie: Tie, other_tie: Tie, sign_in: SignIn
    ) -> None:
        had_setback(journey, journey.created_at, tie)
        told = Told.objects.get()
        mate, other = sign_in(person_of(tie)), sign_in(person_of(other_tie))
        for page in ("/", to("supporting"), to("supporting-told", told.id)):
            said = text_of(mate.get(page))
            assert MESSAGE in said
            assert TITLE in said
            for secret in (HAPPENED, HELPED, WHY, "40 days"):
                assert secret not in said
        assert "Odd Owner lets you know of a setback" in text_of(mate.get("/"))
        for page in ("/", to("supporting")):
            assert "CANARY" not in text_of(other.get(page))
        assert other.get(to("supporting-told", told.id)).status_code == 404
        assert mate.post(to("supporting-told", told.id), {"words": "", "motif": ""}).status_code == 422
        answer = mate.post(to("supporting-told", told.id), {"words": "I am here", "motif": "sprout"}, follow=True)
        assert answer.redirect_chain == [(to("supporting"), 303)]
        assert MESSAGE not in text_of(mate.get("/"))
        said = text_of(browser.get("/"))
        for words in ("Mia M. is with you", "I am here", "A drawn card: A sprout"):
            assert words in said
        browser.post(to("journey-words-read", told.id))
        assert "I am here" not in text_of(browser.get("/"))
        assert "I am here" in text_of(browser.get(to("journey", journey.id)))

    def test_a_contact_reads_it_on_their_own_page(
        self, journey: Journey, contact: Supporter, contact_tie: Tie, sign_in: SignIn, now: datetime
    ) -> None:
        had_setback(journey, now, contact_tie)
        told, token, nobody = Told.objects.get(), contact_token(contact), sign_in(None)
        assert MESSAGE in text_of(nobody.get(to("with", token)))
        assert MESSAGE in text_of(nobody.get(to("with-told", token, told.id)))
        assert nobody.post(to("with-told", token, told.id), {"words": "Hola", "motif": ""}).status_code == 303
        assert nobody.post(to("with-told-seen", token, told.id)).status_code == 303
        told.refresh_from_db()
        assert (told.said_at is not None, told.seen_at is not None) == (True, True)

    def test_it_can_be_taken_out_again(self, browser: Client, journey: Journey, now: datetime) -> None:
        setback = had_setback(journey, now)
        assert "Take this setback out again?" in text_of(browser.get(to("setback-remove", setback.id)))
        browser.post(to("setback-remove", setback.id))
        assert not Setback.objects.exists()


def test_who_hears_is_chosen_with_nobody_to_begin_with(
    browser: Client, journey: Journey, tie: Tie, other_tie: Tie
) -> None:
    page = browser.get(to("journey-hears", journey.id))
    assert "checked" not in page.content.decode()
    assert "They see no setback" in text_of(page)
    browser.post(to("journey-hears", journey.id), {"hears": [str(tie.id)]})
    said = text_of(browser.get(to("journey", journey.id)))
    assert "Mia M., in the morning of the day." in said
    assert "Otto O." not in said
    assert browser.post(to("journey-hears", journey.id), {"hears": [str(journey.id)]}).status_code == 422


def test_a_chip_is_drawn_for_what_was_reached_alone(
    browser: Client, journey: Journey, sign_in: SignIn, tie: Tie
) -> None:
    chip = browser.get(to("journey-chip-drawing", journey.id, "days-30"))
    assert chip.headers["Content-Type"] == "image/svg+xml"
    drawn = chip.content.decode()
    assert '<title id="chip-title">30 days</title>' in drawn
    assert TITLE in drawn
    assert "style=" not in drawn
    for name in ("journey-chip", "journey-chip-drawing"):
        assert browser.get(to(name, journey.id, "days-60")).status_code == 404
        assert browser.get(to(name, journey.id, "anything")).status_code == 404
        assert sign_in(person_of(tie)).get(to(name, journey.id, "days-30")).status_code == 404


def test_a_chip_has_a_page_to_print_it_to_keep_it_and_to_go_back(browser: Client, journey: Journey) -> None:
    page = browser.get(to("journey-chip", journey.id, "days-30"))
    written = page.content.decode()
    assert "30 days , reached on" in text_of(page)
    assert f'src="{to("journey-chip-drawing", journey.id, "days-30")}"' in written
    assert f'alt="30 days, {TITLE}"' in written
    assert f'href="{to("journey", journey.id)}"' in written
    assert "Keep it as a picture" in written


def test_goals_are_found_from_today_and_from_journeys_without_one(browser: Client) -> None:
    assert f'href="{to("goal-add")}"' in browser.get(to("today")).content.decode()
    assert f'href="{to("goals")}"' in browser.get(to("journeys")).content.decode()


def test_a_title_cannot_break_out_of_a_chip(browser: Client, started: Started) -> None:
    journey = started(days=2, title="<script>&")
    drawn = browser.get(to("journey-chip-drawing", journey.id, "days-1")).content.decode()
    assert "<script>" not in drawn
    assert "&lt;script&gt;&amp;" in drawn


def test_the_page_asks_as_often_whatever_there_is(
    browser: Client, journey: Journey, tie: Tie, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get("/")
    for number in range(3):
        had_setback(journey, now, tie, first=day_of(now) - timedelta(days=2 * number), key=str(number))
        told = Told.objects.latest("created_at", "id")
        services.say_words(actor=person_of(tie), told_id=told.id, words="Yes", motif="", now=now)
        if number != 1:
            with django_assert_num_queries(21):
                browser.get(to("journey", journey.id))
