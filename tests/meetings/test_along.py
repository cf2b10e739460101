"""Going with someone to a first meeting: asked, answered and called off; for owner, tie, another tie and stranger."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import Conflict, Invalid, NotFound, TooMany
from alongside.meetings import privacy, services
from alongside.meetings.along_page import asked_along, companions_of, dates_to_ask_for
from alongside.meetings.along_telling import ANSWERED, ASKED, CALLED_OFF
from alongside.meetings.models import Along, Meeting, Occurrence, Saved
from alongside.meetings.policies import access_saved
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, words_of
from tests.circles import conftest as circle
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.journeys.conftest import give_device, person_of
from tests.meetings.conftest import MADE_AT, MakeMeeting

owner, mate, stranger, sign_in, mail = circle.owner, circle.mate, circle.stranger, circle.sign_in, circle.mail
named, invited, accepted, contact = circle.named, circle.invited, circle.accepted, circle.contact

pytestmark = pytest.mark.django_db

# Saturday noon; the meeting is on Tuesdays at 19:00 in New York, which is midnight in UTC.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)
STARTS = datetime(2026, 12, 2, 0, tzinfo=UTC)
WORDS = "CANARY-WORDS at the corner"
NAME = "CANARY-FELLOWSHIP"


@pytest.fixture
def now() -> datetime:
    """The Saturday."""
    return NOW


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The tie that is asked, to somebody with a device."""
    give_device(mate, NOW)
    return accepted(mate, "Mia M.")


@pytest.fixture
def other_tie(make_person: Callable[..., Person], accepted: Callable[..., Tie]) -> Tie:
    """Another tie of the owner's circle, who is not asked."""
    return accepted(make_person("Otto Other"), "Otto O.")


@pytest.fixture
def saved(owner: Person, make_meeting: MakeMeeting) -> Saved:
    """A meeting that the owner saved."""
    meeting = make_meeting(name=NAME)
    return services.save_meeting(actor=owner, slug=meeting.slug, now=NOW)


def ask(saved: Saved, tie: Tie, **values: Any) -> Along:
    """Ask a tie to come along on Tuesday."""
    usual = {"on_date": TUESDAY, "way": "come", "words": WORDS, "now": NOW}
    return services.ask_along(actor=saved.owner, saved_id=saved.id, tie_id=tie.id, **(usual | values))


def answer(row: Along, *, is_yes: bool, now: datetime = NOW) -> Along:
    """Have who is asked answer."""
    return services.answer_along(actor=person_of(row.tie), along_id=row.id, is_yes=is_yes, now=now)


def told() -> list[str]:
    """Return what was told, and was not taken back."""
    return list(Delivery.objects.filter(state="waiting").order_by("id").values_list("text", flat=True))


def said_to(owner: Person, now: datetime = NOW) -> list[tuple[str, str]]:
    """Return what the owner reads."""
    return [(one.words, one.when) for one in companions_of(owner, now=now)]


def test_the_tie_reads_it_on_their_own_clock_and_the_owner_that_they_come(
    saved: Saved, tie: Tie, other_tie: Tie
) -> None:
    give_device(saved.owner, NOW)
    said = "Wednesday, 2 December at 00:00, Tuesday at 19:00 where it is held"
    assert dates_to_ask_for(saved, now=NOW)[0] == ("2026-12-01", said)
    row = ask(saved, tie)
    (view,) = asked_along(person_of(tie), now=NOW)
    assert (view.name, view.words, view.is_agreed, view.note) == (NAME, WORDS, False, "")
    assert (view.when, view.place) == ("Wednesday, 2 December at 00:00", "Philadelphia")
    assert asked_along(person_of(other_tie), now=NOW) == []
    assert [one[0] for one in said_to(saved.owner)] == ["You asked Mia M. to come along. There is no answer yet."]
    answer(row, is_yes=True)
    assert [one[0] for one in said_to(saved.owner)] == ["Mia M. comes along."]
    assert [one.is_agreed for one in asked_along(person_of(tie), now=NOW)] == [True]
    assert told() == [ASKED, ANSWERED]


def test_to_be_picked_up_is_said(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie, way="pick_up")
    assert asked_along(person_of(tie), now=NOW)[0].is_pick_up
    answer(row, is_yes=True)
    assert said_to(saved.owner)[0][0] == "Mia M. picks you up, and comes along."


def test_for_a_meeting_that_is_only_online_nobody_is_picked_up(saved: Saved, tie: Tie, sign_in: SignIn) -> None:
    Meeting.objects.update(attendance="online")
    saved = access_saved(saved.owner, saved.id)
    with pytest.raises(Invalid) as refusal:
        ask(saved, tie, way="pick_up")
    assert refusal.value.field == "way"
    page = text_of(sign_in(saved.owner).get(to("my-meeting-ask", saved.id)))
    assert ("Ask them to come" in page, "Pick me up" in page) == (True, False)
    assert "pick you up" not in text_of(sign_in(saved.owner).get(to("my-meeting", saved.id)))
    row = ask(saved, tie)
    assert asked_along(person_of(tie), now=NOW)[0].pick_up_path == ""
    with pytest.raises(Conflict):
        services.answer_along(actor=person_of(tie), along_id=row.id, is_yes=True, can_pick_up=True, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.offers_pick_up) == ("asked", False)


def test_a_ride_that_was_offered_is_off_when_the_meeting_moves_online(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    services.answer_along(actor=person_of(tie), along_id=row.id, is_yes=True, can_pick_up=True, now=NOW)
    Meeting.objects.update(attendance="online")
    assert [one.words for one in companions_of(saved.owner, now=NOW)] == ["Mia M. comes along."]
    with pytest.raises(Conflict):
        services.take_pick_up(actor=saved.owner, along_id=row.id, now=NOW)


@pytest.mark.parametrize(("way", "said"), [("come", "Yes, I come along"), ("pick_up", "Yes, I pick them up")])
def test_a_yes_says_to_what(saved: Saved, tie: Tie, sign_in: SignIn, way: str, said: str) -> None:
    row = ask(saved, tie, way=way)
    Along.objects.filter(id=row.id).update(starts_at=datetime.now(UTC) + timedelta(days=2))
    page = text_of(sign_in(person_of(tie)).get(to("supporting")))
    assert [one for one in ("Yes, I come along", "Yes, I pick them up") if one in page] == [said]


def test_what_goes_out_names_nothing() -> None:
    for text in (ASKED, ANSWERED, CALLED_OFF):
        assert words_of(text, locale="en", says_more=False).body == str(NEUTRAL_BODY)
        assert "meeting" not in str(words_of(text, locale="en", says_more=True).body)


def test_not_this_time_needs_no_reason_and_ends_the_words(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    answer(row, is_yes=False)
    row.refresh_from_db()
    assert (row.state, row.words_sealed, row.ended_at) == ("not_now", None, NOW)
    assert said_to(saved.owner)[0][0] == "Mia M. cannot come this time. It says nothing about you."
    assert asked_along(person_of(tie), now=NOW) == []
    assert ask(saved, tie), "on that day once more"


def test_a_yes_can_be_taken_back_and_the_owner_is_told(saved: Saved, tie: Tie) -> None:
    give_device(saved.owner, NOW)
    row = ask(saved, tie)
    answer(row, is_yes=True)
    with pytest.raises(Conflict):
        answer(row, is_yes=True)
    answer(row, is_yes=False)
    assert told() == [ASKED, ANSWERED, ANSWERED]
    assert "cannot come" in said_to(saved.owner)[0][0]
    with pytest.raises(NotFound):
        answer(row, is_yes=True)


def test_taken_back_before_an_answer_nothing_is_told(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    services.take_back_along(actor=saved.owner, along_id=row.id, now=NOW)
    assert (told(), said_to(saved.owner), asked_along(person_of(tie), now=NOW)) == ([], [], [])
    with pytest.raises(Conflict):
        services.take_back_along(actor=saved.owner, along_id=row.id, now=NOW)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_who_said_yes_is_told_that_it_is_off(saved: Saved, tie: Tie, is_deleted: bool) -> None:
    row = ask(saved, tie)
    answer(row, is_yes=True)
    if is_deleted:
        services.remove_saved(actor=saved.owner, saved_id=saved.id, now=NOW)
    else:
        services.take_back_along(actor=saved.owner, along_id=row.id, now=NOW)
        (view,) = asked_along(person_of(tie), now=NOW)
        assert (view.is_off, view.words) == (True, "")
    assert told() == [CALLED_OFF]
    assert said_to(saved.owner) == []


def test_nobody_comes_along_through_a_tie_that_is_over(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    circles.leave_tie(actor=person_of(tie), tie_id=tie.id, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.words_sealed) == ("taken_back", None)
    assert (told(), said_to(saved.owner), asked_along(person_of(tie), now=NOW)) == ([], [], [])


def test_only_the_owner_asks_and_takes_back_and_only_who_is_asked_answers(
    saved: Saved, tie: Tie, other_tie: Tie, stranger: Person
) -> None:
    row = ask(saved, tie)
    for person in (person_of(tie), person_of(other_tie), stranger):
        with pytest.raises(NotFound):
            services.take_back_along(actor=person, along_id=row.id, now=NOW)
        with pytest.raises(NotFound):
            services.ask_along(
                actor=person, saved_id=saved.id, tie_id=tie.id, on_date=TUESDAY, way="come", words="", now=NOW
            )
    for person in (saved.owner, person_of(other_tie), stranger):
        with pytest.raises(NotFound):
            services.answer_along(actor=person, along_id=row.id, is_yes=True, now=NOW)
    row.refresh_from_db()
    assert row.state == "asked"


def test_a_tie_of_somebody_else_is_not_asked(saved: Saved, stranger: Person, named: Callable[..., Tie]) -> None:
    with pytest.raises(Conflict):
        ask(saved, named("Auntie Test"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on_date": date(2026, 12, 2)}, "on_date"),
        ({"on_date": date(2026, 11, 24)}, "on_date"),
        ({"way": "fly"}, "way"),
        ({"words": "x" * 201}, "words"),
    ],
)
def test_what_cannot_be_asked(saved: Saved, tie: Tie, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(saved, tie, **values)
    assert refusal.value.field == field


def test_who_rests_is_left_alone_and_nobody_is_asked_twice_or_without_end(saved: Saved, tie: Tie) -> None:
    ask(saved, tie)
    with pytest.raises(Invalid, match="for this day already"):
        ask(saved, tie)
    for week in (1, 2):
        ask(saved, tie, on_date=TUESDAY + timedelta(days=7 * week))
    with pytest.raises(TooMany):
        ask(saved, tie, on_date=TUESDAY + timedelta(days=21))
    Supporter.objects.update(breather_until=NOW + timedelta(days=2))
    with pytest.raises(Invalid, match="breather"):
        ask(saved, tie, on_date=TUESDAY + timedelta(days=28))


def test_both_read_when_the_date_is_not_as_it_was(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    answer(row, is_yes=True)
    assert saved.meeting
    one = Occurrence.objects.create(
        created_at=NOW, meeting=saved.meeting, on_date=TUESDAY, moved_date=TUESDAY, moved_time=time(20)
    )
    mate = person_of(tie)
    assert [(view.when, view.note) for view in asked_along(mate, now=NOW)] == [
        ("Wednesday, 2 December at 01:00", "It begins at another time than at first.")
    ]
    one.delete()
    Occurrence.objects.create(created_at=NOW, meeting=saved.meeting, on_date=TUESDAY, is_cancelled=True)
    assert [view.note for view in asked_along(mate, now=NOW)] == ["It is cancelled on that day."]
    assert [one.note for one in companions_of(saved.owner, now=NOW)] == ["It is cancelled on that day."]
    saved.meeting.delete()
    (view,) = asked_along(mate, now=NOW)
    assert (view.name, view.meeting_path, "not listed any more" in view.note) == (NAME, "", True)


def test_it_is_over_some_hours_after_the_start_and_forgotten_some_weeks_later(saved: Saved, tie: Tie) -> None:
    answer(ask(saved, tie), is_yes=True)
    late = STARTS + timedelta(hours=2, minutes=59)
    assert (len(said_to(saved.owner, late)), len(asked_along(person_of(tie), now=late))) == (1, 1)
    later = STARTS + timedelta(hours=3)
    assert (said_to(saved.owner, later), asked_along(person_of(tie), now=later)) == ([], [])
    assert services.forget_along(STARTS + timedelta(days=30)) == 0
    assert services.forget_along(STARTS + timedelta(days=30, seconds=1)) == 1


def test_it_goes_along_and_is_erased(saved: Saved, tie: Tie, make_meeting: MakeMeeting) -> None:
    row = ask(saved, tie)
    assert WORDS.encode() not in bytes(row.words_sealed or b"")
    assert privacy.export(saved.owner_id)["asked_along"] == [
        {
            "meeting": NAME,
            "whom": "Mia M.",
            "on_date": "2026-12-01",
            "way": "come",
            "offers_pick_up": False,
            "words": WORDS,
            "state": "asked",
            "asked_at": NOW.isoformat(),
        }
    ]
    assert privacy.export(person_of(tie).id)["asked_along"] == []
    erase_person(actor=person_of(tie), now=NOW)
    assert (Along.objects.count(), Saved.objects.count()) == (0, 1)


def test_it_goes_with_its_owner(saved: Saved, tie: Tie) -> None:
    ask(saved, tie)
    erase_person(actor=saved.owner, now=NOW)
    assert Along.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "not_now"}, "meetings_along_state"),
        ({"state": "never"}, "meetings_along_state"),
        ({"ended_at": NOW}, "meetings_along_state"),
        ({"state": "taken_back", "ended_at": NOW}, "meetings_along_state"),
        ({"way": "fly"}, "meetings_along_way"),
        ({"words_sealed": b""}, "meetings_along_words"),
    ],
)
def test_the_database_refuses(saved: Saved, tie: Tie, change: dict[str, Any], name: str) -> None:
    ask(saved, tie)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Along.objects.update(**change)


def test_the_database_keeps_one_open_of_a_tie_and_a_date(saved: Saved, tie: Tie) -> None:
    ask(saved, tie)
    values = {"saved": saved, "tie": tie, "on_date": TUESDAY, "starts_at": STARTS, "way": "come"}
    with pytest.raises(IntegrityError, match="meetings_along_one_open"), transaction.atomic():
        Along.objects.create(created_at=MADE_AT, **values)


def test_both_sides_ask_as_often_whatever_there_is(
    saved: Saved, tie: Tie, other_tie: Tie, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for week in (0, 1, 2):
        ask(saved, tie, on_date=TUESDAY + timedelta(days=7 * week))
        if week != 1:
            with django_assert_num_queries(3):
                assert len(companions_of(saved.owner, now=NOW)) == week + 1
            with django_assert_num_queries(3):
                assert len(asked_along(person_of(tie), now=NOW)) == week + 1


class TestPages:
    def test_asked_and_answered_with_yes(self, saved: Saved, tie: Tie, stranger: Person, sign_in: SignIn) -> None:
        browser, mate = sign_in(saved.owner), sign_in(person_of(tie))
        page = text_of(browser.get(to("my-meeting-ask", saved.id)))
        assert "Mia M." in page
        day = dates_to_ask_for(saved, now=datetime.now(UTC))[0][0]
        sent = {"on_date": day, "who": str(tie.id), "way": "come", "words": WORDS}
        assert browser.post(to("my-meeting-ask", saved.id), {**sent, "who": str(saved.id)}).status_code == 422
        answer = browser.post(to("my-meeting-ask", saved.id), sent, follow=True)
        assert answer.redirect_chain == [(to("my-meeting", saved.id), 303)]
        assert "You asked Mia M. to come along." in text_of(answer)
        row = Along.objects.get()
        for page in (mate.get("/"), mate.get(to("supporting"))):
            assert NAME in text_of(page)
            assert WORDS in text_of(page)
        assert sign_in(stranger).post(to("supporting-along", row.id, "yes")).status_code == 404
        assert mate.post(to("supporting-along", row.id, "maybe")).status_code == 404
        assert mate.post(to("supporting-along", row.id, "yes")).status_code == 303
        assert "You go along with Odd Owner" in text_of(mate.get("/"))
        assert "Mia M. comes along." in text_of(browser.get(to("my-meeting", saved.id)))
        assert browser.post(to("along-take-back", row.id)).status_code == 303
        assert "does not need you to come along" in text_of(mate.get("/"))

    def test_a_date_to_ask_for_is_said_on_the_clock_of_the_meeting_too(
        self, saved: Saved, tie: Tie, sign_in: SignIn
    ) -> None:
        Meeting.objects.update(timezone="Asia/Tokyo", time=time(19))
        Person.objects.filter(id=saved.owner_id).update(time_zone="America/New_York", country="US")
        page = text_of(sign_in(saved.owner).get(to("my-meeting-ask", saved.id)))
        assert re.search(r"Tuesday, \d+ December at [45]:00 AM, 7:00 PM where it is held", page), page

    def test_a_contact_answers_behind_their_link(
        self, saved: Saved, contact: Supporter, sign_in: SignIn, mail: None
    ) -> None:
        tie = contact.ties.get()
        services.ask_along(
            actor=saved.owner,
            saved_id=saved.id,
            tie_id=tie.id,
            on_date=date.fromisoformat(dates_to_ask_for(saved, now=datetime.now(UTC))[0][0]),
            way="come",
            words="",
            now=datetime.now(UTC),
        )
        token, row = contact_token(contact), Along.objects.get()
        assert told() == [ASKED]
        assert NAME in text_of(sign_in().get(to("with", token)))
        assert sign_in().post(to("with-along", token, row.id, "yes")).status_code == 303
        row.refresh_from_db()
        assert row.state == "agreed"

    def test_who_has_nobody_yet_is_shown_a_way(self, saved: Saved, sign_in: SignIn) -> None:
        assert "Nobody has yet" in text_of(sign_in(saved.owner).get(to("my-meeting-ask", saved.id)))
