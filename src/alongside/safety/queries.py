"""What moderators see, shaped for pages, each a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal_all
from alongside.safety.acts import acts_of
from alongside.safety.danger import sounds_like_danger
from alongside.safety.enums import (
    TO_A_PERSON,
    TO_A_THING,
    Act,
    Answered,
    CaseState,
    DecisionState,
    Event,
    Reason,
    Source,
)
from alongside.safety.evidence import Seen, Shown, exhibits_of, thawed
from alongside.safety.models import Appeal, Case, Decision, Handling, LogLine, Report
from alongside.safety.policies import (
    CLAIM,
    is_claimed,
    lifted_by,
    own_proposals,
    urgent_beside,
    urgent_of,
    visible_appeals,
    visible_cases,
    visible_proposals,
)
from alongside.safety.replies import REPLY
from alongside.safety.reportable import Since, nameless_kinds, names_of, reportable
from alongside.safety.sealing import APPEAL, REASON, WORDS
from alongside.safety.wording import kind_words, place_words

PAGE = 50
WEEK = timedelta(days=7)
AN_HOUR = timedelta(hours=1)
# When the latest came in a case.
LATEST = Max("reports__created_at")


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is beside somebody in danger where they wrote: how many wrote there since, when the last did.

    `wrote_again`: whoever is in danger did, after that.
    """

    people: int
    last_at: datetime | None
    wrote_again: bool


@dataclass(frozen=True, slots=True)
class Back:
    """That somebody answered a word that was written to them: the case of it, and when the latest came."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Wrote:
    """When a moderator wrote last to whoever a case is about, and what they answered to any such word."""

    at: datetime
    backs: list[Back]


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the queue. `who` says who has it: "", "you" or "other".

    `name` is what it or whoever it is about is called there, `where` the thread, the room or the event; '' once what
    was shown is destroyed. `beside` is None for what is not urgent, or is nowhere where somebody could answer; `wrote`
    for whom no moderator wrote to.
    """

    id: UUID
    kind: str
    name: str
    reasons: list[str]
    place: str
    where: str
    at: datetime
    is_urgent: bool
    who: str
    beside: Beside | None = None
    wrote: Wrote | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one moderator: cases, removals that wait for a second person, appeals; `own` they proposed.

    Of an appeal it says whether its words sound like danger to life: these come first.
    """

    lines: list[Line]
    proposals: list[tuple[UUID, str]]
    own: list[tuple[UUID, str]]
    appeals: list[tuple[UUID, bool]]


@dataclass(frozen=True, slots=True)
class SeenPiece:
    """Something that was shown with a report, with the pictures and voice notes that go with it."""

    who: str
    at: datetime
    words: str
    exhibits: list[Shown]


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a case as moderators see it: why, in which words, and what was shown. It names nobody.

    What came by itself of the same thing after it is in it as well: `also_at` is when.
    """

    source: str
    reason: str
    at: datetime
    words: str
    name: str
    place: str
    where: str
    pieces: list[SeenPiece]
    also_at: list[datetime] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of a case as moderators see it; `act` says how far it goes as well, `backs` what answers a word."""

    id: UUID
    act: str
    state: str
    at: datetime
    until: datetime | None
    reason: str
    may_lift: bool
    backs: list[Back]


@dataclass(frozen=True, slots=True)
class Danger:
    """Something urgent about the same person that waits as well."""

    id: UUID
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as somebody who may look after it sees it; `path` leads to what it is about, '' where they cannot go.

    `answered` is what became of whoever was in danger, as was said when it ended; `dangers` is what else is urgent;
    `beside` is as in `Line`. Of what answers a word, `word_in` is the case from which that was written.
    """

    id: UUID
    kind: str
    place: str
    is_urgent: bool
    is_open: bool
    who: str
    until: datetime | None
    evidence_until: datetime
    is_forgotten: bool
    path: str
    is_about_somebody: bool
    reports: list[ReportView]
    decisions: list[DecisionView]
    earlier: int
    answered: str
    dangers: list[Danger]
    beside: Beside | None
    word_in: UUID | None


def cries_lately(person_id: UUID, *, now: datetime) -> int:
    """Return how often within the hour the words of somebody sounded like danger to life."""
    lately = Report.objects.filter(source=Source.WORDS, created_at__gt=now - AN_HOUR)
    return lately.filter(case__about=person_id).count()


def have_cried(kind: str, things: Collection[UUID]) -> bool:
    """Tell whether the words of any of these were brought before moderators because they sounded like danger."""
    brought = Q(case__subject__in=things) | Q(case__also__overlap=list(things))
    return bool(things) and Report.objects.filter(brought, source=Source.WORDS, case__kind=kind).exists()


def looked_at(things: Collection[UUID], community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return which of these somebody who moderates looks at right now, or has looked at."""
    brought = Case.objects.filter(Q(subject__in=things) | Q(also__overlap=list(things)), community=community_id)
    seen = brought.filter(Q(state=CaseState.CLOSED) | Q(claimed_by__isnull=False, claimed_until__gt=now))
    return {one for subject, also in seen.values_list("subject", "also") for one in (subject, *also) if one in things}


def queue_of(actor: Person, *, now: datetime) -> Queue:
    """Return what waits for somebody: what is urgent first, then what waits longest."""
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN).order_by("-is_urgent", "created_at", "id")
    cases = list(rows.prefetch_related("reports")[:PAGE])
    places = names_of(case.community for case in cases)
    seen, beside, wrote = _seen_of(cases), _beside(cases), _wrote(actor, cases, now=now)
    proposals = list(visible_proposals(actor, now=now).order_by("created_at", "id"))
    own = list(own_proposals(actor).order_by("created_at", "id"))
    return Queue(
        lines=[
            replace(
                _line(case, seen.get(case.id, Seen()), actor, places, now),
                beside=beside.get(case.id),
                wrote=wrote.get(case.id),
            )
            for case in cases
        ],
        proposals=[(row.id, words) for row, words in zip(proposals, acts_of(proposals), strict=True)],
        own=[(row.id, words) for row, words in zip(own, acts_of(own), strict=True)],
        appeals=_appeals(actor, now=now),
    )


def _appeals(actor: Person, *, now: datetime) -> list[tuple[UUID, bool]]:
    rows = list(visible_appeals(actor, now=now).order_by("created_at", "id"))
    said = unseal_all([row.words_sealed for row in rows], what=APPEAL)
    found = [(row.id, sounds_like_danger(words or "")) for row, words in zip(rows, said, strict=True)]
    return sorted(found, key=lambda one: not one[1])


def proposal_words(row: Decision) -> tuple[str, str]:
    """Return what is proposed, and why."""
    return acts_of([row])[0], unseal_all([row.reason_sealed], what=REASON)[0] or ""


def _seen_of(cases: Sequence[Case]) -> dict[UUID, Seen]:
    """Return what was kept of what first brought each case."""
    turns = (sorted(case.reports.all(), key=lambda row: (row.created_at, row.id)) for case in cases)
    firsts = [rows[0] for rows in turns if rows]
    return {row.case_id: seen for row, seen in zip(firsts, thawed(firsts), strict=True)}


def _line(case: Case, seen: Seen, actor: Person, places: Mapping[UUID, str], now: datetime) -> Line:
    reasons = sorted({_reason(row) for row in case.reports.all()} - {""})
    place = place_words(case.community, places)
    return Line(
        case.id,
        kind_words(case),
        seen.name if seen.name != place else "",
        reasons,
        place,
        seen.where if seen.where != seen.name else "",
        case.created_at,
        case.is_urgent,
        _who(case, actor, now),
    )


def _beside(cases: Sequence[Case]) -> dict[UUID, Beside]:
    """Return who wrote since where somebody may be in danger: one query a kind, and nothing of what is nowhere."""
    urgent = [case for case in cases if case.is_urgent and case.state == CaseState.OPEN and case.about_id]
    told: dict[UUID, Since] = {}
    for name in sorted({case.kind for case in urgent}):
        kind = reportable(name)
        if kind and kind.since:
            told |= kind.since({case.subject: case.about_id for case in urgent if case.kind == name and case.about_id})
    return {case.id: _one_beside(case, told[case.subject]) for case in urgent if case.subject in told}


def _one_beside(case: Case, since: Since) -> Beside:
    cried = [row.created_at for row in case.reports.all() if row.source == Source.WORDS]
    wrote_again = bool(since.last_at and cried and max(cried) > since.last_at)
    return Beside(since.people, to_the_minute(since.last_at) if since.last_at else None, wrote_again)


def _wrote(actor: Person, cases: Sequence[Case], *, now: datetime) -> dict[UUID, Wrote]:
    """Return of which of these a moderator wrote to somebody in danger, with what came back."""
    rows = list(Decision.objects.filter(case__in=cases, act=Act.WRITE, undone_at=None).order_by("created_at", "id"))
    backs = _backs(actor, rows, now=now)
    found: dict[UUID, Wrote] = {}
    for row in rows:
        before = found[row.case_id].backs if row.case_id in found else []
        found[row.case_id] = Wrote(row.created_at, [*before, *backs.get(row.id, [])])
    return found


def _backs(actor: Person, rows: Sequence[Decision], *, now: datetime) -> dict[UUID, list[Back]]:
    """Return what answers each of these, as far as the actor may look after it."""
    words = [row.id for row in rows if row.act == Act.WRITE]
    seen = visible_cases(actor, now=now).filter(kind=REPLY, subject__in=words) if words else Case.objects.none()
    found: dict[UUID, list[Back]] = {}
    latest = seen.annotate(latest=LATEST).order_by("created_at", "id")
    for case_id, word_id, at in latest.values_list("id", "subject", "latest"):
        found.setdefault(word_id, []).append(Back(case_id, at))
    return found


def _word_in(actor: Person, case: Case, *, now: datetime) -> UUID | None:
    """Return the case from which the word was written that this answers, to whoever may look after it."""
    if case.kind != REPLY:
        return None
    return visible_cases(actor, now=now).filter(decisions=case.subject).values_list("id", flat=True).first()


def _path(case: Case, actor: Person) -> str:
    kind = reportable(case.kind)
    thing = kind.look(actor, case.subject) if kind else None
    return thing.back if thing else ""


def _reason(row: Report) -> str:
    """Say why it came; '' of an answer, which says so itself."""
    if row.case.kind == REPLY and row.source == Source.PERSON:
        return ""
    return str(Reason(row.reason).label if row.source == Source.PERSON else Source(row.source).label)


def _who(case: Case, actor: Person, now: datetime) -> str:
    if not is_claimed(case, now=now):
        return ""
    return "you" if case.claimed_by_id == actor.id else "other"


def case_view(case: Case, actor: Person, *, now: datetime) -> CaseView:
    """Return a case as somebody who may look after it sees it."""
    reports = list(case.reports.order_by("created_at", "id"))
    decisions = list(case.decisions.order_by("created_at", "id"))
    reasons = unseal_all([row.reason_sealed for row in decisions], what=REASON)
    lifted, backs = lifted_by(actor, case), _backs(actor, decisions, now=now)
    return CaseView(
        id=case.id,
        kind=kind_words(case),
        place=place_words(case.community, names_of([case.community])),
        is_urgent=case.is_urgent,
        is_open=case.state == CaseState.OPEN,
        who=_who(case, actor, now),
        until=case.claimed_until,
        evidence_until=case.evidence_until,
        is_forgotten=case.data_key_id is None,
        path=_path(case, actor),
        is_about_somebody=case.about_id is not None,
        reports=_report_views(reports),
        decisions=[
            replace(_decision_view(row, act, reason, actor, lifted), backs=backs.get(row.id, []))
            for row, act, reason in zip(decisions, acts_of(decisions), reasons, strict=True)
        ],
        earlier=_earlier(case, actor, now=now),
        answered=_answered(case),
        dangers=[
            Danger(one.id, kind_words(one), one.created_at) for one in _in_turn(urgent_beside(actor, case, now=now))
        ],
        beside=_beside([case]).get(case.id),
        word_in=_word_in(actor, case, now=now),
    )


def dangers_of_appeal(actor: Person, row: Appeal, *, now: datetime) -> list[Danger]:
    """Return what is open and urgent of whoever asks for another look, as far as the actor may look after it."""
    case = row.decision.case
    own = visible_cases(actor, now=now).filter(id=case.id, is_urgent=True, state=CaseState.OPEN)
    found = [*own, *_in_turn(urgent_beside(actor, case, now=now))]
    return [Danger(one.id, kind_words(one), one.created_at) for one in found]


def urgent_in(actor: Person, community_id: UUID, *, now: datetime) -> int:
    """Count what is open and urgent in a community that the actor may look after."""
    rows = visible_cases(actor, now=now).filter(community=community_id, is_urgent=True, state=CaseState.OPEN)
    return rows.count()


def danger_of(actor: Person, about_id: UUID | None, community_id: UUID, *, now: datetime) -> UUID | None:
    """Return what waits longest of what is urgent about somebody in a community, as far as the actor may know."""
    return _in_turn(urgent_of(actor, about_id, community_id, now=now)).values_list("id", flat=True).first()


def urgent_among(actor: Person, kind: str, things: Collection[UUID], *, now: datetime) -> dict[UUID, UUID]:
    """Return of which of these something urgent waits that the actor may look after, each with its case."""
    if not things:
        return {}
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, kind=kind)
    shown = _in_turn(rows.filter(Q(subject__in=things) | Q(also__overlap=list(things))))
    return {one: case.id for case in reversed(shown) for one in case.things if one in things}


def _in_turn(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by("created_at", "id")


def _answered(case: Case) -> str:
    if not case.is_urgent or case.state == CaseState.OPEN:
        return ""
    lines = LogLine.objects.filter(case=case.id, event=Event.CLOSED).exclude(answered="")
    said = lines.order_by("-id").values_list("answered", flat=True).first()
    return str(Answered(said).label) if said else ""


def things_of(case: Case) -> list[tuple[UUID, str]]:
    """Return what a case shows by whoever it is about, in its order, with its words; none where that is one thing."""
    if not case.also:
        return []
    shown = thawed(list(case.reports.order_by("created_at", "id")))
    pieces = {piece.id: piece for one in shown for piece in one.pieces if piece.id in case.things}
    return [(one, pieces[one].words) for one in case.things if one in pieces]


def shows_words(case: Case) -> bool:
    """Tell whether a case shows anything that was written: not all that is reported does, and what did is destroyed."""
    reports = list(case.reports.all())
    said = unseal_all([row.words_sealed for row in reports], what=WORDS)
    return any(said) or any(one.pieces for one in thawed(reports))


def _report_views(reports: Sequence[Report]) -> list[ReportView]:
    words = unseal_all([row.words_sealed for row in reports], what=WORDS)
    shown, exhibits = thawed(reports), exhibits_of(reports)
    views = [
        ReportView(
            str(row.get_source_display()),
            _reason(row),
            row.created_at,
            said or "",
            seen.name,
            seen.place,
            seen.where,
            [SeenPiece(one.who, one.at, one.words, exhibits.get((row.id, one.id), [])) for one in seen.pieces],
        )
        for row, said, seen in zip(reports, words, shown, strict=True)
    ]
    return _together(views, [row.source for row in reports])


def _together(views: Sequence[ReportView], sources: Sequence[str]) -> list[ReportView]:
    """Return one for what came by itself, one after the other, of the same person in the same place."""
    found: list[ReportView] = []
    before: tuple[str, ...] = ()
    for one, source in zip(views, sources, strict=True):
        same = (source, one.reason, one.name, one.place, one.where)
        if same == before and source == Source.WORDS:
            known = found[-1]
            found[-1] = replace(known, pieces=[*known.pieces, *one.pieces], also_at=[*known.also_at, one.at])
        else:
            found.append(one)
        before = same
    return found


def _decision_view(row: Decision, act: str, reason: str | None, actor: Person, lifted: set[str]) -> DecisionView:
    holds = row.state == DecisionState.IN_FORCE and row.act in (*TO_A_THING, Act.WRITE, Act.WARN, Act.PAUSE)
    waits = row.state == DecisionState.PROPOSED and row.by_id == actor.id
    return DecisionView(
        id=row.id,
        act=act,
        state=str(row.get_state_display()) if row.act != Act.NOTE else "",
        at=row.created_at,
        until=row.until,
        reason=reason or "",
        may_lift=waits or (holds and row.reach in lifted),
        backs=[],
    )


def _earlier(case: Case, actor: Person, *, now: datetime) -> int:
    """Count what was done about the same person in the same place before: no group tells of another.

    Nothing is counted from, or for, what may be nameless: the count would tell whose it is.
    """
    nameless = nameless_kinds()
    if case.about_id is None or case.kind in nameless:
        return 0
    rows = Decision.objects.filter(
        case__in=visible_cases(actor, now=now),
        about=case.about_id,
        case__community=case.community,
        act__in=sorted(TO_A_PERSON - {Act.WRITE}),
    )
    rows = rows.exclude(case__kind__in=nameless)
    return rows.exclude(case=case).filter(state=DecisionState.IN_FORCE).count()


def handled_this_week(actor: Person, *, now: datetime) -> tuple[int, int]:
    """Return how many cases somebody took on within a week, and how many of them they handed over."""
    # What is older than its case was handed over before, and is kept from them with the answers to it.
    rows = Handling.objects.filter(person=actor, created_at__gt=now - WEEK, created_at__gte=F("case__created_at"))
    return rows.count(), rows.filter(was_hard=True).count()


def appeal_words(row: Appeal) -> tuple[str, str]:
    """Return what was decided with its reason, and what is said against it."""
    why = unseal_all([row.decision.reason_sealed], what=REASON)[0]
    said = unseal_all([row.words_sealed], what=APPEAL)[0]
    return why or "", said or ""


def waits_for(actor: Person, *, now: datetime) -> dict[str, int]:
    """Return how many cases wait for somebody to take them on, how many of these are urgent, and what else waits.

    `own` are those that the actor has taken on, `more` the urgent ones of them in which something came after that.
    """
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN)
    is_free, is_own = Q(claimed_by=None) | Q(claimed_until__lte=now), Q(claimed_by=actor, claimed_until__gt=now)
    found = list(rows.filter(is_free | is_own).annotate(latest=LATEST).order_by("-is_urgent")[:PAGE])
    own = [case for case in found if is_claimed(case, now=now)]
    free = [case for case in found if case not in own]
    return {
        "free": len(free),
        "urgent": sum(case.is_urgent for case in free),
        "own": len(own),
        "more": sum(case.is_urgent and _came_since(case) for case in own),
        "proposals": visible_proposals(actor, now=now).count(),
        "appeals": visible_appeals(actor, now=now).count(),
    }


def _came_since(case: Case) -> bool:
    """Tell whether something came in a case after whoever has it took it on, or did something last."""
    latest: datetime | None = case.latest  # type: ignore[attr-defined]  # the query adds it
    return bool(latest and case.claimed_until and latest > case.claimed_until - CLAIM)
