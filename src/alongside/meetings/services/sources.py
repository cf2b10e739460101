"""Sources: adding and changing them, reading the one whose turn it is, and deciding about what is held."""

import gzip
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.checks import checked_zone
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict, Invalid
from alongside.meetings.enums import Format, Outcome, Trust
from alongside.meetings.fetching import Fetched, NotFetched, fetch
from alongside.meetings.formats import read_feed
from alongside.meetings.models import Reading, Source
from alongside.meetings.policies import access_source, access_sources
from alongside.meetings.programs import programs
from alongside.meetings.services.syncing import Result, sync
from alongside.notifications.channels.endpoints import EndpointRefusedError, parse
from alongside.ui import phrases

logger = logging.getLogger(__name__)

# What could not be read is tried again so much later; a source is never asked more often than it is due.
TRY_AGAIN = timedelta(hours=1)
READINGS_KEPT = 50
SKIPPED_KEPT = 1000
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What an organiser writes down about a source; no `url` for one that is a file."""

    name: str
    format: str
    program: str
    timezone: str
    url: str = ""
    trust: str = Trust.WHOLE
    every_hours: int = 24


@transaction.atomic
def prepare_source(*, actor: Person | None, details: SourceDetails, now: datetime) -> Source:
    """Add a source, or change the one of that name; an address is read within a minute. Invalid, NotAllowed.

    `actor` is None for the operator at the command line.
    """
    if actor is not None:
        access_sources(actor)
    source = Source.objects.select_for_update().filter(name=details.name.strip()).first()
    if source is None:
        return put_source(Source(created_at=now), actor, details, now, "source_added")
    return put_source(source, actor, details, now, "source_changed")


@transaction.atomic
def change_source(*, actor: Person, source_id: UUID, details: SourceDetails, now: datetime) -> Source:
    """Change a source. Invalid, NotAllowed, NotFound."""
    return put_source(access_source(actor, source_id, lock=True), actor, details, now, "source_changed")


def put_source(source: Source, actor: Person | None, details: SourceDetails, now: datetime, action: str) -> Source:
    """Write down what is said of a source, locked by the running transaction or new. Invalid."""
    source.name = checked_text(details.name, field="name", most=NAME_LENGTH, required=True)
    if source.url != details.url:
        source.etag = source.last_modified = ""
    source.url = _checked_address(details.url)
    source.next_read_at = now if source.url else None
    source.timezone = checked_zone(details.timezone)
    source.program, source.format, source.trust = details.program, details.format, details.trust
    source.every_hours = details.every_hours
    if source.program not in programs():
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="program")
    if source.format not in Format.values or source.trust not in Trust.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="format")
    if not 1 <= source.every_hours <= 720:
        raise Invalid(_("Please choose from 1 to 720 hours."), field="every_hours")
    _save(source)
    record(f"meetings.{action}", actor=actor.id if actor else None, subject=source.id, now=now)
    return source


def _save(source: Source) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        # All else was checked: another has this address, or this name.
        if source.url and Source.objects.exclude(id=source.id).filter(url=source.url).exists():
            raise Invalid(_("There is a source with this address already."), field="url") from error
        raise Invalid(_("There is a source with this name already."), field="name") from error


def _checked_address(url: str) -> str:
    url = url.strip()
    try:
        if url:
            parse(url, allow_private=settings.FEEDS_FROM_PRIVATE_ADDRESSES)
    except EndpointRefusedError as refusal:
        raise Invalid(
            _("An address of a feed starts with https:// and leads to the public internet."), field="url"
        ) from refusal
    return url


@transaction.atomic
def take_in(*, source_id: UUID, body: bytes, now: datetime, dry_run: bool = False) -> Result:
    """Read a feed that came for a source; nothing is kept of a dry run."""
    source = Source.objects.select_for_update().get(id=source_id)
    result = read_into(source, body, now)
    if dry_run:
        transaction.set_rollback(True)
    return result


def read_into(source: Source, body: bytes, now: datetime, *, was_looked_at: bool = False) -> Result:
    """Bring a locked source up to a feed, and keep how that ended."""
    feed = read_feed(body, of=source.format, program=source.program, today=now.date())
    looks_first = source.trust == Trust.LOOK
    result = sync(source, feed, now=now, was_looked_at=was_looked_at, looks_first=looks_first)
    _keep(source, result, body if result.held and result.foreseen else None, now)
    source.read_at = now
    source.save()
    return result


def _keep(source: Source, result: Result, held: bytes | None, now: datetime) -> None:
    """Keep how a reading ended; a newer one that is held takes the place of an older one."""
    Reading.objects.filter(source=source, outcome=Outcome.HELD, decided_at=None).update(decided_at=now, feed=None)
    failed = result.held and held is None
    Reading.objects.create(
        created_at=now,
        source=source,
        outcome=Outcome.FAILED if failed else Outcome.HELD if result.held else Outcome.DONE,
        reason=result.held or "",
        added=result.added,
        changed=result.changed,
        unchanged=result.unchanged,
        gone=result.gone,
        skipped=result.facts()["skipped"][:SKIPPED_KEPT],
        foreseen=result.foreseen.facts() if held and result.foreseen else None,
        feed=gzip.compress(held) if held else None,
    )
    _forget_readings(source)
    record("meetings.source_read", actor=None, subject=source.id, now=now)


def _forget_readings(source: Source) -> None:
    kept = Reading.objects.filter(source=source).order_by("-created_at").values("id")[:READINGS_KEPT]
    Reading.objects.filter(source=source).exclude(id__in=list(kept.values_list("id", flat=True))).delete()


def read_next(now: datetime) -> None:
    """Read the source that waits longest, if any is due: a chore. What goes wrong with it is kept with it."""
    source = Source.objects.filter(next_read_at__lte=now).order_by("next_read_at").first()
    if source is None:
        return
    try:
        found = fetch(
            source.url,
            etag=source.etag,
            last_modified=source.last_modified,
            allow_private=settings.FEEDS_FROM_PRIVATE_ADDRESSES,
        )
    except NotFetched as failure:
        _failed(source, str(failure), now)
        return
    try:
        _fetched(source, found, now)
    except Exception:  # whatever it is: the next source must be read all the same
        logger.exception("The feed of source %s could not be taken in", source.id)
        _failed(source, str(Outcome.FAILED.label), now)


@transaction.atomic
def _failed(source: Source, sentence: str, now: datetime) -> None:
    source = Source.objects.select_for_update().get(id=source.id)
    source.next_read_at = now + min(TRY_AGAIN, timedelta(hours=source.every_hours))
    source.save(update_fields=["next_read_at"])
    Reading.objects.create(created_at=now, source=source, outcome=Outcome.FAILED, reason=sentence)
    _forget_readings(source)


@transaction.atomic
def _fetched(source: Source, found: Fetched, now: datetime) -> None:
    asked, source = source, Source.objects.select_for_update().get(id=source.id)
    if (source.url, source.format) != (asked.url, asked.format):
        return  # an organiser changed it meanwhile: this answers another question, and it is still due
    source.next_read_at = now + timedelta(hours=source.every_hours)
    if found.body is None:
        source.read_at = now
        source.save(update_fields=["read_at", "next_read_at"])
        Reading.objects.create(created_at=now, source=source, outcome=Outcome.UNCHANGED)
        _forget_readings(source)
        return
    source.etag, source.last_modified = found.etag, found.last_modified
    read_into(source, found.body, now)


@transaction.atomic
def read_soon(*, actor: Person, source_id: UUID, now: datetime) -> None:
    """Have a source be read within a minute, whether or not it says that it has changed. Conflict for a file."""
    source = access_source(actor, source_id, lock=True)
    if not source.url:
        raise Conflict(_("This source is a file, so it cannot be read again. Please import the new file."))
    source.next_read_at, source.etag, source.last_modified = now, "", ""
    source.save(update_fields=["next_read_at", "etag", "last_modified"])
    record("meetings.source_asked", actor=actor.id, subject=source.id, now=now)


@transaction.atomic
def decide_held(*, actor: Person, source_id: UUID, reading_id: UUID, lets_in: bool, now: datetime) -> None:
    """Let in what is held, as it came, or refuse it. Conflict when that was decided, or something newer came."""
    source = access_source(actor, source_id, lock=True)
    held = (
        Reading.objects.select_for_update()
        .filter(id=reading_id, source=source, outcome=Outcome.HELD, decided_at=None)
        .first()
    )
    if held is None or held.feed is None:
        raise Conflict(_("This was decided already, or something newer came. Nothing was changed."))
    body = gzip.decompress(bytes(held.feed))
    held.decided_at, held.feed = now, None
    held.save(update_fields=["decided_at", "feed"])
    if lets_in:
        read_into(source, body, now, was_looked_at=True)
    record(f"meetings.source_{'let_in' if lets_in else 'refused'}", actor=actor.id, subject=source.id, now=now)


@transaction.atomic
def remove_source(*, actor: Person, source_id: UUID, now: datetime) -> None:
    """Delete a source with all its meetings."""
    source = access_source(actor, source_id, lock=True)
    record("meetings.source_removed", actor=actor.id, subject=source.id, now=now)
    source.delete()
