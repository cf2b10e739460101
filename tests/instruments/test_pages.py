"""The pages of questionnaires, and where they are found: other pages, Today when it is time, a supporter's page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.instruments import services
from alongside.instruments.models import Result, Rhythm, Share
from alongside.instruments.retake import Every
from alongside.kernel.clock import current_time
from alongside.kernel.due import kinds, step_due
from alongside.plans import services as plans
from alongside.plans.steps import PlanKind, Step
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.instruments.conftest import Take, all_of
from tests.instruments.test_scoring import SHAPES

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
HELP = "First of all: you need not be alone with this"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def send(browser: Client, key: str, answers: dict[str, int | None], **more: str) -> str:
    """Send answers, and say what the page says that they lead to."""
    said = {name: str(value) for name, value in answers.items() if value is not None}
    return text_of(browser.post(to("instrument-take", key), {**said, **more}, follow=True))


class TestFinding:
    def test_all_stand_on_one_page_the_eight_before_the_nine(self, owner: Person, sign_in: SignIn) -> None:
        text = text_of(sign_in(owner).get(to("instruments")))
        places = [text.index(name) for name in ("PHQ-8", "PHQ-9", "GAD-7", "BARC-10", "UCLA-3")]
        assert places == sorted(places)
        assert "Look how worn out you are" not in text

    def test_who_supports_somebody_is_led_to_the_page_about_being_worn_out(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate)
        assert f'href="{to("burnout")}"' in sign_in(mate).get(to("instruments")).content.decode()

    @pytest.mark.parametrize("page", ["account", "check-ins", "toolbox"])
    def test_other_pages_lead_there(self, owner: Person, sign_in: SignIn, page: str) -> None:
        assert f'href="{to("instruments")}"' in sign_in(owner).get(to(page)).content.decode()

    def test_today_says_nothing_until_it_is_time(
        self, owner: Person, take: Take, sign_in: SignIn, now: datetime
    ) -> None:
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.TWO_WEEKS, now=now - 3 * WEEK)
        browser = sign_in(owner)
        assert "A look at how you are" not in text_of(browser.get(to("today")))
        step_due(next(kind for kind in kinds() if kind.name == "retake"), now=now)
        text = text_of(browser.get(to("today")))
        assert "A look at how you are" in text
        assert "GAD-7" in text
        sent = browser.post(to("instrument-not-now", "gad-7"), follow=True)
        assert "Not this time, then." in text_of(sent)
        assert "A look at how you are" not in text_of(sent)

    def test_an_unknown_one_is_not_there(self, owner: Person, sign_in: SignIn) -> None:
        for name in ("instrument", "instrument-take", "instrument-share", "instrument-csv", "instrument-again"):
            assert sign_in(owner).get(to(name, "who-5")).status_code == 404

    def test_those_of_the_place_stand_beside_ours(self, owner: Person, sign_in: SignIn, settings: Settings) -> None:
        settings.OWN_QUESTIONNAIRES = tuple(SHAPES.values())
        browser = sign_in(owner)
        assert "MSPSS" in text_of(browser.get(to("instruments")))
        answers = {f"q{place}": value for place, value in enumerate([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5], 1)}
        text = send(browser, "mspss-shape", answers)
        assert "Family : 3 of 7" in text
        assert "Significant-other : 2.75 of 7" in text
        assert "Total : 3.58 of 7" in text


class TestTaking:
    def test_the_page_says_beforehand_who_sees_it_and_where_an_answer_leads(
        self, owner: Person, sign_in: SignIn
    ) -> None:
        browser = sign_in(owner)
        nine, eight = (text_of(browser.get(to("instrument-take", key))) for key in ("phq-9", "phq-8"))
        assert "Only you see your answers and what comes out." in nine
        assert "you come to help first" in nine
        assert nine.index("you come to help first") < nine.index("Little interest or pleasure in doing things")
        assert "Take PHQ-8 instead" in nine
        assert "you come to help first" not in eight
        assert "hurting yourself" not in eight

    def test_the_number_its_mark_and_what_it_does_not_say(self, owner: Person, sign_in: SignIn) -> None:
        text = send(sign_in(owner), "phq-8", all_of("phq-8", 1))
        assert "Total : 8 of 24" in text
        assert "5 to 9 is what its makers call mild." in text
        assert "Nobody was told. Only you see this." in text
        assert "It is not a diagnosis." in text
        assert "It does not say why you feel so, or what will come." in text
        assert "Pfizer" in text
        assert HELP not in text

    @pytest.mark.parametrize(("others", "hurt"), [(0, 1), (3, 3), (0, 2)])
    def test_that_answer_leads_to_help_before_the_number_whatever_it_is(
        self, owner: Person, sign_in: SignIn, now: datetime, others: int, hurt: int
    ) -> None:
        plans.write_step(actor=owner, kind=PlanKind.SAFETY, step=Step.SIGNS, lines=["I count"], tie_ids=[], now=now)
        browser = sign_in(owner)
        text = send(browser, "phq-9", all_of("phq-9", others, hurt=hurt))
        order = [
            HELP,
            "Nobody was told that you answered so.",
            "Reach out",
            "Crisis lines",
            "Your safety plan",
            "of 27",
        ]
        places = [text.index(words, text.index(HELP)) for words in order]
        assert places == sorted(places)
        html = browser.get(to("instrument-result", Result.objects.get().id)).content.decode()
        main = html[html.index("<main") :]
        assert 'href="/reach-out/"' in main
        assert f'href="{to("plan", "safety")}"' in main

    def test_help_does_not_wait_for_the_other_answers(self, owner: Person, sign_in: SignIn) -> None:
        text = send(sign_in(owner), "phq-9", {"hurt": 1})
        assert HELP in text
        assert "You left a question open" in text
        assert "of 27" not in text

    def test_help_does_not_wait_for_an_answer_that_cannot_be_one(self, owner: Person, sign_in: SignIn) -> None:
        text = send(sign_in(owner), "phq-9", {**all_of("phq-9", 0, hurt=1), "sleep": "9"})
        assert HELP in text
        assert Result.objects.count() == 1

    def test_answered_with_not_at_all_there_is_no_word_of_it(self, owner: Person, sign_in: SignIn) -> None:
        assert HELP not in send(sign_in(owner), "phq-9", all_of("phq-9", 3, hurt=0))

    def test_what_is_left_open_is_asked_about_once_and_nothing_is_lost(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        answers = {name: str(value) for name, value in all_of("gad-7", 2).items() if name != "afraid"}
        answer = browser.post(to("instrument-take", "gad-7"), answers)
        assert answer.status_code == 422
        assert "This one is still open." in text_of(answer)
        assert answer.content.decode().count("checked") == 6
        assert not Result.objects.exists()
        text = send(browser, "gad-7", all_of("gad-7", 2, afraid=None), as_it_is="yes")
        assert "You left a question open, and that is fine." in text
        assert "of 21" not in text

    def test_nothing_answered_is_nothing_kept(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("instrument-take", "gad-7"), {"as_it_is": "yes"})
        assert answer.status_code == 422
        assert "Nothing is answered yet." in text_of(answer)
        assert not Result.objects.exists()

    def test_what_is_no_answer_is_refused_with_a_sentence(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("instrument-take", "gad-7"), {**all_of("gad-7", 1), "nervous": "4"})
        assert answer.status_code == 422
        assert "Please choose one of these." in text_of(answer)
        assert not Result.objects.exists()

    def test_in_another_language_the_questions_stay_as_they_were_tested(self, owner: Person, sign_in: SignIn) -> None:
        owner.locale = "es"
        owner.save()
        browser = sign_in(owner)
        answer = browser.get(to("instrument-take", "gad-7"))
        html = answer.content.decode()
        assert '<span lang="en">Feeling nervous, anxious or on edge</span>' in html
        assert '<span lang="es">Siete preguntas' in html
        assert not answer.context["speaks"]
        owner.locale = "en"
        owner.save()
        assert "word for word" not in text_of(sign_in(owner).get(to("instrument-take", "gad-7")))


class TestNextStep:
    ADVICE = "From 10 on, its makers advise to talk about it with a doctor"

    @pytest.mark.parametrize("key", ["phq-8", "phq-9", "gad-7"])
    def test_from_where_the_makers_advise_it_the_page_offers_what_can_be_done(
        self, owner: Person, sign_in: SignIn, key: str
    ) -> None:
        browser = sign_in(owner)
        first, second, *others = all_of(key, 0)
        nine = {**all_of(key, 0), first: 3, second: 3, others[0]: 3}
        assert self.ADVICE not in send(browser, key, nine)
        text = send(browser, key, {**nine, others[1]: 1})
        order = ["Talk to a doctor", "Reach out", "Breathe out slowly", "Other things to try"]
        places = [text.index(words, text.index(self.ADVICE)) for words in order]
        assert places == sorted(places)
        assert text.index("10 of") < text.index(self.ADVICE)
        assert "In your circle there is" not in text

    def test_a_professional_of_the_circle_is_named(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        named("Dr. Test", relation="professional")
        named("Auntie Test")
        text = send(sign_in(owner), "gad-7", all_of("gad-7", 2))
        assert "In your circle there is Dr. Test." in text

    def test_after_help_it_is_not_said_again(self, owner: Person, sign_in: SignIn) -> None:
        text = send(sign_in(owner), "phq-9", all_of("phq-9", 3))
        assert text.index(HELP) < text.index(self.ADVICE)
        assert text.count("Breathe out slowly") == 1

    @pytest.mark.parametrize("key", ["barc-10", "ucla-3"])
    def test_where_nobody_advised_anything_nothing_is_said(self, owner: Person, sign_in: SignIn, key: str) -> None:
        assert "Talk to a doctor" not in send(sign_in(owner), key, all_of(key, 3))


class TestChange:
    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            (1, 2, "7 points more than on"),
            (2, 1, "7 points less than on"),
            (1, 1, "It is the same number."),
        ],
    )
    def test_a_change_says_by_how_much(
        self, take: Take, sign_in: SignIn, before: int, after: int, sentence: str
    ) -> None:
        take("gad-7", before, now=current_time() - WEEK)
        row = take("gad-7", after)
        assert sentence in text_of(sign_in(row.person).get(to("instrument-result", row.id)))

    def test_and_what_that_can_be_told_apart_from(self, take: Take, sign_in: SignIn, now: datetime) -> None:
        take("gad-7", 1, now=now - WEEK)
        row = take(answers=all_of("gad-7", 1, afraid=2))
        browser = sign_in(row.person)
        text = text_of(browser.get(to("instrument-result", row.id)))
        assert "1 point more than on" in text
        assert "This is smaller than what the questionnaire can tell apart, so it may be chance." in text
        take("phq-8", 1, now=now - WEEK)
        row = take("phq-8", 2)
        text = text_of(browser.get(to("instrument-result", row.id)))
        assert "Nobody has published how large a change must be here to be more than chance." in text


class TestHistory:
    def test_a_line_and_the_same_as_a_table(self, owner: Person, take: Take, sign_in: SignIn, now: datetime) -> None:
        browser = sign_in(owner)
        assert "<table" not in browser.get(to("instrument", "gad-7")).content.decode()
        take("gad-7", 1, now=now - 2 * WEEK)
        assert "over-time" not in browser.get(to("instrument", "gad-7")).content.decode()
        take("gad-7", 3)
        take(answers=all_of("gad-7", 0, afraid=None), now=now - WEEK)
        answer = browser.get(to("instrument", "gad-7"))
        assert answer.content.decode().count("<circle") == 2
        text = text_of(answer)
        assert text.index("21 of 21") < text.index("No number: something was left open") < text.index("7 of 21")
        assert "nobody can tell from it what will come" in text

    def test_all_can_be_taken_along_as_a_file(self, owner: Person, take: Take, sign_in: SignIn, now: datetime) -> None:
        take("gad-7", 1, now=now - WEEK)
        take(answers=all_of("gad-7", 2, afraid=None))
        answer = sign_in(owner).get(to("instrument-csv", "gad-7"))
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="questionnaire.csv"'
        lines = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()]
        assert lines[0] == ["taken_at", "total", *all_of("gad-7", 0)]
        assert [line[1:] for line in lines[1:]] == [["7.0", *["1"] * 7], ["", *["2"] * 6, ""]]

    @pytest.mark.parametrize("name", ["instruments", "instrument", "instrument-result", "today"])
    def test_pages_ask_the_database_as_often_for_three_results_as_for_one(
        self, owner: Person, take: Take, sign_in: SignIn, now: datetime, name: str
    ) -> None:
        browser, row = sign_in(owner), take("gad-7", 1)
        place = {"instrument": ["gad-7"], "instrument-result": [row.id]}.get(name, [])
        browser.get(to(name, *place))
        with CaptureQueriesContext(connection) as one:
            browser.get(to(name, *place))
        take("gad-7", 2, now=now - WEEK)
        take("phq-8", 2, now=now - WEEK)
        with CaptureQueriesContext(connection) as three:
            browser.get(to(name, *place))
        assert len(three) == len(one)

    def test_one_result_and_all_are_deleted_after_asking(
        self, owner: Person, take: Take, sign_in: SignIn, now: datetime
    ) -> None:
        old, _new = take("gad-7", 1, now=now - WEEK), take("gad-7", 2)
        browser = sign_in(owner)
        assert "Delete this result?" in text_of(browser.get(to("instrument-result-remove", old.id)))
        browser.post(to("instrument-result-remove", old.id))
        assert Result.objects.count() == 1
        browser.get(to("instrument-remove", "gad-7"))
        assert Result.objects.count() == 1
        browser.post(to("instrument-remove", "gad-7"))
        assert not Result.objects.exists()

    def test_what_is_not_here_any_more_is_said_and_can_be_deleted(
        self, owner: Person, take: Take, sign_in: SignIn
    ) -> None:
        row = take()
        Result.objects.update(instrument="who-5")
        browser = sign_in(owner)
        assert "Not here any more" in text_of(browser.get(to("instruments")))
        assert browser.get(to("instrument-result", row.id)).status_code == 404
        browser.post(to("instruments-gone"))
        assert not Result.objects.exists()


class TestAgain:
    def test_nothing_is_chosen_beforehand_and_every_rhythm_can_be(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert browser.get(to("instrument-again", "gad-7")).context["form"]["every"].value() == ""
        text = text_of(browser.post(to("instrument-again", "gad-7"), {"every": "4-weeks"}, follow=True))
        assert "Every four weeks. The next time is" in text
        assert Rhythm.objects.get().every == "4-weeks"
        browser.post(to("instrument-again", "gad-7"), {"every": ""})
        assert not Rhythm.objects.exists()


class TestSharing:
    def test_nobody_is_chosen_beforehand_and_readers_are_named_before_taking(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        browser = sign_in(owner)
        answer = browser.get(to("instrument-share", "phq-9"))
        assert answer.context["form"]["readers"].value() == []
        assert "They never see what you answered to a question" in text_of(answer)
        browser.post(to("instrument-share", "phq-9"), {"readers": [str(tie.id)]})
        assert "The number can be read by Auntie Test" in text_of(browser.get(to("instrument-take", "phq-9")))
        text = send(browser, "phq-9", all_of("phq-9", 0, hurt=1))
        assert "Nobody was told. The number can be read by Auntie Test, as you chose." in text

    def test_a_supporter_reads_numbers_and_the_owner_sees_that_they_did(
        self, mate: Person, accepted: Callable[..., Tie], take: Take, sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        take("phq-9", 1, hurt=3)
        services.share_results(actor=tie.owner, key="phq-9", tie_ids=[tie.id], now=current_time())
        browser = sign_in(mate)
        path = to("supporting-questionnaires", tie.id)
        assert f'href="{path}"' in browser.get(to("supporting")).content.decode()
        text = text_of(browser.get(path))
        assert "11 of 27" in text
        assert "Nearly every day" not in text
        assert "better off dead" not in text
        assert "A number is no diagnosis" in text
        assert "Who has read numbers that you share" in text_of(sign_in(tie.owner).get(to("instrument", "phq-9")))

    def test_the_day_is_the_one_on_which_the_owner_took_it(
        self, mate: Person, accepted: Callable[..., Tie], take: Take, sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        for person, zone in ((tie.owner, "America/Los_Angeles"), (mate, "Pacific/Auckland")):
            person.time_zone = zone
            person.save()
        take("gad-7", 1, now=datetime(2026, 3, 5, 6, tzinfo=UTC))
        services.share_results(actor=tie.owner, key="gad-7", tie_ids=[tie.id], now=current_time())
        text = text_of(sign_in(mate).get(to("supporting-questionnaires", tie.id)))
        assert "4 March 2026" in text
        assert "5 March 2026" not in text

    def test_a_supporters_pages_ask_the_database_as_often_for_three_results_as_for_one(
        self, mate: Person, accepted: Callable[..., Tie], take: Take, sign_in: SignIn
    ) -> None:
        tie, browser = accepted(mate), sign_in(mate)

        def asked() -> list[int]:
            counted = []
            for path in (to("supporting"), to("supporting-questionnaires", tie.id)):
                browser.get(path)
                with CaptureQueriesContext(connection) as queries:
                    browser.get(path)
                counted.append(len(queries))
            return counted

        services.share_results(actor=tie.owner, key="gad-7", tie_ids=[tie.id], now=current_time())
        take("gad-7", 1)
        first = asked()
        services.share_results(actor=tie.owner, key="phq-8", tie_ids=[tie.id], now=current_time())
        for weeks in (1, 2):
            take("phq-8", 1, now=current_time() - weeks * WEEK)
        assert asked() == first

    def test_the_page_ends_with_the_choice(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn, now: datetime
    ) -> None:
        tie = accepted(mate)
        services.share_results(actor=owner, key="phq-9", tie_ids=[tie.id], now=now)
        browser = sign_in(mate)
        assert browser.get(to("supporting-questionnaires", tie.id)).status_code == 200
        sign_in(owner).post(to("instrument-share", "phq-9"), {})
        assert not Share.objects.exists()
        assert browser.get(to("supporting-questionnaires", tie.id)).status_code == 404
        assert "Numbers shared with you" not in text_of(browser.get(to("supporting")))

    def test_a_contact_reads_them_by_their_link_in_their_language(
        self, owner: Person, contact: Supporter, take: Take, sign_in: SignIn, now: datetime
    ) -> None:
        take("gad-7", 1)
        services.share_results(actor=owner, key="gad-7", tie_ids=[Tie.objects.get(supporter=contact).id], now=now)
        path = to("with-questionnaires", contact_token(contact))
        assert f'href="{path}"' in sign_in(None).get(to("with", contact_token(contact))).content.decode()
        text = text_of(sign_in(None).get(path))
        assert "Siete preguntas" in text
        assert "Feeling nervous" not in text

    def test_with_nobody_to_choose_it_says_what_to_do(self, owner: Person, sign_in: SignIn) -> None:
        text = text_of(sign_in(owner).get(to("instrument-share", "phq-9")))
        assert "Nobody has said yes to you here yet." in text
        assert "Name somebody" in text
