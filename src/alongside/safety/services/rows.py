"""What the writes of moderation share: the case of a thing, a line of the log, who is told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Invalid
from alongside.kernel.holding import hold
from alongside.kernel.models import DataKey
from alongside.kernel.sealed import create_data_key
from alongside.safety.enums import Answered, CaseState, DecisionState, Event, Source
from alongside.safety.evidence import frozen_without_name, thawed
from alongside.safety.models import Case, Exhibit, Handling, LogLine
from alongside.safety.outgoing import tell_moderators
from alongside.safety.pauses import removed_among
from alongside.safety.policies import organisers_for, others_for
from alongside.safety.replies import REPLY
from alongside.safety.reportable import Thing, keepers_of, reportable

# Whoever shows something this shortly before the end has it kept for the whole time, and the rest with it.
NEARLY = timedelta(days=7)
# As long as one may ask for another look, what undoes a decision is there.
APPEALS_FOR = timedelta(days=60)
# By then it shows that nobody is left who could look at what is open.
LOOKS_AGAIN = timedelta(days=1)


ANSWER_FIRST = _("Please say first whether somebody answered them. Nothing was changed.")


def note(case: Case, event: Event, *, act: str = "", reason: str = "", answered: str = "", now: datetime) -> None:
    """Add a line to the log; it names no person. Who did it, the audit holds."""
    LogLine.objects.create(at=now, case=case.id, event=event, act=act, reason=reason, answered=answered)


def checked_answered(answered: str, *, is_danger: bool) -> str:
    """Return what became of somebody in danger, '' where nobody is; Invalid when that is not said."""
    if not is_danger:
        return ""
    if answered not in Answered.values:
        raise Invalid(ANSWER_FIRST, field="answered")
    return answered


def goes_to_keepers(thing: Thing, *, besides: UUID | None) -> bool:
    """Tell whether a group's own moderators can look at this: it is about none of them, and one is there."""
    keepers = keepers_of(thing.community_id)
    return thing.about_id not in keepers and bool(keepers - {besides} - removed_among(keepers))


def open_case(thing: Thing, *, for_community: bool, instance_from: datetime | None, now: datetime) -> Case:
    """Return the open case of a thing, locked; who comes first makes it. It is seen as widely as anybody asked for."""
    case = _found(thing, for_community=for_community) or _made(
        thing, for_community=for_community, instance_from=instance_from, now=now
    )
    keep(case, now=now)
    known = case.instance_from
    if instance_from is not None and (known is None or instance_from < known):
        case.instance_from = instance_from
        case.due_at = next_look(case, now=now)
        case.save(update_fields=["instance_from", "due_at"])
    return case


def keep_apart(case: Case, people: Iterable[UUID]) -> None:
    """Keep these people from a held case as if they had handed it over. It counts as nothing they looked after."""
    before = case.created_at - timedelta(microseconds=1)
    rows = [Handling(created_at=before, case=case, person_id=one, was_hard=True) for one in people]
    Handling.objects.bulk_create(rows, ignore_conflicts=True)


def _kept_until(now: datetime) -> datetime:
    return now + timedelta(days=settings.EVIDENCE_DAYS)


def keep(case: Case, *, nearly: timedelta = NEARLY, now: datetime) -> UUID:
    """Return the key under which a held case keeps what comes now: a new one where it is open past its time."""
    if case.data_key_id and case.evidence_until <= now:
        forget_evidence(case, now=now)
    if case.data_key_id and case.evidence_until - now >= nearly:
        return case.data_key_id
    case.data_key = case.data_key or create_data_key(now=now)
    case.evidence_until = _kept_until(now)
    case.due_at = next_look(case, now=now)
    case.save(update_fields=["data_key", "evidence_until", "due_at"])
    return case.data_key.id


def _found(thing: Thing, *, for_community: bool) -> Case | None:
    rows = Case.objects.filter(
        kind=thing.kind, subject=thing.subject, for_community=for_community, state=CaseState.OPEN
    )
    return rows.select_for_update(no_key=True).first()


def _made(thing: Thing, *, for_community: bool, instance_from: datetime | None, now: datetime) -> Case:
    """Make a case with a key of its own; of two at once the second takes what the first has made."""
    about = next(iter(hold(Person, [thing.about_id])), None) if thing.about_id else None
    case = Case(
        created_at=now,
        kind=thing.kind,
        subject=thing.subject,
        community=thing.community_id,
        venue=thing.venue,
        for_community=for_community,
        instance_from=instance_from,
        about_id=about,
        evidence_until=_kept_until(now),
    )
    try:
        with transaction.atomic():
            case.data_key = create_data_key(now=now)
            case.due_at = next_look(case, now=now)
            case.save(force_insert=True)
            return case
    except IntegrityError as error:
        found = _found(thing, for_community=for_community)
        if "safety_case_one_open" not in str(error) or found is None:
            raise
        return found


def next_look(case: Case, *, now: datetime) -> datetime | None:
    """Return when to look at a case again: at the end of its evidence, and while it is open, daily at least.

    Sooner, when more people can see it, or when whoever took something urgent on has had it for their time. None for
    what is closed and keeps nothing.
    """
    kept = [case.evidence_until] if case.data_key_id else []
    if case.state == CaseState.CLOSED:
        return kept[0] if kept else None
    ends = case.claimed_until if case.is_urgent else None
    sooner = [one for one in (case.instance_from, ends) if one is not None and one > now]
    return min([now + LOOKS_AGAIN, *kept, *sooner])


def reach_somebody(case: Case, *, now: datetime) -> bool:
    """Have moderators of the whole place see a held case that nobody can look after; tell whether that is new."""
    is_known = case.instance_from is not None and case.instance_from <= now
    if is_known or others_for(case, besides=set(), now=now):
        return False
    case.instance_from = now
    case.save(update_fields=["instance_from"])
    return True


def tell_those_who_look(case: Case, *, besides: UUID | None = None, urgent: bool, now: datetime) -> None:
    """Tell those who may look after a case that something waits; where there is nobody, those of the whole place.

    Where nobody is there either, it is left to the organisers.
    """
    reach_somebody(case, now=now)
    people = others_for(case, besides=set(), now=now) or _left_to_organisers(case)
    tell_moderators(people - {besides}, urgent=urgent, now=now)


def _left_to_organisers(case: Case) -> set[UUID]:
    if not case.needs_organiser:
        case.needs_organiser = True
        case.save(update_fields=["needs_organiser"])
    return organisers_for(case, besides=set())


def forget_who(case: Case, *, now: datetime) -> None:
    """Take the name of whoever erases themself out of a held case; what nobody else has shown of them goes with them.

    What nobody has shown at all is done with: its key is destroyed, and it waits for nobody any more. Nor does what
    can reach them alone, such as a removal that was only proposed.
    """
    for row in case.decisions.filter(state=DecisionState.PROPOSED):
        row.state = DecisionState.DROPPED
        row.save(update_fields=["state"])
        note(case, Event.DROPPED, act=row.act, now=now)
    # What somebody answers to a word counts as brought by a person: it is their own.
    shown = case.reports.none() if case.kind == REPLY else case.reports.filter(source=Source.PERSON)
    own = case.reports.exclude(id__in=shown.values("id"))
    Exhibit.objects.filter(report__in=own).delete()
    own.update(evidence_sealed=None)
    kept = list(shown.filter(evidence_sealed__isnull=False).select_related("case"))
    for report, seen in zip(kept, thawed(kept), strict=True):
        report.evidence_sealed = frozen_without_name(report, seen)
        report.save(update_fields=["evidence_sealed"])
    if shown.exists():
        return
    if case.state == CaseState.OPEN:
        case.state, case.closed_at, case.claimed_by, case.claimed_until = CaseState.CLOSED, now, None, None
        case.save(update_fields=["state", "closed_at", "claimed_by", "claimed_until"])
    if case.data_key_id:
        forget_evidence(case, now=now)


def forget_evidence(case: Case, *, now: datetime) -> None:
    """Destroy what was kept of a case, with its key: not even an old backup opens it. What was decided stays.

    So does what was said to whom it is about. Notes among moderators go, and so do the words that a decision took away.
    What is open is looked at daily as before.
    """
    key = case.data_key_id
    Exhibit.objects.filter(report__case=case).delete()
    case.reports.update(evidence_sealed=None, words_sealed=None)
    case.decisions.filter(about=None).update(reason_sealed=None)
    kind = reportable(case.kind)
    with_words = [act for act, doing in kind.doings.items() if doing.keeps_words] if kind else []
    case.decisions.filter(act__in=with_words).update(memo_sealed=None)
    case.data_key = None
    case.due_at = next_look(case, now=now)
    case.save(update_fields=["data_key", "due_at"])
    if key is not None:
        DataKey.objects.filter(id=key).delete()
    note(case, Event.EVIDENCE_FORGOTTEN, now=now)
