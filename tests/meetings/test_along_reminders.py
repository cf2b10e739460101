"""Whoever said yes to come along is reminded, if they choose so: with an account and without one."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.meetings import privacy, services
from alongside.meetings.along_page import asked_along, dates_to_ask_for
from alongside.meetings.models import Along, AlongReminder, Meeting, Occurrence, Saved
from alongside.meetings.outgoing import REMINDER
from alongside.notifications.models import Delivery, PushSubscription
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.journeys.conftest import person_of
from tests.meetings import test_along
from tests.meetings.test_along import NAME, NOW, STARTS, TUESDAY, answer, ask

owner, mate, stranger, sign_in = test_along.owner, test_along.mate, test_along.stranger, test_along.sign_in
named, invited, accepted, contact = test_along.named, test_along.invited, test_along.accepted, test_along.contact
mail, now, tie, other_tie, saved = (
    test_along.mail,
    test_along.now,
    test_along.tie,
    test_along.other_tie,
    test_along.saved,
)

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def agreed(saved: Saved, tie: Tie) -> Along:
    """What the tie said yes to."""
    return answer(ask(saved, tie), is_yes=True)


def choose(row: Along, minutes: int | None = 30, *, now: datetime = NOW) -> AlongReminder | None:
    """Have whoever comes along choose."""
    services.choose_along_reminder(actor=person_of(row.tie), along_id=row.id, minutes=minutes, now=now)
    return AlongReminder.objects.filter(along=row).first()


def due_then(now: datetime) -> list[tuple[Any, str]]:
    """Have what is due be done, and return whom it reminded, and where it leads."""
    services.send_along_reminders(list(AlongReminder.objects.filter(due_at__lte=now)), now)
    return list(Delivery.objects.filter(text=REMINDER).values_list("person_id", "path"))


def test_who_comes_along_is_reminded_at_that_minute(agreed: Along) -> None:
    row = choose(agreed)
    assert row is not None
    assert row.due_at == STARTS - HALF_AN_HOUR
    (view,) = asked_along(person_of(agreed.tie), now=NOW)
    assert view.reminder == "30 minutes before"
    assert due_then(STARTS - HALF_AN_HOUR) == [(person_of(agreed.tie).id, "/supporting/")]
    row.refresh_from_db()
    assert row.due_at is None
    told = Delivery.objects.get(text=REMINDER)
    assert (told.wakes, told.expires_at) == (True, STARTS)


def test_only_they_choose_and_they_can_stop(agreed: Along, other_tie: Tie, stranger: Person) -> None:
    for person in (agreed.tie.owner, person_of(other_tie), stranger):
        with pytest.raises(NotFound):
            services.choose_along_reminder(actor=person, along_id=agreed.id, minutes=30, now=NOW)
    choose(agreed)
    assert choose(agreed, 60) is not None
    assert AlongReminder.objects.get().minutes == 60
    assert choose(agreed, None) is None


@pytest.mark.parametrize(
    ("minutes", "at"), [(17, NOW), (30, STARTS - HALF_AN_HOUR), (1440, STARTS - timedelta(hours=9))]
)
def test_what_cannot_be_chosen(agreed: Along, minutes: int, at: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        choose(agreed, minutes, now=at)
    assert refusal.value.field == "minutes"
    assert not AlongReminder.objects.exists()


def test_without_a_yes_there_is_none_and_a_no_ends_it(saved: Saved, tie: Tie) -> None:
    row = ask(saved, tie)
    with pytest.raises(Conflict):
        choose(row)
    answer(row, is_yes=True)
    choose(row)
    answer(row, is_yes=False)
    assert not AlongReminder.objects.exists()


def test_what_was_called_off_reminds_nobody(agreed: Along) -> None:
    choose(agreed)
    services.take_back_along(actor=agreed.saved.owner, along_id=agreed.id, now=NOW)
    assert due_then(STARTS) == []


def test_it_follows_a_meeting_that_moves(agreed: Along) -> None:
    choose(agreed)
    meeting = Meeting.objects.get()
    Occurrence.objects.create(created_at=NOW, meeting=meeting, on_date=TUESDAY, moved_date=TUESDAY, moved_time=time(20))
    assert due_then(STARTS - HALF_AN_HOUR) == [], "it begins an hour later by now"
    assert AlongReminder.objects.get().due_at == STARTS + HALF_AN_HOUR
    Occurrence.objects.all().delete()
    Meeting.objects.update(changed_at=NOW)
    assert services.reckon_changed_along(NOW) == 1
    assert services.reckon_changed_along(NOW) == 0
    assert AlongReminder.objects.get().due_at == STARTS - HALF_AN_HOUR


@pytest.mark.parametrize("change", [{"state": "gone"}, {"is_for_members": True}])
def test_of_what_they_may_not_know_any_more_they_hear_nothing(agreed: Along, change: dict[str, Any]) -> None:
    choose(agreed)
    if "is_for_members" in change:
        change["community"] = agreed.id
    Meeting.objects.update(**change)
    assert due_then(STARTS - HALF_AN_HOUR) == []
    assert AlongReminder.objects.get().due_at is None


def test_late_it_is_not_sent(agreed: Along) -> None:
    choose(agreed)
    assert due_then(STARTS) == []


def test_many_are_sent_with_as_many_queries(saved: Saved, tie: Tie) -> None:
    counts = []
    for weeks in ((0,), (1, 2)):
        AlongReminder.objects.all().delete()
        for week in weeks:
            choose(answer(ask(saved, tie, on_date=TUESDAY + timedelta(days=7 * week)), is_yes=True))
        rows = list(AlongReminder.objects.all())
        with CaptureQueriesContext(connection) as queries:
            services.send_along_reminders(rows, NOW)
        counts.append(len([one for one in queries if not one["sql"].startswith("UPDATE")]))
    assert counts[0] == counts[1]


def test_it_is_theirs_and_goes_with_them(agreed: Along) -> None:
    choose(agreed)
    mate = person_of(agreed.tie)
    facts = {"meeting": NAME, "on_date": "2026-12-01", "reminder_minutes": 30}
    assert privacy.export(mate.id)["along_reminders"] == [facts]
    assert privacy.export(agreed.tie.owner_id)["along_reminders"] == []
    erase_person(actor=mate, now=NOW)
    assert not AlongReminder.objects.exists()


def test_the_database_refuses(agreed: Along) -> None:
    choose(agreed)
    with pytest.raises(IntegrityError, match="meetings_alongreminder_minutes"), transaction.atomic():
        AlongReminder.objects.update(minutes=17)
    with pytest.raises(IntegrityError, match="along_id"), transaction.atomic():
        AlongReminder.objects.create(created_at=NOW, along=agreed, minutes=15)


def agreed_by(contact: Supporter, saved: Saved) -> Along:
    """The yes to the next date of a contact, who reads English."""
    Supporter.objects.filter(id=contact.id).update(locale="en")
    now = datetime.now(UTC)
    day = datetime.fromisoformat(dates_to_ask_for(saved, now=now)[1][0]).date()
    row = ask(saved, contact.ties.get(), on_date=day, now=now)
    return services.answer_along(actor=contact, along_id=row.id, is_yes=True, now=now)


def test_a_contact_chooses_behind_their_link_and_is_written_to(
    saved: Saved, contact: Supporter, sign_in: SignIn, mail: None
) -> None:
    row, token = agreed_by(contact, saved), contact_token(contact)
    assert "Choose when to be reminded" in text_of(sign_in().get(to("with", token)))
    at = to("with-along-reminder", token, row.id)
    assert "You go along with Odd Owner." in text_of(sign_in().get(at))
    assert sign_in().post(at, {"minutes": "17"}).status_code == 422
    assert sign_in().post(at, {"minutes": "30"}).status_code == 303
    reminder = AlongReminder.objects.get()
    assert reminder.due_at is not None
    assert due_then(reminder.due_at) == [(None, f"/with/{token}/")]


def test_a_contact_whom_nobody_can_write_to_is_promised_nothing(
    saved: Saved, contact: Supporter, sign_in: SignIn
) -> None:
    row, token = agreed_by(contact, saved), contact_token(contact)
    assert "Choose when to be reminded" not in text_of(sign_in().get(to("with", token)))
    assert sign_in().post(to("with-along-reminder", token, row.id), {"minutes": "30"}).status_code == 409


def test_the_page_of_a_person(agreed: Along, stranger: Person, sign_in: SignIn) -> None:
    at = to("supporting-along-reminder", agreed.id)
    assert sign_in(stranger).get(at).status_code == 404
    assert sign_in(agreed.tie.owner).get(at).status_code == 404
    Along.objects.update(starts_at=datetime.now(UTC) + timedelta(days=2))
    assert "It comes at that minute" in text_of(sign_in(person_of(agreed.tie)).get(at))
    PushSubscription.objects.all().delete()
    page = sign_in(person_of(agreed.tie)).get(at)
    assert page.status_code == 200
    assert "No reminder can reach you yet" in text_of(page), "they have neither a device nor an address"
    assert "It comes at that minute" not in text_of(page)
