"""Feeds that an organiser brings along as files, and what a feed would bring before anything of it is kept.

A file is read as what came from an address: held by the same rules. It is never asked for again by itself.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.ratelimit import count_try
from alongside.meetings.enums import Format
from alongside.meetings.fetching import NotFetched, fetch
from alongside.meetings.formats import looks_like
from alongside.meetings.models import Source
from alongside.meetings.policies import access_source, access_sources
from alongside.meetings.services.sources import SourceDetails, prepare_source, put_source, read_into
from alongside.meetings.services.syncing import Result

FEEDS_AN_HOUR = 60
# Somebody waits at the page meanwhile; the worker has more patience.
LOOK_SECONDS = 10.0


def feed_to_look_at(*, actor: Person, url: str, now: datetime) -> bytes:
    """Return what an address gives, to look at it first. Invalid, NotAllowed, TooMany."""
    access_sources(actor)
    count_feed(actor=actor, now=now)
    try:
        found = fetch(url, allow_private=settings.FEEDS_FROM_PRIVATE_ADDRESSES, seconds=LOOK_SECONDS)
    except NotFetched as failure:
        raise Invalid(gettext(str(failure)), field="url") from failure
    return found.body or b""


def count_feed(*, actor: Person, now: datetime) -> None:
    """Count a feed that is about to be read, which is work. TooMany."""
    count_try("meetings.feed", str(actor.id), limit=FEEDS_AN_HOUR, window=timedelta(hours=1), now=now)


@transaction.atomic
def try_source(*, actor: Person | None, details: SourceDetails, body: bytes, now: datetime) -> Result:
    """Say what a feed would bring, into a new source or the one of that name; nothing is kept. Invalid, NotAllowed."""
    source = prepare_source(actor=actor, details=details, now=now)
    result = read_into(source, body, now)
    transaction.set_rollback(True)
    return result


@transaction.atomic
def add_file(
    *, actor: Person, details: SourceDetails, body: bytes, now: datetime, dry_run: bool = False
) -> tuple[Source, Result]:
    """Add a source that is a file, and read it. Invalid when it cannot be used: nothing is kept then. NotAllowed."""
    access_sources(actor)
    if Source.objects.filter(name=details.name.strip()).exists():
        said = _("There is a source of this name already. A newer file of it goes in on the page of that source.")
        raise Invalid(said, field="name")
    source = put_source(Source(created_at=now), actor, replace(details, url=""), now, "source_added")
    return source, _taken_in(source, body, now, dry_run=dry_run)


@transaction.atomic
def renew_file(*, actor: Person, source_id: UUID, body: bytes, now: datetime, dry_run: bool = False) -> Result:
    """Read a newer file of a source that is one. Invalid when it cannot be used, Conflict, NotAllowed, NotFound."""
    source = access_source(actor, source_id, lock=True)
    if source.url:
        raise Conflict(_("This source is read from its address, so it takes no file. Nothing was changed."))
    return _taken_in(source, body, now, dry_run=dry_run)


def _taken_in(source: Source, body: bytes, now: datetime, *, dry_run: bool) -> Result:
    result = read_into(source, body, now)
    if result.foreseen is None:
        raise _of_no_use(result, body, source.format)
    if dry_run:
        transaction.set_rollback(True)
    return result


def _of_no_use(result: Result, body: bytes, of: str) -> Invalid:
    """Return why a file is of no use: it looks as if written in another way, else what its reader says."""
    if (likely := looks_like(body)) != of:
        said = _("This file seems to be written in another way: %(format)s. Please choose that.")
        return Invalid(said % {"format": Format(likely).label}, field="format")
    return Invalid(gettext(result.held or ""), field="file")
