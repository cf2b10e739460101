"""The burnout check: how it is scored, that it is its person's alone, and what its pages say first."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.circles import privacy, services
from alongside.circles.burnout import FILE, is_high, personal_scale, score_of
from alongside.circles.burnout_checks import checks_of
from alongside.circles.burnout_wording import ANSWERS, ITEMS
from alongside.circles.models import BurnoutCheck, Tie
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotFound
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn

VECTOR = (50, 50, 75, 25, 50, 50)
VALUES = (100, 75, 50, 25, 0)
SENT = dict(zip(personal_scale().items, map(str, VECTOR), strict=True))


class TestScored:
    def test_the_known_vector(self) -> None:
        assert score_of(VECTOR) == 50.0

    @pytest.mark.parametrize(("answers", "score"), [([0] * 6, 0.0), ([100] * 6, 100.0), ([25] * 5 + [0], 125 / 6)])
    def test_it_is_the_mean(self, answers: list[int], score: float) -> None:
        assert score_of(answers) == score

    @given(st.lists(st.sampled_from(VALUES), min_size=6, max_size=6))
    def test_every_set_of_answers(self, answers: list[int]) -> None:
        assert score_of(answers) == pytest.approx(mean(answers))

    @pytest.mark.parametrize("place", range(6))
    def test_an_answer_that_is_missing_leaves_no_score(self, place: int) -> None:
        answers: list[int | None] = list(VECTOR)
        answers[place] = None
        assert score_of(answers) is None

    @pytest.mark.parametrize("answers", [VECTOR[:5], (*VECTOR, 50), (), (10, *VECTOR[1:]), (-25, *VECTOR[1:])])
    def test_what_cannot_be_answers_is_refused(self, answers: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match=r"scale has|answer is one of"):
            score_of(answers)

    def test_fifty_is_where_it_is_high(self) -> None:
        assert [is_high(score) for score in (None, 0.0, 49.9, 50.0, 100.0)] == [False, False, False, True, True]

    def test_the_file_and_the_words_say_the_same(self) -> None:
        read = json.loads(FILE.read_text(encoding="utf-8"))
        assert [(item["key"], item["text"]) for item in read["items"]] == [(k, str(w)) for k, w in ITEMS.items()]
        assert [(one["value"], one["text"]) for one in read["answers"]] == [(k, str(w)) for k, w in ANSWERS.items()]
        assert "19(3)" in read["source"]


@pytest.mark.django_db
class TestKept:
    def test_it_is_sealed_and_the_audit_knows_nothing_of_it(self, mate: Person, now: datetime) -> None:
        row = services.keep_burnout_check(actor=mate, answers=VECTOR, now=now)
        assert b"50" not in bytes(row.answers_sealed)
        entry = Entry.objects.get(action="burnout_check.kept")
        assert (entry.actor, entry.subject, entry.about) == (mate.id, row.id, mate.id)
        assert [(view.at, view.answers, view.score) for view in checks_of(mate)] == [(now, VECTOR, 50.0)]

    def test_it_opens_with_ones_own_key_alone(self, mate: Person, now: datetime) -> None:
        row = services.keep_burnout_check(actor=mate, answers=VECTOR, now=now)
        assert bytes(row.answers_sealed)[:16] == mate.data_key_id.bytes

    def test_a_form_sent_twice_is_kept_once(self, mate: Person, now: datetime) -> None:
        for answers, at in ((VECTOR, now), ([75] * 6, now + timedelta(seconds=20)), (VECTOR, now + timedelta(days=7))):
            services.keep_burnout_check(actor=mate, answers=answers, now=at)
        assert [view.score for view in checks_of(mate)] == [50.0, 75.0]

    @pytest.mark.parametrize("answers", [[None] * 6, [33] * 6, [50] * 5])
    def test_what_cannot_be_kept(self, mate: Person, now: datetime, answers: list[int | None]) -> None:
        with pytest.raises(Invalid):
            services.keep_burnout_check(actor=mate, answers=answers, now=now)
        assert not BurnoutCheck.objects.exists()

    def test_there_is_an_end_to_how_many(self, mate: Person, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("alongside.circles.services.burnout.MOST_CHECKS", 1)
        services.keep_burnout_check(actor=mate, answers=VECTOR, now=now)
        with pytest.raises(Conflict):
            services.keep_burnout_check(actor=mate, answers=VECTOR, now=now + timedelta(hours=1))

    def test_one_or_all_are_deleted_and_only_ones_own(self, mate: Person, stranger: Person, now: datetime) -> None:
        rows = [
            services.keep_burnout_check(actor=person, answers=VECTOR, now=now + timedelta(hours=hours))
            for person in (mate, stranger)
            for hours in range(2)
        ]
        with pytest.raises(NotFound):
            services.remove_burnout_check(actor=stranger, check_id=rows[0].id, now=now)
        services.remove_burnout_check(actor=mate, check_id=rows[0].id, now=now)
        assert [view.id for view in checks_of(mate)] == [rows[1].id]
        services.remove_burnout_checks(actor=mate, now=now)
        assert (len(checks_of(mate)), len(checks_of(stranger))) == (0, 2)

    def test_it_goes_along_and_is_erased(self, mate: Person, stranger: Person, now: datetime) -> None:
        for person in (mate, stranger):
            services.keep_burnout_check(actor=person, answers=(*VECTOR[:5], None), now=now)
        assert privacy.export(mate.id)["burnout_checks"] == [
            {"answered_at": now.isoformat(), "answers": [50, 50, 75, 25, 50, None], "out_of_100": None}
        ]
        said = privacy.SAID["answers"]([75, None])
        assert isinstance(said, list)
        assert [str(one) for one in said] == ["Often", "Left open"]
        privacy.erase(mate.id, now)
        assert [row.person_id for row in BurnoutCheck.objects.all()] == [stranger.id]


@pytest.mark.django_db
class TestPages:
    def test_who_sees_it_stands_before_the_first_question(self, stranger: Person, sign_in: SignIn) -> None:
        page = text_of(sign_in(stranger).get(to("burnout")))
        order = [page.index(words) for words in ("Only you see what you answer.", "How often do you feel tired?")]
        assert order == sorted(order)
        assert "Work & Stress 19(3), 192-207" in page

    def test_a_high_result_is_met_with_what_may_help(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate)
        answer = sign_in(mate).post(to("burnout"), SENT, follow=True)
        page = text_of(answer)
        assert ": 50 of 100" in page
        assert "This is not a diagnosis." in page
        assert "Take a breather" in page
        assert "Begin a circle of my own" in page
        assert "These lines are for you as well" in page
        assert 'value="50.0" max="100"' in answer.content.decode()

    def test_a_lower_one_shows_no_alarm_and_an_open_answer_no_number(self, mate: Person, sign_in: SignIn) -> None:
        browser = sign_in(mate)
        low = text_of(browser.post(to("burnout"), dict.fromkeys(SENT, "25"), follow=True))
        assert "It is good that you looked." in low
        assert "These lines are for you" not in low
        assert "Take a breather" not in low  # who supports nobody has nothing to rest from
        BurnoutCheck.objects.all().delete()
        part = text_of(browser.post(to("burnout"), {"tired": "25"}, follow=True))
        assert "no number, as not every question was answered" in part

    @pytest.mark.parametrize(("answer", "look"), [("25", "button quiet"), ("50", "button")])
    def test_a_breather_is_at_hand_whatever_came_out(
        self, answer: str, look: str, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate)
        page = sign_in(mate).post(to("burnout"), dict.fromkeys(SENT, answer), follow=True).content.decode()
        assert re.search(r'class="([^"]*)"\s+href="/supporting/breather/"', page)[1] == look

    def test_nothing_answered_is_said_kindly(self, mate: Person, sign_in: SignIn) -> None:
        answer = sign_in(mate).post(to("burnout"), {})
        assert answer.status_code == 422
        assert "One answer is enough to keep it." in text_of(answer)
        assert sign_in(mate).post(to("burnout"), {"tired": "33"}).status_code == 422

    def test_nobody_else_opens_it_whatever_their_role(
        self, owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate)
        now = current_time()
        check = services.keep_burnout_check(actor=mate, answers=[75] * 6, now=now)
        for role in Role:
            RoleGrant.objects.create(created_at=now, person=stranger, role=role)
        for person in (owner, stranger):
            for name in ("burnout-result", "burnout-remove"):
                assert sign_in(person).get(to(name, check.id)).status_code == 404
                assert sign_in(person).post(to(name, check.id)).status_code in (404, 405)
            page = text_of(sign_in(person).get(to("burnout")))
            assert "75 of 100" not in page
        assert "75 of 100" in text_of(sign_in(mate).get(to("burnout")))
        assert BurnoutCheck.objects.count() == 1

    def test_deleting_is_asked_first(self, mate: Person, sign_in: SignIn) -> None:
        browser, now = sign_in(mate), current_time()
        for hours in (1, 2, 3):
            services.keep_burnout_check(actor=mate, answers=VECTOR, now=now - timedelta(hours=hours))
        first = checks_of(mate)[0]
        assert browser.get(to("burnout-remove", first.id)).status_code == 200
        assert len(checks_of(mate)) == 3
        assert browser.post(to("burnout-remove", first.id)).status_code == 303
        assert browser.get(to("burnout-remove-all")).status_code == 200
        assert len(checks_of(mate)) == 2
        assert browser.post(to("burnout-remove-all"), follow=True).redirect_chain == [("/supporting/check/", 303)]
        assert checks_of(mate) == ()
