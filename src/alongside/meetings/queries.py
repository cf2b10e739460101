"""Reads of meetings, shaped for pages and feeds."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Prefetch, Q, Sum

from alongside.accounts.models import Person
from alongside.meetings.enums import State
from alongside.meetings.formats.calendar import Entry
from alongside.meetings.listing import Listing, OtherDate
from alongside.meetings.models import Meeting, Occurrence
from alongside.meetings.policies import visible_meetings
from alongside.meetings.reporters import reporter_of
from alongside.meetings.standing import LATELY, REMEMBERED, Found
from alongside.meetings.timing import ONE_DAY, Differs, Timing, next_starts

_FROM_ROW = [one.name for one in fields(Listing) if one.name not in ("source_slug", "record", "dates", "remarks")]
_OF_DATE = [one.name for one in fields(OtherDate)]
_LISTS = ("types", "languages", "regions")


def listing_of(meeting: Meeting) -> Listing:
    """Return a meeting as a listing, under our own slug: what is published."""
    values = {name: getattr(meeting, name) for name in _FROM_ROW}
    return Listing(source_slug=meeting.slug, **values | {name: tuple(values[name]) for name in _LISTS})


def found_lately(meeting: Meeting, *, now: datetime) -> Found:
    """Return what visitors of the last weeks said: one query."""
    there = Q(was_there=True)
    lately = meeting.reports.filter(created_at__gt=now - LATELY)
    return Found(**lately.aggregate(there=Count("id", filter=there), not_there=Count("id", filter=~there)))


def latest_held(meeting: Meeting, timing: Timing, *, now: datetime) -> date | None:
    """Return the last date of the last days on which a meeting was to be held; one of ours is from when it was made."""
    since = now - REMEMBERED
    if meeting.source_id is None:
        since = max(since, meeting.created_at)
    held = [one for one in next_starts(timing, after=since, count=8) if one.at <= now]
    return held[-1].on_date if held else None


def said_of(meeting: Meeting, person: Person) -> dict[date, bool]:
    """Return what a person said of a meeting, by its dates."""
    said = meeting.reports.filter(reporter=reporter_of(meeting.id, person.id))
    return dict(said.values_list("on_date", "was_there"))


def public_listings(*, now: datetime) -> Iterator[Listing]:
    """Return all that is published, in the order of slugs, with the dates to come that are not as usual.

    It is never held all at once.
    """
    coming = Occurrence.objects.filter(on_date__gte=now.date() - ONE_DAY).order_by("on_date")
    rows = visible_meetings().order_by("slug").prefetch_related(Prefetch("occurrences", coming))
    return map(_with_dates, rows.iterator(chunk_size=1000))


def _with_dates(meeting: Meeting) -> Listing:
    dates = [OtherDate(*(getattr(one, name) for name in _OF_DATE)) for one in meeting.occurrences.all()]
    return replace(listing_of(meeting), dates=tuple(dates))


def timing_of(meeting: Meeting) -> Timing:
    """Return when a meeting is held, with the dates that differ (prefetch `occurrences`)."""
    return timing_with(meeting, {one.on_date: differs_of(one) for one in meeting.occurrences.all()})


def timing_with(meeting: Any, differs: Mapping[date, Differs]) -> Timing:
    """Return when a meeting is held, from anything with its columns, and the dates that differ."""
    return Timing(
        rhythm=meeting.rhythm,
        timezone=meeting.timezone,
        day=meeting.day,
        nth=meeting.nth,
        on_date=meeting.on_date,
        time=meeting.time,
        is_closed=meeting.is_closed,
        closed_until=meeting.closed_until,
        differs=differs,
    )


def differs_of(one: Occurrence) -> Differs:
    """Return what a row says that is not as usual on its date."""
    start = datetime.combine(one.moved_date, one.moved_time) if one.moved_date and one.moved_time else None
    return Differs(one.is_cancelled, start, one.place, one.words)


def entry_of(meeting: Meeting) -> Entry:
    """Return a meeting as a calendar has it (prefetch `occurrences`)."""
    return Entry(
        uid=f"{meeting.id}@meetings.{urlsplit(settings.BASE_URL).hostname}",
        listing=listing_of(meeting),
        timing=timing_of(meeting),
        made_on=meeting.created_at.date(),
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        url=f"{settings.BASE_URL}/meetings/{meeting.slug}/",
        is_confirmed=meeting.state == State.LISTED,
    )


def public_entries() -> Iterator[Entry]:
    """Return all that is published as a calendar has it, in the order of slugs."""
    rows = visible_meetings().order_by("slug").prefetch_related("occurrences")
    return map(entry_of, rows.iterator(chunk_size=1000))


def version_of_all() -> str:
    """Return a digest that is another one as soon as anything that is published is."""
    facts = visible_meetings().aggregate(
        count=Count("id"), changed=Max("changed_at"), since=Max("state_since"), changes=Sum("sequence")
    )
    return hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:32]
