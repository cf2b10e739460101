"""How a meeting of this place is run: beginning to, its format, its readings, its roles, asking somebody to serve."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.calls import checked_call, checked_number
from alongside.circles.texts import checked_text
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.meetings import run_outgoing
from alongside.meetings.agendas import EVERYONE, MOST_MINUTES, MeetingFormat, Role, meeting_formats
from alongside.meetings.enums import Admits, Chat, RoleKind
from alongside.meetings.filling import fill_rota
from alongside.meetings.models import Hosting, Meeting, MeetingRole, OwnReading, RoleAsked, Serving, Steward
from alongside.meetings.policies import access_own, access_role, access_stewarded
from alongside.meetings.run_details import RunDetails
from alongside.meetings.services.rooms import end_open
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases

MOST_OWN_ROLES = 8
ROLE_LENGTH, TITLE_LENGTH, READING_LENGTH = 60, 200, 6000
NOTHING_LEFT = _("Please leave at least one part in.")
NO_SUCH_MINUTES = _("Please write minutes from 0 to 120.")
TOO_MANY_ROLES = _("A meeting can have eight roles of its own. Please leave some out.")


def format_of(hosting: Hosting) -> MeetingFormat:
    """Return the format of a meeting; the first when its own was taken away by whoever runs this place."""
    known = meeting_formats()
    return known.get(hosting.format) or next(iter(known.values()))


@transaction.atomic
def begin_running(*, actor: Person, slug: str, details: RunDetails, now: datetime) -> Hosting:
    """Have a meeting of this place be run here; whoever begins it looks after it. Conflict, Invalid, NotFound."""
    meeting = access_own(actor, slug, lock=True)
    if Hosting.objects.filter(meeting=meeting).exists():
        raise Conflict(_("This meeting is run here already."))
    return host(meeting, steward=actor, details=details, now=now)


def host(meeting: Meeting, *, steward: Person, details: RunDetails, now: datetime) -> Hosting:
    """Keep that a meeting is run here, with the roles that its format names. Whoever calls has checked who may.

    That of a group has its hosts look after it, whoever they are by then.
    """
    hosting = Hosting(created_at=now, meeting=meeting, due_at=now)
    _put(hosting, details)
    hosting.save(force_insert=True)
    if meeting.community is None:
        Steward.objects.create(created_at=now, hosting=hosting, person=steward)
    named = {one.role for one in format_of(hosting).segments} - {EVERYONE}
    kinds = [one for one in Role if one in named | {Role.GREETER}]
    MeetingRole.objects.bulk_create([MeetingRole(created_at=now, hosting=hosting, kind=kind) for kind in kinds])
    record("meetings.run", actor=steward.id, subject=hosting.id, now=now)
    return hosting


def _put(hosting: Hosting, details: RunDetails) -> None:
    known = {"format": meeting_formats(), "chat": Chat.values, "admits": Admits.values}
    for field, choices in known.items():
        if getattr(details, field) not in choices:
            raise Invalid(phrases.CHOICE_NOT_KNOWN, field=field)
    if hosting.format != details.format:
        hosting.changes = {}
    hosting.format, hosting.chat, hosting.admits = details.format, details.chat, details.admits
    hosting.held_here = details.held_here
    hosting.call_url = checked_call(details.call_url, field="call_url")
    hosting.call_phone = checked_number(details.call_phone, field="call_phone")


@transaction.atomic
def change_running(*, actor: Person, slug: str, details: RunDetails, now: datetime) -> None:
    """Choose the format and the room; minutes are those of a new format. Invalid, NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    _put(hosting, details)
    hosting.save()
    if not hosting.held_here:
        end_open(hosting, now)
    record("meetings.run_changed", actor=actor.id, subject=hosting.id, now=now)


@transaction.atomic
def change_agenda(*, actor: Person, slug: str, minutes: Mapping[str, int], now: datetime) -> None:
    """Keep how long each segment takes here, 0 for one that is left out. Invalid, NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    segments = format_of(hosting).segments
    for one in segments:
        if not 0 <= minutes.get(one.key, one.minutes) <= MOST_MINUTES:
            raise Invalid(NO_SUCH_MINUTES, field=one.key)
    if not any(minutes.get(one.key, one.minutes) for one in segments):
        raise Invalid(NOTHING_LEFT)
    hosting.changes = {
        one.key: minutes[one.key] for one in segments if minutes.get(one.key, one.minutes) != one.minutes
    }
    hosting.save(update_fields=["changes"])
    record("meetings.run_changed", actor=actor.id, subject=hosting.id, now=now)


@transaction.atomic
def write_reading(*, actor: Person, slug: str, segment: str, title: str, text: str, now: datetime) -> OwnReading:
    """Put a text of the group's own into a segment that has room for one. Invalid, NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    check_may_write(actor, hosting.meeting.community, now=now)
    part = format_of(hosting).segment(segment)
    if part is None or not part.own_reading:
        raise NotFound
    values = {
        "title": checked_text(title, field="title", most=TITLE_LENGTH, required=True),
        "text": checked_text(text, field="text", most=READING_LENGTH, required=True),
    }
    row, _made = OwnReading.objects.update_or_create(
        hosting=hosting, segment=segment, defaults=values, create_defaults={**values, "created_at": now}
    )
    record("meetings.reading_written", actor=actor.id, subject=hosting.id, now=now)
    return row


@transaction.atomic
def remove_reading(*, actor: Person, slug: str, segment: str, now: datetime) -> None:
    """Delete a text of the group's own, also one for which the format has no place any more. NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    deleted, _by_model = hosting.readings.filter(segment=segment).delete()
    if not deleted:
        raise NotFound
    record("meetings.reading_removed", actor=actor.id, subject=hosting.id, now=now)


@transaction.atomic
def choose_roles(*, actor: Person, slug: str, kinds: Collection[str], own: Collection[str], now: datetime) -> None:
    """Say which roles the meeting has; who served one that it has no more is free of it. Invalid, NotAllowed."""
    hosting = access_stewarded(actor, slug, lock=True)
    check_may_write(actor, hosting.meeting.community, now=now)
    if not set(kinds) <= {*Role}:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="kinds")
    names = {checked_text(name, field="own", most=ROLE_LENGTH) for name in own} - {""}
    if len(names) > MOST_OWN_ROLES:
        raise Invalid(TOO_MANY_ROLES, field="own")
    wanted = {(kind, "") for kind in kinds} | {(RoleKind.OWN, name) for name in names}
    there = {(one.kind, one.name): one for one in hosting.roles.all()}
    hosting.roles.filter(id__in=[there[key].id for key in there.keys() - wanted]).delete()
    new = sorted(wanted - there.keys())
    MeetingRole.objects.bulk_create(
        [MeetingRole(created_at=now, hosting=hosting, kind=kind, name=name) for kind, name in new]
    )
    fill_rota(hosting, now=now)
    record("meetings.roles_chosen", actor=actor.id, subject=hosting.id, now=now)


@transaction.atomic
def ask_to_serve(*, actor: Person, slug: str, role_id: UUID, person: Person, now: datetime) -> None:
    """Ask somebody whom the actor may ask (see `run_page.to_ask`) to serve a role. Conflict, NotAllowed, NotFound."""
    hosting = access_stewarded(actor, slug, lock=True)
    role = access_role(hosting, role_id)
    if Serving.objects.filter(role=role, person=person).exists():
        raise Conflict(_("They have said yes to this role already."))
    asked, made = RoleAsked.objects.get_or_create(role=role, person=person, defaults={"created_at": now})
    if made:
        run_outgoing.tell_asked(asked, now=now)
        record("meetings.asked_to_serve", actor=actor.id, subject=role.id, about=person.id, now=now)


def fill_soon(meeting: Meeting, *, now: datetime) -> None:
    """Have the rota of a meeting be filled anew, since something of the meeting changed."""
    if Hosting.objects.filter(meeting=meeting).update(due_at=now):
        due.wake()
