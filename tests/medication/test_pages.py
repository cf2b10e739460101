"""The pages: what is due, writing down, the log, and what supporters are shown."""

import csv
import html
import json
import re
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person, export_person
from alongside.audit.models import Entry as Noted
from alongside.circles import services as circles
from alongside.circles.links import contact_path
from alongside.circles.models import Supporter, Tie
from alongside.kernel.clock import current_time
from alongside.medication import services
from alongside.medication.details import Draft, When
from alongside.medication.models import Entry, Medicine, Share
from alongside.medication.queries import counts_of, log_of, medicines_of
from alongside.notifications.models import PushSubscription
from tests.medication.conftest import EVENING, SignIn, at, log, timing, work

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FORM = {"name": "Blue one", "how": "With water", "days": "daily", "time1": "20:00", "reminds": "on", "again": "30"}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def to(name: str, *values: object) -> str:
    return reverse(name, args=values)


def text_of(answer: HttpResponse) -> str:
    page = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def planned(owner: Person, now: datetime, *names: str, private: bool = False) -> list[Medicine]:
    """Write down medicines that were planned for an hour ago, and have them be due."""
    an_hour_ago = (now - HOUR).astimezone(ZoneInfo(owner.time_zone))
    when = When((time(an_hour_ago.hour, an_hour_ago.minute),))
    rows = [
        services.write_medicine(
            actor=owner,
            draft=Draft(name, f"{name}-HOW", when, is_private=private),
            now=now - 2 * HOUR,
        )
        for name in names
    ]
    work(now)
    return rows


def entry_of(row: Medicine) -> Entry:
    return Entry.objects.get(medicine=row)


class TestWriting:
    def test_somebody_new_finds_it_from_today_and_writes_one_down(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        assert "Write down what you take and when" in text_of(browser.get("/"))
        assert "No medicine is written down yet" in text_of(browser.get(to("medication")))
        page = text_of(browser.post(to("medicine-new"), FORM, follow=True))
        assert "Blue one With water Every day, at 20:00" in page
        assert "Alongside does not know medicines. Ask your doctor or pharmacist" in page
        today = text_of(browser.get("/"))
        assert "Write down what you take and when" not in today
        assert "Blue one" in today

    def test_when_i_need_it_has_no_times(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        answer = browser.post(to("medicine-new"), {**FORM, "days": "need", "time1": ""}, follow=True)
        assert "When I need it Nothing written down Taken" in text_of(answer)
        row = Medicine.objects.get()
        page = browser.get(to("medication"))
        key = page.context["key"]
        for _ in range(2):
            browser.post(to("medicine-taken", row.id), {"key": key})
        assert log(row) == [("needed", "taken")]
        assert "Last written down just now" in text_of(browser.get(to("medication")))

    @pytest.mark.parametrize(("hour", "waits"), [(18, None), (20, date(2026, 3, 4))])
    def test_what_was_taken_on_the_day_it_is_written_down_can_be_said(
        self, owner: Person, hour: int, waits: date | None
    ) -> None:
        """Planned for 20:00 in Berlin, which is 19:00 UTC."""
        at = datetime(2026, 3, 4, hour, tzinfo=UTC)
        row = services.write_medicine(actor=owner, draft=EVENING, now=at)
        assert medicines_of(owner)[0].waits_since == waits
        services.take_now(actor=owner, medicine_id=row.id, key="a", now=at)
        assert log(row) == [("needed", "taken")]
        assert medicines_of(owner)[0].waits_since is None

    def test_pressed_again_a_moment_later_the_page_asks(self, owner: Person, needed: Medicine, sign_in: SignIn) -> None:
        browser, path = sign_in(owner), to("medicine-taken", needed.id)
        browser.post(path, {"key": "a"})
        asked = browser.post(path, {"key": "b"})
        assert asked.status_code == 409
        assert "You wrote this down a moment ago. It is in your log." in text_of(asked)
        assert log(needed) == [("needed", "taken")]
        assert browser.post(path, {"key": "b", "once_more": "yes"}).status_code == 303
        assert log(needed) == [("needed", "taken"), ("needed", "taken")]

    def test_it_says_beside_it_that_no_reminder_can_reach_them(
        self, owner: Person, medicine: Medicine, now: datetime, sign_in: SignIn
    ) -> None:
        browser, says = sign_in(owner), "No reminder can reach you yet"
        pages = (to("medicine-new"), to("medicine-change", medicine.id), to("medication"))
        for path in pages:
            answer = browser.get(path)
            assert says in text_of(answer)
            assert to("notification-settings") in answer.content.decode()
        PushSubscription.objects.create(
            created_at=now, person=owner, endpoint_digest=owner.id.bytes, subscription_sealed=b"no"
        )
        assert [says in text_of(browser.get(path)) for path in pages] == [False, False, False]

    @pytest.mark.parametrize(
        "wrong", [{"name": ""}, {"time1": ""}, {"days": "weekly"}, {"days": "never"}, {"again": "7"}]
    )
    def test_what_needs_another_look_stays_on_the_page(
        self, owner: Person, wrong: dict[str, str], sign_in: SignIn
    ) -> None:
        assert sign_in(owner).post(to("medicine-new"), {**FORM, **wrong}).status_code == 422
        assert not Medicine.objects.exists()

    def test_changing_begins_with_what_is_there(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        fields = {**FORM, "days": "weekly", "weekdays": ["0", "3"], "time4": "09:30", "stays": "on"}
        browser.post(to("medicine-new"), fields)
        row = Medicine.objects.get()
        form = browser.get(to("medicine-change", row.id)).context["form"]
        said = {name: form[name].value() for name in ("name", "how", "days", "weekdays", "stays", "again")}
        assert said == {
            "name": "Blue one",
            "how": "With water",
            "days": "weekly",
            "weekdays": ["0", "3"],
            "stays": True,
            "again": 30,
        }
        assert [f"{one:%H:%M}" for one in timing(row).times] == ["09:30", "20:00"]
        assert browser.post(to("medicine-change", row.id), {**FORM, "name": "Green one"}).status_code == 303
        assert timing(row).rule == "FREQ=DAILY"

    def test_pausing_going_on_ending_and_deleting(self, owner: Person, medicine: Medicine, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        browser.post(to("medicine-pause", medicine.id))
        assert "Paused" in text_of(browser.get(to("medication")))
        browser.post(to("medicine-resume", medicine.id))
        assert "Paused" not in text_of(browser.get(to("medication")))
        assert "a question for your doctor or pharmacist" in text_of(browser.get(to("medicine-end", medicine.id)))
        browser.post(to("medicine-end", medicine.id))
        assert "Medicines that have ended CANARY-NAME" in text_of(browser.get(to("medication")))
        browser.get(to("medicine-delete", medicine.id))
        browser.post(to("medicine-delete", medicine.id))
        assert not Medicine.objects.exists()


class TestDue:
    def test_one_press_each_on_today_and_undone(self, owner: Person, now: datetime, sign_in: SignIn) -> None:
        first, second = planned(owner, now, "First", "Second")
        browser = sign_in(owner)
        assert text_of(browser.get("/")).count("Planned for") == 2
        answer = browser.post(
            to("medication-answer", entry_of(first).id), {"answer": "taken", "back": "today"}, follow=True
        )
        assert answer.redirect_chain == [("/", 303)]
        page = text_of(answer)
        assert page.count("Planned for") == 1
        assert "Just written down First Taken, written down" in page
        browser.post(to("medication-answer", entry_of(second).id), {"answer": "not_this_time"})
        assert (entry_of(first).answer, entry_of(second).answer) == ("taken", "not_this_time")
        assert "Nothing is due now." in text_of(browser.get(to("medication-now")))
        browser.post(to("medication-undo", entry_of(first).id), {"back": "today"})
        assert entry_of(first).answer is None
        assert "First-HOW" in text_of(browser.get("/"))

    def test_it_is_due_for_half_a_day_and_can_be_written_down_ever_after(
        self, owner: Person, now: datetime, sign_in: SignIn
    ) -> None:
        (row,) = planned(owner, now, "First")
        Entry.objects.update(planned_for=now - 13 * HOUR)
        browser = sign_in(owner)
        assert "Nothing is due now." in text_of(browser.get(to("medication")))
        path = to("medication-entry", entry_of(row).id)
        assert "Planned for" in text_of(browser.get(path))
        assert browser.post(path, {"answer": "not_this_time"}).status_code == 303
        assert entry_of(row).answer == "not_this_time"
        browser.post(path, {"answer": ""})
        assert entry_of(row).answer is None
        assert browser.post(path, {"answer": "missed"}).status_code == 422

    def test_one_taken_when_needed_is_not_deleted_without_a_question(
        self, owner: Person, needed: Medicine, now: datetime, sign_in: SignIn
    ) -> None:
        row = services.take_now(actor=owner, medicine_id=needed.id, key="a", now=now)
        answer = sign_in(owner).post(to("medication-entry", row.id), {"answer": ""}, follow=True)
        assert "Delete this line of your log?" in text_of(answer)
        assert log(needed) == [("needed", "taken")]

    def test_a_line_is_deleted_after_a_question(self, owner: Person, now: datetime, sign_in: SignIn) -> None:
        (row,) = planned(owner, now, "First")
        browser = sign_in(owner)
        path = to("medication-entry-delete", entry_of(row).id)
        assert "Delete this line of your log?" in text_of(browser.get(path))
        browser.post(path)
        assert log(row) == []
        assert Medicine.objects.filter(id=row.id).exists()


class TestLog:
    def test_a_month_is_counted_and_judges_nobody(self, owner: Person, medicine: Medicine, sign_in: SignIn) -> None:
        Entry.objects.all().delete()
        for day in range(2, 16):
            planned_for = at(f"2026-03-{day:02d} 19:00")
            said = {} if day > 13 else {"answer": "taken", "answered_at": planned_for}
            Entry.objects.create(
                created_at=planned_for,
                medicine=medicine,
                on_day=planned_for.date(),
                at_time=time(20),
                planned_for=planned_for,
                **said,
            )
        page = text_of(sign_in(owner).get(to("medication-log"), {"month": "2026-03"}))
        assert "CANARY-NAME Taken 12 of the 14 times that were planned. Nothing is written down for 2." in page
        assert "Taken, written down at 20:00" in page
        for word in ("%", "missed", "adherence", "streak", "in a row"):
            assert word not in page
        days = log_of(owner, first=at("2026-03-01 00:00").date(), last=at("2026-03-31 00:00").date())
        assert counts_of(days)[0].nothing == 2
        assert "There is nothing in your log for this month." in text_of(
            sign_in(owner).get(to("medication-log"), {"month": "2026-02"})
        )

    def test_the_file_holds_all_of_it_and_no_formula(self, owner: Person, now: datetime, sign_in: SignIn) -> None:
        for name in ("=1+1", "+1", "-1", "@SUM", "Müsli, plain"):
            row = services.write_medicine(actor=owner, draft=Draft(name), now=now)
            services.take_now(actor=owner, medicine_id=row.id, key="a", now=at("2026-03-05 19:00"))
        answer = sign_in(owner).get(to("medication-file"))
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["Content-Disposition"]
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0] == ["Day", "Medicine", "Planned for", "What is written down", "Written down at"]
        assert sorted(row[1] for row in rows[1:]) == ["'+1", "'-1", "'=1+1", "'@SUM", "Müsli, plain"]
        assert {tuple(row[::2]) for row in rows[1:]} == {("2026-03-05", "", "2026-03-05T20:00:00+01:00")}
        assert {row[3] for row in rows[1:]} == {"Taken"}

    def test_the_file_says_the_moment_of_a_planned_time(self, owner: Person, now: datetime, sign_in: SignIn) -> None:
        services.write_medicine(actor=owner, draft=Draft("Evening", when=When((time(20),))), now=at("2026-03-05 12:00"))
        work(at("2026-03-05 19:30"))
        row = sign_in(owner).get(to("medication-file")).content.decode("utf-8-sig").splitlines()[1]
        assert row == "2026-03-05,Evening,2026-03-05T20:00:00+01:00,Nothing written down,"

    def test_the_list_for_an_appointment(self, owner: Person, medicine: Medicine, sign_in: SignIn) -> None:
        page = text_of(sign_in(owner).get(to("medication-list")))
        assert "CANARY-NAME Every day, at 20:00 CANARY-HOW, with water" in page


def share(owner: Person, now: datetime, *ties: Tie) -> None:
    services.share_medication(actor=owner, tie_ids=[tie.id for tie in ties], now=now)


class TestSharing:
    def test_nobody_sees_anything_until_chosen_and_each_look_is_recorded(
        self, mate: Person, tie: Tie, stranger: Person, now: datetime, sign_in: SignIn
    ) -> None:
        owner = tie.owner
        planned(owner, now, "Shared-A")
        planned(owner, now, "Private-B", private=True)
        path = to("supporting-medication", tie.id)
        assert sign_in(mate).get(path).status_code == 404
        form = sign_in(owner).get(to("medication-sharing")).context["form"]
        assert form["people"].value() == []
        sign_in(owner).post(to("medication-sharing"), {"people": [str(tie.id)]})
        page = text_of(sign_in(mate).get(path))
        assert "Shared-A" in page
        assert "Nothing written down" in page
        for hidden in ("Private-B", "HOW", "Change", "Undo"):
            assert hidden not in page
        assert "The log of Odd Owner" in text_of(sign_in(mate).get(to("supporting")))
        noted = Noted.objects.get(action="medication.looked_at")
        assert (noted.actor, noted.subject, noted.about) == (mate.id, tie.id, owner.id)
        page = text_of(sign_in(owner).get(to("medication-sharing")))
        assert "Who looked at it last Mia M. just now" in page
        assert "Like my device" in page  # what every page says at its end is not lost to ours
        assert sign_in(stranger).get(path).status_code == 404
        assert sign_in(owner).get(path).status_code == 403
        sign_in(owner).post(to("medication-sharing"), {})
        assert sign_in(mate).get(path).status_code == 404
        assert "The log of Odd Owner" not in text_of(sign_in(mate).get(to("supporting")))
        assert "Who looked at it last Mia M. just now" in text_of(sign_in(owner).get(to("medication-sharing")))

    def test_whoever_is_taken_out_has_their_open_pages_look_again(
        self, owner: Person, mate: Person, tie: Tie, now: datetime
    ) -> None:
        share(owner, now, tie)
        with CaptureQueriesContext(connection) as found:
            share(owner, now)
        said = [one["sql"] for one in found if "pg_notify" in one["sql"] and str(mate.id) in one["sql"]]
        assert len(said) == 1
        assert "supporting" in said[0]

    def test_only_the_last_seven_days_and_today(
        self, mate: Person, tie: Tie, needed: Medicine, now: datetime, sign_in: SignIn
    ) -> None:
        owner = tie.owner
        share(owner, now, tie)
        today = now.astimezone(ZoneInfo("Europe/Berlin")).date()
        for days in (0, 7, 8):
            row = services.take_now(actor=owner, medicine_id=needed.id, key=f"{days}", once_more=True, now=now)
            Entry.objects.filter(id=row.id).update(on_day=today - timedelta(days=days))
        page = text_of(sign_in(mate).get(to("supporting-medication", tie.id)))
        assert page.count("Spray") == 2

    def test_it_ends_with_the_tie(
        self, mate: Person, tie: Tie, medicine: Medicine, now: datetime, sign_in: SignIn
    ) -> None:
        assert medicine
        share(tie.owner, now, tie)
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert not Share.objects.exists()
        assert sign_in(mate).get(to("supporting-medication", tie.id)).status_code == 404

    def test_a_contact_sees_it_by_their_own_link(
        self, owner: Person, contact: Supporter, tie: Tie, now: datetime, sign_in: SignIn
    ) -> None:
        planned(owner, now, "Shared-A")
        path = contact_path(contact.id)
        assert sign_in().get(f"{path}medication/").status_code == 404
        share(owner, now, contact.ties.get())
        assert "The log of Odd Owner" in text_of(sign_in().get(path))
        assert "Shared-A" in text_of(sign_in().get(f"{path}medication/"))
        assert Noted.objects.filter(action="medication.looked_at", actor=contact.id).count() == 1
        assert sign_in(owner).get(to("supporting-medication", tie.id)).status_code == 403


def test_pages_ask_as_many_questions_for_three_as_for_one(
    owner: Person, mate: Person, tie: Tie, now: datetime, sign_in: SignIn
) -> None:
    share(owner, now, tie)
    pages = [(owner, "/"), (mate, to("supporting-medication", tie.id)), (mate, to("supporting"))]
    own = ("medication", "medication-now", "medication-list", "medication-log", "medication-file")
    pages += [(owner, to(name)) for name in own]

    def queries() -> list[int]:
        counts = []
        for person, path in pages:
            browser = sign_in(person)
            with CaptureQueriesContext(connection) as found:
                assert browser.get(path).status_code == 200
            counts.append(len(found))
        return counts

    planned(owner, now, "One")
    queries()  # what is asked once in a process is asked here
    one = queries()
    planned(owner, now, "Two", "Three")
    assert queries() == one


def test_all_of_it_is_taken_along_and_gone_with_the_person(owner: Person, tie: Tie, now: datetime) -> None:
    (row,) = planned(owner, now, "CANARY-MED")
    share(owner, now, tie)
    archive = zipfile.ZipFile(BytesIO(export_person(person_id=owner.id, now=now)))
    held = json.loads(archive.read("data.json"))["holdings"]["medication"]
    assert [(one["medicine"], one["how"]) for one in held["medicines"]] == [("CANARY-MED", "CANARY-MED-HOW")]
    assert [(one["medicine"], one["answer"]) for one in held["medication_log"]] == [("CANARY-MED", None)]
    assert [one["name"] for one in held["medication_shares"]] == ["Mia M."]
    erase_person(actor=owner, now=now)
    assert not Medicine.objects.filter(id=row.id).exists()
    assert (Entry.objects.count(), Share.objects.count()) == (0, 0)


def test_nothing_readable_stands_in_the_database(medicine: Medicine) -> None:
    medicine.refresh_from_db()
    assert b"CANARY" not in bytes(medicine.name_sealed) + bytes(medicine.how_sealed or b"")
