"""What the writes of moderation share: the case of a thing, a line of the log, who is told."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.kernel.holding import hold
from alongside.kernel.models import DataKey
from alongside.kernel.sealed import create_data_key
from alongside.safety.enums import CaseState, Event
from alongside.safety.models import Case, LogLine
from alongside.safety.outgoing import tell_moderators
from alongside.safety.policies import others_for
from alongside.safety.reportable import Thing, keepers_of

# Whoever shows something this shortly before the end has it kept for the whole time, and the rest with it.
NEARLY = timedelta(days=7)


def note(case: Case, event: Event, *, act: str = "", reason: str = "", now: datetime) -> None:
    """Add a line to the log; it names no person. Who did it, the audit holds."""
    LogLine.objects.create(at=now, case=case.id, event=event, act=act, reason=reason)


def goes_to_keepers(thing: Thing, *, besides: UUID | None) -> bool:
    """Tell whether a group's own moderators can look at this: it is about none of them, and there is one."""
    keepers = keepers_of(thing.community_id)
    return thing.about_id not in keepers and bool(keepers - {besides})


def open_case(thing: Thing, *, for_community: bool, instance_from: datetime | None, now: datetime) -> Case:
    """Return the open case of a thing, locked; who comes first makes it. It is seen as widely as anybody asked for."""
    case = _found(thing, for_community=for_community) or _made(
        thing, for_community=for_community, instance_from=instance_from, now=now
    )
    _keep(case, now=now)
    known = case.instance_from
    if instance_from is not None and (known is None or instance_from < known):
        case.instance_from = instance_from
        case.save(update_fields=["instance_from"])
    return case


def _kept_until(now: datetime) -> datetime:
    return now + timedelta(days=settings.EVIDENCE_DAYS)


def _keep(case: Case, *, now: datetime) -> None:
    """Have a case keep what it is shown now: one that is open past its time, too, under a key that is new."""
    if case.data_key_id and case.evidence_until <= now:
        forget_evidence(case, now=now)
    if case.data_key_id and case.evidence_until - now >= NEARLY:
        return
    case.data_key = case.data_key or create_data_key(now=now)
    case.evidence_until = _kept_until(now)
    case.due_at = min(one for one in (case.evidence_until, case.instance_from) if one and one > now)
    case.save(update_fields=["data_key", "evidence_until", "due_at"])


def _found(thing: Thing, *, for_community: bool) -> Case | None:
    rows = Case.objects.filter(
        kind=thing.kind, subject=thing.subject, for_community=for_community, state=CaseState.OPEN
    )
    return rows.select_for_update(no_key=True).first()


def _made(thing: Thing, *, for_community: bool, instance_from: datetime | None, now: datetime) -> Case:
    """Make a case with a key of its own; of two at once the second takes what the first has made."""
    until = _kept_until(now)
    about = next(iter(hold(Person, [thing.about_id])), None) if thing.about_id else None
    waits = instance_from if instance_from and instance_from > now else until
    try:
        with transaction.atomic():
            return Case.objects.create(
                created_at=now,
                kind=thing.kind,
                subject=thing.subject,
                community=thing.community_id,
                for_community=for_community,
                instance_from=instance_from,
                about_id=about,
                data_key=create_data_key(now=now),
                evidence_until=until,
                due_at=waits,
            )
    except IntegrityError as error:
        found = _found(thing, for_community=for_community)
        if "safety_case_one_open" not in str(error) or found is None:
            raise
        return found


def tell_those_who_look(case: Case, *, urgent: bool, now: datetime) -> None:
    """Tell those who may look after a case that something waits."""
    tell_moderators(others_for(case, besides=set(), now=now), urgent=urgent, now=now)


def forget_evidence(case: Case, *, now: datetime) -> None:
    """Destroy what was kept of a case, with its key: not even an old backup opens it. What was decided stays."""
    key = case.data_key_id
    case.reports.update(evidence_sealed=None, words_sealed=None)
    case.data_key, case.due_at = None, None
    case.save(update_fields=["data_key", "due_at"])
    if key is not None:
        DataKey.objects.filter(id=key).delete()
    note(case, Event.EVIDENCE_FORGOTTEN, now=now)
