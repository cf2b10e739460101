"""No first post, and no thread that asks for an answer, goes unanswered without somebody being asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import formats

from alongside.accounts.models import Person
from alongside.groups import outgoing, services
from alongside.groups.details import Entering
from alongside.groups.models import Membership, Thread, Waiting
from alongside.groups.policies import access_standing
from alongside.groups.services import moderating, move_waiting
from alongside.groups.threads.details import Opening, Said
from alongside.groups.unanswered.own_waits import own_news
from alongside.groups.unanswered.page import waiting_of
from alongside.groups.unanswered.turns import (
    EVERYBODY,
    GREETERS,
    HOSTS,
    LEVELS,
    MODERATORS,
    ON_DUTY,
    Open,
    Step,
    next_step,
)
from alongside.kernel.clock import current_time
from alongside.kernel.due import kinds
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three, Write
from tests.groups.conftest import Open as OpenThread
from tests.groups.test_unheard import stop_hearing
from tests.support.engine import step_of_the_engine

SINCE = datetime(2026, 3, 4, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
POST = Open(SINCE, SINCE + 4 * HOUR)


def asked_at(*staffed: int) -> list[tuple[int, float]]:
    """Return which level is asked after how many hours, until there is nobody left to ask."""
    post, now, asked = POST, SINCE, []
    while True:
        step = next_step(post, staffed=staffed, now=now)
        if step.asks is not None:
            asked.append((step.asks, (now - SINCE) / HOUR))
        if step.look_at is None:
            return asked
        post, now = Open(post.since, post.until, step.asks if step.asks is not None else post.level), step.look_at


def test_it_goes_up_from_greeters_to_everybody() -> None:
    assert asked_at(GREETERS, MODERATORS, HOSTS) == [(GREETERS, 0), (MODERATORS, 2), (HOSTS, 3), (EVERYBODY, 4)]


def test_those_on_duty_are_asked_after_hosts_and_before_everybody() -> None:
    assert asked_at(*LEVELS) == [(GREETERS, 0), (MODERATORS, 2), (HOSTS, 3), (ON_DUTY, 3.5), (EVERYBODY, 4)]
    assert asked_at(ON_DUTY) == [(ON_DUTY, 0), (EVERYBODY, 4)]
    everybody = Open(SINCE, SINCE + 4 * HOUR, EVERYBODY)
    assert next_step(everybody, staffed=LEVELS, now=SINCE + 5 * HOUR) == Step(None, None)


def test_a_level_where_nobody_is_keeps_nobody_waiting() -> None:
    assert asked_at(HOSTS) == [(HOSTS, 0), (EVERYBODY, 4)]
    assert asked_at(MODERATORS, HOSTS) == [(MODERATORS, 0), (HOSTS, 3), (EVERYBODY, 4)]
    assert asked_at() == [(EVERYBODY, 0)]


def test_nobody_else_is_asked_while_somebody_said_they_will_answer() -> None:
    until = SINCE + 3 * HOUR
    claimed = Open(SINCE, SINCE + 4 * HOUR, GREETERS, until)
    assert next_step(claimed, staffed=LEVELS, now=SINCE + HOUR) == Step(None, until)
    assert next_step(claimed, staffed=LEVELS, now=until) == Step(HOSTS, SINCE + 3.5 * HOUR)


def test_a_promise_that_ran_out_has_the_same_people_asked_again() -> None:
    claimed = Open(SINCE, SINCE + 4 * HOUR, GREETERS, SINCE + HOUR)
    assert next_step(claimed, staffed=LEVELS, now=SINCE + HOUR) == Step(GREETERS, SINCE + 2 * HOUR)
    late = Open(SINCE, SINCE + 4 * HOUR, EVERYBODY, SINCE + 6 * HOUR)
    assert next_step(late, staffed=LEVELS, now=SINCE + 6 * HOUR) == Step(EVERYBODY, None)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who was told, by alias, in order; taken where groups hand over to notifications."""
    people: list[str] = []

    def hear(tellings: list[outgoing.Telling], **_how: object) -> None:
        people.extend(Person.objects.get(id=one.person_id).alias for one in tellings)

    monkeypatch.setattr(outgoing, "tell", hear)
    return people


@pytest.fixture
def greeter(begin: Begin, join: Join, make_person: MakePerson) -> tuple[Membership, Person]:
    """Somebody who greets in a group of the owner's."""
    person = make_person("Gail Test")
    row = join(begin(), person, "Greeting Test")
    Membership.objects.filter(id=row.id).update(role="greeter")
    return row, person


@pytest.mark.django_db
def test_greeters_are_told_of_a_first_post_and_it_goes_up_by_itself(
    greeter: tuple[Membership, Person], join: Join, open_thread: OpenThread, three: Three, told: list[str]
) -> None:
    owner, mate, _stranger = three
    row, person = greeter
    join(row.group, mate)
    open_thread(row.group, by=mate)
    assert told == [person.alias]
    waiting = Waiting.objects.get()
    kind = next(kind for kind in kinds() if kind.model is Waiting)
    assert kind.step is move_waiting
    heard = []
    while waiting.due_at is not None:
        told.clear()
        at = waiting.due_at
        step_of_the_engine(move_waiting, waiting, at)
        waiting.refresh_from_db()
        heard.append(((at - waiting.created_at) / HOUR, sorted(told)))
    assert heard == [(3, [owner.alias]), (3.5, []), (4, sorted([owner.alias, person.alias]))]


@pytest.mark.django_db
def test_an_answer_of_somebody_else_ends_it_and_ones_own_does_not(
    begin: Begin, join: Join, open_thread: OpenThread, write: Write, three: Three
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    thread = open_thread(group, by=mate)
    write(thread, mate, "And one thing more")
    there = access_standing(owner, group.slug)
    now = thread.created_at
    assert [(one.title, one.is_late) for one in waiting_of(there, now=now)] == [("Evenings", False)]
    assert [one.is_late for one in waiting_of(there, now=now + 4 * HOUR)] == [True]
    write(thread, owner)
    assert waiting_of(there, now=now) == []
    later = open_thread(group, "Nobody must answer this", by=mate)
    assert not Waiting.objects.filter(post__thread=later).exists()
    asks = open_thread(group, "Please answer", by=mate, needs_answer=True)
    assert Waiting.objects.filter(post__thread=asks, answered_at=None).exists()


@pytest.mark.django_db
def test_what_somebody_wrote_waits_no_more_once_they_have_left(
    begin: Begin, join: Join, open_thread: OpenThread, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    join(group, mate)
    open_thread(group, by=mate)
    there = access_standing(owner, group.slug)
    assert [one.title for one in waiting_of(there, now=now)] == ["Evenings"]
    services.leave_group(actor=mate, slug=group.slug, now=now)
    assert waiting_of(there, now=now) == []


@pytest.mark.django_db
def test_an_answer_that_is_hidden_or_taken_back_was_none(
    begin: Begin, join: Join, open_thread: OpenThread, write: Write, three: Three
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    thread = open_thread(group, by=mate)
    now, there = thread.created_at, access_standing(owner, group.slug)
    cold, kind = write(thread, stranger, "Go away."), write(thread, owner)
    assert waiting_of(there, now=now) == []
    moderating.hide_post(cold.id, now)
    assert waiting_of(there, now=now) == [], "somebody else has answered too"
    services.take_post_back(actor=owner, slug=group.slug, thread_id=thread.id, post_id=kind.id, now=now)
    assert [one.title for one in waiting_of(there, now=now)] == ["Evenings"]
    assert Waiting.objects.get(post__place=1).due_at == now
    memo = moderating.hide_post(thread.posts.get(place=1).id, now)
    assert waiting_of(there, now=now) == []
    moderating.show_post(thread.posts.get(place=1).id, memo, now)
    assert [one.title for one in waiting_of(there, now=now)] == ["Evenings"]
    assert len(own_news(mate, now=now).waits) == 1
    moderating.show_post(cold.id, "", now)
    assert [one.place for one in waiting_of(there, now=now)] == [2], "it is an answer again, and a first post itself"
    assert own_news(mate, now=now).waits == []


@pytest.mark.django_db
def test_one_of_those_who_greet_says_that_they_will_answer(
    greeter: tuple[Membership, Person], join: Join, open_thread: OpenThread, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    row, person = greeter
    group = row.group
    join(group, mate)
    thread = open_thread(group, by=mate)
    waiting = Waiting.objects.get()
    where = {"slug": group.slug, "waiting_id": waiting.id, "now": now}
    for other in (mate, stranger):
        with pytest.raises(NotAllowed):
            services.claim_answer(actor=other, **where)
    services.claim_answer(actor=person, **where)
    there = access_standing(owner, group.slug)
    assert [one.claimed_by for one in waiting_of(there, now=now)] == ["Greeting Test"]
    with pytest.raises(Conflict):
        services.claim_answer(actor=owner, **where)
    later = now + timedelta(minutes=45)
    assert [one.claimed_by for one in waiting_of(there, now=later)] == [""]
    services.claim_answer(actor=owner, **{**where, "now": later})
    services.take_post_back(actor=mate, slug=group.slug, thread_id=thread.id, post_id=thread.posts.get().id, now=later)
    with pytest.raises(NotFound):
        services.claim_answer(actor=owner, **where)


@pytest.mark.django_db
def test_whoever_leaves_promises_nothing_any_more(
    greeter: tuple[Membership, Person], join: Join, open_thread: OpenThread, mate: Person, now: datetime
) -> None:
    row, person = greeter
    join(row.group, mate)
    open_thread(row.group, by=mate)
    waiting = Waiting.objects.get()
    services.claim_answer(actor=person, slug=row.group.slug, waiting_id=waiting.id, now=now)
    services.leave_group(actor=person, slug=row.group.slug, now=now)
    waiting.refresh_from_db()
    assert (waiting.claimed_by, waiting.claimed_until, waiting.due_at) == (None, now, now)


@pytest.mark.django_db
def test_those_who_look_after_a_group_see_what_waits_and_promise_an_answer(
    begin: Begin, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    entering = Entering("Amber Test", group.agreements_since)
    services.join_group(actor=mate, slug=group.slug, entering=entering, now=current_time())
    browser, host = sign_in(mate), sign_in(owner)
    browser.post(to("group-thread-begin", group.slug), {"title": "New here", "text": "Hello."})
    assert "1 post waits for an answer." in text_of(host.get(to("groups")))
    care = text_of(host.get(to("group-care", group.slug)))
    assert "New here" in care
    assert "I will answer" in care
    waiting = Waiting.objects.get()
    claim, thread = to("group-answer-claim", group.slug, waiting.id), f"{waiting.post.thread_id}"
    today, there = host.get(to("today")), host.get(to("group-thread", group.slug, thread))
    assert "Somebody hopes for your answer New here To be answered by" in text_of(today)
    assert f'href="{to("group-thread", group.slug, thread)}?from=1#post-1"' in today.content.decode()
    assert f'formaction="{claim}">I will answer</button>' in there.content.decode()
    for own in (browser.get(to("today")), browser.get(to("group-thread", group.slug, thread))):
        assert claim not in own.content.decode(), "that is for those who greet"
        assert "Somebody hopes for your answer" not in text_of(own)
    assert browser.post(claim).status_code == 403
    page = host.post(claim, follow=True)
    assert claim not in page.content.decode(), "they have said so"
    assert "Your answer to what Amber Test wrote" in text_of(page)
    assert "Quiet Heron has said that they will answer." in text_of(host.get(to("group-care", group.slug)))
    assert "Somebody hopes for your answer" in text_of(host.get(to("today"))), "they still mean to"
    host.post(to("group-thread", group.slug, Waiting.objects.get().post.thread_id), {"text": "Welcome."})
    assert "New here" not in text_of(browser.get(to("groups")))
    assert "Somebody hopes for your answer" not in text_of(host.get(to("today")))


@pytest.mark.django_db
def test_who_wrote_reads_that_others_were_asked_until_when_and_who_will_answer(
    greeter: tuple[Membership, Person], open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    row, person = greeter
    group, now = row.group, current_time()
    for somebody, alias in ((mate, "Amber Test"), (stranger, "Silver Test")):
        entering = Entering(alias, group.agreements_since)
        services.join_group(actor=somebody, slug=group.slug, entering=entering, now=now)
    thread = services.begin_thread(
        actor=mate, slug=group.slug, opening=Opening("New here", Said("Hello.")), now=now - 2 * HOUR
    )
    mate.time_zone = "Asia/Tokyo"
    mate.save(update_fields=["time_zone"])
    waiting, page = Waiting.objects.get(), to("group-thread", group.slug, thread.id)
    by = waiting.answer_by.astimezone(ZoneInfo("Asia/Tokyo"))
    writer, other = sign_in(mate), sign_in(stranger)
    read = text_of(writer.get(page))
    assert "Greeters of this group were asked to answer you. This group wants you to hear from somebody" in read
    assert formats.time_format(by.time()) in read
    assert "at last everybody in the group" in read
    assert "to answer you" not in text_of(other.get(page))
    services.claim_answer(actor=person, slug=group.slug, waiting_id=waiting.id, now=now)
    assert "Greeting Test has said that they will answer you." in text_of(writer.get(page))
    assert "Greeting Test has said that they will answer." in text_of(other.get(page))
    assert "You have said that you will answer. Thank you." in text_of(sign_in(person).get(page))
    services.answer_thread(actor=owner, slug=group.slug, thread_id=thread.id, said=Said("Welcome."), now=now)
    for browser in (writer, other):
        read = text_of(browser.get(page))
        assert "Welcome." in read
        assert "will answer" not in read
        assert "asked to answer you" not in read


@pytest.mark.django_db
def test_a_thread_does_not_promise_what_a_group_cannot_keep(
    begin: Begin, join: Join, open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    owner, mate, _stranger = three
    group = begin()
    alone = open_thread(group, "Is anybody there?", needs_answer=True)
    host = sign_in(owner)
    read = text_of(host.get(to("group-thread", group.slug, alone.id)))
    assert (
        "You are the only one in this group right now. What you wrote is kept, and whoever joins finds it here." in read
    )
    assert "If it is hard to wait, you can ask for somebody now. Reach out" in read
    assert "Everybody in this group was asked" not in read, "nobody is there who could be"
    assert "at the latest" not in read
    join(group, mate)
    thread, now = open_thread(group, by=mate), current_time()
    page, browser = to("group-thread", group.slug, thread.id), sign_in(mate)
    Waiting.objects.filter(post__thread=thread).update(
        created_at=now - 5 * HOUR, answer_by=now - HOUR, level=EVERYBODY, due_at=None
    )
    read = text_of(browser.get(page))
    assert "Everybody in this group was asked to answer you. Nobody has answered yet, and we are sorry" in read
    assert "at the latest" not in read
    assert "If it is hard to wait, you can ask for somebody now. Reach out" in read
    Waiting.objects.filter(post__thread=thread).update(answer_by=now + HOUR, level=None)
    assert "Within half an hour somebody of this group is asked to answer you." in text_of(browser.get(page))
    Thread.objects.filter(id=thread.id).update(state="locked", locked_at=now)
    assert "answer you" not in text_of(browser.get(page)), "nobody can answer in it"


@pytest.mark.django_db
def test_whom_one_does_not_hear_is_not_named_as_who_will_answer(
    greeter: tuple[Membership, Person], join: Join, open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    _owner, mate, stranger = three
    row, person = greeter
    join(row.group, mate)
    join(row.group, stranger, "Silver Test")
    thread, now = open_thread(row.group, by=mate), current_time()
    services.claim_answer(actor=person, slug=row.group.slug, waiting_id=Waiting.objects.get().id, now=now)
    for somebody in (mate, stranger):
        stop_hearing(somebody, person, row.group, now)
    page = to("group-thread", row.group.slug, thread.id)
    read = text_of(sign_in(mate).get(page))
    assert "Somebody has said that they will answer you." in read
    assert "Greeting Test" not in read
    assert "said that they will" not in text_of(sign_in(stranger).get(page))


@pytest.mark.django_db
def test_what_waits_costs_the_same_few_statements_and_nothing_where_nothing_does(
    begin: Begin, join: Join, open_thread: OpenThread, write: Write, three: Three, *, sign_in: SignIn
) -> None:
    _owner, mate, stranger = three
    group = begin()
    for person, alias in ((mate, "Amber Test"), (stranger, "Silver Test")):
        join(group, person, alias)
    thread = open_thread(group)
    browser, page = sign_in(mate), to("group-thread", group.slug, thread.id)

    def statements() -> int:
        browser.get(page)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page)
        return len(queries)

    nothing = statements()
    first = write(thread, mate, "My first words")
    one = statements()
    write(thread, stranger, "And mine")
    waiting = Waiting.objects.get(post=first)
    Waiting.objects.filter(id=waiting.id).update(answered_at=None)
    assert Waiting.objects.filter(answered_at=None).count() == 2
    assert (one, statements()) == (nothing + 2, nothing + 2)
    Waiting.objects.update(answered_at=thread.created_at, due_at=None)
    assert statements() == nothing
