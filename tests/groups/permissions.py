"""Everybody there is to a group, what an address of it is about, and what is sent there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID, uuid4

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.calling.details import CallDetails
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole, Openness
from alongside.groups.links import invitation_link
from alongside.groups.models import Call, CallWish, Group, Invitation, Membership, Waiting
from alongside.groups.threads.details import Opening, Said
from alongside.messaging import services as messaging
from alongside.messaging.models import Message
from alongside.messaging.services import Line
from tests.conftest import MakePerson
from tests.groups.two_groups import begin, come_in
from tests.support.engine import step_of_the_engine

# Not signed in; somebody of this place who is not in the group; somebody in it; in it, and not heard any more by
# somebody else in it; in it, and hearing somebody there no more; asking to come in; removed for good; in a role there.
WHO = ("strange", "outside", "member", "stopped", "hears_not", "asking", "removed", "greeter", "moderator", "host")
INSIDE = ("member", "stopped", "hears_not", "greeter", "moderator", "other", "gone")


class Place:
    """A group that people come into by asking, with everybody in it, and one of everything an address needs."""

    def __init__(self, make_person: MakePerson, now: datetime) -> None:
        """Make the people and have them come in, a month ago."""
        self.now = now
        names = {*WHO, *INSIDE} - {"strange"}
        self.people: dict[str, Person] = {name: make_person(f"{name} Madeup") for name in sorted(names)}
        long_ago = now - timedelta(days=30)
        host = self.people["host"]
        self.group = begin(host, "Lantern Test", "Quiet Heron", long_ago, Openness.BY_REQUEST)
        self.standing: dict[str, Membership] = {}
        for name in (*INSIDE, "removed"):
            row = come_in(self.people[name], self.group, host, f"Alias {name}", long_ago)
            self.standing[name] = row
        for name in ("greeter", "moderator"):
            Membership.objects.filter(id=self.standing[name].id).update(role=GroupRole(name))
        entering = Entering("Alias asking", self.group.agreements_since)
        actor = self.people["asking"]
        self.standing["asking"] = groups.join_group(actor=actor, slug=self.group.slug, entering=entering, now=now)
        for name in ("removed", "gone"):
            self._remove(name)

    def _remove(self, name: str) -> None:
        row = self.standing[name]
        groups.put_out(group_id=self.group.id, person_id=row.person_id, now=self.now)

    @cached_property
    def invitation(self) -> Invitation:
        """A link that nobody has used."""
        return groups.invite(actor=self.people["host"], slug=self.group.slug, now=self.now)

    @cached_property
    def waiting(self) -> Waiting:
        """What somebody else wrote first in the group, which waits for an answer."""
        opening = Opening("Mornings Test", Said("It is early."), needs_answer=True)
        actor, slug = self.people["other"], self.group.slug
        thread = groups.begin_thread(actor=actor, slug=slug, opening=opening, now=self.now)
        return Waiting.objects.get(post__thread=thread)

    @cached_property
    def post(self) -> Mapping[str, object]:
        """What the member began a thread with."""
        opening = Opening("Evenings Test", Said("It is long."))
        actor, slug = self.people["member"], self.group.slug
        thread = groups.begin_thread(actor=actor, slug=slug, opening=opening, now=self.now)
        return {**slug_of(self), "thread_id": thread.id, "post_id": thread.posts.get().id}

    @cached_property
    def message(self) -> Message:
        """What one wrote to another, who went on to hear no more from them."""
        one, other = self.people["stopped"], self.people["hears_not"]
        groups.choose_letters(actor=other, slug=self.group.slug, lets_write=True, now=self.now)
        source, line = self.standing["hears_not"].id, Line("Good evening", uuid4().hex)
        row = messaging.write_first(actor=one, origin="group", source=source, line=line, now=self.now)
        messaging.accept(actor=other, conversation_id=row.conversation_id, now=self.now)
        messaging.block(actor=other, conversation_id=row.conversation_id, now=self.now)
        return row

    @cached_property
    def call(self) -> Call:
        """A call to somebody else in the group, which the host holds."""
        details = CallDetails("message", frozenset(range(7)), "any", "UTC")
        row = groups.choose_calls(actor=self.people["other"], slug=self.group.slug, details=details, now=self.now)
        CallWish.objects.filter(id=row.id).update(due_at=self.now, next_on=self.now.date() - timedelta(days=1))
        step_of_the_engine(groups.move_wishes, row, self.now)
        call = Call.objects.get(membership=row.membership)
        return groups.claim_call(actor=self.people["host"], slug=self.group.slug, call_id=call.id, now=self.now)

    @cached_property
    def held(self) -> Group:
        """A group that waits for an organiser."""
        row = begin(self.people["other"], "Pier Test", "Quiet Gull", self.now, Openness.OPEN)
        Group.objects.filter(id=row.id).update(state="held")
        return row


Of = Callable[[Place], Mapping[str, object]]


def slug_of(place: Place) -> Mapping[str, object]:
    """The group."""
    return {"slug": place.group.slug}


def no_object(_place: Place) -> Mapping[str, object]:
    """For an address without parameters."""
    return {}


def membership_of(name: str, **more: object) -> Of:
    """Somebody in the group, or who was."""
    return lambda place: {**slug_of(place), "membership_id": place.standing[name].id, **more}


def token_of(place: Place) -> Mapping[str, object]:
    """A link into the group."""
    return {"token": invitation_link(place.invitation.id).strip("/").split("/")[-1]}


def talk_of(**more: object) -> Of:
    """What two in the group write to each other."""
    return lambda place: {"conversation_id": place.message.conversation_id, **more}


def thread_of(place: Place) -> Mapping[str, object]:
    """A thread that the member began."""
    return {name: value for name, value in place.post.items() if name != "post_id"}


def entering(place: Place) -> Mapping[str, object]:
    """What is sent to come in."""
    return {"alias": "Silver Pebble", "read": place.group.agreements_since.isoformat(), "agrees": "on"}


def line(_place: Place) -> Mapping[str, object]:
    """What is sent to say something."""
    return {"text": "Good morning", "request_key": uuid4().hex}


def said(**words: object) -> Of:
    """What is sent as it stands here."""
    return lambda _place: words


kind_word = said(**{"to": "1 me_too", "from": "1"})
GROUP = {
    "name": "Harbour Test",
    "purpose": "For long evenings.",
    "agreements": "We listen.",
    "kind": "condition",
    "openness": "open",
    "languages": "en",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One address: the code for each of `WHO` who asks for it, and who sends something right; then nothing is left."""

    route: str
    get: str
    post: str
    of: Of = slug_of
    sent: Of = no_object

    def expected(self, how: str) -> dict[str, int]:
        """Return the code for everybody."""
        return dict(zip(WHO, map(int, getattr(self, how).split()), strict=True))


def call_of(place: Place) -> Mapping[str, object]:
    """A call that the host has said they will make."""
    return {**slug_of(place), "call_id": place.call.id}


def uuid_of(place: Place) -> UUID:
    """The group, as whoever holds meetings for groups knows it."""
    return place.group.id
