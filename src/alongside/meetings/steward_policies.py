"""Who looks after a meeting, who is asked to, and who offers to serve one that somebody looks after."""

from django.db.models import Q, QuerySet

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step, people_with
from alongside.accounts.removed import not_removed
from alongside.kernel.errors import NotFound
from alongside.meetings.models import Hosting, Steward, StewardAsked
from alongside.meetings.policies import open_meetings
from alongside.ui import communities


def visible_asked_to_look_after(actor: Person) -> QuerySet[StewardAsked]:
    """Return the meetings that the actor was asked to look after, and may enter."""
    rows = StewardAsked.objects.filter(person=actor, hosting__meeting__in=open_meetings(actor.id))
    return rows.select_related("hosting__meeting")


def access_asked_to_look_after(actor: Person, slug: str, *, lock: bool = False) -> StewardAsked:
    """Return that the actor was asked to look after a meeting; with `lock`, that is locked. NotFound."""
    row = visible_asked_to_look_after(actor).filter(hosting__meeting__slug=slug).first()
    if row is None:
        raise NotFound
    if lock:
        Hosting.objects.select_for_update(no_key=True).get(id=row.hosting_id)
        row = visible_asked_to_look_after(actor).filter(id=row.id).first()
        if row is None:
            raise NotFound
    return row


def visible_looked_after(actor: Person) -> QuerySet[Hosting]:
    """Return the meetings that the actor looks after: as a steward, as a host, or where nobody else does."""
    rows = Hosting.objects.filter(meeting__in=open_meetings(actor.id), meeting__source=None)
    stewarded = Q(id__in=Steward.objects.filter(person=actor).values("hosting"))
    mine = stewarded | Q(meeting__community__in=communities.kept_by(actor.id))
    if has_role(actor, Role.ORGANISER) and not must_add_second_step(actor, Role.ORGANISER):
        mine |= Q(stewards=None, meeting__community=None)
    return rows.filter(mine)


def who_looks_after(hosting: Hosting) -> list[Person]:
    """Return who hears of what a meeting needs: its stewards and the hosts of its group, else the organisers."""
    named = _named(hosting)
    return named if named or hosting.meeting.community else list(people_with(Role.ORGANISER).order_by("id"))


def take_over(actor: Person, hosting: Hosting) -> list[Person]:
    """Return who looks after a meeting once the actor does not any more."""
    named = [one for one in _named(hosting) if one.id != actor.id or _hosts(actor, hosting)]
    if named or hosting.meeting.community:
        return named
    return list(people_with(Role.ORGANISER).exclude(id=actor.id).order_by("id"))


def _named(hosting: Hosting) -> list[Person]:
    is_host = Q(id__in=[one.person for one in _members(hosting) if one.keeps])
    is_steward = Q(id__in=hosting.stewards.values("person"))
    return list(Person.objects.filter(not_removed("id"), is_host | is_steward).order_by("id"))


def _members(hosting: Hosting) -> list[communities.Member]:
    return communities.members_of(hosting.meeting.community) if hosting.meeting.community else []


def _hosts(actor: Person, hosting: Hosting) -> bool:
    return any(one.person == actor.id and one.keeps for one in _members(hosting))
