"""What the writes of moderation share: the case of a thing, a line of the log, who is told."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.kernel.holding import hold
from alongside.kernel.sealed import create_data_key
from alongside.safety.enums import CaseState, Event
from alongside.safety.models import Case, LogLine
from alongside.safety.outgoing import tell_moderators
from alongside.safety.policies import others_for
from alongside.safety.reportable import Thing, keepers_of


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
    known = case.instance_from
    if instance_from is not None and (known is None or instance_from < known):
        case.instance_from = instance_from
        case.save(update_fields=["instance_from"])
    return case


def _found(thing: Thing, *, for_community: bool) -> Case | None:
    rows = Case.objects.filter(
        kind=thing.kind, subject=thing.subject, for_community=for_community, state=CaseState.OPEN
    )
    return rows.select_for_update(no_key=True).first()


def _made(thing: Thing, *, for_community: bool, instance_from: datetime | None, now: datetime) -> Case:
    """Make a case with a key of its own; of two at once the second takes what the first has made."""
    until = now + timedelta(days=settings.EVIDENCE_DAYS)
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
