"""The pages of messages: written and read without a script, and what each of the two is shown."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.circles import services as circles
from alongside.circles.details import TieDetails
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.messaging import services
from alongside.messaging.forgetting import forget_messages
from alongside.messaging.models import Message, Seat
from alongside.safety.models import Case
from alongside.safety.policies import others_for, visible_cases
from tests.circles.browser import text_of, to
from tests.circles.conftest import OFFER, SignIn, token_of
from tests.conftest import MakePerson
from tests.messaging.conftest import Accept, Write, listed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_somebody_writes_to_a_person_of_their_circle_who_reads_and_answers(
    tie: Tie, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    browser = sign_in(owner)
    assert "Auntie Test" in text_of(browser.get(to("message-new")))
    to_her = to("message-first", "tie", tie.id)
    key = browser.get(to_her).context["form"]["request_key"].value()
    sent = browser.post(to_her, {"text": "How was <b>today</b>?", "request_key": key}, follow=True)
    assert "Your message is written." in text_of(sent)
    assert "How was &lt;b&gt;today&lt;/b&gt;?" in sent.content.decode()
    page = to("conversation", Message.objects.get().conversation_id)
    assert browser.get(to_her).headers["Location"] == page
    other = sign_in(mate)
    assert "Odd Owner You support them 1 new message" in text_of(other.get(to("messages")))
    assert "Odd Owner" in text_of(other.get(page))
    assert "1 new message" not in text_of(other.get(to("messages")))
    answered = other.post(page, {"text": "Good, thank you.", "request_key": "answer"})
    assert answered.headers["Location"] == page + "#newest"
    assert "Good, thank you." in text_of(browser.get(to("conversation-part", page.split("/")[2], "lines")))


def test_people_of_ones_own_circle_are_not_asked_about_a_number(tie: Tie, owner: Person, sign_in: SignIn) -> None:
    browser, text = sign_in(owner), "Ring me: 07700 900123"
    browser.post(to("message-first", "tie", tie.id), {"text": text, "request_key": "one"})
    talk = Message.objects.get().conversation_id
    assert browser.post(to("conversation", talk), {"text": text, "request_key": "two"}).status_code == 302
    assert said(owner, talk) == [text, text]


def test_an_empty_list_is_true_for_who_has_nobody_and_names_members_of_groups(owner: Person, sign_in: SignIn) -> None:
    page = text_of(sign_in(owner).get(to("messages")))
    assert "Once people of your circle, or people you support, have said yes, you can write to them" in page
    assert "in a group to members who let others write to them" in page
    assert "You can write to people of your circle" not in page


def test_links_are_shown_and_lead_nowhere_and_nothing_is_drawn_from_elsewhere(
    write: Write, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    text = "https://elsewhere.example/page ![x](https://elsewhere.example/x.png) <img src=https://elsewhere.example/y>"
    page = sign_in(mate).get(to("conversation", write(owner, text).conversation_id)).content.decode()
    assert "https://elsewhere.example/page" in page
    assert 'href="https://elsewhere' not in page
    assert "<img src=https" not in page


@pytest.mark.parametrize("text", ["", "turned \u202e over", "x" * 4001, "NUL \x00"])
def test_what_cannot_be_sent_stays_in_the_field(write: Write, owner: Person, sign_in: SignIn, text: str) -> None:
    page = to("conversation", write(owner).conversation_id)
    answer = sign_in(owner).post(page, {"text": text, "request_key": "again"})
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == text
    assert answer.context["form"].errors["text"]
    assert Message.objects.count() == 1


def test_what_was_typed_while_the_other_left_stays_in_the_field(
    write: Write, owner: Person, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    conversation = write(owner).conversation_id
    services.leave(actor=owner, conversation_id=conversation, now=now)
    answer = sign_in(mate).post(to("conversation", conversation), {"text": "Still typing", "request_key": "t"})
    assert answer.status_code == 422
    assert "Still typing" in answer.content.decode()
    assert "You cannot write to each other here any more." in text_of(answer)


def test_only_who_opens_a_conversation_has_read_it(write: Write, owner: Person, mate: Person, sign_in: SignIn) -> None:
    browser, talk = sign_in(mate), to("conversation", write(owner).conversation_id)
    browser.head(talk)
    assert browser.post(talk, {"text": " ", "request_key": "t"}).status_code == 422
    assert [row.new for row in listed(mate)] == [1]
    browser.get(talk)
    assert [row.new for row in listed(mate)] == [0]


def test_nobody_is_advised_to_answer_a_cry_where_that_is_over(
    write: Write, owner: Person, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    conversation, advice = write(owner, "I want to die tonight.").conversation_id, "Say that you are here"
    browser = sign_in(mate)
    assert advice in text_of(browser.get(to("conversation", conversation)))
    services.leave(actor=owner, conversation_id=conversation, now=now)
    over = text_of(browser.get(to("conversation", conversation)))
    assert advice not in over
    assert "tell somebody who can still reach them" in over


def test_who_cries_for_help_is_told_to_take_back_what_cannot_be_changed(
    write: Write, owner: Person, sign_in: SignIn
) -> None:
    talk = write(owner, "I want to die tonight. Call 555 0142 717").conversation_id
    shown = text_of(sign_in(owner).get(to("conversation", talk)))
    assert "There is a phone number in what you wrote. You can take it back." in shown
    assert "You can change it" not in shown


def test_a_draft_is_found_in_the_conversation(write: Write, owner: Person, mate: Person, sign_in: SignIn) -> None:
    page = to("conversation", write(owner).conversation_id)
    browser = sign_in(owner)
    browser.post(page, {"text": "Not yet", "request_key": "d", "move": "draft"})
    assert browser.get(page).context["form"]["text"].value() == "Not yet"
    assert "Not yet" not in sign_in(mate).get(page).content.decode()


@pytest.mark.parametrize("emptied", [{"text": " ", "move": "draft"}, {"text": "Not yet", "move": "throw"}])
def test_a_draft_that_is_emptied_or_thrown_away_is_said_to_be_gone(
    write: Write, owner: Person, sign_in: SignIn, emptied: dict[str, str]
) -> None:
    page, browser = to("conversation", write(owner).conversation_id), sign_in(owner)
    assert "Throw it away" not in text_of(browser.get(page))
    browser.post(page, {"text": "Not yet", "request_key": "d", "move": "draft"})
    kept = browser.get(page).content.decode()
    assert kept.index("<summary>Throw it away</summary>") < kept.index('value="throw"'), "it takes a second press"
    assert "nobody can bring it back" in kept
    thrown = text_of(browser.post(page, {**emptied, "request_key": "d"}, follow=True))
    assert "What you began to write is thrown away." in thrown
    assert "is kept for you" not in thrown
    shown = browser.get(page)
    assert "Not yet" not in shown.content.decode()
    assert Seat.objects.get(person=owner).draft_sealed is None
    assert not re.search("<textarea[^>]* required", shown.content.decode()), "an emptied field can be sent"


def test_a_draft_with_words_of_danger_is_kept_with_whom_to_turn_to(
    write: Write, owner: Person, sign_in: SignIn
) -> None:
    page, browser = to("conversation", write(owner).conversation_id), sign_in(owner)
    for text, is_heavy in (("Not yet", False), ("I want to kill myself", True)):
        kept = browser.post(page, {"text": text, "request_key": "d", "move": "draft"}, follow=True)
        assert "What you typed is kept for you." in text_of(kept)
        assert ("You do not have to carry it alone. These are there right now" in text_of(kept)) is is_heavy
        said_once = kept.content.decode().partition('class="messages"')[2].partition("<main")[0]
        assert ('href="tel:' in said_once) is is_heavy
        assert text_of(browser.get(page)).count("Only you are shown these numbers.") == is_heavy, (
            "as it is opened again"
        )
    assert not Case.objects.exists()


def test_a_message_that_comes_too_soon_after_many_stays_in_the_field(
    write: Write, owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, browser = to("conversation", write(owner).conversation_id), sign_in(owner)
    monkeypatch.setattr("alongside.messaging.services.writing.MOST", 0)
    refused = browser.post(page, {"text": "Two.", "request_key": "again"})
    assert refused.status_code == 429
    assert "That was a lot of tries in a short time." in text_of(refused)
    assert refused.context["form"]["text"].value() == "Two."
    assert Message.objects.count() == 1


def test_below_a_message_of_danger_stands_whom_to_turn_to_and_for_the_other_what_they_can_do(
    write: Write, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    page = to("conversation", write(owner, "I want to die tonight.").conversation_id)
    write(owner, "Are you there?")
    writer, other = sign_in(owner), sign_in(mate)
    own, kept = text_of(writer.get(page)), "Only you are shown these numbers."
    assert own.count(kept) == 1
    assert "What you can do for them" not in own
    theirs = other.get(page)
    assert kept not in text_of(theirs)
    assert text_of(theirs).count("What you can do for them A message is only for those it was written to.") == 1
    asking = f"{to('report', 'messages', page.split('/')[2])}?reason=danger"
    assert f'href="{asking}">Ask a moderator to look</a>' in theirs.content.decode()
    assert "Somebody may be in danger" in text_of(other.get(asking))
    Message.objects.update(created_at=F("created_at") - timedelta(hours=25))
    assert kept not in text_of(writer.get(page))
    assert "What you can do for them" in text_of(other.get(page)), "they may read it days later"
    Message.objects.update(created_at=F("created_at") - timedelta(days=7))
    later = text_of(other.get(page))
    assert ("I want to die tonight." in later, "What you can do for them" in later) == (True, False)


def test_the_moves_of_a_conversation_are_one_press_each(write: Write, owner: Person, sign_in: SignIn) -> None:
    message = write(owner, "Too much")
    conversation, browser = message.conversation_id, sign_in(owner)
    browser.post(to("conversation-move", conversation, "keep"), {"days": "7"})
    browser.post(to("conversation-move", conversation, "untold"))
    assert "Messages are deleted after 7 days." in text_of(browser.get(to("conversation", conversation)))
    browser.post(to("message-take-back", conversation, message.id))
    assert "This message was taken back." in text_of(browser.get(to("conversation", conversation)))
    browser.post(to("conversation-stop", conversation))
    assert "Hear from them again" in text_of(browser.get(to("conversation", conversation)))
    browser.post(to("conversation-move", conversation, "hear"))
    seat = Seat.objects.get(person=owner)
    assert (seat.keeps_days, seat.is_told, seat.blocked_at) == (7, False, None)
    assert browser.post(to("conversation-move", conversation, "keep"), {"days": "8"}).status_code == 422
    assert browser.post(to("conversation-move", conversation, "other")).status_code == 404
    assert "You have left the conversation." in text_of(
        browser.post(to("conversation-leave", conversation), follow=True)
    )
    assert browser.get(to("conversation", conversation)).status_code == 404


def test_long_conversations_come_in_pages_the_latest_first(
    write: Write, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    for number in range(52):
        message = write(owner, f"Number {number} Test")
    browser, page = sign_in(mate), to("conversation", message.conversation_id)
    latest = text_of(browser.get(page))
    assert "Number 51 Test" in latest
    assert "Number 1 Test" not in latest
    earlier = text_of(browser.get(page, {"before": 3}))
    assert "Number 1 Test" in earlier
    assert "Number 2 Test" not in earlier
    assert browser.get(page, {"before": "x"}).status_code == 200
    assert len(said(mate, message.conversation_id)) == 50


def test_what_a_page_did_not_show_stays_new(write: Write, owner: Person, mate: Person, sign_in: SignIn) -> None:
    talk = write(owner, "Hello").conversation_id
    reader, conversation = sign_in(mate), to("conversation", talk)
    reader.get(conversation)
    second, third = (write(owner, words) for words in ("Are you there?", "It is late."))
    for part in ("lines", "write"):
        reader.get(to("conversation-part", talk, part))
    assert "2 new messages" in text_of(reader.get(to("messages")))
    shown = to("conversation-move", talk, "read")
    assert reader.post(shown, {"number": second.number}).status_code == 204
    assert "1 new message" in text_of(reader.get(to("messages")))
    assert reader.post(shown, {"number": third.number + 9000}).status_code == 204
    write(owner, "I go now.")
    assert "1 new message" in text_of(reader.get(to("messages")))
    assert reader.post(shown, {"number": "all"}).status_code == 204
    assert "1 new message" in text_of(reader.get(to("messages")))


def test_a_page_that_sends_by_itself_is_answered_with_where_one_writes_next(
    write: Write, owner: Person, sign_in: SignIn
) -> None:
    browser, conversation = sign_in(owner), to("conversation", write(owner).conversation_id)
    key = browser.get(conversation).context["form"]["request_key"].value()
    by_itself = {"X-Requested-With": "talk"}
    answer = browser.post(conversation, {"text": "One more", "request_key": key}, headers=by_itself)
    assert answer.status_code == 201
    assert answer.context["form"]["request_key"].value() != key
    assert answer.context["form"]["text"].value() == ""
    assert Message.objects.count() == 2
    refused = browser.post(conversation, {"text": " ", "request_key": "next"}, headers=by_itself)
    assert refused.status_code == 422
    assert 'id="write"' in refused.content.decode()


def test_each_way_to_take_something_back_says_what(write: Write, owner: Person, sign_in: SignIn) -> None:
    write(owner, "Good morning")
    page = text_of(sign_in(owner).get(to("conversation", write(owner, "Good night").conversation_id)))
    assert "Take it back : Good morning" in page
    assert "Take it back : Good night" in page


def test_what_one_can_do_about_a_message_is_folded_and_says_of_which(
    write: Write, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    message = write(owner, "Good <b>morning</b>")
    path = to("conversation", message.conversation_id)
    page = sign_in(owner).get(path)
    folded = page.content.decode().split(f'<details class="more" id="does-{message.id}">')[1].split("</details>")[0]
    assert f'action="{to("message-take-back", message.conversation_id, message.id)}"' in folded
    assert "What you can do about what you wrote: Good &lt;b&gt;morning&lt;/b&gt;" in folded.split("</summary>")[0]
    # Of two, what the other wrote is the whole conversation's: nothing is to be done about one message of it.
    assert 'class="more"' not in sign_in(mate).get(path).content.decode().split('class="lines"')[1].split("</ol>")[0]


def test_the_list_and_what_is_sent_lead_to_the_newest_message_and_what_is_said_of_it(
    write: Write, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    write(owner, "Good morning.")
    page = to("conversation", write(owner, "I want to kill myself tonight").conversation_id)
    other = sign_in(mate)
    assert f'href="{page}#newest"' in other.get(to("messages")).content.decode()
    before, _mark, newest = other.get(page).content.decode().partition('id="newest"')
    assert "Good morning." in before
    assert "I want to kill myself tonight" not in before
    assert newest.index("I want to kill myself tonight") < newest.index("What you can do for them")


def test_the_home_page_says_who_wrote_and_not_what(write: Write, owner: Person, mate: Person, sign_in: SignIn) -> None:
    write(owner, "Canary words")
    home = text_of(sign_in(mate).get(to("today")))
    assert "Odd Owner You support them 1 new message" in home
    assert "Canary" not in home


def test_words_of_danger_are_kept_lead_to_people_and_lines_and_are_brought_before_nobody(
    tie: Tie, owner: Person, sign_in: SignIn
) -> None:
    browser, to_her = sign_in(owner), to("message-first", "tie", tie.id)
    first = browser.post(to_her, {"text": "I want to die.", "request_key": "first"}, follow=True)
    page = to("conversation", Message.objects.get().conversation_id)
    second = browser.post(page, {"text": "No quiero vivir.", "request_key": "second"}, follow=True)
    for sent in (first, second, browser.get(page)):
        assert text_of(sent).count("it may be that nobody reads it: please do not wait here for an answer") == 1
        assert text_of(sent).count("Nobody else here was told") == 1
        own = sent.content.decode().split("Only you are shown these numbers.")[0].split("What you wrote stands here")[1]
        assert f'href="{to("reach-out")}"' in own
        assert 'href="tel:' in own
        assert sent.content.decode().count('id="newest"') == 1
        assert "What you wrote stands here" in sent.content.decode().partition('id="newest"')[2], "where one is led to"
    light = browser.post(page, {"text": "It is better now.", "request_key": "third"}, follow=True)
    assert text_of(light).count("and it sounds very heavy") == 1, "it stays"
    assert Message.objects.count() == 3
    assert not Case.objects.exists()


def test_a_page_says_the_same_of_words_of_danger_whether_the_other_hears_them_or_not(
    write: Write, owner: Person, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    talk = write(owner, "I want to die tonight.").conversation_id
    page = to("conversation", talk)
    heard = text_of(sign_in(owner).get(page))
    services.block(actor=mate, conversation_id=talk, now=now)
    Message.objects.all().delete()
    write(owner, "I want to die tonight.")
    assert text_of(sign_in(owner).get(page)) == heard


def test_who_cries_for_help_can_show_that_one_message_to_those_who_look_after_the_place(
    *, write: Write, owner: Person, mate: Person, stranger: Person, moderator: Person, sign_in: SignIn
) -> None:
    write(owner, "Canary of another day")
    cry = write(owner, "I want to die tonight.")
    page, show = to("conversation", cry.conversation_id), to("conversation-move", cry.conversation_id, "show")
    browser, words = sign_in(owner), "Show it to those who look after this place"
    assert words in text_of(browser.get(page))
    for other, code in ((stranger, 404), (mate, 404)):
        assert sign_in(other).post(show, {"message": str(cry.id)}).status_code == code
    assert browser.post(show, {"message": "none"}).status_code == 404
    assert not Case.objects.exists()
    for _twice in range(2):
        shown = text_of(browser.post(show, {"message": str(cry.id)}, follow=True))
    assert "Those who look after this place are told, so that somebody can be there." in shown
    assert "You have shown this message to those who look after this place" in shown
    assert words not in shown
    case = Case.objects.get()
    assert case.is_urgent
    looks = text_of(sign_in(moderator).get(to("moderate-case", case.id)))
    assert "I want to die tonight." in looks
    assert "Canary" not in looks
    assert "Odd Owner" not in looks
    assert "You have shown" not in text_of(sign_in(mate).get(page))


def test_what_was_taken_back_or_holds_no_danger_is_shown_to_no_moderator(
    write: Write, owner: Person, sign_in: SignIn, now: datetime
) -> None:
    light, cry = write(owner, "Hello"), write(owner, "I want to die tonight.")
    show = to("conversation-move", cry.conversation_id, "show")
    services.take_back(actor=owner, conversation_id=cry.conversation_id, message_id=cry.id, now=now)
    for message in (light, cry):
        refused = sign_in(owner).post(show, {"message": str(message.id)})
        assert refused.status_code == 409
        assert "There are no words in this message any more that could be shown." in text_of(refused)
    assert not Case.objects.exists()


def test_two_of_one_name_are_told_apart_by_how_one_knows_them(
    owner: Person, accepted: Accept, make_person: MakePerson, sign_in: SignIn, now: datetime
) -> None:
    accepted(make_person("Odd Mate"), "Rowan", relation="family")
    rowan = make_person("Rowan")
    details = TieDetails(name="Secret Test", relation="professional", gives=("emotional",))
    tie = circles.name_tie(actor=rowan, details=details, now=now)
    token = token_of(circles.invite(actor=rowan, tie_id=tie.id, now=now).id)
    circles.accept_invitation(token=token, actor=owner, offer=OFFER, weekly_capacity=None, now=now)
    browser = sign_in(owner)
    page = text_of(browser.get(to("message-new")))
    assert "Rowan In your circle: Family" in page
    assert "Rowan You support them" in page
    assert "Professional" not in page, "what somebody is to the other is the other's to see"
    first = to("message-first", "tie", tie.id)
    assert "Write to Rowan You support them" in text_of(browser.get(first))
    assert "decide whether they want to hear from you" not in text_of(browser.get(first))
    browser.post(first, {"text": "Hello", "request_key": "one"})
    assert "Rowan You support them" in text_of(browser.get(to("messages")))
    assert "Secret Test In your circle: Professional" in text_of(sign_in(rowan).get(to("messages")))


def test_who_cannot_begin_a_small_circle_yet_reads_what_it_takes_and_what_can_be_done_meanwhile(
    owner: Person, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(to("circle-new"))
    assert "A small circle begins with two people whom you can ask." in text_of(page)
    assert "nothing is lost by writing to one. Write to somebody Back" in text_of(page)


@pytest.mark.parametrize("path", ["/groups/", "/messages/"])
def test_groups_and_messages_lead_to_each_other_on_a_phone(owner: Person, sign_in: SignIn, path: str) -> None:
    page = sign_in(owner).get(path).content.decode()
    ways = page.partition('<nav class="cluster narrow"')[2].partition("</nav>")[0]
    elsewhere = [way for way in ("/groups/", "/messages/") if way != path]
    assert re.findall(r'href="([^"]+)"', ways) == elsewhere


def test_whom_a_cry_was_written_to_does_not_learn_that_it_is_shown_even_if_they_moderate(
    *, owner: Person, mate: Person, write: Write, moderator: Person, sign_in: SignIn, now: datetime
) -> None:
    RoleGrant.objects.create(created_at=now, person=mate, role=Role.MODERATOR)
    cry = write(owner, "I want to die.")
    sign_in(owner).post(to("conversation-move", cry.conversation_id, "show"), {"message": str(cry.id)})
    case = Case.objects.get(kind="cry")
    seen = [visible_cases(one, now=current_time()).filter(id=case.id).exists() for one in (mate, moderator, owner)]
    assert seen == [False, True, False]
    assert others_for(case, besides=set(), now=current_time()) == {moderator.id}


def test_whom_a_cry_was_written_to_does_not_read_it_once_they_have_the_message_forgotten(
    *, owner: Person, mate: Person, write: Write, moderator: Person, now: datetime
) -> None:
    RoleGrant.objects.create(created_at=now, person=mate, role=Role.MODERATOR)
    cry = write(owner, "You hunted me since June, and I want to die.")
    services.accept(actor=mate, conversation_id=cry.conversation_id, now=now)
    services.show_cry(actor=owner, conversation_id=cry.conversation_id, message_id=cry.id, now=now)
    services.choose_keeping(actor=mate, conversation_id=cry.conversation_id, days=1, now=now)
    later = now + timedelta(days=1, minutes=1)
    forget_messages(later)
    assert not Message.objects.filter(id=cry.id).exists()
    case = Case.objects.get(kind="cry")
    assert [visible_cases(one, now=later).filter(id=case.id).exists() for one in (mate, moderator)] == [False, True]
    assert others_for(case, besides=set(), now=later) == {moderator.id}


def test_of_a_message_that_is_gone_nothing_is_given_back_as_if_it_was_typed(
    owner: Person, write: Write, sign_in: SignIn, now: datetime
) -> None:
    cry = write(owner, "I want to die.")
    services.take_back(actor=owner, conversation_id=cry.conversation_id, message_id=cry.id, now=now)
    page = sign_in(owner).post(to("conversation-move", cry.conversation_id, "show"), {"message": str(cry.id)})
    assert page.status_code == 409
    assert "What you wrote" not in text_of(page)
    assert str(cry.id) not in page.content.decode()


def test_a_cry_that_cannot_be_sent_any_more_leads_to_people(owner: Person, sign_in: SignIn) -> None:
    refused = sign_in(owner).post(to("conversation", uuid4()), {"text": "I want to die.", "key": uuid4().hex})
    assert refused.status_code == 404
    assert "You do not have to carry it alone." in text_of(refused)
    assert not Case.objects.exists(), "nobody is told of what is between two"
