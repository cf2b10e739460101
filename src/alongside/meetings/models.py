"""Sources of meetings and how their readings ended, meetings, single dates that differ, and "was it there?".

No row here belongs to a person: a report keeps a digest that names nobody. What one person keeps for themselves stands
in `mine_models`, who comes along to it in `along_models`, running a meeting of this place in `run_models`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.kernel.models import BaseModel
from alongside.meetings.enums import Attendance, Confirmed, Format, Outcome, Rhythm, State, Trust
from alongside.meetings.timing import EARLIEST, LATEST

SLUG_LENGTH = 150
# Said with "is not NULL": a condition that NULL makes unknown would let the row in.
HAS_DAY = Q(day__isnull=False, day__range=(0, 6))
HAS_TIME = Q(time__isnull=False)


def is_a_date(field: str) -> Q:
    """Return that a date is not set, or is one on which something may be held."""
    return Q(**{field: None}) | Q(**{f"{field}__isnull": False, f"{field}__range": (EARLIEST, LATEST)})


class Source(BaseModel):
    """Where meetings come from: an address that is read again and again, or a file that was read once (no address).

    `next_read_at` is when it is read next, None for a file and for one that is not to be read. Reading waits for the
    network, so it is a chore (see `reading`) and no due work: nothing else must ever wait behind it.
    """

    name = models.CharField(max_length=200)
    url = models.CharField(max_length=2000, default="", blank=True)
    format = models.CharField(max_length=20, choices=Format.choices)
    program = models.CharField(max_length=20)
    timezone = models.CharField(max_length=60)
    trust = models.CharField(max_length=10, choices=Trust.choices, default=Trust.WHOLE)
    every_hours = models.PositiveSmallIntegerField(default=24)
    etag = models.CharField(max_length=500, default="", blank=True)
    last_modified = models.CharField(max_length=100, default="", blank=True)
    read_at = models.DateTimeField(null=True)
    next_read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(format__in=Format.values), name="meetings_source_format"),
            models.CheckConstraint(condition=Q(trust__in=Trust.values), name="meetings_source_trust"),
            models.CheckConstraint(condition=~Q(name=""), name="meetings_source_name"),
            models.CheckConstraint(condition=Q(every_hours__gte=1, every_hours__lte=720), name="meetings_source_every"),
            models.CheckConstraint(
                condition=~Q(url="") | Q(next_read_at__isnull=True, etag="", last_modified=""),
                name="meetings_source_file",
            ),
            models.UniqueConstraint(fields=["name"], name="meetings_source_named_once"),
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="meetings_source_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_read_at"], condition=Q(next_read_at__isnull=False), name="meetings_source_next_read"
            )
        ]


class Reading(BaseModel):
    """How one reading of a source ended. While it is held it keeps what was read (`feed`), and `decided_at` is NULL.

    `foreseen` is what becomes of the meetings when what is held is let in (see `services.syncing.Foreseen`).
    `skipped` lists records that could not be used, up to a thousand: `[{"slug": ..., "reason": ...}]`.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="readings")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField(default="", blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list, blank=True)
    feed = models.BinaryField(null=True)
    foreseen = models.JSONField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="meetings_reading_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.HELD) & ~Q(reason="") | Q(decided_at__isnull=True, feed__isnull=True),
                name="meetings_reading_held",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(feed__isnull=True), name="meetings_reading_decided"
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(outcome=Outcome.HELD, decided_at__isnull=True),
                name="meetings_reading_held_once",
            ),
        ]
        indexes = [models.Index(fields=["source", "-created_at"], name="meetings_reading_latest")]


class Meeting(BaseModel):
    """A recurring gathering, or a single one, as its source says or, without a source, as it was written down here.

    `slug` is ours and stands in addresses; `source_slug` is what the source calls it. `time` is on the clock of
    `timezone`. `day` is 0 for Sunday to 6; `nth` says which one of the month, -1 the last. `is_closed` means closed for
    a while, up to and with `closed_until` when that is known. `contacts` are ways to reach the group, as the source
    names them; `extra` is whatever else it said, so that nothing is lost when it is published again. `fingerprint`
    tells whether a source says something new. `sequence` counts the changes, for calendars. `community` is whose it is,
    where one holds it (see `ui.communities`); `is_for_members` that nobody else may know of it.
    """

    slug = models.CharField(max_length=SLUG_LENGTH, unique=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, related_name="meetings")
    source_slug = models.CharField(max_length=300, default="", blank=True)
    fingerprint = models.CharField(max_length=64, default="", blank=True)
    name = models.CharField(max_length=300)
    program = models.CharField(max_length=20)
    types = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    attendance = models.CharField(max_length=20, choices=Attendance.choices)
    rhythm = models.CharField(max_length=20, choices=Rhythm.choices)
    day = models.SmallIntegerField(null=True)
    nth = models.SmallIntegerField(null=True)
    on_date = models.DateField(null=True)
    time = models.TimeField(null=True)
    duration_min = models.PositiveSmallIntegerField(null=True)
    timezone = models.CharField(max_length=60)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    location = models.CharField(max_length=500, default="", blank=True)
    street = models.CharField(max_length=500, default="", blank=True)
    city = models.CharField(max_length=200, default="", blank=True)
    region = models.CharField(max_length=200, default="", blank=True)
    postal_code = models.CharField(max_length=30, default="", blank=True)
    country = models.CharField(max_length=100, default="", blank=True)
    formatted_address = models.CharField(max_length=1000, default="", blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    is_approximate = models.BooleanField(default=False)
    conference_url = models.CharField(max_length=2000, default="", blank=True)
    conference_url_notes = models.TextField(default="", blank=True)
    conference_phone = models.CharField(max_length=300, default="", blank=True)
    conference_phone_notes = models.TextField(default="", blank=True)
    notes = models.TextField(default="", blank=True)
    location_notes = models.TextField(default="", blank=True)
    group = models.CharField(max_length=300, default="", blank=True)
    group_notes = models.TextField(default="", blank=True)
    regions = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    contacts = models.JSONField(default=dict, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    feed_updated = models.CharField(max_length=30, default="", blank=True)
    is_closed = models.BooleanField(default=False)
    closed_until = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.LISTED)
    state_since = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=20, choices=Confirmed.choices, null=True)
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    community = models.UUIDField(null=True)
    is_for_members = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_slug"], name="meetings_meeting_once"),
            models.CheckConstraint(
                condition=Q(source__isnull=True, source_slug="", fingerprint="")
                | Q(source__isnull=False) & ~Q(source_slug="") & ~Q(fingerprint=""),
                name="meetings_meeting_of_a_source",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="meetings_meeting_named"),
            models.CheckConstraint(condition=Q(attendance__in=Attendance.values), name="meetings_meeting_attendance"),
            models.CheckConstraint(
                condition=Q(rhythm=Rhythm.BY_APPOINTMENT, day=None, nth=None, on_date=None, time=None)
                | Q(rhythm=Rhythm.WEEKLY, nth=None, on_date=None) & HAS_DAY & HAS_TIME
                | Q(rhythm=Rhythm.MONTHLY, nth__isnull=False, nth__in=(-1, 1, 2, 3, 4), on_date=None)
                & HAS_DAY
                & HAS_TIME
                | Q(rhythm=Rhythm.ONCE, day=None, nth=None, on_date__isnull=False) & HAS_TIME,
                name="meetings_meeting_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(duration_min=None) | Q(duration_min__range=(1, 1440)), name="meetings_meeting_duration"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, latitude__range=(-90.0, 90.0))
                & Q(longitude__isnull=False, longitude__range=(-180.0, 180.0)),
                name="meetings_meeting_place",
            ),
            models.CheckConstraint(condition=Q(is_closed=True) | Q(closed_until=None), name="meetings_meeting_closed"),
            models.CheckConstraint(
                condition=is_a_date("on_date") & is_a_date("closed_until"), name="meetings_meeting_dates"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="meetings_meeting_state"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, confirmed_by__in=Confirmed.values),
                name="meetings_meeting_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(community=None, is_for_members=False) | Q(community__isnull=False, source=None),
                name="meetings_meeting_of_a_community",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "state_since"], name="meetings_meeting_state_since"),
            models.Index(fields=["community"], condition=Q(community__isnull=False), name="meetings_meeting_community"),
        ]


class Occurrence(BaseModel):
    """One date on which a meeting is not as usual: cancelled, or moved to another start or place.

    `on_date` is the day it would have been, on the clock of the meeting; `moved_date` and `moved_time` are the new
    start on that clock, `place` the new place, `words` what people should know.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="occurrences")
    on_date = models.DateField()
    is_cancelled = models.BooleanField(default=False)
    moved_date = models.DateField(null=True)
    moved_time = models.TimeField(null=True)
    place = models.CharField(max_length=500, default="", blank=True)
    words = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "on_date"], name="meetings_occurrence_once"),
            models.CheckConstraint(
                condition=Q(is_cancelled=True, moved_date=None, moved_time=None, place="")
                | Q(is_cancelled=False, moved_date__isnull=False, moved_time__isnull=False)
                | Q(is_cancelled=False, moved_date=None, moved_time=None) & ~Q(place=""),
                name="meetings_occurrence_differs",
            ),
            models.CheckConstraint(
                condition=is_a_date("on_date") & is_a_date("moved_date"), name="meetings_occurrence_dates"
            ),
        ]


class Report(BaseModel):
    """What one person found on one date: it was there, or was not. `reporter` is a digest, and names nobody."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reports")
    on_date = models.DateField()
    was_there = models.BooleanField()
    reporter = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "on_date", "reporter"], name="meetings_report_once"),
            models.CheckConstraint(condition=~Q(reporter=""), name="meetings_report_by_one"),
        ]


# Django finds models here; these stand apart, since they belong to people or name them.
from alongside.meetings.along_models import Along, AlongReminder, CompanyOffer  # noqa: E402 - they refer to those
from alongside.meetings.bridge_models import BridgeLine, BridgeRoom  # noqa: E402 - they refer to voice
from alongside.meetings.mine_models import Attended, CalendarFeed, Saved  # noqa: E402 - they refer to meetings
from alongside.meetings.proposal_models import Proposal  # noqa: E402 - it refers to meetings
from alongside.meetings.room_models import Gathering, HostNote, Line, Presence  # noqa: E402 - they refer to meetings
from alongside.meetings.run_models import (  # noqa: E402 - they refer to meetings
    Hosting,
    MeetingRole,
    NotThen,
    OwnReading,
    RoleAsked,
    Service,
    Serving,
    Steward,
    StewardAsked,
)
from alongside.meetings.voice_models import VoiceLetter, VoiceSeat  # noqa: E402 - they refer to rooms

__all__ = [
    "Along",
    "AlongReminder",
    "Attended",
    "BridgeLine",
    "BridgeRoom",
    "CalendarFeed",
    "CompanyOffer",
    "Gathering",
    "HostNote",
    "Hosting",
    "Line",
    "Meeting",
    "MeetingRole",
    "NotThen",
    "Occurrence",
    "OwnReading",
    "Presence",
    "Proposal",
    "Reading",
    "Report",
    "RoleAsked",
    "Saved",
    "Service",
    "Serving",
    "Source",
    "Steward",
    "StewardAsked",
    "VoiceLetter",
    "VoiceSeat",
]
