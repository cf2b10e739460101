"""The engine's step: asked once, nudged once, missed once; and what the database refuses."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import change_profile
from alongside.audit.models import Entry as Noted
from alongside.checkins import services
from alongside.checkins.details import Given, Sharing
from alongside.checkins.models import Answer, CheckIn, Entry, Reply, Rhythm, Share, Watch
from alongside.checkins.outgoing import ASKED, MISSED, NUDGE
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, words_of
from tests.checkins.conftest import DRAFT, at, ids, rhythm_of, work
from tests.support.removing import removed

pytestmark = pytest.mark.django_db

EIGHT = at("2026-03-05 19:00")  # in Berlin; `now` is 21:00 there, the evening before
HOUR = timedelta(hours=1)


def device(person: Person, now: datetime) -> None:
    PushSubscription.objects.create(
        created_at=now, person=person, endpoint_digest=person.id.bytes, subscription_sealed=b"no"
    )


def told() -> list[tuple[str, str, bool]]:
    rows = Delivery.objects.order_by("created_at", "id").select_related("person")
    return [(row.text, row.person.alias if row.person else "", row.wakes) for row in rows]


def history(check_in: CheckIn) -> list[tuple[datetime | None, bool, bool]]:
    rows = check_in.entries.order_by("asked_for")
    return [(row.asked_for, row.answered_at is not None, row.was_asked) for row in rows]


def test_one_evening_unanswered(owner: Person, check_in: CheckIn, now: datetime) -> None:
    device(owner, now)
    assert rhythm_of(check_in).due_at == EIGHT
    assert work(EIGHT - timedelta(seconds=1)) == 0
    assert work(EIGHT) == 1
    assert work(EIGHT) == 0
    assert told() == [(ASKED, "Odd Owner", True)]
    assert work(EIGHT + 1.5 * HOUR) == 1
    assert told()[1:] == [(NUDGE, "Odd Owner", False)]
    assert history(check_in) == []
    assert work(EIGHT + 3 * HOUR) == 1
    assert history(check_in) == [(EIGHT, False, True)]
    assert len(told()) == 2
    assert rhythm_of(check_in).due_at == EIGHT + timedelta(days=1)


def test_what_is_told_says_nothing_on_a_lock_screen() -> None:
    for text in (ASKED, NUDGE, MISSED):
        words = words_of(text, locale="en", says_more=False)
        assert (words.title, words.body) == (str(NEUTRAL_TITLE), str(NEUTRAL_BODY))


def test_a_worker_that_was_down_asks_late_and_quietly(owner: Person, check_in: CheckIn, now: datetime) -> None:
    device(owner, now)
    assert work(EIGHT + 3 * HOUR) == 1
    assert told() == [(ASKED, "Odd Owner", False)]
    row = rhythm_of(check_in)
    assert (row.asked_for, row.asked_at) == (EIGHT, EIGHT + 3 * HOUR)
    assert work(EIGHT + 5 * HOUR) == 1  # nudged, not missed: there are three whole hours
    assert history(check_in) == []


def test_what_could_not_be_asked_is_noted_and_told_to_nobody(
    owner: Person, tie: Tie, check_in: CheckIn, now: datetime
) -> None:
    watch(owner, check_in, tie, now=now)
    work(EIGHT + timedelta(days=2, hours=1))
    assert history(check_in) == [(EIGHT, False, False), (EIGHT + timedelta(days=1), False, False)]
    assert rhythm_of(check_in).asked_for == EIGHT + timedelta(days=2)
    assert told() == []
    assert not Entry.objects.filter(told_at__isnull=False).exists()


def watch(owner: Person, check_in: CheckIn, *ties: Tie, now: datetime, words: str = "") -> None:
    sharing = Sharing(watches=tuple(one.id for one in ties), missed=words)
    services.share_check_in(actor=owner, check_in_id=check_in.id, sharing=sharing, now=now)


def miss() -> None:
    for moment in (EIGHT, EIGHT + 1.5 * HOUR, EIGHT + 3 * HOUR):
        work(moment)


def test_a_missed_one_is_told_to_exactly_whom_they_chose(
    owner: Person, tie: Tie, other: Tie, check_in: CheckIn, now: datetime
) -> None:
    for one in (tie, other):
        assert one.supporter
        assert one.supporter.person
        device(one.supporter.person, now)
    watch(owner, check_in, tie, now=now, words="CANARY call me")
    miss()
    assert told() == [(MISSED, "Mia Mate", False)]
    entry = check_in.entries.get()
    assert entry.told_at == EIGHT + 3 * HOUR
    noted = Noted.objects.get(action="check_in.missed_told")
    assert (noted.subject, noted.about, noted.actor) == (entry.id, owner.id, None)
    for row in Delivery.objects.all():
        assert "CANARY" not in f"{row.path} {row.key} {row.text}"


def test_whoever_was_asked_to_leave_this_place_is_told_of_none(
    owner: Person, tie: Tie, other: Tie, check_in: CheckIn, now: datetime
) -> None:
    for one in (tie, other):
        assert one.supporter
        assert one.supporter.person
        device(one.supporter.person, now)
    watch(owner, check_in, tie, other, now=now)
    removed(Person.objects.get(alias="Mia Mate"), now)
    Delivery.objects.all().delete()
    miss()
    assert told() == [(MISSED, "Noor Other", False)]


def test_nobody_is_told_unless_the_person_set_it_up(mate: Person, tie: Tie, check_in: CheckIn, now: datetime) -> None:
    device(mate, now)
    miss()
    assert history(check_in) == [(EIGHT, False, True)]
    assert told() == []


def test_a_contact_who_was_chosen_gets_mail(
    owner: Person, contact: Supporter, check_in: CheckIn, now: datetime, settings: object
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"  # type: ignore[attr-defined]  # pytest-django's settings take any name
    watch(owner, check_in, contact.ties.get(), now=now)
    Delivery.objects.all().delete()
    miss()
    row = Delivery.objects.get()
    assert (row.text, row.person_id, row.address_sealed is not None) == (MISSED, None, True)
    assert row.path.startswith("/with/")


def test_whoever_has_left_is_told_nothing(
    owner: Person, mate: Person, tie: Tie, check_in: CheckIn, now: datetime
) -> None:
    watch(owner, check_in, tie, now=now)
    circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
    assert not Watch.objects.exists()
    miss()
    assert check_in.entries.get().told_at is None


def watched(owner: Person, check_in: CheckIn, tie: Tie, now: datetime) -> None:
    """Have the mate watch, with a device, and be told of a missed one that is still on its way."""
    device(person_of(tie), now)
    watch(owner, check_in, tie, now=now)
    miss()
    assert on_the_way() == [MISSED]


def on_the_way() -> list[str]:
    return [row.text for row in Delivery.objects.filter(state="waiting", person__alias="Mia Mate")]


def person_of(tie: Tie) -> Person:
    assert tie.supporter
    assert tie.supporter.person
    return tie.supporter.person


def test_answered_after_all_nobody_is_alarmed_any_more(
    owner: Person, tie: Tie, check_in: CheckIn, now: datetime
) -> None:
    watched(owner, check_in, tie, now)
    later = EIGHT + 3.5 * HOUR
    services.answer_check_in(actor=owner, check_in_id=check_in.id, given=Given("a", {"1": 3}), now=later)
    assert on_the_way() == []


@pytest.mark.parametrize("way", ["chosen anew", "left", "entry deleted", "check-in deleted"])
def test_whoever_may_not_see_it_any_more_is_not_told_either(
    owner: Person, tie: Tie, check_in: CheckIn, now: datetime, way: str
) -> None:
    watched(owner, check_in, tie, now)
    later = EIGHT + 3.5 * HOUR
    if way == "chosen anew":
        watch(owner, check_in, now=later)
    elif way == "left":
        circles.leave_tie(actor=person_of(tie), tie_id=tie.id, now=later)
    elif way == "entry deleted":
        services.remove_entry(actor=owner, entry_id=check_in.entries.get().id, now=later)
    else:
        services.remove_check_in(actor=owner, check_in_id=check_in.id, now=later)
    assert on_the_way() == []


def test_what_the_next_one_cut_short_is_missed_and_told_to_nobody(owner: Person, tie: Tie, now: datetime) -> None:
    device(person_of(tie), now)
    draft = replace(DRAFT, times=(time(20), time(21)), within=720)
    row = services.build_check_in(actor=owner, draft=draft, now=now)
    watch(owner, row, tie, now=now)
    work(EIGHT)
    work(EIGHT + HOUR)
    assert history(row) == [(EIGHT, False, True)]
    assert on_the_way() == []


def test_asked_twice_for_one_moment_on_a_journey_both_answers_are_kept(owner: Person, now: datetime) -> None:
    row = services.build_check_in(actor=owner, draft=replace(DRAFT, times=(time(20), time(21))), now=now)
    work(EIGHT)
    services.answer_check_in(actor=owner, check_in_id=row.id, given=Given("a", {"1": 3}), now=EIGHT)
    travel(owner, "Europe/Helsinki", EIGHT)  # nine in the evening there
    work(EIGHT)
    assert rhythm_of(row).asked_for == EIGHT
    services.answer_check_in(actor=owner, check_in_id=row.id, given=Given("b", {"1": 4}), now=EIGHT + HOUR)
    assert [(one.asked_for, one.key) for one in row.entries.order_by("answered_at")] == [(EIGHT, "a"), (None, "b")]
    assert rhythm_of(row).asked_for is None


def test_one_that_was_set_aside_goes_on_once_it_is_changed(owner: Person, check_in: CheckIn, now: datetime) -> None:
    Rhythm.objects.filter(check_in=check_in).update(set_aside_at=now, set_aside_why="builtins.ValueError")
    services.change_check_in(actor=owner, check_in_id=check_in.id, draft=replace(DRAFT, times=(time(19),)), now=now)
    assert (rhythm_of(check_in).set_aside_at, rhythm_of(check_in).set_aside_why) == (None, "")
    assert work(EIGHT - HOUR) == 1


def test_pausing_ends_what_is_open_and_going_on_misses_nothing(owner: Person, check_in: CheckIn) -> None:
    work(EIGHT)
    services.pause_check_in(actor=owner, check_in_id=check_in.id, now=EIGHT + HOUR)
    assert (rhythm_of(check_in).due_at, rhythm_of(check_in).asked_for) == (None, None)
    assert work(EIGHT + 30 * HOUR) == 0
    for _ in range(2):
        services.resume_check_in(actor=owner, check_in_id=check_in.id, now=EIGHT + 30 * HOUR)
    assert rhythm_of(check_in).due_at == EIGHT + 48 * HOUR
    assert history(check_in) == []


@pytest.mark.parametrize("way", ["paused", "asked at another time", "deleted"])
def test_what_is_not_asked_any_more_is_not_told_any_more(
    owner: Person, check_in: CheckIn, now: datetime, way: str
) -> None:
    device(owner, now)
    work(EIGHT)
    later = EIGHT + timedelta(minutes=1)
    if way == "paused":
        services.pause_check_in(actor=owner, check_in_id=check_in.id, now=later)
    elif way == "deleted":
        services.remove_check_in(actor=owner, check_in_id=check_in.id, now=later)
    else:
        draft = replace(DRAFT, times=(time(9),))
        services.change_check_in(actor=owner, check_in_id=check_in.id, draft=draft, now=later)
    assert [row.state for row in Delivery.objects.filter(text=ASKED)] == ["withdrawn"]


def test_flying_west_it_is_asked_by_the_clock_there_and_once(owner: Person, check_in: CheckIn) -> None:
    work(EIGHT)
    services.answer_check_in(actor=owner, check_in_id=check_in.id, given=Given("a", {"1": 3}), now=EIGHT)
    travel(owner, "America/New_York", EIGHT + HOUR)
    # Eight in the evening there, of the same day, is over already for this check-in.
    assert rhythm_of(check_in).due_at == at("2026-03-07 01:00")
    travel(owner, "Asia/Tokyo", EIGHT + 17 * HOUR)  # there it is 21:00 on the 6th: late, and at once
    assert rhythm_of(check_in).due_at == at("2026-03-06 11:00")
    work(EIGHT + 17 * HOUR)
    assert rhythm_of(check_in).asked_for == at("2026-03-06 11:00")


def test_one_that_stays_at_home_does_not_travel(owner: Person, now: datetime) -> None:
    row = services.build_check_in(actor=owner, draft=replace(DRAFT, zone="Europe/Berlin"), now=now)
    travel(owner, "Asia/Tokyo", now)
    assert rhythm_of(row).due_at == EIGHT


def test_a_paused_one_travels_and_stays_paused(owner: Person, check_in: CheckIn, now: datetime) -> None:
    services.pause_check_in(actor=owner, check_in_id=check_in.id, now=now)
    travel(owner, "Asia/Tokyo", now)
    assert rhythm_of(check_in).due_at is None
    services.resume_check_in(actor=owner, check_in_id=check_in.id, now=now)
    assert rhythm_of(check_in).due_at == at("2026-03-05 11:00")


def travel(person: Person, zone: str, now: datetime) -> None:
    change_profile(actor=person, alias=person.alias, locale="en", time_zone=zone, country="", now=now)


def test_a_batch_takes_as_many_queries_as_one(owner: Person, tie: Tie, now: datetime) -> None:
    def queries(moment: datetime) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            work(moment)
        return len(found)

    first = services.build_check_in(actor=owner, draft=DRAFT, now=now)
    one = [queries(EIGHT), queries(EIGHT + 3 * HOUR)]
    for _ in range(3):
        services.build_check_in(actor=owner, draft=DRAFT, now=EIGHT + 4 * HOUR)
    day = timedelta(days=1)
    assert [queries(EIGHT + day), queries(EIGHT + day + 3 * HOUR)] == one
    assert Entry.objects.count() == 5
    assert first.entries.count() == 2


class TestConstraints:
    def test_an_occurrence_is_in_the_history_once(self, check_in: CheckIn, now: datetime) -> None:
        entry(check_in, now, asked_for=now)
        with pytest.raises(IntegrityError, match="checkins_entry_once"):
            entry(check_in, now, asked_for=now)

    def test_a_form_counts_once(self, check_in: CheckIn, now: datetime) -> None:
        entry(check_in, now, answered_at=now, key="a")
        with pytest.raises(IntegrityError, match="checkins_entry_key"):
            entry(check_in, now, answered_at=now, key="a")

    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({}, "checkins_entry_of_something"),
            ({"answered_at": EIGHT}, "checkins_entry_answered"),
            ({"asked_for": EIGHT, "key": "a"}, "checkins_entry_answered"),
            ({"asked_for": EIGHT, "was_asked": False, "told_at": EIGHT}, "checkins_entry_told_of_asked"),
        ],
    )
    def test_what_no_entry_can_be(self, check_in: CheckIn, now: datetime, values: dict[str, object], name: str) -> None:
        with pytest.raises(IntegrityError, match=name):
            entry(check_in, now, **values)

    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({"times": []}, "checkins_rhythm_times"),
            ({"within": 61}, "checkins_rhythm_within"),
            ({"asked_for": EIGHT}, "checkins_rhythm_open"),
            ({"nudged": True}, "checkins_rhythm_open"),
            ({"asked_for": EIGHT, "asked_on": EIGHT.date(), "asked_at": EIGHT - HOUR}, "checkins_rhythm_open"),
            ({"due_at": None}, "checkins_rhythm_paused"),
            ({"paused_at": EIGHT}, "checkins_rhythm_paused"),
            (
                {"paused_at": EIGHT, "due_at": None, "asked_for": EIGHT, "asked_on": EIGHT.date(), "asked_at": EIGHT},
                "checkins_rhythm_paused",
            ),
        ],
    )
    def test_what_no_rhythm_can_be(self, check_in: CheckIn, values: dict[str, object], name: str) -> None:
        with pytest.raises(IntegrityError, match=name):
            Rhythm.objects.filter(check_in=check_in).update(**values)

    def test_a_check_in_says_something(self, check_in: CheckIn) -> None:
        for values in ({"name_sealed": b""}, {"parts_sealed": b""}):
            with pytest.raises(IntegrityError, match="checkins_checkin_said"), transaction.atomic():
                CheckIn.objects.filter(id=check_in.id).update(**values)

    def test_answers_shares_and_watches_are_there_once(self, check_in: CheckIn, tie: Tie, now: datetime) -> None:
        row = entry(check_in, now, answered_at=now, key="a")
        with pytest.raises(IntegrityError, match="checkins_answer_said"), transaction.atomic():
            Answer.objects.create(created_at=now, entry=row, part="1", value_sealed=b"")
        for name, again in (
            ("answer", lambda: Answer.objects.create(created_at=now, entry=row, part="1", value_sealed=b"x")),
            ("share", lambda: Share.objects.create(created_at=now, check_in=check_in, part="1", tie=tie)),
            ("watch", lambda: Watch.objects.create(created_at=now, check_in=check_in, tie=tie)),
        ):
            again()
            with pytest.raises(IntegrityError, match=f"checkins_{name}_once"), transaction.atomic():
                again()

    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({}, "checkins_reply_said"),
            ({"reaction": "like"}, "checkins_reply_reaction"),
            ({"words_sealed": b""}, "checkins_reply_words"),
        ],
    )
    def test_what_no_reply_can_be(
        self, check_in: CheckIn, tie: Tie, now: datetime, values: dict[str, object], name: str
    ) -> None:
        row = entry(check_in, now, answered_at=now, key="a")
        with pytest.raises(IntegrityError, match=name):
            Reply.objects.create(created_at=now, entry=row, tie=tie, **values)


def entry(check_in: CheckIn, now: datetime, **values: object) -> Entry:
    return Entry.objects.create(created_at=now, check_in=check_in, on_day=now.date(), **values)


def test_ids_of_parts_say_nothing(check_in: CheckIn) -> None:
    assert ids(check_in) == ["1", "2", "3", "4"]
    assert DRAFT.times == (time(20),)
