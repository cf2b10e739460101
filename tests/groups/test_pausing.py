"""Whose writing is paused finds no open form but why; what they typed stays, and a cry for help reaches people."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails
from alongside.groups.enums import GroupRole
from alongside.groups.models import ChatLine, Event, EventQuestion, Group, Membership, Post
from alongside.groups.threads.models import Thread
from alongside.kernel.clock import current_time
from alongside.safety.models import Case, Decision, Report
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open
from tests.groups.stage_of import planning
from tests.support.removing import paused

pytestmark = pytest.mark.django_db
SENTENCE = "Your writing here is paused until"
NOT_SENT = "What you typed was not sent."
HEAVY = "I want to die, please somebody"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class Hushed:
    """A group whose member's writing is paused, with a thread, a room and an event; their browser, and the host's."""

    group: Group
    thread: Thread
    room: UUID
    event: Event
    member: Person
    browser: Any
    host: Any

    def at(self, name: str) -> str:
        """Where one can write."""
        more = {
            "group-thread": [self.thread.id],
            "group-chat": [self.room],
            "group-chat-change": [self.room],
            "group-event": [self.event.id],
            "group-event-ask": [self.event.id],
            "group-event-change": [self.event.id],
        }
        return to(name, self.group.slug, *more.get(name, []))


@pytest.fixture(params=["group", "instance"])
def hushed(
    request: Any, begin: Begin, join: Join, open_thread: Open, owner: Person, *, mate: Person, sign_in: SignIn
) -> Hushed:
    """Somebody whose writing is paused in the group, or everywhere."""
    now, world = current_time(), Hushed()
    world.group, world.member = begin(), mate
    join(world.group, mate)
    world.thread = open_thread(world.group)
    slug, details = world.group.slug, RoomDetails("Evenings", "For nights.")
    world.room = services.open_room(actor=owner, slug=slug, details=details, now=now).id
    ahead = planning(day=(now + timedelta(days=2)).date())
    world.event = services.plan_event(actor=owner, slug=slug, planning=ahead, now=now)
    paused(mate, now=now, community=world.group.id if request.param == "group" else None)
    world.browser, world.host = sign_in(mate), sign_in(owner)
    Case.objects.update(about=None)
    return world


def main_of(page: Any) -> str:
    """Return what a page says beside its frame."""
    return str(page.content.decode().partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize("name", ["group-chat", "group-event", "group-thread"])
def test_a_page_has_no_open_form_but_why(hushed: Hushed, name: str) -> None:
    page = hushed.browser.get(hushed.at(name))
    main = main_of(page)
    assert SENTENCE in text_of(page)
    assert "<textarea" not in main
    for way in ("reach-out", "crisis-lines", "decisions"):
        assert f'href="{to(way)}"' in main
    assert f'<a class="button accent" href="{to("reach-out")}">' in " ".join(main.split())
    other = hushed.host.get(hushed.at(name))
    assert SENTENCE not in text_of(other)
    assert "<textarea" in main_of(other)


MEMBERS, HOSTS = ("group-alias", "group-milestone", "group-thread-begin"), ("group-chat-change", "group-chat-open",
    "group-change", "group-event-change", "group-event-plan", "group-regular-write")  # fmt: skip


@pytest.mark.parametrize("name", [*MEMBERS, *HOSTS])
def test_a_page_that_is_a_form_says_why_instead(hushed: Hushed, name: str) -> None:
    assert "<form" in main_of(hushed.host.get(hushed.at(name)))
    Membership.objects.filter(person=hushed.member).update(role=GroupRole.HOST)
    page = hushed.browser.get(hushed.at(name))
    assert SENTENCE in text_of(page)
    assert "<form" not in main_of(page)


def typed(name: str, words: str) -> dict[str, str]:
    """Return what a form sends."""
    if name == "group-event-ask":
        return {"words": words}
    return {"text": words, "note": "", "title": "Evenings", "key": str(uuid4())}


WRITING = ["group-chat", "group-event-ask", "group-thread", "group-thread-begin"]


@pytest.mark.parametrize("name", WRITING)
def test_what_was_typed_before_stays_with_why(hushed: Hushed, name: str) -> None:
    refused = hushed.browser.post(hushed.at(name), typed(name, "A calm evening."))
    assert refused.status_code == 422
    assert NOT_SENT in text_of(refused)
    assert "A calm evening." in main_of(refused).partition("<textarea")[2]
    assert "carry it alone" not in text_of(refused)
    assert not ChatLine.objects.exists()
    assert not EventQuestion.objects.exists()
    assert Post.objects.count() == 1
    assert not Case.objects.filter(kind="unsent").exists()


@pytest.mark.parametrize("name", WRITING)
def test_a_cry_for_help_reaches_people_and_those_who_moderate(hushed: Hushed, name: str) -> None:
    refused = hushed.browser.post(hushed.at(name), typed(name, HEAVY))
    assert refused.status_code == 422
    assert HEAVY in main_of(refused).partition("<textarea")[2]
    assert "Those who look after this place are shown it" in text_of(refused)
    assert "You do not have to carry it alone. These are there right now: Reach out" in text_of(refused)
    assert text_of(refused).count("Those who look after this place are shown it") == 1
    said = main_of(refused)
    assert said.index("and it sounds very heavy") < said.index(NOT_SENT), "whom to turn to comes before why"
    assert said.index('href="tel:') < said.index(NOT_SENT)
    case = Case.objects.get(kind="unsent")
    assert (case.is_urgent, case.about, case.community) == (True, hushed.member, hushed.group.id)
    assert (case.for_community, case.instance_from is not None) == (True, True)
    seen = text_of(hushed.host.get(to("moderate-case", case.id)))
    assert "A cry for help that could not be sent" in seen
    assert HEAVY in seen
    assert "Amber Test" in seen
    for words in ("I want to die now", "I want to kill myself"):
        hushed.browser.post(hushed.at(name), typed(name, words))
    assert Case.objects.filter(kind="unsent").count() == 1
    assert "I want to kill myself" in text_of(hushed.host.get(to("moderate-case", case.id)))


# What a group or a room is for may be hard, and is said by its name.
CRIED_IN = [name for name in (*MEMBERS, *HOSTS) if name not in {"group-change", "group-chat-change", "group-chat-open"}]


@pytest.mark.parametrize("name", CRIED_IN)
def test_a_cry_for_help_in_any_form_stands_with_the_numbers_to_call(hushed: Hushed, name: str) -> None:
    Membership.objects.filter(person=hushed.member).update(role=GroupRole.HOST)
    fields = ("text", "title", "about", "purpose", "alias", "name", "note")
    for words, is_led in ((HEAVY, True), ("A calm evening", False)):
        page = hushed.browser.post(hushed.at(name), {**dict.fromkeys(fields, words), "key": str(uuid4())})
        assert page.status_code == 422
        assert ("You do not have to carry it alone." in text_of(page)) is is_led
        assert ('href="tel:' in main_of(page).partition("<form")[0]) is is_led
        assert text_of(page).count("sounds very heavy") == is_led


def test_so_it_does_where_one_changes_what_one_wrote(hushed: Hushed) -> None:
    post = hushed.thread.posts.get()
    post.membership = Membership.objects.get(person=hushed.member)
    post.save(update_fields=["membership"])
    path = to("group-post", hushed.group.slug, hushed.thread.id, post.id)
    page = hushed.browser.post(path, {"title": "Evenings", "text": HEAVY, "key": str(uuid4())})
    assert page.status_code == 422
    assert text_of(page).count("Those who look after this place are shown it") == 1
    said = main_of(page).partition("<form")[0]
    assert ("You do not have to carry it alone." in said, 'href="tel:' in said) == (True, True)


def test_an_alias_that_is_a_cry_for_help_leads_to_people(hushed: Hushed) -> None:
    refused = hushed.browser.post(hushed.at("group-alias"), {"alias": "I want to die"})
    assert "Those who look after this place are shown it" in text_of(refused)
    assert "I want to die" in text_of(hushed.host.get(to("moderate-case", Case.objects.get(kind="unsent").id)))
    Decision.objects.update(until=current_time())
    taken = hushed.browser.post(hushed.at("group-alias"), {"alias": "I want to die"}, follow=True)
    assert "You go by your new alias." in text_of(taken)
    assert "You do not have to carry it alone." in text_of(taken)


def test_a_question_without_a_name_stays_without_one(hushed: Hushed) -> None:
    hushed.browser.post(hushed.at("group-chat"), typed("group-chat", HEAVY))
    for _time in (1, 2):
        hushed.browser.post(hushed.at("group-event-ask"), {"words": "I want to die here", "is_anonymous": "on"})
    named, nameless = Case.objects.filter(kind="unsent").order_by("created_at", "id")
    assert nameless.subject != named.subject
    seen = hushed.host.get(to("moderate-case", nameless.id))
    assert "I want to die here" in text_of(seen)
    assert "Amber Test" not in text_of(seen)
    assert not {"pause group", "remove group"} & set(main_of(seen).split('"'))
    assert "I want to die here" not in text_of(hushed.host.get(to("moderate-case", named.id)))


def test_a_question_without_a_name_stays_without_one_when_more_comes(hushed: Hushed) -> None:
    for words in ("I want to die, my secret", "I have taken all my pills to die"):
        hushed.browser.post(hushed.at("group-event-ask"), {"words": words, "is_anonymous": "on"})
    hushed.browser.post(hushed.at("group-chat"), typed("group-chat", HEAVY))
    nameless, named = Case.objects.filter(kind="unsent").order_by("created_at", "id")
    seen, other = (text_of(hushed.host.get(to("moderate-case", one.id))) for one in (nameless, named))
    assert ("my secret" in seen, "all my pills" in seen, HEAVY in seen, "Amber Test" in seen) == (
        True,
        True,
        False,
        False,
    )
    assert ("my secret" in other, HEAVY in other, "Amber Test" in other) == (False, True, True)


def test_a_question_without_a_name_does_not_tell_whose_language_it_came_in(hushed: Hushed) -> None:
    spanish = {"HTTP_ACCEPT_LANGUAGE": "es"}
    type(hushed.member).objects.filter(id=hushed.member.id).update(locale="es")
    hushed.browser.post(hushed.at("group-event-ask"), {"words": "Quiero morir", "is_anonymous": "on"}, **spanish)
    seen = text_of(hushed.host.get(to("moderate-case", Case.objects.get(kind="unsent").id)))
    assert "Somebody who asks a question" in seen
    assert "Alguien que hace una pregunta" not in seen


def test_a_cry_that_a_page_sends_once_more_is_brought_once(hushed: Hushed) -> None:
    for _time in (1, 2):
        hushed.browser.post(hushed.at("group-chat"), typed("group-chat", HEAVY))
    assert Report.objects.filter(case__kind="unsent").count() == 1


def test_a_pause_that_is_over_stands_on_no_page(hushed: Hushed) -> None:
    Decision.objects.update(until=current_time())
    page = hushed.browser.get(hushed.at("group-chat"))
    assert SENTENCE not in text_of(page)
    assert "<textarea" in main_of(page)


def test_what_could_not_be_sent_is_nothing_that_somebody_can_report(hushed: Hushed, sign_in: SignIn) -> None:
    hushed.browser.post(hushed.at("group-chat"), typed("group-chat", HEAVY))
    assert hushed.host.get(to("report", "unsent", Case.objects.get(kind="unsent").subject)).status_code == 404


def test_who_writes_nowhere_begins_no_group_and_loses_nothing_of_it(mate: Person, sign_in: SignIn) -> None:
    browser, where = sign_in(mate), to("group-begin")
    details = {"name": "Lantern group", "purpose": "For evenings.", "agreements": "We listen.", "kind": "condition"}
    details |= {"openness": "open", "languages": "en", "alias": "Quiet Heron", "answer_hours": "4", "quiet_days": "14"}
    form = browser.get(where)
    assert "<form" in main_of(form)
    paused(mate, now=current_time(), community=None)
    page = browser.get(where)
    assert SENTENCE in text_of(page)
    assert "<form" not in main_of(page)
    refused = browser.post(where, details)
    assert refused.status_code == 422
    assert "For evenings." in main_of(refused)
    assert NOT_SENT in text_of(refused)


def test_what_one_wrote_is_not_offered_to_change_but_to_take_back(
    begin: Begin, join: Join, open_thread: Open, mate: Person, now: datetime, *, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    thread = open_thread(group, by=mate)
    page, browser = to("group-thread", group.slug, thread.id), sign_in(mate)
    assert "Change what you wrote" in text_of(browser.get(page))
    paused(mate, now=now, community=group.id)
    read = text_of(browser.get(page))
    assert "Change what you wrote" not in read
    assert "Take it back" in read
