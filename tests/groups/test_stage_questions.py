"""What is asked at an event: who sees it and who asked it, the order of the queue, two at once, and who goes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.groups import services
from alongside.groups.models import Event, EventGuest, EventLine, EventMute, EventQuestion, EventVote, Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.privacy import export
from alongside.groups.stage.details import Order
from alongside.groups.stage.enums import QuestionState
from alongside.groups.stage.page import answered_of, snapshot, stage_of, who_sees
from alongside.groups.stage.view import care_of, event_view
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from tests.groups.conftest import Begin, Join, Three
from tests.groups.stage_of import Ask, Plan, ask, company, plan

__all__ = ["ask", "company", "plan"]

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Evening:
    """An event that is on: its host, two members, and what one does there."""

    event: Event
    owner: Person
    mate: Person
    other: Person
    ask: Ask
    now: datetime

    @property
    def place(self) -> dict[str, Any]:
        """Where it is."""
        return {"slug": self.event.group.slug, "event_id": self.event.id}

    def hears(self, person: Person, question: EventQuestion, *, wants: bool = True) -> None:
        """Have somebody say that they would like to hear a question."""
        services.want_to_hear(actor=person, **self.place, question_id=question.id, wants=wants, now=self.now)

    def does(self, act: str, question: EventQuestion, into: EventQuestion | None = None, **said: Any) -> None:
        """Have the host do something with a question, or whom is said, minutes `later`."""
        order, now = Order(act, question.id, into.id if into else None), self.now + said.get("later", timedelta())
        services.act_on_question(actor=said.get("by", self.owner), **self.place, order=order, now=now)

    def queue(self, by: Person | None = None) -> list[tuple[str, str]]:
        """Return what the host sees: words and who asked."""
        standing = access_standing(by or self.owner, self.event.group.slug)
        return [(one.words, one.asker) for one in care_of(standing, self.event, now=self.now).queue]


@pytest.fixture
def evening(company: Group, plan: Plan, ask: Ask, three: Three, now: datetime) -> Evening:
    """An event that has begun."""
    owner, mate, other = three
    event = plan(company)
    services.begin_event(actor=owner, slug=company.slug, event_id=event.id, now=event.starts_at)
    return Evening(Event.objects.get(id=event.id), owner, mate, other, ask, now)


def test_moderators_see_who_asked_unless_it_is_anonymous(evening: Evening) -> None:
    evening.ask(evening.event, evening.mate, "Named Test?")
    evening.ask(evening.event, evening.mate, "Nameless Test?", is_anonymous=True)
    assert sorted(evening.queue()) == [("Named Test?", "Amber Test"), ("Nameless Test?", "")]
    assert evening.queue(by=evening.other) == []
    with pytest.raises(NotAllowed):
        evening.does("take", EventQuestion.objects.all()[0], by=evening.other)


def test_what_everybody_gets_tells_nothing_of_who_asked_or_wanted(evening: Evening) -> None:
    first = evening.ask(evening.event, evening.mate, "First Test?")
    evening.ask(evening.event, evening.mate, "Second Test?")
    evening.hears(evening.other, first)
    shown = snapshot(evening.event.id, evening.now)
    assert shown is not None
    html = "".join(shown.parts.values())
    mates = Membership.objects.get(person=evening.mate)
    for told in ("Amber", "Birch", str(mates.id), str(evening.mate.id), str(evening.mate.data_key_id)):
        assert told not in html
    assert len(re.findall(r"data-unwant\s+hidden", html)) == 2
    assert len(re.findall(r'data-question="[^"]+">', html)) == 2
    before = html
    evening.hears(evening.other, first, wants=False)
    after = snapshot(evening.event.id, evening.now)
    assert after is not None
    assert (shown.version, before) == (after.version, "".join(after.parts.values()))  # votes change nothing there


def test_what_most_would_like_to_hear_comes_first_and_nobody_sees_how_many(evening: Evening) -> None:
    low = evening.ask(evening.event, evening.mate, "Low Test?")
    high = evening.ask(evening.event, evening.mate, "High Test?")
    evening.hears(evening.other, high)
    evening.hears(evening.owner, high)
    evening.hears(evening.other, high)
    assert [words for words, _ in evening.queue()] == ["High Test?", "Low Test?"]
    evening.hears(evening.other, low)
    evening.hears(evening.owner, low)
    evening.hears(evening.other, high, wants=False)
    assert [words for words, _ in evening.queue()] == ["Low Test?", "High Test?"]
    listed = [one.id for one in stage_of(evening.event).questions]
    assert listed == sorted(listed)  # by ids drawn at random
    with pytest.raises(NotAllowed):
        evening.hears(evening.mate, low)


def test_a_question_is_taken_put_on_the_stage_and_answered(evening: Evening) -> None:
    first = evening.ask(evening.event, evening.mate, "First Test?")
    second = evening.ask(evening.event, evening.other, "Second Test?")
    assert EventQuestion.objects.get(id=first.id).words == ""
    evening.does("take", second)
    standing = access_standing(evening.owner, evening.event.group.slug)
    upcoming = care_of(standing, evening.event, now=evening.now).next
    assert upcoming is not None
    assert upcoming.words == "Second Test?"
    evening.does("stage", first)
    first.refresh_from_db()
    assert (first.words, first.words_sealed) == ("First Test?", None)
    services.say_line(actor=evening.owner, **evening.place, words="It takes a while Test.", now=evening.now)
    evening.does("stage", second, later=timedelta(minutes=5))
    first.refresh_from_db()
    assert first.state == QuestionState.ANSWERED
    evening.does("answered", second)
    for act, question in (("answered", second), ("stage", first), ("put_off", first), ("mute", first)):
        with pytest.raises(Conflict):
            evening.does(act, question)
    with pytest.raises(Conflict):
        evening.hears(evening.owner, first)
    services.end_event(actor=evening.owner, **evening.place, now=evening.event.starts_at)
    said = [(one.words, [line.words for line in one.answers]) for one in answered_of(evening.event)]
    assert said == [("First Test?", ["It takes a while Test."]), ("Second Test?", [])]
    assert not EventQuestion.objects.filter(asker__isnull=False).exists()


def test_two_questions_become_one_and_wishes_go_along(evening: Evening) -> None:
    one = evening.ask(evening.event, evening.mate, "Same Test?")
    same = evening.ask(evening.event, evening.other, "The same Test?")
    third = evening.ask(evening.event, evening.owner, "Third Test?")
    for person, question in ((evening.owner, one), (evening.owner, same), (evening.mate, same), (evening.other, one)):
        evening.hears(person, question)
    evening.does("merge", same, into=one)
    same.refresh_from_db()
    assert (same.state, same.merged_into) == (QuestionState.MERGED, one)
    votes = EventVote.objects.filter(question=one).values_list("membership__person", flat=True)
    assert set(votes) == {evening.owner.id, evening.other.id}
    assert [words for words, _ in evening.queue()] == ["Same Test?", "Third Test?"]
    for into in (one, same, None):
        with pytest.raises(Conflict):
            evening.does("merge", one, into=into)
    evening.does("merge", one, into=third)
    same.refresh_from_db()
    assert same.merged_into == third
    services.take_question_back(actor=evening.owner, **evening.place, question_id=third.id, now=evening.now)
    assert {words for words, _ in evening.queue()} == {"Same Test?", "The same Test?"}


def test_who_is_muted_asks_no_more_and_nobody_learns_who_it_is(evening: Evening, join: Join) -> None:
    evening.ask(evening.event, evening.mate, "Kind and named Test?")
    bad = evening.ask(evening.event, evening.mate, "Unkind Test", is_anonymous=True)
    evening.does("mute", bad)
    evening.does("mute", bad)
    assert EventMute.objects.count() == 1
    assert sorted(evening.queue()) == [("Kind and named Test?", "Amber Test"), ("Unkind Test", "")]
    with pytest.raises(NotAllowed):
        evening.ask(evening.event, evening.mate, "Once more Test?")
    own = event_view(access_standing(evening.mate, evening.event.group.slug), evening.event, now=evening.now).own
    assert {one.stands for one in own} == {"Waits"}
    services.leave_group(actor=evening.mate, slug=evening.event.group.slug, now=evening.now)
    join(evening.event.group, evening.mate, "Fresh Test")
    with pytest.raises(NotAllowed):
        evening.ask(evening.event, evening.mate, "As somebody new Test?")


def test_what_cannot_be_asked_is_said(evening: Evening, begin: Begin, plan: Plan, stranger: Person) -> None:
    for words in ("", " \u200b", "a\x00b", "turned \u202e over", "x" * 501):
        with pytest.raises(Invalid):
            evening.ask(evening.event, evening.mate, words)
    one = evening.ask(evening.event, evening.mate, "Twice Test?")
    assert evening.ask(evening.event, evening.mate, "Twice Test?") == one
    elsewhere = plan(begin(name="Another group"))
    with pytest.raises(NotAllowed):
        evening.ask(elsewhere, evening.mate)
    with pytest.raises(NotFound):
        services.want_to_hear(
            actor=evening.owner,
            slug=elsewhere.group.slug,
            event_id=elsewhere.id,
            question_id=one.id,
            wants=True,
            now=evening.now,
        )
    with pytest.raises(NotFound):
        services.take_question_back(actor=evening.other, **evening.place, question_id=one.id, now=evening.now)
    with pytest.raises(Invalid):
        evening.does("applaud", one)
    for _number in range(7):
        evening.ask(evening.event, evening.mate, f"Number {_number} Test?")
    with pytest.raises(TooMany):
        evening.ask(evening.event, evening.mate, "Too many Test?")


def test_who_speaks_writes_on_the_stage_and_takes_it_away(evening: Evening) -> None:
    with pytest.raises(NotAllowed):
        services.say_line(actor=evening.mate, **evening.place, words="Not a guest Test", now=evening.now)
    line = services.say_line(actor=evening.owner, **evening.place, words="Welcome Test, all", now=evening.now)
    assert b"Welcome" not in bytes(line.words_sealed)
    for person in (evening.mate, evening.other):
        with pytest.raises(NotFound):
            services.delete_line(actor=person, **evening.place, line_id=line.id, now=evening.now)
    services.delete_line(actor=evening.owner, **evening.place, line_id=line.id, now=evening.now)
    assert not EventLine.objects.exists()


def test_who_leaves_takes_what_waits_and_what_was_shown_is_nameless(evening: Evening) -> None:
    shown = evening.ask(evening.event, evening.mate, "Shown Test?")
    evening.ask(evening.event, evening.mate, "Waiting Test?")
    others = evening.ask(evening.event, evening.other, "Others Test?")
    evening.hears(evening.mate, others)
    evening.does("stage", shown)
    services.leave_group(actor=evening.mate, slug=evening.event.group.slug, now=evening.now)
    rows = {(row.words, row.asker_id is None) for row in EventQuestion.objects.all()}
    assert rows == {("Shown Test?", True), ("", False)}
    assert not EventVote.objects.exists()
    assert who_sees({evening.mate.id, evening.other.id}, evening.event.id, evening.now) == {evening.other.id}


def test_who_is_erased_takes_all_that_still_is_theirs(evening: Evening, join: Join) -> None:
    shown = evening.ask(evening.event, evening.mate, "Shown Test?")
    evening.ask(evening.event, evening.mate, "Waiting Test?")
    kept = evening.ask(evening.event, evening.other, "Others Test?")
    evening.does("stage", shown)
    guest = Membership.objects.get(person=evening.mate)
    services.ask_guest(actor=evening.owner, **evening.place, membership_id=guest.id, now=evening.now)
    services.answer_as_guest(actor=evening.mate, **evening.place, speaks=True, now=evening.now)
    services.say_line(actor=evening.mate, **evening.place, words="A line Test", now=evening.now)
    erase_person(actor=evening.mate, now=evening.now)
    assert list(EventQuestion.objects.values_list("id", flat=True)) == [kept.id]
    assert not EventLine.objects.exists()
    assert not EventGuest.objects.exists()
    assert [words for words, _ in evening.queue()] == ["Others Test?"]


def test_an_export_holds_ones_own_and_nothing_of_others(evening: Evening) -> None:
    own = evening.ask(evening.event, evening.mate, "Mine Test?", is_anonymous=True)
    evening.ask(evening.event, evening.other, "Theirs Test?")
    evening.hears(evening.other, own)
    mine = export(evening.mate.id)
    assert mine["group_event_questions"] == [
        {"event": "Evening talk Test", "question": "Mine Test?", "without_alias": True, "question_state": "waiting"}
    ]
    assert mine["group_event_votes"] == []
    hosts = str(export(evening.owner.id))
    assert "Mine Test?" not in hosts
    assert "Theirs Test?" not in hosts
    assert export(evening.other.id)["group_event_votes"] == [{"event": "Evening talk Test"}]


def test_the_record_of_deeds_does_not_say_who_asked_or_came(evening: Evening) -> None:
    question = evening.ask(evening.event, evening.mate, "Mine Test?", is_anonymous=True)
    evening.hears(evening.other, question)
    services.will_come(actor=evening.mate, **evening.place, comes=True, now=evening.now)
    evening.does("mute", question)
    told = Entry.objects.filter(action__startswith="group.event").values_list("action", "actor", "subject", "about")
    assert {actor for _, actor, _, _ in told} == {evening.owner.id}
    assert {subject for _, _, subject, _ in told} == {evening.event.id}
    assert evening.mate.id not in {about for _, _, _, about in told}


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_one_has_the_question(evening: Evening) -> None:
    Membership.objects.filter(person=evening.mate).update(role="moderator")
    question = evening.ask(evening.event, evening.other)
    outcomes: list[str] = []

    def takes(by: Person) -> Callable[[], None]:
        def take() -> None:
            try:
                evening.does("take", question, by=by)
                outcomes.append("has it")
            except Conflict:
                outcomes.append("was too late")
            finally:
                connection.close()

        return take

    both = [Thread(target=takes(person)) for person in (evening.owner, evening.mate)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["has it", "was too late"]
    evening.does("stage", question)
    assert not EventQuestion.objects.filter(taken_at__isnull=False).exists()


def test_a_muted_asker_may_ask_at_another_event(evening: Evening, plan: Plan) -> None:
    bad = evening.ask(evening.event, evening.mate, "Unkind Test")
    evening.does("mute", bad)
    later = plan(evening.event.group, title="Another Test")
    assert evening.ask(later, evening.mate).event == later
    assert later.starts_at > evening.now + timedelta(hours=1)
