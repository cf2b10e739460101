"""Writing to somebody of one's circle: who reads what, what is kept, what the other never learns."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Tie
from alongside.kernel.errors import Conflict, Invalid, NotFound, TooMany
from alongside.messaging import privacy, services
from alongside.messaging.forgetting import forget_messages
from alongside.messaging.models import Conversation, Message, Seat
from alongside.messaging.policies import access_seat, visible_messages
from alongside.messaging.reach import ties_to_write_to
from alongside.messaging.services import Line
from alongside.notifications.models import Delivery
from tests.conftest import MakePerson
from tests.messaging.conftest import Accept, Write, listed, read, said

pytestmark = pytest.mark.django_db


def test_the_two_of_a_tie_write_to_each_other_each_under_the_name_the_other_knows(
    write: Write, owner: Person, mate: Person
) -> None:
    first = write(owner, "How was your day?")
    assert write(mate, "Long, and fine.").conversation_id == first.conversation_id
    assert said(owner, first.conversation_id) == said(mate, first.conversation_id)
    assert said(mate, first.conversation_id) == ["How was your day?", "Long, and fine."]
    assert [line.mine for line in read(mate, first.conversation_id).lines] == [False, True]
    assert read(owner, first.conversation_id).other.name == "Auntie Test"
    assert read(mate, first.conversation_id).other.name == "Odd Owner"


def test_nobody_else_finds_a_conversation_or_writes_in_it(
    write: Write, owner: Person, stranger: Person, tie: Tie, now: datetime
) -> None:
    message = write(owner)
    line = Line("Let me in", "key")
    for act in (
        lambda: access_seat(stranger, message.conversation_id),
        lambda: services.say(actor=stranger, conversation_id=message.conversation_id, line=line, now=now),
        lambda: services.write_first(actor=stranger, origin="tie", source=tie.id, line=line, now=now),
        lambda: services.write_first(actor=owner, origin="other", source=tie.id, line=line, now=now),
        lambda: services.take_back(
            actor=stranger, conversation_id=message.conversation_id, message_id=message.id, now=now
        ),
    ):
        with pytest.raises(NotFound):
            act()
    assert listed(stranger) == []
    assert ties_to_write_to(stranger) == []


def test_what_is_written_lies_sealed_with_the_key_of_who_wrote_it(write: Write, owner: Person, mate: Person) -> None:
    mine, theirs = write(owner, "Canary"), write(mate, "Canary")
    for message, writer in ((mine, owner), (theirs, mate)):
        kept = bytes(Message.objects.get(id=message.id).text_sealed or b"")
        assert b"Canary" not in kept
        assert kept.startswith(writer.data_key_id.bytes)


def test_a_message_that_is_sent_twice_is_there_once(write: Write, owner: Person, now: datetime) -> None:
    once = write(owner, "Hello", key="same")
    line = Line("Hello", "same")
    assert write(owner, "Hello", key="same").id == once.id
    assert services.say(actor=owner, conversation_id=once.conversation_id, line=line, now=now).id == once.id
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", "  \n ", "\u200b", "NUL \x00", "turned \u202e over", "bell \x07", "x" * 4001, "x" * 1_000_000]
)
def test_what_cannot_be_shown_as_it_was_typed_is_not_sent(write: Write, owner: Person, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        write(owner, text)
    assert refusal.value.field == "text"
    assert not Conversation.objects.exists()


def test_new_messages_are_counted_until_they_were_seen(write: Write, owner: Person, mate: Person) -> None:
    write(owner, "One")
    last = write(owner, "Two")
    assert [(row.name, row.new) for row in listed(mate)] == [("Odd Owner", 2)]
    assert [row.new for row in listed(owner)] == [0]
    services.note_read(actor=mate, conversation_id=last.conversation_id, number=last.number)
    services.note_read(actor=mate, conversation_id=last.conversation_id, number=1)
    assert [row.new for row in listed(mate)] == [0]


def test_reading_leaves_nothing_that_the_writer_sees(write: Write, owner: Person, mate: Person) -> None:
    message = write(owner)
    before = read(owner, message.conversation_id)
    services.note_read(actor=mate, conversation_id=message.conversation_id, number=1)
    assert read(owner, message.conversation_id) == before


def test_somebody_is_told_once_until_they_have_looked(
    write: Write, owner: Person, mate: Person, told: None, now: datetime
) -> None:
    first = write(owner, "Canary one")
    write(owner, "Canary two")
    assert Delivery.objects.filter(person=mate).count() == 1
    delivery = Delivery.objects.get(person=mate)
    assert (delivery.text, delivery.path, delivery.wakes) == ("messaging.written", "/messages/", False)
    services.note_read(actor=mate, conversation_id=first.conversation_id, number=2)
    write(owner, "Three")
    assert Delivery.objects.filter(person=mate).count() == 2
    services.choose_telling(actor=mate, conversation_id=first.conversation_id, is_told=False, now=now)
    services.note_read(actor=mate, conversation_id=first.conversation_id, number=3)
    write(owner, "Four")
    assert Delivery.objects.filter(person=mate).count() == 2


def test_what_is_taken_back_is_gone_for_both_and_its_place_stays(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    message = write(owner, "Too much")
    for _twice in range(2):
        services.take_back(actor=owner, conversation_id=message.conversation_id, message_id=message.id, now=now)
    assert said(owner, message.conversation_id) == said(mate, message.conversation_id) == [None]
    assert Message.objects.get().text_sealed is None
    with pytest.raises(NotFound):
        services.take_back(actor=mate, conversation_id=message.conversation_id, message_id=message.id, now=now)


def test_who_stops_hearing_gets_nothing_and_the_other_sees_no_difference(
    write: Write, owner: Person, mate: Person, told: None, now: datetime
) -> None:
    first = write(mate, "Before")
    services.block(actor=owner, conversation_id=first.conversation_id, now=now)
    told_before = Delivery.objects.filter(person=owner).count()
    write(mate, "After")
    assert said(owner, first.conversation_id) == ["Before"]
    assert said(mate, first.conversation_id) == ["Before", "After"]
    talk = read(mate, first.conversation_id)
    assert (talk.may_write, talk.is_stopped, talk.waits, talk.has_ended) == (True, False, False, False)
    assert Delivery.objects.filter(person=owner).count() == told_before
    assert [row.is_stopped for row in listed(owner)] == [True]
    with pytest.raises(Conflict):
        write(owner, "I wrote by mistake")
    services.unblock(actor=owner, conversation_id=first.conversation_id, now=now)
    write(mate, "Again")
    assert said(owner, first.conversation_id) == ["Before", "Again"]


def test_beginning_anew_does_not_get_past_somebody_who_stopped_hearing(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    first = write(mate, "Before")
    services.block(actor=owner, conversation_id=first.conversation_id, now=now)
    services.leave(actor=mate, conversation_id=first.conversation_id, now=now)
    anew = write(mate, "Now you hear me")
    assert anew.conversation_id != first.conversation_id
    assert said(mate, anew.conversation_id) == ["Now you hear me"]
    with pytest.raises(NotFound):
        said(owner, anew.conversation_id)
    assert [row.id for row in listed(owner)] == [first.conversation_id]
    services.unblock(actor=owner, conversation_id=first.conversation_id, now=now)
    write(mate, "And now you do")
    assert said(owner, anew.conversation_id) == ["And now you do"]


def test_who_leaves_sees_nothing_more_and_the_other_reads_on(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    message = write(owner, "Goodbye")
    services.leave(actor=owner, conversation_id=message.conversation_id, now=now)
    with pytest.raises(NotFound):
        access_seat(owner, message.conversation_id)
    assert not visible_messages(Seat.objects.get(person=owner)).exists()
    talk = read(mate, message.conversation_id)
    assert (talk.has_ended, talk.may_write, [line.text for line in talk.lines]) == (True, False, ["Goodbye"])
    with pytest.raises(Conflict):
        services.say(actor=mate, conversation_id=message.conversation_id, line=Line("Wait", "w"), now=now)
    assert write(mate, "Anew").conversation_id != message.conversation_id


def test_nobody_writes_through_a_tie_that_has_ended_and_names_are_gone(
    write: Write, owner: Person, mate: Person, tie: Tie, now: datetime
) -> None:
    message = write(owner, "Hello")
    circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
    for one in (owner, mate):
        talk = read(one, message.conversation_id)
        assert (talk.may_write, talk.other.name) == (False, "Somebody who is not there any more")
        assert said(one, message.conversation_id) == ["Hello"]
    with pytest.raises(Conflict):
        services.say(actor=owner, conversation_id=message.conversation_id, line=Line("Still?", "s"), now=now)
    with pytest.raises(NotFound):
        write(mate, "Still?")


def test_a_draft_is_for_its_writer_alone_and_gone_when_sent(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    conversation = write(owner).conversation_id
    services.keep_draft(actor=owner, conversation_id=conversation, text="Canary not yet", now=now)
    assert read(owner, conversation).draft == "Canary not yet"
    assert read(mate, conversation).draft == ""
    assert b"Canary" not in bytes(Seat.objects.get(person=owner).draft_sealed or b"")
    write(owner, "Now")
    assert read(owner, conversation).draft == ""


def test_the_shorter_of_two_times_holds(write: Write, owner: Person, mate: Person, now: datetime) -> None:
    conversation = write(owner, "Old").conversation_id
    assert forget_messages(now + timedelta(days=89, hours=23)) == 0
    services.choose_keeping(actor=mate, conversation_id=conversation, days=7, now=now)
    services.choose_keeping(actor=owner, conversation_id=conversation, days=365, now=now)
    assert read(owner, conversation).kept_days == 7
    assert forget_messages(now + timedelta(days=6, hours=23)) == 0
    assert forget_messages(now + timedelta(days=7)) == 1
    assert said(owner, conversation) == []
    with pytest.raises(Invalid):
        services.choose_keeping(actor=mate, conversation_id=conversation, days=3, now=now)


def test_a_conversation_that_ended_goes_with_its_last_message_unless_it_keeps_somebody_away(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    other = write(owner).conversation_id
    services.leave(actor=owner, conversation_id=other, now=now)
    stopped = write(mate).conversation_id
    services.block(actor=owner, conversation_id=stopped, now=now)
    services.leave(actor=mate, conversation_id=stopped, now=now)
    forget_messages(now + timedelta(days=91))
    assert list(Conversation.objects.values_list("id", flat=True)) == [stopped]


def test_a_stop_is_kept_no_longer_than_there_is_somebody_it_keeps_away(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    stopped = write(mate).conversation_id
    services.block(actor=owner, conversation_id=stopped, now=now)
    privacy.erase(mate.id, now)
    assert [row.is_stopped for row in listed(owner)] == [True]
    forget_messages(now + timedelta(days=2))
    assert listed(owner) == []
    assert not Conversation.objects.exists()


def test_a_yes_where_nobody_asked_changes_nothing(write: Write, owner: Person, mate: Person, now: datetime) -> None:
    talk = write(owner).conversation_id
    before = [read(person, talk) for person in (owner, mate)]
    with CaptureQueriesContext(connection) as asked:
        services.accept(actor=mate, conversation_id=talk, now=now)
    assert not [query for query in asked if "pg_notify" in query["sql"]], "no open page is told of it"
    assert [read(person, talk) for person in (owner, mate)] == before
    assert not Entry.objects.filter(action="message.accepted").exists()


def test_nobody_writes_more_than_somebody_can_read(
    write: Write, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.messaging.services.writing.MOST", 2)
    write(owner)
    write(owner)
    with pytest.raises(TooMany):
        write(owner)


def test_the_audit_names_the_doing_and_no_content(write: Write, owner: Person, tie: Tie) -> None:
    message = write(owner)
    rows = Entry.objects.filter(actor=owner.id, action__startswith="message.").order_by("id")
    assert [(row.action, row.subject) for row in rows] == [
        ("message.begun", message.conversation_id),
        ("message.said", message.id),
    ]


def test_export_holds_what_one_wrote_and_nothing_that_the_other_wrote_or_chose(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    conversation = write(owner, "Mine").conversation_id
    write(mate, "Theirs")
    services.block(actor=mate, conversation_id=conversation, now=now)
    services.keep_draft(actor=owner, conversation_id=conversation, text="Not yet", now=now)
    held = privacy.export(owner.id)
    assert [row["text"] for row in held["messages_written"]] == ["Mine"]
    assert [(row["with_whom"], row["not_sent"], row["stopped_at"]) for row in held["conversations"]] == [
        ("Auntie Test", "Not yet", None)
    ]
    assert "Theirs" not in str(held)


def test_erasing_takes_along_what_one_wrote_and_leaves_the_other_their_own(
    write: Write, owner: Person, mate: Person, now: datetime
) -> None:
    conversation = write(owner, "Mine").conversation_id
    write(mate, "Theirs")
    privacy.erase(owner.id, now)
    talk = read(mate, conversation)
    assert ([line.text for line in talk.lines], talk.may_write) == (["Theirs"], False)
    assert talk.other.name == "Somebody who is not there any more"
    privacy.erase(mate.id, now)
    assert not Conversation.objects.exists()


def test_the_list_asks_as_often_for_one_conversation_as_for_three(
    accepted: Accept, make_person: MakePerson, owner: Person, now: datetime
) -> None:
    counts: list[int] = []
    for many in (1, 2):
        for place in range(many):
            tie = accepted(make_person(f"Mate{many}{place} Madeup"), f"Friend{many}{place} Test")
            line = Line("Hello", uuid4().hex)
            services.write_first(actor=owner, origin="tie", source=tie.id, line=line, now=now)
        with CaptureQueriesContext(connection) as asked:
            listed(owner)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(listed(owner)) == 3
