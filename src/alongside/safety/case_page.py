"""One case as moderators see it: what was shown, what was done, what else is urgent. A constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import dropwhile
from uuid import UUID

from alongside.accounts.models import Person
from alongside.kernel.sealed import unseal_all
from alongside.safety.acts import acts_of, done_each, why_not
from alongside.safety.enums import (
    TO_A_PERSON,
    TO_A_THING,
    Act,
    Answered,
    CaseState,
    DecisionState,
    Event,
    Source,
)
from alongside.safety.evidence import Shown, exhibits_of, is_gone, thawed
from alongside.safety.models import Appeal, Case, Decision, LogLine, Report
from alongside.safety.policies import carers_of, lifted_by, urgent_beside, visible_cases, visible_proposals
from alongside.safety.queries import Back, Beside, backs_of, beside_of, in_turn, reason_words, who_has
from alongside.safety.reasons import reasons_of
from alongside.safety.replies import REPLY
from alongside.safety.reportable import here_since, kinds_that_go_along, nameless_kinds, names_of, reportable
from alongside.safety.sealing import APPEAL, WORDS
from alongside.safety.wording import kind_words, place_words, undo_words


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
    """A decision of a case as moderators see it; `act` says how far it goes as well, `backs` what answers a word.

    `says` is all of it in one sentence, `undoes` what becomes of it when it is undone, `why_not` why whoever was asked
    did not agree to it.
    """

    id: UUID
    act: str
    state: str
    at: datetime
    until: datetime | None
    reason: str
    may_lift: bool
    backs: list[Back]
    says: str = ""
    why_not: str = ""
    is_only_proposed: bool = False
    undoes: str = ""


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
    `beside` is as in `Line`. Of what answers a word, `word_in` is the case from which that was written. `came` is how
    often something came in it, `left_out` how much of that is not kept because more came than can be read. `proposals`
    are removals that wait for the reader's yes or no. Who `has_left` is not there any more by the name they had: that
    is said alike of who came back by another. Who `is_gone` has erased their account: nothing reaches them. With
    it the case `went` as well, where nobody had reported anything; `was_mine` tells whether the reader had taken it on.
    `carer` is by which name the reader knows who else has it, or something else urgent of the same person
    (`is_looked_after`).
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
    came: int
    proposals: list[tuple[UUID, str]]
    left_out: int
    has_left: bool
    is_gone: bool
    went: bool
    was_mine: bool
    carer: str
    is_looked_after: bool

    @property
    def title(self) -> str:
        """What the thread, the room or the event is called, or whoever it is about; '' once that is destroyed."""
        first = self.reports[0] if self.reports else None
        return (first.where if first else "") or self.name

    @property
    def name(self) -> str:
        """By which name whoever it is about is known there; '' once that is destroyed."""
        first = self.reports[0] if self.reports else None
        return first.name if first and first.name != first.place else ""

    @property
    def is_mine(self) -> bool:
        """Tell whether the reader looks after it right now."""
        return self.is_open and self.who == "you"

    @property
    def is_to_read(self) -> bool:
        """Tell whether what was written stands open: what is urgent does not end unread."""
        return self.is_mine and self.is_urgent


def proposal_words(row: Decision) -> tuple[str, str]:
    """Return what is proposed, and why."""
    return acts_of([row])[0], reasons_of([row])[0]


def _proposals(actor: Person, case: Case, *, now: datetime) -> list[tuple[UUID, str]]:
    rows = list(visible_proposals(actor, now=now).filter(case=case))
    return [(row.id, words) for row, words in zip(rows, acts_of(rows), strict=True)]


def _word_in(actor: Person, case: Case, *, now: datetime) -> UUID | None:
    """Return the case from which the word was written that this answers, to whoever may look after it."""
    if case.kind != REPLY:
        return None
    return visible_cases(actor, now=now).filter(decisions=case.subject).values_list("id", flat=True).first()


def _went(case: Case) -> bool:
    """Tell whether a case ended because whoever it was about erased their account: then nobody was done with it."""
    if case.state == CaseState.OPEN or case.about_id is not None or case.data_key_id is not None:
        return False
    return not LogLine.objects.filter(case=case.id, event=Event.CLOSED).exists()


def _path(case: Case, actor: Person) -> str:
    kind = reportable(case.kind)
    thing = kind.look(actor, case.subject) if kind else None
    return thing.back if thing else ""


def case_view(case: Case, actor: Person, *, now: datetime) -> CaseView:
    """Return a case as somebody who may look after it sees it."""
    reports = list(case.reports.order_by("created_at", "id"))
    left_out = _left_out(reports)
    decisions = list(case.decisions.order_by("created_at", "id"))
    reasons = reasons_of(decisions)
    lifted, backs = lifted_by(actor, case), backs_of(actor, decisions, now=now)
    came, went = here_since(case.community, case.about_id), _went(case)
    dangers = list(in_turn(urgent_beside(actor, case, now=now)))
    carers, who = carers_of(actor, [case, *dangers], now=now), who_has(case, actor, now)
    return CaseView(
        id=case.id,
        kind=kind_words(case),
        place=place_words(case.community, names_of([case.community])),
        is_urgent=case.is_urgent,
        is_open=case.state == CaseState.OPEN,
        who=who,
        until=case.claimed_until,
        evidence_until=case.evidence_until,
        is_forgotten=case.data_key_id is None,
        path=_path(case, actor),
        is_about_somebody=case.about_id is not None,
        reports=_report_views([row for row in reports if row not in left_out]),
        decisions=[
            replace(
                _decision_view(row, act, reason, actor, lifted), backs=backs.get(row.id, []), says=says, why_not=why
            )
            for row, act, reason, says, why in zip(
                decisions, acts_of(decisions), reasons, done_each(decisions, now=now), why_not(decisions), strict=True
            )
        ],
        earlier=_earlier(case, actor, came, now=now),
        answered=_answered(case),
        dangers=[Danger(one.id, kind_words(one), one.created_at) for one in dangers],
        beside=beside_of([case]).get(case.id),
        word_in=_word_in(actor, case, now=now),
        came=len(reports),
        proposals=_proposals(actor, case, now=now),
        has_left=_has_left(case, came),
        is_gone=is_gone(case),
        went=went,
        was_mine=went and case.handlings.filter(person=actor).exists(),
        carer=carers.get(case.id, "") if who else next((carers[one.id] for one in dangers if one.id in carers), ""),
        is_looked_after=case.is_urgent and not who and any(one.id in carers for one in dangers),
        left_out=len(left_out),
    )


def _left_out(reports: Sequence[Report]) -> list[Report]:
    """Return what went on in a case and is not kept; nothing of what was destroyed at its time."""
    words = [row for row in reports if row.source == Source.WORDS]
    return [row for row in dropwhile(_is_not_kept, words) if _is_not_kept(row)]


def _is_not_kept(row: Report) -> bool:
    return row.evidence_sealed is None


def dangers_of_appeal(actor: Person, row: Appeal, *, now: datetime) -> list[Danger]:
    """Return what is open and urgent of whoever asks for another look, as far as the actor may look after it."""
    case = row.decision.case
    own = visible_cases(actor, now=now).filter(id=case.id, is_urgent=True, state=CaseState.OPEN)
    found = [*own, *in_turn(urgent_beside(actor, case, now=now))]
    return [Danger(one.id, kind_words(one), one.created_at) for one in found]


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
            reason_words(row),
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


def _decision_view(row: Decision, act: str, reason: str, actor: Person, lifted: set[str]) -> DecisionView:
    holds = row.state == DecisionState.IN_FORCE and row.act in (*TO_A_THING, Act.WRITE, Act.WARN, Act.PAUSE)
    waits = row.state == DecisionState.PROPOSED and row.by_id == actor.id
    return DecisionView(
        id=row.id,
        act=act,
        state=str(row.get_state_display()) if row.act != Act.NOTE else "",
        at=row.created_at,
        until=row.until,
        reason=reason,
        may_lift=waits or (holds and row.reach in lifted),
        backs=[],
        is_only_proposed=row.state in (DecisionState.PROPOSED, DecisionState.DROPPED),
        undoes=undo_words(Act(row.act)),
    )


def _has_left(case: Case, came: datetime | None) -> bool:
    """Tell whether whoever a case is about is gone from where they wrote; of who is nameless, or was not in it, not."""
    unsaid = {*nameless_kinds(), *kinds_that_go_along()}
    if case.community is None or case.about_id is None or case.kind in unsaid:
        return False
    return came is None or case.created_at < came


def _earlier(case: Case, actor: Person, came: datetime | None, *, now: datetime) -> int:
    """Count what was done about the same person in the same place before: no group tells of another.

    Nothing is counted from, or for, what may be nameless, nor from before they left: the count would tell whose it is.
    """
    nameless = nameless_kinds()
    is_told = case.about_id is not None and case.kind not in nameless
    if not is_told or (case.community and (came is None or case.created_at < came)):
        return 0
    rows = visible_cases(actor, now=now)
    decided = Decision.objects.filter(
        case__in=rows.filter(created_at__gte=came) if came else rows,
        about=case.about_id,
        case__community=case.community,
        act__in=sorted(TO_A_PERSON - {Act.WRITE}),
    )
    decided = decided.exclude(case__kind__in=nameless)
    return decided.exclude(case=case).filter(state=DecisionState.IN_FORCE).count()


def appeal_words(row: Appeal) -> tuple[str, str]:
    """Return what was decided with its reason, and what is said against it."""
    why = reasons_of([row.decision])[0]
    said = unseal_all([row.words_sealed], what=APPEAL)[0]
    return why, said or ""
