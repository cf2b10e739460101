"""Whoever is in two groups under two aliases is two people to everybody else, on all that another member can get."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.services import create_token, export_person
from alongside.kernel.clock import current_time
from alongside.kernel.live import shared_of
from alongside.meetings import services as meetings
from alongside.meetings.models import Gathering
from tests.architecture.test_urls import fill
from tests.architecture.urls import ROWS
from tests.architecture.world import World
from tests.conftest import MakePerson
from tests.groups.two_groups import ALIASES, UUIDS, Scene, Side, come_in, crawl, make_scene, whole

pytestmark = pytest.mark.django_db
SECONDS = re.compile(r"\d\d:\d\d:\d\d")
# By this a browser knows for whom it keeps something; it is the reader's.
READERS_OWN = re.compile(r'data-kept-for="\w+"')
# Signs against forged forms, cookies with the moment at which they end, an alias that is suggested, a room's clock.
DRAWN = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|^Set-Cookie:.*$|name="alias" value="[^"]*"|data-until="[^"]*"',
    re.MULTILINE,
)
SAID = re.compile(r"(?<=>)[^<]*(?=</time>)")
# Pages that hold what belongs to both groups, for their reader alone.
ACROSS = ("groups", "messages", "message-new", "group-search")


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def scene(make_person: MakePerson, now: datetime) -> Scene:
    """Somebody in two groups, and another member of both."""
    return make_scene(make_person, now)


@pytest.fixture
def told(scene: Scene) -> dict[str, str]:
    """All that the other member is told, from the pages of both groups on."""
    starts = [reverse("today"), *(reverse(name) for name in ACROSS), "/groups/search/?q=better"]
    for side in scene.sides:
        slug = side.group.slug
        starts += [reverse(name, args=[slug]) for name in ("group", "group-threads", "group-members", "group-care")]
        starts += [f"{reverse('group-thread', args=[slug, side.thread.id])}?from=1"]
    return crawl(scene.browser, starts)


def of_side(side: Side, told: dict[str, str]) -> str:
    """Return what is told on the pages that belong to one of the two groups alone."""
    assert side.meeting
    own = (side.group.slug, str(side.talk), side.meeting.slug, str(side.reader.id), str(side.hider.id))
    pages = "\n".join(page for path, page in told.items() if any(one in path for one in own))
    return READERS_OWN.sub("", pages)


def test_the_other_member_sees_what_was_made(scene: Scene, told: dict[str, str]) -> None:
    for side in scene.sides:
        page = of_side(side, told)
        for words in (side.hider.alias, f"Better in {side.group.slug}", f"A word in {side.group.name}"):
            assert words in page
        assert f"/meetings/{side.meeting.slug if side.meeting else ''}/room/" in told
    assert len(told) > 40


def test_nothing_that_another_member_gets_says_who_somebody_is(scene: Scene, told: dict[str, str]) -> None:
    assert {path: found for path, page in told.items() if (found := scene.found_in(page))} == {}


def test_an_alias_of_one_group_is_not_told_in_the_other(scene: Scene, told: dict[str, str]) -> None:
    for side, other in (scene.sides, reversed(scene.sides)):
        page = of_side(side, told)
        assert other.hider.alias not in page
        assert other.own_ids() & set(UUIDS.findall(page)) == set()


def test_no_id_stands_on_pages_of_both_groups(scene: Scene, told: dict[str, str]) -> None:
    first, second = (set(UUIDS.findall(of_side(side, told))) for side in scene.sides)
    assert first
    assert first & second == set()


def test_no_two_ids_of_somebody_were_drawn_in_one_moment(scene: Scene, told: dict[str, str]) -> None:
    """An id with a time in it tells of a row to the millisecond: two of one moment would be two of one person."""
    timed = [
        {one.replace("-", "")[:12] for one in UUIDS.findall(of_side(side, told)) if one.replace("-", "")[12] == "7"}
        for side in scene.sides
    ]
    assert timed[0] & timed[1] == set()


def still(page: str) -> str:
    """Return what is told without what is drawn anew each time."""
    return DRAWN.sub("", page)


def test_no_page_of_a_group_tells_a_moment_to_the_second(scene: Scene, told: dict[str, str]) -> None:
    """Of the agreements alone more is told, for a form hands back which of them somebody has read."""
    for side in scene.sides:
        page = still(of_side(side, told)).replace(side.group.agreements_since.isoformat(), "")
        assert {one for one in SECONDS.findall(page) if not one.endswith(":00")} == set()


def test_whether_somebody_looks_is_told_to_nobody(scene: Scene, told: dict[str, str]) -> None:
    """Reading changes no page of anybody else; how long ago something was is said anew each minute."""
    slug = scene.sides[0].group.slug
    paths = [path for path in told if path.startswith(f"/groups/{slug}/")]

    def seen() -> dict[str, str]:
        return {path: SAID.sub("", still(whole(scene.browser.get(path)))) for path in paths}

    seen()
    before, hider = seen(), Client()
    hider.force_login(scene.hider)
    for path in paths:
        hider.get(path)
    assert seen() == before
    assert len(paths) > 10


def test_no_address_of_the_table_says_who_somebody_in_two_groups_is(
    scene: Scene, make_person: MakePerson, now: datetime
) -> None:
    """Every address, as another member of the same group gets it; with a token for programs, too."""
    world = World(make_person)
    hider, reader = scene.hider, scene.reader
    come_in(hider, world.group, world.people.owner, "Silent Meadow", now)
    come_in(reader, world.group, world.people.owner, "Reading Meadow", now)
    token = create_token(person=reader, scopes=["read", "write"], now=now)
    program = Client(headers={"authorization": f"Bearer {token}"})
    found = {}
    # A link with a token was given to somebody, who was shown then what it leads to.
    for row in (one for one in ROWS if "token" not in one.route):
        path = fill(row.route, dict(row.of(world)))
        asker = program if path.startswith("/api/") else scene.browser
        answer = asker.get(path)
        if given := scene.found_in(whole(answer)):
            found[path] = given
        assert answer.status_code < 500 or path == "/api/v1/health"
    assert found == {}


def test_a_calendar_of_a_member_names_nobody(scene: Scene, now: datetime) -> None:
    token = meetings.make_feed(actor=scene.reader, words="", now=now)
    answer = Client().get(f"/feeds/calendar/{token}.ics")
    assert answer.status_code == 200
    assert scene.found_in(whole(answer)) == []
    assert not {alias for alias in ALIASES if alias in whole(answer)}


def test_a_room_that_many_look_at_names_aliases_alone(scene: Scene, now: datetime) -> None:
    room = shared_of("meeting-room")
    assert room
    for side, other in (scene.sides, reversed(scene.sides)):
        gathering = Gathering.objects.get(meeting=side.meeting)
        shown = room.render(gathering.id, now)
        assert shown
        words = "".join(shown.parts.values())
        assert side.hider.alias in words
        assert other.hider.alias not in words
        assert scene.found_in(words) == []


def test_what_a_member_takes_along_names_nobody_else(scene: Scene, now: datetime) -> None:
    archive = zipfile.ZipFile(BytesIO(export_person(person_id=scene.reader.id, now=now)))
    told = "".join(f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist())
    assert scene.found_in(told) == []
    assert {alias for alias in ALIASES if alias in told} <= set(ALIASES)
    shared = [ids & set(UUIDS.findall(told)) for ids in (side.own_ids() for side in scene.sides)]
    assert shared[0] & shared[1] == set()
