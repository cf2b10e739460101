"""What supporters carry, counted from real reach-outs: for their own eyes, and no more than "resting" for others."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import links, privacy, queries
from alongside.circles import services as circles
from alongside.circles.details import TieDetails
from alongside.circles.load import Load, loads_of, register_load_source
from alongside.circles.models import LoadWord, Supporter, Thanks, Tie
from alongside.circles.outgoing import LOAD
from alongside.circles.thanks import to_thank
from alongside.kernel.clock import current_time
from alongside.notifications.models import Delivery
from alongside.reachouts import services
from alongside.reachouts.models import Notification, ReachOut
from tests.circles.browser import text_of
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def page(person: Person, name: str, *args: object) -> str:
    browser = Client()
    browser.force_login(person)
    return text_of(browser.get(reverse(name, args=args)))


def answered(start: Start, alias: str, at: datetime) -> ReachOut:
    """Reach out at that moment, be answered ten minutes later, and end it."""
    row = start("urgent", now=at)
    ask = ask_of(row, alias)
    services.see(notification=ask, now=at + timedelta(minutes=9))
    services.answer(notification=ask, now=at + timedelta(minutes=10))
    return services.close(reach_out_id=row.id, actor=row.owner, now=at + timedelta(minutes=30))


def limit(tie: Tie, capacity: int | None) -> Person:
    Supporter.objects.filter(id=tie.supporter_id).update(weekly_capacity=capacity)
    assert tie.supporter
    assert tie.supporter.person
    return tie.supporter.person


def said() -> list[tuple[str, bool]]:
    """Whom a word was said to, in order, and whether it is over."""
    words = LoadWord.objects.select_related("supporter__person").order_by("created_at", "id")
    return [(word.supporter.person.alias.split()[0], word.ended_at is not None) for word in words]


class TestCounted:
    def test_by_hand(self, make_tie: MakeTie, start: Start) -> None:
        tie = make_tie("Sam")
        Person.objects.filter(id=limit(tie, None).id).update(time_zone="Europe/Berlin")
        now = datetime(2026, 3, 31, 12, tzinfo=UTC)
        for at in (
            now - 29 * DAY,  # too long ago
            datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # 00:30 in Berlin, the night the clock goes on
            datetime(2026, 3, 29, 3, 30, tzinfo=UTC),  # 05:30, the same night
            datetime(2026, 3, 30, 21, 30, tzinfo=UTC),  # 23:30
            datetime(2026, 3, 10, 22, 30, tzinfo=UTC),  # 23:30, three weeks ago
            datetime(2026, 3, 30, 9, 0, tzinfo=UTC),  # by day
        ):
            answered(start, "Sam", at)
        start("urgent", now=now)
        assert tie.supporter_id
        assert loads_of([tie.supporter_id], now=now)[tie.supporter_id] == Load(
            asked_7_days=5,
            answered_7_days=4,
            carried_7_days=5,
            answered_28_days=5,
            nights_7_days=2,
            nights_28_days=3,
        )

    def test_in_one_query_however_many(
        self, make_tie: MakeTie, start: Start, now: datetime, django_assert_num_queries: Callable[[int], Any]
    ) -> None:
        ids = [make_tie(alias).supporter_id for alias in ("Ann", "Bea", "Cleo")]
        answered(start, "Bea", now)
        for some in (ids[:1], ids):
            with django_assert_num_queries(1):
                counted = loads_of([one for one in some if one], now=now + DAY)
        assert [load.answered_7_days for load in counted.values()] == [0, 1, 0]


class TestTheWord:
    def test_it_comes_once_when_an_asking_or_an_answer_fills_them(
        self, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        limit(make_tie("Sam"), 2)
        make_tie("Other")
        answered(start, "Sam", now)
        assert said() == []
        row = start("urgent", now=now + timedelta(hours=1))
        assert said() == [("Sam", False)]
        services.answer(notification=ask_of(row, "Sam"), now=now + timedelta(hours=2))
        services.hand_back(notification=ask_of(row, "Sam"), now=now + timedelta(hours=3))
        assert said() == [("Sam", False)]
        told = Delivery.objects.filter(text=LOAD)
        assert [(one.person and one.person.alias.split()[0], one.urgent, one.wakes) for one in told] == [
            ("Sam", False, False)
        ]
        entry = Entry.objects.get(action="load_word.said")
        assert (entry.actor, entry.about) == (None, Supporter.objects.get(weekly_capacity=2).person_id)

    def test_a_late_answer_fills_them_too(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        limit(make_tie("Sam"), 1)
        row = start(now=now)
        LoadWord.objects.all().delete()
        ReachOut.objects.filter(id=row.id).update(state="unanswered", due_at=None)
        services.answer(notification=ask_of(row, "Sam"), now=now)
        assert said() == [("Sam", False)]

    def test_who_set_no_limit_or_rests_hears_nothing(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        limit(make_tie("Free"), None)
        resting = limit(make_tie("Rests", wakes_at="urgent"), 1)
        Supporter.objects.filter(person=resting).update(breather_until=now + 3 * DAY)
        row = start("urgent", now=now)
        services.decline(notification=ask_of(row, "Free"), now=now)
        assert Notification.objects.filter(supporter__person=resting).exists()
        assert said() == []

    def test_it_is_undone_with_the_write_that_brought_it(
        self, make_tie: MakeTie, start: Start, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limit(make_tie("Sam"), 1)

        def stop(*_args: object, **_values: object) -> None:
            raise RuntimeError("power is out")

        monkeypatch.setattr("alongside.reachouts.services.record", stop)
        with pytest.raises(RuntimeError):
            start("urgent", now=now)
        assert (said(), ReachOut.objects.count()) == ([], 0)

    def test_it_ends_with_time_and_can_come_again(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        limit(make_tie("Sam"), 1)
        answered(start, "Sam", now)
        assert (circles.end_load_words(now=now + 6 * DAY), said()) == (0, [("Sam", False)])
        assert (circles.end_load_words(now=now + 8 * DAY), said()) == (1, [("Sam", True)])
        start("urgent", now=now + 9 * DAY)
        assert said() == [("Sam", True), ("Sam", False)]

    @pytest.mark.parametrize("eased_by", ["breather", "capacity", "no limit"])
    def test_it_ends_with_a_breather_or_more_room(
        self, make_tie: MakeTie, start: Start, now: datetime, eased_by: str
    ) -> None:
        sam = limit(make_tie("Sam"), 1)
        answered(start, "Sam", now)
        if eased_by == "breather":
            circles.start_breather(actor=sam, until=now + DAY, now=now)
        else:
            circles.change_capacity(actor=sam, weekly_capacity=2 if eased_by == "capacity" else None, now=now)
        assert said() == [("Sam", True)]

    def test_less_room_that_is_still_full_ends_nothing(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        sam = limit(make_tie("Sam"), 2)
        answered(start, "Sam", now)
        answered(start, "Sam", now + DAY)
        circles.change_capacity(actor=sam, weekly_capacity=1, now=now + DAY)
        assert said() == [("Sam", False)]

    @pytest.mark.django_db(transaction=True)
    def test_nobody_waits_for_a_supporter_who_is_just_changing_something(
        self, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        tie = make_tie("Sam")
        limit(tie, 1)
        answered(start, "Sam", now)
        LoadWord.objects.all().delete()

        def note() -> list[tuple[str, bool]]:
            try:
                circles.note_load(supporter_ids=[tie.supporter_id] if tie.supporter_id else [], now=now)
                return said()
            finally:
                connection.close()

        with transaction.atomic(), ThreadPoolExecutor(1) as pool:
            list(Supporter.objects.select_for_update().filter(id=tie.supporter_id))
            assert pool.submit(note).result(timeout=10) == []
        assert note() == [("Sam", False)]

    def test_a_contacts_word_does_not_follow_them_to_their_account(
        self, make_tie: MakeTie, start: Start, make_person: MakePerson, now: datetime
    ) -> None:
        tie = make_tie("Sam")
        limit(tie, 1)
        answered(start, "Sam", now)
        Supporter.objects.filter(id=tie.supporter_id).update(person=None, contact_of=tie.owner)
        token = links.sign(tie.supporter_id or tie.id, salt=links.CONTACT)
        circles.adopt_contact(actor=make_person("Sol Stranger"), token=token, now=now)
        assert not LoadWord.objects.exists()

    def test_it_goes_along_and_is_erased(self, make_tie: MakeTie, start: Start, owner: Person, now: datetime) -> None:
        sam = limit(make_tie("Sam"), 1)
        row = answered(start, "Sam", now)
        told = Notification.objects.get(reach_out=row).created_at.isoformat()
        assert privacy.export(sam.id)["load_words"] == [{"told_at": told, "ended_at": None}]
        assert privacy.export(owner.id)["load_words"] == []
        privacy.erase(sam.id, now)
        assert not LoadWord.objects.exists()


@pytest.fixture
def full(make_tie: MakeTie, start: Start) -> Tie:
    """The tie to Sam, who was there an hour ago, which is all they can carry; Other stands with the owner, too."""
    tie = make_tie("Sam", hours=[])
    make_tie("Other")
    limit(tie, 1)
    answered(start, "Sam", current_time() - timedelta(hours=1))
    return tie


class TestPages:
    def test_the_supporter_reads_it_with_who_takes_over(self, full: Tie) -> None:
        assert full.supporter
        assert full.supporter.person
        for name in ("today", "supporting"):
            read = page(full.supporter.person, name)
            assert "You are carrying a lot" in read
            assert "1 other person stands with Ona Madeup, at every hour at which you do." in read
        assert "You carry 1 reach-out of the last 7 days, and said that you can carry 1." in read
        assert "You answered once in the last 28 days, within the last 7." in read
        assert "You may be asked at any hour of the week." in read
        assert "Who takes over" in page(full.supporter.person, "supporting-breather")
        circles.start_breather(actor=full.supporter.person, until=current_time() + DAY, now=current_time())
        assert "You are carrying a lot" not in page(full.supporter.person, "today")

    def test_a_contact_reads_the_same_behind_their_link_and_gets_no_mail_for_it(self, full: Tie, settings: Any) -> None:
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        Supporter.objects.filter(id=full.supporter_id).update(
            person=None, contact_of=full.owner, email_sealed=b"sealed in this test"
        )
        assert full.supporter_id
        read = text_of(Client().get(links.contact_path(full.supporter_id)))
        assert "You are carrying a lot" in read
        assert "You carry 1 reach-out of the last 7 days" in read
        LoadWord.objects.all().delete()
        Delivery.objects.all().delete()
        circles.note_load(supporter_ids=[full.supporter_id], now=current_time())
        assert LoadWord.objects.count() == 1
        assert not Delivery.objects.exists()
        assert not Entry.objects.filter(action="load_word.said", about=full.owner_id).exists()

    def test_the_owner_sees_that_they_rest_and_nothing_else(self, full: Tie, owner: Person) -> None:
        assert full.supporter
        pages = [page(owner, "circle"), page(owner, "circle-tie", full.id), page(owner, "today")]
        assert "They are resting at the moment." in pages[0]
        assert "They are resting at the moment." in pages[1]
        assert "Resting" in pages[2]
        hidden = ("carrying a lot", "capacity", "They are back on", "breather")
        for read in pages:
            assert [words for words in hidden if words in read] == []
        views = {tie.id: tie for tie in queries.circle_of(owner, now=current_time()).ties}
        assert (views[full.id].resting, views[full.id].breather_until) == (True, None)
        assert [tie.resting for tie in views.values() if tie.id != full.id] == [False]

    def test_no_other_supporter_and_no_stranger_reads_of_it(self, full: Tie, make_person: MakePerson) -> None:
        other = Person.objects.get(alias="Other Madeup")
        for person in (other, make_person("Sol Stranger")):
            for name in ("today", "supporting"):
                assert "carrying a lot" not in page(person, name)
        assert said() == [("Sam", False)]

    def test_a_limit_costs_the_circle_one_query_however_many_set_one(
        self, make_tie: MakeTie, owner: Person, now: datetime, django_assert_num_queries: Callable[[int], Any]
    ) -> None:
        for aliases in (("Ann",), ("Bea", "Cleo", "Dora")):
            for alias in aliases:
                limit(make_tie(alias), 1)
            with django_assert_num_queries(5):
                queries.circle_of(owner, now=now)

    def test_whoever_looks_after_others_is_asked_who_stands_with_them(self, full: Tie) -> None:
        assert full.supporter
        assert full.supporter.person
        sam = full.supporter.person
        assert "Begin a circle of my own" in page(sam, "supporting")
        circles.name_tie(actor=sam, details=TieDetails("Aunt Madeup", "family"), now=current_time())
        read = page(sam, "supporting")
        assert "And who stands with you?" in read
        assert "Look at my own circle" in read


class TestAskedToThank:
    def test_after_help_that_is_over_until_it_is_said_or_put_away(
        self, make_tie: MakeTie, start: Start, owner: Person, now: datetime
    ) -> None:
        tie = make_tie("Sam")
        row = start("urgent", now=now)
        services.answer(notification=ask_of(row, "Sam"), now=now)
        assert to_thank(owner, now=now) is None  # they are still together
        services.close(reach_out_id=row.id, actor=owner, now=now)
        found = to_thank(owner, now=now)
        assert found
        assert (found.name, found.tie_id, found.key) == ("my Sam", tie.id, f"reach-out:{row.id}")
        assert to_thank(owner, now=now + 4 * DAY) is None
        circles.put_away_thanks(actor=owner, tie_id=tie.id, key=found.key, now=now)
        assert to_thank(owner, now=now) is None
        assert not Delivery.objects.filter(text="circles.thanks").exists()
        circles.send_thanks(actor=owner, tie_id=tie.id, words="After all", key=found.key, now=now)
        assert Thanks.objects.get().words_sealed is not None

    def test_nobody_is_asked_about_who_has_left_or_about_a_listener(
        self, make_tie: MakeTie, start: Start, owner: Person, now: datetime
    ) -> None:
        tie = make_tie("Sam")
        answered(start, "Sam", now)
        assert tie.supporter
        assert tie.supporter.person
        circles.leave_tie(actor=tie.supporter.person, tie_id=tie.id, now=now)
        assert to_thank(owner, now=now + timedelta(hours=1)) is None

    def test_the_card_leads_to_the_form_and_can_be_put_away(self, full: Tie, owner: Person) -> None:
        browser = Client()
        browser.force_login(owner)
        html = browser.get(reverse("today")).content.decode()
        key = f"reach-out:{ReachOut.objects.get().id}"
        thank = reverse("circle-tie-thank", args=[full.id])
        assert "my Sam was there for you" in html
        assert f'href="{thank}?for={quote(key)}"' in html
        assert f'name="key" value="{key}"' in browser.get(f"{thank}?for={quote(key)}").content.decode()
        assert browser.post(reverse("circle-tie-thank-put-away", args=[full.id]), {"key": key}).status_code == 303
        assert "was there for you" not in page(owner, "today")
        assert "was there for you" not in page(Person.objects.get(alias="Other Madeup"), "today")


def test_whatever_goes_wrong_with_the_word_no_reach_out_and_no_answer_is_lost_by_it(
    make_tie: MakeTie, start: Start, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    limit(make_tie("Sam"), 1)

    def broken(_ids: object, _now: datetime) -> dict[UUID, Load]:
        Supporter.objects.create(created_at=now)  # refused by the database: the transaction around it is spoilt
        return {}

    own = register_load_source(broken)
    try:
        row = start("urgent")
        services.answer(notification=ask_of(row, "Sam"), now=now)
    finally:
        register_load_source(own)
    row.refresh_from_db()
    assert row.state == "answered"
    assert [record.getMessage() for record in caplog.records] == ["the word about load was not said"] * 2
    assert said() == []
