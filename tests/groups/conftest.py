"""A made-up group with a host, and people who come in, ask, or have nothing to do with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db.models import F
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import Openness
from alongside.groups.links import invitation_link
from alongside.groups.models import Group, Membership, Post, Thread
from alongside.groups.policies import own_memberships
from alongside.groups.threads.details import Opening, Said
from tests.circles.conftest import mate, owner, sign_in, stranger

__all__ = ["mate", "owner", "sign_in", "stranger"]

DETAILS = GroupDetails(
    name="Lantern group",
    purpose="For people who go through long evenings.",
    agreements="What is said here stays here.",
    kind="condition",
    openness=Openness.OPEN,
    languages=("en",),
)
Begin = Callable[..., Group]
Join = Callable[..., Membership]
Open = Callable[..., Thread]
Write = Callable[..., Post]


Three = tuple[Person, Person, Person]


@pytest.fixture
def three(owner: Person, mate: Person, stranger: Person) -> Three:
    """The host, and two others."""
    return owner, mate, stranger


@pytest.fixture(autouse=True)
def groups_open_at_once(settings: Settings) -> None:
    """New groups wait for nobody unless a test says so."""
    settings.HOLD_NEW_GROUPS = False  # type: ignore[attr-defined]  # pytest-django's settings take anything


@pytest.fixture
def begin(owner: Person, now: datetime) -> Begin:
    """Begin a group hosted by the owner as "Quiet Heron": `begin(openness="hidden")`."""

    def begun(**changes: Any) -> Group:
        details = GroupDetails(**{**{name: getattr(DETAILS, name) for name in DETAILS.__slots__}, **changes})
        return services.begin_group(actor=owner, details=details, alias="Quiet Heron", now=now)

    return begun


@pytest.fixture
def join(now: datetime) -> Join:
    """Have somebody join or ask: `join(group, mate, "Amber")`."""

    def joined(group: Group, person: Person, alias: str = "Amber Test", *, word: str = "") -> Membership:
        entering = Entering(alias, Group.objects.get(id=group.id).agreements_since, word=word)
        return services.join_group(actor=person, slug=group.slug, entering=entering, now=now)

    return joined


@pytest.fixture
def brought_in(owner: Person, now: datetime) -> Join:
    """Have somebody come into any group by a link of its host."""

    def come(group: Group, person: Person, alias: str = "Amber Test") -> Membership:
        token = token_of(services.invite(actor=owner, slug=group.slug, now=now).id)
        entering = Entering(alias, Group.objects.get(id=group.id).agreements_since)
        return services.accept_invitation(actor=person, token=token, entering=entering, now=now)

    return come


def token_of(invitation_id: Any) -> str:
    """Return what the link of an invitation ends with."""
    return invitation_link(invitation_id).rstrip("/").split("/")[-1]


def standing(person: Person, group: Group) -> Membership:
    """Return where somebody stands in a group by now."""
    return own_memberships(person).filter(group=group).order_by(F("ended_at").desc(nulls_first=True))[0]


@pytest.fixture
def open_thread(owner: Person, now: datetime) -> Open:
    """Have somebody begin a thread, the host unless said: `open_thread(group, "Words", note="Care")`."""

    def opened(group: Group, text: str = "It is a long evening.", *, by: Person | None = None, **said: Any) -> Thread:
        opening = Opening(said.pop("title", "Evenings"), Said(text, said.pop("note", "")), **said)
        return services.begin_thread(actor=by or owner, slug=group.slug, opening=opening, now=now)

    return opened


@pytest.fixture
def write(now: datetime) -> Write:
    """Have somebody answer in a thread: `write(thread, mate, "I am here", answers=post)`."""

    def written(
        thread: Thread, by: Person, text: str = "I am here.", *, answers: Post | None = None, note: str = ""
    ) -> Post:
        said = Said(text, note, answers.id if answers else None)
        return services.answer_thread(actor=by, slug=thread.group.slug, thread_id=thread.id, said=said, now=now)

    return written
