"""What `alongside meetings` does: import, export and check, from files and addresses."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from alongside.accounts.zones import known_zones
from alongside.kernel.clock import current_time
from alongside.meetings import sentences, services
from alongside.meetings.checking import SHOWN_SLUGS, Fault, check, together
from alongside.meetings.fetching import NotFetched, fetch
from alongside.meetings.formats import PROGRAM_OF, looks_like
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.models import Source
from alongside.meetings.programs import PLAIN, programs
from alongside.meetings.queries import public_listings
from alongside.meetings.services.sources import SourceDetails


class NotUsable(Exception):
    """Arguments that cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; what is '' was not said."""

    source: str
    format: str
    name: str
    program: str
    timezone: str

    def is_address(self) -> bool:
        """Tell whether the source is an address, and no file."""
        return self.source.startswith(("https://", "http://"))


def bring_in(wanted: Wanted, *, dry_run: bool) -> services.Result:
    """Bring in a source; what was not said is as it was the last time. NotUsable."""
    body = _body(wanted)
    if isinstance(body, str):
        return services.Result(held=body)
    now = current_time()
    known = _known(wanted)
    of = _format(wanted, body)
    source = known or Source(timezone="UTC", program=PROGRAM_OF.get(of, PLAIN), format=of)
    details = _details(wanted, source)
    if dry_run:
        result = services.try_source(actor=None, details=details, body=body, now=now)
    else:
        with transaction.atomic():
            row = services.prepare_source(actor=None, details=details, now=now)
            result = services.take_in(source_id=row.id, body=body, now=now)
            if known is None and result.foreseen is None:
                transaction.set_rollback(True)  # nothing of it could be read: no new source of that name either
    # Of a source that is known, somebody has heard by which zone, and as whose meetings, it is read.
    if known or wanted.timezone:
        result = replace(result, by_source=())
    return replace(result, of_source=()) if known or wanted.program or of in PROGRAM_OF else result


def _details(wanted: Wanted, source: Source) -> SourceDetails:
    zone, program = wanted.timezone or source.timezone, wanted.program or source.program
    if zone not in known_zones():
        raise NotUsable(f"There is no time zone {zone}; a zone is written like America/New_York.")
    _check_program(program)
    return SourceDetails(
        name=wanted.name or source.name or _name(wanted.source),
        url=wanted.source if wanted.is_address() else source.url,
        format=wanted.format or source.format,
        program=program,
        timezone=zone,
        trust=source.trust,
        every_hours=source.every_hours,
    )


def _known(wanted: Wanted) -> Source | None:
    if wanted.is_address() and (found := Source.objects.filter(url=wanted.source).first()):
        return found
    return Source.objects.filter(name=wanted.name or _name(wanted.source)).first()


def _name(source: str) -> str:
    return (urlsplit(source).hostname or "")[:200] if "://" in source else Path(source).stem[:200]


def _body(wanted: Wanted) -> bytes | str:
    """Return what is read, or a sentence when an address gives nothing."""
    if wanted.is_address():
        try:
            return fetch(wanted.source, allow_private=settings.FEEDS_FROM_PRIVATE_ADDRESSES).body or b""
        except NotFetched as failure:
            return str(failure)
    try:
        return Path(wanted.source).read_bytes()
    except OSError as error:
        raise NotUsable(f"{wanted.source} cannot be read: {error.strerror}.") from error


def _format(wanted: Wanted, body: bytes) -> str:
    """Return the format that was said, or that the feed looks like."""
    return wanted.format or looks_like(body)


def counts_in_words(result: services.Result) -> str:
    """Say what became of a feed in one line."""
    return (
        f"{result.added} added, {result.changed} changed, {result.unchanged} unchanged, "
        f"{result.gone} gone, {len(result.skipped)} skipped"
    )


def troubles(result: services.Result) -> Iterator[str]:
    """Say what went wrong, a line each."""
    if result.held:
        yield f"held: {result.held}"
    if result.held and (would := result.foreseen):
        yield (
            f"let in, it would leave {would.after:,} meetings of {would.before:,}: "
            f"{would.added:,} added, {would.changed:,} changed, {would.gone:,} lost"
        )
        yield from (f"lost: {name}" for name in would.names["gone"])
    for one in result.skipped:
        yield f"skipped {one.slug}: {one.reason}"
    for remark in together(Fault(one.slug, "", one.reason, "") for one in result.remarks):
        yield f"not as it came, {remark.records:,}: {remark.fault.sentence} First: {', '.join(remark.slugs)}"
    yield from _supposed(result)


def _supposed(result: services.Result) -> Iterator[str]:
    """Say what was taken of a new source though nobody said it."""
    if slugs := result.by_source:
        said = "nothing tells their time zone, so UTC is taken, and their times may be wrong"
        first = ", ".join(slugs[:SHOWN_SLUGS])
        yield f"supposed, {len(slugs):,}: {said}. Please say it: --timezone America/New_York. First: {first}"
    if slugs := result.of_source:
        said = f"nothing tells whose they are, so {programs()[PLAIN].name} is taken"
        yield f"supposed, {len(slugs):,}: {said}. Please say it: --program na. First: {', '.join(slugs[:SHOWN_SLUGS])}"


def exported() -> Iterator[bytes]:
    """Return the public meetings as Meeting Guide JSON, a piece at a time."""
    return write_feed(public_listings(now=current_time()))


def faults_of(wanted: Wanted, *, asks_sources: bool = True) -> Sequence[Fault]:
    """Return the faults of a feed, by the codes of whose meetings it is where that was said or is known. NotUsable.

    The database is asked only whether we know its source: not where `asks_sources` is false.
    """
    if wanted.program:
        _check_program(wanted.program)
    body = _body(wanted)
    if isinstance(body, str):
        return [Fault("", "", body, sentences.LOOK_AT_ADDRESS, is_error=True)]
    of = _format(wanted, body)
    known = _known(wanted) if asks_sources and not wanted.program else None
    program = wanted.program or (known.program if known else PROGRAM_OF.get(of, ""))
    return check(body, of=of, program=program, today=current_time().date())


def _check_program(program: str) -> None:
    if program not in programs():
        raise NotUsable(f"There is no programme {program}; known are {', '.join(sorted(programs()))}.")


def faults_as_json(faults: Sequence[Fault]) -> dict[str, Any]:
    """Return faults as plain JSON values."""
    errors = sum(one.is_error for one in faults)
    return {"errors": errors, "warnings": len(faults) - errors, "faults": [asdict(one) for one in faults]}


def faults_in_words(faults: Sequence[Fault]) -> Iterator[str]:
    """Say each fault in a line, that of many records in one, and how many there are in the last one."""
    for one in together(faults):
        fault, many = one.fault, one.records > 1
        whose = f"{one.records:,} records" if many else fault.slug
        where = " ".join(filter(None, (whose, fault.field, fault.value))) or "feed"
        first = f"First: {', '.join(one.slugs)}" if many else ""
        said = " ".join(filter(None, (fault.sentence, fault.mend, first)))
        yield f"{'error  ' if fault.is_error else 'warning'} {where}: {said}"
    kinds = Counter(one.is_error for one in faults)
    yield f"{_counted(kinds[True], 'error')}, {_counted(kinds[False], 'warning')}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
