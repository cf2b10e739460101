"""Who may see and do what with meetings. The only door to a row: `visible_*` filters, `access_*` fetches one.

Meetings are public: everybody sees those that are not gone, without an account. That of a group is entered and served
by its members, looked after by its hosts, and seen by nobody else unless everybody may join the group. Sources, and
writing down meetings of this place, are for organisers. What somebody saved is theirs alone, that of a group while they
are in it; whom they ask along reads that, and no more. How a meeting of this place is run is for those who serve it;
its stewards change it.
"""

from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.digests import digest
from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step
from alongside.accounts.removed import not_removed
from alongside.circles.enums import TieState
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.enums import AlongState, State
from alongside.meetings.models import (
    Along,
    CalendarFeed,
    Hosting,
    Meeting,
    MeetingRole,
    RoleAsked,
    Saved,
    Service,
    Serving,
    Source,
)
from alongside.ui import communities
from alongside.ui.communities import Community

FEED = "meetings.calendar"
FOR_ORGANISERS = _("Only an organiser looks after the meetings of this place. Nothing is lost.")
SECOND_STEP_FIRST = _("Your role asks for a second step when you sign in. Please add one first. Nothing is lost.")
FOR_THE_TEAM = _("Only those who serve this meeting see this page. On the page of the meeting you can offer to serve.")
FOR_HOSTS = _("Only a host of the group begins a meeting of it. Nothing is lost.")
OF_A_GROUP = _("This meeting belongs to a group. Whoever is in the group can come in and help. Nothing is lost.")
FOR_STEWARDS = _("Only those who look after this meeting change how it is run. Nothing is lost.")


def visible_meetings(actor: Person | None = None) -> QuerySet[Meeting]:
    """Return the meetings that everybody sees, none that is gone; to an actor also those of the groups they are in."""
    there = Meeting.objects.exclude(state=State.GONE)
    if actor is None:
        return there.filter(is_for_members=False)
    return there.filter(Q(is_for_members=False) | Q(community__in=communities.within(actor.id)))


def access_meeting(slug: str, actor: Person | None = None) -> Meeting:
    """Return a meeting that everybody sees, or the actor as a member of its group; NotFound."""
    row = visible_meetings(actor).select_related("source").filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row


def open_meetings(person_id: UUID) -> QuerySet[Meeting]:
    """Return the meetings that somebody may enter and serve: all but those of groups they are not in."""
    there = Meeting.objects.exclude(state=State.GONE)
    return there.filter(Q(community=None) | Q(community__in=communities.within(person_id)))


def takes_part(actor: Person, meeting: Meeting) -> bool:
    """Tell whether somebody may enter and serve a meeting."""
    return open_meetings(actor.id).filter(id=meeting.id).exists()


def keeps(person_id: UUID, meeting: Meeting) -> bool:
    """Tell whether somebody hosts the group whose meeting this is."""
    if meeting.community is None:
        return False
    return Meeting.objects.filter(id=meeting.id, community__in=communities.kept_by(person_id)).exists()


def access_open(rows: QuerySet[Hosting], actor: Person, slug: str) -> Hosting:
    """Return the one of these for a meeting that the actor may enter and serve. NotAllowed, NotFound."""
    row = rows.filter(meeting__slug=slug, meeting__in=open_meetings(actor.id)).first()
    if row is None:
        if rows.filter(meeting__slug=slug, meeting__in=visible_meetings(actor)).exists():
            raise NotAllowed(OF_A_GROUP)
        raise NotFound
    return row


def find_hosting(meeting: Meeting) -> Hosting | None:
    """Return how a meeting that everybody sees is run, None when it is not run here: that it is, everybody may know."""
    return Hosting.objects.filter(meeting=meeting, meeting__source=None).first()


def access_offered(actor: Person, slug: str, *, lock: bool = False) -> Hosting:
    """Return how a meeting is run that the actor may offer to serve. NotAllowed, NotFound."""
    rows = Hosting.objects.select_related("meeting")
    return access_open(rows.select_for_update(of=("self",), no_key=True) if lock else rows, actor, slug)


def looks_after(person: Person, hosting: Hosting) -> bool:
    """Tell whether somebody looks after a meeting by name: as its steward, or as a host of its group."""
    return hosting.stewards.filter(person=person).exists() or keeps(person.id, hosting.meeting)


def is_steward(actor: Person, hosting: Hosting) -> bool:
    """Tell whether the actor looks after a meeting: as its steward, as a host of its group, else as an organiser."""
    if looks_after(actor, hosting):
        return True
    if hosting.meeting.community:
        return False
    return has_role(actor, Role.ORGANISER) and not must_add_second_step(actor, Role.ORGANISER)


def access_run(actor: Person, slug: str) -> Hosting:
    """Return how a meeting is run, to those who serve it or look after it. NotAllowed, NotFound."""
    row = access_offered(actor, slug)
    if not Serving.objects.filter(role__hosting=row, person=actor).exists() and not is_steward(actor, row):
        raise NotAllowed(FOR_THE_TEAM)
    return row


def access_stewarded(actor: Person, slug: str, *, lock: bool = False) -> Hosting:
    """Return how a meeting is run, to those who look after it. NotAllowed, NotFound."""
    row = access_offered(actor, slug, lock=lock)
    if not is_steward(actor, row):
        raise NotAllowed(FOR_STEWARDS)
    return row


def access_role(hosting: Hosting, role_id: UUID) -> MeetingRole:
    """Return a role of a meeting that the actor was let at. NotFound."""
    row = hosting.roles.filter(id=role_id).first()
    if row is None:
        raise NotFound
    return row


def visible_offers(actor: Person, hosting: Hosting) -> QuerySet[Serving]:
    """Return who said yes to serve a meeting and waits for those who look after it to say so, too: for those alone."""
    rows = Serving.objects.filter(role__hosting=hosting, confirmed_at=None)
    return rows if is_steward(actor, hosting) else rows.none()


def visible_services(actor: Person) -> QuerySet[Service]:
    """Return when the actor serves; the team of a meeting sees its own by `access_run`."""
    return Service.objects.filter(serving__person=actor)


def access_service(actor: Person, service_id: UUID) -> Service:
    """Return a date on which the actor serves. NotFound."""
    rows = visible_services(actor).select_related("role__hosting__meeting")
    row = rows.filter(id=service_id).first()
    if row is None:
        raise NotFound
    return row


def visible_asked(actor: Person) -> QuerySet[RoleAsked]:
    """Return the roles that the actor was asked to serve."""
    return RoleAsked.objects.filter(person=actor)


def visible_wanted(actor: Person) -> QuerySet[Service]:
    """Return what was handed back of the roles that the actor said yes to, on dates on which they can."""
    mine = Serving.objects.filter(person=actor)
    away = Q(role__servings__person=actor, role__servings__not_then__on_date=F("on_date"))
    return Service.objects.filter(serving=None, role__servings__in=mine).exclude(id__in=Service.objects.filter(away))


def access_sources(actor: Person) -> None:
    """Let organisers look after meetings and sources; NotAllowed for everybody else."""
    if not has_role(actor, Role.ORGANISER):
        raise NotAllowed(FOR_ORGANISERS)
    if must_add_second_step(actor, Role.ORGANISER):
        raise NotAllowed(SECOND_STEP_FIRST)


def visible_sources(actor: Person) -> QuerySet[Source]:
    """Return every source, to organisers. NotAllowed."""
    access_sources(actor)
    return Source.objects.all()


def access_source(actor: Person, source_id: UUID, *, lock: bool = False) -> Source:
    """Return a source, to organisers; with `lock`, locked by the running transaction. NotAllowed, NotFound."""
    rows = visible_sources(actor).filter(id=source_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def access_own(actor: Person, slug: str, *, lock: bool = False) -> Meeting:
    """Return a meeting that this place holds itself, gone ones too, to organisers; that of a group to its hosts.

    Organisers see of those only what everybody sees. NotAllowed, NotFound.
    """
    rows = Meeting.objects.filter(slug=slug, source=None)
    row = (rows.select_for_update() if lock else rows).first()
    if row is not None and keeps(actor.id, row):
        return row
    access_sources(actor)
    if row is None or row.is_for_members:
        raise NotFound
    return row


def keeps_at(actor: Person, slug: str) -> bool:
    """Tell whether the actor hosts the group whose meeting has this address."""
    return Meeting.objects.filter(slug=slug, community__in=communities.kept_by(actor.id)).exists()


def access_kept(actor: Person, community_id: UUID, *, lock: bool = False) -> Community:
    """Return a group that the actor hosts, to begin a meeting of it; `lock` holds it. NotAllowed, NotFound."""
    if lock:
        communities.hold_community(community_id)
    found = communities.find_community(actor.id, community_id)
    if found is None:
        raise NotFound
    if not found.keeps:
        raise NotAllowed(FOR_HOSTS)
    return found


def visible_saved(actor: Person) -> QuerySet[Saved]:
    """Return the meetings that the actor saved; nobody sees another's. Each says whether they take part."""
    part = ExpressionWrapper(_takes_part(), BooleanField())
    return Saved.objects.filter(owner=actor).annotate(takes_part=part)  # type: ignore[no-redef]  # False by itself


def taking_part(rows: QuerySet[Saved]) -> set[UUID]:
    """Return those of these whose owner may come in now: to a meeting of a group only while they are in it."""
    return set(rows.filter(_takes_part()).values_list("id", flat=True))


def _takes_part() -> Q:
    return Q(meeting__community=None) | Q(meeting__community__in=communities.within(OuterRef("owner")))


def access_saved(actor: Person, saved_id: UUID, *, lock: bool = False) -> Saved:
    """Return a meeting that the actor saved; with `lock`, locked by the running transaction. NotFound."""
    rows = visible_saved(actor).select_related("tie").filter(id=saved_id)
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_feed(actor: Person) -> CalendarFeed | None:
    """Return the actor's own calendar feed, None without any."""
    return CalendarFeed.objects.filter(owner=actor).first()


def access_feed(token: str) -> CalendarFeed:
    """Return the calendar feed of an address: whoever has it may read it. NotFound for one that ended or rests.

    It rests while its owner is asked to be away from this place.
    """
    feeds = CalendarFeed.objects.filter(not_removed("owner"), digest=digest(FEED, token))
    row = feeds.select_related("owner").first()
    if row is None:
        raise NotFound
    return row


def visible_along(actor: Person) -> QuerySet[Along]:
    """Return whom the actor asked along, through ties that stand."""
    rows = Along.objects.filter(saved__owner=actor, tie__state=TieState.ACCEPTED)
    whole = rows.select_related("saved__meeting", "tie__owner", "tie__supporter__person")
    return whole.prefetch_related("saved__meeting__occurrences")


def access_along(actor: Person, along_id: UUID, *, lock: bool = False) -> Along:
    """Return one of these; with `lock`, locked by the running transaction. NotFound for who was asked, too."""
    return _one_along(visible_along(actor), along_id, lock=lock)


def visible_asked_along(actor: SupportingActor) -> QuerySet[Along]:
    """Return what the actor is asked along to by those they stand with, and what was called off after their yes."""
    rows = Along.objects.filter(tie__in=visible_supported(actor))
    shown = rows.filter(state__in=[AlongState.ASKED, AlongState.AGREED, AlongState.CALLED_OFF])
    whole = shown.select_related("saved__meeting", "tie__owner", "tie__supporter__person", "reminder")
    return whole.prefetch_related("saved__meeting__occurrences")


def access_asked_along(actor: SupportingActor, along_id: UUID, *, lock: bool = False) -> Along:
    """Return one of these, to answer; with `lock`, locked by the running transaction. NotFound for its owner, too."""
    return _one_along(visible_asked_along(actor), along_id, lock=lock)


def _one_along(rows: QuerySet[Along], along_id: UUID, *, lock: bool) -> Along:
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).filter(id=along_id).first()
    if row is None:
        raise NotFound
    return row
