"""Sheets as they are written, shared and ended: who reads what, what is noted, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.toolbox import privacy, services
from alongside.toolbox.contents import contents
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Share, Sheet
from alongside.toolbox.policies import access_shared, access_shared_sheet, access_sheet, visible_shares, visible_sheets
from alongside.toolbox.queries import (
    PAGE,
    looks_at,
    read_through,
    shared_sheet,
    shared_through,
    sharing_with,
    sheet_of,
    sheets_of,
)
from alongside.toolbox.worksheets import worksheets
from alongside.ui.at_hand import at_hand
from tests.toolbox.conftest import Write

pytestmark = pytest.mark.django_db


def share(sheet: Sheet, *readers: Tie, now: datetime) -> None:
    """Let exactly the people of these ties read a sheet."""
    services.share_sheet(actor=sheet.owner, sheet_id=sheet.id, tie_ids=[one.id for one in readers], now=now)


class TestWritten:
    def test_it_says_what_was_asked_and_answered(self, write: Write) -> None:
        view = sheet_of(write("urges", strong=8, set_off="The bridge"))
        assert view.title == "Urge log"
        assert [(one.asks, one.words) for one in view.answers] == [
            ("How strong is the urge?", "8 out of 10"),
            ("What set it off?", "The bridge"),
        ]
        assert (view.is_open, view.is_strong, view.readers) == (True, True, ())

    def test_its_day_is_that_of_its_person(self, write: Write) -> None:
        late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
        assert write(a="Late", at=late).on_day == date(2026, 3, 5)  # half past midnight in Berlin

    def test_sent_twice_it_is_one_sheet_that_says_what_was_sent_last(self, owner: Person, write: Write) -> None:
        first, again = write(a="One", once="form"), write(a="Two", once="form")
        assert first.id == again.id
        assert contents(again).value("a") == "Two"
        assert visible_sheets(owner).count() == 1
        assert list(Entry.objects.filter(subject=first.id).order_by("id").values_list("action", flat=True)) == [
            "worksheet.written",
            "worksheet.changed",
        ]

    def test_nothing_answered_is_no_sheet(self, write: Write) -> None:
        with pytest.raises(Invalid):
            write(a=" ", b="")
        assert not Sheet.objects.exists()

    def test_changing_answers_some_fields_and_leaves_the_others(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        row = write("urges", strong=8, body="Jaw")
        later = now + timedelta(minutes=20)
        filled = Filled({"after": 3, "body": ""})
        services.change_sheet(actor=owner, sheet_id=row.id, filled=filled, now=later)
        row.refresh_from_db()
        assert (contents(row).value("strong"), contents(row).value("after")) == (8, 3)
        assert contents(row).value("body") is None
        assert row.changed_at == later
        assert not sheet_of(row).is_open

    def test_a_sheet_is_never_emptied_by_changing_it(self, owner: Person, write: Write, now: datetime) -> None:
        row = write(a="One")
        with pytest.raises(Invalid):
            services.change_sheet(actor=owner, sheet_id=row.id, filled=Filled({"a": ""}), now=now)
        assert contents(access_sheet(owner, row.id)).value("a") == "One"

    def test_its_words_are_sealed_also_what_was_asked(self, write: Write) -> None:
        write(a="CANARY-LINE")
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text, encode(words_sealed, 'escape') FROM toolbox_sheet AS t")
            row = " ".join(cursor.fetchone())
        assert "CANARY" not in row
        assert "What happened" not in row

    def test_a_sheet_whose_worksheet_is_gone_can_be_read_and_deleted_and_not_changed(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        row = write(a="One")
        Sheet.objects.update(worksheet="gone")
        row.refresh_from_db()
        view = sheet_of(row)
        assert (view.title, view.worksheet) == ("What happened, and what I made of it", None)
        assert [(one.asks, one.words) for one in view.answers] == [("What happened?", "One")]
        with pytest.raises(NotFound):
            services.change_sheet(actor=owner, sheet_id=row.id, filled=Filled({"a": "Two"}), now=now)
        services.remove_sheet(actor=owner, sheet_id=row.id, now=now)
        assert not Sheet.objects.exists()

    def test_another_person_can_do_nothing_with_it(self, stranger: Person, write: Write, now: datetime) -> None:
        row = write("urges", strong=8)
        writes: list[Callable[[], object]] = [
            lambda: services.change_sheet(actor=stranger, sheet_id=row.id, filled=Filled({"strong": 1}), now=now),
            lambda: services.begin_surf(actor=stranger, sheet_id=row.id, minutes=10, now=now),
            lambda: services.share_sheet(actor=stranger, sheet_id=row.id, tie_ids=[], now=now),
            lambda: services.remove_sheet(actor=stranger, sheet_id=row.id, now=now),
            lambda: access_sheet(stranger, row.id),
        ]
        for act in writes:
            with pytest.raises(NotFound):
                act()
        assert Sheet.objects.get() == row


class TestSurfed:
    def test_an_urge_is_waited_out_for_as_long_as_was_chosen_and_may_go_on(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        row = write("urges", strong=8, minutes=10)
        assert row.surf_until == now + timedelta(minutes=10)
        later = now + timedelta(minutes=10)
        row = services.begin_surf(actor=owner, sheet_id=row.id, minutes=20, now=later)
        assert (row.surf_from, row.surf_until) == (later, now + timedelta(minutes=30))
        assert Entry.objects.filter(action="worksheet.surfed", subject=row.id, actor=owner.id).count() == 1

    @pytest.mark.parametrize(("key", "minutes"), [("urges", 11), ("urges", 0), ("abc", 10)])
    def test_nothing_else_is(self, owner: Person, write: Write, key: str, minutes: int, now: datetime) -> None:
        row = write(key, **{"urges": {"strong": 8}, "abc": {"a": "One"}}[key])
        with pytest.raises(Invalid):
            services.begin_surf(actor=owner, sheet_id=row.id, minutes=minutes, now=now)

    def test_a_worksheet_without_timer_is_not_kept_with_one(self, write: Write) -> None:
        with pytest.raises(Invalid):
            write(a="One", minutes=10)
        assert not Sheet.objects.exists()


class TestAtHand:
    def test_a_message_is_at_hand_for_its_person_alone_until_they_say_otherwise(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        row = write("message", message="Go outside", is_at_hand=True)
        share(row, tie, now=now)
        found = at_hand(owner, now=now)
        assert (found[0].title, found[0].address) == ("A message to myself", f"/sheets/{row.id}/")
        assert found[0].why == "You wrote it on 4 March 2026, for an hour like this."
        assert not any("/sheets/" in one.address for one in at_hand(mate, now=now))
        services.change_sheet(actor=owner, sheet_id=row.id, filled=Filled(is_at_hand=False), now=now)
        assert not any("/sheets/" in one.address for one in at_hand(owner, now=now))

    def test_other_worksheets_never_are(self, owner: Person, write: Write, now: datetime) -> None:
        assert not write(a="One", is_at_hand=True).is_at_hand
        assert len(at_hand(owner, now=now)) == 4

    def test_only_the_newest_are(self, owner: Person, write: Write, now: datetime) -> None:
        rows = [write("message", first=str(one), is_at_hand=True, at=now + timedelta(days=one)) for one in range(4)]
        addresses = [one.address for one in at_hand(owner, now=now)]
        assert addresses[:3] == [f"/sheets/{row.id}/" for row in reversed(rows[1:])]
        assert f"/sheets/{rows[0].id}/" not in addresses


class TestShared:
    def test_nobody_reads_anything_before_they_are_chosen(
        self, mate: Person, accepted: Callable[..., Tie], write: Write
    ) -> None:
        tie, row = accepted(mate), write(a="One")
        assert sharing_with(mate) == ()
        with pytest.raises(NotFound):
            access_shared(mate, tie.id)
        with pytest.raises(NotFound):
            access_shared_sheet(mate, tie.id, row.id)

    def test_exactly_the_sheet_that_was_chosen_is_read(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie, row, other = accepted(mate), write(a="One"), write(a="Two")
        share(row, tie, now=now)
        assert sharing_with(mate) == ((tie.id, "Odd Owner"),)
        assert [one.id for one in shared_through(tie, page=1).lines] == [row.id]
        found = services.note_look(actor=mate, tie_id=tie.id, sheet_id=row.id, now=now)
        assert [(one.asks, one.words) for one in shared_sheet(found).answers] == [("What happened?", "One")]
        with pytest.raises(NotFound):
            services.note_look(actor=mate, tie_id=tie.id, sheet_id=other.id, now=now)

    def test_another_with_the_owner_and_a_stranger_read_nothing(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        chosen, other, row = accepted(mate), accepted(stranger, "Other Test"), write(a="One")
        share(row, chosen, now=now)
        for tie in (chosen, other):
            with pytest.raises(NotFound):
                services.note_look(actor=stranger, tie_id=tie.id, sheet_id=row.id, now=now)
            with pytest.raises(NotFound):
                access_shared(stranger, tie.id)
        with pytest.raises(NotAllowed):
            access_shared_sheet(chosen.owner, chosen.id, row.id)
        assert list(visible_shares(stranger)) == []
        assert list(visible_sheets(mate)) == []
        assert not Entry.objects.filter(action="worksheet.read").exists()

    def test_a_choice_that_is_taken_back_ends_at_once(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        first, second, row = accepted(mate), accepted(stranger, "Other Test"), write(a="One")
        share(row, first, second, now=now)
        assert sheet_of(row).readers == ("Auntie Test", "Other Test")
        share(row, second, now=now)
        assert sheet_of(row).readers == ("Other Test",)
        with pytest.raises(NotFound):
            services.note_look(actor=mate, tie_id=first.id, sheet_id=row.id, now=now)
        share(row, now=now)
        assert not Share.objects.exists()

    def test_whoever_is_taken_out_has_their_open_pages_look_again(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie, row = accepted(mate), write(a="One")
        for ties in ((tie,), ()):
            with CaptureQueriesContext(connection) as found:
                share(row, *ties, now=now)
            assert [str(mate.id) in one["sql"] for one in found if "pg_notify" in one["sql"]] == [True]

    def test_it_ends_with_the_tie(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie, row = accepted(mate), write(a="One")
        share(row, tie, now=now)
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert not Share.objects.exists()
        with pytest.raises(NotFound):
            services.note_look(actor=mate, tie_id=tie.id, sheet_id=row.id, now=now)
        # A share that outlived its tie opens nothing.
        Share.objects.create(created_at=now, sheet=row, tie=tie)
        assert list(visible_shares(mate)) == []
        assert sheet_of(row).readers == ()

    def test_only_who_stands_with_the_owner_can_be_chosen(
        self, owner: Person, named: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        row = write(a="One")
        for tie_id in (named("Ada Test").id, uuid4()):
            with pytest.raises(Conflict):
                services.share_sheet(actor=owner, sheet_id=row.id, tie_ids=[tie_id], now=now)

    def test_each_look_is_noted_and_the_owner_sees_who_looked_also_afterwards(
        self, mate: Person, contact: Supporter, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie, by_link, row = accepted(mate, "Mia Test"), contact.ties.get(), write(a="One")
        owner = row.owner
        share(row, tie, by_link, now=now)
        hours = [now + timedelta(hours=one) for one in range(1, 4)]
        services.note_look(actor=mate, tie_id=tie.id, sheet_id=row.id, now=hours[0])
        services.note_look(actor=contact, tie_id=by_link.id, sheet_id=row.id, now=hours[1])
        services.note_look(actor=mate, tie_id=tie.id, sheet_id=row.id, now=hours[2])
        share(row, now=now)
        assert looks_at(owner, row.id) == (("Mia Test", hours[2]), ("Uncle Test", hours[1]))
        noted = Entry.objects.filter(action="worksheet.read").order_by("id")
        assert list(noted.values_list("actor", "subject", "about")) == [
            (mate.id, row.id, owner.id),
            (contact.id, row.id, owner.id),
            (mate.id, row.id, owner.id),
        ]
        assert looks_at(mate, row.id) == ()


class TestListed:
    def test_the_newest_come_first_page_by_page(self, owner: Person, write: Write, now: datetime) -> None:
        for number in range(PAGE + 1):
            write(a=f"Note {number}", at=now + timedelta(hours=number))
        first, second = sheets_of(owner, page=1), sheets_of(owner, page=2)
        assert (first.lines[0].begins, len(first.lines), first.newer, first.older) == (f"Note {PAGE}", PAGE, None, 2)
        assert ([one.begins for one in second.lines], second.newer, second.older) == (["Note 0"], 1, None)

    def test_a_line_begins_with_words_where_there_are_any(self, owner: Person, write: Write, now: datetime) -> None:
        write("urges", strong=8, set_off="The bridge", at=now)
        write("urges", strong=6, at=now + timedelta(hours=1))
        assert [one.begins for one in sheets_of(owner, page=1).lines] == ["6 out of 10", "The bridge"]

    def test_queries_do_not_grow(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie = accepted(mate)
        counts = []
        for many in (1, 2):
            for _ in range(many):
                share(write(a="One"), tie, now=now)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                sheets_of(owner, page=1)
                read_through(owner, worksheets()["abc"], page=1)
                shared_through(tie, page=1)
                sharing_with(mate)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestHeld:
    def test_whoever_leaves_takes_all_of_it_along(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        row = write("change", change="Sleep", steps=[["Walk", "Six", ""]])
        share(row, accepted(mate, "Mia Test"), now=now)
        held = privacy.export(owner.id)
        assert [one["worksheet"] for one in held["sheets"]] == ["A plan for a change"]
        assert [(one["question"], one["answer"]) for one in held["sheet_answers"]] == [
            ("What do you want to change?", "Sleep"),
            ("What are the first steps?", "Walk, Six"),
        ]
        assert [one["reader"] for one in held["sheet_shares"]] == ["Mia Test"]
        assert not any(privacy.export(mate.id).values())

    def test_erasing_leaves_nothing_and_takes_nothing_of_others(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        share(write(a="One"), accepted(mate), now=now)
        privacy.erase(mate.id, now)
        assert (Sheet.objects.count(), Share.objects.count()) == (1, 0)
        privacy.erase(owner.id, now)
        assert not Sheet.objects.exists()

    @pytest.mark.parametrize(
        "broken",
        [
            {"once": ""},
            {"worksheet": ""},
            {"words_sealed": b""},
            {"changed_at": datetime(2026, 3, 4, 19, tzinfo=UTC)},
            {"surf_until": datetime(2026, 3, 4, 20, tzinfo=UTC)},
            {"surf_from": datetime(2026, 3, 4, 20, tzinfo=UTC)},
            {
                "surf_from": datetime(2026, 3, 5, 21, tzinfo=UTC),
                "surf_until": datetime(2026, 3, 5, 21, tzinfo=UTC),
            },
        ],
    )
    def test_the_database_holds_what_must_hold(self, write: Write, broken: dict[str, object]) -> None:
        row = write(a="One")
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.filter(id=row.id).update(**broken)

    def test_neither_a_form_nor_a_reader_counts_twice(
        self, mate: Person, accepted: Callable[..., Tie], write: Write, now: datetime
    ) -> None:
        tie, row, other = accepted(mate), write(a="One"), write(a="Two")
        share(row, tie, now=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            Share.objects.create(created_at=now, sheet=row, tie=tie)
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.filter(id=other.id).update(once=row.once)
