"""The pages of events: what each kind of reader is shown and can do, and the same few statements for each page."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Event, EventLine, EventQuestion, EventVote, Group, Membership
from alongside.groups.stage.details import Order
from alongside.groups.stage.page import snapshot
from alongside.kernel.clock import current_time
from alongside.safety import services as safety
from alongside.safety.models import Case
from tests.circles.browser import HUGE, text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Three
from tests.groups.stage_of import Ask, Plan, ask, company, plan

__all__ = ["ask", "company", "plan"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time().replace(microsecond=0)


@pytest.fixture
def soon(company: Group, plan: Plan, now: datetime) -> Event:
    """An event that can be begun."""
    starts_at = now + timedelta(minutes=20)
    return plan(company, day=starts_at.date(), at=starts_at.time())


@pytest.fixture
def live(soon: Event, owner: Person, now: datetime) -> Event:
    """An event that is on."""
    services.begin_event(actor=owner, slug=soon.group.slug, event_id=soon.id, now=now)
    return Event.objects.get(id=soon.id)


def test_of_many_members_the_first_are_offered_as_guests_and_the_rest_found_by_their_alias(
    company: Group, soon: Event, three: Three, sign_in: SignIn, make_person: MakePerson
) -> None:
    host, page = sign_in(three[0]), at("group-event-guests", soon)
    assert "Look for them" not in text_of(host.get(page)), "few are chosen from as they are"
    there = Membership.objects.get(group=company, person=three[1])
    many = [f"Bee {letter} {other}" for letter in "abcdefgh" for other in "abcdefgh"]
    for name in (*many, "Zinnia Test"):
        person = make_person(f"Of {name}")
        Membership.objects.create(
            created_at=there.created_at,
            group=company,
            person=person,
            state=there.state,
            alias=name,
            alias_key=name.lower().replace(" ", ""),
            agreed_at=there.agreed_at,
            joined_at=there.joined_at,
        )
    first = host.get(page)
    assert "Below stand only the first of many." in text_of(first)
    assert first.content.decode().count("<option") == 51
    assert "Zinnia Test" not in text_of(first)
    found = host.post(page, {"part": "zinn"})
    assert found.status_code == 200
    assert "Zinnia Test" in text_of(found)
    assert "Bee a a" not in text_of(found)
    assert "A shorter part often helps." in text_of(host.post(page, {"part": "xylophone"}))
    assert host.post(page, {"part": "a\0"}).status_code == 200
    zinnia = Membership.objects.get(alias="Zinnia Test")
    asked = host.post(page, {"guest": str(zinnia.id)}, follow=True)
    assert soon.guests.get().membership == zinnia
    assert asked.status_code == 200


def at(name: str, event: Event, *more: object) -> str:
    """Return the address of something about an event."""
    return to(name, event.group.slug, event.id, *more)


def test_a_host_plans_an_event_and_a_member_comes(company: Group, three: Three, sign_in: SignIn, now: datetime) -> None:
    owner, mate, _stranger = three
    host, member = sign_in(owner), sign_in(mate)
    assert "No event is planned" in text_of(host.get(to("group-events", company.slug)))
    assert "Plan an event" not in text_of(member.get(to("group-events", company.slug)))
    day = (now + timedelta(days=3)).date()
    typed = {"title": "Evening talk", "about": "How *one* gets through.", "kind": "talk", "day": day.isoformat()}
    typed |= {"at": "20:00", "time_zone": "Asia/Tokyo", "minutes": "60", "call_url": ""}
    made = host.post(to("group-event-plan", company.slug), typed, follow=True)
    assert "The event is planned." in text_of(made)
    event = Event.objects.get()
    page = text_of(member.get(at("group-event", event)))
    assert "on your own clock" in page
    assert re.search(r"It was planned for .{8,20}, 20:00 in Tokyo\.", page)
    assert "Sydney" in page
    assert "Nobody has said so far that they will come." in text_of(host.get(at("group-event", event)))
    came = text_of(member.post(at("group-event-coming", event), {"move": "yes"}, follow=True))
    assert "You said that you will come. Nobody else sees that." in came
    assert "1 person wants to come." in text_of(host.get(at("group-event", event)))
    assert "wants to come" not in came
    assert "Evening talk" in text_of(member.get(to("today")))
    assert "Evening talk" not in text_of(host.get(to("today")))
    assert "Evening talk" in text_of(member.get(to("group", company.slug)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_changes_an_event_finds_the_day_it_is_planned_on(
    soon: Event, owner: Person, sign_in: SignIn, language: str
) -> None:
    Person.objects.filter(id=owner.id).update(locale=language)
    page = sign_in(owner).get(at("group-event-change", soon)).content.decode()
    assert f'name="day" value="{soon.starts_at.date().isoformat()}"' in page


@pytest.mark.parametrize(
    "wrong",
    [{"day": "2020-01-01"}, {"minutes": "9999"}, {"time_zone": "Mars"}, {"title": HUGE}, {"call_url": "ftp://x"}],
    ids=str,
)
def test_what_cannot_be_planned_is_said_and_stays_typed(
    company: Group, owner: Person, sign_in: SignIn, wrong: dict[str, str], now: datetime
) -> None:
    day = (now + timedelta(days=3)).date()
    typed = {"title": "Evening talk", "about": "How *one* gets through.", "kind": "talk", "day": day.isoformat()}
    typed |= {"at": "20:00", "time_zone": "UTC", "minutes": "60", "call_url": "", **wrong}
    answer = sign_in(owner).post(to("group-event-plan", company.slug), typed)
    assert answer.status_code == 422
    assert "How *one* gets through." in answer.content.decode()
    assert not Event.objects.exists()


def test_a_question_is_asked_wanted_and_answered_and_nobody_sees_whose_it_is(
    live: Event, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    host, member, other = sign_in(owner), sign_in(mate), sign_in(stranger)
    sent = member.post(at("group-event-ask", live), {"words": "How long does it take?"}, follow=True)
    assert "Your question is with those who moderate." in text_of(sent)
    question = EventQuestion.objects.get()
    there = text_of(other.get(at("group-event", live)))
    assert "How long does it take?" in there
    assert "Amber" not in there
    assert "The queue" not in there
    done = other.post(at("group-event-hear", live), {"want": str(question.id)}, headers={"X-Requested-With": "stage"})
    assert done.status_code == 204
    assert EventVote.objects.count() == 1
    seen = text_of(host.get(at("group-event", live)))
    assert "Asked by Amber Test; only those who moderate see that." in seen
    assert "Birch" not in seen
    host.post(at("group-event-act", live), {"act": "stage", "question": str(question.id)})
    said = host.post(at("group-event-say", live), {"say-words": "A few weeks, <b>often</b>."}, follow=True)
    assert "A few weeks, &lt;b&gt;often&lt;/b&gt;." in said.content.decode()
    page = text_of(other.get(at("group-event", live)))
    assert "Somebody here asks this." in page
    assert "Quiet Heron" in page
    ended = text_of(host.post(at("group-event-end", live), follow=True))
    assert "You can write what it brought." in ended
    host.post(at("group-event-summary", live), {"text": "It takes **weeks**."})
    after = other.get(at("group-event", live)).content.decode()
    assert "<strong>weeks</strong>" in after
    assert "How long does it take?" in after
    assert "Amber" not in after
    assert "The event is not" not in after
    for place in (to("group", live.group.slug), to("group-events", live.group.slug)):
        found = other.get(place).content.decode()
        assert f'href="{at("group-event", live)}#brought">Read what it brought</a>' in found
    assert 'id="brought"' in after
    late = other.post(at("group-event-ask", live), {"words": "Too late?"})
    assert late.status_code == 422
    assert "This event is over" in text_of(late)
    assert "Too late?" in late.content.decode()


def test_what_one_asked_is_ones_own_to_take_back(live: Event, three: Three, ask: Ask, sign_in: SignIn) -> None:
    _owner, mate, stranger = three
    question = ask(live, mate, "Mine Test?", is_anonymous=True)
    own, other = sign_in(mate), sign_in(stranger)
    page = text_of(own.get(at("group-event", live)))
    assert "Questions of yours Mine Test? Waits Nobody here knows that it is yours." in page
    assert "Questions of yours" not in text_of(other.get(at("group-event", live)))
    assert other.post(at("group-event-take-back", live, question.id)).status_code == 404
    assert own.post(at("group-event-take-back", live, question.id)).status_code == 303
    assert not EventQuestion.objects.exists()


def test_what_gives_somebody_away_is_asked_about_before_it_is_sent(live: Event, three: Three, sign_in: SignIn) -> None:
    owner, mate, _stranger = three
    typed = {"words": "Call me: 555 0142 717"}
    asked = sign_in(mate).post(at("group-event-ask", live), typed)
    assert asked.status_code == 422
    assert "This looks like a phone number: <mark>555 0142 717</mark>." in asked.content.decode()
    assert not EventQuestion.objects.exists()
    sign_in(mate).post(at("group-event-ask", live), {**typed, "sure": "on"})
    assert EventQuestion.objects.count() == 1
    host = sign_in(owner)
    said = {"say-words": "heron@example.org"}
    quiet = host.post(at("group-event-say", live), said, headers={"X-Requested-With": "stage"})
    assert quiet.status_code == 422
    assert not EventLine.objects.exists()
    host.post(at("group-event-say", live), {**said, "say-sure": "on"})
    assert EventLine.objects.count() == 1
    heavy = sign_in(mate).post(at("group-event-ask", live), {"words": "I want to die."}, follow=True)
    assert "Your question is with those who moderate." in text_of(heavy)
    assert text_of(heavy).count("You do not have to carry it alone.") == 1, "said once, where it stays"
    assert heavy.redirect_chain[-1][0].endswith("#right-now")
    assert 'id="right-now"' in heavy.content.decode()
    assert EventQuestion.objects.count() == 2


def test_a_guest_is_asked_and_sees_what_comes_next(
    live: Event, three: Three, ask: Ask, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, stranger = three
    host, guest = sign_in(owner), sign_in(mate)
    row = Membership.objects.get(person=mate)
    assert "Amber Test Birch Test Ask them" in text_of(host.get(at("group-event-guests", live)))
    host.post(at("group-event-guests", live), {"guest": str(row.id)})
    assert "Would you speak at this event?" in text_of(guest.get(at("group-event", live)))
    assert "Amber Test" not in text_of(sign_in(stranger).get(at("group-event", live)))
    guest.post(at("group-event-speaking", live), {"move": "yes"})
    assert "Who speaks AT Amber Test" in text_of(sign_in(stranger).get(at("group-event", live)))
    question = ask(live, stranger, "Next Test?")
    order = Order("take", question.id)
    services.act_on_question(actor=owner, slug=live.group.slug, event_id=live.id, order=order, now=now)
    part = text_of(guest.get(at("group-event-care", live)))
    assert part == "What comes next Next Test?"
    assert sign_in(stranger).get(at("group-event-care", live)).content == b""
    wrong = host.post(at("group-event-guests", live), {"guest": "not an id"})
    assert wrong.status_code == 422
    assert host.post(at("group-event-guests", live), {"let_go": "not an id"}).status_code == 404
    host.post(at("group-event-guests", live), {"let_go": str(live.guests.get().id)})
    assert not live.guests.filter(is_asked=True).exists()


ACTS: list[tuple[str, dict[str, str]]] = [
    ("group-event-begin", {}),
    ("group-event-end", {}),
    ("group-event-act", {"act": "take"}),
    ("group-event-say", {"say-words": "Hello"}),
    ("group-event-guests", {"let_go": "x"}),
]


@pytest.mark.parametrize("act", ACTS, ids=[name for name, _ in ACTS])
def test_members_do_not_do_what_moderators_do_and_strangers_know_of_nothing(
    live: Event, three: Three, ask: Ask, sign_in: SignIn, act: tuple[str, dict[str, str]]
) -> None:
    owner, mate, stranger = three
    name, sent = act
    sent = {**sent, "question": str(ask(live, owner).id)}
    Group.objects.filter(id=live.group_id).update(openness="hidden")
    services.leave_group(actor=stranger, slug=live.group.slug, now=current_time())
    assert sign_in(mate).post(at(name, live), sent).status_code == 403
    assert sign_in(stranger).post(at(name, live), sent).status_code == 404
    for page in ("group-event", "group-event-care", "group-event-calendar"):
        assert sign_in(stranger).get(at(page, live)).status_code == 404


def test_hostile_values_are_answered_with_a_sentence(live: Event, three: Three, sign_in: SignIn) -> None:
    host = sign_in(three[0])
    hostile = ("", "\x00", HUGE, "' OR 1=1", str(live.id))
    codes = {host.post(at("group-event-act", live), {"act": "take", "question": one}).status_code for one in hostile}
    codes |= {host.post(at("group-event-hear", live), {"want": one}).status_code for one in hostile}
    assert codes == {404, 422}
    for words in ("\x00", HUGE, ""):
        assert host.post(at("group-event-ask", live), {"words": words}).status_code == 422
    assert host.post(at("group-event-act", live), {"act": "merge", "question": str(live.id)}).status_code == 422


def statements(browser: Any, path: str) -> int:
    """Return how many statements a page takes."""
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer: HttpResponse = browser.get(path)
    assert answer.status_code == 200
    return len(queries)


def test_a_page_costs_the_same_with_one_question_and_with_many(
    live: Event, three: Three, ask: Ask, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, _stranger = three
    browsers = (sign_in(owner), sign_in(mate))
    place = {"slug": live.group.slug, "event_id": live.id}

    def add(number: int) -> None:
        ask(live, mate, f"Mine {number} Test?")
        theirs = ask(live, owner, f"Theirs {number} Test?")
        services.want_to_hear(actor=mate, **place, question_id=theirs.id, wants=True, now=now)
        services.say_line(actor=owner, **place, words=f"Line {number} Test", now=now)

    add(0)
    before = [statements(browser, at("group-event", live)) for browser in browsers]
    for number in (1, 2):
        add(number)
    assert [statements(browser, at("group-event", live)) for browser in browsers] == before
    assert max(before) <= 30


def test_what_others_ask_say_and_write_leads_to_a_moderator(
    *, live: Event, three: Three, ask: Ask, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, stranger = three
    question, staged = ask(live, stranger, "Waiting?"), ask(live, stranger, "On the stage?")
    place = {"slug": live.group.slug, "event_id": live.id}
    services.act_on_question(actor=owner, **place, order=Order("stage", staged.id), now=now)
    line = services.say_line(actor=owner, **place, words="An answer", now=now)
    ways = [to("report", *one) for one in (("event-question", question.id), ("event-question", staged.id))]
    ways += [to("report", "event-line", line.id), to("report", "event", live.id)]
    page = sign_in(mate).get(at("group-event", live)).content.decode()
    assert [way for way in ways if way not in page] == []
    assert ways[0] in sign_in(owner).get(at("group-event", live)).content.decode()
    services.end_event(actor=owner, **place, now=now)
    services.write_summary(actor=owner, **place, text="What it brought.", now=now)
    for person, sees in ((mate, True), (owner, False)):
        after = sign_in(person).get(at("group-event", live)).content.decode()
        assert (to("report", "event-question", staged.id) in after) is True
        for way in (to("report", "event-line", line.id), to("report", "event-summary", live.id)):
            assert (way in after) is sees


def test_a_speaker_whose_words_are_heavy_is_led_to_people_with_and_without_scripts(
    live: Event, owner: Person, sign_in: SignIn
) -> None:
    host = sign_in(owner)
    for headers in ({}, {"X-Requested-With": "stage"}):
        said = host.post(at("group-event-say", live), {"say-words": "I want to die."}, headers=headers, follow=True)
        assert "You do not have to carry it alone." in text_of(said)
    assert EventLine.objects.count() == 2


def test_an_event_that_is_begun_early_says_that_it_goes_on_and_not_when_it_was_planned(
    soon: Event, owner: Person, sign_in: SignIn, now: datetime
) -> None:
    browser, pages = sign_in(owner), [to("group", soon.group.slug), to("group-events", soon.group.slug)]
    begins = re.compile(r"in (?:19|20) minutes")
    assert all(begins.search(text_of(browser.get(page))) for page in pages)
    own = '<b data-live-part="state">{}</b>'
    assert own.format("Planned") in browser.get(at("group-event", soon)).content.decode()
    services.begin_event(actor=owner, slug=soon.group.slug, event_id=soon.id, now=now)
    shared = snapshot(soon.id, now)
    assert shared, "those who have its page open are shown the same"
    assert shared.parts["state"].strip() == "Going on now"
    assert own.format("Going on now") in browser.get(at("group-event", soon)).content.decode()
    for page in pages:
        told = text_of(browser.get(page))
        assert f"Evening talk Test {soon.get_kind_display()} Going on now" in told
        assert not begins.search(told)


def test_below_a_question_of_danger_stays_whom_to_turn_to_for_who_asked_it(
    live: Event, three: Three, sign_in: SignIn
) -> None:
    asker, host = sign_in(three[1]), sign_in(three[0])
    page, kept = at("group-event", live), "Only you are shown these numbers."
    asker.post(at("group-event-ask", live), {"words": "I want to die tonight."})
    assert text_of(asker.get(page)).count(kept) == 1
    assert kept not in text_of(host.get(page))
    EventQuestion.objects.update(created_at=F("created_at") - timedelta(hours=25))
    assert kept not in text_of(asker.get(page))


def test_a_cry_for_help_is_not_put_up_for_others_to_choose(
    *, live: Event, three: Three, ask: Ask, sign_in: SignIn, now: datetime
) -> None:
    _owner, mate, other = three
    cry = ask(live, mate, "I want to die tonight.", is_anonymous=True)
    page = at("group-event", live)
    assert "I want to die tonight." not in text_of(sign_in(other).get(page))
    assert str(cry.id) not in sign_in(other).get(page).content.decode()
    shared = snapshot(live.id, now)
    assert shared, "those who have its page open are shown the same"
    assert str(cry.id) not in shared.parts["questions"]
    answer = sign_in(other).post(
        at("group-event-hear", live), {"want": str(cry.id)}, headers={"X-Requested-With": "stage"}
    )
    assert (answer.status_code, EventVote.objects.count()) == (409, 0)
    assert "Those who look after this event read it first. The others here do not see it." in text_of(
        sign_in(mate).get(page)
    )


def test_who_hosts_finds_a_cry_first_and_reads_what_to_do_and_offers_it_to_nobody(
    live: Event, three: Three, ask: Ask, sign_in: SignIn
) -> None:
    owner, mate, other = three
    asked, cry = ask(live, other, "How long does it take?"), ask(live, mate, "I want to die tonight.")
    place = {"slug": live.group.slug, "event_id": live.id}
    services.act_on_question(actor=owner, **place, order=Order("take", asked.id), now=current_time())
    page = sign_in(owner).get(at("group-event", live)).content.decode()
    queue = page[page.index("The queue") :]
    assert queue.index("I want to die tonight.") < queue.index("How long does it take?")
    assert "Please do not answer it in front of everybody: where you look after it you can write" in queue
    first = queue[: queue.index("<details")]
    assert ("Put it on the stage" in first, to("moderate-case", Case.objects.get().id) in first) == (False, True)
    assert str(cry.id) not in first, "nothing is done with it by one tap"


def test_whoever_ends_an_event_is_told_that_a_cry_waits_and_finds_it_afterwards(
    *, live: Event, three: Three, ask: Ask, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, _other = three
    host, waits, after = sign_in(owner), "Somebody who asked here may be in danger", "This still waits:"
    assert waits not in text_of(host.get(at("group-event-end", live)))
    ask(live, mate, "I want to die tonight.", is_anonymous=True)
    assert waits in text_of(host.get(at("group-event-end", live)))
    host.post(at("group-event-end", live))
    ended = host.get(at("group-event", live))
    assert after in text_of(ended)
    case = Case.objects.get()
    assert to("moderate-case", case.id) in ended.content.decode()
    assert after not in text_of(sign_in(mate).get(at("group-event", live)))
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=now)
    assert after not in text_of(host.get(at("group-event", live)))


def test_what_is_to_come_begins_with_what_it_is_and_when_and_shows_nothing_that_is_empty(
    soon: Event, three: Three, ask: Ask, sign_in: SignIn
) -> None:
    owner, mate, other = three
    page, ours = at("group-event", soon), {mate: "Mine Test?", other: "Theirs Test?"}
    for person in (owner, mate):
        shown = text_of(sign_in(person).get(page))
        order = ["What it is for", "When it is", "When it begins, this page shows it by itself.", "Ask something"]
        assert sorted(order, key=shown.index) == order
        assert [empty for empty in ("What comes next", "The queue", "What others would") if empty in shown] == []
    for person, words in ours.items():
        ask(soon, person, words)
    own = sign_in(mate).get(page).content.decode()
    shown = [row for row in re.findall(r"<li.*?</li>", own, re.DOTALL) if "Mine Test?" in row]
    assert [" hidden>" in row.split("<div")[0] for row in shown] == [False, True], "once, below the form"
    assert text_of(sign_in(owner).get(page)).count("Mine Test?") >= 1


def test_the_page_of_a_group_leads_for_two_weeks_to_what_an_event_brought(
    live: Event, three: Three, plan: Plan, sign_in: SignIn, now: datetime
) -> None:
    told, group = "Read what it brought", live.group
    page, reader = to("group", group.slug), sign_in(three[1])
    here = {"actor": three[0], "slug": group.slug, "event_id": live.id, "now": now}
    plan(group, title="The next Test", day=(now + timedelta(days=8)).date())
    services.end_event(**here)
    assert told not in text_of(reader.get(page)), "nothing is written of it yet"
    services.write_summary(text="We *spoke* of evenings.", **here)
    shown = reader.get(page)
    assert told in text_of(shown)
    assert f'href="{at("group-event", live)}#brought"' in shown.content.decode()
    assert "The next Test" in text_of(shown)
    assert told in text_of(sign_in(three[0]).get(page))
    Membership.objects.filter(person=three[2]).delete()
    assert told not in text_of(sign_in(three[2]).get(page)), "who is not in the group reads nothing of it"
    Event.objects.filter(id=live.id).update(began_at=now - timedelta(days=15), ended_at=now - timedelta(days=15))
    assert told not in text_of(reader.get(page))
