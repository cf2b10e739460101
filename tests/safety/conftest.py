"""A made-up group with a host, a moderator, two members and a stranger; and moderators of the whole place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services as groups
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import GroupRole
from alongside.groups.models import Group, Membership, Post
from alongside.groups.threads.details import Opening, Said
from alongside.notifications.models import Delivery
from alongside.safety import services
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case, Decision
from tests.conftest import MakePerson

DETAILS = GroupDetails("Lantern group", "For long evenings.", "What is said stays here.", "condition", "open", ("en",))
Bring = Callable[..., Case]
Decide = Callable[..., Decision]


@dataclass(frozen=True)
class Place:
    """The people by what they are, and the group."""

    host: Person
    keeper: Person
    writer: Person
    reader: Person
    stranger: Person
    moderator: Person
    second: Person
    organiser: Person
    group: Group

    def membership(self, person: Person) -> Membership:
        """Where somebody stands in the group by now."""
        return Membership.objects.filter(group=self.group, person=person).latest("created_at")


@pytest.fixture(autouse=True)
def groups_open_at_once(settings: Settings) -> None:
    """New groups wait for nobody."""
    settings.HOLD_NEW_GROUPS = False  # type: ignore[attr-defined]  # pytest-django's settings take anything


@pytest.fixture
def place(make_person: MakePerson, now: datetime) -> Place:
    """The group with its host, its moderator, who writes and who reads; a stranger; two moderators, an organiser."""
    names = ("host", "keeper", "writer", "reader", "stranger", "moderator", "second", "organiser")
    people = {name: make_person(f"{name.title()} Madeup") for name in names}
    for name, role in (("moderator", Role.MODERATOR), ("second", Role.MODERATOR), ("organiser", Role.ORGANISER)):
        RoleGrant.objects.create(created_at=now, person=people[name], role=role)
    group = groups.begin_group(actor=people["host"], details=DETAILS, alias="Quiet Heron", now=now)
    for name, alias in (("keeper", "Brave Otter"), ("writer", "Amber Finch"), ("reader", "Silver Fern")):
        entering = Entering(alias, group.agreements_since)
        groups.join_group(actor=people[name], slug=group.slug, entering=entering, now=now)
    Membership.objects.filter(person=people["keeper"]).update(role=GroupRole.MODERATOR)
    return Place(**people, group=group)


@pytest.fixture
def post(place: Place, now: datetime) -> Post:
    """What the writer answered in a thread of the host's."""
    opening = Opening("Evenings", Said("How are you?"))
    thread = groups.begin_thread(actor=place.host, slug=place.group.slug, opening=opening, now=now)
    said = Said("Buy my canary pills.")
    return groups.answer_thread(actor=place.writer, slug=place.group.slug, thread_id=thread.id, said=said, now=now)


@pytest.fixture
def bring(place: Place, post: Post, now: datetime) -> Bring:
    """Have somebody, the reader unless said, report the post: `bring(reason="danger", not_there=True)`."""

    def brought(by: Person | None = None, reason: str = "money", **said: Any) -> Case:
        row = services.report(
            actor=by or place.reader, kind="post", subject=post.id, telling=Telling(reason, **said), now=now
        )
        return row.case

    return brought


@pytest.fixture
def decide(now: datetime) -> Decide:
    """Have somebody decide about a case, in danger as well: `decide(keeper, case, "pause", "group", 3)`."""

    def decided(by: Person, case: Case, act: str, reach: str = "", days: int = 0) -> Decision:
        choice = Choice(act, "That does not go here.", reach, days, anyway=True)
        return services.decide(actor=by, case_id=case.id, choice=choice, now=now)

    return decided


def told(person: Person, text: str) -> int:
    """Count what somebody is told by this text, each telling once; of the queue also what is urgent."""
    texts = [text, "safety.urgent"] if text == "safety.queue" else [text]
    return Delivery.objects.filter(person=person, text__in=texts).count()


@pytest.fixture
def removed(place: Place, bring: Bring, decide: Decide, now: datetime) -> Decision:
    """The writer, removed from the group by its moderator and its host, on a report that moderators see, too."""
    row = decide(place.keeper, bring(reason="preying"), "remove", "group")
    return services.answer_proposal(actor=place.host, decision_id=row.id, confirms=True, now=now)
