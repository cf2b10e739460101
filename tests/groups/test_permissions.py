"""Who gets what at every address of groups, threads and messages: asking for it, and sending what would be right."""

from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from alongside.kernel.clock import current_time
from tests.architecture.source import ROOT
from tests.architecture.test_urls import fill, routes
from tests.conftest import MakePerson
from tests.groups.permissions import (
    GROUP,
    WHO,
    Place,
    Row,
    call_of,
    entering,
    kind_word,
    line,
    membership_of,
    no_object,
    said,
    slug_of,
    talk_of,
    thread_of,
    token_of,
    uuid_of,
)

pytestmark = pytest.mark.django_db
OURS = ("groups/", "messages/", "meetings-of/", "organise/groups/")
# Parts of a group that have a table of their own: how their addresses begin, and the test that holds it.
HELD_ELSEWHERE = {
    "groups/<slug:slug>/chat/": "tests/groups/test_chat_pages.py",
    "groups/<slug:slug>/events/": "tests/groups/test_stage_pages.py",
    "groups/<slug:slug>/regular/": "tests/groups/test_regular.py",
    "groups/<slug:slug>/threads/<uuid:thread_id>/hand-on/": "tests/groups/test_regular.py",
    "messages/circle/": "tests/messaging/test_circles.py",
    "messages/<uuid:conversation_id>/picture/": "tests/messaging/test_media.py",
    "messages/<uuid:conversation_id>/voice/": "tests/messaging/test_media.py",
    "messages/<uuid:conversation_id>/<uuid:message_id>/picture/": "tests/messaging/test_media.py",
    "messages/<uuid:conversation_id>/<uuid:message_id>/voice/": "tests/messaging/test_media.py",
}

#            strng outsd membr stopd hears askng remov greet moder host
ANYBODY = "   302   200   200   200   200   200   200   200   200   200"
NEVER = "     302   405   405   405   405   405   405   405   405   405"
IN = "        302   403   200   200   200   403   403   200   200   200"
IN_DO = "     302   403   303   303   303   403   403   303   303   303"
GREET = "     302   403   403   403   403   403   403   200   200   200"
GREET_DO = "  302   403   403   403   403   403   403   303   303   303"
MODERATE = "  302   403   403   403   403   403   403   403   200   200"
MODERATE_DO = "302  403   403   403   403   403   403   403   303   303"
HOST = "      302   403   403   403   403   403   403   403   403   200"
HOST_DO = "   302   403   403   403   403   403   403   403   403   303"
WRITER = "    302   403   200   403   403   403   403   403   403   403"
WRITER_DO = " 302   403   303   403   403   403   403   403   403   403"
TWO = "       302   404   404   200   200   404   404   404   404   404"
TWO_DO = "    302   404   404   303   303   404   404   404   404   404"
NOBODY = "    302   403   403   403   403   403   403   403   403   403"  # an organiser's
ROWS: tuple[Row, ...] = (
    Row("groups/", ANYBODY, NEVER, no_object),
    Row(
        "groups/new/",
        ANYBODY,
        "302 303 303 303 303 303 303 303 303 303",
        no_object,
        said(**GROUP, alias="Silver Pebble"),
    ),
    Row("groups/search/", ANYBODY, NEVER, no_object),
    Row(
        "groups/invitation/<str:token>/",
        "200 200 302 302 302 200 200 302 302 302",
        "200 303 302 302 302 303 403 302 302 302",
        token_of,
        entering,
    ),
    Row("groups/<slug:slug>/", ANYBODY, NEVER),
    Row(
        "groups/<slug:slug>/join/",
        "302 200 302 302 302 302 302 302 302 302",
        "302 303 302 302 302 302 302 302 302 302",
        sent=entering,
    ),
    Row("groups/<slug:slug>/alias/", IN, IN_DO, sent=said(alias="Silver Pebble")),
    Row("groups/<slug:slug>/agree/", NEVER, IN_DO, sent=entering),
    Row("groups/<slug:slug>/letters/", NEVER, IN_DO, sent=said(move="yes")),
    Row("groups/<slug:slug>/role/", NEVER, "302 403 403 403 403 403 403 303 303 200", sent=said(move="back")),
    Row("groups/<slug:slug>/add-to-circle/", NEVER, IN_DO),
    Row("groups/<slug:slug>/today/take-back/", NEVER, IN_DO),
    Row(
        "groups/<slug:slug>/leave/",
        "302 302 200 200 200 200 302 200 200 200",
        "302 302 303 303 303 303 302 303 303 200",
        sent=said(posts="stay"),
    ),
    Row("groups/<slug:slug>/members/", IN, NEVER),
    Row(
        "groups/<slug:slug>/members/<uuid:membership_id>/",
        MODERATE,
        HOST_DO,
        membership_of("other"),
        said(role="greeter"),
    ),
    Row(
        "groups/<slug:slug>/members/<uuid:membership_id>/<slug:how>/",
        MODERATE,
        MODERATE_DO,
        membership_of("other", how="remove"),
        said(reason="They sold pills here twice."),
    ),
    Row("groups/<slug:slug>/care/", GREET, NEVER),
    Row("groups/<slug:slug>/care/invite/", NEVER, MODERATE_DO),
    Row(
        "groups/<slug:slug>/care/invitations/<uuid:invitation_id>/take-back/",
        NEVER,
        MODERATE_DO,
        lambda place: {**slug_of(place), "invitation_id": place.invitation.id},
    ),
    Row(
        "groups/<slug:slug>/care/requests/<uuid:membership_id>/",
        NEVER,
        GREET_DO,
        membership_of("asking"),
        said(lets_in="yes"),
    ),
    Row("groups/<slug:slug>/care/newcomers/", NEVER, HOST_DO),
    Row("groups/<slug:slug>/care/let-back/<uuid:membership_id>/", NEVER, MODERATE_DO, membership_of("gone")),
    Row(
        "groups/<slug:slug>/care/answers/<uuid:waiting_id>/",
        NEVER,
        GREET_DO,
        lambda place: {**slug_of(place), "waiting_id": place.waiting.id},
    ),
    Row(
        "groups/<slug:slug>/calls/",
        IN,
        IN_DO,
        sent=said(way="message", weekdays="0", part="any", zone="UTC"),
    ),
    Row("groups/<slug:slug>/calls/stop/", NEVER, IN_DO),
    Row("groups/<slug:slug>/calls/list/", GREET, NEVER),
    Row(
        "groups/<slug:slug>/calls/<uuid:call_id>/",
        "302 403 403 403 403 403 403 404 404 200",
        "302 403 403 403 403 403 403 404 404 303",
        call_of,
        said(outcome="reached"),
    ),
    Row(
        "groups/<slug:slug>/calls/<uuid:call_id>/move/",
        NEVER,
        "302 403 403 403 403 403 403 409 409 303",
        call_of,
        said(move="claim"),
    ),
    Row("groups/<slug:slug>/milestones/", IN, NEVER),
    Row("groups/<slug:slug>/milestones/new/", IN, IN_DO, sent=said(word="Day one")),
    Row("groups/<slug:slug>/change/", HOST, HOST_DO, sent=said(**GROUP)),
    Row("groups/<slug:slug>/close/", HOST, HOST_DO),
    Row("groups/<slug:slug>/threads/", IN, NEVER),
    Row("groups/<slug:slug>/threads/new/", IN, IN_DO, sent=said(title="Mornings", text="It is early.")),
    Row("groups/<slug:slug>/threads/<uuid:thread_id>/", IN, IN_DO, thread_of, said(text="I am here.")),
    Row("groups/<slug:slug>/threads/<uuid:thread_id>/wants/", NEVER, IN_DO, thread_of, said(wants="mute")),
    Row("groups/<slug:slug>/threads/<uuid:thread_id>/coach/", NEVER, IN_DO, thread_of, said(move="yes")),
    Row(
        "groups/<slug:slug>/threads/<uuid:thread_id>/reactions/",
        NEVER,
        "302 403 403 303 303 403 403 303 303 303",
        thread_of,
        kind_word,
    ),
    Row(
        "groups/<slug:slug>/threads/<uuid:thread_id>/posts/<uuid:post_id>/",
        WRITER,
        WRITER_DO,
        lambda place: place.post,
        said(title="Evenings", text="It is longer."),
    ),
    Row(
        "groups/<slug:slug>/threads/<uuid:thread_id>/posts/<uuid:post_id>/take-back/",
        WRITER,
        WRITER_DO,
        lambda place: place.post,
    ),
    Row(
        "meetings-of/<uuid:community_id>/begin/",
        HOST,
        "302 403 403 403 403 403 403 403 403 422",
        lambda place: {"community_id": uuid_of(place)},
    ),
    Row("organise/groups/", NOBODY, NOBODY, no_object),
    Row("organise/groups/<slug:slug>/", NOBODY, NOBODY, lambda place: {"slug": place.held.slug}, said(opens="yes")),
    Row("messages/", ANYBODY, NEVER, no_object),
    Row("messages/part/", ANYBODY, NEVER, no_object),
    Row("messages/new/", ANYBODY, NEVER, no_object),
    Row(
        "messages/new/<slug:origin>/<uuid:source>/",
        "302 404 200 302 404 404 404 200 200 200",
        "302 404 303 303 404 404 404 303 303 303",
        lambda place: {"origin": "group", "source": place.message and place.standing["hears_not"].id},
        line,
    ),
    Row(
        "messages/stop/<uuid:source>/",
        "302 404 200 200 404 404 404 200 200 200",
        "302 404 303 303 404 404 404 303 303 303",
        lambda place: {"source": place.standing["hears_not"].id},
    ),
    Row("messages/<uuid:conversation_id>/", TWO, "302 404 404 302 422 404 404 404 404 404", talk_of(), line),
    Row("messages/<uuid:conversation_id>/part/<slug:part>/", TWO, NEVER, talk_of(part="lines")),
    Row("messages/<uuid:conversation_id>/stop/", TWO, TWO_DO, talk_of()),
    Row("messages/<uuid:conversation_id>/leave/", TWO, TWO_DO, talk_of()),
    Row("messages/<uuid:conversation_id>/<slug:move>/", NEVER, TWO_DO, talk_of(move="untold")),
    Row(
        "messages/<uuid:conversation_id>/<uuid:message_id>/take-back/",
        NEVER,
        "302 404 404 303 404 404 404 404 404 404",
        lambda place: {**talk_of()(place), "message_id": place.message.id},
    ),
)


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def place(make_person: MakePerson, now: datetime) -> Place:
    """A group with everybody there is to it."""
    return Place(make_person, now)


def test_every_address_of_groups_and_messages_is_in_the_table() -> None:
    there = {route for route in routes(get_resolver()) if route.startswith(OURS)}
    elsewhere = {route for route in there if route.startswith(tuple(HELD_ELSEWHERE))}
    assert there - elsewhere == {row.route for row in ROWS}
    assert [name for name in HELD_ELSEWHERE.values() if not (ROOT / name).is_file()] == []


def code(row: Row, who: str, how: str, place: Place) -> int:
    """Return what somebody is answered; nothing of it stays."""
    browser = Client()
    if who != "strange":
        browser.force_login(place.people[who])
    path, sent = fill(row.route, dict(row.of(place))), dict(row.sent(place))
    with transaction.atomic():
        answer = browser.get(path) if how == "get" else browser.post(path, sent)
        transaction.set_rollback(True)
    return answer.status_code


def test_everybody_gets_the_codes_of_the_table(place: Place) -> None:
    differing = []
    for row in ROWS:
        for how in ("get", "post"):
            got = {who: code(row, who, how, place) for who in WHO}
            if got != row.expected(how):
                differing.append(f"{how} {row.route}: {'   '.join(map(str, got.values()))}")
    assert differing == []
