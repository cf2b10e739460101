"""Small circles: nobody sees anything before their yes, nobody is added, and no two aliases are joined."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import services as circles
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotFound, TooMany
from alongside.messaging import privacy, services
from alongside.messaging.circle_queries import asked_into, asked_of
from alongside.messaging.forgetting import forget_messages
from alongside.messaging.models import Chair, Conversation, Seat
from alongside.messaging.policies import access_chair
from alongside.messaging.services import Asking, Line
from alongside.notifications.models import Delivery
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import begin, groups_open_at_once, join, three
from tests.messaging.conftest import Accept, listed, read, said
from tests.messaging.test_groups import NEW, Lantern, lantern

__all__ = ["begin", "groups_open_at_once", "join", "lantern", "three"]
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Four:
    """An owner, and three of their circle, whom they have names for that are theirs alone."""

    owner: Person
    people: list[Person]
    ties: list[Tie]
    now: datetime

    def begin(self, *ties: Tie, called: str = "Quill") -> UUID:
        asking = Asking(None, {tie.id for tie in ties or self.ties}, called)
        return services.begin_circle(actor=self.owner, asking=asking, now=self.now).id

    def join(self, place: int, talk: UUID, called: str) -> Seat:
        return services.join_circle(actor=self.people[place], conversation_id=talk, called=called, now=self.now)

    def say(self, actor: Person, talk: UUID, text: str) -> None:
        services.say(actor=actor, conversation_id=talk, line=Line(text, uuid4().hex), now=self.now)


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def four(owner: Person, accepted: Accept, make_person: MakePerson, now: datetime) -> Four:
    """The four, none of whom has written yet."""
    people = [make_person(f"Mate{place} Madeup") for place in range(3)]
    return Four(owner, people, [accepted(one, f"Secret{place} Test") for place, one in enumerate(people)], now)


def shut_out(actor: Person, talk: UUID) -> bool:
    """Tell whether a small circle is not there for somebody."""
    with pytest.raises(NotFound):
        read(actor, talk)
    return talk not in [row.id for row in listed(actor)]


def test_nobody_sees_anything_before_their_own_yes(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.say(four.owner, talk, "Early words")
    assert shut_out(four.people[1], talk)
    assert [(row.name, row.place, row.asked) for row in asked_into(four.people[1])] == [("Odd Owner", "", 4)]
    four.join(1, talk, "Finch")
    assert said(four.people[1], talk) == []
    four.say(four.people[1], talk, "I am here")
    assert said(four.people[0], talk) == ["Early words", "I am here"]
    assert said(four.people[1], talk) == ["I am here"]
    assert [row.new for row in listed(four.people[1])] == [0]
    assert asked_into(four.people[1]) == []


def test_each_is_called_what_they_chose_and_by_no_name_of_elsewhere(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.join(1, talk, "Finch")
    four.say(four.people[0], talk, "Hello")
    for actor, names in ((four.owner, ["Finch", "Heron"]), (four.people[1], ["Heron", "Quill"])):
        seen = read(actor, talk)
        assert seen.company
        assert (seen.company.names, seen.company.waiting) == (names, 1)
        assert [(line.name, line.mine) for line in seen.lines] in ([("Heron", False)], [])
        assert seen.company.asked == (["Secret2 Test"] if actor == four.owner else [])
        assert "Secret" not in str(replace(seen, company=None))
        assert "Mate" not in str(seen)
    assert [row.name for row in listed(four.people[0])] == ["Finch, Quill"]
    assert b"Heron" not in bytes(Seat.objects.get(person=four.people[0]).name_sealed or b"")


def test_the_list_says_that_it_is_a_small_circle_and_how_many_read_it(four: Four, sign_in: SignIn) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    assert [(row.name, row.readers, row.waiting) for row in listed(four.owner)] == [("Heron", 2, 2)]
    page = text_of(sign_in(four.owner).get(to("messages")))
    assert "Heron A small circle: 2 people read it, you among them. 2 people were asked and may come yet." in page
    four.join(1, talk, "Finch")
    services.put_off_circle(actor=four.people[2], conversation_id=talk, now=four.now)
    assert [(row.name, row.readers, row.waiting) for row in listed(four.people[0])] == [("Finch, Quill", 3, 1)]
    line = Line("Hello", uuid4().hex)
    services.write_first(actor=four.owner, origin="tie", source=four.ties[0].id, line=line, now=four.now)
    two = next(row for row in listed(four.owner) if row.id != talk)
    assert (two.readers, two.waiting) == (0, 0), "a conversation between two says nothing of it"


def test_who_asked_sees_by_their_own_names_who_has_not_answered_and_nobody_else_does(
    four: Four, sign_in: SignIn
) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    services.put_off_circle(actor=four.people[1], conversation_id=talk, now=four.now)
    mine, theirs = read(four.owner, talk).company, read(four.people[0], talk).company
    assert mine
    assert theirs
    assert (mine.asked, mine.waiting) == (["Secret1 Test", "Secret2 Test"], 2), "not now looks like no answer yet"
    assert (theirs.asked, theirs.waiting) == ([], 2)
    page = text_of(sign_in(four.owner).get(to("conversation", talk)))
    assert "2 people have not answered yet. Secret1 Test Secret2 Test" in page
    assert "Secret" not in text_of(sign_in(four.people[0]).get(to("conversation", talk)))


def test_who_is_asked_sees_who_said_yes_already_and_not_who_else_is_asked(four: Four, sign_in: SignIn) -> None:
    talk = four.begin()
    browser, page = sign_in(four.people[1]), to("circle-asked", talk)
    assert "Nobody else has said yes yet." in text_of(browser.get(page))
    four.join(0, talk, "Heron")
    assert "Those who have said yes already Heron" in text_of(browser.get(page))
    row = asked_of(access_chair(four.people[1], talk))
    assert (row.name, row.inside) == ("Odd Owner", ["Heron"])
    assert "Secret" not in str(row)
    services.leave(actor=four.people[0], conversation_id=talk, now=four.now)
    assert asked_of(access_chair(four.people[1], talk)).inside == []


def test_not_now_looks_to_the_others_like_no_answer_yet(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    before = read(four.people[0], talk)
    services.put_off_circle(actor=four.people[1], conversation_id=talk, now=four.now)
    assert read(four.people[0], talk) == before
    assert asked_into(four.people[1]) == []
    with pytest.raises(NotFound):
        four.join(1, talk, "Finch")


def test_who_was_not_asked_finds_nothing_and_cannot_come_in(four: Four, stranger: Person) -> None:
    talk = four.begin(*four.ties[:2])
    for actor in (stranger, four.people[2]):
        for act in (
            lambda actor=actor: services.join_circle(actor=actor, conversation_id=talk, called="Me", now=four.now),
            lambda actor=actor: services.put_off_circle(actor=actor, conversation_id=talk, now=four.now),
            lambda actor=actor: four.say(actor, talk, "Let me in"),
        ):
            with pytest.raises(NotFound):
                act()
        assert shut_out(actor, talk)
    assert Seat.objects.count() == 1


def test_yes_twice_is_one_seat(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    with pytest.raises(NotFound):
        four.join(0, talk, "Heron again")
    assert Seat.objects.filter(person=four.people[0]).count() == 1


def test_nobody_is_asked_but_people_of_ones_own_circle(four: Four, stranger: Person, accepted: Accept) -> None:
    others = Asking(None, {tie.id for tie in four.ties}, "Thief")
    for actor in (stranger, four.people[0]):
        with pytest.raises(Invalid):
            services.begin_circle(actor=actor, asking=others, now=four.now)
    for sources in (set(), {four.ties[0].id}, {four.ties[0].id, four.ties[1].id, uuid4()}):
        with pytest.raises(Invalid):
            services.begin_circle(actor=four.owner, asking=Asking(None, sources, "Quill"), now=four.now)
    assert not Conversation.objects.exists()


def test_up_to_eight_and_not_one_more(owner: Person, accepted: Accept, make_person: MakePerson, now: datetime) -> None:
    ties = [accepted(make_person(f"Mate{place} Madeup"), f"Friend{place} Test") for place in range(8)]
    with pytest.raises(Invalid):
        services.begin_circle(actor=owner, asking=Asking(None, {one.id for one in ties}, "Quill"), now=now)
    row = services.begin_circle(actor=owner, asking=Asking(None, {one.id for one in ties[:7]}, "Quill"), now=now)
    assert sorted(Chair.objects.values_list("place", flat=True)) == list(range(1, 9))
    for place, person in ((9, ties[7].supporter), (8, ties[7].supporter), (0, ties[7].supporter)):
        assert person
        assert person.person_id
        with pytest.raises(IntegrityError), transaction.atomic():
            Chair.objects.create(
                created_at=now, conversation=row, person_id=person.person_id, source=uuid4(), stand="asked", place=place
            )


def test_nobody_begins_more_than_five_a_day(four: Four) -> None:
    for _one in range(5):
        four.begin()
    with pytest.raises(TooMany):
        four.begin()


def test_who_leaves_is_gone_without_a_word_and_what_they_wrote_stays(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.join(1, talk, "Finch")
    four.say(four.people[0], talk, "Before I go")
    services.leave(actor=four.people[0], conversation_id=talk, now=four.now)
    assert shut_out(four.people[0], talk)
    seen = read(four.owner, talk)
    assert seen.company
    assert (seen.company.names, [line.text for line in seen.lines]) == (["Finch"], ["Before I go"])
    assert seen.may_write
    four.say(four.owner, talk, "Still here")
    with pytest.raises(NotFound):
        four.join(0, talk, "Heron")


def test_who_left_chooses_no_longer_how_long_messages_stay(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.join(1, talk, "Finch")
    services.choose_keeping(actor=four.people[0], conversation_id=talk, days=1, now=four.now)
    assert read(four.owner, talk).kept_days == 1
    services.leave(actor=four.people[0], conversation_id=talk, now=four.now)
    four.say(four.owner, talk, "Still here")
    assert read(four.people[1], talk).kept_days == 90
    forget_messages(four.now + timedelta(days=89))
    assert said(four.people[1], talk) == ["Still here"]
    for one in (four.owner, four.people[1]):
        services.leave(actor=one, conversation_id=talk, now=four.now)
    assert forget_messages(four.now + timedelta(days=89)) == 1, "once nobody is left, the shortest time holds"


def test_who_is_alone_in_it_writes_to_nobody(four: Four) -> None:
    talk = four.begin()
    with pytest.raises(Conflict):
        four.say(four.owner, talk, "Anybody?")
    assert not read(four.owner, talk).may_write
    services.leave(actor=four.owner, conversation_id=talk, now=four.now)
    assert asked_into(four.people[0]) == []
    forget_messages(four.now + timedelta(days=2))
    assert not Conversation.objects.exists()
    assert not Chair.objects.exists()


def test_who_is_of_the_circle_no_longer_is_out_of_it(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.join(1, talk, "Finch")
    circles.remove_tie(actor=four.owner, tie_id=four.ties[0].id, now=four.now)
    circles.remove_tie(actor=four.owner, tie_id=four.ties[2].id, now=four.now)
    four.say(four.owner, talk, "Between us")
    assert shut_out(four.people[0], talk)
    with pytest.raises(NotFound):
        four.say(four.people[0], talk, "I still read")
    with pytest.raises(NotFound):
        four.join(2, talk, "Crow")
    assert asked_into(four.people[2]) == []
    assert read(four.people[1], talk).other.name == "Quill"


def test_who_stopped_hearing_from_somebody_is_never_shown_that_they_ask(
    four: Four, owner: Person, now: datetime
) -> None:
    line = Line("Hello", uuid4().hex)
    first = services.write_first(actor=owner, origin="tie", source=four.ties[0].id, line=line, now=now)
    services.block(actor=four.people[0], conversation_id=first.conversation_id, now=now)
    talk = four.begin()
    assert asked_into(four.people[0]) == []
    with pytest.raises(NotFound):
        four.join(0, talk, "Heron")
    seen = read(four.owner, talk)
    assert seen.company
    assert seen.company.waiting == 3
    assert len(asked_into(four.people[1])) == 1


def test_people_are_told_once_and_in_neutral_words(four: Four, told: None, mate: Person, accepted: Accept) -> None:
    tie = accepted(mate)
    four.begin(tie, four.ties[0])
    assert [(one.text, one.path, one.wakes) for one in Delivery.objects.filter(person=mate)] == [
        ("messaging.written", "/messages/", False)
    ]


def test_a_small_circle_is_blocked_put_off_and_accepted_by_no_door_of_two(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    for act in (services.block, services.unblock, services.accept):
        with pytest.raises(NotFound):
            act(actor=four.people[0], conversation_id=talk, now=four.now)


def test_erasing_takes_along_what_one_wrote_and_the_circle_goes_on(four: Four) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    four.join(1, talk, "Finch")
    four.say(four.people[0], talk, "Mine")
    four.say(four.people[1], talk, "Theirs")
    assert [row["called_there"] for row in privacy.export(four.people[0].id)["conversations"]] == ["Heron"]
    assert len(privacy.export(four.people[2].id)["small_circles_asked"]) == 1
    for one in (four.people[0], four.people[2]):
        privacy.erase(one.id, four.now)
    assert said(four.owner, talk) == ["Theirs"]
    seen = read(four.owner, talk)
    assert seen.company
    assert (seen.company.names, seen.company.waiting, seen.may_write) == (["Finch"], 0, True)
    for one in (four.owner, four.people[1]):
        privacy.erase(one.id, four.now)
    assert not Conversation.objects.exists()


def test_pictures_are_shown_to_all_of_it(four: Four) -> None:
    from tests.messaging.test_media import IMAGE, kept, show

    talk = four.begin()
    four.join(0, talk, "Heron")
    message = show(four.owner, talk, four.now)
    four.join(1, talk, "Finch")
    assert kept(four.people[0], message) == (IMAGE, b"")
    assert kept(four.people[1], message) == (b"", b""), "it was sent before they came"
    assert kept(four.people[2], message) == (b"", b"")


def test_lists_and_pages_ask_as_often_for_one_as_for_three(four: Four) -> None:
    counts: list[tuple[int, int, int]] = []
    for many in (1, 2):
        for _one in range(many):
            four.join(0, four.begin(), "Heron")
        pages: tuple[Callable[[], object], ...] = (
            lambda: listed(four.people[0]),
            lambda: asked_into(four.people[1]),
            lambda: listed(four.owner),
        )
        made = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                page()
            made.append(len(asked))
        counts.append((made[0], made[1], made[2]))
    assert counts[0] == counts[1]


# Of a group


def of_group(lantern: Lantern, make_person: MakePerson) -> tuple[UUID, Person]:
    """Let the stranger, River Test, ask Amber Test and one more into a small circle; return it and the third."""
    third = make_person("Odd Third Madeup")
    leaf = lantern.join(lantern.group, third, "Leaf Test")
    lantern.let(third)
    later = lantern.later + NEW
    asking = Asking(lantern.group.id, {lantern.amber.id, leaf.id})
    return services.begin_circle(actor=lantern.stranger, asking=asking, now=later).id, third


def test_a_small_circle_of_a_group_is_asked_before_a_number_is_sent_and_one_of_ties_is_not(
    four: Four, lantern: Lantern, make_person: MakePerson, sign_in: SignIn
) -> None:
    talk, _third = of_group(lantern, make_person)
    services.join_circle(actor=lantern.mate, conversation_id=talk, called="Ignored", now=lantern.later)
    browser, typed = sign_in(lantern.stranger), {"text": "Ring me: 07700 900123", "request_key": "k"}
    asked = browser.post(to("conversation", talk), typed)
    assert asked.status_code == 422
    assert "This looks like a phone number: <mark>07700 900123</mark>." in asked.content.decode()
    assert said(lantern.mate, talk) == []
    assert browser.post(to("conversation", talk), {**typed, "sure": "on"}).status_code == 302
    assert said(lantern.mate, talk) == [typed["text"]]
    own = four.begin()
    four.join(0, own, "Heron")
    assert sign_in(four.owner).post(to("conversation", own), typed).status_code == 302
    assert said(four.people[0], own) == [typed["text"]]


def test_the_name_typed_for_a_small_circle_that_is_over_is_given_back(four: Four, sign_in: SignIn) -> None:
    browser, page = sign_in(four.people[0]), to("circle-asked", four.begin())
    assert browser.get(page).status_code == 200
    services.leave(actor=four.owner, conversation_id=Conversation.objects.get().id, now=four.now)
    over = browser.post(page, {"move": "yes", "called": "Heron of the reeds"})
    assert over.status_code == 404
    assert "Heron of the reeds" in text_of(over)


def test_a_circle_that_is_open_says_who_reads_it_now(four: Four, sign_in: SignIn) -> None:
    talk = four.begin()
    four.join(0, talk, "Heron")
    browser, part = sign_in(four.owner), to("conversation-part", talk, "company")
    assert part in browser.get(to("conversation", talk)).content.decode()
    assert "Finch" not in text_of(browser.get(part))
    four.join(1, talk, "Finch")
    assert "In it with you Finch Heron 1 person has not answered yet." in text_of(browser.get(part))
    services.leave(actor=four.people[0], conversation_id=talk, now=four.now)
    assert "Heron" not in text_of(browser.get(part))
    assert sign_in(four.people[2]).get(part).status_code == 404


def test_it_is_begun_answered_and_written_in_page_by_page(four: Four, sign_in: SignIn) -> None:
    browser, other = sign_in(four.owner), sign_in(four.people[0])
    assert "Secret0 Test" in text_of(browser.get(to("circle-new")))
    few = browser.post(to("circle-new"), {"sources": [four.ties[0].id], "called": "Quill"})
    assert few.status_code == 422
    assert "Please choose two to seven people." in text_of(few)
    begun = browser.post(to("circle-new"), {"sources": [tie.id for tie in four.ties], "called": "Quill"}, follow=True)
    assert "3 people have not answered yet." in text_of(begun)
    assert "Nobody else is in here right now." in text_of(begun)
    assert "Somebody asks you into a small circle Odd Owner" in text_of(other.get(to("messages")))
    page = to("circle-asked", Conversation.objects.get().id)
    asked = text_of(other.get(page))
    assert "Odd Owner asks you into a small circle" in asked
    assert "Somebody you do not hear from" not in asked
    assert other.post(page, {"move": "yes", "called": " "}).status_code == 422
    joined = other.post(page, {"move": "yes", "called": "Heron"}, follow=True)
    assert "In it with you Quill" in text_of(joined)
    assert "Hear nothing from them any more" not in text_of(joined)
    talk = Conversation.objects.get().id
    assert other.post(to("conversation", talk), {"text": "Hello all", "request_key": "k"}).status_code == 302
    assert "Heron" in text_of(browser.get(to("conversation", talk)))
    assert other.get(to("conversation-stop", talk)).status_code == 404
    assert sign_in(four.people[1]).post(page, {"move": "not-now"}).headers["Location"] == to("messages")
    assert sign_in(four.people[1]).get(page).status_code == 404
