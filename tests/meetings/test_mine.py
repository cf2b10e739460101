"""What somebody keeps for themselves about meetings: saved ones, reminders, the days they were there; nobody else's."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Invalid, NotFound
from alongside.meetings import privacy, services
from alongside.meetings.cards import next_meeting, to_begin
from alongside.meetings.enums import State
from alongside.meetings.mine_page import saved_of
from alongside.meetings.models import Attended, Meeting, Occurrence, Saved
from alongside.meetings.policies import access_saved, visible_saved
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import words_of
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, owner, sign_in, stranger
from tests.meetings.conftest import MakeMeeting

__all__ = ["owner", "sign_in", "stranger"]

pytestmark = pytest.mark.django_db

# Saturday noon; the meeting is on Tuesdays at 19:00 in New York, which is midnight in UTC.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
STARTS = datetime(2026, 12, 2, 0, tzinfo=UTC)
WEEK, HALF_AN_HOUR = timedelta(days=7), timedelta(minutes=30)
KIND = next(kind for kind in kinds() if kind.name == "meeting-reminder")


@pytest.fixture(autouse=True)
def device(owner: Person) -> None:
    """The owner can be told on a browser."""
    PushSubscription.objects.create(
        created_at=NOW, person=owner, endpoint_digest=owner.id.bytes, subscription_sealed=b"no"
    )


def save(owner: Person, meeting: Meeting, minutes: int | None = None) -> Saved:
    """Save a meeting, with a reminder when told."""
    row = services.save_meeting(actor=owner, slug=meeting.slug, now=NOW)
    if minutes:
        services.choose_reminder(actor=owner, saved_id=row.id, minutes=minutes, now=NOW)
    row.refresh_from_db()
    return row


def told() -> list[tuple[str, datetime | None]]:
    """Return what was told and until when it is of use."""
    return list(Delivery.objects.values_list("text", "expires_at").order_by("expires_at"))


class TestSaving:
    def test_a_meeting_is_saved_once_and_noted_without_its_name(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting()
        row = save(owner, meeting)
        assert save(owner, meeting) == row
        assert list(visible_saved(owner)) == [row]
        entries = Entry.objects.filter(action__startswith="meetings.").values_list(
            "action", "actor", "subject", "about"
        )
        assert list(entries) == [("meetings.saved", owner.id, row.id, owner.id)]

    def test_nobody_else_has_a_door_to_it(self, owner: Person, stranger: Person, make_meeting: MakeMeeting) -> None:
        row = save(owner, make_meeting(), minutes=30)
        dated = services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 11, 24), now=NOW)
        assert list(visible_saved(stranger)) == []
        common = {"actor": stranger, "saved_id": row.id, "now": NOW}
        with pytest.raises(NotFound):
            services.remove_saved(**common)
        with pytest.raises(NotFound):
            services.choose_reminder(**common, minutes=None)
        with pytest.raises(NotFound):
            services.note_there(**common, on_date=date(2026, 11, 24))
        with pytest.raises(NotFound):
            services.remove_there(**common, date_id=dated.id)
        assert access_saved(owner, row.id).remind_minutes == 30
        assert Attended.objects.get() == dated

    def test_a_meeting_that_is_gone_cannot_be_saved(self, owner: Person, make_meeting: MakeMeeting) -> None:
        with pytest.raises(NotFound):
            save(owner, make_meeting(state=State.GONE))

    def test_a_meeting_may_be_deleted_and_is_still_named(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting()
        save(owner, meeting, minutes=30)
        meeting.delete()
        [line] = saved_of(owner, now=NOW)
        assert (line.row.name, line.is_gone, line.start) == ("Quiet Tuesday", True, None)
        assert "not listed any more" in line.warning

    def test_the_next_comes_first(self, owner: Person, make_meeting: MakeMeeting) -> None:
        for name, values in (
            ("Later", {"day": 3}),
            ("None", {"rhythm": "by_appointment", "day": None, "time": None}),
            ("Next", {"day": 0}),
        ):
            save(owner, make_meeting(name=name, **values))
        assert [line.row.name for line in saved_of(owner, now=NOW)] == ["Next", "Later", "None"]

    def test_constraints(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting()
        row = save(owner, meeting)
        services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 11, 24), now=NOW)
        values = {"created_at": NOW, "owner": owner, "name": "Other"}
        wrong = [
            lambda: Saved.objects.create(**values, meeting=meeting),
            lambda: Saved.objects.create(**{**values, "name": ""}),
            lambda: Saved.objects.create(**values, remind_minutes=7),
            lambda: Saved.objects.create(**values, due_at=NOW),
            lambda: Saved.objects.create(**values, reckoned_for=NOW),
            lambda: Attended.objects.create(created_at=NOW, saved=row, on_date=date(2026, 11, 24)),
        ]
        for attempt in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()


class TestReminding:
    @pytest.mark.parametrize("minutes", [15, 30, 60, 1440])
    def test_it_waits_so_many_minutes_before_the_next_start(
        self, owner: Person, make_meeting: MakeMeeting, minutes: int
    ) -> None:
        assert save(owner, make_meeting(), minutes).due_at == STARTS - timedelta(minutes=minutes)

    def test_it_says_nothing_of_the_meeting_and_waits_for_the_next(
        self, owner: Person, make_meeting: MakeMeeting
    ) -> None:
        row = save(owner, make_meeting(), 30)
        assert step_due(KIND, now=STARTS - HALF_AN_HOUR) == 1
        assert told() == [("meetings.reminder", STARTS)]
        assert words_of("meetings.reminder", locale="en", says_more=True).body == (
            "Something you wanted to go to begins soon."
        )
        row.refresh_from_db()
        assert row.due_at == STARTS + WEEK - HALF_AN_HOUR
        assert step_due(KIND, now=STARTS) == 0

    def test_who_was_not_reminded_in_time_is_not_told_afterwards(
        self, owner: Person, make_meeting: MakeMeeting
    ) -> None:
        save(owner, make_meeting(), 30)
        assert step_due(KIND, now=STARTS) == 1
        assert told() == []

    def test_a_date_that_was_cancelled_meanwhile_is_not_told(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting()
        row = save(owner, meeting, 30)
        Occurrence.objects.create(created_at=NOW, meeting=meeting, on_date=date(2026, 12, 1), is_cancelled=True)
        step_due(KIND, now=STARTS - HALF_AN_HOUR)
        row.refresh_from_db()
        assert (told(), row.due_at) == ([], STARTS + WEEK - HALF_AN_HOUR)

    def test_a_meeting_that_is_gone_is_not_told(self, owner: Person, make_meeting: MakeMeeting) -> None:
        save(owner, make_meeting(), 30)
        Meeting.objects.update(state=State.GONE)
        step_due(KIND, now=STARTS - HALF_AN_HOUR)
        assert told() == []

    def test_a_meeting_that_moves_earlier_is_told_earlier(self, owner: Person, make_meeting: MakeMeeting) -> None:
        meeting = make_meeting()
        row = save(owner, meeting, 30)
        assert services.reckon_changed(NOW) == 0
        Meeting.objects.update(time=time(17, 0), changed_at=NOW)
        assert services.reckon_changed(NOW) == 1
        row.refresh_from_db()
        assert row.due_at == STARTS - timedelta(hours=2, minutes=30)
        assert services.reckon_changed(NOW) == 0

    def test_none_is_wanted_any_more(self, owner: Person, make_meeting: MakeMeeting) -> None:
        row = save(owner, make_meeting(), 30)
        services.choose_reminder(actor=owner, saved_id=row.id, minutes=None, now=NOW)
        row.refresh_from_db()
        assert (row.remind_minutes, row.due_at) == (None, None)
        with pytest.raises(Invalid):
            services.choose_reminder(actor=owner, saved_id=row.id, minutes=7, now=NOW)


class TestBeenThere:
    def test_a_day_is_noted_once_and_can_be_deleted(self, owner: Person, make_meeting: MakeMeeting) -> None:
        row = save(owner, make_meeting())
        for _ in range(2):
            dated = services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 11, 24), now=NOW)
        assert [one.on_date for one in row.dates.all()] == [date(2026, 11, 24)]
        services.remove_there(actor=owner, saved_id=row.id, date_id=dated.id, now=NOW)
        assert not row.dates.exists()
        with pytest.raises(NotFound):
            services.remove_there(actor=owner, saved_id=row.id, date_id=uuid4(), now=NOW)

    def test_a_day_to_come_is_refused_by_the_clock_of_the_meeting(
        self, owner: Person, make_meeting: MakeMeeting
    ) -> None:
        row, late = save(owner, make_meeting()), STARTS + timedelta(hours=2)
        with pytest.raises(Invalid):
            services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 12, 2), now=late)
        assert services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 12, 1), now=late)


class TestPrivacy:
    def test_all_of_it_is_exported_and_goes_with_the_person(
        self, owner: Person, stranger: Person, make_meeting: MakeMeeting
    ) -> None:
        meeting = make_meeting()
        row = save(owner, meeting, 30)
        others = save(stranger, meeting)
        services.note_there(actor=owner, saved_id=row.id, on_date=date(2026, 11, 24), now=NOW)
        at = NOW.isoformat()
        found = {name: table for name, table in privacy.export(owner.id).items() if table}
        assert found == {
            "saved_meetings": [{"meeting": "Quiet Tuesday", "saved_at": at, "reminder_minutes": 30}],
            "attended_meetings": [{"meeting": "Quiet Tuesday", "on_date": "2026-11-24", "noted_at": at}],
        }
        erase_person(actor=owner, now=NOW)
        assert (list(Saved.objects.all()), Attended.objects.count()) == ([others], 0)


class TestToday:
    def test_the_next_within_a_day_stands_there(self, owner: Person, make_meeting: MakeMeeting) -> None:
        assert to_begin(owner, NOW)
        row = save(owner, make_meeting())
        assert to_begin(owner, NOW) is None
        assert next_meeting(owner, STARTS - timedelta(hours=25)) is None
        card = next_meeting(owner, STARTS - timedelta(hours=23))
        assert card
        assert (card["one"].row, card["one"].start) == (row, STARTS)
        assert next_meeting(owner, STARTS + timedelta(minutes=20)) == next_meeting(owner, STARTS)
        assert next_meeting(owner, STARTS + timedelta(minutes=31)) is None


class TestPages:
    def test_one_saves_chooses_a_reminder_notes_a_day_and_deletes(
        self, owner: Person, sign_in: SignIn, make_meeting: MakeMeeting
    ) -> None:
        meeting, browser = make_meeting(), sign_in(owner)
        assert "Save this meeting" in text_of(browser.get(to("meeting", meeting.slug)))
        sent = browser.post(to("meeting-save", meeting.slug))
        row = Saved.objects.get()
        assert (sent.status_code, sent.headers["Location"]) == (303, to("my-meeting", row.id))
        assert "It is among your meetings" in text_of(browser.get(to("meeting", meeting.slug)))
        browser.post(to("my-meeting", row.id), {"minutes": "60"})
        row.refresh_from_db()
        assert row.remind_minutes == 60
        day = (current_time() - WEEK).date()
        browser.post(to("my-meeting-there", row.id), {"on_date": f"{day}"})
        dated = row.dates.get()
        assert dated.on_date == day
        tomorrow = browser.post(to("my-meeting-there", row.id), {"on_date": f"{day + 3 * WEEK}"})
        assert tomorrow.status_code == 422
        assert "This day is still to come." in text_of(tomorrow)
        browser.post(to("my-meeting-not-there", row.id, dated.id))
        assert not row.dates.exists()
        browser.post(to("my-meeting-remove", row.id))
        assert "You have not saved a meeting yet" in text_of(browser.get(to("my-meetings")))

    def test_who_cannot_be_told_is_promised_no_reminder(
        self, owner: Person, sign_in: SignIn, make_meeting: MakeMeeting
    ) -> None:
        at = to("my-meeting", save(owner, make_meeting()).id)
        promised, untold = "It comes at that minute", "No reminder can reach you yet"
        page = text_of(sign_in(owner).get(at))
        assert (promised in page, untold in page) == (True, False)
        PushSubscription.objects.all().delete()
        page = sign_in(owner).get(at)
        assert (promised in text_of(page), untold in text_of(page)) == (False, True)
        assert f'href="{to("notification-settings")}"' in page.content.decode().partition("Reminder</h2>")[2]

    def test_a_stranger_sees_nothing_of_it(
        self, owner: Person, stranger: Person, sign_in: SignIn, make_meeting: MakeMeeting
    ) -> None:
        meeting = make_meeting()
        row = save(owner, meeting)
        assert sign_in(stranger).get(to("my-meeting", row.id)).status_code == 404
        assert "Save this meeting" in text_of(sign_in(stranger).get(to("meeting", meeting.slug)))
        assert "Save this meeting" not in text_of(sign_in(None).get(to("meeting", meeting.slug)))

    def test_many_cost_no_more_queries_than_one(
        self, owner: Person, sign_in: SignIn, make_meeting: MakeMeeting
    ) -> None:
        browser, counts = sign_in(owner), []
        browser.get(to("my-meetings"))  # the first page of a browser asks more
        for more in (1, 2):
            for _ in range(more):
                save(owner, make_meeting())
            with CaptureQueriesContext(connection) as queries:
                browser.get(to("my-meetings"))
            counts.append(len(queries))
        assert counts[0] == counts[1]
