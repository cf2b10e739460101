"""Putting right what was answered, who sees what of it, and reading a long history day by day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import translation

from alongside.accounts.models import Person
from alongside.audit.models import Entry as Noted
from alongside.checkins import services
from alongside.checkins.calendar_page import LATEST_DAYS, read_of
from alongside.checkins.details import Given, Sharing
from alongside.checkins.drawing import line_of
from alongside.checkins.models import Answer, CheckIn, Entry
from alongside.checkins.queries import EntryView
from alongside.checkins.series import Span, row_of
from alongside.checkins.shared import SharedView, news_for, shared_view
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.ids import new_id
from alongside.notifications.models import Delivery
from alongside.ui.schedule_words import clock
from tests.checkins.conftest import DRAFT, SignIn
from tests.checkins.test_looking import text_of
from tests.checkins.test_moving import device, person_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def entry(check_in: CheckIn, tie: Tie, now: datetime) -> Entry:
    """Mood 1 (shared with the mate), craving 2 (the owner's alone), and words."""
    share(check_in, {"1": (tie.id,)}, now)
    given = Given("a", {"1": 1, "2": 2, "4": "CANARY-WORDS"})
    return services.answer_check_in(actor=check_in.person, check_in_id=check_in.id, given=given, now=now)


def share(check_in: CheckIn, parts: dict[str, tuple[object, ...]], now: datetime) -> None:
    sharing = Sharing(parts)  # type: ignore[arg-type]  # ids of ties, whatever holds them
    services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=sharing, now=now)


def correct(entry: Entry, now: datetime, values: dict[str, object]) -> Entry:
    return services.correct_entry(actor=entry.check_in.person, entry_id=entry.id, values=values, now=now)


def seen(tie: Tie, entry: Entry) -> SharedView:
    return shared_view(person_of(tie), entry)


def answers(entry: Entry) -> dict[str, datetime | None]:
    return dict(entry.answers.order_by("part").values_list("part", "changed_at"))


def test_a_supporter_sees_the_corrected_answer_and_when(entry: Entry, tie: Tie, now: datetime) -> None:
    later = now + MINUTE
    correct(entry, later, {"1": 4, "2": 2, "4": "CANARY-WORDS"})
    view = seen(tie, entry)
    assert [(one.part.id, one.value) for one in view.said] == [("1", 4)]
    assert view.changed_at == later
    assert answers(entry) == {"1": later, "2": None, "4": None}
    assert (
        Noted.objects.filter(action="check_in.corrected", subject=entry.id, about=entry.check_in.person_id).count() == 1
    )


def test_nobody_learns_that_an_answer_was_corrected_that_they_do_not_see(entry: Entry, tie: Tie, now: datetime) -> None:
    correct(entry, now + MINUTE, {"1": 1, "2": 9})
    view = seen(tie, entry)
    assert ([one.value for one in view.said], view.changed_at) == ([1], None)
    assert answers(entry) == {"1": None, "2": now + MINUTE}


def test_nobody_is_told_and_nobody_sees_more_than_before(entry: Entry, tie: Tie, other: Tie, now: datetime) -> None:
    for one in (tie, other):
        device(person_of(one), now)
    share(entry.check_in, {"1": (tie.id, other.id), "2": (other.id,)}, now + MINUTE)
    correct(entry, now + 2 * MINUTE, {"1": 3, "2": 3})
    assert not Delivery.objects.exists()
    assert [one.value for one in seen(tie, entry).said] == [3]
    assert seen(other, entry).said == ()
    assert [one.id for one in news_for(person_of(tie), now=now + 3 * MINUTE)] == [entry.id]
    assert news_for(person_of(other), now=now + 3 * MINUTE) == []


def test_one_that_was_kept_to_oneself_stays_so(check_in: CheckIn, tie: Tie, now: datetime) -> None:
    share(check_in, {"1": (tie.id,)}, now)
    given = Given("a", {"1": 1}, is_private=True)
    row = services.answer_check_in(actor=check_in.person, check_in_id=check_in.id, given=given, now=now)
    correct(row, now + MINUTE, {"1": 4})
    assert seen(tie, row).said == ()


def test_pressed_twice_or_with_nothing_changed_nothing_happens(entry: Entry, now: datetime) -> None:
    for minutes in (1, 2):
        correct(entry, now + minutes * MINUTE, {"1": 4, "2": 2, "4": "CANARY-WORDS"})
    assert answers(entry)["1"] == now + MINUTE
    assert Noted.objects.filter(action="check_in.corrected").count() == 1


def test_what_a_phone_sends_again_does_not_undo_the_correction(entry: Entry, now: datetime) -> None:
    correct(entry, now + MINUTE, {"1": 4})
    again = Given("a", {"1": 1, "2": 2}, answered_at=now)
    owner = entry.check_in.person
    row = services.answer_check_in(actor=owner, check_in_id=entry.check_in_id, given=again, now=now + 2 * MINUTE)
    assert row == entry
    assert answers(entry) == {"1": now + MINUTE}


def test_what_is_not_asked_any_more_can_be_put_right_too(entry: Entry, now: datetime) -> None:
    owner = entry.check_in.person
    draft = replace(DRAFT, kinds=("mood",))
    services.change_check_in(actor=owner, check_in_id=entry.check_in_id, draft=draft, now=now)
    correct(entry, now + MINUTE, {"1": 1, "2": 7, "4": "CANARY-WORDS"})
    assert answers(entry) == {"1": None, "2": now + MINUTE, "4": None}


def test_what_cannot_be_corrected(entry: Entry, mate: Person, stranger: Person, now: datetime) -> None:
    with pytest.raises(Invalid):
        correct(entry, now, {"1": 99})
    with pytest.raises(Invalid):
        correct(entry, now, {"1": None})
    with pytest.raises(Conflict, match="seven days"):
        correct(entry, now + timedelta(days=7), {"1": 4})
    for person in (mate, stranger):
        with pytest.raises(NotFound):
            services.correct_entry(actor=person, entry_id=entry.id, values={"1": 4}, now=now)
    missed = Entry.objects.create(created_at=now, check_in=entry.check_in, on_day=now.date(), asked_for=now)
    with pytest.raises(Conflict):
        correct(missed, now, {"1": 4})
    assert set(answers(entry).values()) == {None}


def test_an_answer_is_not_corrected_before_it_was_given(entry: Entry, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="checkins_answer_changed"):
        Answer.objects.filter(entry=entry).update(changed_at=now - MINUTE)


def test_on_the_page(entry: Entry, mate: Person, tie: Tie, sign_in: SignIn) -> None:
    browser, path = sign_in(entry.check_in.person), reverse("check-in-entry-correct", args=[entry.id])
    assert "Correct these answers" in text_of(browser.get(reverse("check-in-kept", args=[entry.id])))
    page = browser.get(path)
    assert text_of(page).count("Seen by: Mia M.") == 1
    form = page.context["form"]
    assert [form[f"part-{part}"].value() for part in ("1", "2", "4")] == [1, 2, "CANARY-WORDS"]
    assert page.content.decode().count(" checked") == 2
    answer = browser.post(path, {"part-1": "4", "part-2": "2", "part-4": "Better words"}, follow=True)
    assert answer.redirect_chain == [(reverse("check-in-kept", args=[entry.id]), 303)]
    for words in ("Very good", "Better words", "Corrected: just now"):
        assert words in text_of(answer)
    assert browser.post(path, {}).status_code == 422
    assert "Corrected: just now" in text_of(sign_in(mate).get(reverse("shared-check-in", args=[entry.id])))


def test_after_seven_days_the_page_leads_back(entry: Entry, sign_in: SignIn) -> None:
    Entry.objects.filter(id=entry.id).update(answered_at=entry.answered_at - timedelta(days=7))
    browser, kept = sign_in(entry.check_in.person), reverse("check-in-kept", args=[entry.id])
    assert browser.get(reverse("check-in-entry-correct", args=[entry.id])).headers["Location"] == kept
    page = text_of(browser.get(kept))
    assert "Correct these" not in page
    assert "Delete these" in page


def test_two_answers_of_a_day_say_when_and_each_day_leads_to_its_own(
    check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    day = date(2026, 3, 5)
    for hour in (7, 19):
        at = datetime(2026, 3, 5, hour, tzinfo=UTC)
        Entry.objects.create(created_at=at, check_in=check_in, on_day=day, answered_at=at, key=str(hour))
    browser, path = sign_in(check_in.person), reverse("check-in-history", args=[check_in.id])
    page = browser.get(path, {"month": "2026-03"})
    assert f"?month=2026-03&amp;day={day}#days" in page.content.decode()
    page = text_of(browser.get(path, {"month": "2026-03", "day": str(day)}))
    assert page.index("5 March 2026 , 20:00") < page.index("5 March 2026 , 08:00")  # in Berlin


def view_of(day: date) -> EntryView:
    at = datetime.combine(day, time(20), UTC)
    return EntryView(new_id(), new_id(), day, at, "answered", (), (), is_private=False, was_told=False)


def test_of_a_long_month_the_latest_days_are_read_first() -> None:
    month = [view_of(date(2026, 3, number)) for number in range(1, 32)]
    latest = read_of(month, day="", whole=False)
    assert [one.day.day for one in latest.entries] == [31, 30, 29, 28, 27, 26, 25]
    assert latest.has_more
    whole = read_of(month, day="x", whole=True)
    assert (len(whole.entries), whole.has_more) == (31, False)
    one = read_of(month, day="2026-03-09", whole=False)
    assert ([entry.day.day for entry in one.entries], one.day, one.has_more) == ([9], date(2026, 3, 9), True)
    assert not read_of(month[:LATEST_DAYS], day="", whole=False).has_more


def test_answers_that_are_all_alike_are_a_level_line_at_their_height() -> None:
    days = {date(2026, 3, number): 3 for number in (3, 4, 5)}
    line = line_of(row_of("scale", days, Span.WEEKS, date(2026, 3, 5)))
    assert line == "M288.3 53.6L301.2 53.6M301.2 53.6L314.0 53.6"


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_language_has_one_clock(language: str) -> None:
    with translation.override(language):
        assert [clock(time(hour)) for hour in (0, 9, 12, 20)] == ["00:00", "09:00", "12:00", "20:00"]
