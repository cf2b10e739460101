"""Bringing the meetings of a source up to what its feed says: added, changed, unchanged, and those it names no more.

A handful of statements, whatever the size of the feed.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from psycopg import sql

from alongside.accounts.zones import known_zones
from alongside.kernel.addressed import Address, told_by
from alongside.kernel.ids import new_id
from alongside.kernel.places import zone_at
from alongside.meetings import sentences
from alongside.meetings.enums import Attendance, State
from alongside.meetings.formats.reading import slug_text
from alongside.meetings.listing import UNSAID, Feed, Listing, Skipped
from alongside.meetings.models import SLUG_LENGTH, Meeting, Occurrence, Source

MOST_LOST = 0.3
KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000
# So many meetings are named of those that a feed adds, changes or loses.
NAMED = 10
# So much of a slug stays when there must be room to tell two of them apart.
NAMED_BY = SLUG_LENGTH - 10
FIELDS = [str(one.column) for one in Meeting._meta.local_fields]  # noqa: SLF001 - Django's documented way
# No source has meetings of groups.
COLUMNS = [name for name in FIELDS if name not in ("community", "is_for_members")]
# What a listing never decides about a row that is there already.
OURS = frozenset({"id", "created_at", "slug", "source_id", "source_slug", "confirmed_at", "confirmed_by", "sequence"})
THEIRS = [name for name in COLUMNS if name not in OURS]
# Many rows go in as one text: making a statement with a value for each column takes longer than all else. What a text
# does not say of a row, a first row says for all of them: most of what a feed can say, most records do not.
GIVEN = sql.SQL("json_populate_recordset(json_populate_record(NULL::meetings_meeting, %s::json), %s::json) AS r")
ADD = sql.SQL("INSERT INTO meetings_meeting ({columns}) SELECT {columns} FROM {given}").format(
    columns=sql.SQL(", ").join([sql.Identifier(name) for name in COLUMNS]), given=GIVEN
)
CHANGE = sql.SQL(
    "UPDATE meetings_meeting AS m SET sequence = m.sequence + 1, ({columns}) = ROW ({values})"
    " FROM {given} WHERE m.id = r.id"
).format(
    columns=sql.SQL(", ").join([sql.Identifier(name) for name in THEIRS]),
    values=sql.SQL(", ").join([sql.Identifier("r", name) for name in THEIRS]),
    given=GIVEN,
)

Known = tuple[UUID, str, str]  # id, fingerprint, state
Said = tuple[Listing, str, str, str]  # program, zone, fingerprint


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a feed brings: how many meetings are listed before and after, what becomes of them, the first of each.

    A record that says several days counts as so many meetings. `names` of the first are by "added", "changed", "gone".
    """

    before: int
    after: int
    added: int
    changed: int
    unchanged: int
    gone: int
    names: Mapping[str, Sequence[str]]

    def facts(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Result:
    """How many records of a feed were added, changed and unchanged; those skipped; how many meetings are gone.

    `held` says why nothing was done, None when it was; `foreseen` is what the feed would bring, or has brought: None
    for what is no feed. `remarks` are on what was taken, but not as it came. `by_source` are the slugs of those that
    have the zone of their source, for nothing tells their own, `of_source` of those that have its fellowship.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    skipped: tuple[Skipped, ...] = ()
    held: str | None = None
    foreseen: Foreseen | None = None
    remarks: tuple[Skipped, ...] = ()
    by_source: tuple[str, ...] = ()
    of_source: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        skipped = [{"slug": one.slug, "reason": one.reason} for one in self.skipped]
        counts = {name: getattr(self, name) for name in ("added", "changed", "unchanged", "gone")}
        return {**counts, "skipped": skipped, "held": self.held}


@dataclass(slots=True)
class _Plan:
    """What is to be written, and what becomes of each record."""

    new: list[Said] = field(default_factory=list)
    other: list[tuple[UUID, Said]] = field(default_factory=list)
    back: list[UUID] = field(default_factory=list)
    of_record: dict[int, set[str]] = field(default_factory=dict)
    meetings: Counter[str] = field(default_factory=Counter)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    by_source: list[str] = field(default_factory=list)
    of_source: list[str] = field(default_factory=list)

    def note(self, listing: Listing, what: str) -> None:
        self.of_record.setdefault(listing.record, set()).add(what)
        self.meetings[what] += 1
        named = self.names.setdefault(what, {})
        if len(named) < NAMED:
            named[listing.name] = None


def sync(
    source: Source, feed: Feed, *, now: datetime, was_looked_at: bool = False, looks_first: bool = False
) -> Result:
    """Bring the meetings of a source, locked by the running transaction, up to a feed, unless it is to be held.

    With `was_looked_at` somebody has let in what it brings and loses; with `looks_first` somebody is to do so.
    """
    if feed.refusal or not feed.listings:
        return Result(skipped=feed.skipped, held=feed.refusal or sentences.EMPTY)
    known = _known(source)
    lost = known.keys() - {one.source_slug for one in feed.listings}
    gone = [known[slug][0] for slug in sorted(lost) if known[slug][2] == State.LISTED]
    listed = sum(row[2] == State.LISTED for row in known.values())
    plan = _plan(source, feed.listings, known)
    supposed = Result(skipped=feed.skipped, by_source=tuple(plan.by_source), of_source=tuple(plan.of_source))
    foreseen = _foreseen(plan, gone, listed, len(feed.listings))
    held = sentences.LOOKED_AT_FIRST if looks_first else sentences.TOO_MANY_LOST
    if not was_looked_at and (looks_first or len(gone) > MOST_LOST * listed):
        return replace(supposed, held=held, foreseen=foreseen)
    _write(source, plan, gone, now)
    records = Counter(map(_of_record, plan.of_record.values()))
    said = [(one.source_slug, sentence, one.record) for one in feed.listings for _field, sentence in one.remarks]
    return replace(
        supposed,
        added=records["added"],
        changed=records["changed"],
        unchanged=records["unchanged"],
        gone=foreseen.gone,
        foreseen=foreseen,
        remarks=tuple(Skipped(*one) for one in said),
    )


def _foreseen(plan: _Plan, gone: list[UUID], before: int, after: int) -> Foreseen:
    counts = plan.meetings
    lost = Meeting.objects.filter(id__in=gone[:NAMED]).order_by("name").values_list("name", flat=True) if gone else ()
    names = {what: list(plan.names.get(what, ())) for what in ("added", "changed")} | {"gone": list(lost)}
    return Foreseen(before, after, counts["added"], counts["changed"], counts["unchanged"], len(gone), names)


def _known(source: Source) -> dict[str, Known]:
    rows = Meeting.objects.filter(source=source).values_list("source_slug", "id", "fingerprint", "state")
    return {row[0]: row[1:] for row in rows.iterator(chunk_size=5000)}


def _of_record(found: set[str]) -> str:
    """Return what became of a record that lists a meeting on several days: one word for all of them."""
    return found.pop() if len(found) == 1 else "changed"


def _plan(source: Source, listings: Iterable[Listing], known: Mapping[str, Known]) -> _Plan:
    plan = _Plan()
    place = _Placing(source)
    for said in listings:
        listing = place.placed(said)
        row = known.get(listing.source_slug)
        zone = place.zone(listing)
        plan.by_source += [] if zone else [listing.source_slug]
        plan.of_source += [] if listing.program else [listing.source_slug]
        decided = place.program(listing), zone or source.timezone
        fingerprint = listing.fingerprint(*decided)
        if row is None:
            plan.new.append((listing, *decided, fingerprint))
            plan.note(listing, "added")
        elif row[1] != fingerprint:
            plan.other.append((row[0], (listing, *decided, fingerprint)))
            plan.note(listing, "changed")
        else:
            plan.back += [row[0]] if row[2] != State.LISTED else []
            plan.note(listing, "unchanged" if row[2] == State.LISTED else "changed")
    return plan


class _Placing:
    """Which fellowship, point and zone hold for a listing: its own, else those of where it is told to be."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._points: dict[tuple[float, float], str] = {}

    def program(self, listing: Listing) -> str:
        return listing.program or self._source.program

    @staticmethod
    def placed(listing: Listing) -> Listing:
        """Return it with the middle of its town or postal code where it has no point: near enough to be found."""
        if listing.latitude is not None or listing.attendance == Attendance.ONLINE:
            return listing
        place = told_by(_address(listing)).place
        if place is None:
            return listing
        return replace(listing, latitude=place.latitude, longitude=place.longitude, is_approximate=True)

    def zone(self, listing: Listing) -> str:
        """Return its own zone, its point's, or that of its address; '' where nothing tells it."""
        if listing.timezone in known_zones():
            return listing.timezone
        if found := self._of_point(listing):
            return found
        zone = told_by(_address(listing)).zone
        return zone if zone in known_zones() else ""

    def _of_point(self, listing: Listing) -> str:
        if listing.latitude is None or listing.longitude is None:
            return ""
        point = (listing.latitude, listing.longitude)
        if point not in self._points:
            zone = zone_at(*point)
            self._points[point] = zone if zone in known_zones() else ""
        return self._points[point]


def _address(listing: Listing) -> Address:
    written = listing.formatted_address or listing.street or listing.location
    return Address(listing.city, listing.region, listing.postal_code, listing.country, written)


def _first_row(source: Source, now: datetime) -> dict[str, Any]:
    """Return what holds for every row, by column, unless the row itself says something else."""
    return UNSAID | {
        "created_at": now,
        "source_id": source.id,
        "state": State.LISTED,
        "state_since": now,
        "changed_at": now,
        "sequence": 0,
    }


def _row(said: Said) -> dict[str, Any]:
    """Return what the row of a meeting says for itself, by column; without an id and a slug."""
    listing, program, zone, fingerprint = said
    return listing.said() | {
        "source_slug": listing.source_slug,
        "fingerprint": fingerprint,
        "program": program,
        "timezone": zone,
    }


def _dates(rows: Iterable[tuple[UUID, Said]], now: datetime) -> Iterator[Occurrence]:
    """Return a row for each date on which one of these meetings is not as usual."""
    for row_id, (listing, *_decided) in rows:
        for one in listing.dates:
            said = {name: getattr(one, name) for name in one.__slots__}
            yield Occurrence(created_at=now, meeting_id=row_id, **said)


def _write(source: Source, plan: _Plan, gone: list[UUID], now: datetime) -> None:
    new = [(new_id(), said) for said in plan.new]
    named = zip(new, _slugs(source, [said[0].source_slug for said in plan.new]), strict=True)
    first = _text(_first_row(source, now))
    _put(ADD, first, (_row(said) | {"id": row_id, "slug": slug} for (row_id, said), slug in named))
    _put(CHANGE, first, (_row(said) | {"id": row_id} for row_id, said in plan.other))
    Occurrence.objects.filter(meeting__in=[row_id for row_id, _said in plan.other]).delete()
    Occurrence.objects.bulk_create(_dates([*new, *plan.other], now), batch_size=AT_ONCE)
    if plan.back:
        Meeting.objects.filter(id__in=plan.back).update(state=State.LISTED, state_since=now)
    if gone:
        Meeting.objects.filter(id__in=gone).update(state=State.NOT_CONFIRMED, state_since=now)


def _text(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, default=str)


def _put(statement: sql.Composable, first: str, rows: Iterator[dict[str, Any]]) -> None:
    """Write rows; the database works at some of them while the next ones are put into words."""
    with connection.cursor() as cursor, connection.wrap_database_errors, connection.connection.pipeline():
        while some := list(islice(rows, AT_ONCE)):
            cursor.execute(statement, [first, _text(some)])


def _slugs(source: Source, given: list[str]) -> list[str]:
    """Return a slug for each new meeting: the source's own where that is free, else with a few signs more."""
    wanted = [slug_text(one)[:SLUG_LENGTH].strip("-") or "meeting" for one in given]
    taken = _taken(wanted)
    found = []
    for slug, one in zip(wanted, given, strict=True):
        found.append(_told_apart(source, slug, one) if slug in taken else slug)
        taken.add(found[-1])
    return found


def _taken(slugs: list[str]) -> set[str]:
    """Return those of some slugs that a meeting has: one value for the database, however many they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM meetings_meeting WHERE slug = ANY(%s)", [slugs])
        return {row[0] for row in cursor.fetchall()}


def _told_apart(source: Source, slug: str, given: str) -> str:
    sign = hashlib.sha256(f"{source.id} {given}".encode()).hexdigest()
    return f"{slug[:NAMED_BY].strip('-')}-{sign[:9]}"


def forget_gone(now: datetime) -> int:
    """Have meetings that were not confirmed for a while be gone; return how many."""
    late = Q(state=State.NOT_CONFIRMED, state_since__lte=now - KEPT_FOR)
    return Meeting.objects.filter(late).update(state=State.GONE, state_since=now)
