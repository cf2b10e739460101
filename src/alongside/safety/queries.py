"""Reads of moderation shaped for pages, each a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.sealed import unseal_all
from alongside.safety.enums import (
    ASKS_AGAIN,
    TO_A_PERSON,
    TO_A_THING,
    Act,
    Answered,
    CaseState,
    DecisionState,
    Event,
    Reach,
    Reason,
    Source,
)
from alongside.safety.evidence import Seen, Shown, exhibits_of, thawed
from alongside.safety.models import Appeal, Case, Decision, Handling, LogLine, Report
from alongside.safety.policies import (
    is_claimed,
    lifted_by,
    own_proposals,
    own_reports,
    urgent_beside,
    urgent_of,
    visible_appeals,
    visible_cases,
    visible_decisions,
    visible_proposals,
)
from alongside.safety.reportable import nameless_kinds, names_of, out_of, reportable
from alongside.safety.sealing import ANSWER, APPEAL, MEMO, REASON, WORDS
from alongside.safety.services.doing import done_to
from alongside.safety.wording import act_words, back_words, decided_words, holds_words, report_words

PAGE = 50
WEEK = timedelta(days=7)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the queue. `who` says who has it: "", "you" or "other".

    `name` is what it or whoever it is about is called there, `where` the thread, the room or the event; '' once what
    was shown is destroyed.
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


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one moderator: cases, removals that wait for a second person, appeals; `own` they proposed."""

    lines: list[Line]
    proposals: list[tuple[UUID, str]]
    own: list[tuple[UUID, str]]
    appeals: list[UUID]


@dataclass(frozen=True, slots=True)
class SeenPiece:
    """Something that was shown with a report, with the pictures and voice notes that go with it."""

    who: str
    at: datetime
    words: str
    exhibits: list[Shown]


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a case as moderators see it: why, in which words, and what was shown. It names nobody."""

    source: str
    reason: str
    at: datetime
    words: str
    name: str
    place: str
    where: str
    pieces: list[SeenPiece]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of a case as moderators see it; `act` says how far it goes as well."""

    id: UUID
    act: str
    state: str
    at: datetime
    until: datetime | None
    reason: str
    may_lift: bool


@dataclass(frozen=True, slots=True)
class Danger:
    """Something urgent about the same person that waits as well."""

    id: UUID
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as somebody who may look after it sees it; `path` leads to what it is about, '' where they cannot go.

    `answered` is what became of whoever was in danger, as was said when it ended; `dangers` is what else is urgent.
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


@dataclass(frozen=True, slots=True)
class OwnReport:
    """Something that somebody reported, and what became of it."""

    kind: str
    reason: str
    at: datetime
    becomes: str


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What was decided about somebody, as they see it; `back` says whether they can come back.

    `words` are their own that it is about, `where` the thread, the room or the event: as long as they are kept.
    With `is_word` it is a word to somebody in danger, and nothing against them.
    `asked` is what they said about it, None when they did not.
    """

    id: UUID
    says: str
    place: str
    at: datetime
    until: datetime | None
    why: str
    holds: str
    back: str
    asked: str | None
    answer: str | None
    is_granted: bool | None
    is_word: bool = False
    where: str = ""
    words: tuple[str, ...] = ()


def cries_lately(person_id: UUID, *, now: datetime) -> int:
    """Return how often within the hour the words of somebody sounded like danger to life."""
    lately = Report.objects.filter(source=Source.WORDS, created_at__gt=now - AN_HOUR)
    return lately.filter(case__about=person_id).count()


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
    seen = _seen_of(cases)
    proposals = list(visible_proposals(actor, now=now).order_by("created_at", "id"))
    own = list(own_proposals(actor).order_by("created_at", "id"))
    return Queue(
        lines=[_line(case, seen.get(case.id, Seen()), actor, places, now) for case in cases],
        proposals=[(row.id, words) for row, words in zip(proposals, acts_of(proposals), strict=True)],
        own=[(row.id, words) for row, words in zip(own, acts_of(own), strict=True)],
        appeals=list(visible_appeals(actor, now=now).order_by("created_at", "id").values_list("id", flat=True)),
    )


def proposal_words(row: Decision) -> tuple[str, str]:
    """Return what is proposed, and why."""
    return acts_of([row])[0], unseal_all([row.reason_sealed], what=REASON)[0] or ""


def _seen_of(cases: Sequence[Case]) -> dict[UUID, Seen]:
    """Return what was kept of what first brought each case."""
    turns = (sorted(case.reports.all(), key=lambda row: (row.created_at, row.id)) for case in cases)
    firsts = [rows[0] for rows in turns if rows]
    return {row.case_id: seen for row, seen in zip(firsts, thawed(firsts), strict=True)}


def _line(case: Case, seen: Seen, actor: Person, places: Mapping[UUID, str], now: datetime) -> Line:
    reasons = sorted({_reason(row) for row in case.reports.all()})
    place = _place(case.community, places)
    return Line(
        case.id,
        _kind(case),
        seen.name if seen.name != place else "",
        reasons,
        place,
        seen.where if seen.where != seen.name else "",
        case.created_at,
        case.is_urgent,
        _who(case, actor, now),
    )


def _place(community: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(community, "") if community else ""


def _kind(case: Case) -> str:
    kind = reportable(case.kind)
    return str(kind.label) if kind else ""


def _path(case: Case, actor: Person) -> str:
    kind = reportable(case.kind)
    thing = kind.look(actor, case.subject) if kind else None
    return thing.back if thing else ""


def _reason(row: Report) -> str:
    return str(Reason(row.reason).label if row.source == Source.PERSON else Source(row.source).label)


def _who(case: Case, actor: Person, now: datetime) -> str:
    if not is_claimed(case, now=now):
        return ""
    return "you" if case.claimed_by_id == actor.id else "other"


def acts_of(rows: Sequence[Decision]) -> list[str]:
    """Say of each decision what it does and how far it goes, of a removal whether it is for good."""
    waits = [row.act == Act.REMOVE and row.state in (DecisionState.PROPOSED, DecisionState.DROPPED) for row in rows]
    memos = unseal_all(
        [row.memo_sealed if waiting else None for row, waiting in zip(rows, waits, strict=True)], what=MEMO
    )
    out = _out_for(rows)
    return [
        act_words(
            Act(row.act),
            Reach(row.reach) if row.reach else None,
            for_good=memo != ASKS_AGAIN if waiting else _for_good(row, out),
        )
        for row, waiting, memo in zip(rows, waits, memos, strict=True)
    ]


def _out_for(rows: Sequence[Decision]) -> dict[UUID | None, Mapping[UUID, bool]]:
    """Return for each who was removed from a group from which groups they are out by now."""
    return {one: out_of(one) for one in {row.about_id for row in rows if _keeps_out(row)} if one}


def _keeps_out(row: Decision) -> bool:
    return row.act == Act.REMOVE and row.reach == Reach.GROUP and row.state == DecisionState.IN_FORCE


def _for_good(row: Decision, out: Mapping[UUID | None, Mapping[UUID, bool]]) -> bool | None:
    """Tell whether a removal that was done holds for good by now; None where somebody is back, or gone."""
    if row.reach == Reach.INSTANCE:
        return True if row.state == DecisionState.IN_FORCE else None
    there = out.get(row.about_id, {}) if _keeps_out(row) else {}
    return there.get(row.community) if row.community else None


def case_view(case: Case, actor: Person, *, now: datetime) -> CaseView:
    """Return a case as somebody who may look after it sees it."""
    reports = list(case.reports.order_by("created_at", "id"))
    decisions = list(case.decisions.order_by("created_at", "id"))
    reasons = unseal_all([row.reason_sealed for row in decisions], what=REASON)
    lifted = lifted_by(actor, case)
    return CaseView(
        id=case.id,
        kind=_kind(case),
        place=_place(case.community, names_of([case.community])),
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
            _decision_view(row, act, reason, actor, lifted)
            for row, act, reason in zip(decisions, acts_of(decisions), reasons, strict=True)
        ],
        earlier=_earlier(case, actor, now=now),
        answered=_answered(case),
        dangers=[Danger(one.id, _kind(one), one.created_at) for one in _in_turn(urgent_beside(actor, case, now=now))],
    )


def danger_of(actor: Person, about_id: UUID | None, community_id: UUID, *, now: datetime) -> UUID | None:
    """Return what waits longest of what is urgent about somebody in a community, as far as the actor may know."""
    return _in_turn(urgent_of(actor, about_id, community_id, now=now)).values_list("id", flat=True).first()


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


def _report_views(reports: Sequence[Report]) -> list[ReportView]:
    words = unseal_all([row.words_sealed for row in reports], what=WORDS)
    shown, exhibits = thawed(reports), exhibits_of(reports)
    return [
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


def own_report_lines(actor: Person, *, now: datetime) -> list[OwnReport]:
    """Return what somebody reported, the latest first, and what became of each."""
    did = Decision.objects.exclude(act=Act.NOTE).filter(state__in=[DecisionState.IN_FORCE, DecisionState.UNDONE])
    rows = own_reports(actor).prefetch_related(Prefetch("case__decisions", queryset=did, to_attr="done"))
    return [_own_report(row, now=now) for row in rows.order_by("-created_at", "-id")[:PAGE]]


def _own_report(row: Report, *, now: datetime) -> OwnReport:
    done: list[Decision] = row.case.done  # type: ignore[attr-defined]  # the query above adds it
    becomes = report_words(row.case, did_something=bool(done), now=now)
    return OwnReport(_kind(row.case), str(row.get_reason_display()), row.created_at, becomes)


def own_decisions(actor: Person, *, now: datetime) -> list[OwnDecision]:
    """Return what was decided about somebody, the latest first."""
    return _own(visible_decisions(actor).order_by("-in_force_at", "-created_at", "-id")[:PAGE], now=now)


def own_decision(row: Decision, *, now: datetime) -> OwnDecision:
    """Return one of these."""
    shown = thawed(list(row.case.reports.order_by("created_at", "id")))
    where = next((one.where for one in shown if one.where), "")
    return replace(_own(Decision.objects.filter(id=row.id), now=now)[0], where=where, words=_own_words(row, shown))


def _own_words(row: Decision, shown: Sequence[Seen]) -> tuple[str, ...]:
    """Return what somebody wrote that a decision about them is about: never what others wrote beside it.

    Of messages between two a case names none, for then it would tell who reported it.
    """
    if row.case.about_id is None or row.case.about_id != row.about_id:
        return ()
    pieces = {piece.id: piece.words for one in shown for piece in one.pieces}
    return tuple(pieces[one] for one in done_to(row) if one in pieces)


def _own(found: QuerySet[Decision], *, now: datetime) -> list[OwnDecision]:
    rows = list(found.select_related("appeal", "case"))
    appeals = [getattr(row, "appeal", None) for row in rows]
    reasons = unseal_all([row.reason_sealed for row in rows], what=REASON)
    asked = unseal_all([one.words_sealed if one else None for one in appeals], what=APPEAL)
    answers = unseal_all([one.answer_sealed if one else None for one in appeals], what=ANSWER)
    places = names_of(_community(row) for row in rows)
    out = _out_for(rows)
    return [
        OwnDecision(
            id=row.id,
            says=decided_words(row, now=now),
            place=_place(_community(row), places),
            at=row.in_force_at or row.created_at,
            until=row.until,
            why=why or "",
            holds=holds_words(row, now=now),
            back=back_words(for_good=_for_good(row, out)) if row.reach == Reach.GROUP else "",
            asked=said,
            answer=answer,
            is_granted=one.is_granted if one else None,
            is_word=row.act == Act.WRITE,
        )
        for row, one, why, said, answer in zip(rows, appeals, reasons, asked, answers, strict=True)
    ]


def _community(row: Decision) -> UUID | None:
    """Return where it was, None for what holds everywhere."""
    return row.community or (None if row.reach else row.case.community)


def handled_this_week(actor: Person, *, now: datetime) -> tuple[int, int]:
    """Return how many cases somebody took on within a week, and how many of them they handed over."""
    rows = Handling.objects.filter(person=actor, created_at__gt=now - WEEK)
    return rows.count(), rows.filter(was_hard=True).count()


def appeal_words(row: Appeal) -> tuple[str, str]:
    """Return what was decided with its reason, and what is said against it."""
    why = unseal_all([row.decision.reason_sealed], what=REASON)[0]
    said = unseal_all([row.words_sealed], what=APPEAL)[0]
    return why or "", said or ""


def waits_for(actor: Person, *, now: datetime) -> tuple[int, int]:
    """Return how much waits for somebody to take it on, and how much of that is urgent."""
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN)
    free = list(rows.filter(Q(claimed_by=None) | Q(claimed_until__lte=now)).values_list("is_urgent", flat=True)[:PAGE])
    return len(free), sum(free)
