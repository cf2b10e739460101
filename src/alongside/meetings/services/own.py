"""The meetings that this place holds itself: writing down, changing, closing for a while, single dates, deleting."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.calls import checked_call
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.kernel.places import find_place
from alongside.meetings.details import Draft
from alongside.meetings.enums import Attendance, Confirmed, Rhythm, State
from alongside.meetings.formats.reading import slug_text
from alongside.meetings.listing import OtherDate
from alongside.meetings.models import SLUG_LENGTH, Hosting, Meeting, Occurrence
from alongside.meetings.policies import access_own, access_sources
from alongside.meetings.programs import languages_of, programs
from alongside.meetings.queries import timing_of
from alongside.meetings.services.running import fill_soon
from alongside.meetings.timing import EARLIEST, LATEST, dates_from
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases

TEXTS = {"location": 500, "street": 500, "city": 200, "region": 200, "postal_code": 30, "conference_phone": 300}
NOTES_LENGTH = 2000
NO_WAY_IN = _("People who come online need an address or a phone number.")
NO_PLACE = _("People who come need to know where it is: please write a place or a street.")
NO_SUCH_DATE = _("Please write a date between 2000 and 2100.")
NO_DATE = _("There is no meeting on this date.")


@transaction.atomic
def write_meeting(*, actor: Person, draft: Draft, now: datetime) -> Meeting:
    """Write down a meeting of this place. Invalid, NotAllowed."""
    access_sources(actor)
    check_may_write(actor, None, now=now)
    meeting = Meeting(created_at=now, state_since=now, source=None)
    put(meeting, draft, now)
    meeting.slug = _free_slug(meeting.name)
    meeting.save(force_insert=True)
    record("meetings.written", actor=actor.id, subject=meeting.id, now=now)
    return meeting


@transaction.atomic
def change_meeting(*, actor: Person, slug: str, draft: Draft, now: datetime) -> Meeting:
    """Change a meeting of this place; single dates that it does not have any more are forgotten. Invalid, NotFound."""
    meeting = access_own(actor, slug, lock=True)
    check_may_write(actor, meeting.community, now=now)
    put(meeting, draft, now, has_room=Hosting.objects.filter(meeting=meeting, held_here=True).exists())
    _touch(meeting, now)
    timing = timing_of(meeting)
    gone = [day for day in timing.differs if next(dates_from(timing, day), None) != day]
    meeting.occurrences.filter(on_date__in=gone).delete()
    fill_soon(meeting, now=now)
    record("meetings.changed", actor=actor.id, subject=meeting.id, now=now)
    return meeting


def _touch(meeting: Meeting, now: datetime) -> None:
    """Save a meeting, and have calendars and feeds see that something of it is new."""
    meeting.changed_at = now
    meeting.sequence += 1
    meeting.save()
    fill_soon(meeting, now=now)


def _free_slug(name: str) -> str:
    base = slug_text(name)[: SLUG_LENGTH - 10].strip("-") or "meeting"
    taken = set(Meeting.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, 10**6))) if slug not in taken)


def put(meeting: Meeting, draft: Draft, now: datetime, *, has_room: bool = False) -> None:
    """Put what was written down into a meeting; with a room here people come in without an address elsewhere."""
    meeting.name = checked_text(draft.name, field="name", most=200, required=True)
    for field, most in TEXTS.items():
        setattr(meeting, field, checked_text(getattr(draft, field), field=field, most=most))
    meeting.notes = checked_text(draft.notes, field="notes", most=NOTES_LENGTH)
    meeting.timezone = checked_zone(draft.timezone)
    _put_kind(meeting, draft)
    _put_rhythm(meeting, draft)
    _put_ways(meeting, draft, has_room=has_room)
    # Whoever writes it down says that it is so, also of one that was said not to be held any more.
    meeting.confirmed_at, meeting.confirmed_by, meeting.changed_at = now, Confirmed.ORGANISER, now
    if meeting.state != State.LISTED:
        meeting.state, meeting.state_since = State.LISTED, now


def _put_kind(meeting: Meeting, draft: Draft) -> None:
    known = programs().get(draft.program)
    if known is None:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="program")
    if not set(draft.types) <= known.types.keys():
        raise Invalid(_("This fellowship does not know one of these kinds."), field="types")
    meeting.program, meeting.types = draft.program, list(draft.types)
    meeting.languages = list(languages_of(draft.types, draft.program))


def _put_rhythm(meeting: Meeting, draft: Draft) -> None:
    """Keep of day, nth, date and time what the rhythm needs; Invalid when something of that is missing."""
    needs = {
        Rhythm.WEEKLY: ("day", "time"),
        Rhythm.MONTHLY: ("day", "nth", "time"),
        Rhythm.ONCE: ("on_date", "time"),
        Rhythm.BY_APPOINTMENT: (),
    }
    if draft.rhythm not in Rhythm.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="rhythm")
    meeting.rhythm, meeting.duration_min = draft.rhythm, draft.duration_min
    for field in ("day", "nth", "on_date", "time"):
        is_needed = field in needs[Rhythm(draft.rhythm)]
        if is_needed and getattr(draft, field) is None:
            raise Invalid(_("Please say this too, so that people know when it is."), field=field)
        setattr(meeting, field, getattr(draft, field) if is_needed else None)
    _check_date(meeting.on_date, field="on_date")


def _check_date(day: date | None, *, field: str) -> None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise Invalid(NO_SUCH_DATE, field=field)


def _put_ways(meeting: Meeting, draft: Draft, *, has_room: bool) -> None:
    """Keep how to come: a place, an address of a conference, or both, as the attendance needs it."""
    if draft.attendance not in Attendance.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="attendance")
    meeting.attendance = draft.attendance
    url = meeting.conference_url = checked_call(draft.conference_url, field="conference_url")
    if draft.attendance != Attendance.IN_PERSON and not (url or meeting.conference_phone or has_room):
        raise Invalid(NO_WAY_IN, field="conference_url")
    if draft.attendance != Attendance.ONLINE and not (meeting.location or meeting.street):
        raise Invalid(NO_PLACE, field="location")
    place = find_place(meeting.postal_code) or find_place(", ".join(filter(None, (meeting.city, meeting.region))))
    # The middle of a town or postal code: near enough to be found, and said to be no exact point.
    meeting.latitude, meeting.longitude = (place.latitude, place.longitude) if place else (None, None)
    meeting.is_approximate = place is not None


@transaction.atomic
def close_meeting(*, actor: Person, slug: str, until: date | None, now: datetime) -> None:
    """Have a meeting of this place be closed, up to and with a day, or until it is opened again. Invalid, NotFound."""
    meeting = access_own(actor, slug, lock=True)
    _check_date(until, field="until")
    meeting.is_closed, meeting.closed_until = True, until
    _touch(meeting, now)
    record("meetings.closed", actor=actor.id, subject=meeting.id, now=now)


@transaction.atomic
def open_meeting(*, actor: Person, slug: str, now: datetime) -> None:
    """Have a meeting that was closed be held again. NotFound."""
    meeting = access_own(actor, slug, lock=True)
    meeting.is_closed, meeting.closed_until = False, None
    _touch(meeting, now)
    record("meetings.opened", actor=actor.id, subject=meeting.id, now=now)


@transaction.atomic
def change_date(*, actor: Person, slug: str, other: OtherDate, now: datetime) -> Occurrence:
    """Have one date be cancelled, or be at another time or place. Invalid, NotFound."""
    meeting = access_own(actor, slug, lock=True)
    check_may_write(actor, meeting.community, now=now)
    timing = timing_of(meeting)
    _check_date(other.on_date, field="on_date")
    _check_date(other.moved_date, field="moved_date")
    if next(dates_from(timing, other.on_date), None) != other.on_date:
        raise Invalid(NO_DATE, field="on_date")
    place = checked_text(other.place, field="place", most=500)
    words = checked_text(other.words, field="words", most=500)
    if (other.moved_date is None) != (other.moved_time is None):
        raise Invalid(_("Please say both the new day and the new time."), field="moved_time")
    if not other.is_cancelled and other.moved_date is None and not place:
        raise Invalid(_("Please say what is different: cancelled, another time or another place."), field="on_date")
    moved = (None, None, "") if other.is_cancelled else (other.moved_date, other.moved_time, place)
    values = {"is_cancelled": other.is_cancelled, "moved_date": moved[0], "moved_time": moved[1], "place": moved[2]}
    row, _made = Occurrence.objects.update_or_create(
        meeting=meeting,
        on_date=other.on_date,
        defaults={**values, "words": words},
        create_defaults={**values, "words": words, "created_at": now},
    )
    _touch(meeting, now)
    record("meetings.date_changed", actor=actor.id, subject=meeting.id, now=now)
    return row


@transaction.atomic
def usual_again(*, actor: Person, slug: str, on_date: date, now: datetime) -> None:
    """Have one date be as usual again. NotFound for a meeting that is not there."""
    meeting = access_own(actor, slug, lock=True)
    meeting.occurrences.filter(on_date=on_date).delete()
    _touch(meeting, now)
    record("meetings.date_changed", actor=actor.id, subject=meeting.id, now=now)


@transaction.atomic
def remove_meeting(*, actor: Person, slug: str, now: datetime) -> None:
    """Delete a meeting of this place. NotFound."""
    meeting = access_own(actor, slug, lock=True)
    record("meetings.removed", actor=actor.id, subject=meeting.id, now=now)
    meeting.delete()
