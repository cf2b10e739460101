"""What is written in chat rooms and at events before moderators: who can report it, what they see, what is done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.live import since
from alongside.groups.chat.page import lines_before, own_hidden
from alongside.groups.enums import Openness
from alongside.groups.models import ChatLine, ChatRoom, Event, EventLine, EventQuestion, Group
from alongside.groups.stage.details import Order
from alongside.groups.stage.page import answered_of, stage_of
from alongside.groups.stage.view import care_of, event_view
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Conflict, NotFound
from alongside.safety import services as safety
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.enums import Act
from alongside.safety.models import Case, Decision
from alongside.safety.own_queries import own_decisions
from alongside.safety.policies import may_act, visible_cases
from alongside.safety.services.reporting import access_thing
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Three, standing
from tests.groups.stage_of import Ask, Plan, ask, company, plan

__all__ = ["ask", "company", "plan"]
pytestmark = pytest.mark.django_db

Say = Callable[..., ChatLine]
Report = Callable[..., Case]
Decide = Callable[..., Decision]
WHY = "It hurts people who read it."


@pytest.fixture
def moderator(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who moderates the whole place, and is in no group."""
    person = make_person("Moderator Madeup")
    RoleGrant.objects.create(created_at=now, person=person, role=Role.MODERATOR)
    return person


@pytest.fixture
def room(company: Group, owner: Person, now: datetime) -> ChatRoom:
    """A room of the group."""
    details = RoomDetails("Open room", "For whatever is on your mind.")
    return services.open_room(actor=owner, slug=company.slug, details=details, now=now)


@pytest.fixture
def say(room: ChatRoom, now: datetime) -> Say:
    """Have somebody write a line: `say(mate, "Words", after=30)`; `after` is in seconds."""

    def said(by: Person, words: str, *, after: float = 0) -> ChatLine:
        moment = now + timedelta(seconds=after)
        written = Written(words, uuid4())
        return services.write_line(actor=by, slug=room.group.slug, room_id=room.id, written=written, now=moment)

    return said


@pytest.fixture
def event(company: Group, plan: Plan, owner: Person, now: datetime) -> Event:
    """An event that is on."""
    starts_at = now + timedelta(minutes=20)
    row = plan(company, day=starts_at.date(), at=starts_at.time())
    services.begin_event(actor=owner, slug=company.slug, event_id=row.id, now=now)
    return Event.objects.get(id=row.id)


@pytest.fixture
def report(now: datetime) -> Report:
    """Have somebody report something: `report(mate, "chat-line", line.id, chosen=frozenset({other.id}))`."""

    def reported(by: Person, kind: str, subject: UUID, reason: str = "unkind", **telling: object) -> Case:
        said = Telling(reason, **telling)  # type: ignore[arg-type]  # each test says what fits
        return safety.report(actor=by, kind=kind, subject=subject, telling=said, now=now).case

    return reported


@pytest.fixture
def decide(now: datetime) -> Decide:
    """Have somebody decide about a case: `decide(owner, case, "hide")`."""

    def decided(by: Person, case: Case, act: str, reach: str = "", days: int = 0) -> Decision:
        return safety.decide(actor=by, case_id=case.id, choice=Choice(act, WHY, reach, days), now=now)

    return decided


def order(event: Event, by: Person, act: str, question: EventQuestion, now: datetime) -> None:
    """Have somebody who moderates do something with a question."""
    services.act_on_question(actor=by, slug=event.group.slug, event_id=event.id, order=Order(act, question.id), now=now)


def pieces_of(case: Case, actor: Person, now: datetime) -> list[tuple[str, str]]:
    """Return who wrote what, as somebody who may look at a case sees it."""
    return [(one.who, one.words) for report in case_view(case, actor, now=now).reports for one in report.pieces]


def read(room: ChatRoom, now: datetime) -> list[str]:
    """Return the words that everybody reads in a room."""
    return [line.words for line in lines_before(ChatRoom.objects.get(id=room.id), None, now=now) if line.words]


def test_a_line_is_reported_with_those_around_it_that_the_reporter_chooses(
    room: ChatRoom, say: Say, three: Three, report: Report, now: datetime
) -> None:
    owner, mate, stranger = three
    first, mine, bad, after = (
        say(by, words)
        for by, words in ((owner, "Good evening."), (mate, "Hello."), (stranger, "Canary words"), (owner, "Please."))
    )
    thing = access_thing(mate, "chat-line", bad.id)
    assert (thing.name, thing.place, thing.about_id) == ("Birch Test", "Lantern group", stranger.id)
    assert [(one.who, one.words) for one in thing.others] == [
        ("Quiet Heron", "Good evening."),
        ("", "Hello."),
        ("Quiet Heron", "Please."),
    ]
    case = report(mate, "chat-line", bad.id, chosen=frozenset({mine.id, after.id, uuid4()}))
    assert first.id not in {mine.id, after.id}
    assert pieces_of(case, owner, now) == [("", "Hello."), ("Birch Test", "Canary words"), ("Quiet Heron", "Please.")]
    assert b"Canary" not in bytes(case.reports.get().evidence_sealed or b"")


def test_a_line_alone_is_shown_where_nothing_else_is_chosen(
    say: Say, three: Three, report: Report, now: datetime
) -> None:
    say(three[0], "Good evening.")
    case = report(three[1], "chat-line", say(three[2], "Canary words").id)
    assert pieces_of(case, three[0], now) == [("Birch Test", "Canary words")]


def test_only_lines_near_it_and_readable_are_offered(say: Say, three: Three, now: datetime, room: ChatRoom) -> None:
    owner, mate, stranger = three
    lines = [say(owner, f"Line {number}") for number in range(20)]
    services.take_line_back(actor=owner, slug=room.group.slug, room_id=room.id, line_id=lines[19].id, now=now)
    services.hide_line(
        actor=owner, slug=room.group.slug, room_id=room.id, line_id=say(mate, "No").id, reason="X", now=now
    )
    bad = say(stranger, "Bad")
    offered = [one.words for one in access_thing(mate, "chat-line", bad.id).others]
    assert offered == [f"Line {number}" for number in range(11, 19)]


def test_who_is_not_in_the_group_reports_nothing_of_it_and_learns_nothing(
    *, begin: Begin, owner: Person, mate: Person, plan: Plan, now: datetime
) -> None:
    group = begin(openness=Openness.HIDDEN)
    details = RoomDetails("Open room", "For nights.")
    room = services.open_room(actor=owner, slug=group.slug, details=details, now=now)
    written = Written("Words", uuid4())
    line = services.write_line(actor=owner, slug=group.slug, room_id=room.id, written=written, now=now)
    event = plan(group)
    for kind, subject in (("chat-line", line.id), ("chat-room", room.id), ("event", event.id)):
        with pytest.raises(NotFound):
            access_thing(mate, kind, subject)
        with pytest.raises(NotFound):
            access_thing(mate, kind, uuid4())


def test_whoever_left_reports_nothing_more(say: Say, three: Three, room: ChatRoom, event: Event, now: datetime) -> None:
    owner, mate, _stranger = three
    line = say(owner, "Words")
    services.leave_group(actor=mate, slug=room.group.slug, now=now)
    for kind, subject in (("chat-line", line.id), ("chat-room", room.id), ("event", event.id)):
        with pytest.raises(NotFound):
            access_thing(mate, kind, subject)


def test_what_is_ones_own_hidden_or_taken_back_is_not_reported(
    say: Say, three: Three, room: ChatRoom, now: datetime
) -> None:
    owner, mate, stranger = three
    mine, hidden = say(mate, "Mine"), say(stranger, "Hidden")
    services.hide_line(
        actor=owner, slug=room.group.slug, room_id=room.id, line_id=hidden.id, reason="It hurts.", now=now
    )
    with pytest.raises(Conflict):
        access_thing(mate, "chat-line", mine.id)
    services.take_line_back(actor=mate, slug=room.group.slug, room_id=room.id, line_id=mine.id, now=now)
    for line in (mine, hidden):
        with pytest.raises(NotFound):
            access_thing(owner, "chat-line", line.id)


def test_a_hidden_line_is_read_by_its_writer_alone_who_finds_why_and_appealing_brings_it_back(
    *, room: ChatRoom, say: Say, three: Three, report: Report, decide: Decide, moderator: Person, now: datetime
) -> None:
    owner, mate, stranger = three
    line = say(stranger, "Canary words")
    before = ChatRoom.objects.get(id=room.id).version
    case = report(mate, "chat-line", line.id, "preying")
    decision = decide(owner, case, "hide")
    assert read(room, now) == []
    told = since(room.id, before, now).lines[1]
    assert "Canary" not in told
    assert own_hidden(standing(stranger, room.group), room, now=now) == [("Canary words", "")]
    (shown,) = own_decisions(stranger, now=now)
    assert (shown.says, shown.why) == ("Something you wrote is hidden for now.", WHY)
    asked = safety.appeal(actor=stranger, decision_id=decision.id, words="I meant it well.", now=now)
    safety.answer_appeal(actor=moderator, appeal_id=asked.id, grants=True, answer="You are right.", now=now)
    assert read(room, now) == ["Canary words"]


def test_undoing_shows_nothing_that_a_host_had_hidden_or_that_was_taken_back(
    *, room: ChatRoom, say: Say, three: Three, report: Report, decide: Decide, now: datetime
) -> None:
    owner, mate, stranger = three
    hidden, gone = say(stranger, "Hidden by a host"), say(stranger, "Taken back")
    of_hidden, of_gone = (report(mate, "chat-line", line.id) for line in (hidden, gone))
    services.hide_line(
        actor=owner, slug=room.group.slug, room_id=room.id, line_id=hidden.id, reason="It hurts.", now=now
    )
    first, second = decide(owner, of_hidden, "hide"), decide(owner, of_gone, "hide")
    services.take_line_back(actor=stranger, slug=room.group.slug, room_id=room.id, line_id=gone.id, now=now)
    for case, decision in ((of_hidden, first), (of_gone, second)):
        safety.lift(actor=owner, case_id=case.id, decision_id=decision.id, now=now)
    assert read(room, now) == []
    assert ChatLine.objects.get(id=hidden.id).hidden_at is not None


def test_what_a_room_or_an_event_says_it_is_can_be_reported(
    *, room: ChatRoom, event: Event, mate: Person, owner: Person, report: Report, moderator: Person, now: datetime
) -> None:
    of_room = report(mate, "chat-room", room.id)
    of_event = report(mate, "event", event.id)
    assert list(visible_cases(owner, now=now)) == [of_room]
    assert list(visible_cases(moderator, now=now)) == [of_event]
    assert pieces_of(of_room, owner, now) == [("Lantern group", "Open room\n\nFor whatever is on your mind.")]
    assert pieces_of(of_event, moderator, now) == [("Quiet Heron", "Evening talk Test\n\nHow *one* gets through.")]
    assert may_act(owner, of_room) == [(Act.NOTE, None)]
    assert (Act.WARN, None) in may_act(moderator, of_event)


def test_a_question_is_reported_and_nobody_learns_who_asked_it(
    *, event: Event, ask: Ask, three: Three, report: Report, decide: Decide, moderator: Person, now: datetime
) -> None:
    owner, mate, stranger = three
    question = ask(event, stranger, "Canary question?", is_anonymous=True)
    case = report(mate, "event-question", question.id, "preying")
    assert case.about_id == stranger.id
    for one in (owner, moderator):
        view = case_view(case, one, now=now)
        assert pieces_of(case, one, now) == [("Somebody who asks a question", "Canary question?")]
        assert "Birch" not in str(view)
        assert may_act(one, case) == [(Act.NOTE, None), (Act.HIDE, None), (Act.WARN, None)]
    # Who is paused is gone from the list of calls in that moment, and who is removed from the group.
    for act in ("pause", "remove"):
        with pytest.raises(Conflict):
            decide(owner, case, act, "group", 3 if act == "pause" else 0)
    with pytest.raises(Conflict):
        access_thing(stranger, "event-question", question.id)


@pytest.mark.parametrize("state", ["waiting", "taken", "on_stage", "answered"])
def test_a_hidden_question_is_nowhere_and_comes_back_when_it_is_undone(
    *, event: Event, ask: Ask, three: Three, report: Report, decide: Decide, now: datetime, state: str
) -> None:
    owner, mate, stranger = three
    question = ask(event, stranger, "Canary question?")
    steps = {"taken": ["take"], "on_stage": ["stage"], "answered": ["stage", "answered"]}
    for step in steps.get(state, []):
        order(event, owner, step, question, now)
    case = report(mate, "event-question", question.id)
    decision = decide(owner, case, "hide")
    host = standing(owner, event.group)

    def seen() -> list[str]:
        stage, care = stage_of(event), care_of(host, event, now=now)
        shown = [one.words for one in stage.questions]
        shown += [one.words for one in care.queue] + [one.words for one in answered_of(event)]
        return shown + [one.words for one in (stage.question, care.on_stage) if one]

    assert seen() == []
    (own,) = event_view(standing(stranger, event.group), event, now=now).own
    assert (own.words, own.stands) == ("Canary question?", "A moderator has hidden this for now.")
    for act in (
        lambda: order(event, owner, "stage", question, now),
        lambda: access_thing(mate, "event-question", question.id),
    ):
        with pytest.raises(NotFound):
            act()
    safety.lift(actor=owner, case_id=case.id, decision_id=decision.id, now=now)
    assert "Canary question?" in seen()
    assert EventQuestion.objects.get(id=question.id).state == {"on_stage": "answered", "taken": "waiting"}.get(
        state, state
    )


def test_what_was_asked_together_with_a_hidden_question_waits_by_itself(
    *, event: Event, ask: Ask, three: Three, report: Report, decide: Decide, now: datetime
) -> None:
    owner, mate, stranger = three
    bad, good = ask(event, stranger, "Bad?"), ask(event, mate, "Good?")
    into = Order("merge", good.id, bad.id)
    services.act_on_question(actor=owner, slug=event.group.slug, event_id=event.id, order=into, now=now)
    decide(owner, report(mate, "event-question", bad.id), "hide")
    assert [one.words for one in stage_of(event).questions] == ["Good?"]


def test_a_question_is_reported_by_whoever_reads_it_and_not_once_it_is_gone(
    *, event: Event, ask: Ask, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    question = ask(event, stranger, "Later?")
    order(event, owner, "put_off", question, now)
    with pytest.raises(NotFound):
        access_thing(mate, "event-question", question.id)
    assert access_thing(owner, "event-question", question.id).itself
    services.end_event(actor=owner, slug=event.group.slug, event_id=event.id, now=now)
    with pytest.raises(NotFound):
        access_thing(owner, "event-question", question.id)


def test_what_was_said_on_a_stage_is_reported_hidden_and_shown_again(
    *, event: Event, ask: Ask, three: Three, report: Report, decide: Decide, moderator: Person, now: datetime
) -> None:
    owner, mate, _stranger = three
    order(event, owner, "stage", ask(event, mate), now)
    line = services.say_line(actor=owner, slug=event.group.slug, event_id=event.id, words="Canary advice", now=now)
    case = report(mate, "event-line", line.id, "medical")
    assert list(visible_cases(moderator, now=now)) == [case]
    assert pieces_of(case, moderator, now) == [("Quiet Heron", "Canary advice")]
    decision = decide(moderator, case, "hide")
    assert stage_of(event).lines == []
    assert [one.answers for one in answered_of(event)] == [[]]
    with pytest.raises(NotFound):
        access_thing(mate, "event-line", line.id)
    safety.lift(actor=moderator, case_id=case.id, decision_id=decision.id, now=now)
    assert [one.words for one in stage_of(event).lines] == ["Canary advice"]
    services.end_event(actor=owner, slug=event.group.slug, event_id=event.id, now=now)
    assert access_thing(mate, "event-line", line.id).about_id == owner.id


def test_a_summary_is_taken_away_and_put_back_unless_another_was_written(
    *, event: Event, three: Three, report: Report, decide: Decide, moderator: Person, now: datetime
) -> None:
    owner, mate, _stranger = three
    services.end_event(actor=owner, slug=event.group.slug, event_id=event.id, now=now)
    with pytest.raises(NotFound):
        access_thing(mate, "event-summary", event.id)

    def sums_up(text: str) -> None:
        services.write_summary(actor=owner, slug=event.group.slug, event_id=event.id, text=text, now=now)

    sums_up("Canary *summary*")
    case = report(mate, "event-summary", event.id, "identity")
    assert pieces_of(case, moderator, now) == [("Quiet Heron", "Canary *summary*")]
    first = decide(moderator, case, "hide")
    event.refresh_from_db()
    assert (event.summary, event.summary_html, event.summary_by) == ("", "", None)
    safety.lift(actor=moderator, case_id=case.id, decision_id=first.id, now=now)
    event.refresh_from_db()
    assert (event.summary, event.summary_by_id) == ("Canary *summary*", standing(owner, event.group).id)
    assert "<em>summary</em>" in event.summary_html
    second = decide(moderator, case, "hide")
    sums_up("Another one")
    safety.lift(actor=moderator, case_id=case.id, decision_id=second.id, now=now)
    event.refresh_from_db()
    assert event.summary == "Another one"


def test_a_summary_that_was_taken_away_is_kept_as_long_as_the_evidence_and_one_may_ask_for_another_look(
    *, event: Event, three: Three, report: Report, moderator: Person, now: datetime
) -> None:
    owner, mate, _stranger = three
    said = {"actor": owner, "slug": event.group.slug, "event_id": event.id, "now": now}
    services.end_event(**said)
    services.write_summary(**said, text="Canary summary")
    case, later = report(mate, "event-summary", event.id, "identity"), now + timedelta(days=60)
    choice = Choice("hide", WHY)
    row = safety.decide(actor=moderator, case_id=case.id, choice=choice, now=later)
    case.refresh_from_db()
    assert case.evidence_until == later + timedelta(days=90)
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=case.evidence_until)
    row.refresh_from_db()
    assert (row.memo_sealed, row.state) == (None, "in_force")
    safety.lift(actor=moderator, case_id=case.id, decision_id=row.id, now=case.evidence_until)
    event.refresh_from_db()
    assert event.summary == "", "there is nothing left to put back"


HEAVY = "I want to die."


def test_words_of_danger_in_a_room_are_there_and_urgent_before_moderators_once(
    *, room: ChatRoom, say: Say, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    say(mate, HEAVY)
    say(mate, "It is raining.", after=60)
    say(mate, "I took all my pills.", after=120)
    assert read(room, now) == [HEAVY, "It is raining.", "I took all my pills."]
    (case,) = Case.objects.all()
    assert (case.is_urgent, case.about_id, case.kind) == (True, mate.id, "chat-line")
    assert [visible_cases(one, now=now).count() for one in three] == [1, 0, 0]
    assert pieces_of(case, owner, now) == [("Amber Test", HEAVY), ("Amber Test", "I took all my pills.")]
    say(stranger, HEAVY, after=180)
    say(mate, HEAVY, after=3700)
    assert Case.objects.filter(is_urgent=True).count() == 3


def test_words_of_danger_after_a_case_was_closed_open_another(say: Say, three: Three, now: datetime) -> None:
    owner, mate, _stranger = three
    say(mate, HEAVY)
    safety.close_case(actor=owner, case_id=Case.objects.get().id, answered="here", shown=1, now=now)
    say(mate, HEAVY, after=60)
    assert Case.objects.filter(state="open", is_urgent=True).count() == 1


@pytest.mark.parametrize(("is_anonymous", "alias"), [(False, "Amber Test"), (True, "Somebody who asks a question")])
def test_words_of_danger_in_a_question_come_with_an_alias_unless_nobody_is_to_know(
    *, event: Event, ask: Ask, three: Three, now: datetime, is_anonymous: bool, alias: str
) -> None:
    ask(event, three[1], HEAVY, is_anonymous=is_anonymous)
    (case,) = Case.objects.all()
    assert (case.is_urgent, case.kind, case.about_id) == (True, "event-question", three[1].id)
    assert pieces_of(case, three[0], now) == [(alias, HEAVY)]


def test_nothing_tells_that_one_who_asks_without_a_name_is_one_who_is_named(
    *, event: Event, ask: Ask, say: Say, three: Three, decide: Decide, report: Report, now: datetime
) -> None:
    owner, mate, stranger = three
    nameless, named = ask(event, mate, HEAVY, is_anonymous=True), ask(event, mate, f"{HEAVY} Please.")
    cases = {case.subject: case for case in Case.objects.all()}
    assert cases.keys() == {nameless.id, named.id}
    decide(owner, cases[nameless.id], "warn")
    line = report(stranger, "chat-line", say(mate, "Something else").id, "unkind")
    for case in (line, cases[named.id], cases[nameless.id]):
        assert case_view(case, owner, now=now).earlier == 0


def test_words_of_danger_on_a_stage_go_to_moderators_of_the_place_when_a_host_says_them(
    *, event: Event, owner: Person, moderator: Person, now: datetime
) -> None:
    services.say_line(actor=owner, slug=event.group.slug, event_id=event.id, words=HEAVY, now=now)
    assert EventLine.objects.count() == 1
    (case,) = visible_cases(moderator, now=now)
    assert (case.is_urgent, case.kind) == (True, "event-line")
