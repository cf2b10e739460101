"""Two groups that one person is in under two aliases, and another member of both who tries to find that out."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Person, Session
from alongside.circles import services as circles
from alongside.circles.details import TieDetails
from alongside.circles.models import Supporter
from alongside.groups import services as groups
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import GroupState, Standing
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.models import Post, Thread
from alongside.kernel.sealed import seal
from alongside.meetings import services as meetings
from alongside.meetings.details import Draft
from alongside.meetings.models import Meeting
from alongside.meetings.run_details import RunDetails
from alongside.messaging import services as messaging
from alongside.messaging.services import Line
from alongside.notifications.channels.webpush import Subscription
from alongside.notifications.models import EmailAddress, PushSubscription
from alongside.notifications.sealing import ADDRESS, SUBSCRIPTION
from tests.conftest import MakePerson

# What would give somebody away; none of it occurs anywhere else.
ALIAS = "Zebedee Quillfeather Madeup"
MAIL = "zebedee.quillfeather@mail.example"
AUNT = "Aunt Philomena Quillfeather"
BROWSER = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.99",
    "HTTP_USER_AGENT": "Zorbrowser/9.87 (Quillphone)",
    "HTTP_ACCEPT_LANGUAGE": "rm-CH, rm;q=0.9",
    "HTTP_REFERER": "http://testserver/quillfeather/",
}
NOWHERE = Subscription(endpoint="https://push.example/quillfeather", p256dh="unused", auth="unused")
UUIDS = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
LINKS = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]+)="([/?][^"]*)"')
ALIASES = ("Amber Cedar", "Silver Pebble")
FIRST, SECOND = 0, 1
# What is about a group, or may be; everything else is looked at by way of the table of addresses.
ABOUT = re.compile(r"^/(?:$|groups|messages|today|circle/$|supporting/$|meetings|my-|organise/groups|notifications/$)")


@dataclass
class Side:
    """One of the two groups, and what the one person has to do with it."""

    group: Group
    hider: Membership
    reader: Membership
    thread: Thread
    posts: list[Post] = field(default_factory=list)
    meeting: Meeting | None = None
    talk: UUID | None = None

    def own_ids(self) -> set[str]:
        """Return the ids by which the one person is known here."""
        return {str(self.hider.id), str(self.thread.id), *(str(post.id) for post in self.posts)}


@dataclass
class Scene:
    """The two: `hider` is in both groups under two aliases, `reader` looks."""

    hider: Person
    reader: Person
    host: Person
    sides: list[Side]
    browser: Client

    def secrets(self) -> dict[str, str]:
        """Return what nobody else may ever be shown, by what it is."""
        ids = {"person": self.hider.id, "key": self.hider.data_key_id}
        ids |= {f"supporter {n}": row.id for n, row in enumerate(Supporter.objects.filter(person=self.hider))}
        ids |= {f"session {n}": row.pk for n, row in enumerate(Session.objects.filter(person=self.hider))}
        plain = {"alias": "Quillfeather", "first name": "Zebedee", "browser": "Zorbrowser", "language": "rm-CH"}
        plain |= {"address": BROWSER["REMOTE_ADDR"], "forwarded": BROWSER["HTTP_X_FORWARDED_FOR"]}
        written = {f"{what}, {how}": text for what, one in ids.items() for how, text in _ways(str(one)).items()}
        return {**plain, **written}

    def found_in(self, text: str) -> list[str]:
        """Return what of it a text gives away."""
        told = text.casefold()
        return sorted(what for what, secret in self.secrets().items() if secret.casefold() in told)


def _ways(one: str) -> dict[str, str]:
    return {"plain": one, "hex": one.replace("-", "")}


def whole(answer: HttpResponse) -> str:
    """Return all that an answer tells: its headers, its cookies and its body, as somebody can read it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = content.decode("utf-8", "replace")
    return f"{answer.status_code}\n{answer.headers}\n{answer.cookies}\n{body}\n{unescape(body)}"


def begin(scene_host: Person, name: str, alias: str, now: datetime, openness: str) -> Group:
    """Begin a group that is open at once."""
    details = GroupDetails(name, "For long evenings.", "We listen.", "condition", openness, ("en",))
    group = groups.begin_group(actor=scene_host, details=details, alias=alias, now=now)
    Group.objects.filter(id=group.id).update(state=GroupState.OPEN)
    group.refresh_from_db()
    return group


def come_in(person: Person, group: Group, host: Person, alias: str, now: datetime) -> Membership:
    """Come into a group, whatever its openness, by a link of its host."""
    from tests.groups.conftest import token_of

    token = token_of(groups.invite(actor=host, slug=group.slug, now=now).id)
    entering = Entering(alias, group.agreements_since)
    return groups.accept_invitation(actor=person, token=token, entering=entering, now=now)


def _held(group: Group, host: Person, now: datetime) -> Meeting:
    said = {"attendance": "online", "rhythm": "once", "on_date": now.date(), "time": time(now.hour, now.minute)}
    draft = Draft(name=f"Candles of {group.name}", program="sg", timezone="UTC", **said)
    details = RunDetails("open-circle", held_here=True)
    return meetings.begin_group_meeting(actor=host, community_id=group.id, draft=draft, details=details, now=now)


def make_scene(make_person: MakePerson, now: datetime) -> Scene:
    """Make everything that one person leaves behind in two groups: posts, answers, reactions, letters, a room."""
    hider, reader, host = make_person(ALIAS), make_person("Reader Madeup"), make_person("Host Madeup")
    _give_away(hider, now)
    sides = [_side(hider, reader, host, number, now) for number in (FIRST, SECOND)]
    for side in sides:
        _live(side, hider, reader, host, now)
    browser = Client()
    browser.force_login(reader)
    scene = Scene(hider, reader, host, sides, browser)
    _look_around(scene)
    return scene


def _give_away(hider: Person, now: datetime) -> None:
    """Have somebody keep with us what nobody else may see: an address, a device, who is in their circle."""
    address = seal(hider.data_key_id, MAIL, what=ADDRESS)
    EmailAddress.objects.create(created_at=now, person=hider, address_sealed=address, verified_at=now)
    sealed = seal(hider.data_key_id, json.dumps(asdict(NOWHERE)), what=SUBSCRIPTION)
    PushSubscription.objects.create(
        created_at=now, person=hider, endpoint_digest=uuid4().bytes, subscription_sealed=sealed, device="Quillphone"
    )
    Supporter.objects.get_or_create(person=hider, defaults={"created_at": now})
    circles.name_tie(actor=hider, details=TieDetails(name=AUNT, relation="family", gives=("emotional",)), now=now)


def _side(hider: Person, reader: Person, host: Person, number: int, now: datetime) -> Side:
    group = begin(
        host, ("Lantern group", "Harbour group")[number], ("Quiet Heron", "Calm Otter")[number], now, "hidden"
    )
    there = come_in(hider, group, host, ALIASES[number], now)
    looks = come_in(reader, group, host, ("Little Rill", "Early Tarn")[number], now)
    words = Opening(("Evenings", "Mornings")[number], Said(("It is long.", "It is early.")[number], "Speaks of it"))
    thread = groups.begin_thread(actor=hider, slug=group.slug, opening=words, now=now)
    return Side(group, there, looks, thread)


def _live(side: Side, hider: Person, reader: Person, host: Person, now: datetime) -> None:
    slug, first = side.group.slug, side.thread.posts.get()
    later = now + timedelta(minutes=1)

    def say(person: Person, words: str, answers: UUID | None = None) -> Post:
        said = Said(f"{words} {slug}", answers=answers)
        return groups.answer_thread(actor=person, slug=slug, thread_id=side.thread.id, said=said, now=later)

    own = say(reader, "How are you in")
    side.posts = [first, say(hider, "Better in", own.id)]
    groups.react(actor=hider, slug=slug, thread_id=side.thread.id, post_id=own.id, kind="with_you", now=later)
    for person in (hider, reader):
        groups.choose_letters(actor=person, slug=slug, lets_write=True, now=later)
    side.talk = _write(hider, reader, side, later)
    side.meeting = _held(side.group, host, now)
    for person, alias in ((host, "Host"), (hider, side.hider.alias), (reader, side.reader.alias)):
        coming = meetings.Coming(alias)
        meetings.enter_room(actor=person, slug=side.meeting.slug, coming=coming, now=now)


def _write(hider: Person, reader: Person, side: Side, now: datetime) -> UUID:
    """Have each write to the other, long after both came in."""
    Membership.objects.filter(id__in=[side.hider.id, side.reader.id]).update(joined_at=now - timedelta(days=30))
    line = Line(f"A word in {side.group.name}", uuid4().hex)
    talk = messaging.write_first(actor=hider, origin="group", source=side.reader.id, line=line, now=now).conversation_id
    messaging.accept(actor=reader, conversation_id=talk, now=now)
    messaging.say(actor=reader, conversation_id=talk, line=Line("Thank you", uuid4().hex), now=now)
    return talk


def _look_around(scene: Scene) -> None:
    """Have the hider look at pages of both groups with a browser that could be told again."""
    browser = Client(**BROWSER)
    browser.force_login(scene.hider)
    for side in scene.sides:
        for name, args in (("group", ()), ("group-threads", ()), ("group-thread", (side.thread.id,))):
            assert browser.get(reverse(name, args=(side.group.slug, *args))).status_code == 200


def links_in(base: str, page: str) -> Iterator[str]:
    """Return the addresses of this place that a page leads to."""
    for found in LINKS.findall(page):
        path = urljoin(base, unescape(found))
        if ABOUT.match(path) and not path.startswith(settings.STATIC_URL):
            yield path.partition("#")[0]


def crawl(browser: Client, starts: list[str]) -> dict[str, str]:
    """Return all that is told at these addresses and at every address they lead to, by address."""
    told: dict[str, str] = {}
    waiting = deque(starts)
    while waiting:
        path = waiting.popleft()
        if path in told:
            continue
        answer = browser.get(path)
        told[path] = whole(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting.extend(links_in(urlsplit(path).path, told[path]))
        elif answer.status_code in (301, 302, 303):
            waiting.append(urljoin(path, answer.headers["Location"]))
    return told


def standing_in(side: Side, person: Person) -> Membership:
    """Return where somebody stands there."""
    standing = access_standing(person, side.group.slug)
    assert standing.state == Standing.IN
    return standing
