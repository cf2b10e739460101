"""Bringing the meetings of a source up to what its feed says: added, changed, unchanged, and those it names no more.

A handful of statements, whatever the size of the feed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from alongside.accounts.zones import known_zones
from alongside.kernel.places import zone_at
from alongside.meetings import sentences
from alongside.meetings.enums import State
from alongside.meetings.formats.reading import slug_text
from alongside.meetings.listing import Feed, Listing, Skipped
from alongside.meetings.models import SLUG_LENGTH, Meeting, Occurrence, Source

MOST_LOST = 0.3
KEPT_FOR = timedelta(days=30)
AT_ONCE = 500
# So much of a slug stays when there must be room to tell two of them apart.
NAMED_BY = SLUG_LENGTH - 10
# What a listing never decides about a row that is there already.
OURS = frozenset({"id", "created_at", "slug", "source", "source_slug", "confirmed_at", "confirmed_by"})

Row = tuple[Any, str, str, str]  # id, slug, fingerprint, state


@dataclass(frozen=True, slots=True)
class Result:
    """How many records of a feed were added, changed and unchanged; those skipped; how many meetings are gone.

    `held` says why nothing was done, None when it was.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    skipped: tuple[Skipped, ...] = ()
    held: str | None = None

    def facts(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        skipped = [{"slug": one.slug, "reason": one.reason} for one in self.skipped]
        counts = {name: getattr(self, name) for name in ("added", "changed", "unchanged", "gone")}
        return {**counts, "skipped": skipped, "held": self.held}


@dataclass(slots=True)
class _Plan:
    """What is to be written, and what becomes of each record."""

    new: list[Meeting] = field(default_factory=list)
    other: list[Meeting] = field(default_factory=list)
    back: list[Any] = field(default_factory=list)
    of_record: dict[int, set[str]] = field(default_factory=dict)
    dates: list[Occurrence] = field(default_factory=list)

    def note(self, listing: Listing, what: str) -> None:
        self.of_record.setdefault(listing.record, set()).add(what)


def sync(source: Source, feed: Feed, *, now: datetime, whatever_is_lost: bool = False) -> Result:
    """Bring the meetings of a source, locked by the running transaction, up to a feed, unless it is to be held.

    With `whatever_is_lost` somebody has looked at what is lost.
    """
    if feed.refusal or not feed.listings:
        return Result(skipped=feed.skipped, held=feed.refusal or sentences.EMPTY)
    known = _known(source)
    lost = [known[slug] for slug in known.keys() - {one.source_slug for one in feed.listings}]
    gone = [row[0] for row in lost if row[3] == State.LISTED]
    listed = sum(row[3] == State.LISTED for row in known.values())
    if len(gone) > MOST_LOST * listed and not whatever_is_lost:
        return Result(skipped=feed.skipped, held=sentences.TOO_MANY_LOST)
    plan = _plan(source, feed.listings, known, now)
    _write(plan, gone, now)
    counts = Counter(map(_of_record, plan.of_record.values()))
    return Result(counts["added"], counts["changed"], counts["unchanged"], len(gone), feed.skipped)


def _known(source: Source) -> dict[str, Row]:
    rows = Meeting.objects.filter(source=source).values_list("source_slug", "id", "slug", "fingerprint", "state")
    return {row[0]: row[1:] for row in rows.iterator(chunk_size=5000)}


def _of_record(found: set[str]) -> str:
    """Return what became of a record that lists a meeting on several days: one word for all of them."""
    return found.pop() if len(found) == 1 else "changed"


def _plan(source: Source, listings: Iterable[Listing], known: Mapping[str, Row], now: datetime) -> _Plan:
    plan = _Plan()
    place = _Placing(source)
    for listing in listings:
        row = known.get(listing.source_slug)
        decided = place.program(listing), place.zone(listing)
        fingerprint = listing.fingerprint(*decided)
        if row is None:
            meeting = _meeting(source, listing, decided, fingerprint, now)
            plan.new.append(meeting)
            plan.dates += _dates(meeting, listing, now)
            plan.note(listing, "added")
        elif row[2] != fingerprint:
            meeting = _meeting(source, listing, decided, fingerprint, now)
            meeting.id, meeting.slug = row[0], row[1]
            plan.other.append(meeting)
            plan.dates += _dates(meeting, listing, now)
            plan.note(listing, "changed")
        else:
            plan.back += [row[0]] if row[3] != State.LISTED else []
            plan.note(listing, "unchanged" if row[3] == State.LISTED else "changed")
    return plan


class _Placing:
    """Which fellowship and zone hold for a listing: its own, its point's, or its source's."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._points: dict[tuple[float, float], str] = {}

    def program(self, listing: Listing) -> str:
        return listing.program or self._source.program

    def zone(self, listing: Listing) -> str:
        if listing.timezone in known_zones():
            return listing.timezone
        return self._of_point(listing) or self._source.timezone

    def _of_point(self, listing: Listing) -> str:
        if listing.latitude is None or listing.longitude is None:
            return ""
        point = (listing.latitude, listing.longitude)
        if point not in self._points:
            zone = zone_at(*point)
            self._points[point] = zone if zone in known_zones() else ""
        return self._points[point]


def _meeting(source: Source, listing: Listing, decided: tuple[str, str], fingerprint: str, now: datetime) -> Meeting:
    program, zone = decided
    return Meeting(
        created_at=now,
        source=source,
        source_slug=listing.source_slug,
        fingerprint=fingerprint,
        program=program,
        timezone=zone,
        state_since=now,
        changed_at=now,
        **listing.fields(),
    )


def _dates(meeting: Meeting, listing: Listing, now: datetime) -> Iterator[Occurrence]:
    """Return a row for each date on which a meeting is not as usual."""
    for one in listing.dates:
        said = {name: getattr(one, name) for name in one.__slots__}
        yield Occurrence(created_at=now, meeting=meeting, **said)


def _write(plan: _Plan, gone: list[Any], now: datetime) -> None:
    _name(plan.new)
    Meeting.objects.bulk_create(plan.new, batch_size=AT_ONCE)
    if plan.other:
        changing = [one.name for one in Meeting._meta.local_fields if one.name not in OURS]  # noqa: SLF001 - Django's documented way
        Meeting.objects.filter(id__in=[one.id for one in plan.other]).update(sequence=F("sequence") + 1)
        changing.remove("sequence")
        Meeting.objects.bulk_create(
            plan.other, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=changing
        )
        Occurrence.objects.filter(meeting__in=[one.id for one in plan.other]).delete()
    Occurrence.objects.bulk_create(plan.dates, batch_size=AT_ONCE)
    if plan.back:
        Meeting.objects.filter(id__in=plan.back).update(state=State.LISTED, state_since=now)
    if gone:
        Meeting.objects.filter(id__in=gone).update(state=State.NOT_CONFIRMED, state_since=now)


def _name(meetings: list[Meeting]) -> None:
    """Give each new meeting its slug: the source's own where that is free, else with a few signs more."""
    wanted = {id(one): slug_text(one.source_slug)[:SLUG_LENGTH].strip("-") or "meeting" for one in meetings}
    taken = set(Meeting.objects.filter(slug__in=set(wanted.values())).values_list("slug", flat=True))
    for one in meetings:
        slug = wanted[id(one)]
        if slug in taken:
            sign = hashlib.sha256(f"{one.source_id} {one.source_slug}".encode()).hexdigest()
            slug = f"{slug[:NAMED_BY].strip('-')}-{sign[:9]}"
        taken.add(slug)
        one.slug = slug


def forget_gone(now: datetime) -> int:
    """Have meetings that were not confirmed for a while be gone; return how many."""
    late = Q(state=State.NOT_CONFIRMED, state_since__lte=now - KEPT_FOR)
    return Meeting.objects.filter(late).update(state=State.GONE, state_since=now)
