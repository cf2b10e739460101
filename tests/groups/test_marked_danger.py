"""What waits in a group and may be about a life says so, and leads those who look after it to the case."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole, Openness
from alongside.groups.models import Event, EventQuestion, Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.stage.view import care_of
from alongside.groups.threads.forms import ReplyForm
from alongside.groups.unanswered.page import waiting_of
from alongside.kernel.clock import current_time
from alongside.safety import services as safety
from alongside.safety.models import Case
from alongside.safety.urgent import Urgent
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three, Write
from tests.groups.conftest import Open as OpenThread
from tests.groups.stage_of import Ask, Plan, ask, company, plan

__all__ = ["ask", "company", "plan"]
pytestmark = pytest.mark.django_db
URGENT = "Urgent: somebody may be in danger"
WAITS = "A post here waits for an answer"
HEAVY = "I want to die."


@pytest.fixture
def group(begin: Begin, join: Join, three: Three) -> Group:
    """A group in which two others are, one of whom greets."""
    made = begin()
    join(made, three[1])
    join(made, three[2], "Birch Test")
    Membership.objects.filter(group=made, person=three[2]).update(role=GroupRole.GREETER)
    return made


def test_who_waits_for_an_answer_and_may_be_in_danger_is_marked_and_led_to_by_who_may_look_after_it(
    group: Group, open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    owner, mate, greeter = three
    open_thread(group, HEAVY, by=mate, needs_answer=True)
    open_thread(group, "A quiet day.", by=mate, needs_answer=True)
    case = Case.objects.get(is_urgent=True)
    link, page = to("moderate-case", case.id), to("group-care", group.slug)
    seen = sign_in(owner).get(page)
    assert text_of(seen).count(URGENT) == 1
    assert f'href="{link}">Look after it</a>' in seen.content.decode()
    greets = sign_in(greeter).get(page)
    assert text_of(greets).count(URGENT) == 1, "they answer, too"
    assert link not in greets.content.decode()
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=current_time())
    done = sign_in(owner).get(page)
    assert text_of(done).count(URGENT) == 1, "nobody has answered it there"
    assert link not in done.content.decode()


def test_who_greets_finds_it_first_on_today_and_no_time_by_which_it_is_enough(
    group: Group, open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    owner, mate, greeter = three
    open_thread(group, "Welcome.", by=greeter, title="Mine", needs_answer=True)
    open_thread(group, "A quiet day.", by=mate, title="Calm", needs_answer=True)
    card, clock = "Somebody hopes for your answer", "The time for an answer was over"
    today = text_of(sign_in(greeter).get(to("today")))
    assert (clock in today, today.index("Mine") < today.index(card)) == (True, True)
    open_thread(group, HEAVY, by=mate, title="Tonight", needs_answer=True)
    for person in (greeter, owner):
        today = text_of(sign_in(person).get(to("today")))
        assert f"{card} Tonight {URGENT} Please answer as soon as you can {group.name}" in today
        assert clock in today, "of what is calm"
    today = text_of(sign_in(greeter).get(to("today")))
    assert today.index(card) < today.index("Mine")
    assert card not in text_of(sign_in(mate).get(to("today")))


def test_the_list_of_threads_says_so_to_those_alone_who_look_after_it(
    *, group: Group, open_thread: OpenThread, join: Join, three: Three, make_person: MakePerson, sign_in: SignIn
) -> None:
    owner, mate, greeter = three
    member, outsider = make_person("Una Madeup"), make_person("Noor Madeup")
    join(group, member, "Cedar Test")
    open_thread(group, HEAVY, by=mate)
    open_thread(group, "It is a long evening.", by=member)
    page = to("group-threads", group.slug)

    def marks(person: Person) -> tuple[int, int]:
        said = text_of(sign_in(person).get(page))
        return said.count(URGENT), said.count(WAITS)

    readers = {"owner": owner, "greeter": greeter, "writer": mate, "member": member, "outsider": outsider}
    assert {name: marks(one) for name, one in readers.items()} == {
        "owner": (1, 2),
        "greeter": (0, 2),
        "writer": (0, 0),
        "member": (0, 0),
        "outsider": (0, 0),
    }
    safety.close_case(actor=owner, case_id=Case.objects.get().id, answered="here", shown=1, now=current_time())
    assert marks(owner) == (0, 2), "somebody has looked at it"
    Membership.objects.filter(group=group, person=owner).update(role=GroupRole.MEMBER)
    assert marks(owner) == (0, 0)


def test_marking_threads_costs_the_same_with_more_of_them(
    group: Group, open_thread: OpenThread, three: Three, sign_in: SignIn
) -> None:
    owner, mate, _greeter = three
    browser, counts = sign_in(owner), []
    for number in range(3):
        open_thread(group, f"I want to die, {number}.", by=mate)
        browser.get(to("group-threads", group.slug))
        with CaptureQueriesContext(connection) as queries:
            browser.get(to("group-threads", group.slug))
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_the_list_costs_the_same_with_more_in_it(group: Group, open_thread: OpenThread, three: Three) -> None:
    owner, mate, _greeter = three
    counts = []
    for number in range(3):
        open_thread(group, f"I want to die, {number}.", by=mate, needs_answer=True)
        there = access_standing(owner, group.slug)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            lines = waiting_of(there, now=current_time())
        assert [bool(one.is_danger and one.urgent) for one in lines] == [True] * (number + 1)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_a_question_of_danger_is_marked_in_the_queue_of_its_event(
    company: Group, plan: Plan, ask: Ask, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    event: Event = plan(company)
    heavy, calm = ask(event, mate, HEAVY, is_anonymous=True), ask(event, mate, "How long does it take?")
    case = Case.objects.get(is_urgent=True)
    queue = care_of(access_standing(owner, company.slug), event, now=now).queue
    assert {one.id: (one.is_danger, one.urgent) for one in queue} == {
        heavy.id: (True, Urgent(case.id, "")),
        calm.id: (False, None),
    }
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=now)
    queue = care_of(access_standing(owner, company.slug), event, now=now).queue
    assert [(one.is_danger, one.urgent) for one in queue if one.id == heavy.id] == [(True, None)]


def noted(read: Counter[str], words: str) -> bool:
    """Count that these were read; they are calm."""
    read[words] += 1
    return False


def test_a_question_of_the_queue_is_read_once_for_what_it_sounds_like(
    company: Group, plan: Plan, ask: Ask, three: Three, *, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = plan(company)
    ask(event, three[1], "How long does it take?")
    there, read = access_standing(three[0], company.slug), Counter[str]()
    looked_for = "alongside.safety.words.danger.sounds_like_danger"
    monkeypatch.setattr(looked_for, lambda words: noted(read, words))
    for _change in range(2):
        care_of(there, event, now=now)
    assert read == {"How long does it take?": 1}, "every change of a live event draws the queue anew"


def test_its_page_says_so_and_who_is_told_of_it(
    company: Group, plan: Plan, ask: Ask, three: Three, sign_in: SignIn
) -> None:
    event = plan(company)
    asked = ask(event, three[1], HEAVY, is_anonymous=True)
    host, page = sign_in(three[0]), to("group-event", company.slug, event.id)
    case, shown = Case.objects.get(), host.get(page)
    assert URGENT in text_of(shown)
    assert to("moderate-case", case.id) in shown.content.decode()
    told = "Those who moderate are told, and nobody has taken it on yet."
    assert told in text_of(shown)
    safety.claim_case(actor=three[0], case_id=case.id, now=current_time())
    assert "You look after this." in text_of(host.get(page))
    assert told not in text_of(host.get(page))
    for other in three[1:]:
        read = text_of(sign_in(other).get(page))
        assert (URGENT in read, "You look after this." in read) == (False, False)
    EventQuestion.objects.update(created_at=current_time())
    own, asker = "Those who look after this place are told", sign_in(three[1])
    assert own in text_of(asker.get(page))
    assert own not in text_of(sign_in(three[2]).get(page))
    EventQuestion.objects.filter(id=asked.id).update(hidden_at=current_time())
    assert own not in text_of(asker.get(page)), "it is not with the others"


def test_who_looks_after_a_group_sees_first_that_something_there_is_urgent_and_which_request_is(
    begin: Begin, three: Three, sign_in: SignIn
) -> None:
    owner, mate, greeter = three
    made = begin(openness=Openness.BY_REQUEST)
    for person, alias, word in ((mate, "Calm Test", "I like tea."), (greeter, "Amber Test", HEAVY)):
        entering = Entering(alias, made.agreements_since, word=word)
        services.join_group(actor=person, slug=made.slug, entering=entering, now=current_time())
    case, host, page = Case.objects.get(is_urgent=True), sign_in(owner), to("group-care", made.slug)
    seen, link = host.get(page), to("moderate-case", case.id)
    said = text_of(seen)
    assert said.index("1 case in this group is urgent") < said.index("Who waits for an answer")
    assert said.index("Amber Test") < said.index("Calm Test"), "danger first"
    assert f'href="{link}">Look after it</a>' in seen.content.decode()
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=current_time())
    after = host.get(page)
    assert link not in after.content.decode()
    assert "in this group is urgent" not in text_of(after)
    assert text_of(after).count(URGENT) == 1, "their word still says so"


def test_only_what_the_thread_has_said_before_is_a_quote(
    group: Group, open_thread: OpenThread, write: Write, three: Three, *, sign_in: SignIn
) -> None:
    owner, mate, greeter = three
    thread = open_thread(group, HEAVY, by=mate)
    assert write(thread, greeter, f"> {HEAVY}\n\nI am here. Where are you?").is_heavy is False
    own = write(thread, owner, "Thank you all.\n> Tonight I will kill myself.")
    assert own.is_heavy is True, "nobody has said that before"
    assert set(Case.objects.values_list("about", flat=True)) == {mate.id, owner.id}
    page = to("group-thread", group.slug, thread.id)
    said = [
        text_of(sign_in(greeter).post(page, {"text": text}, follow=True))
        for text in (f"> {HEAVY}\n\nI stay here.", "Me too.\n> I want to be dead.")
    ]
    assert ["you do not have to carry it alone" in words.lower() for words in said] == [False, True]
    change = to("group-post", group.slug, thread.id, own.id)
    sign_in(owner).post(change, {"text": "Thank you.\n> Tonight I will kill myself."})
    own.refresh_from_db()
    assert own.is_heavy is True, "one does not quote oneself by changing it"


def test_ones_own_cry_said_again_as_a_quote_is_a_cry(
    group: Group, open_thread: OpenThread, write: Write, three: Three, *, sign_in: SignIn
) -> None:
    _owner, mate, greeter = three
    thread = open_thread(group, HEAVY, by=mate)
    again = f"> {HEAVY}\nStill the same tonight."
    assert write(thread, mate, again).is_heavy is True
    assert write(thread, greeter, again).is_heavy is False, "it is another's"
    # By now another has quoted it: that does not make it theirs.
    page = sign_in(mate).post(
        to("group-thread", group.slug, thread.id), {"text": f"> {HEAVY}\nYet again."}, follow=True
    )
    assert "you do not have to carry it alone" in text_of(page).lower()


def test_what_is_quoted_is_read_once_however_many_texts_are_looked_at(
    group: Group, open_thread: OpenThread, three: Three
) -> None:
    thread = open_thread(group, HEAVY, by=three[1])
    form = ReplyForm({"text": f"> {HEAVY}\nI am here.", "note": "Quoted"}, thread=thread.id)
    with CaptureQueriesContext(connection) as read:
        assert form.is_heavy() is False
    assert len(read) == 1
