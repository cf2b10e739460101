"""Threads that open by themselves: at which moment, in whose words, hosted by whom, each day once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import privacy, services
from alongside.groups.enums import GroupState
from alongside.groups.models import Group, Membership, Post, Reading, Regular, RegularDay, RegularHost, Thread
from alongside.groups.policies import access_standing
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.page import day_hosted, regulars_of
from alongside.groups.regular.turns import Plan, Turn, next_in_turn, next_opening
from alongside.groups.services import open_regulars
from alongside.groups.threads.details import Said
from alongside.groups.threads.drafts import draft_of, keep_draft
from alongside.groups.threads.page import own_part_of
from alongside.groups.together import hear
from alongside.kernel.due import kinds
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.ui.companies import DayWord, Moment
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Three, standing
from tests.support.engine import step_of_the_engine
from tests.support.removing import paused

EVERY_DAY = frozenset(range(7))
EVENING = Plan(EVERY_DAY, time(19, 30), "Europe/Madrid")
DETAILS = RegularDetails("Pledge of the day", "What do you set out with?", "", EVENING)
Write = Callable[..., Regular]


def at(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("plan", "now", "day", "moment"),
    [
        (EVENING, "2026-03-04 18:29", "2026-03-04", "2026-03-04 18:30"),
        (EVENING, "2026-03-04 18:30", "2026-03-05", "2026-03-05 18:30"),
        (replace(EVENING, weekdays=frozenset({0})), "2026-03-04 12:00", "2026-03-09", "2026-03-09 18:30"),
        # The day is that of the group's zone, not that of UTC.
        (Plan(EVERY_DAY, time(0, 15), "Pacific/Auckland"), "2026-03-04 11:00", "2026-03-05", "2026-03-04 11:15"),
        # In the night in which clocks go forward 2:30 is not there: it opens at the skip, and once.
        (replace(EVENING, at=time(2, 30)), "2026-03-28 20:00", "2026-03-29", "2026-03-29 01:00"),
        (replace(EVENING, at=time(2, 30)), "2026-03-29 01:00", "2026-03-30", "2026-03-30 00:30"),
        # In the night in which they go back it is there twice: it opens at the first, and once.
        (replace(EVENING, at=time(2, 30)), "2026-10-24 20:00", "2026-10-25", "2026-10-25 00:30"),
        (replace(EVENING, at=time(2, 30)), "2026-10-25 00:30", "2026-10-26", "2026-10-26 01:30"),
        # By the clock it stays where it is when the clock changes.
        (EVENING, "2026-03-29 10:00", "2026-03-29", "2026-03-29 17:30"),
    ],
)
def test_it_opens_by_the_clock_of_its_zone(plan: Plan, now: str, day: str, moment: str) -> None:
    found = next_opening(plan, now=at(now))
    assert (found.day, found.at) == (date.fromisoformat(day), at(moment))


def test_who_hosts_next_is_who_did_longest_ago() -> None:
    since, first, second, third = at("2026-03-04 10:00"), uuid4(), uuid4(), uuid4()
    turns = [
        Turn(first, since, date(2026, 3, 3)),
        Turn(second, since, date(2026, 3, 2)),
        Turn(third, since + timedelta(days=1), None),
    ]
    assert next_in_turn(turns) == third
    assert next_in_turn(turns[:2]) == second
    assert next_in_turn([]) is None
    assert next_in_turn([replace(turns[2], who=first), replace(turns[2], who=second, since=since)]) == second


@pytest.fixture
def written(owner: Person, now: datetime) -> Write:
    """Have the host write a thread that opens by itself: `written(group, title="Words")`."""

    def write(group: Group, **changes: object) -> Regular:
        details = replace(DETAILS, **changes)  # type: ignore[arg-type]  # a test says only what differs
        return services.write_regular(actor=owner, slug=group.slug, details=details, now=now)

    return write


def opened(row: Regular, *, late: timedelta = timedelta()) -> Thread | None:
    """Let the engine come to a row when it is due; return the thread that it opened."""
    row.refresh_from_db()
    assert row.due_at is not None
    before = set(Thread.objects.values_list("id", flat=True))
    step_of_the_engine(open_regulars, row, row.due_at + late)
    row.refresh_from_db()
    return Thread.objects.exclude(id__in=before).first()


@pytest.mark.django_db
def test_it_opens_at_its_time_in_the_words_of_its_host_and_plans_the_next(
    begin: Begin, written: Write, owner: Person
) -> None:
    row = written(begin(languages=("es",)), note="Speaks of using")
    kind = next(kind for kind in kinds() if kind.model is Regular)
    assert kind.step is open_regulars
    first = row.due_at
    assert first is not None
    thread = opened(row)
    assert thread is not None
    assert row.due_at == first + timedelta(days=1)
    day = row.days.get().day
    months = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    assert thread.title == f"Pledge of the day, {day.day} de {months.split()[day.month - 1]} de {day.year}"
    post = thread.posts.get()
    assert (post.text, post.note, post.membership) == (row.text, "Speaks of using", standing(owner, row.group))
    assert thread.created_at == first


@pytest.mark.django_db
def test_it_opens_once_a_day_whoever_comes_twice(begin: Begin, written: Write) -> None:
    row = written(begin())
    due = row.due_at
    assert opened(row) is not None
    Regular.objects.filter(id=row.id).update(due_at=due, next_day=row.days.get().day)
    assert opened(row) is None
    day = row.days.get()
    again = Thread.objects.create(created_at=day.created_at, group=row.group, last_place=1, last_at=day.created_at)
    with pytest.raises(IntegrityError, match="groups_regularday_once"), transaction.atomic():
        RegularDay.objects.create(created_at=day.created_at, regular=row, day=day.day, thread=again)


@pytest.mark.django_db
def test_what_is_hours_late_is_left_out(begin: Begin, written: Write) -> None:
    row = written(begin())
    assert opened(row, late=timedelta(hours=7)) is None
    assert row.due_at is not None
    assert opened(row, late=timedelta(hours=5)) is not None


@pytest.mark.django_db
def test_those_who_said_yes_host_in_turn_and_are_named(begin: Begin, join: Join, written: Write, three: Three) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    row = written(group)
    now = row.created_at
    for number, person in enumerate((mate, owner)):
        services.host_in_turn(
            actor=person, slug=group.slug, regular_id=row.id, hosts=True, now=now + timedelta(minutes=number)
        )
    with pytest.raises(NotAllowed):
        services.host_in_turn(actor=stranger, slug=group.slug, regular_id=row.id, hosts=True, now=now)
    hosts = []
    for _day in range(3):
        thread = opened(row)
        assert thread is not None
        hosted = day_hosted(standing(mate, group), thread, now=now)
        assert hosted is not None
        hosts.append((hosted.host, hosted.is_readers))
    assert hosts == [("Amber Test", True), ("Quiet Heron", False), ("Amber Test", True)]
    services.host_in_turn(actor=mate, slug=group.slug, regular_id=row.id, hosts=False, now=now)
    assert [(one.hosts, one.reader_hosts) for one in regulars_of(standing(mate, group))] == [(["Quiet Heron"], False)]
    first = RegularDay.objects.order_by("day")[0]
    assert Reading.objects.filter(thread=first.thread, wants="follow").get().membership == standing(mate, group)


@pytest.mark.django_db
def test_whoever_hosts_a_day_hands_it_on_and_nobody_else_does(
    begin: Begin, join: Join, written: Write, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    row = written(group)
    now = row.created_at
    services.host_in_turn(actor=mate, slug=group.slug, regular_id=row.id, hosts=True, now=now)
    thread = opened(row)
    assert thread is not None
    hand = {"slug": group.slug, "thread_id": thread.id, "now": now}
    for other in (owner, stranger):
        with pytest.raises(NotAllowed):
            services.hand_on(actor=other, **hand)
    with pytest.raises(Conflict):
        services.hand_on(actor=mate, **hand)
    services.host_in_turn(actor=stranger, slug=group.slug, regular_id=row.id, hosts=True, now=now)
    assert services.hand_on(actor=mate, **hand).alias == "Silver Test"
    with pytest.raises(NotAllowed):
        services.hand_on(actor=mate, **hand)
    plain = Thread.objects.create(created_at=now, group=group, last_place=1, last_at=now)
    with pytest.raises(NotFound):
        services.hand_on(actor=stranger, **{**hand, "thread_id": plain.id})


@pytest.mark.django_db
def test_whoever_leaves_hosts_nothing_any_more(begin: Begin, join: Join, written: Write, mate: Person) -> None:
    group = begin()
    join(group, mate)
    row = written(group)
    services.host_in_turn(actor=mate, slug=group.slug, regular_id=row.id, hosts=True, now=row.created_at)
    assert opened(row) is not None
    services.leave_group(actor=mate, slug=group.slug, now=row.created_at)
    assert (RegularHost.objects.count(), RegularDay.objects.get().host) == (0, None)
    assert opened(row) is not None


@pytest.mark.django_db
def test_it_opens_in_the_name_of_another_host_once_its_writer_hosts_no_more(
    begin: Begin, join: Join, written: Write, three: Three
) -> None:
    owner, mate, _stranger = three
    group = begin()
    other = join(group, mate)
    row = written(group)
    Membership.objects.filter(id=other.id).update(role="host")
    services.step_back(actor=owner, slug=group.slug, now=row.created_at)
    thread = opened(row)
    assert thread is not None
    assert thread.posts.get().membership == other
    privacy.HOLDING.erase(owner.id, row.created_at)
    row.refresh_from_db()
    assert row.writer is None
    assert opened(row) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("state", [GroupState.HOSTLESS, GroupState.CLOSED])
def test_nothing_opens_in_a_group_that_has_no_host_or_is_closed(begin: Begin, written: Write, state: str) -> None:
    row = written(begin())
    if state == GroupState.HOSTLESS:
        Membership.objects.filter(group=row.group).update(role="member")
    Group.objects.filter(id=row.group_id).update(state=state)
    assert opened(row) is None
    assert (row.due_at is None) == (state == GroupState.CLOSED)


@pytest.mark.django_db
def test_a_host_has_it_rest_go_on_and_end_and_nobody_else_does(
    begin: Begin, join: Join, written: Write, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    row = written(group)
    where = {"slug": group.slug, "regular_id": row.id, "now": row.created_at}
    for other in (mate, stranger):
        with pytest.raises(NotAllowed):
            services.rest_regular(actor=other, rests=True, **where)
        with pytest.raises(NotAllowed):
            services.change_regular(actor=other, details=DETAILS, **where)
        with pytest.raises(NotAllowed):
            services.end_regular(actor=other, **where)
        with pytest.raises(NotAllowed):
            services.write_regular(actor=other, slug=group.slug, details=DETAILS, now=row.created_at)
    thread = opened(row)
    services.rest_regular(actor=owner, rests=True, **where)
    services.change_regular(actor=owner, details=replace(DETAILS, title="Other words"), **where)
    row.refresh_from_db()
    assert (row.title, row.due_at, row.next_day) == ("Other words", None, None)
    services.rest_regular(actor=owner, rests=False, **where)
    row.refresh_from_db()
    assert row.due_at is not None
    services.end_regular(actor=owner, **where)
    assert not Regular.objects.exists()
    assert thread is not None
    assert Post.objects.filter(thread=thread.id).exists()
    with pytest.raises(NotFound):
        services.end_regular(actor=owner, **where)


@pytest.mark.django_db
def test_one_of_another_group_is_not_there(begin: Begin, written: Write, owner: Person) -> None:
    row, other = written(begin()), begin(name="Other Test")
    with pytest.raises(NotFound):
        services.end_regular(actor=owner, slug=other.slug, regular_id=row.id, now=row.created_at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": "T" * 81}),
        ("title", {"title": " "}),
        ("text", {"text": ""}),
        ("text", {"text": "nul \0"}),
        ("note", {"note": "N" * 101}),
        ("weekdays", {"plan": replace(EVENING, weekdays=frozenset())}),
        ("weekdays", {"plan": replace(EVENING, weekdays=frozenset({7}))}),
    ],
)
def test_what_cannot_be_kept_is_refused(begin: Begin, written: Write, field: str, change: dict[str, object]) -> None:
    group = begin()
    with pytest.raises(Invalid) as refused:
        written(group, **change)
    assert refused.value.field == field
    with pytest.raises(Invalid):
        written(group, plan=replace(EVENING, zone="Nowhere/Land"))


@pytest.mark.django_db
def test_a_group_has_at_most_ten(begin: Begin, written: Write) -> None:
    group = begin()
    for _number in range(10):
        written(group)
    with pytest.raises(Conflict):
        written(group)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_regular_says_something", {"title": ""}),
        ("groups_regular_says_something", {"text": ""}),
        ("groups_regular_weekdays", {"weekdays": []}),
        ("groups_regular_weekdays", {"weekdays": [7]}),
        ("groups_regular_zone", {"zone": ""}),
        ("groups_regular_next_day", {"next_day": None}),
    ],
)
def test_the_database_refuses_what_would_never_open(
    begin: Begin, written: Write, name: str, change: dict[str, object]
) -> None:
    row = written(begin())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Regular.objects.filter(id=row.id).update(**change)


@pytest.mark.django_db
def test_what_members_share_of_today_stands_below_the_pledge_and_not_below_yesterdays(
    begin: Begin, written: Write, owner: Person
) -> None:
    group = begin()
    row = written(group, with_pledge=True)
    thread = opened(row)
    assert thread is not None
    there, now = access_standing(owner, group.slug), thread.created_at
    hear(owner, there.id, DayWord(uuid4(), Moment.MORNING, "I call my brother.", now + timedelta(days=2)), now)
    today = day_hosted(there, thread, now=now)
    assert today is not None
    assert [[(one.alias, one.words) for one in day.said] for day in today.days] == [
        [("Quiet Heron", "I call my brother.")]
    ]
    later = day_hosted(there, thread, now=now + timedelta(days=1))
    assert later is not None
    assert later.days == []


@pytest.mark.django_db
def test_the_pages_of_it(begin: Begin, join: Join, three: Three, sign_in: SignIn) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    assert "Nothing opens by itself here yet." in text_of(member.get(to("group-regulars", group.slug)))
    said = {"title": "Pledge", "text": "What do you set out with?", "at": "19:30", "zone": "Europe/Madrid"}
    form = to("group-regular-write", group.slug)
    assert member.post(form, said).status_code == 403
    assert host.post(form, {**said, "weekdays": ["8"]}).status_code == 422
    page = text_of(host.post(form, {**said, "weekdays": ["0", "2"]}, follow=True))
    assert "Every week on Monday and Wednesday, at" in page
    row = Regular.objects.get()
    move = to("group-regular-move", group.slug, row.id)
    assert "Amber Test" in text_of(member.post(move, {"move": "host"}, follow=True))
    assert member.post(move, {"move": "rest"}).status_code == 403
    assert member.post(move, {"move": "sing"}).status_code in (400, 422)
    thread = opened(row)
    assert thread is not None
    shown = to("group-thread", group.slug, thread.id)
    assert "You host this thread." in text_of(member.get(shown))
    assert "Amber Test hosts this thread." in text_of(host.get(shown))
    assert "It rests until a host has it go on." in text_of(host.post(move, {"move": "rest"}, follow=True))
    assert host.post(to("group-regular-end", group.slug, row.id)).status_code == 303
    assert "Amber Test hosts this thread." not in text_of(host.get(shown))


@pytest.mark.django_db
def test_what_is_held_about_a_person_names_it(begin: Begin, written: Write, owner: Person) -> None:
    row = written(begin())
    services.host_in_turn(actor=owner, slug=row.group.slug, regular_id=row.id, hosts=True, now=row.created_at)
    thread = opened(row)
    assert thread is not None
    held = privacy.HOLDING.export(owner.id)
    said = {"group": "Lantern group", "title": "Pledge of the day", "text": row.text, "content_note": None}
    assert held["group_regular_threads"] == [said]
    assert [one["title"] for one in held["group_hosting"]] == ["Pledge of the day"]
    assert [one["title"] for one in held["group_hosted_days"]] == [thread.title]


@pytest.mark.django_db
def test_the_list_takes_the_same_few_statements(begin: Begin, written: Write, owner: Person) -> None:
    group = begin()
    counts = []
    for count in (1, 2):
        for _number in range(count):
            row = written(group)
            services.host_in_turn(actor=owner, slug=group.slug, regular_id=row.id, hosts=True, now=row.created_at)
        with CaptureQueriesContext(connection) as queries:
            assert len(regulars_of(standing(owner, group))) == Regular.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_what_its_writer_has_begun_to_write_stays_when_it_opens(begin: Begin, written: Write, owner: Person) -> None:
    row = written(begin())
    where, now = {"actor": owner, "slug": row.group.slug}, row.created_at
    keep_draft(thread_id=None, words={"title": "A long letter"}, now=now, **where)
    thread = opened(row)
    assert thread is not None
    there = standing(owner, row.group)
    assert draft_of(there)["title"] == "A long letter"
    keep_draft(thread_id=thread.id, words={"text": "I set out with"}, now=now, **where)
    services.answer_thread(thread_id=thread.id, said=Said("I set out with a walk."), now=now, **where)
    assert (own_part_of(there, thread).draft, draft_of(there)["title"]) == ({}, "A long letter")


@pytest.mark.django_db
def test_whose_writing_is_paused_hosts_no_day(begin: Begin, join: Join, written: Write, three: Three) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    row = written(group)
    now = row.created_at
    for number, person in enumerate((mate, owner)):
        services.host_in_turn(
            actor=person, slug=group.slug, regular_id=row.id, hosts=True, now=now + timedelta(minutes=number)
        )
    paused(mate, now=now, community=group.id)
    thread = opened(row)
    assert thread is not None
    hosted = day_hosted(standing(owner, group), thread, now=now)
    assert hosted is not None
    assert hosted.host == "Quiet Heron"
    with pytest.raises(Conflict):
        services.hand_on(actor=owner, slug=group.slug, thread_id=thread.id, now=now)


@pytest.mark.django_db
def test_who_takes_over_an_old_day_is_not_next_again(begin: Begin, join: Join, written: Write, three: Three) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    row = written(group)
    for number, person in enumerate((mate, owner)):
        later = row.created_at + timedelta(minutes=number)
        services.host_in_turn(actor=person, slug=group.slug, regular_id=row.id, hosts=True, now=later)
    first = opened(row)
    assert first is not None
    hosts = []
    for _day in range(2):
        thread = opened(row)
        assert thread is not None
        hosts.append(RegularDay.objects.get(thread=thread).host)
    assert hosts == [standing(owner, group), standing(mate, group)]
    assert row.due_at is not None
    # Amber hands on what they hosted two days ago; the Heron takes it today, so Amber is next by their turn before.
    services.hand_on(actor=mate, slug=group.slug, thread_id=first.id, now=row.due_at - timedelta(minutes=1))
    thread = opened(row)
    assert thread is not None
    assert RegularDay.objects.get(thread=thread).host == standing(mate, group)
