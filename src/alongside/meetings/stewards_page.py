"""Looking after a meeting, as those who do read it: who else does, whom they can ask, who offers to serve."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from alongside.accounts.models import Person
from alongside.meetings.called import called, hosts_of_group
from alongside.meetings.models import Hosting, Meeting, Steward
from alongside.meetings.run_page import people_to_ask
from alongside.meetings.steward_policies import take_over, visible_asked_to_look_after, visible_looked_after


@dataclass(frozen=True, slots=True)
class Stewards:
    """Who looks after a meeting, how many are asked to, and whether the reader could step back."""

    people: list[str]
    asked: int
    can_step_back: bool


@dataclass(frozen=True, slots=True)
class OffersOf:
    """A meeting that the reader looks after, and how many wait for a word to their offer to serve it."""

    meeting: Meeting
    count: int


def stewards_of(hosting: Hosting, reader: Person) -> Stewards:
    """Return who looks after a meeting, by the names that people go by there."""
    rows = list(Steward.objects.filter(hosting=hosting).select_related("person").order_by("created_at", "id"))
    names = called(hosting.meeting, [one.person for one in rows])
    stewards = [names[one.person_id] for one in rows if one.person_id in names]
    hosts = hosts_of_group(hosting.meeting)
    is_steward = any(one.person_id == reader.id for one in rows)
    return Stewards(list(dict.fromkeys([*hosts, *stewards])), hosting.stewards_asked.count(), is_steward)


def stewards_to_ask(steward: Person, hosting: Hosting, *, now: datetime) -> dict[str, str]:
    """Return whom a steward may ask to look after a meeting with them, as for a role."""
    there = set(hosting.stewards.values_list("person", flat=True))
    return people_to_ask(steward, hosting, there, now=now)


def would_take_over(actor: Person, hosting: Hosting) -> bool:
    """Tell whether somebody looks after a meeting once the actor does not any more."""
    return bool(take_over(actor, hosting))


def asked_to_look_after(person: Person) -> list[Meeting]:
    """Return the meetings somebody is asked to look after, the first asked first."""
    return [one.hosting.meeting for one in visible_asked_to_look_after(person).order_by("created_at", "id")]


def offers_to(person: Person) -> list[OffersOf]:
    """Return the meetings somebody looks after at which others offer to serve, by name."""
    waiting = Count("roles__servings", filter=Q(roles__servings__confirmed_at=None), distinct=True)
    rows = visible_looked_after(person).annotate(waiting=waiting).filter(waiting__gt=0).select_related("meeting")
    return [OffersOf(one.meeting, one.waiting) for one in rows.order_by("meeting__name", "id")]
