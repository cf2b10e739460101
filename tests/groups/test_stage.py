"""Events of a group in time: a place's clock, what comes next, and each row reminded, ended and emptied by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import GroupState
from alongside.groups.models import Event, EventComing, EventMute, EventQuestion, EventVote, Group
from alongside.groups.stage.calendar import calendar_of
from alongside.groups.stage.details import Order
from alongside.groups.stage.enums import EventState, QuestionState
from alongside.groups.stage.forms import GuestForm
from alongside.groups.stage.policies import visible_guests
from alongside.groups.stage.times import Does, Stands, Times, may_begin, moment_on, next_step
from alongside.kernel.due import DueKind, step_due
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.kernel.sealed import seal
from alongside.notifications.models import Delivery, EmailAddress
from alongside.notifications.sealing import ADDRESS
from tests.groups.conftest import Begin, Join, Three, standing
from tests.groups.stage_of import Ask, Plan, ask, company, plan, planning
from tests.support.removing import removed

__all__ = ["ask", "company", "plan"]

KIND = DueKind("group-event", Event, services.move_events, batch=50)
STARTS = datetime(2026, 3, 6, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)


def times(**changes: Any) -> Times:
    """An hour at seven that is planned."""
    return Times(**{"stands": Stands.PLANNED, "starts_at": STARTS, "minutes": 60, "is_reminded": False, **changes})


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        (date(2026, 3, 6), time(20), "Europe/Madrid", datetime(2026, 3, 6, 19, tzinfo=UTC)),
        (date(2026, 3, 28), time(20), "Europe/Madrid", datetime(2026, 3, 28, 19, tzinfo=UTC)),
        (date(2026, 3, 29), time(20), "Europe/Madrid", datetime(2026, 3, 29, 18, tzinfo=UTC)),  # clocks went forward
        (date(2026, 3, 29), time(2, 30), "Europe/Madrid", None),  # there is no such time
        (date(2026, 10, 25), time(2, 30), "Europe/Madrid", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first
        (date(2026, 3, 8), time(2, 30), "America/New_York", None),
        (date(2026, 3, 6), time(0, 15), "Asia/Kolkata", datetime(2026, 3, 5, 18, 45, tzinfo=UTC)),
        (date(2026, 3, 6), time(20), "UTC", datetime(2026, 3, 6, 20, tzinfo=UTC)),
    ],
)
def test_a_time_is_that_of_a_places_clock(day: date, at: time, zone: str, moment: datetime | None) -> None:
    assert moment_on(day, at, zone) == moment


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, (Does.REMIND, STARTS - HOUR)),
        ({"is_reminded": True}, (Does.LAPSE, STARTS + 3 * HOUR)),
        ({"stands": Stands.LIVE, "began_at": STARTS - HOUR / 2}, (Does.END, STARTS + 3 * HOUR)),
        ({"stands": Stands.LIVE, "began_at": STARTS + HOUR}, (Does.END, STARTS + 4 * HOUR)),
        (
            {"stands": Stands.OVER, "began_at": STARTS, "ended_at": STARTS + HOUR},
            (Does.FORGET, STARTS + HOUR + timedelta(days=3)),
        ),
        ({"stands": Stands.CANCELLED, "ended_at": STARTS}, (Does.FORGET, STARTS + timedelta(days=3))),
    ],
)
def test_what_comes_next(changes: dict[str, Any], step: tuple[Does, datetime]) -> None:
    assert next_step(times(**changes)) == step


def test_it_can_be_begun_from_half_an_hour_before() -> None:
    assert not may_begin(times(), now=STARTS - HOUR / 2 - timedelta(seconds=1))
    assert may_begin(times(), now=STARTS - HOUR / 2)
    assert not may_begin(times(stands=Stands.LIVE, began_at=STARTS), now=STARTS)


@pytest.mark.django_db
def test_a_host_plans_an_event_on_the_clock_of_a_place(begin: Begin, plan: Plan, owner: Person, now: datetime) -> None:
    group = begin()
    event = plan(group, zone="America/New_York", day=date(2026, 3, 8), at=time(20))
    assert event.starts_at == datetime(2026, 3, 9, 0, tzinfo=UTC)  # clocks went forward that night
    assert (event.title, event.state, event.zone) == ("Evening talk Test", EventState.PLANNED, "America/New_York")
    assert event.about_html == "<p>How <em>one</em> gets through.</p>"
    assert event.due_at == datetime(2026, 3, 8, 23, tzinfo=UTC)
    for wrong, field in (
        ({"day": date(2026, 3, 8), "at": time(2, 30), "zone": "America/New_York"}, "at"),
        ({"day": now.date() - timedelta(days=1)}, "day"),
        ({"day": now.date() + timedelta(days=400)}, "day"),
        ({"zone": "Mars/Olympus"}, "time_zone"),
        ({"minutes": 5}, "minutes"),
        ({"kind": "party"}, "kind"),
        ({"title": " \u200b "}, "title"),
        ({"about": "a\x00b"}, "about"),
        ({"title": "x" * 121}, "title"),
        ({"call_url": "http://meet.example.org/x"}, "call_url"),
        ({"call_url": "https://us02web.zoom.us/signup"}, "call_url"),
    ):
        with pytest.raises(Invalid) as refused:
            plan(group, **wrong)
        assert refused.value.field == field
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_only_hosts_and_moderators_plan(begin: Begin, join: Join, plan: Plan, three: Three, now: datetime) -> None:
    _owner, mate, stranger = three
    group = begin()
    member = join(group, mate)
    for person in (mate, stranger):
        with pytest.raises(NotAllowed):
            plan(group, by=person)
    member.role = "moderator"
    member.save()
    event = plan(group, by=mate)
    Group.objects.filter(id=group.id).update(openness="hidden")
    for act in (services.cancel_event, services.begin_event, services.end_event):
        with pytest.raises(NotFound):
            act(actor=stranger, slug=group.slug, event_id=event.id, now=now)
    Group.objects.filter(id=group.id).update(state=GroupState.CLOSED)
    with pytest.raises(Conflict):
        plan(group)


@pytest.mark.django_db
def test_ten_events_a_day_are_enough(begin: Begin, plan: Plan) -> None:
    group = begin()
    for _number in range(10):
        plan(group)
    with pytest.raises(TooMany):
        plan(group)


def reachable(person: Person, now: datetime) -> None:
    """Have somebody be told by e-mail."""
    sealed = seal(person.data_key_id, "made.up@example.org", what=ADDRESS)
    EmailAddress.objects.create(created_at=now, person=person, address_sealed=sealed, verified_at=now)


Told = Callable[[Person], list[str]]


@pytest.fixture
def told(three: Three, settings: Any, now: datetime) -> Told:
    """Return what somebody was told, by the words of the texts."""
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    for person in three:
        reachable(person, now)
    return lambda person: list(Delivery.objects.filter(person=person).order_by("id").values_list("text", flat=True))


@pytest.mark.django_db
def test_who_comes_is_reminded_once_and_told_when_it_moves(
    company: Group, plan: Plan, three: Three, now: datetime, told: Told
) -> None:
    owner, mate, stranger = three
    group = company
    event = plan(group)
    services.will_come(actor=mate, slug=group.slug, event_id=event.id, comes=True, now=now)
    services.will_come(actor=mate, slug=group.slug, event_id=event.id, comes=True, now=now)
    assert EventComing.objects.count() == 1
    later = planning(at=time(21))
    services.change_event(actor=owner, slug=group.slug, event_id=event.id, planning=later, now=now)
    assert told(mate)[-1:] == ["groups.event_changed"]
    same = planning(at=time(21), title="Another title Test")
    services.change_event(actor=owner, slug=group.slug, event_id=event.id, planning=same, now=now)
    event.refresh_from_db()
    assert (event.moved, event.title) == (1, "Another title Test")
    assert event.due_at == event.starts_at - HOUR
    assert told(mate).count("groups.event_changed") == 1
    step_due(KIND, now=event.starts_at - HOUR)
    step_due(KIND, now=event.starts_at - HOUR / 2)
    assert told(mate).count("groups.event_soon") == 1
    assert told(stranger).count("groups.event_soon") == 0
    services.cancel_event(actor=owner, slug=group.slug, event_id=event.id, now=event.starts_at - HOUR / 4)
    assert told(mate).count("groups.event_changed") == 2
    assert not EventComing.objects.exists()
    with pytest.raises(Conflict):
        services.will_come(actor=mate, slug=group.slug, event_id=event.id, comes=True, now=now)


@pytest.mark.django_db
def test_who_planned_within_the_hour_needs_no_reminder(begin: Begin, plan: Plan, owner: Person, now: datetime) -> None:
    soon = now + timedelta(minutes=20)
    event = plan(begin(), day=soon.date(), at=soon.time())
    assert event.is_reminded
    assert event.due_at == event.starts_at + 3 * HOUR
    services.begin_event(actor=owner, slug=event.group.slug, event_id=event.id, now=now)


@pytest.mark.django_db
def test_it_begins_when_it_is_time_and_ends_by_itself(
    company: Group, plan: Plan, ask: Ask, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = company
    event = plan(group)
    place = {"slug": group.slug, "event_id": event.id}
    with pytest.raises(Conflict):
        services.begin_event(actor=owner, **place, now=now)
    services.will_come(actor=mate, **place, comes=True, now=now)
    kept, gone, third = ask(event, mate, "Kept Test?"), ask(event, mate, "Gone Test?"), ask(event, stranger, "Third?")
    services.want_to_hear(actor=stranger, **place, question_id=gone.id, wants=True, now=now)
    at = event.starts_at
    services.begin_event(actor=owner, **place, now=at)
    with pytest.raises(Conflict):
        services.begin_event(actor=owner, **place, now=at)
    for act, question in (("stage", kept), ("take", gone), ("mute", third)):
        services.act_on_question(actor=owner, **place, order=Order(act, question.id), now=at)
    services.say_line(actor=owner, **place, words="An answer Test", now=at)
    step_due(KIND, now=at + 3 * HOUR)
    event.refresh_from_db()
    assert (event.state, event.ended_at) == (EventState.OVER, at + 3 * HOUR)
    assert not EventComing.objects.exists()
    assert not EventVote.objects.exists()
    assert not EventMute.objects.exists()
    kept.refresh_from_db()
    assert (kept.state, kept.asker, kept.words) == (QuestionState.ANSWERED, None, "Kept Test?")
    assert event.lines.count() == 1
    assert set(EventQuestion.objects.values_list("id", flat=True)) == {kept.id, gone.id, third.id}
    step_due(KIND, now=at + 3 * HOUR + timedelta(days=3))
    assert list(EventQuestion.objects.values_list("id", flat=True)) == [kept.id]
    event.refresh_from_db()
    assert event.due_at is None


@pytest.mark.django_db
def test_one_that_nobody_began_is_called_off_by_itself(begin: Begin, plan: Plan, now: datetime) -> None:
    event = plan(begin())
    step_due(KIND, now=event.starts_at - HOUR)
    step_due(KIND, now=event.starts_at + 3 * HOUR)
    event.refresh_from_db()
    assert event.state == EventState.CANCELLED


@pytest.mark.django_db
def test_a_summary_comes_after(begin: Begin, join: Join, plan: Plan, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    event = plan(group)
    place = {"slug": group.slug, "event_id": event.id}
    with pytest.raises(Conflict):
        services.write_summary(actor=owner, **place, text="Too soon", now=now)
    services.begin_event(actor=owner, **place, now=event.starts_at)
    services.end_event(actor=owner, **place, now=event.starts_at + HOUR)
    with pytest.raises(NotAllowed):
        services.write_summary(actor=mate, **place, text="Mine", now=now)
    services.write_summary(actor=owner, **place, text="It was <b>good</b> *Test*.", now=now)
    event.refresh_from_db()
    assert event.summary_html == "<p>It was &lt;b&gt;good&lt;/b&gt; <em>Test</em>.</p>"
    services.write_summary(actor=owner, **place, text="", now=now)
    event.refresh_from_db()
    assert (event.summary, event.summary_by) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "at", "zone"),
    [
        (date(9999, 12, 31), time(23), "America/Los_Angeles"),
        (date(1, 1, 1), time(0), "Asia/Kolkata"),
        (date(2028, 3, 6), time(20), "UTC"),
        (date(2026, 3, 3), time(20), "UTC"),
    ],
)
def test_a_day_that_is_past_or_far_away_is_refused(company: Group, plan: Plan, day: date, at: time, zone: str) -> None:
    with pytest.raises(Invalid) as refusal:
        plan(company, day=day, at=at, zone=zone)
    assert refusal.value.field == "day"


@pytest.mark.django_db
def test_whoever_was_let_go_twice_is_left_in_peace(
    company: Group, plan: Plan, three: Three, now: datetime, told: Told
) -> None:
    owner, mate, stranger = three
    event, guest, other = plan(company), standing(mate, company), standing(stranger, company)
    place = {"slug": company.slug, "event_id": event.id, "now": now}
    for _time in range(2):
        services.ask_guest(actor=owner, **place, membership_id=guest.id)
        services.answer_as_guest(actor=mate, **place, speaks=True)
        services.let_guest_go(actor=owner, **place, guest_id=event.guests.get().id)
        assert [list(visible_guests(one, event)) for one in (guest, standing(owner, company))] == [[], []]
        with pytest.raises(Conflict, match="Nobody asks you"):
            services.answer_as_guest(actor=mate, **place, speaks=True)
        with pytest.raises(NotFound):
            services.let_guest_go(actor=owner, **place, guest_id=event.guests.get().id)
    for later in (now, now + timedelta(days=2)):
        with pytest.raises(Conflict, match="let go again twice"):
            services.ask_guest(actor=owner, **{**place, "now": later}, membership_id=guest.id)
    services.ask_guest(actor=owner, **place, membership_id=other.id)
    elsewhere = plan(company, title="Another talk Test")
    services.ask_guest(actor=owner, **{**place, "event_id": elsewhere.id}, membership_id=guest.id)
    assert elsewhere.guests.get().is_asked


def test_who_was_asked_to_leave_the_place_is_asked_to_speak_by_nobody(
    company: Group, plan: Plan, three: Three, now: datetime, told: Told
) -> None:
    owner, mate, stranger = three
    event, guest, other = plan(company), standing(mate, company), standing(stranger, company)
    removed(mate, now)
    choices = GuestForm(standing(owner, company)).fields["guest"].queryset
    assert list(choices) == [other]
    before = told(mate)
    with pytest.raises(NotFound):
        services.ask_guest(actor=owner, slug=company.slug, event_id=event.id, membership_id=guest.id, now=now)
    assert (told(mate), event.guests.count()) == (before, 0)


def test_one_guest_is_asked_no_more_than_three_times_a_day(
    company: Group, plan: Plan, three: Three, now: datetime, told: Told
) -> None:
    owner, mate, _stranger = three
    event, guest = plan(company), standing(mate, company)
    place = {"slug": company.slug, "event_id": event.id, "now": now}
    for _time in range(3):
        services.ask_guest(actor=owner, **place, membership_id=guest.id)
        services.answer_as_guest(actor=mate, **place, speaks=False)
    with pytest.raises(TooMany):
        services.ask_guest(actor=owner, **place, membership_id=guest.id)
    assert event.guests.get().said == "no"
    services.ask_guest(actor=owner, **{**place, "now": now + timedelta(days=1)}, membership_id=guest.id)
    assert event.guests.get().said == "asked"


def test_a_guest_says_yes_or_no(company: Group, plan: Plan, three: Three, now: datetime, told: Told) -> None:
    owner, mate, stranger = three
    group, guest, other = company, standing(mate, company), standing(stranger, company)
    event = plan(group)
    place = {"slug": group.slug, "event_id": event.id}
    with pytest.raises(Conflict):
        services.answer_as_guest(actor=mate, **place, speaks=True, now=now)
    with pytest.raises(NotAllowed):
        services.ask_guest(actor=mate, **place, membership_id=other.id, now=now)
    services.ask_guest(actor=owner, **place, membership_id=guest.id, now=now)
    assert told(mate)[-1:] == ["groups.event_changed"]
    before = told(mate)
    services.ask_guest(actor=owner, **place, membership_id=guest.id, now=now)
    assert told(mate) == before, "asked already"
    services.begin_event(actor=owner, **place, now=event.starts_at)
    with pytest.raises(NotAllowed):
        services.say_line(actor=mate, **place, words="Not yet Test", now=now)
    services.answer_as_guest(actor=mate, **place, speaks=True, now=now)
    services.say_line(actor=mate, **place, words="Now Test", now=now)
    services.answer_as_guest(actor=mate, **place, speaks=False, now=now)
    with pytest.raises(NotAllowed):
        services.say_line(actor=mate, **place, words="No more Test", now=now)
    services.ask_guest(actor=owner, **place, membership_id=guest.id, now=now)
    assert event.guests.get().said == "asked"
    services.let_guest_go(actor=owner, **place, guest_id=event.guests.get().id, now=now)
    with pytest.raises(NotFound):
        services.let_guest_go(actor=owner, **place, guest_id=guest.id, now=now)
    with pytest.raises(NotFound):
        services.ask_guest(actor=owner, **place, membership_id=event.id, now=now)


@pytest.mark.django_db
def test_a_calendar_gets_a_time_and_no_word_of_what_it_is(begin: Begin, plan: Plan, now: datetime) -> None:
    event = plan(begin(name="Secret lantern"), title="Secret evening")
    body = calendar_of(event, now=now).decode()
    assert "DTSTART:20260306T200000Z\r\nDTEND:20260306T210000Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n" in body
    assert "SUMMARY:Appointment\r\n" in body
    assert "ecret" not in body
    assert "lantern" not in body
