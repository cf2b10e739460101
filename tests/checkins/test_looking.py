"""Looking back: lines, what goes together, the table to take along, and who else sees it."""

import csv
import html
import re
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft, Given, Sharing
from alongside.checkins.models import Answer, CheckIn, Entry, Share
from alongside.circles import services as circles
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.ui.csv_text import harmless
from tests.checkins.conftest import DRAFT, SignIn

pytestmark = pytest.mark.django_db
PAGES = ("check-in-lines", "check-in-together", "check-in-download")
KINDS = ("mood", "sleep", "medication")
OWN = (("yes_no", "Did I go out?"), ("text", "=Who helped?"), ("scale", "How calm?"))


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def evening(owner: Person, now: datetime) -> CheckIn:
    """Mood (1), sleep (2), medication (3), yes or no (4), words (5) and a number (6)."""
    draft = Draft("CANARY-NAME", KINDS, DRAFT.times, own=OWN)
    return services.build_check_in(actor=owner, draft=draft, now=now - timedelta(days=90))


def answered(row: CheckIn, at: datetime, **values: object) -> Entry:
    """Answer parts by their number: `answered(row, now, p1=3)`."""
    said = Given(f"{at:%s}", {part[1:]: value for part, value in values.items()})
    return services.answer_check_in(actor=row.person, check_in_id=row.id, given=said, now=at)


def text_of(answer: HttpResponse) -> str:
    page = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def to(name: str, row: CheckIn, query: str = "") -> str:
    return reverse(name, args=[row.id]) + query


def share(row: CheckIn, now: datetime, *ties: Tie, parts: str = "1", watches: tuple[Tie, ...] = ()) -> None:
    sharing = Sharing({part: tuple(one.id for one in ties) for part in parts}, tuple(one.id for one in watches), "")
    services.share_check_in(actor=row.person, check_in_id=row.id, sharing=sharing, now=now)


def weeks_of_nights(row: CheckIn, now: datetime) -> None:
    """Answer on 30 days, so that the mood goes with the sleep."""
    for number in range(30):
        step = number * 7 % 5
        answered(row, now - timedelta(days=number), p1=step, p2=min(4, step + number % 2), p6=number * 3 % 11)


class TestLines:
    def test_each_part_is_drawn_said_and_listed(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        for number, mood in enumerate((1, 4, 2)):
            answered(evening, now - timedelta(days=number), p1=mood, p4=mood % 2, p5="CANARY-WORDS", p6=mood)
        browser = sign_in(evening.person)
        answer = browser.get(to("check-in-lines", evening, "?span=months"))
        page = text_of(answer)
        for words in (
            "Answered on 3 days, from “Bad” to “Very good”. The middle answer is “So-so”.",
            "Answered on 3 days, from “1 of 10” to “4 of 10”. The middle answer is “2 of 10”.",
            "Yes on 1 of the 3 days that you answered.",
            "How did you sleep? There is no answer in this time. Only you see this.",
        ):
            assert words in page
        assert "CANARY-WORDS" not in page
        assert "Who helped" not in page
        drawn = {one.name: one for one in answer.context["page"].drawn}
        assert [value for _, value in drawn["How are you right now?"].rows] == ["Bad", "Very good", "So-so"]
        assert (drawn["How are you right now?"].top, drawn["How are you right now?"].bottom) == (
            "Very good",
            "Very bad",
        )
        assert answer.content.decode().count("<svg viewBox") == 3

    def test_how_far_back_is_in_the_address(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        answered(evening, now - timedelta(days=60), p1=4)
        browser = sign_in(evening.person)
        for query, count in (("", 0), ("?span=months", 1), ("?span=year", 1), ("?span=x", 0)):
            page = browser.get(to("check-in-lines", evening, query)).content.decode()
            assert page.count("Answered on 1 day") == count
            assert page.count('aria-current="page"') == 1 + page.count('aria-current="page">Today')

    def test_a_check_in_of_words_has_no_lines(self, owner: Person, now: datetime, sign_in: SignIn) -> None:
        row = services.build_check_in(actor=owner, draft=Draft("Morning", ("intention",), DRAFT.times), now=now)
        assert "so there are no lines" in text_of(sign_in(owner).get(to("check-in-lines", row)))

    def test_of_medication_that_was_not_due_nothing_is_drawn(
        self, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        answered(evening, now, p3=3)
        answered(evening, now - timedelta(days=1), p3=2)
        page = text_of(sign_in(evening.person).get(to("check-in-lines", evening, "?span=months")))
        assert "Answered on 1 day: “Yes”." in page
        assert "None was due" not in page


class TestTogether:
    def test_what_stands_out_is_said_without_saying_too_much(
        self, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        weeks_of_nights(evening, now)
        answer = sign_in(evening.person).get(to("check-in-together", evening))
        page = text_of(answer)
        assert "“A better mood” and “Better sleep” tended to come on the same days (of 30 days looked at)." in page
        assert "Each of these may be chance, or have another cause." in page
        assert "It does not say that one brings the other" in page
        assert "This page is shown to nobody but you." in page
        rows = answer.context["page"].rows
        # Three parts, and the sleep of the day after each of the other two.
        assert len(rows) == 5
        assert rows[0][:2] == ("“A better mood” and “Better sleep”", "30")

    def test_a_lower_answer_is_called_what_it_is(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        for number in range(30):
            answered(
                evening, now - timedelta(days=number), p2=number * 7 % 5, p6=10 - number * 7 % 5, p4=number * 3 % 2
            )
        page = text_of(sign_in(evening.person).get(to("check-in-together", evening)))
        assert "“Better sleep” and “A lower answer to: How calm?” tended to come on the same days" in page
        assert "“Better sleep” and “Yes to: Did I go out?”" in page

    def test_nothing_stands_out_and_that_is_common(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        for number in range(28):
            answered(evening, now - timedelta(days=number), p1=number % 2 * 4, p2=number // 2 % 2 * 4)
        page = text_of(sign_in(evening.person).get(to("check-in-together", evening)))
        assert "Nothing stands out, which is common." in page
        assert "tended to" not in page

    def test_with_fewer_days_it_says_so(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        for number in range(19):
            answered(evening, now - timedelta(days=number), p1=number % 5, p2=number % 5)
        page = text_of(sign_in(evening.person).get(to("check-in-together", evening)))
        assert "There is not enough to set beside each other yet." in page
        assert "Nothing stands out" not in page


class TestTaking:
    def test_every_time_is_a_line_in_the_persons_zone(self, evening: CheckIn, now: datetime, sign_in: SignIn) -> None:
        early = now - timedelta(days=40)
        first = answered(evening, early, p1=3, p3=3, p4=0, p5="  =1+1\nand more, “so”", p6=7)
        said = Given("mine", {"2": 0}, is_private=True)
        services.answer_check_in(actor=evening.person, check_in_id=evening.id, given=said, now=now)
        Entry.objects.create(created_at=now, check_in=evening, on_day=first.on_day, asked_for=early)
        answer = sign_in(evening.person).get(to("check-in-download", evening))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="check-in-\d{4}-\d\d-\d\d.csv"', answer["Content-Disposition"])
        text = answer.content.decode("utf-8")
        assert text[0] == "\ufeff"
        head, *lines = csv.reader(StringIO(text[1:], newline=""))
        assert head == [
            "Day",
            "Time (Europe/Berlin)",
            "What became of it",
            "Kept to yourself",
            "How are you right now?",
            "How are you right now? (as a number)",
            "How did you sleep?",
            "How did you sleep? (as a number)",
            "Have you taken your medication as planned?",
            "Have you taken your medication as planned? (as a number)",
            "Did I go out?",
            "Did I go out? (as a number)",
            "'=Who helped?",
            "How calm?",
        ]
        at = early.astimezone(ZoneInfo("Europe/Berlin")).isoformat(sep=" ", timespec="minutes")
        assert at.endswith(("+01:00", "+02:00"))
        words = "'=1+1\nand more, “so”"
        missed, whole, private = lines
        assert missed[2:] == ["Missed", *[""] * 11]
        assert whole[1:] == [at, "Answered", "", "Good", "3", "", "", "None was due", "", "No", "0", words, "7"]
        assert private[2:8] == ["Answered", "Yes", "", "", "Hardly at all", "0"]

    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_no_cell_is_a_formula(self, cell: str) -> None:
        assert harmless(cell) == f"'{cell}"

    def test_what_is_no_formula_stays_as_it_is(self) -> None:
        assert [harmless(cell) for cell in ("", "a=b", "3", "“-1”")] == ["", "a=b", "3", "“-1”"]

    def test_the_history_leads_there(self, evening: CheckIn, sign_in: SignIn) -> None:
        page = sign_in(evening.person).get(to("check-in-history", evening)).content.decode()
        for name in PAGES:
            assert to(name, evening) in page


class TestWhoSees:
    def test_beside_every_picture_it_says_who_else_sees_the_answers(
        self, tie: Tie, other: Tie, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        browser = sign_in(evening.person)
        pages = [to(name, evening) for name in ("check-in-history", "check-in-lines", "check-in-together")]
        assert all("Only you see this." in text_of(browser.get(path)) for path in pages)
        share(evening, now, tie, parts="12", watches=(other,))
        Share.objects.filter(part="1").update(created_at=datetime.fromisoformat("2026-03-04T23:30Z"))
        for path in pages:
            page = text_of(browser.get(path))
            assert "Some answers are also seen by Mia M." in page
            assert "Mia M. sees answers given since 5 March 2026. How are you right now?" in page
            assert "When one is not answered, we tell Noor." in page
        drawn = {one.name: one.seers for one in browser.get(pages[1]).context["page"].drawn}
        assert [seer.name for seer in drawn["How are you right now?"]] == ["Mia M."]
        assert drawn["How calm?"] == ()

    def test_when_a_tie_ends_it_does_not_see_any_more(
        self, tie: Tie, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        share(evening, now, tie, watches=(tie,))
        circles.remove_tie(actor=evening.person, tie_id=tie.id, now=now)
        page = text_of(sign_in(evening.person).get(to("check-in-history", evening)))
        assert "Only you see this." in page
        assert "Mia" not in page

    def test_who_supports_reads_who_sees_it_and_never_of_another(
        self, tie: Tie, other: Tie, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        assert tie.supporter
        alone = share_and_answer(evening, now, tie)
        path = reverse("shared-check-in", args=[alone.id])
        page = text_of(sign_in(tie.supporter.person).get(path))
        assert "You and Odd Owner can see this." in page
        share(evening, now, tie, other)
        assert body(text_of(sign_in(tie.supporter.person).get(path))) == body(page)
        assert "Noor" not in page

    def test_the_pages_are_the_persons_alone(
        self, tie: Tie, stranger: Person, evening: CheckIn, now: datetime, sign_in: SignIn
    ) -> None:
        share_and_answer(evening, now, tie)
        assert tie.supporter
        for person in (tie.supporter.person, stranger):
            for name in PAGES:
                answer = sign_in(person).get(to(name, evening))
                assert answer.status_code == 404
                assert "CANARY" not in answer.content.decode()
        assert [sign_in(None).get(to(name, evening)).status_code for name in PAGES] == [302] * 3


def share_and_answer(row: CheckIn, now: datetime, *ties: Tie) -> Entry:
    share(row, now, *ties)
    return answered(row, now, p1=3)


def body(page: str) -> str:
    return page[page.index("What they share") :]


def test_pages_take_the_same_queries_for_one_day_and_for_many(
    tie: Tie, other: Tie, evening: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    browser = sign_in(evening.person)

    def counts() -> list[int]:
        found = []
        for name in PAGES:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(to(name, evening)).status_code == 200
            found.append(len(queries))
        return found

    share_and_answer(evening, now - timedelta(days=2), tie)
    browser.get(reverse("check-ins"))
    one = counts()
    share(evening, now, tie, other, parts="126")
    weeks_of_nights(evening, now)
    assert counts() == one


def test_what_is_asked_no_more_stays_in_the_history_and_breaks_nothing(
    evening: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    answered(evening, now, p1=3, p6=7)
    draft = Draft("CANARY-NAME", ("sleep",), DRAFT.times)
    services.change_check_in(actor=evening.person, check_in_id=evening.id, draft=draft, now=now)
    assert [part.kind for part in contents(CheckIn.objects.get()).parts] == ["sleep"]
    assert Answer.objects.count() == 2
    browser = sign_in(evening.person)
    said = {}
    for name in PAGES:
        page = browser.get(to(name, evening))
        assert page.status_code == 200
        said[name] = "How calm?" in page.content.decode()
    assert [name for name in PAGES if said[name]] == ["check-in-download"]
