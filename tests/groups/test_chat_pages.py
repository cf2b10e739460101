"""The pages of chat rooms: reading, writing with and without scripts, and the same few statements for each page."""

import re
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.formats import time_format
from django.utils.timezone import localtime

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.live import snapshot
from alongside.groups.chat.page import html_of as drawn_lines
from alongside.groups.chat.page import lines_since
from alongside.groups.chat.wording import clock_shown
from alongside.groups.models import ChatLine, ChatRoom
from alongside.kernel.clock import current_time
from alongside.safety.models import Case, Decision, Report
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Three, standing
from tests.groups.test_chat import chat

__all__ = ["chat"]
pytestmark = pytest.mark.django_db
LIVE = {"X-Requested-With": "chat"}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def html_of(browser: Client, path: str) -> str:
    """Return a page, each white space in it one blank."""
    return " ".join(browser.get(path).content.decode().split())


def typed(text: str, **more: str) -> dict[str, str]:
    """Return what a form sends."""
    return {"text": text, "key": str(uuid4()), **more}


def test_a_host_opens_a_room_and_a_member_writes_in_it(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    assert "No room is open here right now." in text_of(member.get(to("group-chats", group.slug)))
    form = host.get(to("group-chat-open", group.slug)).content.decode()
    assert 'value="Open room"' in form
    details = {"name": "Evenings", "purpose": "For nights.", "slow_seconds": "0", "sleeps_from": "", "sleeps_to": ""}
    assert "Your room is open." in text_of(host.post(to("group-chat-open", group.slug), details, follow=True))
    assert "Evenings For nights." in text_of(member.get(to("group-chats", group.slug)))
    room = ChatRoom.objects.get()
    path = to("group-chat", group.slug, room.id)
    assert "Nothing is written here right now." in text_of(member.get(path))
    sent = member.post(path, typed("I am <b>here</b>."))
    assert (sent.status_code, sent["Location"]) == (303, f"{path}#write")
    read = host.get(path)
    assert "I am &lt;b&gt;here&lt;/b&gt;." in read.content.decode()
    assert "Amber Test" in text_of(read)
    assert f'data-live-known="{ChatRoom.objects.get().version}"' in read.content.decode()


def test_where_a_host_lives_is_told_by_no_clock_of_the_group(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    Person.objects.filter(id=owner.id).update(time_zone="Atlantic/Faroe")
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    for name in ("group-chat-open", "group-regular-write", "group-event-plan", "group-calls"):
        form = host.get(to(name, group.slug)).content.decode()
        assert '<option value="" selected>Choose a place</option>' in form, name
        assert '<option value="Atlantic/Faroe">' in form, name
    night = {"name": "Evenings", "purpose": "For nights.", "slow_seconds": "0", "sleeps_from": "00:00", "zone": ""}
    refused = host.post(to("group-chat-open", group.slug), {**night, "sleeps_to": "23:59"})
    assert refused.status_code == 422
    assert "Please say on the clock of which place the room sleeps." in text_of(refused)
    host.post(to("group-chat-open", group.slug), {**night, "sleeps_to": "23:59", "zone": "Europe/Berlin"})
    room = ChatRoom.objects.get()
    read = member.get(to("group-chat", group.slug, room.id)).content.decode()
    assert "Faroe" not in read
    assert room.zone == "Europe/Berlin"
    renamed = {**night, "name": "Late", "sleeps_to": "23:59", "zone": "Europe/Berlin"}
    change = to("group-chat-change", group.slug, room.id)
    assert '<option value="Europe/Berlin" selected>' in host.get(change).content.decode()
    host.post(change, renamed)
    assert (ChatRoom.objects.get().name, ChatRoom.objects.get().zone) == ("Late", "Europe/Berlin")


@pytest.mark.parametrize(("language", "clock"), [("en", "h23"), ("es", "h23"), ("en-us", "h12")])
def test_a_page_names_the_clock_that_all_pages_show_times_by(language: str, clock: str) -> None:
    with translation.override(language):
        assert clock_shown() == clock


def test_the_page_of_a_room_hands_that_clock_to_its_script(chat: ChatRoom, owner: Person, sign_in: SignIn) -> None:
    page = sign_in(owner).get(to("group-chat", chat.group.slug, chat.id))
    assert 'data-clock="h23"' in page.content.decode()


def test_a_page_that_hears_of_its_line_is_told_nothing_more(chat: ChatRoom, owner: Person, sign_in: SignIn) -> None:
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    body = typed("I am here.")
    for _time in (1, 2):
        answer = browser.post(path, body, headers=LIVE)
        assert (answer.status_code, answer.content) == (204, b"")
    assert ChatLine.objects.count() == 1


def test_what_may_give_somebody_away_is_asked_about_first(chat: ChatRoom, owner: Person, sign_in: SignIn) -> None:
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    body = typed("Call me: +44 20 7946 0958")
    asked = browser.post(path, body, headers=LIVE)
    assert asked.status_code == 422
    assert "This looks like a phone number" in text_of(asked)
    assert not ChatLine.objects.exists()
    assert browser.post(path, {**body, "sure": "on"}, headers=LIVE).status_code == 204
    assert ChatLine.objects.count() == 1


def test_words_of_danger_are_sent_and_lead_to_people(chat: ChatRoom, owner: Person, sign_in: SignIn) -> None:
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    answer = browser.post(path, typed("I want to kill myself"), headers=LIVE)
    assert answer.status_code == 303
    assert answer["Location"] == f"{path}#write"
    assert ChatLine.objects.count() == 1
    for _time in (1, 2):
        read = browser.get(path)
        assert "You do not have to carry it alone." in text_of(read), "it stays"
        write = read.content.decode().partition('id="write"')[2]
        assert write.index('href="tel:112"') < write.index("data-line-form")


def test_what_stays_below_a_line_of_danger_is_shown_to_its_writer_alone_for_a_day(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    host, member, path = sign_in(owner), sign_in(mate), to("group-chat", chat.group.slug, chat.id)
    host.post(path, typed("I want to die tonight."))
    host.post(path, typed("Is anybody there?"))
    line = ChatLine.objects.get(number=1)
    assert "Only you are shown these numbers." in text_of(host.get(path))
    assert "Only you are shown these numbers." not in text_of(member.get(path))
    ChatLine.objects.filter(id=line.id).update(hidden_at=line.created_at, hidden_why="Hm.")
    assert "Only you are shown these numbers." in text_of(host.get(path)), "hidden or not"
    ChatLine.objects.update(hidden_at=None, hidden_why="", created_at=line.created_at - timedelta(hours=25))
    assert "Only you are shown these numbers." not in text_of(host.get(path))


def test_under_a_line_of_danger_readers_find_what_they_can_do(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    host, member, path = sign_in(owner), sign_in(mate), to("group-chat", chat.group.slug, chat.id)
    host.post(path, typed("I want to die tonight."))
    member.post(path, typed("I am here."))
    line = ChatLine.objects.get(number=1)
    folded = '<details class="small" data-others{}> <summary> <strong>What you can do for them</strong>'
    assert html_of(member, path).count("What you can do for them") == 1
    assert folded.format("") in html_of(member, path)
    assert folded.format(" hidden") in html_of(host, path), "a page shows it as the line is another's"
    asking = f'<a class="button quiet" href="{to("report", "chat-line", line.id)}?reason=danger">'
    assert f"{asking}Tell those who look after the group</a>" in html_of(member, path)
    for browser, tells, looks in ((member, "", " hidden"), (host, " hidden", "")):
        shown = html_of(browser, path)
        assert f"<p data-tell{tells}>" in shown
        assert f'<p data-looks{looks}> <a class="touch" href="{to("moderate")}">' in shown
    told = drawn_lines(lines_since(chat, 0, now=current_time()), chat)
    assert folded.format(" hidden") in " ".join(told[1].split())
    assert "What you can do for them" not in told[2]


def test_a_line_that_comes_too_soon_after_many_stays_in_the_field(
    chat: ChatRoom, owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.groups.services.chat.LINES_A_MINUTE", 1)
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    assert browser.post(path, typed("One.")).status_code == 303
    for text, is_heavy in (("Two.", False), ("I want to die.", True), ("I want to kill myself.", True)):
        refused = browser.post(path, typed(text))
        assert refused.status_code == 429
        assert "That was a lot of tries in a short time." in text_of(refused)
        assert text in refused.content.decode().partition("<textarea")[2]
        assert ("You do not have to carry it alone." in text_of(refused)) is is_heavy
    assert ChatLine.objects.count() == 1


def test_a_first_cry_that_comes_too_soon_after_many_reaches_those_who_look_and_no_more_within_the_hour(
    chat: ChatRoom, owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.groups.services.chat.LINES_A_MINUTE", 1)
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    assert browser.post(path, typed("One.")).status_code == 303
    browser.post(path, typed("Two."))
    assert not Case.objects.exists()
    shown = [
        "Those who look after this place are shown it" in text_of(browser.post(path, typed(text)))
        for text in ("I want to die.", "I want to die.", "I want to kill myself.")
    ]
    assert shown == [True, True, False], "a page sends the same once more; what else comes is not brought at will"
    case = Case.objects.get()
    assert (case.kind, case.is_urgent, case.reports.count()) == ("unsent", True, 1)
    Report.objects.update(created_at=current_time() - timedelta(minutes=61))
    assert "Those who look after this place are shown it" in text_of(
        browser.post(path, typed("I want to kill myself."))
    )


@pytest.mark.parametrize("body", [{"text": "Hello"}, {"text": "Hello", "key": "x"}, {"key": str(uuid4())}, {}])
def test_a_form_that_lacks_something_is_answered_with_a_sentence(
    chat: ChatRoom, owner: Person, sign_in: SignIn, body: dict[str, str]
) -> None:
    answer = sign_in(owner).post(to("group-chat", chat.group.slug, chat.id), body)
    assert answer.status_code == 422
    assert not ChatLine.objects.exists()


def test_a_member_sees_take_back_on_their_own_lines_alone(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    known = {"slug": chat.group.slug, "room_id": chat.id, "now": current_time()}
    services.write_line(actor=mate, written=Written("Mine", uuid4()), **known)
    host, member = sign_in(owner), sign_in(mate)
    path, line = to("group-chat", chat.group.slug, chat.id), ChatLine.objects.get()
    assert "data-own>" in html_of(member, path)
    assert "data-own hidden>" in html_of(host, path)
    assert "data-others>" in html_of(host, path)
    why = {"reason": "It names somebody."}
    hide = to("group-chat-hide", chat.group.slug, chat.id, line.id)
    assert member.post(hide, why).status_code == 403
    assert f"{standing(mate, chat.group).alias} wrote: “Mine”" in text_of(host.get(hide)), (
        "the one above is soon touched"
    )
    hidden = host.post(hide, why, follow=True)
    assert "The line is hidden" in text_of(hidden)
    case = reverse("moderate-case", args=[Decision.objects.get().case_id])
    assert f'<a href="{case}">It was not meant? Show it again</a>' in hidden.content.decode()
    assert "Mine" not in text_of(host.get(path))
    assert "It is hidden already. Nothing was changed." in text_of(host.post(hide, why))
    assert "Mine" not in text_of(host.get(hide)), "nor does the page that asks show it"
    assert "See why, and how to ask for another look" in text_of(member.get(path))
    decided = reverse("decision", args=[Decision.objects.get().id])
    assert "It names somebody." in text_of(member.get(decided))
    assert "It names somebody." not in text_of(host.get(path))
    host.post(reverse("moderate-lift", args=[Decision.objects.get().case_id, Decision.objects.get().id]))
    assert "Mine" in text_of(host.get(path)), "one tap brings it back"
    back = to("group-chat-take-back", chat.group.slug, chat.id, line.id)
    assert host.post(back).status_code == 403
    member.post(back)
    assert "This line was taken back." in text_of(host.get(path))


def test_earlier_lines_are_read_page_by_page(chat: ChatRoom, owner: Person, sign_in: SignIn, now: datetime) -> None:
    key = owner.data_key_id
    from alongside.groups.sealing import CHAT_LINE
    from alongside.kernel.sealed import seal

    words = seal(key, "A line", what=CHAT_LINE)
    member = chat.group.memberships.get()
    ChatLine.objects.bulk_create(
        ChatLine(created_at=now, room=chat, membership=member, number=n, changed=n, key=uuid4(), words_sealed=words)
        for n in range(1, 121)
    )
    ChatRoom.objects.filter(id=chat.id).update(version=120, last_number=120)
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)
    page = browser.get(path).content.decode()
    assert 'id="line-71"' in page
    assert 'id="line-70"' not in page
    assert 'href="?before=71"' in page
    first = browser.get(f"{path}?before=21").content.decode()
    assert 'id="line-20"' in first
    assert 'href="?before=' not in first
    assert "is forgotten" in text_of(browser.get(f"{path}?before=1"))
    assert browser.get(f"{path}?before=x").status_code == 200


def test_a_quiet_room_says_so_and_keeps_what_was_typed(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    host, member = sign_in(owner), sign_in(mate)
    path, quiet = to("group-chat", chat.group.slug, chat.id), to("group-chat-quiet", chat.group.slug, chat.id)
    assert member.post(quiet, {"minutes": "15"}).status_code == 403
    assert host.post(quiet, {"minutes": "9999"}).status_code == 422
    assert host.post(quiet, {"minutes": "-1"}).status_code == 422
    assert "The room is resting now." in text_of(host.post(quiet, {"minutes": "15"}, follow=True))
    assert "This room is resting until" in text_of(member.get(path))
    assert "It is resting now: you can read." in text_of(member.get(to("group-chats", chat.group.slug)))
    page = member.get(path).content.decode()
    main = page.partition("<main")[2]
    assert f'href="{to("reach-out")}"' in main
    assert f'href="{to("crisis-lines")}"' in main
    assert "data-line-form" in page
    assert "hidden" in page.partition("data-waits")[2].partition(">")[0]
    answer = member.post(path, typed("I am typing."))
    assert answer.status_code == 422
    assert "I am typing." in answer.content.decode()
    assert "Everybody can write in the room again." in text_of(host.post(quiet, {"minutes": "0"}, follow=True))
    assert "hidden" not in answer.content.decode().partition("data-waits")[2].partition(">")[0]


def test_in_a_room_that_goes_slowly_the_wait_is_said_once_and_as_no_error(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    path, member, host = to("group-chat", chat.group.slug, chat.id), sign_in(mate), sign_in(owner)
    change = to("group-chat-change", chat.group.slug, chat.id)
    slow = {"name": "Open room", "purpose": "For nights.", "slow_seconds": "30"}
    assert "The room goes slowly now." in text_of(host.post(change, slow, follow=True))
    assert "Your changes are kept." in text_of(host.post(change, {**slow, "purpose": "For days."}, follow=True))
    member.post(path, typed("One"))
    sent = typed("Two & three")
    waits = member.post(path, sent)
    assert waits.status_code == 422
    page = waits.content.decode()
    assert page.count("seconds you can send this.") == 1
    assert "Something needs another look" not in page
    assert 'aria-invalid="true"' not in page
    assert "Two &amp; three" in page
    assert sent["key"] in page, "it is still the same line"
    assert ChatLine.objects.count() == 1
    gone = host.post(change, {**slow, "slow_seconds": "0"}, follow=True)
    assert "The room does not go slowly any more." in text_of(gone)


@pytest.mark.parametrize(
    ("seconds", "how_often", "wait"),
    [
        (30, "one line every 30 seconds from each person.", "seconds you can send this."),
        (60, "one line a minute from each person.", "In about 1 minute you can send this."),
        (300, "one line every 5 minutes from each person.", "In about 5 minutes you can send this."),
    ],
)
def test_how_slowly_a_room_goes_is_said_as_a_person_would(
    chat: ChatRoom, brought_in: Join, three: Three, sign_in: SignIn, *, seconds: int, how_often: str, wait: str
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    known = {"actor": owner, "slug": chat.group.slug, "room_id": chat.id, "now": current_time()}
    services.change_room(details=RoomDetails("Open room", "For nights.", seconds), **known)
    path, member = to("group-chat", chat.group.slug, chat.id), sign_in(mate)
    assert how_often in text_of(member.get(path))
    member.post(path, typed("One"))
    assert wait in text_of(member.post(path, typed("Two")))
    services.quiet_room(minutes=15, **known)
    resting = text_of(member.get(path))
    assert "This room is resting until" in resting
    assert "goes slowly" not in resting, "while it rests nobody asks how often"


def test_until_when_a_room_rests_is_said_on_the_clock_of_the_reader(
    chat: ChatRoom, brought_in: Join, three: Three, sign_in: SignIn
) -> None:
    owner, mate, _stranger = three
    Person.objects.filter(id=mate.id).update(time_zone="Asia/Kolkata")
    mate.refresh_from_db()
    brought_in(chat.group, mate)
    path, now = to("group-chat", chat.group.slug, chat.id), current_time()
    services.quiet_room(actor=owner, slug=chat.group.slug, room_id=chat.id, minutes=15, now=now)
    until = localtime(now + timedelta(minutes=15), ZoneInfo("Asia/Kolkata"))
    page = sign_in(mate).get(path)
    assert re.search(rf"resting until (\w+, )?{time_format(until.time())}\. Until then", text_of(page))
    refused = sign_in(mate).post(path, typed("I am here."))
    assert f"{time_format(until.time())}. Until then" in text_of(refused)
    assert "time)" not in text_of(page)
    assert 'data-zone="UTC"' in snapshot(chat.id, now).parts["state"]  # type: ignore[union-attr]  # it is open


def test_a_page_takes_the_same_few_statements_for_one_line_and_for_many(
    chat: ChatRoom, owner: Person, sign_in: SignIn, now: datetime
) -> None:
    browser, path = sign_in(owner), to("group-chat", chat.group.slug, chat.id)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert browser.get(path).status_code == 200
        return len(caught)

    known = {"actor": owner, "slug": chat.group.slug, "room_id": chat.id, "now": now}
    services.write_line(written=Written("One", uuid4()), **known)
    count()
    one = count()
    for words in ("Two", "Three"):
        services.write_line(written=Written(words, uuid4()), **known)
    assert count() == one
    assert one < 25


def test_each_line_of_others_leads_to_a_moderator_and_ones_own_does_not(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    now = current_time()
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Evenings", "For nights."), now=now)
    line = services.write_line(
        actor=owner, slug=group.slug, room_id=room.id, written=Written("Canary words", uuid4()), now=now
    )
    path, way = to("group-chat", group.slug, room.id), to("report", "chat-line", line.id)
    theirs, own = html_of(sign_in(mate), path), html_of(sign_in(owner), path)
    assert f'<a href="{way}">' in theirs
    assert '<details class="more" data-others>' in theirs
    assert '<details class="more" data-others hidden>' in own
    assert to("report", "chat-room", room.id) in theirs
    page = sign_in(mate).get(way)
    assert "Quiet Heron Canary words" in text_of(page)
    assert "Does something around it belong to it?" not in text_of(page)
    services.write_line(actor=mate, slug=group.slug, room_id=room.id, written=Written("Mine", uuid4()), now=now)
    assert "You: Mine" in text_of(sign_in(mate).get(way))
    sent = sign_in(mate).post(way, {"reason": "unkind", "words": ""}, follow=True)
    assert "Thank you. A moderator looks at it" in text_of(sent)
    assert Case.objects.get().subject == line.id
    assert sign_in(owner).get(way).status_code == 409


def test_whose_line_a_moderator_has_hidden_is_led_to_why(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    now = current_time()
    room = services.open_room(actor=owner, slug=group.slug, details=RoomDetails("Evenings", "For nights."), now=now)
    line = services.write_line(actor=mate, slug=group.slug, room_id=room.id, written=Written("Words", uuid4()), now=now)
    services.hide_chat_line(line.id, now)
    path = to("group-chat", group.slug, room.id)
    assert "See why, and how to ask for another look" in text_of(sign_in(mate).get(path))
    assert "Words" not in text_of(sign_in(owner).get(path))


def test_whoever_left_while_they_wrote_finds_their_words_again_and_whom_to_turn_to(
    chat: ChatRoom, brought_in: Join, mate: Person, sign_in: SignIn
) -> None:
    brought_in(chat.group, mate)
    member, path = sign_in(mate), to("group-chat", chat.group.slug, chat.id)
    member.post(to("group-leave", chat.group.slug), {"posts": "stay"})
    refused = member.post(path, typed("I cannot <go> on."))
    assert refused.status_code == 404
    assert ">I cannot &lt;go&gt; on.</textarea>" in refused.content.decode()
    assert "If it is too heavy to carry alone, somebody is there" in text_of(refused)
    assert "What you wrote" not in text_of(member.post(path, typed(" "))), "nothing was typed"
    assert not ChatLine.objects.exists()
