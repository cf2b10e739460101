"""The pages: building, answering, looking back, and what supporters are shown."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft, Given, Sharing
from alongside.checkins.models import CheckIn, Entry, Reply
from alongside.checkins.packs import packs
from alongside.checkins.queries import check_ins_of, history_of, unseen_replies
from alongside.checkins.shared import news_for
from alongside.circles.links import contact_path
from alongside.circles.models import Supporter, Tie
from alongside.kernel.clock import current_time
from alongside.ui.at_hand import AtHand, register_at_hand
from tests.checkins.conftest import DRAFT, SignIn, rhythm_of, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def to(name: str, *values: object) -> str:
    return reverse(name, args=values)


def text_of(answer: HttpResponse) -> str:
    page = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def share(row: CheckIn, now: datetime, *ties: Tie, part: str = "1", watches: tuple[Tie, ...] = ()) -> None:
    sharing = Sharing({part: tuple(one.id for one in ties)}, tuple(one.id for one in watches), "CANARY-MISSED call me")
    services.share_check_in(actor=row.person, check_in_id=row.id, sharing=sharing, now=now)


def given(row: CheckIn, now: datetime, key: str = "a", **values: object) -> Entry:
    answers = {"1": 1, "2": 2, "4": "CANARY-WORDS"}
    return services.answer_check_in(
        actor=row.person, check_in_id=row.id, given=Given(key, {**answers, **values}), now=now
    )


class TestBuilding:
    def test_somebody_new_finds_it_from_today_and_builds_one_from_a_pack(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert "Choose a check-in A few questions" in text_of(browser.get("/"))
        assert "My recovery" in text_of(browser.get(to("check-in-new")))
        form = browser.get(to("check-in-build", "addiction")).context["form"]
        assert form["kinds"].value() == ["mood", "craving", "halt", "sleep"]
        answer = browser.post(to("check-in-build", "addiction"), built(name="Evenings"), follow=True)
        row = CheckIn.objects.get()
        assert answer.redirect_chain == [(to("check-in-sharing", row.id), 303)]
        assert "Nobody is there to choose yet" in text_of(answer)
        assert rhythm_of(row).rule == "FREQ=DAILY"
        page = text_of(browser.get("/"))
        assert "Choose a check-in" not in page
        assert "Evenings" in page

    @pytest.mark.parametrize("pack", sorted(packs()))
    def test_every_pack_can_be_taken_as_it_is(self, owner: Person, pack: str, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        form = browser.get(to("check-in-build", pack)).context["form"]
        data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        assert browser.post(to("check-in-build", pack), data).status_code == 303
        assert rhythm_of(CheckIn.objects.get()).rule == packs()[pack].rule.text()

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"days": "weekly", "weekdays": ["0", "3"]}, "FREQ=WEEKLY;BYDAY=MO,TH"),
            ({"days": "weekly", "weekdays": ["6"], "every": "2"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
            ({"days": "every_few", "every": "3"}, "FREQ=DAILY;INTERVAL=3"),
            ({"days": "monthly", "month_day": "15"}, "FREQ=MONTHLY;BYMONTHDAY=15"),
        ],
    )
    def test_days_of_any_kind(self, owner: Person, fields: dict[str, object], rule: str, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        fields = {**built(), **fields, "time2": "08:00", "own1": "Who helped?", "own1_kind": "text", "stays": "on"}
        assert browser.post(to("check-in-build", "own"), fields).status_code == 303
        row = rhythm_of(CheckIn.objects.get())
        assert (row.rule, [f"{one:%H:%M}" for one in row.times], row.moves) == (rule, ["08:00", "20:00"], False)
        form = browser.get(to("check-in-change", row.check_in_id)).context["form"]
        assert (form["own1"].value(), form["days"].value()) == ("Who helped?", fields["days"])

    @pytest.mark.parametrize("wrong", [{"name": ""}, {"time1": ""}, {"days": "weekly"}, {"kinds": []}])
    def test_what_needs_another_look_stays_on_the_page(
        self, owner: Person, wrong: dict[str, object], sign_in: SignIn
    ) -> None:
        answer = sign_in(owner).post(to("check-in-build", "own"), {**built(), **wrong})
        assert answer.status_code == 422
        assert not CheckIn.objects.exists()

    def test_pausing_and_going_on_are_one_press_each(self, owner: Person, check_in: CheckIn, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert browser.post(to("check-in-pause", check_in.id)).status_code == 303
        assert "Paused" in text_of(browser.get(to("check-ins")))
        assert browser.post(to("check-in-resume", check_in.id)).status_code == 303
        assert rhythm_of(check_in).paused_at is None

    def test_it_is_deleted_after_a_question(self, owner: Person, check_in: CheckIn, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert "Every answer you gave" in text_of(browser.get(to("check-in-delete", check_in.id)))
        browser.post(to("check-in-delete", check_in.id))
        assert not CheckIn.objects.exists()

    def test_sharing_offers_exactly_who_said_yes_and_nobody_is_ticked(
        self, owner: Person, tie: Tie, other: Tie, check_in: CheckIn, sign_in: SignIn
    ) -> None:
        browser = sign_in(owner)
        page = browser.get(to("check-in-sharing", check_in.id))
        assert ticked(page) == 0
        answer = browser.post(
            to("check-in-sharing", check_in.id),
            {"part-1": [str(tie.id)], "watches": [str(other.id)], "missed": "Call me"},
        )
        assert answer.status_code == 303
        assert list(check_in.shares.values_list("part", "tie")) == [("1", tie.id)]
        assert "Some answers are shared with Mia M." in text_of(browser.get(to("check-ins")))
        assert ticked(browser.get(to("check-in-sharing", check_in.id))) == 2

    def test_every_answer_is_shared_with_somebody_in_one_choice(
        self, owner: Person, tie: Tie, other: Tie, check_in: CheckIn, sign_in: SignIn
    ) -> None:
        given = {"everything": [str(tie.id)], "part-1": [str(tie.id), str(other.id)]}
        assert sign_in(owner).post(to("check-in-sharing", check_in.id), given).status_code == 303
        shared = set(check_in.shares.values_list("part", "tie"))
        assert shared == {*((part.id, tie.id) for part in contents(check_in).parts), ("1", other.id)}


def ticked(page: HttpResponse) -> int:
    return len(re.findall(r"<input[^>]*\schecked", page.content.decode()))


def built(**more: object) -> dict[str, object]:
    return {"name": "Evening", "kinds": ["mood"], "days": "daily", "time1": "20:00", "within": "180", **more}


class TestAnswering:
    def test_the_page_says_who_sees_which_answer_before_it_is_sent(
        self, owner: Person, tie: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        browser = sign_in(owner)
        assert "Only you see this." in text_of(browser.get(to("check-in", check_in.id)))
        share(check_in, now, tie)
        page = text_of(browser.get(to("check-in", check_in.id)))
        assert page.count("Seen by: Mia M.") == 1
        assert "Keep this one to myself" in page

    def test_one_page_and_one_press(self, owner: Person, tie: Tie, check_in: CheckIn, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        fields = hidden(browser.get(to("check-in", check_in.id)))
        answer = browser.post(to("check-in-answer"), {**fields, "part-1": "3", "part-3": ["tired"]}, follow=True)
        entry = Entry.objects.get()
        assert answer.redirect_chain == [(to("check-in-kept", entry.id), 303)]
        page = text_of(answer)
        assert "Good" in page
        assert "Tired" in page
        assert "That sounds like a lot" not in page
        browser.post(to("check-in-answer"), {**fields, "part-1": "0"})
        assert Entry.objects.count() == 1

    def test_nothing_answered_is_asked_again(self, owner: Person, check_in: CheckIn, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("check-in-answer"), {"check_in": str(check_in.id), "key": "a"})
        assert answer.status_code == 422
        assert sign_in(owner).post(to("check-in-answer"), {"check_in": "no id", "key": "a"}).status_code == 404

    def test_after_a_heavy_one_help_is_at_hand(
        self, owner: Person, check_in: CheckIn, now: datetime, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("alongside.ui.at_hand._sources", {})
        register_at_hand("test", lambda _person, _now: [AtHand(1, "Your plan", "For now", "/plan/")])
        page = text_of(sign_in(owner).get(to("check-in-kept", given(check_in, now, **{"2": 9}).id)))
        for words in ("That sounds like a lot", "Your plan", "Reach out"):
            assert words in page

    def test_in_the_evening_the_mornings_intention_is_there(
        self, owner: Person, now: datetime, sign_in: SignIn
    ) -> None:
        morning = services.build_check_in(actor=owner, draft=Draft("Morning", ("intention",), DRAFT.times), now=now)
        evening = services.build_check_in(actor=owner, draft=Draft("Back", ("hard",), DRAFT.times), now=now)
        browser = sign_in(owner)
        assert "What you set out" not in text_of(browser.get(to("check-in", evening.id)))
        services.answer_check_in(
            actor=owner, check_in_id=morning.id, given=Given("m", {"1": "One call to Mia"}), now=now
        )
        page = text_of(browser.get(to("check-in", evening.id)))
        assert "This is what you set out with today: One call to Mia" in page

    def test_today_shows_what_waits(self, owner: Person, check_in: CheckIn, now: datetime, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        before = text_of(browser.get("/"))
        assert "Next: " in before
        assert "Check in now" in before
        work(now + timedelta(days=1))
        after = text_of(browser.get("/"))
        assert "It takes a moment." in after
        assert "Next: " not in after

    def test_looking_back_shows_a_calendar_and_the_same_in_words(
        self, owner: Person, tie: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        row = given(check_in, now)
        Entry.objects.create(created_at=now, check_in=check_in, on_day=row.on_day, asked_for=now - timedelta(days=1))
        browser = sign_in(owner)
        page = text_of(browser.get(to("check-in-history", check_in.id)))
        for words in ("Checked in", "CANARY-WORDS", "That happens, and it takes nothing away.", "Only you see this."):
            assert words in page
        assert "There is nothing in this month." in text_of(
            browser.get(to("check-in-history", check_in.id) + "?month=2020-02")
        )
        assert browser.get(to("check-in-history", check_in.id) + "?month=x").status_code == 200
        browser.post(to("check-in-entry-delete", row.id))
        assert not Entry.objects.filter(id=row.id).exists()

    def test_the_weeks_are_for_the_person_alone_and_forecast_nothing(
        self, owner: Person, mate: Person, tie: Tie, now: datetime, sign_in: SignIn
    ) -> None:
        kinds = packs()["weekly"].kinds
        row = services.build_check_in(actor=owner, draft=Draft("Week", kinds, DRAFT.times), now=now)
        share(row, now - timedelta(days=90), tie)
        for weeks, value in ((1, 1), (0, 4)):
            at = now - timedelta(weeks=weeks)
            values = {str(number): value if number <= 5 else 2 for number in range(1, 11)}
            services.answer_check_in(
                actor=owner, check_in_id=row.id, given=Given(f"{weeks}", values, answered_at=at), now=now
            )
        page = text_of(sign_in(owner).get(to("check-in-weeks", row.id)))
        for words in ("harder for you than the ones before", "20 of 20", "5 of 20", "no forecast", "A next step"):
            assert words in page
        assert sign_in(mate).get(to("check-in-weeks", row.id)).status_code == 404

    def test_pages_take_the_same_queries_for_one_and_for_three(self, owner: Person, tie: Tie, now: datetime) -> None:
        first = services.build_check_in(actor=owner, draft=DRAFT, now=now)
        share(first, now, tie)
        row = given(first, now)

        def counts() -> list[int]:
            found = []
            for read in (
                lambda: check_ins_of(owner),
                lambda: history_of(owner, first, contents(first), first=row.on_day, last=row.on_day),
                lambda: unseen_replies(owner),
                lambda: news_for(supporter, now=now),
            ):
                with CaptureQueriesContext(connection) as queries:
                    assert read()
                found.append(len(queries))
            return found

        assert tie.supporter
        assert tie.supporter.person
        supporter = tie.supporter.person
        other = given(first, now, key="other")
        services.reply(actor=supporter, entry_id=other.id, reaction="hope", words="Here", now=now)
        one = counts()
        for number in range(2):
            share(services.build_check_in(actor=owner, draft=DRAFT, now=now), now, tie)
            more = given(first, now, key=f"more {number}")
            services.reply(actor=supporter, entry_id=more.id, reaction="hope", words="Here", now=now)
            given(first, now, key=f"even more {number}")
        assert counts() == one


def hidden(answer: HttpResponse) -> dict[str, str]:
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


class TestSupporters:
    def test_what_is_shared_is_on_their_pages_and_nothing_else_is(
        self, tie: Tie, other: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        assert tie.supporter
        mate = tie.supporter.person
        share(check_in, now, tie)
        row = given(check_in, now)
        browser = sign_in(mate)
        for path in ("/", to("supporting")):
            assert "Odd Owner shared a check-in with you" in text_of(browser.get(path))
        page = text_of(browser.get(to("shared-check-in", row.id)))
        assert "How are you right now? Bad" in page
        for words in ("CANARY", "craving", "Evening", "Who helped"):
            assert words not in page
        assert other.supporter
        apart = sign_in(other.supporter.person)
        assert apart.get(to("shared-check-in", row.id)).status_code == 404
        assert "Odd Owner shared" not in text_of(apart.get("/"))

    def test_a_reaction_reaches_the_persons_today(
        self, tie: Tie, mate: Person, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        share(check_in, now, tie)
        row = given(check_in, now)
        browser = sign_in(mate)
        assert browser.post(to("shared-check-in", row.id), {}).status_code == 422
        answer = browser.post(to("shared-check-in", row.id), {"reaction": "proud", "words": "So glad"})
        assert answer.status_code == 303
        assert "shared a check-in" not in text_of(browser.get(to("supporting")))
        mine = sign_in(tie.owner)
        page = text_of(mine.get("/"))
        for words in ("Mia M. answered your check-in", "Proud of you", "So glad"):
            assert words in page
        mine.post(to("check-in-reply-seen", Reply.objects.get().id))
        assert "So glad" not in text_of(mine.get("/"))

    def test_a_missed_one_reaches_the_chosen_tie_in_the_words_chosen(
        self, tie: Tie, other: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        assert tie.supporter
        mate = tie.supporter.person
        share(check_in, now, watches=(tie,))
        moment = rhythm_of(check_in).due_at
        assert moment
        for hours in (0, 1.5, 3):
            work(moment + timedelta(hours=hours))
        Entry.objects.update(created_at=now)
        browser = sign_in(mate)
        assert "CANARY-MISSED call me" in text_of(browser.get(to("supporting")))
        said = text_of(browser.get(to("shared-check-in", Entry.objects.get().id)))
        assert "I am with you" in said
        assert "Holding hope for you" in said
        assert "Proud of you" not in said, "there is nothing to be proud of in one that was missed"
        assert other.supporter
        assert "CANARY" not in text_of(sign_in(other.supporter.person).get(to("supporting")))

    def test_a_contact_sees_it_behind_their_link_and_answers(
        self, contact: Supporter, check_in: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        share(check_in, now, contact.ties.get())
        row = given(check_in, now)
        browser = sign_in(None)
        page = browser.get(contact_path(contact.id)).content.decode()
        token = contact_path(contact.id).strip("/").split("/")[-1]
        path = to("with-check-in", token, row.id)
        assert path in page
        assert "How are you right now? Bad" in text_of(browser.get(path))
        assert browser.post(path, {"reaction": "with_you"}).status_code == 303
        assert Reply.objects.get().reaction == "with_you"
