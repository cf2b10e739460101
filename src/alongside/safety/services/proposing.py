"""Proposing that somebody leaves a community: whoever looks after it does, and somebody else says yes or no."""

from datetime import datetime
from uuid import UUID

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import people_with
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict
from alongside.kernel.sealed import seal
from alongside.safety.enums import ASKS_AGAIN, Act, DecisionState, Event, Reach, Reason, Source
from alongside.safety.evidence import frozen
from alongside.safety.models import Case, Decision, Report
from alongside.safety.policies import nobody_wrote, urgent_of
from alongside.safety.reasons import sealed_reason
from alongside.safety.reportable import Thing, keepers_of
from alongside.safety.sealing import MEMO, WORDS
from alongside.safety.services.deciding import (
    HAS_LEFT,
    REASON_LENGTH,
    check_written_to,
    held_person,
    pause_meanwhile,
    propose,
)
from alongside.safety.services.rows import note, open_case


def somebody_confirms(actor: Person, about_id: UUID | None, community_id: UUID) -> bool:
    """Tell whether anybody is there to say yes to a removal: in the community, or for the whole place."""
    apart = {actor.id, about_id}
    if keepers_of(community_id) - apart:
        return True
    both = people_with(Role.MODERATOR) | people_with(Role.ORGANISER)
    return both.exclude(id__in=[one for one in apart if one]).exists()


def propose_removal(
    *, actor: Person, thing: Thing, reason: str, asks_again: bool, pauses: bool, anyway: bool, now: datetime
) -> Decision:
    """Propose, within the running transaction, that whoever a thing is about leaves its community.

    Another who looks after it says yes or no; where nobody else does, the moderators of the whole place are asked, or
    the organisers. With `pauses` they write nothing there meanwhile. Invalid, also for somebody in danger to whom
    nobody wrote, unless it is to be done `anyway`; Conflict when it is proposed already.
    """
    said = checked_text(reason, field="reason", most=REASON_LENGTH, required=True)
    about = held_person(thing.about_id)
    if about is None or thing.community_id is None:
        raise Conflict(HAS_LEFT)
    check_written_to(waits=nobody_wrote(urgent_of(actor, about.id, thing.community_id, now=now)), anyway=anyway)
    stays_there = bool(keepers_of(thing.community_id) - {actor.id, about.id})
    case = open_case(thing, for_community=stays_there, instance_from=None if stays_there else now, now=now)
    _report(case, actor, thing, said, now=now)
    row = Decision(
        created_at=now,
        case=case,
        act=Act.REMOVE,
        reach=Reach.GROUP,
        community=case.community,
        about=about,
        by=actor,
        state=DecisionState.PROPOSED,
        reason_sealed=sealed_reason(about.data_key_id, said),
    )
    row.memo_sealed = seal(about.data_key_id, ASKS_AGAIN, what=MEMO) if asks_again else None
    propose(row, now=now)
    record("safety.remove", actor=actor.id, subject=row.id, about=None, now=now)
    if pauses:
        pause_meanwhile(row, now=now)
    return row


def _report(case: Case, actor: Person, thing: Thing, said: str, *, now: datetime) -> None:
    """Keep who brought it: they are not asked to look at it themself."""
    if Report.objects.filter(case=case, reporter=actor).exists():
        return
    Report.objects.create(
        created_at=now,
        case=case,
        source=Source.PERSON,
        reason=Reason.OTHER,
        reporter=actor,
        words_sealed=seal(actor.data_key_id, said, what=WORDS),
        evidence_sealed=frozen(case, thing, thing.pieces),
    )
    note(case, Event.REPORTED, reason=Reason.OTHER, now=now)
