"""Messages that are reported: about whom it is, what a moderator sees, and who cannot report what."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services import erase_person
from alongside.circles import services as circles
from alongside.kernel.errors import NotFound
from alongside.kernel.voice import Voice
from alongside.messaging import services
from alongside.messaging.models import Conversation, Message
from alongside.messaging.reporting import look_at_message, look_at_messages
from alongside.safety import services as safety
from alongside.safety.details import Choice, Telling
from alongside.safety.enums import Reason
from alongside.safety.models import Case
from alongside.safety.own_queries import own_decision
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.messaging.conftest import Write, listed
from tests.messaging.test_circles import Four, four
from tests.messaging.test_media import show

__all__ = ["four"]
pytestmark = pytest.mark.django_db


def three_in(four: Four) -> UUID:
    """A small circle of the owner, "Heron" and "Wren", who have each written."""
    talk = four.begin()
    for place, name in ((0, "Heron"), (1, "Wren")):
        four.join(place, talk, name)
    for actor, text in ((four.people[0], "Kind words"), (four.people[1], "Buy my canary pills")):
        four.say(actor, talk, text)
    return talk


def last(talk: UUID) -> Message:
    return Message.objects.filter(conversation=talk).latest("number")


def test_in_a_small_circle_it_is_about_whoever_wrote_the_message(four: Four, moderator: Person) -> None:
    talk = three_in(four)
    thing = look_at_message(four.owner, last(talk).id)
    assert thing
    assert (thing.about_id, thing.name) == (four.people[1].id, "Wren")
    assert [(piece.who, piece.words) for piece in thing.pieces] == [("Wren", "Buy my canary pills")]
    telling = Telling(Reason.MONEY)
    safety.report(actor=four.owner, kind="message", subject=last(talk).id, telling=telling, now=four.now)
    case = Case.objects.get()
    assert case.about_id == four.people[1].id
    row = safety.decide(actor=moderator, case_id=case.id, choice=Choice("warn", "No."), now=four.now)
    assert own_decision(row, now=four.now).words == ("Buy my canary pills",)
    assert look_at_messages(four.owner, talk) is None


def test_nobody_reports_a_small_circle_they_are_not_in_nor_what_they_wrote(four: Four, stranger: Person) -> None:
    talk = three_in(four)
    for person in (stranger, four.people[2], four.people[1]):
        assert look_at_message(person, last(talk).id) is None
    circles.remove_tie(actor=four.owner, tie_id=four.ties[0].id, now=four.now)
    assert look_at_message(four.people[0], last(talk).id) is None
    services.leave(actor=four.owner, conversation_id=talk, now=four.now)
    assert look_at_message(four.owner, last(talk).id) is None


def test_each_line_of_others_in_a_small_circle_has_its_way_to_a_moderator(four: Four, sign_in: SignIn) -> None:
    talk = three_in(four)
    page = sign_in(four.owner).get(to("conversation", talk)).content.decode()
    assert page.count("/report/message/") == 2
    # Each is folded into its corner, and says of which line it is.
    folded = [part.split("</details>")[0] for part in page.split('<details class="more"')[1:]]
    assert sum("/report/message/" in part for part in folded) == 2
    assert len({part.split("<summary>")[1].split("</summary>")[0] for part in folded}) == len(folded)
    assert "/report/messages/" not in page
    assert (
        to("report", "message", last(talk).id)
        not in sign_in(four.people[1]).get(to("conversation", talk)).content.decode()
    )


def test_what_the_owner_calls_a_tie_is_not_passed_on(owner: Person, mate: Person, write: Write) -> None:
    write(owner)
    talk = write(mate, "Hello back").conversation_id
    mine, theirs = look_at_messages(owner, talk), look_at_messages(mate, talk)
    assert mine
    assert theirs
    assert [(piece.who, piece.words) for piece in mine.pieces] == [("", "Hello"), ("The other", "Hello back")]
    assert (mine.name, mine.about_id, theirs.about_id) == ("The other", mate.id, owner.id)


def test_pictures_and_voice_notes_are_named(owner: Person, mate: Person, write: Write, now: datetime) -> None:
    write(owner)
    talk = write(mate, "Hello back").conversation_id
    show(owner, talk, now, seen="A hill", care="A bottle")
    services.send_voice(
        actor=owner, conversation_id=talk, voice=Voice(b"\xff\xf3", 7), request_key=uuid4().hex, now=now
    )
    thing = look_at_messages(mate, talk)
    assert thing
    assert [piece.words for piece in thing.pieces[2:]] == ["A picture\nA hill\nA bottle", "A voice note"]


def test_what_stays_of_a_conversation_that_has_ended_can_be_reported(
    *, owner: Person, mate: Person, stranger: Person, write: Write, sign_in: SignIn, now: datetime
) -> None:
    write(owner)
    talk = write(mate, "Unkind words").conversation_id
    services.leave(actor=mate, conversation_id=talk, now=now)
    assert "Ask a moderator to look" in text_of(sign_in(owner).get(to("conversation", talk)))
    for person in (mate, stranger):
        assert look_at_messages(person, talk) is None


def test_a_small_circle_is_in_the_list_before_anybody_has_written(four: Four) -> None:
    talk = four.begin()
    assert [row.id for row in listed(four.owner)] == [talk]


def test_a_small_circle_whose_last_person_erases_their_account_is_over_for_whoever_was_asked(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    services.leave(actor=four.people[0], conversation_id=talk, now=four.now)
    erase_person(actor=four.owner, now=four.now)
    assert Conversation.objects.get(id=talk).ended_at == four.now
    with pytest.raises(NotFound):
        four.join(1, talk, "Wren")


def test_a_report_that_is_refused_keeps_the_other_of_the_two_out_of_the_cry_in_it(
    *, owner: Person, mate: Person, moderator: Person, stranger: Person, write: Write, sign_in: SignIn, now: datetime
) -> None:
    write(owner)
    talk = write(mate, "Unkind words").conversation_id
    RoleGrant.objects.create(created_at=now, person=mate, role=Role.MODERATOR)
    services.leave(actor=owner, conversation_id=talk, now=now)
    typed = {"reason": "preying", "words": "They hunt me, and I want to die."}
    assert sign_in(owner).post(to("report", "messages", talk), typed).status_code == 404
    page = to("moderate-case", Case.objects.get(kind="cry").id)
    people = (mate, moderator, owner, stranger)
    assert [sign_in(one).get(page).status_code == 200 for one in people] == [False, True, False, False]
